"""A county's workbook to a Reading: the form found by its header, every figure with its cell."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from etl.domain.codes import finding
from etl.domain.finding import Finding
from etl.domain.indicator_names import IndicatorNames
from etl.domain.names import compact
from etl.domain.period import Month
from etl.domain.plan import Level, Plan
from etl.domain.reading import Identity, Meta, Reading, SumRow, WrittenTarget
from etl.domain.region_names import RegionNames
from etl.domain.submission import FIELDS, CellRef, Field, IndicatorFigures, Value
from etl.workbook.form_columns import META_SHEET
from etl.workbook.form_rows import FormRow, RowReader
from etl.workbook.grid import Cell, Sheet, Workbook
from etl.workbook.header import Header, find_header, unit_in_caption, yuan_per
from etl.workbook.identity import read_identity
from etl.workbook.values import Expected, Read, read_value
from etl.workbook.vocabulary import COUNT_KINDS, MONEY_KINDS

PlanFor = Callable[[Month | None], Plan | None]
"""Gives the plan of a month's year, or for None the newest; None when there is none."""


def read_submission(workbook: Workbook, file_name: str, plan_for: PlanFor) -> Reading:
    """Read a workbook as a monthly form; whatever is wrong with it is in the findings."""
    meta = _read_meta(workbook)
    header, problem = _find_form(workbook)
    if header is None:
        return Reading(meta=meta, findings=(problem,) if problem else ())
    newest = plan_for(None)
    if newest is None:
        no_plan = finding("E-MONTH-NO-PLAN", {"month": "未知", "year": "这一"})
        return Reading(sheet=header.sheet.name, meta=meta, findings=(no_plan,))
    identity, findings = _identity(header, file_name, newest)
    plan = newest
    if identity.month is not None:
        of_month = plan_for(identity.month)
        if of_month is None:
            findings.append(_no_plan(identity, header.sheet.name))
        elif of_month is not newest:
            plan = of_month
            identity, findings = _identity(header, file_name, plan)
    form = _FormReader(header, plan)
    form.read()
    return Reading(
        sheet=header.sheet.name,
        identity=identity,
        meta=meta,
        figures=form.figures,
        rows=form.rows,
        broken=frozenset(form.broken),
        targets=tuple(form.targets),
        sums=tuple(form.sums),
        findings=(*findings, *form.findings),
    )


def _identity(header: Header, file_name: str, plan: Plan) -> tuple[Identity, list[Finding]]:
    names = RegionNames(plan.regions, plan.root)
    return read_identity(header.sheet, header.top, file_name, names, plan.root)


def _no_plan(identity: Identity, sheet: str) -> Finding:
    assert identity.month is not None
    cell = identity.month_cell
    return finding(
        "E-MONTH-NO-PLAN",
        {"month": identity.month.label, "year": identity.month.year},
        sheet=sheet,
        cells=(cell.address,) if cell else (),
        field="month",
        raw=identity.month.label,
    )


def _find_form(workbook: Workbook) -> tuple[Header | None, Finding | None]:
    """Return the header of the one form; a hidden sheet only when no visible one has any."""
    found = [(sheet, find_header(sheet)) for sheet in workbook.sheets]
    forms = [(sheet, header) for sheet, header in found if header is not None]
    shown = [pair for pair in forms if pair[0].visibility == "visible"] or forms
    if not shown:
        return None, finding("E-FORM-NONE")
    if len(shown) > 1:
        names = "、".join(sheet.name for sheet, _ in shown)
        return None, finding("E-FORM-TWO", {"count": len(shown), "sheets": names})
    return shown[0][1], None


def _read_meta(workbook: Workbook) -> Meta:
    """Read ``_meta`` as far as it makes sense; it is a help, never a must."""
    sheet = workbook.sheet(META_SHEET)
    if sheet is None:
        return Meta()
    pairs = {cells[0].raw.strip(): cells[1].raw.strip() for _, cells in sheet.rows() if cells[1:]}
    revision = pairs.get("plan_revision", "")
    try:
        month = Month.parse(pairs.get("month", ""))
    except ValueError:
        month = None
    return Meta(
        template=pairs.get("template") or None,
        region=pairs.get("region") or None,
        month=month,
        plan_revision=int(revision) if revision.isdecimal() else None,
    )


@dataclass
class _Line:
    """The rows found for one indicator."""

    row: FormRow
    figures: IndicatorFigures


