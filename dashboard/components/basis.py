"""The small print under a chart: as-of date, coverage, plan revision, rule of the colours."""

from __future__ import annotations

from dash import html

from dashboard.ground import Ground
from dashboard.text import plain
from etl.domain.thresholds import Thresholds


def basis_line(ground: Ground) -> html.P:
    """Say on what the chart stands."""
    coverage = ground.table.coverage
    carried, missing = len(coverage.carried_forward), len(coverage.missing)
    covered = (
        f"{ground.covered}"
        f"{f'，含{carried}县区沿用数' if carried else ''}{f'，缺{missing}县区' if missing else ''}"
    )
    own = ground.covered if ground.files_itself else covered
    text = f"{ground.as_of}；实时数，未定版；{own}；任务书第{ground.table.plan_revision}版。"
    return html.P(text, className="basis")


def lamp_rule(limits: Thresholds) -> str:
    """Say in words which gap is called what, with the limits in force."""
    tolerance, behind, far = (
        plain(limits.on_pace_tolerance),
        plain(limits.behind_from),
        plain(limits.far_behind_from),
    )
    return (
        f"慢于序时不超过{tolerance}个百分点为达序时，超过{tolerance}、不足{behind}为略滞后，"
        f"{behind}至{far}为黄灯滞后，超过{far}为红灯滞后。"
    )


def colour_rule(limits: Thresholds) -> html.P:
    """Say what the colours of the bars mean."""
    return html.P(f"蓝色为达序时及以上，橙色斜纹为滞后：{lamp_rule(limits)}", className="basis")


def axis_rule() -> html.P:
    """Say what the length of a bar is measured by."""
    text = "横条以市定任务为100%（未录入市定任务的以省定任务），超过处断开，以深色续画，不截断。"
    return html.P(text, className="basis")
