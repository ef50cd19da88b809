"""The words of a form: an exact catalogue, nothing is matched by likeness.

A header cell is compared after NFKC, without blanks, marks, a number before it and a
bracketed unit. What a figure column is may be said in one cell (累计完成) or by several
above each other (累计 over 完成): such words tell a period, a measure or both.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from itertools import product
from types import MappingProxyType
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
    "completed_bare",
    "funds_month_yuan",
    "funds_total_yuan",
    "funds_bare",
    "note",
    "remark",
    "place",
]

_MONTH_WORDS = (
    "本月", "当月", "本月份", "当月份", "本月新增", "当月新增", "本月数", "当月数", "本期", "当期",
    "本月已", "当月已", "本月实际", "当月实际",
)  # fmt: skip
_TOTAL_WORDS = (
    "累计", "累计数", "累计实际", "截至本月累计", "截至本月底累计", "截至本月末累计",
    "截至目前累计", "截至当月累计", "本月末累计", "本月止累计", "截止本月累计", "截止本月底累计", "截止本月末累计",
    "截止目前累计", "截止当月累计", "截至月底累计", "截至月末累计", "截至本月", "截至本月底",
    "截至本月末", "截至目前", "截止本月", "截止本月底", "截止本月末", "截止目前", "本年累计",
    "今年累计", "当年累计", "全年累计", "年度累计", "本年度累计", "本年累计数", "年累计",
    "年初至今累计", "年初以来累计", "自年初累计", "年初至本月累计", "1月至本月累计", "1至本月累计",
    "1-本月累计", "至本月累计", "至本月底累计", "至本月末累计", "今年以来", "今年以来累计",
    "年初以来", "本年以来", "自年初以来", "年初至今", "年初至本月", "累计已", "截至目前累计已",
)  # fmt: skip
MONTH_WORDS = (*_MONTH_WORDS, "本月情况", "当月情况")
TOTAL_WORDS = (*_TOTAL_WORDS, *(f"{word}情况" for word in _TOTAL_WORDS if not word.endswith("已")))
DONE_WORDS = (
    "完成", "完成数", "完成量", "完成人数", "完成户数", "完成数量", "完成任务数", "完成任务",
    "完成情况", "实际完成", "实际完成数", "实际完成情况", "已完成", "已完成数", "完成人数户数",
    "完成总数", "完成人户数", "完成人次", "完成人/户数", "完成人数/户数", "各月完成", "各月完成数",
    "每月完成", "每月完成数", "分月完成", "分月完成数",
)  # fmt: skip
FUNDS_WORDS = (
    "投入资金", "资金投入", "投入", "投入金额", "资金", "投入资金额", "投入资金数", "资金投入额",
    "资金投入数", "资金额", "资金数", "投入经费", "经费投入", "经费", "投入资金情况",
    "资金投入情况", "资金情况", "实际投入资金", "实际投入", "实际资金投入", "已投入资金", "已投入",
)  # fmt: skip
# Measures only below a word that tells the period: 累计完成 over 人数 and 金额.
FUNDS_ALONE = ("金额",)
COUNT_ALONE = ("人数", "户数", "人数户数", "人/户数", "数量", "人(户)数")
TARGET_GROUPS = (
    "年度任务", "年度目标", "任务", "目标", "目标任务", "任务数", "目标数", "年度任务数",
    "年度目标任务", "全年任务", "全年任务数", "全年目标", "年任务", "工作目标", "计划任务",
    "年度计划", "年度任务目标",
)  # fmt: skip
PROVINCE_WORDS = (
    "省定", "省", "省级", "省任务", "省定任务", "省定目标", "省级任务", "省级目标", "省下达",
    "省目标", "省定任务数", "省下达任务", "省定年度任务",
)  # fmt: skip
CITY_WORDS = (
    "市定", "市", "市级", "市任务", "市定任务", "市定目标", "市级任务", "市级目标", "市下达",
    "市目标", "市定任务数", "市下达任务", "市定年度任务",
)  # fmt: skip
# Names of the rows that yield to one that says 指标 itself.
WEAK_NAMES = frozenset("项目内容 服务内容 指标内容 分项 子项".split())
_ONLY_BELOW_A_TARGET = ("省", "省级", "市", "市级")

# Words over columns that say nothing of period or measure.
NEUTRAL_GROUPS = frozenset(
    """进度 进度情况 进展 进展情况 工作进度 工作进展 完成进度 任务进度 任务完成进度 任务完成情况
    目标任务完成情况 年度任务完成情况 年度计划完成情况 目标完成情况 实施情况 工作情况 工作完成情况
    项目进展情况 项目进度 项目实施情况 本年 今年 当年 本年度 实际 实际数 基本情况
    填报内容 填报数据 数据 合计 总计""".split()
)
# A leaf under a figure's name that is its total: 本月完成 over 合计, 其中.
TOTAL_LEAVES = frozenset(("合计", "总计", "小计", "总数"))
# Of another time, of a plan or a part: a column under such a word is never read.
OTHER_TIME = re.compile(
    r"上年|去年|往年|历年|前年|同期|上月|下月|下年|上期|预计|剩余|未完成|同比|环比|其中|占比|比例|率|%"
)

_PLAIN: Mapping[HeaderKind, str] = {
    "sequence": "序号 编号 序 行次 项次 行号 no no.",
    "project": """项目 项目名称 民生项目 实事项目 工程项目 民生实事项目 民生实事 民生工程
        民生工程项目 民生实事名称 实事名称 民生项目名称 实事项目名称""",
    "indicator": """指标 指标名称 项目指标 指标内容 考核指标 任务指标 具体指标 服务指标 统计指标
        分项指标 分项 子项 项目内容 服务内容 项目及指标 项目/指标 项目、指标 指标(项目)
        项目(指标)""",
    "unit": "单位 计量单位 计数单位 数量单位 指标单位",
    "place": """县区 地区 县市区 县(市、区) 县(市区) 县(区) 区县 乡镇 乡(镇) 镇街 街道 村 社区
        村(社区) 姓名 残疾人姓名 受助人姓名 填报县区 所在县区 单位名称 填报单位 报送单位 各县区""",
    "note": "备注 备注说明 备注(说明) 备注及说明 备注/说明 备注、说明",
    "remark": "说明 情况说明 说明(备注) 说明事项",
}


def _joined(first: Iterable[str], second: Iterable[str]) -> set[str]:
    return {a + b for a, b in product(first, second)}


def both_ways(first: Iterable[str], second: Iterable[str]) -> set[str]:
    """Return the words of two lists joined, in either order."""
    first, second = tuple(first), tuple(second)
    return _joined(first, second) | _joined(second, first)


def _targets(levels: tuple[str, ...]) -> set[str]:
    """Return the words for a level's target: 省定任务, 年度任务省定, 年度省定任务."""
    alone = set(levels) - set(_ONLY_BELOW_A_TARGET)
    of_year = _joined(("年度", "全年", "本年度"), alone)
    return both_ways(TARGET_GROUPS, levels) | alone | of_year


