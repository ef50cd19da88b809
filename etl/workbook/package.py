"""The parts of an Office Open XML package and the paths between them."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Callable
from xml.etree import ElementTree

from etl.workbook.grid import UnreadableWorkbook
from etl.workbook.xml_stream import SMALL_PART, Attributes, parse_xml, small_tree

_MOST_RELATIONS = 20_000


class Package:
    """The zip archive and the paths between its parts."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self.archive = archive
        names = archive.namelist()
        # Writers differ in case and slashes between a part and what refers to it.
        self._names = {name.replace("\\", "/").lstrip("/").lower(): name for name in names}
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
        folder, name = posixpath.split(part)
        found: dict[str, tuple[str, str]] = {}

        def start(element: str, attributes: Attributes) -> None:
            if element != "Relationship" or attributes.get("TargetMode") == "External":
                return
            target = attributes.get("Target", "").replace("\\", "/")
            if target.startswith("/"):
                path = target.lstrip("/")
            else:
                path = posixpath.normpath(posixpath.join(folder, target))
            if len(found) >= _MOST_RELATIONS:
                raise UnreadableWorkbook("E-FILE-BROKEN")
            kind = attributes.get("Type", "").rpartition("/")[2]
            found[attributes.get("Id", "")] = (kind, path)

        self.parse(posixpath.join(folder, "_rels", f"{name}.rels"), start)
        return found
