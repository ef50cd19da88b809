"""Figures in the rows of other indicators: exchanged, turned round, or moved by one row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from etl.checks.case import MONEY, TOTALS, Case, Pair
from etl.checks.following import amounts, both_given, follows
from etl.checks.sums import rows_text, settled
from etl.checks.whole_form import AT_LEAST, Diagnose, Diagnosis
from etl.domain.finding import Finding
from etl.domain.reading import WrittenTarget
from etl.domain.submission import FIELD_NAMES, Field, IndicatorFigures, Value

Mapped = Mapping[str, str]
"""The indicator whose figures a row holds, by the indicator of the row."""

_WHAT: Mapping[tuple[Pair, ...], str] = {
    TOTALS: "数", TOTALS[:1]: "两个完成数", TOTALS[1:]: "两个资金数",
}  # fmt: skip
_SHOWN = 8


def figures_of_other_rows(pairs: tuple[Pair, ...]) -> Diagnose:
    """Figures in other rows, known by last month's of the rows that they belong to.

    ``pairs``: people, money or both, that moved together. Each row must follow from last
    month of one other indicator alone. Two rows that hold each other's figures are enough,
    of a block that has slid three.
    """

    def diagnose(case: Case, _: Sequence[Finding]) -> Diagnosis | None:
        mapped = _mapped(case, pairs)
        closed = _closed(mapped)
        if len(closed) > 1:
            return _diagnosis(case, pairs, closed, "换过来")
        slid, way = _slid(case, mapped, pairs)
        return _diagnosis(case, pairs, slid, way) if slid else None

    return diagnose


def _mapped(case: Case, pairs: Sequence[Pair]) -> dict[str, str]:
    """Return the rows that do not follow from their own last month but from one other's."""
    rows = {item.code: row for item, row in case.lines()}
    found = {}
    for code, row in rows.items():
        if _holds(case, row, code, pairs) is not False:
            continue
        others = [other for other in rows if other != code and _holds(case, row, other, pairs)]
        if len(others) == 1:
            found[code] = others[0]
    return found


def _holds(case: Case, row: IndicatorFigures, indicator: str, pairs: Sequence[Pair]) -> bool | None:
    """Whether a row's figures follow from last month of an indicator; None if that is unknown."""
    told: list[bool] = []
    for pair in pairs:
        given = [row.amount(name) for name in pair]
        if pair == MONEY and given == [None, None]:
            if case.history.last(indicator, pair[1]) is not None:
                told.append(False)
            continue
        if not both_given(row, pair) or not any(given):
            return None
        fits = follows(case, indicator, pair, *amounts(row, pair))
        if fits is not None:
            told.append(fits)
        elif indicator != row.indicator:
            return False
    return all(told) if told else None


def _closed(mapped: Mapped) -> dict[str, str]:
    """Return the rows that hold nothing but each other's figures."""
    found = dict(mapped)
    while found and set(found) != set(found.values()):
        found = {
            code: owner for code, owner in found.items()
            if owner in found and code in found.values()
        }  # fmt: skip
    return found


def _slid(case: Case, mapped: Mapped, pairs: Sequence[Pair]) -> tuple[dict[str, str], str]:
    """Return the rows whose figures are those of the next or the last indicator, and which way.

    Where enough rows are sure, those of which nobody could have told alone go with them.
    """
    rows = [row for _, row in case.lines()]
    best: tuple[dict[str, str], str] = ({}, "")
    for step, way in ((-1, "各往上移一行"), (1, "各往下移一行")):
        beside = {
            row.indicator: rows[place + step].indicator
            for place, row in enumerate(rows)
            if 0 <= place + step < len(rows)
        }
        sure = [code for code, owner in mapped.items() if beside.get(code) == owner]
        found = {
            row.indicator: beside[row.indicator]
            for row in rows
            if row.indicator in beside
            and _holds(case, row, beside[row.indicator], pairs)
            and not _holds(case, row, row.indicator, pairs)
        }
        if len(sure) >= AT_LEAST and len(found) > len(best[0]):
            best = (found, way)
    return best


