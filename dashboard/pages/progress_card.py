"""The card of project rows, the same on the overview and on a region's page."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from dashboard import html
from dashboard.components import basis
from dashboard.components.bullet import legend
from dashboard.components.exhibit_card import exhibit_card
from dashboard.components.progress import Heads, Line, progress_table
from dashboard.components.spark import MonthPoint
from dashboard.exhibits import Exhibit
from dashboard.frame import Frame
from dashboard.ground import Ground
from dashboard.pages.parts import project_line
from dashboard.pages.pictures import bullets_of
from dashboard.pages.progress_grid import progress_grid
from dashboard.pages.sheet import Shown
from etl.domain.completion import CompletionTable


def progress_card(
    frame: Frame,
    ground: Ground,
    past: Sequence[CompletionTable],
    titles: tuple[str, str],
    sentence: str,
) -> Shown:
    """Return a row per project with its bullet, trend, rates and status.

    ``past`` are the region's tables of the months up to this one; ``titles`` are the page's
    own and the card's.
    """
    caption = "各项目的累计完成、两级完成率、与序时比和状态"
    heads = Heads(
        caption,
        "项目",
        frame.month,
        Fraction(frame.month.number, 12),
        frame.plan.thresholds,
        trend=True,
    )
    lines = [_line(frame, past, row.project) for row in ground.table.rows]
    notes = (basis.basis_text(ground), basis.colour_text(frame.plan.thresholds))
    exhibit = Exhibit(
        "projects",
        titles[1],
        progress_grid(heads, lines),
        bullets_of(frame, titles, sentence, notes, heads, lines),
    )
    stale = any(row.is_stale for row in ground.table.rows)
    parts = [
        progress_table(heads, lines),
        html.P(notes[0], className="basis"),
        basis.axis_rule(),
        html.P(notes[1], className="basis"),
    ]
    return Shown(exhibit_card(frame, exhibit, parts, "projects", legend(stale)), exhibit)


def _line(
    frame: Frame,
    past: Sequence[CompletionTable],
    project: str,
) -> Line:
    points = [
        MonthPoint(table.month.number, row)
        for table in past
        for row in table.rows
        if row.project == project
    ]
    return project_line(frame, points[-1].row, points)
