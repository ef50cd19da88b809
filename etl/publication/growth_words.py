"""How much more than last month and than a year before (同比): only of whole figures of one unit."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from etl.domain.completion import CompletionRow
from etl.domain.ranking import is_whole
from etl.domain.sentence import Sentence, said
from etl.domain.text import count_text, half_up
from etl.publication.article import number
from etl.publication.facts import ReleaseFacts


def growth(facts: ReleaseFacts, row: CompletionRow) -> Iterator[Sentence]:
    """Yield what is new in the month, and the change to the same month of the year before."""
    if row.completed is None or not is_whole(row):
        return
    if not facts.other_months_are_shown(row.project):
        return
    yield from _since_last_year(facts, row)
    new = new_in_month(facts, row)
    if new:
        ref = facts.ref("change", row.project)
        word = "增加" if new > 0 else "减少"
        yield said(f"比上月{word}", number(f"{count_text(abs(new))}{row.unit}", ref))


def new_in_month(facts: ReleaseFacts, row: CompletionRow) -> Decimal | None:
    """Return by how much the figure is another than the month before, of the same year.

    None where one of both is not whole. It is told as a difference of two returns: what is as of
    the middle of a month is not what the month brought.
    """
    if row.completed is None or not is_whole(row):
        return None
    if facts.month.number == 1:
        return None  # the year's total itself
    earlier = (table for table in facts.months if table.month == facts.month.previous)
    rows = (item for table in earlier for item in table.rows)
    last = next((item for item in rows if item.project == row.project), None)
    if last is None or last.completed is None or not is_whole(last):
        return None
    return row.completed - last.completed


def _since_last_year(facts: ReleaseFacts, row: CompletionRow) -> Iterator[Sentence]:
    last = same_month_last_year(facts, row)
    if last is None or row.completed is None:
        return
    ref = facts.ref("year-on-year", row.project)
    change = Fraction(row.completed) / Fraction(last) - 1
    if change == 0:
        yield said("与上年同期", number("持平", ref))
        return
    word = "增长" if change > 0 else "下降"
    size = half_up(abs(change) * 100, 1)
    yield said(f"同比{word}", number(f"{size:f}%" if size else "不到0.1%", ref))


def same_month_last_year(facts: ReleaseFacts, row: CompletionRow) -> Decimal | None:
    """Return the figure of the same month a year before: whole, of the same unit, more than 0."""
    if facts.last_year is None:
        return None
    last = next((item for item in facts.last_year.rows if item.project == row.project), None)
    if last is None or last.unit != row.unit or not last.completed or not is_whole(last):
        return None
    return last.completed
