"""The sheet 填报说明 of the form: what a statistician needs to know to be done at once."""

from __future__ import annotations

from typing import Any

from etl.domain.period import Month
from etl.domain.plan import Plan
from etl.workbook.styles import cell_text
from etl.workbook.template.styles import FormStyles

SENTENCES = (
    "只填浅黄色的格：本月完成、累计完成、本月投入资金、累计投入资金、备注和表尾。",
    "“累计完成”是本年 1 月 1 日到截至日期的合计，包含本月；“本月完成”是本月新增。上月累计加本月应等于累计。",
    "完成数填整数。没有开展的留空或填“-”；开展了但还没有完成的填 0。空白和 0 是两回事。",
    "资金按万元填，最多六位小数（精确到分）。没有资金的留空。",
    "累计数比上月少，或者上月累计加本月不等于累计的，在同一行备注里写明“更正”和原因。",
    "不要在表里写姓名、身份证号、残疾人证号、手机号；有这些内容的文件整份退回，不保存。",
    "右侧“上月累计完成、上月累计投入、核对”三列只供对照，不计入填报。",
    "“核对”边填边算：“合格”是这一行没有发现问题，“未填”是还没有填；“×”是错误，改好才能报送；"
    "“△”是提醒，请先核对，数确实无误的，报送时写明原因即可。",
    "“核对”一次说一处，改好了再说下一处；筛选这一列，可以只看有“×”的行。",
    "“上月累计”带月份的，如“41（6月）”，是上个月没有已采用的数，列的是最近一个月的；"
    "这一行不核对“上月累计加本月”。",
    "“核对”只看本行的数。截至日期、姓名和证件号码等，报送时再检查。",
    "填好后保存为 .xlsx 再报；文件名怎么写都可以，县区和月份以表里写的为准。",
)


def write_guide(sheet: Any, styles: FormStyles, plan: Plan, month: Month) -> None:
    """Write the guide with the due day of the plan and the definition of each indicator."""
    sheet.set_column(0, 0, 5)
    sheet.set_column(1, 1, 24)
    sheet.set_column(2, 2, 78)
    sheet.write_string(0, 0, f"{month.label}月报表填报说明", styles.heading)
    sheet.set_row(0, 26)
    row = 1
    for number, sentence in enumerate(_sentences(plan, month), start=1):
        sheet.write_number(row, 0, number, styles.guide_number)
        sheet.merge_range(row, 1, row, 2, sentence, styles.guide)
        sheet.set_row(row, 18 * (1 + _width(sentence) // 106))
        row += 1
    row += 1
    sheet.write_string(row, 0, "指标口径", styles.heading)
    for indicator in plan.indicators:
        row += 1
        text = indicator.definition or "以任务书为准。"
        sheet.write_string(row, 1, cell_text(f"{indicator.name}({indicator.unit})"), styles.guide)
        sheet.write_string(row, 2, cell_text(text), styles.guide)
        sheet.set_row(row, 18 * (1 + _width(text) // 78))
    sheet.set_portrait()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.hide_gridlines(2)
    sheet.protect("", {"format_columns": True, "format_rows": True})


def _sentences(plan: Plan, month: Month) -> tuple[str, ...]:
    if plan.due_day is None:
        return SENTENCES
    after = month.following
    return (f"{month.label}的表请在{after.label}{plan.due_day}日前报送。", *SENTENCES)


def _width(text: str) -> int:
    return sum(2 if ord(letter) > 0x2E80 else 1 for letter in text)
