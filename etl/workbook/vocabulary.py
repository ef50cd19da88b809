"""The words of a form's header: an exact catalogue, nothing is matched by likeness.

A header cell is compared after NFKC, without blanks, numbering and a bracketed unit. A
column's words may stand in one cell or be spread over up to four header rows (年度任务
above 省定); then they are joined from top to bottom.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import product
from typing import Literal

HeaderKind = Literal[
    "sequence",
    "project",
    "indicator",
    "unit",
    "target_province",
    "target_city",
    "completed_month",
    "completed_total",
    "funds_month_yuan",
    "funds_total_yuan",
    "funds_bare",
    "note",
    "place",
]

_MONTH = ("本月", "当月", "本月份", "当月份", "本月新增", "当月新增")
_TOTAL = (
    "累计", "截至本月累计", "截至本月底累计", "截至本月末累计", "截至目前累计", "截至当月累计",
    "截止本月累计", "截止本月底累计", "截止本月末累计", "截止目前累计", "截止当月累计",
    "截至月底累计", "截至月末累计", "本年累计", "今年累计", "当年累计", "全年累计", "年度累计",
    "年初至今累计", "1月至本月累计", "1至本月累计", "自年初累计", "本年度累计", "至本月累计",
    "至本月底累计", "累计数", "累计实际",
)  # fmt: skip
_DONE = (
    "完成", "完成数", "完成量", "完成人数", "完成户数", "完成数量", "完成任务数", "完成任务",
    "完成情况", "实际完成", "实际完成数", "已完成", "已完成数", "完成人数(户数)", "完成总数",
    "完成人(户)数", "完成人次", "完成人/户数", "服务人数",
)  # fmt: skip
_FUNDS = (
    "投入资金", "资金投入", "投入", "投入金额", "资金", "投入资金额", "投入资金数", "资金投入额",
    "资金投入数", "使用资金", "资金额", "投入经费", "经费投入", "经费",
)  # fmt: skip
_PROVINCE = ("省定", "省", "省级", "省任务", "省定任务", "省定目标", "省级任务", "省下达", "省目标")
_CITY = ("市定", "市", "市级", "市任务", "市定任务", "市定目标", "市级任务", "市下达", "市目标")
_TARGET_GROUPS = (
    "年度任务", "年度目标", "任务", "目标", "目标任务", "任务数", "目标数", "年度任务数",
    "年度目标任务", "全年任务", "全年任务数", "全年目标", "年任务", "工作目标", "计划任务",
)  # fmt: skip


def _joined(first: Iterable[str], second: Iterable[str]) -> set[str]:
    return {a + b for a, b in product(first, second)}


def _both_ways(first: Iterable[str], second: Iterable[str]) -> set[str]:
    first, second = tuple(first), tuple(second)
    return _joined(first, second) | _joined(second, first)


def _vocabulary() -> dict[str, HeaderKind]:
    tables: dict[HeaderKind, set[str]] = {
        "sequence": {"序号", "编号", "序", "行次", "项次", "No", "NO"},
        "project": {
            "项目",
            "项目名称",
            "民生项目",
            "实事项目",
            "工程项目",
            "项目类别",
            "民生实事项目",
        },
        "indicator": {
            "指标",
            "指标名称",
            "项目指标",
            "指标内容",
            "考核指标",
            "任务指标",
            "具体指标",
            "服务指标",
            "统计指标",
            "分项指标",
            "分项",
            "子项",
            "项目内容",
            "服务内容",
        },
        "unit": {"单位", "计量单位", "计数单位", "数量单位"},
        "target_province": set(_PROVINCE[3:]) | {"省定"} | _both_ways(_TARGET_GROUPS, _PROVINCE),
        "target_city": set(_CITY[3:]) | {"市定"} | _both_ways(_TARGET_GROUPS, _CITY),
        "completed_month": _both_ways(_MONTH, _DONE) | {"本月新增", "当月新增", "本月数", "当月数"},
        "completed_total": _both_ways(_TOTAL, _DONE)
        | {"截至本月累计", "截至本月底累计", "截至目前累计", "本年累计", "累计", "累计数"},
        "funds_month_yuan": _both_ways(_MONTH, _FUNDS),
        "funds_total_yuan": _both_ways(_TOTAL, _FUNDS),
        "funds_bare": set(_FUNDS) - {"投入"},
        "place": {
            "县区",
            "地区",
            "县市区",
            "县(市、区)",
            "县(市区)",
            "区县",
            "乡镇",
            "街道",
            "村",
            "社区",
            "姓名",
            "残疾人姓名",
            "填报县区",
            "所在县区",
            "单位名称",
            "填报单位",
        },
        "note": {"备注", "说明", "备注说明", "情况说明", "备注(说明)", "备注及说明"},
    }
    words: dict[str, HeaderKind] = {}
    for kind, names in tables.items():
        for name in names:
            words.setdefault(name.casefold(), kind)
    return words


HEADER_WORDS: dict[str, HeaderKind] = _vocabulary()

NAME_KINDS: frozenset[HeaderKind] = frozenset({"project", "indicator"})
COUNT_KINDS: frozenset[HeaderKind] = frozenset({"completed_month", "completed_total"})
MONEY_KINDS: frozenset[HeaderKind] = frozenset({"funds_month_yuan", "funds_total_yuan"})

SUM_WORDS = ("小计", "合计", "总计", "全市")
OF_WHICH = "其中"
FOOT_WORDS = (
    "填表人", "填报人", "制表人", "制表", "审核人", "审核", "复核人", "复核", "单位负责人",
    "负责人", "分管领导", "主管领导", "联系电话", "联系人", "电话", "填报日期", "填表日期",
    "填报时间", "填表时间", "报送日期", "报送时间", "注", "注释", "说明", "备注", "填表说明",
    "填报说明",
)  # fmt: skip
