"""The limits in force on the help page: each with its default and what the plan says."""

from __future__ import annotations

from collections.abc import Iterable

from dashboard import html
from dashboard.components.marks import Node
from dashboard.components.tables import Column, table
from dashboard.shell import card
from etl.domain.codes import CODES
from etl.domain.plan import PlanRevision
from etl.domain.text import plain
from etl.domain.thresholds import THRESHOLD_NAMES, TRIAL_PREFIX, ThresholdName, Thresholds

_CHANGE = (
    "阈值由市级在年度任务书的工作表“阈值”里改：“名称”一列照写下面的名称，“值”一列写数；"
    "改后再次录入任务书即生效，原来的一版保留。"
)
_TRY = f"先试行的规则，“名称”写“{TRIAL_PREFIX}编号”，“值”写“是”：这条错误就只作提醒。"


def limits_card(newest: PlanRevision | None) -> html.Section:
    """Return the table of limits and the rules on trial."""
    plan = newest.plan if newest else None
    limits = plan.thresholds if plan else Thresholds()
    source = f"{plan.year}年任务书第{newest.revision}版" if plan and newest else ""
    columns = [
        Column("名称"),
        *([Column(f"现行值（{source}）", True)] if source else []),
        Column("现行值（默认）" if not source else "默认值", True),
        Column("单位"),
        Column("意思"),
    ]
    rows = [_row(item, limits, bool(source)) for item in THRESHOLD_NAMES]
    said = "" if source else "还没有录入年度任务书，现按默认值。"
    parts = [html.P(said + _CHANGE), table("现行阈值", columns, rows), *_trial(limits.trial_codes)]
    return card("现行阈值", parts, anchor="limits")


def _row(item: ThresholdName, limits: Thresholds, with_plan: bool) -> list[Node]:
    default, now = getattr(Thresholds(), item.attribute), getattr(limits, item.attribute)
    shown: Node = html.Strong(plain(now)) if now != default else plain(now)
    return [item.name, *([shown] if with_plan else []), plain(default), item.unit, item.meaning]


def _trial(codes: Iterable[str]) -> list[Node]:
    named = [html.Li([html.A(code, href=f"#{code}")]) for code in sorted(codes) if code in CODES]
    if not named:
        return [html.P(f"现在没有试行中的规则。{_TRY}", className="basis")]
    return [
        html.P("试行中的规则（现在只作提醒）："),
        html.Ul(named, className="points"),
        html.P(_TRY, className="basis"),
    ]
