"""The case that every rule judges: one reading with its plan and history."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from etl.domain.codes import finding
from etl.domain.finding import Finding
from etl.domain.history import FilingHistory
from etl.domain.period import Month
from etl.domain.plan import Indicator, Plan
from etl.domain.reading import Reading
from etl.domain.submission import FIELD_NAMES, CellRef, Field, IndicatorFigures, Value

TOTALS: tuple[tuple[Field, Field], ...] = (
    ("completed_month", "completed_total"),
    ("funds_month_yuan", "funds_total_yuan"),
)
"""(month, cumulative) of people and of money."""

Pair = tuple[Field, Field]
MONEY = TOTALS[1]


@dataclass(frozen=True)
class Case:
    """One reading; ``figures`` are those of the reading with what could be computed."""

    reading: Reading
    plan: Plan
    plan_revision: int
    history: FilingHistory
    today: date
    figures: Mapping[str, IndicatorFigures] = field(default_factory=dict)

    @property
    def month(self) -> Month | None:
        """The month the form is of."""
        return self.reading.identity.month

    def without_comparisons(self) -> Case:
        """Return the case with the form by itself, as one of another region is judged.

        Compared with this region's targets and history, every line would only echo the mistake.
        """
        return replace(self, reading=replace(self.reading, targets=()), history=FilingHistory())

    def lines(self) -> Iterable[tuple[Indicator, IndicatorFigures]]:
        """Yield the rows that the form has, in the plan's order."""
        for indicator in self.plan.indicators:
            if indicator.code in self.figures:
                yield indicator, self.figures[indicator.code]

    def whole(self, indicator: str, *names: Field) -> bool:
        """Whether none of these figures stood in a cell that was refused."""
        return not any((indicator, name) in self.reading.broken for name in names)

    def about(
        self,
        code: str,
        indicator: str,
        *names: Field,
        words: Mapping[str, Any] | None = None,
        gist: str = "",
    ) -> Finding:
        """Make a finding about figures of one row; the first field is the one it is about."""
        row = self.figures[indicator]
        filled = {
            "field": FIELD_NAMES[names[0]],
            "raw": written_text(row[names[0]], names[0]),
            "note": _one_line(row.note),
            **(words or {}),
        }
        return finding(
            code,
            filled,
            sheet=self.reading.sheet,
            cells=addresses(row[name].cell for name in names),
            row=self.reading.rows.get(indicator),
            field=names[0],
            indicator=indicator,
            raw=row[names[0]].raw,
            gist=gist,
        )


def addresses(places: Iterable[CellRef | None]) -> tuple[str, ...]:
    """Return the plain addresses of cells that are there, each once."""
    return tuple(dict.fromkeys(place.address for place in places if place is not None))


def row_of(place: CellRef | None) -> int | None:
    """Return the row number of a cell."""
    return int(re.sub(r"\D", "", place.address)) if place else None


_PLAIN = re.compile(r"-?[0-9]{1,12}(?:\.[0-9]{1,12})?", re.ASCII)


def plain_number(raw: str | None) -> Decimal | None:
    """Return the number that a cell's text plainly is, None for anything else."""
    text = (raw or "").strip()
    return Decimal(text) if _PLAIN.fullmatch(text) else None


def number_text(value: Decimal) -> str:
    """Write a number without an exponent and without trailing zeros."""
    return f"{value.normalize():f}"


def amount_text(value: Decimal | None, name: Field) -> str:
    """Write a figure for a message: counts as they are, money in 万元."""
    if value is None:
        return "—"
    return f"{number_text(value / 10_000)}万元" if is_money(name) else number_text(value)


def written_text(value: Value, name: Field) -> str:
    """Write a figure as its sender sees it.

    Where the cell says it in other words than our sentences do (yuan, full-width digits),
    both are given: a sentence that compares 500500 with 60万元 helps nobody.
    """
    text = amount_text(value.value, name)
    raw = (value.raw or "").strip()
    if not raw or value.value is None or value.computed:
        return raw or text
    shown = value.value / 10_000 if is_money(name) else value.value
    try:
        same = raw.isascii() and Decimal(raw) == shown
    except InvalidOperation:
        same = False
    return text if same else f"{raw}（即 {text}）"


def is_money(name: Field) -> bool:
    """Whether a field is an amount of money."""
    return name in MONEY


def pair_of(field: str | None) -> Pair | None:
    """Return 本月 and 累计 of what a field is of; None for any other field."""
    return next((pair for pair in TOTALS if field in pair), None)


def _one_line(note: str, longest: int = 60) -> str:
    """Return a remark short enough for a sentence; the whole of it stands in its cell."""
    line = " ".join(note.split())
    return line if len(line) <= longest else f"{line[:longest]}…"
