"""Months and days as they are written."""

from datetime import date

import pytest

from etl.domain.period import Month
from etl.workbook.written_dates import (
    WrittenMonth,
    month_in,
    month_number_in,
    written_day,
    written_month,
    years_in,
)

MARCH = Month(2022, 3)


@pytest.mark.parametrize(
    "written",
    [
        "2022年3月", "2022年03月", "2022年3月份", "2022-03", "2022.3", "2022/3", "2022—3", "202203", "2022年度3月",
        "２０２２年３月", "2022 年 3 月", "二〇二二年三月", "二零二二年3月", "2022年三月", "2022-03-31",
        "2022年3月31日", "20220331", "2022-3-15", "2022-03-31 00:00:00",
    ],
)  # fmt: skip
def test_a_whole_month(written):
    assert written_month(written, None) == WrittenMonth(MARCH)


@pytest.mark.parametrize("written", ["3月", "三月", "03月份", "3 月"])
def test_a_month_needs_a_year_from_elsewhere(written):
    assert written_month(written, 2022) == WrittenMonth(MARCH)
    assert written_month(written, None).problem == "E-MONTH-UNREADABLE"


@pytest.mark.parametrize(
    "written",
    [
        "1-3月",
        "1—3月",
        "1至3月",
        "1月-3月",
        "2022年1-3月",
        "2022年1月至3月",
        "2022年1月-2022年3月",
        "一至三月",
    ],
)
def test_from_january_on_is_the_last_month_and_said_so(written):
    assert written_month(written, 2022) == WrittenMonth(MARCH, ranged=True)


@pytest.mark.parametrize(
    "written",
    ["一季度", "2022年第一季度", "2022年1季度", "3、4月", "3月、4月", "2-3月", "上半年", "全年", "2022年度",
     "2021年1月-2022年3月"],
)  # fmt: skip
def test_more_than_one_month_is_refused(written):
    assert written_month(written, 2022).problem == "E-MONTH-SPAN"


@pytest.mark.parametrize(
    "written",
    ["2022年", "2022年13月", "2022年0月", "22年3月", "3", "2022", "去年", "", "2022.1-3", "2022-1-3", "Mar-22",
     "2022年2月30日", "三"],
)  # fmt: skip
def test_anything_else_is_unreadable(written):
    assert written_month(written, 2022).problem == "E-MONTH-UNREADABLE"


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("清河市月报表（2022年3月）", MARCH), ("2022.3东湖区", MARCH), ("东湖2022-03(2)", MARCH),
        ("东湖202203", MARCH), ("2022年1-3月进度", MARCH), ("二〇二二年三月月报", MARCH),
        ("截至2022年3月18日", MARCH), ("2022年3月终稿20220405", MARCH),
        ("20220331", None), ("2022-04-05报送", None), ("2022年4月5日前报送", None), ("2022年一季度", None),
        ("2022年2月、2022年3月", None), ("2022年2-3月", None), ("〔2022〕3号", None), ("2022年", None),
        ("3月", None), ("2022.3.5", None), ("表202213", None),
    ],
)  # fmt: skip
def test_the_month_of_a_title(text, month):
    assert month_in(text).month == month


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("东湖区3月报表", 3), ("三月月报", 3), ("1-3月", 3), ("十二月", 12), ("8月18日", None), ("2-3月", None),
        ("3月4月", None), ("一季度", None), ("13月", None), ("终稿(1)", None),
    ],
)  # fmt: skip
def test_the_month_number_of_a_file_name(text, number):
    assert month_number_in(text) == number


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2022-03-18", 18), ("2022年3月18日", 18), ("2022/3/18", 18), ("2022.3.18", 18), ("20220318", 18),
        ("3月18日", 18), ("3.18", 18), ("18日", 18), ("3月底", 31), ("本月末", 31), ("2022年3月底", 31),
        ("2022-03-18 00:00:00", 18), ("三月18日", 18),
    ],
)  # fmt: skip
def test_a_day(written, day):
    assert written_day(written, 2022, MARCH) == date(2022, 3, day)


@pytest.mark.parametrize("written", ["2022年2月30日", "不详", "2022年3月", "32日", "13月底", ""])
def test_no_day(written):
    assert written_day(written, 2022, MARCH) is None


def test_years():
    assert years_in("2021年与2022-03、二〇二〇年，编号12022年") == {2021, 2022, 2020}
