"""Where a finding is shown: which cells get its comment, and which of them are painted.

A finding's cells are all that it speaks of, the first being the one it is about. What that
one is only compared with is not at fault, and a colour on it would send people to mend a
right figure.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from etl.domain.finding import Finding
from etl.domain.indicator_names import IndicatorNames
from etl.domain.plan import Plan
from etl.domain.submission import FIELDS, Field, IndicatorFigures
from etl.workbook.grid import Cell, Sheet, Workbook, address, position
from etl.workbook.marking.finding_list import is_finding_list
from etl.workbook.marking.marks import Paint

_EITHER = ("MONTH-ABOVE-TOTAL", "NOT-ADDING-UP")
"""Of 本月 and 累计 either may be wrong: the finding's own field first, the other with it."""

_MONEY = ("FUNDS-STANDARD", "FUNDS-WITHOUT-COUNT", "FUNDS-SCALE")
"""Money held against a count, which mostly is right."""

_COUNTS = ("completed_month", "completed_total")


def _paint_of(item: Finding, cell: str, field: str | None) -> Paint:
    """Return how a cell of a field is painted; of a rule that is not listed all are at fault."""
    rule = item.code[2:]
    if rule in _EITHER:
        at_fault = cell == item.suspect if item.suspect else field == item.field
        return "full" if at_fault else "frame"
    return "none" if rule in _MONEY and field in _COUNTS else "full"


@dataclass(frozen=True)
class Spot:
    """One cell that a finding is shown on.

    ``beside`` is the cell that this one is compared with, if it is not at fault itself;
    ``where`` says in words what stands at no cell of its own.
    """

    sheet: str
    cell: str
    paint: Paint = "full"
    beside: str = ""
    where: str = ""


class Spots:
    """Finds the spots of findings in a file as it was opened."""

    def __init__(
        self, workbook: Workbook, plan: Plan | None, figures: Sequence[IndicatorFigures]
    ) -> None:
        self._workbook = workbook
        self._plan = plan
        self._names = IndicatorNames(plan) if plan is not None else None
        self._firsts: dict[str, tuple[int, int]] = {}
        self._fields: dict[tuple[str, str], str] = {}
        self._figures = {row.indicator: row for row in figures}
        for row in figures:
            for name in FIELDS:
                cell = row[name].cell
                if cell is not None:
                    self._fields[cell.sheet, cell.address] = name
                    place = position(cell.address)
                    self._firsts[row.indicator] = min(place, self._firsts.get(row.indicator, place))

    def of(self, item: Finding) -> list[Spot]:
        """Return the spots of a finding, the one to be shown first; never none."""
        sheet = self._workbook.sheet(item.sheet) if item.sheet else None
        if sheet is not None and item.cells:
            cells = sorted(item.cells, key=lambda cell: cell != item.suspect)
            return [self._spot(item, sheet.name, cell) for cell in cells]
        sheet = sheet or self._form()
        found = (
            self._beside_missing_row(item, sheet)
            or self._beside_missing_figure(item)
            or self._over_missing_column(item, sheet)
        )
        first = address(*min(sheet.cells, default=(1, 1)))
        return [found or Spot(sheet.name, first, "none", where="整张表")]

    def _spot(self, item: Finding, sheet: str, cell: str) -> Spot:
        paint = _paint_of(item, cell, self._fields.get((sheet, cell), item.field))
        if paint == "full":
            return Spot(sheet, cell)
        row = position(cell)[0]
        of_row = (one for one in item.cells if one != cell and position(one)[0] == row)
        return Spot(sheet, cell, paint, beside=next(of_row, item.cells[0]))

    def _form(self) -> Sheet:
        """Return the sheet of the form, or the first that a reader sees."""
        named = next((self._workbook.sheet(sheet) for sheet, _ in self._fields), None)
        theirs = [one for one in self._workbook.sheets if not is_finding_list(one)]
        visible = (one for one in theirs if one.visibility == "visible")
        return named or next(visible, theirs[0])

    # ---- what is missing

    def _beside_missing_row(self, item: Finding, sheet: Sheet) -> Spot | None:
        """Return the name of the row that the missing one should stand next to."""
        if item.indicator is None or item.field is not None:
            return None
        for code, side in self._around(item.indicator):
            cell = self._name_cell(sheet, code)
            if cell is not None:
                where = f"{cell.address} {side}"
                return Spot(sheet.name, cell.address, "frame", where=where)
        return None

    def _around(self, indicator: str) -> Iterator[tuple[str, str]]:
        """Yield the plan's indicators before one, the nearest first, then those after it."""
        codes = [item.code for item in self._plan.indicators] if self._plan else []
        if indicator in codes:
            place = codes.index(indicator)
            yield from ((code, "下面") for code in reversed(codes[:place]))
            yield from ((code, "上面") for code in codes[place + 1 :])

    def _name_cell(self, sheet: Sheet, code: str) -> Cell | None:
        """Return the cell that names an indicator: the last one that does, left of its figures."""
        if self._names is None or code not in self._firsts:
            return None
        row, first = self._firsts[code]
        cells = (sheet.at(row, column) for column in range(first - 1, 0, -1))
        texts = (cell for cell in cells if cell is not None and cell.kind == "text")
        return next((cell for cell in texts if self._names.indicator(cell.raw) == code), None)

    def _beside_missing_figure(self, item: Finding) -> Spot | None:
        """Return the row's nearest figure to one that no column is for: it is not at fault."""
        row = self._figures.get(item.indicator or "")
        if row is None:
            return None
        for name in _nearest(item.field):
            cell = row[name].cell
            if cell is not None:
                return Spot(cell.sheet, cell.address, "none", where=f"{cell.address} 旁边")
        return None

    def _over_missing_column(self, item: Finding, sheet: Sheet) -> Spot | None:
        """Return the header of the column that the missing one should stand next to."""
        for name in _nearest(item.field):
            cells = [cell for (owner, cell), field in self._fields.items()
                     if owner == sheet.name and field == name]  # fmt: skip
            top, column = min(map(position, cells), default=(1, 1))
            above = (sheet.at(row, column) for row in range(top - 1, 0, -1))
            head = next((cell for cell in above if cell and cell.kind == "text"), None)
            if head is not None:
                return Spot(sheet.name, head.address, "frame", where=f"{head.address} 旁边")
        return None


def _nearest(field: str | None) -> list[Field]:
    """Return the fields from the nearest on: the other of 本月 and 累计 comes first."""
    if field not in FIELDS:
        return []
    place, kind = FIELDS.index(field), field in _COUNTS
    return sorted(
        FIELDS, key=lambda other: ((other in _COUNTS) != kind, abs(FIELDS.index(other) - place))
    )
