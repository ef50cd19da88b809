"""Signs, 本月 against 累计, and the accepted months before and after, on people and money."""

from decimal import Decimal

import pytest

from etl.domain.period import Month
from tests.checks.form import findings_of, form, history, limits, tells, whole

JULY = """
指标    | 本月 | 累计 | 本月资金 | 累计资金
辅具适配 | 10  | 100 | 2       | 20.5
"""
HEADER = "指标 | 本月 | 累计 | 本月资金 | 累计资金 | 备注"


def row(text, header=HEADER):
    """A form whose first row is drawn; the others are blank."""
    return whole(f"{header}\n辅具适配 | {text}")


def test_a_form_in_order_raises_nothing():
    reading = form("""
        指标    | 本月 | 累计 | 本月资金 | 累计资金 | 备注
        辅具适配 | 20  | 120 | 1.5     | 22      |
        成年康复 | 0   | 0   |         |         |
        儿童康复 |     | 5   |         |         |
        无障碍改造 | 3 |     |         |         |
    """)
    past = history({
        7: """
        指标    | 本月 | 累计 | 本月资金 | 累计资金
        辅具适配 | 10  | 100 | 2       | 20.5
        成年康复 | 0   | 0   |         |
        无障碍改造 |   |     |         |
        """
    })  # fmt: skip
    tells(
        findings_of(reading, past),
        """
        级别 | 代码            | 单元格 | 行 | 栏目    | 指标
        提醒 | W-TOTAL-MISSING | H10  | 10 | 累计完成 | 无障碍改造
        """,
    )


# ---------------------------------------------------------------- signs


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("  | -1 | | |", "H7 | 累计完成 | 累计完成是负数：-1"),
        ("  | -1 | | | 更正", "H7 | 累计完成 | 累计完成是负数：-1"),
        ("-5 | -1 | | | 更正", "H7 | 累计完成 | 累计完成是负数：-1"),
        ("  | | | -0.01 | ", "J7 | 累计投入资金 | 累计投入资金是负数：-0.01万元"),
    ],
)
def test_a_cumulative_is_never_negative_whatever_the_remark(line, expected):
    found = [item for item in findings_of(row(line)) if item.code != "W-NEGATIVE-MONTH"]
    cell, field, said = expected.split(" | ")
    tells(
        found,
        f"""
        级别 | 代码             | 单元格   | 行 | 栏目     | 指标    | 话
        错误 | E-NEGATIVE-TOTAL | {cell} | 7 | {field} | 辅具适配 | {said}
        """,
    )


def test_zero_is_not_negative():
    assert findings_of(row("0 | 0 | 0 | 0 | ")) == []


@pytest.mark.parametrize(
    ("line", "level", "code", "cell", "field", "said"),
    [
        ("-3 | 97 | | |", "错误", "E-NEGATIVE-MONTH", "G7", "本月完成", "本月完成是负数：-3"),
        (
            *("-3 | 97 | | | 更正：5月重复", "提醒", "W-NEGATIVE-MONTH", "G7"),
            *("本月完成", "本月完成是负数：-3（备注：更正：5月重复）"),
        ),
        (
            *("| | -0.5 | 20 |", "错误", "E-NEGATIVE-MONTH", "I7"),
            *("本月投入资金", "本月投入资金是负数：-0.5万元"),
        ),
    ],
)
def test_a_negative_month_needs_a_remark(line, level, code, cell, field, said):
    past = history({7: JULY})
    found = [item for item in findings_of(row(line), past) if "FALLS" not in item.code]
    tells(
        found,
        f"""
        级别    | 代码   | 单元格   | 行 | 栏目     | 指标    | 话
        {level} | {code} | {cell} | 7 | {field} | 辅具适配 | {said}
        """,
    )


# ---------------------------------------------------------------- 本月 against 累计


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("120 | 119 | | | ", "G7、H7 | 本月完成 | 本月完成是 120，比累计完成 119 还多"),
        ("120 | 119 | | | 有原因", "G7、H7 | 本月完成 | 本月完成是 120，比累计完成 119 还多"),
        ("1 | 0 | | | ", "G7、H7 | 本月完成 | 本月完成是 1，比累计完成 0 还多"),
        (
            "| | 2.5 | 2.4999 |",
            "I7、J7 | 本月投入资金 | 本月投入资金是 2.5万元，比累计投入资金 2.4999万元 还多",
        ),
    ],
)
def test_a_month_above_its_cumulative(line, expected):
    cells, field, said = expected.split(" | ")
    tells(
        findings_of(row(line)),
        f"""
        级别 | 代码                | 单元格    | 行 | 栏目     | 指标    | 话
        错误 | E-MONTH-ABOVE-TOTAL | {cells} | 7 | {field} | 辅具适配 | {said}
        """,
    )


