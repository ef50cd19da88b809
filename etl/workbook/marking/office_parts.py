"""An .xlsx package whose parts are changed one by one; the others are carried over."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO

from etl.workbook.grid import UnreadableWorkbook
from etl.workbook.marking.xml_edit import Edits, Element, elements, in_utf8, quoted, root_of
from etl.workbook.package import Package

_TYPES = "[Content_Types].xml"
_STRICT = "http://purl.oclc.org/ooxml/"
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True)
class Namespaces:
    """The names of one edition of the format: the usual one, or ISO's strict one."""

    main: str
    relations: str
    strict: bool

    def kind(self, name: str) -> str:
        """Return the type of a relationship."""
        return f"{self.relations}/{name}"


_USUAL = Namespaces(
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    strict=False,
)
_ISO = Namespaces(f"{_STRICT}spreadsheetml/main", f"{_STRICT}officeDocument/relationships", True)


class OfficeParts:
    """Reads parts, keeps what was changed or added, and writes the package anew."""

    def __init__(self, content: bytes) -> None:
        # Not the capped archive: that leaves out blank cells, which belong to the copy.
        self._archive = zipfile.ZipFile(BytesIO(content))
        self.package = Package(self._archive)
        # By the name in small letters: writers differ in case between a part and its mention.
        self._changed: dict[str, tuple[str, bytes]] = {}
        self.workbook = self._workbook_part()
        main = root_of(self.read(self.workbook)).attributes
        strict = any(value.startswith(_STRICT) for value in main.values())
        self.names = _ISO if strict else _USUAL

    def _workbook_part(self) -> str:
        found = (
            target
            for kind, target in self.package.relations("").values()
            if kind == "officeDocument" and self.package.has(target)
        )
        return next(found, "xl/workbook.xml")

    def has(self, part: str) -> bool:
        """Whether a part is there, or was added."""
        return part.lower() in self._changed or self.package.has(part)

    def size(self, part: str) -> int:
        """Return the unpacked size of a part as it came."""
        name = self.package.name(part)
        return self._archive.getinfo(name).file_size if name is not None else 0

    def read(self, part: str) -> bytes:
        """Return a part as it is now, in UTF-8."""
        if part.lower() in self._changed:
            return self._changed[part.lower()][1]
        name = self.package.name(part)
        if name is None:
            raise UnreadableWorkbook("E-FILE-BROKEN")
        return in_utf8(self._archive.read(name))

    def write(self, part: str, content: bytes) -> None:
        """Put a part in the place of what was there."""
        self._changed[part.lower()] = (part, content)

    def free_name(self, pattern: str) -> str:
        """Return the first name of a pattern with a number that no part has."""
        number = 1
        while self.has(pattern.format(number)):
            number += 1
        return pattern.format(number)

    # ---- what parts refer to

    def related(self, part: str, kind: str) -> str | None:
        """Return the part that another refers to as a kind, None without one."""
        found = (target for name, target in self._relations(part) if name == kind)
        return next((target for target in found if self.has(target)), None)

    def target(self, part: str, identifier: str) -> str | None:
        """Return the part that a relationship of another leads to."""
        for item in self._relation_elements(part):
            if item.attribute("Id") == identifier and item.attribute("TargetMode") != "External":
                return _path(part, item.attribute("Target") or "")
        return None

    def _relations(self, part: str) -> Iterable[tuple[str, str]]:
        for item in self._relation_elements(part):
            if item.attribute("TargetMode") != "External":
                kind = (item.attribute("Type") or "").rpartition("/")[2]
                yield kind, _path(part, item.attribute("Target") or "")

    def _relation_elements(self, part: str) -> list[Element]:
        rels = _relations_part(part)
        return elements(self.read(rels), "Relationship") if self.has(rels) else []

    def relate(self, part: str, kind: str, target: str) -> str:
        """Make a part refer to another; return the relationship's id."""
        rels = _relations_part(part)
        if not self.has(rels):
            space = "http://schemas.openxmlformats.org/package/2006/relationships"
            self.write(rels, f'{_DECLARATION}<Relationships xmlns="{space}"/>'.encode())
        data = self.read(rels)
        taken = {item.attribute("Id") for item in elements(data, "Relationship")}
        identifier = next(f"rId{n}" for n in range(1, len(taken) + 2) if f"rId{n}" not in taken)
        edits, root = Edits(data), elements(data, "Relationships")[0]
        tag = f"{root.prefix}:Relationship" if root.prefix else "Relationship"
        attributes = f'Id="{identifier}" Type={quoted(self.names.kind(kind))}'
        edits.append(root, f"<{tag} {attributes} Target={quoted('/' + target)}/>")
        self.write(rels, edits.result())
        return identifier

    def declare(self, part: str, content_type: str) -> None:
        """Say in the list of content types what a new part is."""
        data = self.read(_TYPES)
        root = elements(data, "Types")[0]
        tag = f"{root.prefix}:Override" if root.prefix else "Override"
        edits = Edits(data)
        type_ = quoted(content_type)
        edits.append(root, f"<{tag} PartName={quoted('/' + part)} ContentType={type_}/>")
        self.write(_TYPES, edits.result())

    # ---- the package

    def content(self) -> bytes:
        """Return the package: parts as they came in their order, then those that are new."""
        target = BytesIO()
        names = {name.replace("\\", "/").lstrip("/").lower() for name in self._archive.namelist()}
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
            for entry in self._archive.infolist():
                part = entry.filename.replace("\\", "/").lstrip("/").lower()
                info = zipfile.ZipInfo(entry.filename, entry.date_time)
                info.compress_type = entry.compress_type
                info.external_attr = entry.external_attr
                changed = self._changed.get(part)
                made.writestr(info, changed[1] if changed else self._archive.read(entry))
            for part, (name, content) in self._changed.items():
                if part not in names:
                    info = zipfile.ZipInfo(name, _FIRST_DAY)
                    info.compress_type = zipfile.ZIP_DEFLATED
                    made.writestr(info, content)
        return target.getvalue()


_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def xml_part(text: str) -> bytes:
    """Return a new part of this content."""
    return (_DECLARATION + text).encode()


def _relations_part(part: str) -> str:
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _path(part: str, target: str) -> str:
    target = target.replace("\\", "/")
    if target.startswith("/"):
        return target.lstrip("/")
    return posixpath.normpath(posixpath.join(posixpath.split(part)[0], target))
