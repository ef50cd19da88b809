"""The card of the matrix: a region's children against all projects."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from dashboard import html
from dashboard.components import basis
from dashboard.components.exhibit_card import exhibit_card
from dashboard.components.matrix import Matrix, cell_words, matrix, matrix_legend, states_of
from dashboard.exhibits import Exhibit, Grid, Value
from dashboard.frame import Frame
from dashboard.ground import Ground
from dashboard.pages.parts import matrix_of
from dashboard.pages.pictures import matrix_picture
from dashboard.pages.sheet import Shown
from etl.domain.completion import CompletionRow, CompletionTable
from etl.domain.judging import count_behind

_TITLE = "县区 × 项目：市定完成率（%）"


def matrix_card(
    frame: Frame, ground: Ground, parts: CompletionTable, subject: str, said: str
) -> Shown | None:
    """Return the card, None for a region without children; ``subject`` is the page's title."""
    shown = matrix_of(frame, parts, ground.table)
    if shown is None:
        return None
    plan = frame.plan
    levels = set(shown.levels.values())
    note = "未录入市定任务的项目按省定完成率，列名下注明。" if "province" in levels else ""
    rule = f"{note}每格按所在县区自己的任务数计算。"
    stands = basis.basis_text(ground)
    limits = basis.lamp_rule(plan.thresholds)
    exhibit = Exhibit(
        "matrix",
        _TITLE,
        matrix_grid(shown),
        matrix_picture(frame, (subject, _TITLE), said, (stands, limits, rule), shown),
    )
    body = [
        matrix_legend(plan.thresholds, sorted(states_of(shown))),
        matrix(shown, "各县区各项目的市定完成率"),
        html.P(stands, className="basis"),
        html.P(f"{rule}点数字看来源，点县区名看该县区。", className="basis"),
    ]
    return Shown(exhibit_card(frame, exhibit, body, "regions"), exhibit)


def matrix_grid(shown: Matrix) -> Grid:
    """Return the matrix as a table for spreadsheets: the number, or the word in its place."""
    heads = tuple(item.short_name or item.name for item in shown.projects)
    rows: list[tuple[Value, ...]] = []
    for region in shown.regions:
        found = [shown.cells[region.code, project.code] for project in shown.projects]
        rows.append((region.name, *_values(found)))
    rows.append((shown.total_name, *_values([shown.total[p.code] for p in shown.projects])))
    return Grid((shown.corner, *heads, "滞后项"), tuple(rows))


def _values(rows: Sequence[CompletionRow]) -> list[Value]:
    count = count_behind(rows)
    return [*(_value(cell_words(row)) for row in rows), None if count is None else Decimal(count)]


def _value(words: str) -> Value:
    """Return a bare number as one; a number with a word beside it stays a text."""
    return Decimal(words) if words.replace(".", "", 1).isdecimal() else words