@pytest.mark.parametrize("line", ["120 | 120 | 2 | 2 |", " | 120 | | 2 |", "0 | 0 | | |"])
def test_a_month_within_its_cumulative(line):
    assert findings_of(row(line)) == []


def test_above_a_negative_cumulative_only_the_sign_is_said():
    found = findings_of(row("5 | -1 | | |"))
    assert [item.code for item in found] == ["E-NEGATIVE-TOTAL"]


# ---------------------------------------------------------------- the months before


@pytest.mark.parametrize(
    ("line", "level", "code", "cell", "field", "said"),
    [
        (
            *("| 99 | | |", "错误", "E-TOTAL-FALLS", "H7", "累计完成"),
            "累计完成是 99，比7月已采用的 100 少",
        ),
        (
            *("| 99 | | | 核减1人", "提醒", "W-TOTAL-FALLS", "H7", "累计完成"),
            "累计完成是 99，比7月已采用的 100 少（备注：核减1人）",
        ),
        (
            *("| | | 20.4999 |", "错误", "E-TOTAL-FALLS", "J7", "累计投入资金"),
            "累计投入资金是 20.4999万元，比7月已采用的 20.5万元 少",
        ),
    ],
)
def test_a_cumulative_below_the_last_accepted(line, level, code, cell, field, said):
    found = [item for item in findings_of(row(line), history({7: JULY})) if item.code[0] != "I"]
    tells(
        found,
        f"""
        级别    | 代码   | 单元格   | 行 | 栏目     | 指标    | 话
        {level} | {code} | {cell} | 7 | {field} | 辅具适配 | {said}
        """,
    )


@pytest.mark.parametrize("line", ["| 100 | | 20.5 |", "| 101 | | 21 |", "| | | |"])
def test_a_cumulative_that_does_not_fall(line):
    found = findings_of(row(line), history({7: JULY}))
    assert {item.code for item in found} <= {"I-MONTH-COMPUTED", "W-NOTHING-REPORTED"}


def test_the_last_accepted_is_the_last_one_with_the_figure():
    march, june, july = ("辅具适配 | 90", "辅具适配 | ", "成年康复 | 3")
    header = "指标 | 累计\n"
    past = history({3: header + march, 5: JULY, 6: header + june, 7: header + july})
    found = findings_of(row("| 99 | | |"), past)
    tells(
        found,
        """
        代码          | 单元格 | 话
        E-TOTAL-FALLS | H7   | 累计完成是 99，比5月已采用的 100 少
        """,
    )


@pytest.mark.parametrize(
    ("line", "level", "code", "cells", "field", "said"),
    [
        (
            *("20 | 121 | | |", "错误", "E-NOT-ADDING-UP", "H7、G7", "累计完成"),
            "累计完成是 121，7月累计 100 加本月 20 是 120，对不上",
        ),
        (
            *("20 | 119 | | |", "错误", "E-NOT-ADDING-UP", "H7、G7", "累计完成"),
            "累计完成是 119，7月累计 100 加本月 20 是 120，对不上",
        ),
        (
            *("20 | 121 | | | 6月漏报1人", "提醒", "W-NOT-ADDING-UP", "H7、G7", "累计完成"),
            "累计完成是 121，7月累计 100 加本月 20 是 120，对不上（备注：6月漏报1人）",
        ),
        (
            *("| | 1 | 22 |", "错误", "E-NOT-ADDING-UP", "J7、I7", "累计投入资金"),
            "累计投入资金是 22万元，7月累计 20.5万元 加本月 1万元 是 21.5万元，对不上",
        ),
    ],
)
def test_last_month_and_this_month_make_the_cumulative(line, level, code, cells, field, said):
    tells(
        findings_of(row(line), history({7: JULY})),
        f"""
        级别    | 代码   | 单元格    | 行 | 栏目     | 指标    | 话
        {level} | {code} | {cells} | 7 | {field} | 辅具适配 | {said}
        """,
    )


@pytest.mark.parametrize(
    ("line", "past"),
    [
        pytest.param("20 | 120 | 1.5 | 22 |", {7: JULY}, id="正好相等"),
        pytest.param("20 | 150 | | |", {6: JULY}, id="七月没有采用，不核对"),
        pytest.param(
            *("20 | 150 | | |", {6: JULY, 7: "指标 | 累计\n辅具适配 | "}),
            id="七月采用了但没有这个数",
        ),
        pytest.param("20 | 150 | | |", {}, id="第一次报"),
    ],
)
def test_what_adds_up_or_cannot_be_compared(line, past):
    assert findings_of(row(line), history(past)) == []


