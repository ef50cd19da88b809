"""An .ods workbook to the parts of its copy."""

from __future__ import annotations

from typing import Protocol

from xlsxwriter.worksheet import Worksheet

from etl.workbook.archive import CappedArchive
from etl.workbook.grid import Workbook, column_letters
from etl.workbook.open_ods import prefixed_name
from etl.workbook.rewriting.names import can_be_defined, sheet_names
from etl.workbook.rewriting.ods_content import OdsContent, over_range
from etl.workbook.rewriting.ods_formula import plain_range
from etl.workbook.rewriting.ods_page import OdsSettings
from etl.workbook.rewriting.ods_styles import DEFAULT_FONT
from etl.workbook.rewriting.parts import CopiedBook, CopiedSheet
from etl.workbook.xml_stream import Attributes, parse_xml


class _Handlers(Protocol):
    pieces: list[str]

    def start(self, element: str, raw: Attributes) -> None: ...

    def end(self, element: str) -> None: ...


def copied_ods(content: bytes, workbook: Workbook) -> CopiedBook:
    """Return the parts of the copy."""
    names = [sheet.name for sheet in workbook.sheets]
    found = OdsContent(workbook)
    found.around.sheets = dict(zip(names, sheet_names(names), strict=True))
    settings = OdsSettings()
    with CappedArchive(content) as archive:
        parts = set(archive.namelist())
        if "styles.xml" in parts:
            _parse(archive, "styles.xml", found)
        _parse(archive, "content.xml", found)
        if "settings.xml" in parts:
            _parse(archive, "settings.xml", settings)
        if any(part.startswith(("Basic/", "Scripts/")) for part in parts):
            found.around.lost.note("宏")
    return _put_together(found, settings, names)


def _parse(archive: CappedArchive, part: str, handlers: _Handlers) -> None:
    with archive.open(part) as stream:
        parse_xml(stream, handlers.start, handlers.end, handlers.pieces, name_of=prefixed_name)


def _put_together(found: OdsContent, settings: OdsSettings, names: list[str]) -> CopiedBook:
    around = found.around
    book = CopiedBook(default_font=dict(DEFAULT_FONT), lost=around.lost, styles=around.styles)
    book.names = _defined_names(found)
    around.names = frozenset(name for name, _ in book.names)
    for name, sheet in zip(names, found.sheets, strict=True):
        sheet.finish()
        found.pages.set_up(found.masters.get(name, ""), sheet.sheet, around.lost)
        settings.set_up(name, sheet.sheet)
        found.rules.set_up(sheet.sheet, sheet.rules, around.sheets, around.lost)
        book.sheets.append(sheet.sheet)
    if around.conditions_lost or (around.mapped and not around.conditions):
        around.lost.note("部分条件格式" if around.conditions_kept else "条件格式")
    for attributes in found.filters:
        _set_filter(attributes.get("table:target-range-address", ""), names, book.sheets)
    book.active = names.index(settings.active) if settings.active in names else 0
    return book


def _defined_names(found: OdsContent) -> list[tuple[str, str]]:
    """Return the names that the copy will have, and note the others as lost."""
    kept: dict[str, tuple[str, str]] = {}
    for attributes in found.defined:
        name = attributes.get("table:name", "")
        meaning = _fixed(attributes.get("table:cell-range-address", ""), found.around.sheets)
        if name.lower() not in kept and can_be_defined(name, meaning):
            kept[name.lower()] = (name, meaning)
        else:
            found.around.lost.count("定义的名称")
    return list(kept.values())


def _fixed(written: str, sheets: dict[str, str]) -> str:
    """Return ``'sheet'!$A$1:$B$2`` of an address, "" if it is none."""
    place = plain_range(written)
    if place is None or place[0] not in sheets:
        return ""
    sheet, over = sheets[place[0]].replace("'", "''"), place[1]
    first, last = (
        f"${column_letters(column)}${row}"
        for row, column in ((over.top, over.left), (over.bottom, over.right))
    )
    return f"'{sheet}'!{first}" + (f":{last}" if last != first else "")


def _set_filter(written: str, names: list[str], sheets: list[CopiedSheet]) -> None:
    place = plain_range(written)
    if place is not None and place[0] in names:
        sheets[names.index(place[0])].setup.append(over_range(Worksheet.autofilter, place[1]))
