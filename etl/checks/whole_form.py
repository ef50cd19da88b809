"""Mistakes of a whole form are said once: swapped columns, 元 for 万元, last month again.

Each of them makes a dozen lines. So the form is judged a second time as it was meant: what
is gone then is explained by the one mistake, what is still there is told beside it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from etl.checks.case import Case
from etl.domain.codes import finding
from etl.domain.finding import Finding
from etl.domain.submission import FIELDS, Field

AT_LEAST = 3
"""Fewer rows than these may be wrong one by one."""


@dataclass(frozen=True)
class Diagnosis:
    """One mistake over several rows.

    ``rows`` are the indicators that it befell and ``fields`` the columns, ``field`` the one
    that the line is of (None where people and money are spoken of together). ``meant`` is
    the case as its sender meant it. ``cells`` are given where the mistake stands in none of
    those columns. Below ``at_least`` explained rows the lines stay as they are. ``mild`` is
    the code of the same mistake where nothing that it explains stops the file; ``firm``
    mistakes stop it in any case.
    """

    code: str
    words: Mapping[str, str]
    meant: Case
    rows: tuple[str, ...] = ()
    fields: tuple[Field, ...] = ()
    field: str | None = None
    cells: tuple[str, ...] = ()
    at_least: int = AT_LEAST
    mild: str | None = None
    firm: bool = False


Diagnose = Callable[[Case, Sequence[Finding]], Diagnosis | None]
Judge = Callable[[Case], tuple[Case, list[Finding]]]


@dataclass(frozen=True)
class Explained:
    """The lines of the diagnoses, and the form as it was meant with what is said of that.

    ``unsure`` are figures in columns at fault whose row could not be put right with the
    others: nothing follows from them.
    """

    lines: list[Finding]
    meant: Case
    left: list[Finding]
    unsure: frozenset[tuple[str, Field]] = frozenset()


def explained(
    case: Case, findings: Sequence[Finding], diagnoses: Sequence[Diagnose], judge: Judge
) -> Explained:
    """Put findings that one mistake explains into one."""
    found = list(findings)
    lines: list[Finding] = []
    if all(item.severity == "info" for item in found):
        return Explained(lines, case, found)
    unsure: set[tuple[str, Field]] = set()
    for diagnose in diagnoses:
        diagnosis = diagnose(case, found)
        if diagnosis is None:
            continue
        meant, left = judge(diagnosis.meant)
        picked = [item for item in gone(found, left) if _is_of(case, item, diagnosis)]
        line = _line(case, diagnosis, picked)
        if line is not None:
            lines.append(line)
            case, found = meant, left
            others = case.figures.keys() - set(diagnosis.rows)
            unsure |= {(code, name) for code in others for name in diagnosis.fields}
    return Explained(lines, case, found, frozenset(unsure))


def gone(before: Sequence[Finding], after: Sequence[Finding]) -> list[Finding]:
    """Return what is no longer said of the same figure."""
    still = set(map(place_of, after))
    return [item for item in before if place_of(item) not in still]


def place_of(item: Finding) -> tuple[str, str | None, str | None, str | None]:
    """Return what makes two findings one, whatever their grade and words."""
    return item.code[2:], item.field, item.indicator, item.cell


def _is_of(case: Case, item: Finding, diagnosis: Diagnosis) -> bool:
    """Whether a finding speaks of a figure in one of the columns at fault."""
    row = case.figures.get(item.indicator or "")
    if item.severity == "info" or row is None:
        return False
    columns = diagnosis.fields or FIELDS
    theirs = {place.address for name in columns if (place := row[name].cell) is not None}
    return item.field in columns or not theirs.isdisjoint(item.cells)


def _line(case: Case, diagnosis: Diagnosis, picked: Sequence[Finding]) -> Finding | None:
    """Return the line; None where too little would be explained by it."""
    errors = diagnosis.firm or any(item.code.startswith("E") for item in picked)
    code = diagnosis.code if errors else diagnosis.mild
    if code is None or len({item.indicator for item in picked}) < diagnosis.at_least:
        return None
    line = finding(
        code,
        {"count": len(diagnosis.rows), **diagnosis.words},
        sheet=case.reading.sheet,
        cells=diagnosis.cells or tuple(_cells(case, diagnosis)),
        field=diagnosis.field,
    )
    # Errors may be on trial: what sums them up stops no more than they do.
    stops = diagnosis.firm or any(item.severity == "error" for item in picked)
    return line if stops else replace(line, severity="warning")


def _cells(case: Case, diagnosis: Diagnosis) -> Iterator[str]:
    """Yield the filled cells at fault, column by column: what they are compared with is right."""
    for name in sorted(diagnosis.fields, key=lambda name: name != diagnosis.field):
        for indicator, row in case.lines():
            place = row[name].cell
            filled = (row[name].raw or "").strip()
            if indicator.code in diagnosis.rows and place is not None and filled:
                yield place.address
