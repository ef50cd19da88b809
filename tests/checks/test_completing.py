"""A blank 本月 or 累计 follows from last month where that is accepted, and is said."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from etl.domain.period import Month
from etl.domain.submission import CellRef
from tests.checks.form import SHEET, form, history, judged, tells, whole
from tests.spec.table import cases

JULY = "指标 | 累计 | 累计资金\n辅具适配 | 100 | 20.5"
NOTHING = "指标 | 累计 | 累计资金\n辅具适配 | | "


# 月份栏：报告期；七月栏：已采用的七月累计，“无”是七月没有采用，空着是采用了而没有这个数。
@cases("""
情形                     | 月 | 七月 | 本月 | 累计 | 得本月 | 得累计 | 说
------------------------ | - | ---- | --- | --- | ----- | ----- | -----------
两个都填了                | 8 | 100  | 20  | 120 | 20    | 120   |
两个都空着                | 8 | 100  |     |     |       |       |
本月空着                  | 8 | 100  |     | 120 | 20    | 120   | 推算本月
本月空着，没有变化          | 8 | 100  |     | 100 | 0     | 100   | 推算本月
本月空着，七月没有采用      | 8 | 无    |     | 120 |       | 120   |
本月空着，七月没有这个数    | 8 |      |     | 120 |       | 120   |
累计空着                  | 8 | 100  | 20  |     | 20    | 120   | 推算累计
累计空着，本月是 0         | 8 | 100  | 0   |     | 0     | 100   | 推算累计
累计空着，七月没有采用      | 8 | 无    | 20  |     | 20    |       | 缺累计
累计空着，七月没有这个数    | 8 |      | 20  |     | 20    |       | 缺累计
一月，本月空着             | 1 | 无    |     | 20  | 20    | 20    | 推算本月
一月，累计空着             | 1 | 无    | 20  |     | 20    | 20    | 推算累计
本月的格子坏了             | 8 | 100  | 坏  | 120 |       | 120   |
累计的格子坏了             | 8 | 100  | 20  | 坏  | 20    |       |
""")
def test_people(case):
    month = Month(2021, int(case["月"]))
    reading = whole(f"指标 | 本月 | 累计\n辅具适配 | {case['本月']} | {case['累计']}", month=month)
    past = history({} if case["七月"] == "无" else {7: f"指标 | 累计\n辅具适配 | {case['七月']}"})
    figures, findings = judged(reading, past)
    row = figures["devices"]
    assert [row.amount("completed_month"), row.amount("completed_total")] == [
        Decimal(case[name]) if case[name] else None for name in ("得本月", "得累计")
    ]
    found = [item for item in findings if item.code != "W-NOTHING-REPORTED"]
    expected = [SAID[case["说"]]] if case["说"] else []
    assert [(item.severity, item.code, item.cells) for item in found] == expected


SAID = {
    "推算本月": ("info", "I-MONTH-COMPUTED", ("G7",)),
    "推算累计": ("warning", "W-TOTAL-COMPUTED", ("H7",)),
    "缺累计": ("warning", "W-TOTAL-MISSING", ("H7",)),
}


@pytest.mark.parametrize(
    ("month", "line", "said"),
    [
        (8, " | 120", "没有填本月完成，按累计 120 减7月累计 100，算得 20"),
        (8, "20 | ", "没有填累计完成，按7月累计 100 加本月 20，算得 120"),
        (9, "20 | ", "没有填累计完成，也没有已采用的8月累计可以推算，本月的 20 没有计入"),
        (1, " | 20", "没有填本月完成，按累计 20 减年初 0，算得 20"),
        (1, "20 | ", "没有填累计完成，按年初 0 加本月 20，算得 20"),
    ],
)
def test_the_words_of_it(month, line, said):
    reading = whole(f"指标 | 本月 | 累计\n辅具适配 | {line}", month=Month(2021, month))
    past = history({7: JULY} if month > 7 else {})
    _, findings = judged(reading, past, today=date(2021, 12, 1))
    assert [item.message for item in findings] == [said]


def test_money_likewise():
    reading = whole("""
        指标    | 本月资金 | 累计资金
        辅具适配 |         | 21.25
    """)
    figures, findings = judged(reading, history({7: JULY}))
    assert figures["devices"].amount("funds_month_yuan") == Decimal(7500)
    tells(
        findings,
        """
        代码             | 单元格 | 栏目       | 话
        I-MONTH-COMPUTED | I7   | 本月投入资金 | 没有填本月投入资金，按累计 21.25万元 减7月累计 20.5万元，算得 0.75万元
        """,
    )
    reading = whole("""
        指标    | 本月资金 | 累计资金
        辅具适配 | 0.75    |
    """)
    figures, findings = judged(reading, history({7: JULY}))
    assert figures["devices"].amount("funds_total_yuan") == Decimal(212500)
    tells(
        findings,
        """
        代码             | 单元格 | 栏目       | 话
        W-TOTAL-COMPUTED | J7   | 累计投入资金 | 没有填累计投入资金，按7月累计 20.5万元 加本月 0.75万元，算得 21.25万元
        """,
    )


def test_people_and_money_are_completed_each_for_itself():
    reading = whole("指标 | 本月 | 累计 | 本月资金 | 累计资金\n辅具适配 | | 120 | 1 | ")
    figures, findings = judged(reading, history({7: JULY}))
    row = figures["devices"]
    assert row.amount("completed_month") == 20
    assert row.amount("funds_total_yuan") == 215000
    assert [item.code for item in findings] == ["I-MONTH-COMPUTED", "W-TOTAL-COMPUTED"]


def test_a_computed_value_stands_for_the_blank_cell():
    figures, _ = judged(whole("指标 | 本月 | 累计\n辅具适配 | | 120"), history({7: JULY}))
    value = figures["devices"]["completed_month"]
    assert (value.computed, value.raw, value.cell) == (True, None, CellRef(SHEET, "G7"))


def test_a_column_that_is_not_there_is_completed_without_a_cell():
    figures, findings = judged(form("指标 | 本月\n辅具适配 | 20"), history({7: JULY}))
    assert figures["devices"].amount("completed_total") == 120
    (found,) = (item for item in findings if item.code == "W-TOTAL-COMPUTED")
    assert (found.cell, found.field, found.indicator) == (None, "completed_total", "devices")


def test_a_month_that_comes_out_negative_is_said_once_as_a_fall():
    figures, findings = judged(whole("指标 | 本月 | 累计\n辅具适配 | | 90"), history({7: JULY}))
    assert figures["devices"].amount("completed_month") == -10
    tells(
        findings,
        """
        代码             | 单元格 | 话
        I-MONTH-COMPUTED | G7   | 没有填本月完成，按累计 90 减7月累计 100，算得 -10
        E-TOTAL-FALLS    | H7   | 累计完成是 90，比7月已采用的 100 少
        """,
    )


def test_a_cumulative_computed_from_a_negative_month_is_not_also_a_fall():
    reading = whole("指标 | 本月 | 累计\n辅具适配 | -10 | ")
    figures, findings = judged(reading, history({7: JULY}))
    assert figures["devices"].amount("completed_total") == 90
    assert [item.code for item in findings] == ["E-NEGATIVE-MONTH", "W-TOTAL-COMPUTED"]


def test_computed_below_zero_is_refused():
    _, findings = judged(whole("指标 | 本月 | 累计\n辅具适配 | -101 | "), history({7: JULY}))
    assert [item.code for item in findings] == [
        "E-NEGATIVE-MONTH", "W-TOTAL-COMPUTED", "E-NEGATIVE-TOTAL",
    ]  # fmt: skip
    assert findings[-1].message == "累计完成是负数：-1"


def test_without_a_month_nothing_is_computed():
    reading = whole("指标 | 本月 | 累计\n辅具适配 | 20 | ")
    unknown = replace(reading, identity=replace(reading.identity, month=None))
    figures, findings = judged(unknown, history({7: JULY}))
    assert (figures, list(findings)) == (dict(unknown.figures), [])


@pytest.mark.parametrize("past", [{7: NOTHING}, {6: JULY}, {6: JULY, 7: NOTHING}])
def test_an_older_month_is_never_taken_for_last_month(past):
    figures, _ = judged(whole("指标 | 本月 | 累计\n辅具适配 | | 120"), history(past))
    assert figures["devices"].amount("completed_month") is None


# ---------------------------------------------------------------- carried forward


def test_a_row_left_blank_is_told_which_figures_stay():
    reading = whole(
        "指标 | 本月 | 累计 | 本月资金 | 累计资金\n辅具适配 | | | | \n成年康复 | 1 | 1 | |"
    )
    _, findings = judged(reading, history({7: JULY}), blanks=True)
    tells(
        findings,
        """
        级别 | 代码 | 单元格 | 话
        提示 | I-CARRIED-FORWARD | H7 | “辅具适配”没有填完成数，将沿用7月的累计完成 100
        提示 | I-CARRIED-FORWARD | J7 | “辅具适配”没有填资金，将沿用7月的累计投入资金 20.5万元
        """,
    )


@pytest.mark.parametrize(
    ("row", "past"),
    [
        pytest.param("0 | 100 | 0 | 20.5", {7: JULY}, id="filled in"),
        pytest.param("坏 | 坏 | 坏 | 坏", {7: JULY}, id="refused"),
        pytest.param("| | |", {}, id="nothing to carry"),
        pytest.param("| | |", {7: NOTHING}, id="nothing was reported"),
    ],
)
def test_nothing_is_said_of_a_row_that_carries_nothing_forward(row, past):
    text = f"指标 | 本月 | 累计 | 本月资金 | 累计资金\n辅具适配 | {row}\n成年康复 | 1 | 1 | |"
    _, findings = judged(whole(text), history(past), blanks=True)
    assert "I-CARRIED-FORWARD" not in {item.code for item in findings}


def test_of_a_form_without_any_figure_that_is_said_and_nothing_else():
    _, findings = judged(whole("指标 | 本月 | 累计\n辅具适配 | |"), history({7: JULY}), blanks=True)
    assert [item.code for item in findings] == ["W-NOTHING-REPORTED"]


def test_many_computed_months_are_one_line_that_gives_each_result():
    july = "指标 | 累计\n辅具适配 | 100\n成年康复 | 50\n儿童康复 | 20\n无障碍改造 | 40"
    august = july.replace("100", "112").replace("50", "57").replace("20", "23").replace("40", "45")
    (one,) = judged(form(august.replace("累计", "本月 | 累计").replace(" | 1", " | | 1")
                         .replace(" | 5", " | | 5").replace(" | 2", " | | 2")
                         .replace(" | 4", " | | 4")), history({7: july}))[1]  # fmt: skip
    assert one.code == "I-MONTH-COMPUTED"
    assert one.message.endswith(
        "这一栏同样的情况共 4 处：G7 算得 12、G8 算得 7、G9 算得 3、G10 算得 5"
    )
