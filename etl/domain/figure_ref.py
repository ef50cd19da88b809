"""Which figure a number is: its kind, of what, of when. Pages and texts lead from it to its origin."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from etl.domain.period import Month
from etl.domain.plan import LEVEL_NAMES, LEVELS

OF_A_PROJECT: Mapping[str, str] = MappingProxyType(
    {
        "completed": "累计完成",
        "funds": "累计投入资金",
        "change": "比上月",
        "pace": "序时进度",
        "average": "平均",
        "standard": "标准",
        "share": "占比",
        "place": "位次",
        "median": "中位数",
        "slow-regions": "滞后的县区",
        "on-pace-regions": "达序时的县区",
        "reached-regions": "两级任务都达到的县区",
        "met-regions": "达到本县区任务的县区",
        "unfunded-regions": "有指标未报资金的县区",
        "due": "按标准应为",
        "off-standard": "与按标准应为之差",
        "history": "以前年度累计完成",
        "history-funds": "以前年度累计资金",
        "to-date": "历年累计完成",
        "year-on-year": "同比",
        **{f"target-{level}": f"{LEVEL_NAMES[level]}任务" for level in LEVELS},
        **{f"rate-{level}": f"{LEVEL_NAMES[level]}完成率" for level in LEVELS},
        **{
            f"{kind}-{level}": f"{name}（{LEVEL_NAMES[level]}）"
            for level in ("province", "city")
            for kind, name in (
                ("gap", "与序时比"),
                ("lost", "与序时比一个月的退步"),
                ("remaining", "距任务还差"),
                ("recent", "近月均"),
                ("needed", "今后每月需完成"),
                ("expected", "按此进度年底预计"),
            )
        },
    }
)
OF_A_REGION: Mapping[str, str] = MappingProxyType(
    {
        "linear-pace": "序时进度",
        "reached-province": "达到省定任务的项目",
        "reached-city": "达到市定任务的项目",
        "behind": "滞后项目",
        "behind-below": "下级滞后项",
        "behind-regions": "有项目滞后的县区",
        "coverage": "报送覆盖",
        "funds-sum": "已报资金的项目合计",
        "score": "综合完成",
        "overall-place": "综合位次",
        "count-exceeded": "超额完成的项目",
        "count-completed": "完成的项目",
        "count-on_pace": "达序时的项目",
        "count-behind": "滞后的项目",
        "count-not_started": "未到实施期的项目",
        "count-not_reported": "未报送的项目",
        "count-no_target": "未录入任务数的项目",
    }
)
OF_THE_PLAN: Mapping[str, str] = MappingProxyType({"fact": "事实", "policy": "政策要点"})
"""What stands in the plan for the whole; ``indicator`` is its place there, counted from 1."""
KIND_NAMES: Mapping[str, str] = MappingProxyType({**OF_A_PROJECT, **OF_A_REGION, **OF_THE_PLAN})


@dataclass(frozen=True)
class FigureRef:
    """One figure: its kind, month and region; of a project or one indicator of it if any."""

    kind: str
    month: Month
    region: str
    project: str = ""
    indicator: str = ""

    @property
    def level(self) -> str:
        """The level that the kind names, "" for one that has none."""
        _, _, level = self.kind.rpartition("-")
        return level if level in LEVELS else ""

    def of(self, kind: str, **other: str) -> FigureRef:
        """Return another figure of the same month, region and project."""
        values = {"region": self.region, "project": self.project, "indicator": self.indicator}
        values |= other
        return FigureRef(kind, self.month, **values)
