"""What the other figures say about one that cannot be right: advice, never a value."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from etl.checks.case import Case, Pair, amount_text, pair_of
from etl.checks.completing import last_total
from etl.checks.misplaced import NO_SUCH_NUMBER
from etl.checks.slips import Slip, columns_slip, repeated, slip_of
from etl.domain.finding import Finding
from etl.domain.submission import FIELD_NAMES, Field

_BETWEEN = frozenset((
    "NOT-ADDING-UP", "TOTAL-FALLS", "MONTH-ABOVE-TOTAL", "FUNDS-STANDARD", "NEGATIVE-MONTH",
    "NEGATIVE-TOTAL",
))  # fmt: skip
_TOO_MUCH = 10


def advised(
    case: Case, findings: Sequence[Finding], unsure: Collection[tuple[str, Field]] = ()
) -> Iterator[Finding]:
    """Add what most likely happened, or what last month and the row's other figure give.

    The latter only where the cell could not be read, or only told to be too little or too
    much: where a figure could be compared, the rule that did it says so. Nothing is built on
    a figure that is asked about itself, was computed, or is ``unsure``.
    """
    doubtful: set[tuple[str | None, str | None]] = {
        (item.indicator, item.field) for item in findings if item.severity != "info"
    }
    doubtful |= set(unsure)
    for item in findings:
        pair = pair_of(item.field)
        if item.advice or item.indicator is None or case.month is None or pair is None:
            yield item
            continue
        words, suspect = _likely(case, item, pair)
        advised_item = (
            replace(item, advice=words) if words else _from_the_row(case, item, pair, doubtful)
        )
        yield replace(advised_item, suspect=suspect or _asked_about(case, item, pair, doubtful))


def _likely(case: Case, item: Finding, pair: Pair) -> tuple[str, str]:
    """Return what most likely happened, and the one cell that it would change, if it is one."""
    assert item.indicator is not None
    between = item.code[2:] in _BETWEEN
    if not between and item.code not in NO_SUCH_NUMBER:
        return "", ""
    slip = slip_of(case, item.indicator, pair) if between else None
    suspect = _changed_alone(case, item.indicator, pair, slip) if slip is not None else ""
    columns = columns_slip(case, item.indicator)
    if columns or not between:
        return columns, suspect
    return slip.words if slip is not None else repeated(case, item.indicator, pair), suspect


def _changed_alone(case: Case, indicator: str, pair: Pair, slip: Slip) -> str:
    """Return the one cell of a pair that a slip changes; nothing for both of them."""
    row = case.figures[indicator]
    meant = zip(pair, (slip.month, slip.total), strict=True)
    changed = [row[name].cell for name, value in meant if row.amount(name) != value]
    return changed[0].address if len(changed) == 1 and changed[0] is not None else ""


def _asked_about(
    case: Case, item: Finding, pair: Pair, doubtful: Collection[tuple[str | None, str | None]]
) -> str:
    """Return the other cell of a finding where a line of its own says that one is wrong."""
    other = _other(item, pair)
    place = case.figures[item.indicator or ""][other].cell
    return place.address if place is not None and (item.indicator, other) in doubtful else ""


def _other(item: Finding, pair: Pair) -> Field:
    month, total = pair
    return month if item.field == total else total


def _from_the_row(
    case: Case, item: Finding, pair: Pair, doubtful: Collection[tuple[str | None, str | None]]
) -> Finding:
    assert item.indicator is not None
    other = _other(item, pair)
    (asked,) = (name for name in pair if name != other)
    wrong = item.code in ("E-TOTAL-FALLS", "E-MONTH-ABOVE-TOTAL")
    unread = not case.whole(item.indicator, asked)
    if not (unread or wrong) or (item.indicator, other) in doubtful:
        return item
    most = 1 if item.code == "E-MONTH-ABOVE-TOTAL" else _TOO_MUCH
    found = _sum(case, item.indicator, pair, asked, most)
    if found is None:
        return item
    words, shown = found
    return replace(
        item,
        advice=f"按{words} 推算，{FIELD_NAMES[asked]}应为 {shown}，供核对。",
        gist=f"{item.raw or '没有填'}（推算应为 {shown}）",
    )


def _sum(case: Case, indicator: str, pair: Pair, asked: Field, most: int) -> tuple[str, str] | None:
    """Return the reckoning and what it gives; None where last month and the other prove nothing.

    A month above ``most`` times last month's cumulative is most likely wrong itself.
    """
    month, total = pair
    last, label = last_total(case, indicator, total)
    value = case.figures[indicator][month if asked == total else total]
    if last is None or value.value is None or value.computed:
        return None
    before = f"{label} {amount_text(last, total)}"
    if asked == total:
        if value.value > most * last > 0:
            return None
        given, words = last + value.value, f"{before} 加本月 {amount_text(value.value, month)}"
    else:
        given, words = value.value - last, f"累计 {amount_text(value.value, total)} 减{before}"
    return (words, amount_text(given, asked)) if given >= 0 else None
