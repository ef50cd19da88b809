"""Cases in words for the codes that are met most, or hard to picture from their sentence.

Only what stood in the workbook is written here. What the program says to it comes from the
catalogue, filled with the words of the case, so that an example never says it otherwise.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True)
class Example:
    """What stood in the workbook, and what fills the blanks of the code's sentence."""

    written: str
    words: Mapping[str, str]


EXAMPLES: Mapping[str, Example] = MappingProxyType(
    {
        "E-PERSONAL-LIST": Example(
            "表头有“姓名”，下面是一列人名",
            {"header": "姓名"},
        ),
        "E-FUNDS-UNIT": Example(
            "表头写“累计投入资金”，表上也没有写单位",
            {"header": "累计投入资金"},
        ),
        "E-MONTH-SPAN": Example(
            "报告期写“2021年三季度”",
            {"raw": "2021年三季度"},
        ),
        "E-UNIT": Example(
            "“机构托养”的单位写“户”",
            {"raw": "户", "indicator": "机构托养", "unit": "人"},
        ),
        "E-INEXACT": Example(
            "累计完成填“约240”",
            {"field": "累计完成", "raw": "约240"},
        ),
        "E-NOT-INTEGER": Example(
            "累计完成填 12.5",
            {"field": "累计完成", "raw": "12.5"},
        ),
        "E-NOT-ADDING-UP": Example(
            "7月累计 100；8月填本月 20、累计 125",
            {
                "field": "累计完成",
                "raw": "125",
                "last_label": "7月累计",
                "last": "100",
                "month": "20",
                "expected": "120",
            },
        ),
        "E-COLUMNS-SWAPPED": Example(
            "本月的数填在累计一栏，累计的数填在本月一栏",
            {
                "columns": "“本月完成”和“累计完成”",
                "count": "11",
                "reason": "的本月完成都比累计完成多",
            },
        ),
        "E-FUNDS-SCALE": Example(
            "表头写“（万元）”，格子里填的是元",
            {
                "column": "资金",
                "written": "元",
                "count": "5",
                "reason": "折合每人（户）的金额都大出标准约一万倍，与上月也接不上",
            },
        ),
        "E-ROWS-MISPLACED": Example(
            "“机构托养”和“居家托养”的数填反了",
            {
                "rows": "12—13",
                "what": "数",
                "way": "换过来",
                "owners": "第 12 行像是“居家托养”的，第 13 行像是“机构托养”的",
            },
        ),
        "E-MONTH-DOUBT": Example(
            "报告期改成了8月，标题和截至日期还是7月，数也是7月的",
            {
                "month": "2021年8月",
                "other": "2021年7月",
                "reason": "标题、截至日期写的是2021年7月，照8月看，数与以前各月接不上",
            },
        ),
        "I-CARRIED-FORWARD": Example(
            "7月累计 186；8月这一行没有填",
            {
                "indicator": "居家托养",
                "what": "完成数",
                "last_month": "7月",
                "field": "累计完成",
                "last": "186",
            },
        ),
        "E-TOTAL-FALLS": Example(
            "7月累计 100；8月填累计 90，备注空着",
            {"field": "累计完成", "raw": "90", "last_month": "7月", "last": "100"},
        ),
        "W-FUNDS-STANDARD": Example(
            "辅具适配累计 300 人、12 万元，任务书的范围是每人 500 至 600 元",
            {
                "indicator": "辅具适配",
                "funds": "12",
                "completed": "300",
                "unit": "人",
                "average": "400.00",
                "range": "500—600 元",
            },
        ),
        "I-NORMALISED": Example(
            "累计完成填“１５２０人”",
            {"raw": "１５２０人", "value": "1520"},
        ),
        "I-MONTH-COMPUTED": Example(
            "7月累计 100；8月只填累计 120",
            {
                "field": "本月完成",
                "total": "120",
                "last_label": "7月累计",
                "last": "100",
                "value": "20",
            },
        ),
        "W-PLAN-SPLIT": Example(
            "省定任务全市 4500，各县区相加 4490",
            {
                "project": "辅具适配",
                "level": "省定",
                "total": "4500",
                "sum": "4490",
                "difference": "10",
            },
        ),
    }
)
