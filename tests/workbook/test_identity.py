"""Whose form of which month: the lines above the table, the title, the file's name."""

from datetime import date
from decimal import Decimal

import pytest

from etl.domain.period import Month
from tests.workbook.forms import draw, form, read, said, value_cell

MARCH = Month(2022, 3)
LINE = "填报单位：东湖区 | | 报告期：2022年3月 | 截至日期：2022-03-31"


def whose(head, file="月报.xlsx", **cells):
    """(region, its cell, month, its cell, as of, findings)."""
    reading = read(form(head=head + "\n单位：万元"), file=file, **cells)
    found = reading.identity
    return (
        found.region,
        found.region_cell and found.region_cell.address,
        found.month and str(found.month),
        found.month_cell and found.month_cell.address,
        found.as_of and str(found.as_of),
        said(reading),
    )


def elsewhere(head, file="月报.xlsx"):
    found = read(form(head=head + "\n单位：万元"), file=file).identity.elsewhere
    return [
        (item.where, item.region, item.month and str(item.month), item.month_number)
        for item in found
    ]


# ---- how the line is written


@pytest.mark.parametrize(
    ("head", "region", "month", "as_of"),
    [
        (LINE, "A1", "C1", "2022-03-31"),
        ("填报单位： | 东湖区 | 报告期： | 2022年3月 | 截至日期： | 2022-03-31", "B1", "D1", "2022-03-31"),
        ("填报单位 | < | 东湖区残联 | < | 报告期 | 2022年3月 | 截至日期 | 2022-03-31", "C1", "F1", "2022-03-31"),
        ("填报单位：东湖区 | < | < | 报告期：2022年3月 | < | 截至日期：3月18日", "A1", "D1", "2022-03-18"),
        ("填报单位（盖章）：东湖区残联    报告期：2022年3月    截至日期：2022-03-31    单位：人、户、万元", "A1",
        "A1",
         "2022-03-31"),
        ("填 报 单 位：东　湖　区　　报 告 期：2022 年 3 月　　截至日期：2022 年 3 月 31 日", "A1", "A1",
        "2022-03-31"),
        ("填报单位:东湖区,报告期:2022-03;截至日期:2022/3/31", "A1", "A1", "2022-03-31"),
        ("报送单位：____东湖区____ | 报告月份：3月 | 截止日期：2022.3.31", "A1", "B1", "2022-03-31"),
        ("填报单位：东湖区（公章） | 报告期 | 2022 | 年 | 3 | 月 | 截至日期：31日", "A1", "C1", "2022-03-31"),
        ("（填报单位：东湖区） | （截至2022年3月18日） | 报告期：2022年3月", "A1", "C1", "2022-03-18"),
        ("年度：2022 | 月份：3 | 填报县区：东湖区 | 截至日期：3月底", "C1", "B1", "2022-03-31"),
        ("填报单位：东湖区 填报日期：2022年4月2日 | 报告期：2022年3月 | 截至时间：2022-03-31 00:00:00", "A1", "B1",
         "2022-03-31"),
        ("表号：A1 有效期至：2023年6月\n填报单位：东湖区 报告期：3月 截至日期：2022-03-31", "A2", "A2", "2022-03-31"),
    ],
)  # fmt: skip
def test_the_line_is_read_however_it_is_cut(head, region, month, as_of):
    assert whose(head) == ("990001", region, "2022-03", month, as_of, [])


def test_stored_dates_and_numbers():
    head = "填报单位：东湖区 | 报告期： | | 截至日期："
    day = date(2022, 3, 31)
    good: tuple = ("990001", "A1", "2022-03", "C1", "2022-03-31", [])
    for month in (date(2022, 3, 1), Decimal("202203"), Decimal("2022.3"), Decimal("2022.03")):
        assert whose(head, C1=month, E1=day) == good
    # 2022.10 loses its nought when it is typed as a number
    assert whose(head, C1=Decimal("2022.1"), E1=day)[-1] == [("E-MONTH-UNREADABLE", "C1")]


def test_a_code_instead_of_a_name():
    assert whose("填报单位 | | 报告期：2022年3月 | 截至日期：2022-03-31", B1=Decimal(990003))[
        :2
    ] == ("990003", "B1")


# ---- what is wrong with it


@pytest.mark.parametrize(
    ("written", "code"),
    [("东湖县", "E-REGION-UNKNOWN"), ("东湖区分局", "E-REGION-UNKNOWN"), ("清河市", "E-REGION-ROOT"),
     ("清河市残联", "E-REGION-ROOT"), ("东湖区、白石县", "E-REGION-TWO")],
)  # fmt: skip
def test_a_wrong_region_is_refused_at_its_cell(written, code):
    assert whose(LINE.replace("东湖区", written))[::5] == (None, [(code, "A1")])


def test_names_that_begin_alike_are_kept_apart():
    assert whose(LINE.replace("东湖区", "东湖新区"))[0] == "990002"
    assert whose(LINE.replace("东湖区", "东湖"))[0] == "990001"


@pytest.mark.parametrize(
    ("written", "code"),
    [("一季度", "E-MONTH-SPAN"), ("3、4月", "E-MONTH-SPAN"), ("2-3月", "E-MONTH-SPAN"), ("2022年",
     "E-MONTH-UNREADABLE"),
     ("2022年13月", "E-MONTH-UNREADABLE"), ("上月", "E-MONTH-UNREADABLE")],
)  # fmt: skip
def test_a_wrong_month_is_refused_at_its_cell(written, code):
    assert whose(LINE.replace("2022年3月", written))[2:] == (
        None,
        "C1",
        "2022-03-31",
        [(code, "C1")],
    )


