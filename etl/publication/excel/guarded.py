"""What may stand in a cell of a county: its number, or the words that stand in its place.

A rate, a gap and how a county stands tell its count to who knows the target; a place tells
between which two counts it lies. They go the way of the count.
"""

from __future__ import annotations

from decimal import Decimal

from etl.domain.completion import NOT_JUDGED, REACHED, STATUS_NAMES, CompletionRow
from etl.domain.judging import status_words
from etl.domain.plan import Level
from etl.publication.charts import is_open
from etl.publication.excel.sheet import Cell, count, gap, money, rate, words
from etl.publication.facts import ReleaseFacts
from etl.publication.tables import HELD, SMALL, target_text

HIDDEN = words(HELD)


def count_cell(
    facts: ReleaseFacts, project: str, region: str, value: Decimal | None, indicator: str = ""
) -> Cell:
    """Return a count, "<3", or that it is not published."""
    shown = facts.shown(project, region, indicator)
    if shown == "known":
        return count(value)
    return words(SMALL) if shown == "small" else HIDDEN


def completed_cell(facts: ReleaseFacts, row: CompletionRow) -> Cell:
    """Return what a row has completed."""
    return count_cell(facts, row.project, row.region, row.completed)


def target_cell(row: CompletionRow, level: Level) -> Cell:
    """Return a target: a number, or words with its unit where that is not the project's."""
    result = row.levels[level]
    if result.target is not None and result.target_unit not in ("", row.unit):
        return words(target_text(row, level))
    return count(result.target)


def rate_cell(facts: ReleaseFacts, row: CompletionRow, level: Level) -> Cell:
    """Return a rate in percent."""
    return rate(row.levels[level].rate) if is_open(facts, row) else HIDDEN


def gap_cell(facts: ReleaseFacts, row: CompletionRow, level: Level) -> Cell:
    """Return the distance to the planned share; none is said of figures of earlier months."""
    if not is_open(facts, row):
        return HIDDEN
    return gap(None if row.is_stale else row.levels[level].gap)


def status_cell(facts: ReleaseFacts, row: CompletionRow, level: Level) -> Cell:
    """Return how a row stands at a level."""
    if not is_open(facts, row):
        return HIDDEN
    status = row.levels[level].status
    if row.is_stale and status not in REACHED and status != "no_target":
        return words(NOT_JUDGED)
    return words(STATUS_NAMES[status])


def overall_cell(facts: ReleaseFacts, row: CompletionRow) -> Cell:
    """Return how a row stands at all."""
    return words(status_words(row)) if is_open(facts, row) else HIDDEN


def funds_cell(facts: ReleaseFacts, row: CompletionRow) -> Cell:
    """Return a row's money.

    Where only one county's is held back, all the others' are too: the sum less theirs is its.
    """
    if not facts.money_is_shown(row.project, row.region):
        return HIDDEN
    if row.region == facts.region.code:
        return money(row.funds)
    hidden = [
        item
        for item in facts.children_rows(row.project)
        if not facts.money_is_shown(item.project, item.region)
    ]
    return HIDDEN if len(hidden) == 1 else money(row.funds)


def split_funds_cell(facts: ReleaseFacts, project: str, yuan: Decimal | None) -> Cell:
    """Return the money of an indicator; where one of them is held back, that of none is said."""
    region = facts.region.code
    codes = [item.code for item in facts.project(project).indicators]
    is_known = all(facts.shown(project, region, code) == "known" for code in codes)
    shown = is_known and facts.money_is_shown(project, region)
    return money(yuan) if shown or len(codes) == 1 else HIDDEN


def has_places(facts: ReleaseFacts, project: str) -> bool:
    """Whether the counties of a project may be put in order: none of them is held back."""
    return all(is_open(facts, row) for row in facts.children_rows(project))
