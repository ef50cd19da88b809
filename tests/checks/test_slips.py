"""One row that does not fit is told what most likely happened in it, if only one thing would do."""

from dataclasses import replace
from decimal import Decimal

import pytest

from etl.domain.plan import FundStandard
from tests.checks.form import PLAN, findings_of, history, whole

JULY = """
    指标    | 本月 | 累计 | 本月资金 | 累计资金
    辅具适配 | 10  | 100 | 2   | 20
    成年康复 | 5   | 50  | 0.5 | 5
    儿童康复 | 2   | 20  | 0.2 | 2
"""


def advice(rows, past=None, plan=PLAN):
    """What the findings about a form advise, by cell."""
    reading = whole(f"指标 | 本月 | 累计 | 本月资金 | 累计资金\n{rows}")
    found = findings_of(reading, history(past if past is not None else {7: JULY}), plan)
    return {item.cell: item.advice for item in found}


@pytest.mark.parametrize(
    ("row", "cell", "words"),
    [
        ("20 | 1200 | |", "H7", "累计完成改成 120 就对得上，请看是不是多写了一个零。"),
        ("200 | 120 | |", "G7", "本月完成改成 20 就对得上，请看是不是多写了一个零。"),
        ("2 | 120 | |", "H7", "本月完成改成 20 就对得上，请看是不是少写了一个零。"),
        ("20 | 12 | |", "H7", "累计完成改成 120 就对得上，请看是不是少写了一个零。"),
        ("120 | 20 | |", "H7", "本月和累计换过来就对得上，请看是不是填反了。"),
        ("-20 | 120 | |", "G7", "本月完成去掉负号就对得上，请看是不是多打了负号。"),
        ("| | 10000 | 210000", "J7", "资金两个数除以一万就对得上，请看是不是按元填的。"),
        ("| | 10000 | 21", "I7", "本月投入资金除以一万就对得上，请看是不是按元填的。"),
        ("| | 1 | 210000", "J7", "累计投入资金除以一万就对得上，请看是不是按元填的。"),
        ("20 | -120 | |", "H7", "累计完成去掉负号就对得上，请看是不是多打了负号。"),
        (
            "| | 1 | 2100",
            "J7",
            "累计投入资金改成 21万元 就对得上，请看是不是多写了两个零，或者小数点点错了位置。",
        ),
        (
            "| | 10 | 210",
            "J7",
            "两个数改成 1万元、21万元 就对得上，请看是不是都多写了一个零，或者小数点点错了位置。",
        ),
    ],
)
def test_the_one_thing_that_makes_the_row_fit(row, cell, words):
    found = advice(f"辅具适配 | {row}")
    assert found == {cell: words}


@pytest.mark.parametrize(
    ("row", "suspect"),
    [
        ("200 | 1200 | |", ""),
        ("20 | 1200 | |", "H7"),
        ("2 | 120 | |", "G7"),
        ("-5 | 120 | |", "G7"),
    ],
)
def test_the_cell_that_is_most_likely_wrong_is_named(row, suspect):
    """Of two figures that do not go together the copy paints this one."""
    reading = whole(f"指标 | 本月 | 累计 | 本月资金 | 累计资金\n辅具适配 | {row}")
    found = findings_of(reading, history({7: JULY}))
    assert [item.suspect for item in found if item.code == "E-NOT-ADDING-UP"] == [suspect]


def test_digits_in_each_others_place():
    assert advice("成年康复 | 7 | 75 | |") == {
        "H7": "累计完成改成 57 就对得上，请看是不是数字写颠倒了。"
    }
    assert advice("成年康复 | 21 | 62 | |") == {
        "H7": "本月完成改成 12 就对得上，请看是不是数字写颠倒了。"
    }
    assert advice("辅具适配 | 21 | 112 | |") == {"H7": ""}, "121 and 12 would do"


def test_one_column_of_two_rows_that_was_exchanged():
    found = advice("辅具适配 | 12 | 57 | |\n成年康复 | 7 | 112 | |")
    assert found == {
        "H7": "和“成年康复”那一行的累计完成换过来，两行就都对得上，请看是不是填错了行。",
        "H8": "和“辅具适配”那一行的累计完成换过来，两行就都对得上，请看是不是填错了行。",
    }


def test_where_nothing_alone_would_do_nothing_is_said():
    assert advice("辅具适配 | 20 | 123 | |") == {"H7": ""}


def test_where_two_things_would_do_nothing_is_said():
    """Nothing before: 10 and 1 are either 1 and 1 or 10 and 10."""
    first = {7: JULY.replace("| 10  | 100 |", "| 0 | 0 |")}
    found = advice("辅具适配 | 10 | 1 | |", first)
    assert found == {"G7": "按累计 1 减7月累计 0 推算，本月完成应为 1，供核对。"}
    assert "少写了一个零" in advice("辅具适配 | 2 | 120 | |")["H7"]


@pytest.mark.parametrize(
    ("row", "cell", "words"),
    [
        ("10 | 100 | |", "H7", "本月和累计与7月的一模一样，请看是不是没有更新。"),
        ("9 | 90 | |", "H7", "本月和累计与6月的一模一样，请看是不是没有更新。"),
        ("10 | 112 | |", "H7", "本月填的与7月的本月一样，请看是不是没有更新。"),
        ("12 | 100 | |", "H7", "累计填的与7月的累计一样，请看是不是没有更新。"),
        ("112 | 112 | |", "H7", "本月和累计填的是同一个数，请看是不是抄错了列。"),
    ],
)
def test_figures_that_stand_elsewhere_already(row, cell, words):
    june = "指标 | 本月 | 累计\n辅具适配 | 9 | 90"
    found = advice(f"辅具适配 | {row}\n成年康复 | 7 | 57 | |", {6: june, 7: JULY})
    assert found == {cell: words}


def test_people_and_money_of_one_row_in_each_others_columns():
    found = advice("辅具适配 | 3 | 112 | 12 | 23\n成年康复 | 7 | 57 | 1 | 6")
    words = "这一行的“本月完成”和“本月投入资金”换过来就对得上，请看是不是填错了列。"
    assert found == {"H7": words, "J7": words}


def test_without_last_month_money_is_held_against_its_standard():
    plan = replace(PLAN, standards=(FundStandard("devices", Decimal(500), Decimal(5000)),))
    found = advice("辅具适配 | 10 | 110 | 20000 | 220000", {}, plan)
    assert found == {"J7": "资金两个数除以一万就对得上，请看是不是按元填的。"}


def test_nothing_is_built_on_a_figure_that_is_asked_about_itself():
    """累计 fell, and 本月 is below zero: last month plus that is no advice."""
    found = advice("辅具适配 | -5 | 90 | |")
    assert found == {"G7": "", "H7": ""}
