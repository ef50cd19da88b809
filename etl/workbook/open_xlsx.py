"""Office Open XML spreadsheets to addressed cells.

Read as a stream of XML events and not through a document model: cell formats, formulas
without results, merged and hidden ranges all matter to a form, a county's file may lack
styles or dimension records, and a used range of a million blank rows must cost no memory.
"""

from __future__ import annotations

import zipfile
from dataclasses import dataclass, field

from etl.workbook.grid import Sheet, UnreadableWorkbook, Visibility, Workbook
from etl.workbook.limits import MAX_SHEETS, Tally
from etl.workbook.package import Package
from etl.workbook.scalar import unstored_cell
from etl.workbook.xlsx_parts import cell_formats, comments, shared_strings
from etl.workbook.xlsx_sheet import SheetReader, Surroundings
from etl.workbook.xml_stream import Attributes

_STATES: dict[str, Visibility] = {"hidden": "hidden", "veryHidden": "very_hidden"}
_TRUE = ("1", "true")


@dataclass(frozen=True)
class _Listed:
    name: str
    state: Visibility
    relation: str


@dataclass
class _Contents:
    """What xl/workbook.xml says."""

    sheets: list[_Listed] = field(default_factory=list)
    epoch_1904: bool = False
    calculate_on_load: bool = False


def _relation(attributes: Attributes) -> str:
    """Return r:id; the attribute's namespace differs between the two editions of the format."""
    found = (value for key, value in attributes.items() if key.endswith(" id"))
    return next(found, attributes.get("id", ""))


def _read_contents(package: Package, part: str) -> _Contents:
    contents = _Contents()

    def start(element: str, attributes: Attributes) -> None:
        if element == "sheet":
            state = _STATES.get(attributes.get("state", ""), "visible")
            name = attributes.get("name", "")
            contents.sheets.append(_Listed(name, state, _relation(attributes)))
        elif element == "workbookPr":
            contents.epoch_1904 = attributes.get("date1904") in _TRUE
        elif element == "calcPr":
            contents.calculate_on_load = attributes.get("fullCalcOnLoad") in _TRUE

    package.parse(part, start)
    return contents


def open_xlsx(archive: zipfile.ZipFile) -> Workbook:
    """Read every worksheet; raises UnreadableWorkbook when the package is damaged."""
    package = Package(archive)
    part = package.workbook()
    if part is None:
        raise UnreadableWorkbook("E-FILE-BROKEN")
    relations = package.relations(part)
    contents = _read_contents(package, part)
    if len(contents.sheets) > MAX_SHEETS:
        raise UnreadableWorkbook("E-FILE-BROKEN")
    around = _surroundings(package, dict(relations.values()), contents.epoch_1904)
    sheets = []
    for item in contents.sheets:
        if not item.relation:
            continue  # a module of macros as Excel 5 had them, kept by name only
        if item.relation not in relations:
            raise UnreadableWorkbook("E-FILE-BROKEN")
        kind, target = relations[item.relation]
        if kind == "worksheet":
            sheets.append(_read_sheet(package, item, target, around))
    if not contents.sheets:
        raise UnreadableWorkbook("E-FILE-BROKEN")
    if contents.calculate_on_load and not around.results:
        _forget_zero_results(around)
    return Workbook("xlsx", sheets)


def _surroundings(package: Package, parts: dict[str, str], epoch_1904: bool) -> Surroundings:
    tally = Tally()
    texts, styles = parts.get("sharedStrings"), parts.get("styles")
    strings = [] if texts is None else shared_strings(package, texts, tally)
    formats = {} if styles is None else cell_formats(package, styles)
    return Surroundings(strings, formats, epoch_1904, tally)


def _read_sheet(package: Package, item: _Listed, part: str, around: Surroundings) -> Sheet:
    name = package.name(part)
    if name is None:
        raise UnreadableWorkbook("E-FILE-BROKEN")
    sheet = Sheet(item.name, item.state)
    tree = package.tree(part)
    if tree is not None:
        SheetReader(sheet, around).read_tree(tree)
    else:
        with package.archive.open(name) as stream:
            SheetReader(sheet, around).read(stream)
    for kind, target in package.relations(part).values():
        if kind == "comments":
            sheet.comments += comments(package, target, around.tally)
    return sheet


def _forget_zero_results(around: Surroundings) -> None:
    """Take noughts for formulas without results where a writer put nothing else.

    Writers that do not calculate store 0 and ask for a calculation on load; nobody would
    see that 0 in a spreadsheet program.
    """
    for sheet, cell in around.zero_results:
        place = (cell.row, cell.column)
        sheet.cells[place] = unstored_cell(place, cell.number_format, cell.formula or "")
