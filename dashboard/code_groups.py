"""The catalogue of codes in the groups that a reader looks for them in.

A code finds its group by itself: by the table of the catalogue it stands in, by its grade
and by the first word of its name. So a new code needs no entry here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from etl.domain.codes import CODES, Code
from etl.domain.codes_file import FILE_CODES
from etl.domain.codes_form import FORM_CODES
from etl.domain.codes_plan import PLAN_CODES
from etl.domain.codes_rules import RULE_CODES


@dataclass(frozen=True)
class Group:
    """A heading with what holds for all of its codes. ``key`` is its name in addresses."""

    key: str
    title: str
    lead: str


GROUPS: tuple[Group, ...] = (
    Group(
        "file",
        "文件打不开或不收",
        "文件是什么，看内容，不看文件名：把 .csv 改名为 .xlsx，仍然不收。",
    ),
    Group(
        "personal",
        "个人信息",
        "月报表只报数。隐藏的工作表和行列、批注里的也算；发现后整个文件不保存，只告知位置，不显示号码。",
    ),
    Group("form", "表和表头", "认表头的字，不认位置：列的先后可以换，表头的字不要改。"),
    Group("identity", "县区和月份", "县区和月份以表里写的为准，文件名只用来核对。"),
    Group("rows", "行和指标", "任务书里每个指标一行，没有开展的也要留着这一行。"),
    Group(
        "values",
        "数值",
        "读不准的数不猜，在那一格退回。没有开展的留空或填“-”，开展了还没有完成的填 0。",
    ),
    Group(
        "compared",
        "与上月、任务、标准的比较",
        "上月的数以已采用的为准。累计比上月少、上月累计加本月不等于累计、本月是负数的，"
        "在同一行备注里写明原因，就由错误改为提醒。",
    ),
    Group(
        "tidied",
        "自动整理",
        "程序已经照读、算出或略过，只作告知，不影响报送；请看一眼读得对不对。",
    ),
    Group("plan", "年度任务书", "任务书由市级录入。有错误的不录入；提醒不妨碍录入，只请核对。"),
    Group("other", "其他", "不属于以上各类的编号。"),
)

_FORM_TOPICS: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys(("FORM", "COLUMN", "COUNT", "FUNDS", "HIDDEN"), "form"),
        **dict.fromkeys(("REGION", "MONTH", "META", "AS"), "identity"),
        **dict.fromkeys(
            ("INDICATOR", "ROW", "DUPLICATE", "PROJECT", "UNIT", "SUM", "NOTHING"), "rows"
        ),
    }
)


def group_key(entry: Code) -> str:
    """Return the key of a code's group; ``other`` only for a table that is not known here."""
    topic = entry.code.split("-")[1]
    if entry.code in PLAN_CODES:
        return "plan"
    if entry.severity == "info":
        return "tidied"
    if entry.code in RULE_CODES:
        return "compared"
    if entry.code in FILE_CODES:
        return "personal" if topic == "PERSONAL" else "file"
    return _FORM_TOPICS.get(topic, "values") if entry.code in FORM_CODES else "other"


def grouped(codes: Mapping[str, Code] = CODES) -> list[tuple[Group, list[Code]]]:
    """Return the groups that have codes, each with its codes in the catalogue's order."""
    found = [
        (group, [entry for entry in codes.values() if group_key(entry) == group.key])
        for group in GROUPS
    ]
    return [(group, entries) for group, entries in found if entries]
