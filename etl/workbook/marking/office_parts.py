"""An .xlsx package whose parts are changed one by one; the others are carried over."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from io import BytesIO

from etl.workbook.grid import UnreadableWorkbook
from etl.workbook.marking.xml_edit import (
    DECLARATION,
    Edits,
    Element,
    elements,
    in_utf8,
    quoted,
    root_of,
)
from etl.workbook.package import (
    USUAL_WORKBOOK,
    Package,
    plain_name,
    related_part,
    relations_part,
)

_TYPES = "[Content_Types].xml"
_STRICT = "http://purl.oclc.org/ooxml/"
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True)
class Namespaces:
    """The names of one edition of the format: the usual one, or ISO's strict one."""

    main: str
    relations: str

    def kind(self, name: str) -> str:
        """Return the type of a relationship."""
        return f"{self.relations}/{name}"


_USUAL = Namespaces(
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
)
_ISO = Namespaces(f"{_STRICT}spreadsheetml/main", f"{_STRICT}officeDocument/relationships")


class OfficeParts:
    """Reads parts, keeps what was changed or added, and writes the package anew."""

    def __init__(self, content: bytes) -> None:
        # Not the capped archive: that leaves out blank cells, which belong to the copy.
        self._archive = zipfile.ZipFile(BytesIO(content))
        self.package = Package(self._archive)
        # By the name in small letters: writers differ in case between a part and its mention.
        self._changed: dict[str, tuple[str, bytes]] = {}
        self.workbook = self.package.workbook() or USUAL_WORKBOOK
        main = root_of(self.read(self.workbook)).attributes
        strict = any(value.startswith(_STRICT) for value in main.values())
        self.names = _ISO if strict else _USUAL

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
        found = (
            target
            for item in self._relation_elements(part)
            if (item.attribute("Type") or "").rpartition("/")[2] == kind
            and (target := _inside(part, item)) is not None
        )
        return next((target for target in found if self.has(target)), None)

    def target(self, part: str, identifier: str) -> str | None:
        """Return the part that a relationship of another leads to."""
        found = (
            item for item in self._relation_elements(part) if item.attribute("Id") == identifier
        )
        return next((_inside(part, item) for item in found), None)

    def _relation_elements(self, part: str) -> list[Element]:
        rels = relations_part(part)
        return elements(self.read(rels), "Relationship") if self.has(rels) else []

    def relate(self, part: str, kind: str, target: str) -> str:
        """Make a part refer to another; return the relationship's id."""
        rels = relations_part(part)
        if not self.has(rels):
            space = "http://schemas.openxmlformats.org/package/2006/relationships"
            self.write(rels, xml_part(f'<Relationships xmlns="{space}"/>'))
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
        names = {plain_name(name) for name in self._archive.namelist()}
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
            for entry in self._archive.infolist():
                part = plain_name(entry.filename)
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


def _inside(part: str, relation: Element) -> str | None:
    """Return the part that a relationship leads to, None for a place outside of the package."""
    if relation.attribute("TargetMode") == "External":
        return None
    return related_part(part, relation.attribute("Target") or "")


def xml_part(text: str) -> bytes:
    """Return a new part of this content."""
    return f"{DECLARATION}\n{text}".encode()
