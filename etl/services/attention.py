"""What needs attention in a month: behind, falling back, late, waiting, odd."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from etl.completion.attention import Facts, attention_of
from etl.completion.standing import Standing, coverage
from etl.completion.table import completion_table
from etl.domain.attention import Attention
from etl.domain.completion import CompletionRow, Grouping
from etl.domain.period import Month
from etl.services.database import Database, today_of
from etl.services.plan_lookup import region_of
from etl.services.standings import FEW, Memory, Standings
from etl.store import attempts, submissions


def attention(
    database: Database,
    month: Month,
    region: str | None = None,
    today: date | None = None,
    memory: Memory | None = None,
) -> Attention:
    """Return all that needs attention in a month seen from a region (default: the root).

    ``today`` is by default the day that pages of the year take as today; ``memory``: what
    answers share. However many regions there are, the number of questions to the database
    stays the same. Raises NotFound for a year without plan and for a region that the plan does
    not know.
    """
    # Cumulatives begin in January. Both months are held against the plan of the later one.
    months = [month] if month.number == 1 else [month.previous, month]
    with database.read() as connection:
        standings = Standings(connection, memory)
        revision = standings.revision(month)
        code = region_of(revision.plan, region) if region else revision.plan.root
        year = standings.year(revision, code, months)
        below = [item.code for item in revision.plan.tree.submitting(code)]
        chosen = below if len(below) <= FEW else None
        filings = submissions.filings_of_month(connection, month, chosen)
        odd = attempts.odd_in(connection, month)
        now = year[month]
        rows = [row for by in _GROUPINGS for row in standings.table(now, code, by).rows]
    return attention_of(
        Facts(
            plan=revision.plan,
            month=month,
            region=code,
            today=today or today_of(revision.plan),
            coverage=coverage(now, code),
            rows=rows,
            rows_before=_rows(year[months[0]], code) if len(months) > 1 else (),
            filings=filings,
            odd=odd,
        )
    )


_GROUPINGS: tuple[Grouping, ...] = ("project", "region")
"""The projects of a region and of each of its direct children."""


def _rows(found: Standing, region: str) -> list[CompletionRow]:
    """Return the rows of the month before; nobody looks at how they were judged."""
    bare = replace(found, roster=found.roster.without_targets())
    return [row for by in _GROUPINGS for row in completion_table(bare, region, by).rows]