def _diagnosis(case: Case, pairs: tuple[Pair, ...], mapped: Mapped, way: str) -> Diagnosis:
    rows = case.reading.rows
    numbers = sorted(rows[code] for code in mapped)
    shown = sorted(mapped.items(), key=lambda item: rows[item[0]])[:_SHOWN]
    names = {item.code: item.name for item in case.plan.indicators}
    owners = "，".join(f"第 {rows[code]} 行像是“{names[owner]}”的" for code, owner in shown)
    more = "等" if len(mapped) > _SHOWN else ""
    fields = tuple(name for pair in pairs for name in pair)
    targets = _targets_moved(case, mapped)
    return Diagnosis(
        "E-ROWS-MISPLACED",
        {
            "rows": rows_text(numbers),
            "what": _WHAT[pairs] if targets is None else "指标名称",
            "way": way,
            "owners": f"{owners}{more}",
        },
        _put_right(case, fields, mapped, targets),
        rows=tuple(mapped),
        fields=fields,
        field=fields[1] if len(pairs) == 1 else None,
        at_least=1,
    )


def _targets_moved(case: Case, mapped: Mapped) -> tuple[WrittenTarget, ...] | None:
    """Return the written targets with those of these rows moved too, where they then agree.

    Figures and targets that belong to another row say that its name was written wrong.
    """
    plan, region = case.plan, case.reading.identity.region or ""
    project = {item.code: item.project for item in plan.indicators}
    alone = {item.code for item in plan.projects if len(item.indicators) == 1}
    owners = {project[code]: project[owner] for code, owner in mapped.items()}
    if not owners.keys() <= alone or not set(owners.values()) <= alone:
        return None
    moved = tuple(
        replace(item, project=owners.get(item.project, item.project))
        for item in case.reading.targets
    )

    def agreeing(items: tuple[WrittenTarget, ...]) -> int:
        targets = ((plan.target(item.project, item.level, region), item) for item in items)
        return sum(target is not None and target.value == item.value for target, item in targets)

    return moved if agreeing(moved) > agreeing(case.reading.targets) else None


def _put_right(
    case: Case,
    fields: Sequence[Field],
    mapped: Mapped,
    targets: tuple[WrittenTarget, ...] | None,
) -> Case:
    """Return the case with the figures in the rows they belong to; a row left over is blank."""
    reading = case.reading
    figures = dict(reading.figures)
    for code in mapped:
        if code not in mapped.values():
            row = reading.figures[code]
            figures[code] = _with(row, {name: replace(row[name], value=None) for name in fields})
    for code, owner in mapped.items():
        row = reading.figures[code]
        figures[owner] = _with(reading.figures[owner], {name: row[name] for name in fields})
    meant = replace(reading, figures=figures, sums=settled(case))
    if targets is not None:
        said = tuple(
            item for item in reading.findings
            if item.code != "W-PROJECT-NAME" or item.indicator not in mapped
        )  # fmt: skip
        meant = replace(meant, targets=targets, findings=said)
    return replace(case, reading=meant)


def _with(row: IndicatorFigures, values: Mapping[Field, Value]) -> IndicatorFigures:
    return replace(row, values={**row.values, **values})


def exchanged_with(
    case: Case, row: IndicatorFigures, pair: Pair
) -> tuple[Decimal, Decimal, str] | None:
    """Return the one row with which a single column was exchanged: this row's right pair.

    The third is in words what to exchange with which row.
    """
    found = []
    for indicator, other in case.lines():
        if other is row or not both_given(other, pair) or not both_given(row, pair):
            continue
        mine, theirs = amounts(row, pair), amounts(other, pair)
        for place in (1, 0):
            if mine[place] == theirs[place]:
                continue
            here = (theirs[0], mine[1]) if place == 0 else (mine[0], theirs[1])
            there = (mine[0], theirs[1]) if place == 0 else (theirs[0], mine[1])
            if follows(case, row.indicator, pair, *here) and follows(
                case, indicator.code, pair, *there
            ):
                found.append((*here, f"“{indicator.name}”那一行的{FIELD_NAMES[pair[place]]}"))
    return found[0] if len(found) == 1 else None
