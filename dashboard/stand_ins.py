"""What stands on the help page in the place of a sentence's blanks: 〔栏目〕 for {field}."""

from __future__ import annotations

from collections.abc import Mapping
from string import Formatter
from types import MappingProxyType

from dashboard import html
from dashboard.code_groups import group_key
from dashboard.components.marks import Node
from etl.domain.codes import Code

# By the blank's name; where one name means several things, by the group or the code before
# it. An empty one is a clause that is added only now and then: the sentence stands without it.
STAND_INS: Mapping[str, str] = MappingProxyType(
    {
        "as_of": "截至日期",
        "average": "金额",
        "before": "前一个月的比例",
        "below": "下级县区",
        "caption": "表上方的单位",
        "change": "除以或乘以一万",
        "city": "市定任务数",
        "column": "列名",
        "E-FUNDS-SCALE/column": "资金",
        "W-FUNDS-SCALE/column": "资金",
        "columns": "几栏",
        "completed": "数",
        "count": "几",
        "decimals": "几",
        "difference": "差数",
        "expected": "算出的数",
        "E-SUM/expected": "相加的数",
        "plan/expected": "应填的内容",
        "W-TARGET-DIFFERS/expected": "是多少",
        "fallen": "",
        "field": "栏目",
        "first": "一处写的",
        "funds": "金额",
        "guess": "哪种情况",
        "header": "表头的字",
        "high": "上限",
        "W-PLAN-LIMITS/high": "值",
        "indicator": "指标",
        "label": "合计的名称",
        "last": "累计数",
        "E-NOT-ADDING-UP/last": "",
        "W-NOT-ADDING-UP/last": "",
        "I-MONTH-COMPUTED/last": "",
        "W-TOTAL-COMPUTED/last": "",
        "W-LAST-YEAR/last": "上年的数",
        "last_label": "上月累计数",
        "last_month": "上月",
        "later": "数",
        "later_month": "后面某月",
        "level": "省定或市定",
        "low": "下限",
        "W-PLAN-LIMITS/low": "值",
        "lower": "前一个阈值",
        "mind": "",
        "month": "月份",
        "month_field": "本月一栏",
        "E-MONTH-DOUBT/month": "月份",
        "compared/month": "本月数",
        "E-MONTH-CLOSED/by": "关账的人",
        "E-MONTH-CLOSED/at": "关账的日期",
        "own": "本县区",
        "plan/month": "几",
        "owners": "各行像是哪个指标的数",
        "multiple": "倍数",
        "names": "县区名单",
        "note": "备注的内容",
        "other": "另写的内容",
        "E-REGION-META/other": "另一县区",
        "E-REGION-DOUBT/other": "另一县区",
        "W-META-STALE/other": "另一个月",
        "W-META-PLAN/other": "几",
        "E-MONTH-DOUBT/other": "另一个月",
        "E-PLAN-SAMPLE/other": "是真实数据",
        "project": "项目",
        "province": "省定任务数",
        "range": "上下限",
        "raw": "填写的内容",
        "compared/raw": "填写的数",
        "E-SUM/raw": "填写的数",
        "reason": "原因",
        "compared/reason": "看出来的依据",
        "region": "县区",
        "revision": "几",
        "row": "几",
        "rows": "几",
        "second": "另一处写的",
        "share": "比例",
        "sheet": "工作表名",
        "sheets": "工作表名",
        "state": "状态",
        "submission": "报送编号",
        "sum": "相加的数",
        "target": "任务数",
        "this": "是示例数据",
        "today": "今天的日期",
        "total": "累计数",
        "total_field": "累计一栏",
        "plan/total": "全市的数",
        "unit": "单位",
        "units": "各指标的单位",
        "unread": "",
        "upper": "后一个阈值",
        "value": "读出的数",
        "W-FAR-OVER-TARGET/value": "累计数",
        "I-MONTH-COMPUTED/value": "算出的数",
        "W-TOTAL-COMPUTED/value": "算出的数",
        "version": "几",
        "way": "大或小",
        "E-ROWS-MISPLACED/way": "换过来",
        "what": "哪些数",
        "where": "位置",
        "written": "元或万元",
        "year": "年份",
    }
)
_UNFORESEEN = "具体内容"


def stand_in(entry: Code, name: str) -> str | None:
    """Return what stands for a blank of a code's sentences; None for one nobody foresaw."""
    keys = (f"{entry.code}/{name}", f"{group_key(entry)}/{name}", name)
    return next((STAND_INS[key] for key in keys if key in STAND_INS), None)


def blanks(sentence: str) -> set[str]:
    """Return the names of a sentence's blanks."""
    return {name for _, name, _, _ in Formatter().parse(sentence) if name}


def told(entry: Code, sentence: str, words: Mapping[str, str] = MappingProxyType({})) -> list[Node]:
    """Return a sentence of the catalogue with its blanks filled.

    What ``words`` do not fill is shown by its stand-in, so that a reader never sees {raw}.
    The spaces round a number are dropped with it.
    """
    parts: list[Node] = []
    after_slot = False
    for text, name, _, _ in Formatter().parse(sentence):
        has_slot = bool(name) and name not in words
        text = text.lstrip(" ") if after_slot else text
        parts.append(text.rstrip(" ") if has_slot else text)
        if name:
            parts.append(_slot(entry, name) if has_slot else words[name])
        after_slot = has_slot
    return parts


def _slot(entry: Code, name: str) -> Node:
    text = stand_in(entry, name)
    if text == "":
        return ""
    return html.Span(f"〔{text or _UNFORESEEN}〕", className="slot")
