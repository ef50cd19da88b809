"""Mistakes of a whole form are said once: swapped columns, 元 for 万元, last month again.

Each of them makes a dozen lines. So the form is judged a second time as it was meant: what
is gone then is explained by the one mistake, what is still there is told beside it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from etl.checks.case import Case
from etl.domain.codes import finding
from etl.domain.finding import Finding
from etl.domain.submission import FIELDS, Field

AT_LEAST = 3
"""Fewer rows than these may be wrong one by one."""


@dataclass(frozen=True)
class Diagnosis:
    """One mistake over many rows.

    ``fields`` are the columns at fault, ``field`` the one that the line is of (None where
    people and money are spoken of together), ``meant`` the case as its sender meant it.
    ``cells`` are given where the mistake stands in none of those columns. ``mild`` is the
    code of the same mistake where nothing that it explains stops the file.
    """

    code: str
    words: Mapping[str, str]
    meant: Case
    fields: tuple[Field, ...] = ()
    field: str | None = None
    cells: tuple[str, ...] = ()
    mild: str | None = None


Diagnose = Callable[[Case, Sequence[Finding]], Diagnosis | None]
Judge = Callable[[Case], tuple[Case, list[Finding]]]


def explained(
    case: Case, findings: Sequence[Finding], diagnoses: Sequence[Diagnose], judge: Judge
) -> list[Finding]:
    """Return the findings with those that one mistake explains put into one."""
    found, lines = list(findings), []
    for diagnose in diagnoses:
        diagnosis = diagnose(case, found) if len(found) >= AT_LEAST else None
        if diagnosis is None:
            continue
        meant, left = judge(diagnosis.meant)
        gone = _gone(found, left)
        picked = [item for item in gone if _is_of(case, item, diagnosis)]
        if len({item.indicator for item in picked}) < AT_LEAST:
            continue
        lines.append(_line(case, diagnosis, picked))
        case, found = meant, left
    return [*lines, *found]


def _gone(before: Sequence[Finding], after: Sequence[Finding]) -> list[Finding]:
    """Return what is no longer said of the same figure."""
    still = {(item.code[2:], item.field, item.indicator, item.cell) for item in after}
    return [
        item
        for item in before
        if (item.code[2:], item.field, item.indicator, item.cell) not in still
    ]


def _is_of(case: Case, item: Finding, diagnosis: Diagnosis) -> bool:
    """Whether a finding speaks of a figure in one of the columns at fault."""
    row = case.figures.get(item.indicator or "")
    if item.severity == "info" or row is None:
        return False
    columns = diagnosis.fields or FIELDS
    theirs = {place.address for name in columns if (place := row[name].cell) is not None}
    return item.field in columns or not theirs.isdisjoint(item.cells)


def _line(case: Case, diagnosis: Diagnosis, picked: Sequence[Finding]) -> Finding:
    stops = any(item.severity == "error" for item in picked)
    code = diagnosis.code if stops or diagnosis.mild is None else diagnosis.mild
    one = finding(
        code,
        {"count": len({item.indicator for item in picked}), **diagnosis.words},
        sheet=case.reading.sheet,
        cells=diagnosis.cells or _cells(case, diagnosis, picked),
        field=diagnosis.field,
    )
    return replace(one, severity="error" if stops else "warning")


def _cells(case: Case, diagnosis: Diagnosis, picked: Sequence[Finding]) -> tuple[str, ...]:
    """Return the cells at fault, column by column: with what they are compared is not wrong."""
    said = {cell for item in picked for cell in item.cells}
    columns = sorted(diagnosis.fields, key=lambda name: name != diagnosis.field)
    places = (row[name].cell for name in columns for _, row in case.lines())
    return tuple(place.address for place in places if place and place.address in said)
