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
    ],
)
def test_the_one_thing_that_makes_the_row_fit(row, cell, words):
    found = advice(f"辅具适配 | {row}")
    assert found == {cell: words}


def test_figures_of_two_rows_that_were_exchanged():
    found = advice("辅具适配 | 7 | 57 | |\n成年康复 | 12 | 112 | |")
    assert found["H7"] == "和“成年康复”那一行换过来，两行就都对得上，请看是不是填错了行。"
    assert found["H8"] == "和“辅具适配”那一行换过来，两行就都对得上，请看是不是填错了行。"


def test_one_column_of_two_rows_that_was_exchanged():
    found = advice("辅具适配 | 12 | 57 | |\n成年康复 | 7 | 112 | |")
    assert found["H8"].startswith("和“辅具适配”那一行的累计完成换过来")


def test_where_nothing_alone_would_do_nothing_is_said():
    assert advice("辅具适配 | 20 | 123 | |") == {"H7": ""}


def test_where_two_things_would_do_nothing_is_said():
    """A zero too many, or the cumulative of the row below."""
    alone = advice("辅具适配 | 20 | 1200 | |")
    assert alone == {"H7": "累计完成改成 120 就对得上，请看是不是多写了一个零。"}
    assert advice("辅具适配 | 20 | 1200 | |\n成年康复 | 1150 | 120 | |")["H7"] == ""


def test_without_last_month_money_is_held_against_its_standard():
    plan = replace(PLAN, standards=(FundStandard("devices", Decimal(500), Decimal(5000)),))
    found = advice("辅具适配 | 10 | 110 | 20000 | 220000", {}, plan)
    assert found == {"J7": "资金两个数除以一万就对得上，请看是不是按元填的。"}


def test_nothing_is_built_on_a_figure_that_is_asked_about_itself():
    """累计 fell, and 本月 is below zero: last month plus that is no advice."""
    found = advice("辅具适配 | -5 | 90 | |")
    assert found == {"G7": "", "H7": ""}