def test_from_january_on():
    assert whose(LINE.replace("2022年3月", "1-3月"))[2:] == (
        "2022-03",
        "C1",
        "2022-03-31",
        [("I-MONTH-RANGE", "C1")],
    )


def test_a_month_without_any_year():
    assert whose("填报单位：东湖区 | 报告期：3月 | 截至日期：3月31日")[-1] == [
        ("E-MONTH-UNREADABLE", "B1"),
        ("E-AS-OF-UNREADABLE", "C1"),
    ]


@pytest.mark.parametrize(
    ("written", "as_of", "found"),
    [
        ("", "2022-03-31", [("I-AS-OF-BLANK", "D1")]),
        ("    年  月  日", "2022-03-31", [("I-AS-OF-BLANK", "D1")]),
        ("2022-04-01", "2022-04-01", [("E-AS-OF-MONTH", "D1")]),
        ("2021-03-31", "2021-03-31", [("E-AS-OF-MONTH", "D1")]),
        ("不详", None, [("E-AS-OF-UNREADABLE", "D1")]),
        ("2022年3月", None, [("E-AS-OF-UNREADABLE", "D1")]),
        ("2022年2月30日", None, [("E-AS-OF-UNREADABLE", "D1")]),
    ],
)
def test_the_as_of_date(written, as_of, found):
    assert whose(LINE.replace("2022-03-31", written))[4:] == (as_of, found)


# ---- when the line is missing


@pytest.mark.parametrize(
    ("head", "region", "month"),
    [
        ("东湖区民生实事项目进度月报表（2022年3月）", "A1", "A1"),
        (
            "东湖区民生实事项目进度月报表（2022年3月）\n填报单位：______ 报告期：   年   月",
            "A1",
            "A1",
        ),
        ("清河市东湖区民生工程月报表\n2022年3月", "A1", "A2"),
        ("2022年度东湖区民生实事月报表\n（三月）", "A1", "A2"),
        ("民生实事月报表（东湖区2022.3）", "A1", "A1"),
    ],
)
def test_the_title_says_it(head, region, month):
    assert whose(head)[:4] == ("990001", region, "2022-03", month)


def test_the_title_says_from_january_on():
    assert whose("填报单位：东湖区\n民生实事月报表（2022年1-3月）")[2:] == (
        "2022-03", "A2", "2022-03-31", [("I-MONTH-RANGE", "A2"), ("I-AS-OF-BLANK", None)],
    )  # fmt: skip


@pytest.mark.parametrize(
    "head",
    ["清河市月报表", "月报表\n填报日期：2022年4月2日", "东湖区、白石县月报表 2022年2月 2022年3月",
     "请于2022年4月5日前报送",
     "东湖区域发展规划表（2022年一季度）", "清河市月报表（2022年）"],
)  # fmt: skip
def test_nothing_says_it(head):
    found = whose(head, file="东湖区2022年3月.xlsx")
    assert (found[0], found[2]) == (None, None)
    assert [code for code, _ in found[-1]] == ["E-MONTH-MISSING", "E-REGION-MISSING"]


def test_a_blank_line_is_pointed_at():
    assert whose("填报单位： | | 报告期：\n")[-1] == [
        ("E-MONTH-MISSING", "C1"),
        ("E-REGION-MISSING", "A1"),
    ]


# ---- what else names a month or region


@pytest.mark.parametrize(
    "name",
    ["副本月报", "终稿(1)", "20220331", "20220405报送版", "2022-04-05报", "2022年一季度", "月报表", "清河市报表",
     "最终版v2",
     "8月18日"],
)  # fmt: skip
def test_harmless_file_names(name):
    assert elsewhere(LINE, f"{name}.xlsx") == []


@pytest.mark.parametrize(
    ("name", "region", "month", "number"),
    [
        ("东湖区残联3月份报表", "990001", None, 3), ("2022年1-3月东湖区", "990001", "2022-03", None),
        ("白石县2022年3月", "990003", "2022-03", None), ("东湖新区3月", "990002", None, 3),
        ("2022年2月", None, "2022-02", None), ("4月", None, None, 4), ("202202", None, "2022-02", None),
        ("东湖区2022.3", "990001", "2022-03", None), ("清河市东湖区2022-03(2)", "990001", "2022-03", None),
        ("二〇二二年二月白石县", "990003", "2022-02", None), ("副本东湖区 三月 终稿", None, None, 3),
    ],
)  # fmt: skip
def test_file_names_that_say_something(name, region, month, number):
    assert elsewhere(LINE, f"{name}.xlsx") == [("文件名", region, month, number)]


def test_a_title_or_second_line_that_says_something_else():
    assert elsewhere("白石县民生实事月报表（2022年2月）\n" + LINE) == [
        ("标题", "990003", "2022-02", None)
    ]
    assert elsewhere("清河市民生实事月报表\n请于2022年4月5日前报送\n" + LINE) == []
    assert elsewhere(LINE + " | 填报县区：白石县 | 月份：2月") == [
        ("“填报县区”", "990003", None, None),
        ("“月份”", None, "2022-02", None),
    ]


def test_a_subtitle_that_is_a_date():
    sheet = draw(form(head="东湖区月报表\n\n单位：万元"), C2=value_cell(2, 3, date(2022, 3, 1)))
    day = sheet.cells[2, 3]
    sheet.cells[2, 3] = day._replace(number_format="yyyy年m月")
    assert read(sheet).identity.month == MARCH
    sheet = draw(form(head="东湖区月报表\n\n单位：万元"), C2=day)
    assert read(sheet).identity.month is None
