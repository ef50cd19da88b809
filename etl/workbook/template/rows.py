"""The rows of the form: what is known is written in, what is to be filled in is left open."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from etl.domain.plan import Indicator, Project
from etl.domain.submission import FIELDS
from etl.workbook.form_columns import PLACES
from etl.workbook.styles import cell_text
from etl.workbook.template.facts import LastTotal, RowFacts, row_facts
from etl.workbook.template.job import FilledRow, FormJob
from etl.workbook.template.places import COLUMN_OF, FIRST_HELP, LAST_HELP, addresses, at
from etl.workbook.template.reading import reading_formulas
from etl.workbook.template.styles import FormStyles
from etl.workbook.template.terms import Scalar, Term
from etl.workbook.template.verdict import counted_terms, line_terms, read_cells, said

FIRST_ROW = 6
"""Zero-based row of the first indicator: title, notice, identity, units, two header rows."""


@dataclass(frozen=True)
class PlacedRow:
    """An indicator's row: what it is held against, and what its cells hold once filled."""

    row: int
    facts: RowFacts
    filled: FilledRow
    terms: Mapping[str, Term]
    known: Mapping[str, Scalar]

    @property
    def indicator(self) -> Indicator:
        """The indicator of the row."""
        return self.facts.indicator

    @property
    def said(self) -> str:
        """What the live line says."""
        return str(self.known["verdict"])


def _placed(job: FormJob, project: Project, first: int) -> list[PlacedRow]:
    """Return the rows of one project; its sum is what each of them is held against."""
    facts = [
        row_facts(job.plan, job.history, job.region, job.month, project, item)
        for item in project.indicators
    ]
    filled = [job.filled.rows.get(item.code, FilledRow()) for item in project.indicators]
    cells = [
        read_cells(fact, row.written, row.note) for fact, row in zip(facts, filled, strict=True)
    ]
    counted = [known["counted_people"] for known in cells]
    total = sum((value for value in counted if isinstance(value, Decimal)), Decimal(0))
    rows = []
    for place, (fact, row, known) in enumerate(zip(facts, filled, cells, strict=True), first):
        terms = line_terms(fact)
        rows.append(PlacedRow(place, fact, row, terms, {**known, **said(terms, known, total)}))
    return rows


def write_rows(sheet: Any, styles: FormStyles, job: FormJob) -> tuple[PlacedRow, ...]:
    """Write every row; return them for what is set up around them."""
    rows: list[PlacedRow] = []
    for number, project in enumerate(job.plan.projects, start=1):
        own = _placed(job, project, FIRST_ROW + len(rows))
        _write_project(sheet, styles, job, project, number, own[0].row)
        for item in own:
            _write_row(sheet, styles, item)
            _write_line(sheet, styles, item, (own[0].row, own[-1].row))
        rows += own
    sheet.set_column(FIRST_HELP, LAST_HELP, 2, None, {"hidden": True})
    return tuple(rows)


def _write_project(
    sheet: Any, styles: FormStyles, job: FormJob, project: Project, number: int, row: int
) -> None:
    height = len(project.indicators)
    _span(sheet, row, height, PLACES["sequence"], number, styles.locked_centre)
    _span(sheet, row, height, PLACES["project"], cell_text(project.short_name), styles.locked)
    for kind, level in (("target_province", "province"), ("target_city", "city")):
        target = job.plan.target(project.code, level, job.region)  # type: ignore[arg-type]
        comparable = target is not None and target.comparable
        value = shown(target.value) if target is not None and comparable else None
        _span(sheet, row, height, COLUMN_OF[kind], value, styles.locked_number)


def _span(sheet: Any, row: int, height: int, column: int, value: object, style: Any) -> None:
    """Write one value over the rows of a project, merged when there are several."""
    if height > 1:
        sheet.merge_range(row, column, row + height - 1, column, value, style)
    elif value is None:
        sheet.write_blank(row, column, None, style)
    else:
        sheet.write(row, column, value, style)


def _write_row(sheet: Any, styles: FormStyles, item: PlacedRow) -> None:
    row, facts = item.row, item.facts
    sheet.write_string(row, PLACES["indicator"], cell_text(item.indicator.name), styles.locked)
    sheet.write_string(row, PLACES["unit"], cell_text(item.indicator.unit), styles.locked_centre)
    for field, value in item.filled.written.items():
        _write_number(sheet, row, COLUMN_OF[field], value, styles.input_number)
    if item.filled.note:
        sheet.write_string(row, PLACES["note"], cell_text(item.filled.note), styles.input_text)
    else:
        sheet.write_blank(row, PLACES["note"], None, styles.input_text)
    for name, last in (("last_completed", facts.people.last), ("last_funds", facts.money.last)):
        _write_last(sheet, styles, row, name, last)


def _write_last(
    sheet: Any, styles: FormStyles, row: int, name: str, last: LastTotal | None
) -> None:
    """Write the last accepted cumulative; one of an older month shows which month it is of."""
    older = last.month.number if last is not None and last.month and not last.adds else None
    value = None if last is None else last.value
    _write_number(sheet, row, COLUMN_OF[name], value, styles.help_number(older))


def shown(value: Decimal | None) -> int | float | None:
    """Return a number as a workbook holds it."""
    if value is None:
        return None
    return int(value) if value == int(value) else float(value)


def _write_number(sheet: Any, row: int, column: int, value: Decimal | None, style: Any) -> None:
    if value is None:
        sheet.write_blank(row, column, None, style)
    else:
        sheet.write_number(row, column, shown(value), style)


def _write_line(sheet: Any, styles: FormStyles, item: PlacedRow, span: tuple[int, int]) -> None:
    """Write the live line and the hidden cells that it is made from."""
    row, facts = item.row, item.facts
    spots = addresses(row)
    spots["project"] = ":".join(at("counted_people", end) for end in span)
    formulas = {"noted": _noted(spots["note"])}
    for field in FIELDS:
        formulas |= reading_formulas(facts, field, row)
    for name, term in {**counted_terms(facts), **item.terms}.items():
        formulas[name] = "=" + term.formula.format_map(spots)
    results = {**_step_results(item), **item.known}
    for name, formula in formulas.items():
        style = styles.help_text if name == "verdict" else None
        result = results[name]
        value = shown(result) if isinstance(result, Decimal) else result
        sheet.write_formula(row, COLUMN_OF[name], formula, style, value)


def _step_results(item: PlacedRow) -> dict[str, Scalar]:
    """Return what the reading's first steps hold: nothing but numbers is filled in from here."""
    results: dict[str, Scalar] = {}
    for name, value in item.filled.written.items():
        results |= {f"{step}_{name}": "" for step in ("text", "bare", "digits")}
        results[f"number_{name}"] = "" if value is None else value
    return results


def _noted(note: str) -> str:
    """Whether there is a remark: something else than blanks."""
    blanks = f'SUBSTITUTE(SUBSTITUTE({note},"\u3000"," "),"\u00a0"," ")'
    return f'=IF(ISERROR({note}),TRUE,TRIM(CLEAN({blanks}))<>"")'
