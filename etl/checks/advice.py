"""What the other figures say about one that cannot be right: advice, never a value."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from etl.checks.case import Case, amount_text
from etl.checks.completing import last_total
from etl.checks.following import Pair
from etl.checks.slips import columns_slip, pair_of, repeated, slip_of
from etl.domain.finding import Finding
from etl.domain.submission import FIELD_NAMES, Field

_BETWEEN = frozenset((
    "NOT-ADDING-UP", "TOTAL-FALLS", "MONTH-ABOVE-TOTAL", "FUNDS-STANDARD", "NEGATIVE-MONTH",
    "NEGATIVE-TOTAL",
))  # fmt: skip
_NO_SUCH_NUMBER = frozenset(("NOT-INTEGER", "DECIMALS", "FRACTION-OF-FEN"))
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
        elif slip := _likely(case, item, pair):
            suspect = _suspect(case, item.indicator, pair) or _asked_about(case, item, doubtful)
            yield replace(item, advice=slip, suspect=suspect)
        else:
            found = _from_the_row(case, item, pair, doubtful)
            yield replace(found, suspect=_asked_about(case, item, doubtful))


def _likely(case: Case, item: Finding, pair: Pair) -> str:
    assert item.indicator is not None
    kind = item.code[2:]
    if kind not in _BETWEEN | _NO_SUCH_NUMBER:
        return ""
    words = columns_slip(case, item.indicator)
    if words or kind in _NO_SUCH_NUMBER:
        return words
    slip = slip_of(case, item.indicator, pair)
    return slip.words if slip is not None else repeated(case, item.indicator, pair)


def _suspect(case: Case, indicator: str, pair: Pair) -> str:
    """Return the one cell of a pair that the likely slip changes; nothing for both of them."""
    slip = slip_of(case, indicator, pair)
    if slip is None:
        return ""
    row = case.figures[indicator]
    meant = zip(pair, (slip.month, slip.total), strict=True)
    changed = [row[name].cell for name, value in meant if row.amount(name) != value]
    return changed[0].address if len(changed) == 1 and changed[0] is not None else ""


def _asked_about(
    case: Case, item: Finding, doubtful: Collection[tuple[str | None, str | None]]
) -> str:
    """Return the other cell of a finding where a line of its own says that one is wrong."""
    pair, row = pair_of(item.field) or (), case.figures[item.indicator or ""]
    for name in pair:
        place = row[name].cell
        if name != item.field and (item.indicator, name) in doubtful and place is not None:
            return place.address
    return ""


def _from_the_row(
    case: Case, item: Finding, pair: Pair, doubtful: Collection[tuple[str | None, str | None]]
) -> Finding:
    assert item.indicator is not None
    month, total = pair
    other = month if item.field == total else total
    unread = not case.whole(item.indicator, *_named(item))
    wrong = item.code in ("E-TOTAL-FALLS", "E-MONTH-ABOVE-TOTAL")
    if not (unread or wrong) or (item.indicator, other) in doubtful:
        return item
    most = 1 if item.code == "E-MONTH-ABOVE-TOTAL" else _TOO_MUCH
    value = _sum(case, item.indicator, pair, most, asked_total=item.field == total)
    if value is None:
        return item
    name = total if item.field == total else month
    shown = amount_text(value, name)
    words = _words(case, item.indicator, pair, asked_total=item.field == total)
    return replace(
        item,
        advice=f"按{words} 推算，{FIELD_NAMES[name]}应为 {shown}，供核对。",
        gist=f"{item.raw or '没有填'}（推算应为 {shown}）",
    )


def _named(item: Finding) -> tuple[Field, ...]:
    pair = pair_of(item.field) or ()
    return tuple(name for name in pair if name == item.field)


def _sum(case: Case, indicator: str, pair: Pair, most: int, *, asked_total: bool) -> Decimal | None:
    """Return what last month and the other figure give; None where that proves nothing.

    A month above ``most`` times last month's cumulative is most likely wrong itself.
    """
    row = case.figures[indicator]
    last, _ = last_total(case, indicator, pair[1])
    value = row[pair[0] if asked_total else pair[1]]
    if last is None or value.value is None or value.computed:
        return None
    if asked_total and value.value > most * last > 0:
        return None
    given = last + value.value if asked_total else value.value - last
    return given if given >= 0 else None


def _words(case: Case, indicator: str, pair: Pair, *, asked_total: bool) -> str:
    row = case.figures[indicator]
    last, label = last_total(case, indicator, pair[1])
    if asked_total:
        added = amount_text(row.amount(pair[0]), pair[0])
        return f"{label} {amount_text(last, pair[1])} 加本月 {added}"
    return (
        f"累计 {amount_text(row.amount(pair[1]), pair[1])} 减{label} {amount_text(last, pair[1])}"
    )
