"""The overview's content as an introduction to Dash would build it: the field to compare with.

Express figures in ``dcc.Graph``, a dropdown for the month with one callback, nothing served
ahead, nothing compressed: what Dash does by itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
import plotly.express as px
from dash import Dash, Input, Output, dcc, html

from etl.domain.completion import CompletionRow
from etl.domain.judging import result_of
from etl.domain.plan import JUDGED_LEVELS, LEVEL_NAMES
from etl.services.database import Database
from tests.bench.floor import Content, contents


def application(database: Database) -> Any:
    """Return the WSGI application of the page."""
    found = contents(database)
    app = Dash(__name__)
    months = [where for where in found if where != "/"]
    app.layout = html.Div(
        [
            html.H1("民生实事进度总览"),
            dcc.Dropdown(months, months[-1], id="month", clearable=False),
            html.P(id="conclusion", className="conclusion"),
            dcc.Graph(id="rates"),
            dcc.Graph(id="regions"),
        ]
    )

    @app.callback(  # type: ignore[untyped-decorator,unused-ignore]
        [Output("conclusion", "children"), Output("rates", "figure"), Output("regions", "figure")],
        Input("month", "value"),
    )
    def show(where: str) -> Any:
        content = found[where]
        return content.sentence, _rates(content), _regions(content)

    return app.server


def _rates(content: Content) -> Any:
    rows = [
        {"项目": row.name, "任务": LEVEL_NAMES[level], "完成率": _percent(row, level)}
        for row in content.table.rows
        for level in JUDGED_LEVELS
    ]
    frame = pd.DataFrame(rows)
    return px.bar(frame, x="完成率", y="项目", color="任务", barmode="group", orientation="h")


def _percent(row: CompletionRow, level: Any) -> float | None:
    rate = row.levels[level].rate
    return None if rate is None else float(rate * 100)


def _regions(content: Content) -> Any:
    names = content.frame.region_names
    rows = [
        {"县区": names[row.region], "项目": row.name, "完成率": _judged(row)}
        for row in content.parts.rows
    ]
    wide = pd.DataFrame(rows).pivot_table(index="县区", columns="项目", values="完成率")
    return px.imshow(wide, text_auto=".1f", aspect="auto")


def _judged(row: CompletionRow) -> float | None:
    judged = result_of(row)
    return None if judged is None or judged.rate is None else float(judged.rate * 100)


__all__: Sequence[str] = ("application",)
