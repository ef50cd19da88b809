"""The parts of an Office Open XML package and the paths between them."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Callable
from xml.etree import ElementTree

from etl.workbook.grid import UnreadableWorkbook
from etl.workbook.xml_stream import SMALL_PART, Attributes, parse_xml, small_tree

_MOST_RELATIONS = 20_000
USUAL_WORKBOOK = "xl/workbook.xml"


def plain_name(name: str) -> str:
    """Return a part's name as it compares: writers differ in case and slashes."""
    return name.replace("\\", "/").lstrip("/").lower()


def relations_part(part: str) -> str:
    """Return the part that holds a part's relationships."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def related_part(part: str, target: str) -> str:
    """Return the part that a relationship's target names, seen from its owner."""
    target = target.replace("\\", "/")
    if target.startswith("/"):
        return target.lstrip("/")
    return posixpath.normpath(posixpath.join(posixpath.split(part)[0], target))


class Package:
    """The zip archive and the paths between its parts."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self.archive = archive
        names = archive.namelist()
        self._names = {plain_name(name): name for name in names}
        if len(self._names) != len(names):
            raise UnreadableWorkbook("E-FILE-BROKEN")

    def name(self, part: str) -> str | None:
        """Return the archive's name of a part, None where there is no such part."""
        return self._names.get(part.lower())

    def has(self, part: str) -> bool:
        """Whether the part is there."""
        return part.lower() in self._names

    def parse(
        self,
        part: str,
        start: Callable[[str, Attributes], None],
        end: Callable[[str], None] = lambda _: None,
        text: list[str] | None = None,
    ) -> None:
        """Stream a part through the handlers; a part that is not there is nothing."""
        name = self.name(part)
        if name is None:
            return
        with self.archive.open(name) as stream:
            parse_xml(stream, start, end, text)

    def tree(self, part: str) -> ElementTree.Element | None:
        """Return the tree of a part; None where it is to be streamed, or is not there."""
        name = self.name(part)
        if name is None or self.archive.getinfo(name).file_size > SMALL_PART:
            return None
        return small_tree(self.archive.read(name))

    def relations(self, part: str) -> dict[str, tuple[str, str]]:
        """Return id -> (kind, target part) of a part's relationships."""
        found: dict[str, tuple[str, str]] = {}

        def start(element: str, attributes: Attributes) -> None:
            if element != "Relationship" or attributes.get("TargetMode") == "External":
                return
            path = related_part(part, attributes.get("Target", ""))
            if len(found) >= _MOST_RELATIONS:
                raise UnreadableWorkbook("E-FILE-BROKEN")
            kind = attributes.get("Type", "").rpartition("/")[2]
            found[attributes.get("Id", "")] = (kind, path)

        self.parse(relations_part(part), start)
        return found

    def workbook(self) -> str | None:
        """Return the part that lists the sheets, None where there is none."""
        for kind, target in self.relations("").values():
            if kind == "officeDocument" and self.has(target):
                return target
        return USUAL_WORKBOOK if self.has(USUAL_WORKBOOK) else None