def _vocabulary() -> dict[str, HeaderKind]:
    words: dict[str, HeaderKind] = {}
    for kind, names in _PLAIN.items():
        words |= dict.fromkeys(names.split(), kind)
    figures: Mapping[HeaderKind, set[str]] = {
        "target_province": _targets(PROVINCE_WORDS),
        "target_city": _targets(CITY_WORDS),
        "completed_month": both_ways(MONTH_WORDS, DONE_WORDS),
        "completed_total": both_ways(TOTAL_WORDS, DONE_WORDS),
        "funds_month_yuan": both_ways(MONTH_WORDS, FUNDS_WORDS),
        "funds_total_yuan": both_ways(TOTAL_WORDS, FUNDS_WORDS),
    }
    for kind, both in figures.items():
        for name in both:
            words.setdefault(name, kind)
    return words


HEADER_WORDS: Mapping[str, HeaderKind] = MappingProxyType(_vocabulary())

# Said in a header's bracket without any doubt about the column.
PLAIN_BRACKETS = frozenset("含本月 含当月 含本月数 含当月数".split())
NAME_KINDS: frozenset[HeaderKind] = frozenset({"project", "indicator"})
# Every word of these kinds has one of these letters: what has none need not be looked up.
NAME_LETTERS = frozenset("项指事程服")
COUNT_KINDS: frozenset[HeaderKind] = frozenset({"completed_month", "completed_total"})
MONEY_KINDS: frozenset[HeaderKind] = frozenset({"funds_month_yuan", "funds_total_yuan"})
BARE_KINDS: frozenset[HeaderKind] = frozenset({"completed_bare", "funds_bare"})

SUM_WORDS = ("总合计", "小计", "合计", "总计", "全市", "共计")
SUM_OF_ALL = frozenset(
    "本 各项 各项目 项目 本项目 全部 以上 上述 全市 全县 全区 全县区 市 县 区 本县 本区 人数 本表".split()
)
OF_WHICH = "其中"
SIGNED_WORDS = (
    "填表人", "填报人", "填表", "填报", "制表人", "制表", "审核人", "审核", "复核人", "复核",
    "审批人", "单位负责人", "部门负责人", "主要负责人", "负责人", "分管领导", "分管负责人",
    "主管领导", "经办人", "统计人", "统计员", "联系电话", "联系人", "联系方式", "电话", "手机",
    "填报日期", "填表日期", "填报时间", "填表时间", "报送日期", "报送时间", "上报日期", "上报时间",
    "制表日期", "制表时间", "报出日期", "日期", "传真", "签发人", "签发", "签字", "签名", "理事长", "局长",
    "会长", "主任", "科长", "联络员", "报送人", "上报人", "邮箱", "电子邮箱", "单位盖章", "盖章", "公章", "单位公章",
    "填报单位", "填表单位", "报送单位", "上报单位", "报告期", "截至日期",
)  # fmt: skip
NOTE_WORDS = (
    "注",
    "备注",
    "注释",
    "说明",
    "填表说明",
    "填报说明",
    "附注",
    "附",
    "附件",
    "更正",
    "更正说明",
)
