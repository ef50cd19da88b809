"""The workbook's own list of sheets: ours are entered, shown first, and set up for print."""

from __future__ import annotations

from collections.abc import Sequence

from etl.workbook.marking.office_parts import OfficeParts
from etl.workbook.marking.xml_edit import Edits, Element, elements, quoted, written

_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_PRINT_TITLES = "_xlnm.Print_Titles"
_BEFORE_NAMES = ("sheets", "functionGroups", "externalReferences")


class BookSheets:
    """Reads and changes the part that lists the sheets of a workbook."""

    def __init__(self, parts: OfficeParts) -> None:
        self._parts = parts

    def parts(self) -> list[tuple[str, str | None]]:
        """Return the name of each sheet with its part, None where that is not there."""
        found = []
        for item in self._listed():
            part = self._parts.target(self._parts.workbook, item.attribute("id") or "")
            there = part if part is not None and self._parts.has(part) else None
            found.append((item.attribute("name") or "", there))
        return found

    def _listed(self) -> list[Element]:
        found = elements(self._parts.read(self._parts.workbook), "sheet")
        return [item for item in found if item.depth == 2]

    def put(self, name: str, content: bytes, *, first: bool) -> None:
        """Write one of our sheets: in the place of an earlier one, or as a new one.

        What is not to come ``first`` is very hidden.
        """
        old = dict(self.parts()).get(name)
        if old is not None:
            self._parts.write(old, content)
            return
        part = self._parts.free_name("xl/worksheets/sheet{}.xml")
        self._parts.write(part, content)
        self._parts.declare(part, _SHEET_TYPE)
        self._enter(name, self._parts.relate(self._parts.workbook, "worksheet", part), first)

    def _enter(self, name: str, relation: str, first: bool) -> None:
        """Enter a new sheet into the list; names that count sheets move on."""
        data = self._parts.read(self._parts.workbook)
        edits, found = Edits(data), elements(data, "sheets", "sheet", "definedName")
        holder = next(item for item in found if item.name == "sheets")
        listed = [item for item in found if item.name == "sheet" and item.depth == 2]
        numbers = [int(item.attribute("sheetId") or 0) for item in listed]
        tag = f"{_prefix(holder)}sheet"
        state = "" if first else ' state="veryHidden"'
        text = (
            f'<{tag} name={quoted(name)} sheetId="{max(numbers, default=0) + 1}"{state} '
            f'xmlns:r="{self._parts.names.relations}" r:id="{relation}"/>'
        )
        if not first:
            edits.append(holder, text)
        else:
            edits.insert(holder.tag_end, text)
            for item in found:
                local = item.attribute("localSheetId") or ""
                if item.name == "definedName" and local.isdecimal():
                    edits.set(item, localSheetId=str(int(local) + 1))
        self._parts.write(self._parts.workbook, edits.result())

    def _place(self, name: str) -> int:
        return [item.attribute("name") for item in self._listed()].index(name)

    def show(self, name: str) -> None:
        """Open the workbook at one sheet."""
        data = self._parts.read(self._parts.workbook)
        edits = Edits(data)
        for item in elements(data, "workbookView"):
            edits.set(item, activeTab=str(self._place(name)), firstSheet="0")
        self._parts.write(self._parts.workbook, edits.result())

    def repeat_on_paper(self, name: str, row: int | None) -> None:
        """Print one row of a sheet of ours on top of each page, and no row for None."""
        data, place = self._parts.read(self._parts.workbook), str(self._place(name))
        edits = Edits(data)
        found = elements(data, "workbook", *_BEFORE_NAMES, "definedNames", "definedName")
        for item in found:
            theirs = (item.attribute("name"), item.attribute("localSheetId"))
            if item.name == "definedName" and theirs == (_PRINT_TITLES, place):
                edits.replace(item.start, item.stop, "")
        if row is not None:
            quoted_name = name.replace("'", "''")
            self._define(edits, found, place, f"'{quoted_name}'!${row}:${row}")
        self._parts.write(self._parts.workbook, edits.result())

    @staticmethod
    def _define(edits: Edits, found: Sequence[Element], place: str, area: str) -> None:
        prefix = _prefix(found[0])
        tag = f"{prefix}definedName"
        text = f'<{tag} name="{_PRINT_TITLES}" localSheetId="{place}">{written(area)}</{tag}>'
        holder = next((item for item in found if item.name == "definedNames"), None)
        if holder is not None:
            edits.append(holder, text)
            return
        last = [item for item in found if item.depth == 1 and item.name in _BEFORE_NAMES][-1]
        edits.insert(last.stop, f"<{prefix}definedNames>{text}</{prefix}definedNames>")


def _prefix(item: Element) -> str:
    return f"{item.prefix}:" if item.prefix else ""