class _FormReader:
    """Reads the rows of a form into figures by indicator."""

    def __init__(self, header: Header, plan: Plan) -> None:
        self.header = header
        self.sheet: Sheet = header.sheet
        self.plan = plan
        self.names = IndicatorNames(plan)
        self.findings: list[Finding] = []
        self.figures: dict[str, IndicatorFigures] = {}
        self.rows: dict[str, int] = {}
        self.broken: set[tuple[str, Field]] = set()
        self.targets: list[WrittenTarget] = []
        self.sums: list[SumRow] = []
        self._units = self._money_units()

    # ---- columns

    def _money_units(self) -> dict[str, tuple[str, int] | None]:
        """Return per money column its unit's name and yuan per unit, None when unknown."""
        units: dict[str, tuple[str, int] | None] = {}
        caption = ""
        for number in range(max(1, self.header.top - 6), self.header.top):
            for cell in self.sheet.row(number):
                caption = unit_in_caption(cell.raw) or caption
        for kind in MONEY_KINDS:
            column = self.header.columns.get(kind)
            if column is None:
                continue
            unit = column.unit_text or caption
            per = yuan_per(unit)
            units[kind] = (unit, per) if per else None
        return units

    def _check_columns(self) -> None:
        for column in self.header.doubled:
            if column.kind in ("note", "sequence", "unit", "place"):
                continue
            first = self.header.columns[column.kind]
            self._complain(
                "E-COLUMN-TWO",
                (first.cell, column.cell),
                field=column.kind if column.kind in FIELDS else None,
                words={"field": column.text},
            )
        bare = self.header.columns.get("funds_bare")
        if bare is not None:
            self._complain("E-FUNDS-BARE", (bare.cell,), words={"header": bare.text})
        for kind, unit in self._units.items():
            column = self.header.columns[kind]  # type: ignore[index]
            if unit is None:
                words = {"header": column.text}
                self._complain("E-FUNDS-UNIT", (column.cell,), field=kind, words=words)
            elif unit[0] in ("千元", "亿元"):
                words = {"header": column.text, "unit": unit[0]}
                self._complain("I-FUNDS-UNIT", (column.cell,), field=kind, words=words)

    def _complain(
        self,
        code: str,
        cells: tuple[Cell, ...] = (),
        field: str | None = None,
        indicator: str | None = None,
        words: Mapping[str, object] | None = None,
    ) -> None:
        rows = {cell.row for cell in cells}
        raw = cells[0].raw if cells else None
        self.findings.append(
            finding(
                code,
                {"raw": raw, **(words or {})},
                sheet=self.sheet.name,
                cells=tuple(dict.fromkeys(cell.address for cell in cells)),
                row=rows.pop() if len(rows) == 1 else None,
                field=field,
                indicator=indicator,
                raw=raw,
            )
        )

    # ---- rows

    def read(self) -> None:
        """Read every row once, then settle duplicates and what is missing."""
        self._check_columns()
        lines: dict[str, list[_Line]] = {}
        for row in RowReader(self.sheet, self.names).rows(self.header):
            if row.kind == "unknown":
                self._complain("E-INDICATOR-UNKNOWN", (row.name_cell,))
            elif row.kind == "sum":
                self.sums.append(self._sum(row))
            elif row.code is not None:
                figures = self._figures(row, row.code)
                lines.setdefault(row.code, []).append(_Line(row, figures))
        for code, found in lines.items():
            self._settle(code, found)
        self._read_targets([line.row for found in lines.values() for line in found[:1]])
        self._tell_hidden()

    def _settle(self, code: str, found: list[_Line]) -> None:
        first = found[0]
        self.figures[code], self.rows[code] = first.figures, first.row.number
        if len(found) == 1:
            return
        contents = {
            (tuple(line.figures.amount(name) for name in FIELDS), line.figures.note)
            for line in found
        }
        words: dict[str, object] = {
            "indicator": self._name(code),
            "count": len(found),
            "rows": "、".join(str(line.row.number) for line in found),
        }
        problem = "W-DUPLICATE-ROW" if len(contents) == 1 else "E-DUPLICATE-ROW"
        cells = tuple(line.row.name_cell for line in found)
        self._complain(problem, cells, indicator=code, words=words)
        if problem == "E-DUPLICATE-ROW":
            self.figures[code] = IndicatorFigures(code)
            self.broken.update((code, name) for name in FIELDS)

    def _name(self, code: str) -> str:
        indicator = self.plan.indicator(code)
        return indicator.name if indicator else code

    def _figures(self, row: FormRow, code: str) -> IndicatorFigures:
        self._check_names(row, code)
        values = {name: self._value(row, code, name) for name in FIELDS}
        note_cell = row.cell("note")
        note = note_cell.raw if note_cell is not None and not note_cell.unstored else ""
        return IndicatorFigures(
            indicator=code,
            values=values,
            note=note.strip().replace("\r\n", "\n").replace("\r", "\n"),
            note_cell=self._ref(row.place("note")),
        )

    def _check_names(self, row: FormRow, code: str) -> None:
        indicator = self.plan.indicator(code)
        project = self.plan.project(indicator.project) if indicator else None
        if indicator is None or project is None:
            return
        named = self.names.project(row.project_text) if row.project_text else project.code
        own = self.names.indicator(row.project_text) if row.project_text else None
        if row.project_cell is not None and named != project.code and own != code:
            words: dict[str, object] = {"indicator": indicator.name, "project": project.short_name}
            self._complain("W-PROJECT-NAME", (row.project_cell,), indicator=code, words=words)
        unit_cell = row.cell("unit")
        if unit_cell is not None and not _same_unit(unit_cell.raw, indicator.unit):
            words = {"indicator": indicator.name, "unit": indicator.unit}
            self._complain("E-UNIT", (unit_cell,), indicator=code, words=words)

    def _expected(self, name: Field, unit: str, decimals: int) -> Expected | None:
        if name in COUNT_KINDS:
            return Expected(name, unit, decimals)
        money = self._units.get(name)
        return Expected(name, money[0], yuan_per_unit=money[1]) if money else None

    def _value(self, row: FormRow, code: str, name: Field) -> Value:
        indicator = self.plan.indicator(code)
        assert indicator is not None
        place = self._ref(row.place(name))
        expected = self._expected(name, indicator.unit, indicator.decimals)
        cell = row.cell(name)
        if expected is None or cell is None:
            if expected is None and cell is not None:
                self.broken.add((code, name))
            return Value(None, None, place)
        read = read_value(cell, expected)
        if read.problem is not None:
            self.broken.add((code, name))
            words: dict[str, object] = {
                "field": expected.name,
                "unit": expected.unit,
                "decimals": indicator.decimals,
            }
            self._complain(read.problem, (cell,), name, code, words)
        elif read.normalised:
            words = {"value": _shown(read, expected)}
            self._complain("I-NORMALISED", (cell,), name, code, words)
        return Value(read.value, cell.raw, place)

    def _ref(self, place: str | None) -> CellRef | None:
        return CellRef(self.sheet.name, place) if place else None

    def _sum(self, row: FormRow) -> SumRow:
        """Read a sum without complaints: what cannot be read of it is not checked."""
        values: dict[Field, Value] = {}
        for name in FIELDS:
            expected = self._expected(name, "", 3)
            cell = row.cell(name)
            if expected is None or cell is None:
                continue
            read = read_value(cell, expected)
            if read.value is not None:
                values[name] = Value(read.value, cell.raw, CellRef(self.sheet.name, cell.address))
        return SumRow(compact(row.name_cell.raw), row.code, row.number, values)

    # ---- targets and what is hidden

    def _read_targets(self, rows: list[FormRow]) -> None:
        """Read the targets on each project's first row."""
        seen: set[str] = set()
        for row in sorted(rows, key=lambda item: item.number):
            assert row.code is not None
            project = self.names.project_of(row.code)
            if project in seen:
                continue
            seen.add(project)
            self._target(row, project, "province")
            self._target(row, project, "city")

    def _target(self, row: FormRow, project: str, level: Level) -> None:
        kind = "target_province" if level == "province" else "target_city"
        cell = row.cell(kind)  # type: ignore[arg-type]
        if cell is None:
            return
        read = read_value(cell, Expected(kind, "", 3))
        if read.value is not None:
            place = CellRef(self.sheet.name, cell.address)
            target = WrittenTarget(project, level, read.value, cell.raw, place, row.number)
            self.targets.append(target)

    def _tell_hidden(self) -> None:
        """Tell that figures in hidden rows, columns or a hidden sheet were read."""
        if self.sheet.visibility != "visible":
            self._complain("I-HIDDEN")
            return
        cells = [
            cell
            for code, number in self.rows.items()
            for name in FIELDS
            if (cell := self._hidden_cell(number, name)) is not None
            and self.figures[code].amount(name) is not None
        ]
        if cells:
            self._complain("I-HIDDEN", tuple(cells))

    def _hidden_cell(self, row: int, name: Field) -> Cell | None:
        column = self.header.columns.get(name)
        if column is None:
            return None
        hidden = row in self.sheet.hidden_rows or column.column in self.sheet.hidden_columns
        return self.sheet.at(row, column.column) if hidden else None


def _same_unit(written: str, unit: str) -> bool:
    text = compact(written).strip("()")
    return text == compact(unit) or {text, compact(unit)} == {"人", "名"}


def _shown(read: Read, expected: Expected) -> str:
    if read.value is None:
        return ""
    if expected.yuan_per_unit is None:
        return f"{read.value:f}"
    amount = (read.value / expected.yuan_per_unit).normalize()
    return f"{amount:f}{expected.unit}"


def blank_figures(reading: Reading, plan: Plan) -> tuple[IndicatorFigures, ...]:
    """Return the figures of every indicator of the plan, blank where the form has no row."""
    return tuple(
        reading.figures.get(item.code, IndicatorFigures(item.code)) for item in plan.indicators
    )


__all__ = ["PlanFor", "blank_figures", "read_submission"]
