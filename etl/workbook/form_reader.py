"""The rows of a form to figures by indicator: every one from its cell, or refused there."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import chain

from etl.domain.indicator_names import IndicatorNames
from etl.domain.names import bracketed, compact, units_in
from etl.domain.plan import Level, Plan
from etl.domain.reading import SumRow, WrittenTarget
from etl.domain.submission import FIELDS, CellRef, Field, IndicatorFigures, Value
from etl.workbook.cell_words import advice, words_of
from etl.workbook.complaints import Complaints
from etl.workbook.form_row import FormRow
from etl.workbook.form_rows import RowReader
from etl.workbook.form_units import BlockColumns, same_unit, shown_value, tell_missing
from etl.workbook.grid import Cell, Sheet
from etl.workbook.header import Header
from etl.workbook.row_names import RowNames
from etl.workbook.values import Expected, read_value
from etl.workbook.vocabulary import HeaderKind

_TARGETS: tuple[tuple[Level, HeaderKind], ...] = (
    ("province", "target_province"),
    ("city", "target_city"),
)


@dataclass
class _Line:
    """A row found for an indicator."""

    row: FormRow
    figures: IndicatorFigures


class FormReader:
    """Reads the header blocks of one form."""

    def __init__(self, blocks: list[Header], plan: Plan) -> None:
        self.sheet: Sheet = blocks[0].sheet
        self.plan = plan
        self.names = IndicatorNames(plan)
        self.said = Complaints(self.sheet.name)
        self.figures: dict[str, IndicatorFigures] = {}
        self.rows: dict[str, int] = {}
        self.broken: set[tuple[str, Field]] = set()
        self.targets: list[WrittenTarget] = []
        self.sums: list[SumRow] = []
        self._lines: dict[str, list[_Line]] = {}
        # Rows that only name a project of one indicator, which may have a row of its own.
        self._headings: list[FormRow] = []
        first = BlockColumns(blocks[0])
        rest = (BlockColumns(block, first.caption) for block in blocks[1:])
        self._blocks = {block.header.top: block for block in chain([first], rest)}

    def read(self) -> None:
        """Read every row once, then settle duplicates and what is missing."""
        units = frozenset(compact(item.unit) for item in self.plan.indicators if item.unit)
        for block in self._blocks.values():
            block.check(self.said, units)
        names = RowNames(self.names, self.plan.region_names)
        for row in RowReader(self.sheet, names).rows([b.header for b in self._blocks.values()]):
            self._take(row)
        for row in self._headings:
            if row.code not in self._lines:
                self._take_line(row)
        twice = self._form_twice()
        for code, found in self._lines.items():
            self._settle(code, found, twice)
        self._refuse_shared_cells()
        self._read_targets()
        self._tell_hidden()
        blocks, lines = list(self._blocks.values()), list(self.rows.values())
        for name in tell_missing(blocks, lines, self.said):
            self.broken.update((code, name) for code in self.figures)

    def _take(self, row: FormRow) -> None:
        if row.kind == "sum":
            self.sums.append(self._sum(row))
        elif row.code is None:
            code = "E-ROW-NAMELESS" if row.kind == "nameless" else "E-INDICATOR-UNKNOWN"
            self.said.add(code, (row.name_cell,), words={"row": row.number})
        elif row.names_project_only:
            self._headings.append(row)
        elif not self._continues(row):
            self._take_line(row)

    def _take_line(self, row: FormRow) -> None:
        assert row.code is not None
        self._lines.setdefault(row.code, []).append(_Line(row, self._figures(row, row.code)))

    def _continues(self, row: FormRow) -> bool:
        """Whether a row is the lower half of one that is merged over two lines."""
        found = self._lines.get(row.code or "")
        if not found or found[-1].row.name_cell != row.name_cell:
            return False
        above = found[-1].row
        return all(cell in above.cells(name) for name in FIELDS for cell in row.cells(name))

    # ---- one indicator written more than once

    def _form_twice(self) -> bool:
        """Whether a second form stands below the first, and not the first's second half."""
        tops = {code: {line.row.header.top for line in found} for code, found in
                self._lines.items()}  # fmt: skip
        shared = [code for code, blocks in tops.items() if len(blocks) > 1]
        if len(shared) < 2:
            return False
        cells = [line.row.header.columns for line in self._lines[shared[0]]]
        heads = (columns.get("indicator") or columns["project"] for columns in cells)
        self.said.add("E-FORM-REPEATED", tuple(dict.fromkeys(head.cell for head in heads)))
        return True

    def _settle(self, code: str, found: list[_Line], twice: bool) -> None:
        first = found[0]
        self.figures[code], self.rows[code] = first.figures, first.row.number
        if len(found) == 1:
            return
        contents = {
            (tuple(line.figures.amount(name) for name in FIELDS), line.figures.note)
            for line in found
        }
        same = len(contents) == 1
        if not twice:
            words: dict[str, object] = {
                "indicator": self._name(code),
                "count": len(found),
                "rows": "、".join(str(line.row.number) for line in found),
            }
            cells = tuple(line.row.name_cell for line in found)
            problem = "W-DUPLICATE-ROW" if same else "E-DUPLICATE-ROW"
            self.said.add(problem, cells, indicator=code, words=words)
        if twice or not same:
            self.figures[code] = IndicatorFigures(code)
            self.broken.update((code, name) for name in FIELDS)

    def _name(self, code: str) -> str:
        indicator = self.plan.indicator(code)
        return indicator.name if indicator else code

    # ---- one row

    def _figures(self, row: FormRow, code: str) -> IndicatorFigures:
        self._check_names(row, code)
        kind: HeaderKind = "note" if "note" in row.header.columns else "remark"
        note = row.cell(kind)
        if note is not None and note.unstored:
            self.said.add("E-FORMULA-NO-RESULT", (note,), "note", code, {"field": "备注"})
        raw = note.raw if note is not None and not note.unstored else ""
        return IndicatorFigures(
            indicator=code,
            values={name: self._value(row, code, name) for name in FIELDS},
            note=raw.replace("\r\n", "\n").replace("\r", "\n").strip(),
            note_cell=self._ref(row.place(kind)),
        )

    def _check_names(self, row: FormRow, code: str) -> None:
        indicator = self.plan.indicator(code)
        project = self.plan.project(indicator.project) if indicator else None
        if indicator is None or project is None:
            return
        written = row.project_cell
        if written is not None and written != row.name_cell:
            own = self.names.indicator(written.raw)
            if self.names.project(written.raw) != project.code and own != code:
                words = {"indicator": indicator.name, "project": project.short_name}
                self.said.add("W-PROJECT-NAME", (written,), indicator=code, words=words)
        unit = row.cell("unit")
        words = {"indicator": indicator.name, "unit": indicator.unit}
        if unit is not None and unit != row.name_cell and not same_unit(unit.raw, indicator.unit):
            self.said.add("E-UNIT", (unit,), indicator=code, words=words)
        inside = units_in(bracketed(row.name_cell.raw))
        if inside and not any(same_unit(item, indicator.unit) for item in inside):
            self.said.add("E-UNIT", (row.name_cell,), indicator=code, words=words)

    def _value(self, row: FormRow, code: str, name: Field) -> Value:
        indicator = self.plan.indicator(code)
        assert indicator is not None
        place = self._ref(row.place(name))
        block = self._blocks[row.header.top]
        expected = block.expected(name, indicator.unit, indicator.decimals)
        cells = row.cells(name)
        if not cells:
            return Value(None, None, place)
        if expected is None or name in block.refused:
            self.broken.add((code, name))
            return Value(None, cells[0].raw, place)
        if len(cells) > 1:
            return self._refused("E-CELLS-TWO", cells, code, name, expected)
        read = read_value(cells[0], expected)
        if read.problem is not None:
            return self._refused(read.problem, cells, code, name, expected)
        if read.normalised:
            words = {"value": shown_value(read, expected)}
            self.said.add("I-NORMALISED", (cells[0],), name, code, words)
        return Value(read.value, cells[0].raw, place)

    def _refused(
        self, problem: str, cells: list[Cell], code: str, name: Field, expected: Expected
    ) -> Value:
        self.broken.add((code, name))
        words = words_of(cells[0], problem, expected)
        self.said.add(problem, tuple(cells), name, code, words, advice(cells[0], problem))
        return Value(None, cells[0].raw, self._ref(cells[0].address))

    def _ref(self, place: str | None) -> CellRef | None:
        return CellRef(self.sheet.name, place) if place else None

    def _refuse_shared_cells(self) -> None:
        """Refuse a cell that is merged over several rows or columns: whose number is it?"""
        owners: dict[str, list[tuple[str, Field]]] = {}
        for code, row in self.figures.items():
            for name in FIELDS:
                value = row[name]
                if value.raw is not None and value.cell is not None and value.value is not None:
                    owners.setdefault(value.cell.address, []).append((code, name))
        cells = {cell.address: cell for cell in self.sheet.cells.values()} if any(
            len(found) > 1 for found in owners.values()
        ) else {}  # fmt: skip
        for address, found in owners.items():
            if len(found) > 1:
                self._refuse_shared(cells[address], found)

    def _refuse_shared(self, cell: Cell, found: list[tuple[str, Field]]) -> None:
        code, name = found[0]
        same_field = len({item for _, item in found}) == 1
        self.said.add("E-CELL-SHARED", (cell,), name if same_field else None,
                      code if not same_field and len({c for c, _ in found}) == 1 else None)  # fmt: skip
        for owner, field in found:
            self.broken.add((owner, field))
            row = self.figures[owner]
            refused = replace(row[field], value=None)
            self.figures[owner] = replace(row, values={**row.values, field: refused})

    # ---- sums, targets and what is hidden

    def _sum(self, row: FormRow) -> SumRow:
        """Read a sum; what cannot be read of it is not checked, and that is told."""
        values: dict[Field, Value] = {}
        block = self._blocks[row.header.top]
        for name in FIELDS:
            expected, cells = block.expected(name, "", 3), row.cells(name)
            if expected is None or name in block.refused or len(cells) != 1:
                continue
            read = read_value(cells[0], expected)
            if read.value is not None:
                place = CellRef(self.sheet.name, cells[0].address)
                values[name] = Value(read.value, cells[0].raw, place)
            elif read.problem not in (None, "E-FORMULA-NO-RESULT"):
                words = {"label": compact(row.name_cell.raw)}
                self.said.add("I-SUM-UNREAD", (cells[0],), name, words=words)
        return SumRow(compact(row.name_cell.raw), row.code, row.number, values)

    def _read_targets(self) -> None:
        """Read each project's targets where they first stand among its rows."""
        first = (found[0].row for found in self._lines.values())
        rows = sorted((*first, *self._headings), key=lambda row: row.number)
        seen: set[tuple[str, Level]] = set()
        for row in rows:
            project = self.names.project_of(row.code or "")
            for level, kind in _TARGETS:
                cell = row.cell(kind)
                if cell is not None and cell != row.name_cell and (project, level) not in seen:
                    seen.add((project, level))
                    self._target(row, project, level, cell)

    def _target(self, row: FormRow, project: str, level: Level, cell: Cell) -> None:
        owner = self.plan.project(project)
        if owner is None:
            return
        read = read_value(cell, Expected(f"target_{level}", owner.unit, 3))
        if read.value is not None or read.problem is not None:
            place = CellRef(self.sheet.name, cell.address)
            target = WrittenTarget(project, level, read.value, cell.raw, place, row.number)
            self.targets.append(target)

    def _tell_hidden(self) -> None:
        """Tell that figures in hidden rows, columns or a hidden sheet were read."""
        if self.sheet.visibility != "visible":
            self.said.add("I-HIDDEN")
            return
        if not (self.sheet.hidden_rows or self.sheet.hidden_columns):
            return
        cells = [
            cell
            for code, found in self._lines.items()
            for name in FIELDS
            if self.figures[code].amount(name) is not None
            and (cell := found[0].row.cell(name)) is not None
            and (found[0].row.number in self.sheet.hidden_rows
                 or cell.column in self.sheet.hidden_columns)
        ]  # fmt: skip
        if cells:
            self.said.add("I-HIDDEN", tuple(cells))