def test_in_january_the_month_is_the_cumulative():
    january = {"month": Month(2021, 1)}
    header = "指标 | 本月 | 累计"
    assert findings_of(whole(f"{header}\n辅具适配 | 20 | 20", **january)) == []
    tells(
        findings_of(whole(f"{header}\n辅具适配 | 20 | 21", **january)),
        """
        代码            | 单元格  | 话
        E-NOT-ADDING-UP | H7、G7 | 累计完成是 21，年初 0 加本月 20 是 20，对不上
        """,
    )


def test_a_fall_is_not_also_said_not_to_add_up():
    found = findings_of(row("5 | 90 | | |"), history({7: JULY}))
    assert [item.code for item in found] == ["E-TOTAL-FALLS"]
    found = findings_of(row("130 | 120 | | |"), history({7: JULY}))
    assert [item.code for item in found] == ["E-MONTH-ABOVE-TOTAL"]


def test_other_words_in_the_cell_stand_beside_the_number():
    """A form in yuan, and one with full-width digits."""
    found = findings_of(row("２０=20 | １２１=121 | 10000=1 | 220000=22 | "), history({7: JULY}))
    tells(
        found,
        """
        单元格  | 话
        H7、G7 | 累计完成是 １２１（即 121），7月累计 100 加本月 20 是 120，对不上
        J7、I7 | 累计投入资金是 220000（即 22万元），7月累计 20.5万元 加本月 1万元 是 21.5万元，对不上
        """,
    )
    assert [item.raw for item in found] == ["１２１", "220000"]


def test_a_long_remark_is_cut_in_the_sentence():
    long = "因系统升级，5月重复统计的人员" * 9
    (found,) = (
        item
        for item in findings_of(row(f"-3 | 97 | | | {long}"), history({7: JULY}))
        if item.code == "W-NEGATIVE-MONTH"
    )
    assert found.message == f"本月完成是负数：-3（备注：{long[:60]}…）"


# ---------------------------------------------------------------- 同期 and later months


@pytest.mark.parametrize(
    ("now", "then", "said"),
    [
        ("301", "100", "累计完成是 301，上年同期是 100，相差超过 3 倍"),
        ("33", "100", "累计完成是 33，上年同期是 100，相差超过 3 倍"),
        ("300", "100", ""),
        ("34", "100", ""),
        ("61", "20", ""),
        ("20", "100", ""),
        ("64", "21", "累计完成是 64，上年同期是 21，相差超过 3 倍"),
        ("900", "", ""),
    ],
)
def test_far_from_last_years_same_month(now, then, said):
    past = history(last_year=f"指标 | 累计\n辅具适配 | {then}")
    expected = f"提醒 | W-LAST-YEAR | H7 | 7 | 累计完成 | 辅具适配 | {said}" if said else ""
    header = "级别 | 代码 | 单元格 | 行 | 栏目 | 指标 | 话"
    tells(findings_of(row(f" | {now} | | |"), past), f"{header}\n{expected}" if said else "")


def test_the_limits_of_last_year_are_the_plans():
    past = history(last_year="指标 | 累计\n辅具适配 | 10")
    plan = limits(last_year_multiple=Decimal(1), last_year_at_least=Decimal(9))
    assert [item.code for item in findings_of(row(" | 11 | | |"), past, plan)] == ["W-LAST-YEAR"]
    assert findings_of(row(" | 10 | | |"), past, plan) == []


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("| 101 | | | ", "H7 | 7 | 累计完成 | 累计完成是 101，9月已采用的累计 100 反而更少"),
        (
            "| | | 20.6 | ",
            "J7 | 7 | 累计投入资金 | 累计投入资金是 20.6万元，9月已采用的累计 20.5万元 反而更少",
        ),
        ("| 100 | | 20.5 | ", ""),
    ],
)
def test_a_later_month_already_accepted_and_now_below(line, expected):
    later = {9: JULY, 10: "指标 | 累计\n辅具适配 | 90"}
    if "100 |" in line:
        later[10] = JULY
    header = "单元格 | 行 | 栏目 | 话"
    found = findings_of(row(line), history(later=later))
    tells(found, f"{header}\n{expected}" if expected else "")
    assert {item.code for item in found} <= {"W-LATER-MONTH"}


# ---------------------------------------------------------------- refused cells


@pytest.mark.parametrize(
    "line", ["坏 | 5 | | |", "5 | 坏 | | |", "坏 | 坏 | | |", "| | 坏 | 1 |", "| | 1 | 坏 |"]
)
def test_no_rule_speaks_about_a_cell_that_was_refused(line):
    """5 is far below July's 100: only where it could be read may that be said."""
    found = findings_of(row(line), history({7: JULY}, last_year="指标 | 累计\n辅具适配 | 900"))
    readable = line.startswith("坏 | 5")
    money = line.startswith("| | 坏 | 1")
    expected = ["E-TOTAL-FALLS"] if readable or money else []
    assert [item.code for item in found] == expected
