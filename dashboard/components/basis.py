"""The small print under a chart: as-of date, coverage, plan revision, rule of the colours."""

from __future__ import annotations

from dashboard import html
from dashboard.ground import Ground
from etl.domain.text import plain
from etl.domain.thresholds import Thresholds


def basis_text(ground: Ground) -> str:
    """Say of which day, release, coverage and plan revision the figures are."""
    coverage = ground.table.coverage
    carried, missing = len(coverage.carried_forward), len(coverage.missing)
    covered = (
        f"{ground.covered}"
        f"{f'，含{carried}县区沿用数' if carried else ''}{f'，缺{missing}县区' if missing else ''}"
    )
    own = ground.covered if ground.files_itself else covered
    return f"{ground.as_of}；{ground.edition}；{own}；任务书第{ground.table.plan_revision}版。"


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


def colour_text(limits: Thresholds) -> str:
    """Say what the colours of bars and points mean, with the limits in force."""
    return f"蓝色为达序时及以上，橙色斜纹为滞后：{lamp_rule(limits)}"


MONTHS_TEXT = "空心点：当月报送不全；斜纹条：本月或上月报送不全，含补报或沿用，不与其他月份比高低。"
COUNTS_TEXT = (
    "条长为累计完成数，黑竖线为本县区省定任务，菱形为市定任务；灰色斜纹为沿用数，不判快慢。"
)
"""What the marks of the charts over months and over regions mean."""


def axis_rule() -> html.P:
    """Say what the length of a bar is measured by."""
    text = "横条以市定任务为100%（未录入市定任务的以省定任务），超过处断开，以深色续画，不截断。"
    return html.P(text, className="basis")
