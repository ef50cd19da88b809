"""Figures in the rows of other indicators are known by last month, and said in one line."""

import pytest

from etl.domain.codes import finding
from tests.checks.form import JULY, SHEET, findings_of, form, history, targets, written_target

RIGHT = {
    "辅具适配": "12 | 112 | 3 | 23",
    "成年康复": "7 | 57 | 1.5 | 6.5",
    "儿童康复": "3 | 23 | 0.25 | 2.25",
    "无障碍改造": "5 | 45 | 1 | 13",
}


def said(**rows):
    """What is said of August's form with some rows filled otherwise."""
    lines = [f"{name} | {rows.get(name, figures)}" for name, figures in RIGHT.items()]
    reading = form("\n".join(["指标 | 本月 | 累计 | 本月资金 | 累计资金", *lines]))
    return findings_of(reading, history({7: JULY}))


def test_the_form_is_right_before():
    assert said() == []


def test_two_rows_that_hold_each_others_figures_are_one_line():
    (one,) = said(辅具适配=RIGHT["成年康复"], 成年康复=RIGHT["辅具适配"])
    assert (one.code, one.field, one.severity) == ("E-ROWS-MISPLACED", None, "error")
    assert one.message == "第 7—8 行的数像是填错了行：换过来就与上月接得上"
    assert one.hint == (
        "请核对这几行的指标和数：第 7 行像是“成年康复”的，第 8 行像是“辅具适配”的。"
    )
    assert set(one.cells) == {f"{column}{row}" for column in "GHIJ" for row in (7, 8)}


def test_three_rows_in_a_circle():
    (one,) = said(
        辅具适配=RIGHT["成年康复"], 成年康复=RIGHT["儿童康复"], 儿童康复=RIGHT["辅具适配"]
    )
    assert one.message == "第 7—9 行的数像是填错了行：换过来就与上月接得上"


@pytest.mark.parametrize(
    ("columns", "what", "field"),
    [((0, 1), "两个完成数", "completed_total"), ((2, 3), "两个资金数", "funds_total_yuan")],
)
def test_people_or_money_alone(columns, what, field):
    rows = {name: figures.split(" | ") for name, figures in RIGHT.items()}
    first, second = rows["辅具适配"], rows["无障碍改造"]
    for column in columns:
        first[column], second[column] = second[column], first[column]
    (one,) = said(辅具适配=" | ".join(first), 无障碍改造=" | ".join(second))
    assert (one.code, one.field) == ("E-ROWS-MISPLACED", field)
    assert one.message == f"第 7、10 行的{what}像是填错了行：换过来就与上月接得上"


def test_a_block_that_has_slid_by_one_row():
    """The first row is filled twice, the last one's figures have fallen out."""
    names = list(RIGHT)
    slid = {names[place]: RIGHT[names[place - 1]] for place in (1, 2, 3)}
    found = said(**slid)
    assert found[0].code == "E-ROWS-MISPLACED"
    assert found[0].message == "第 8—10 行的数像是填错了行：各往上移一行就与上月接得上"


def test_a_row_that_might_be_two_others_is_told_by_itself():
    twins = JULY.replace("| 2   | 20  | 0.2 | 2\n", "| 5   | 50  | 0.5 | 5\n")
    lines = ["指标 | 本月 | 累计", "辅具适配 | 7 | 57", "成年康复 | 12 | 112", "儿童康复 | 7 | 57"]
    codes = {item.code for item in findings_of(form("\n".join(lines)), history({7: twins}))}
    assert "E-ROWS-MISPLACED" not in codes


def test_one_row_with_the_figures_of_another_is_no_exchange():
    found = said(成年康复=RIGHT["儿童康复"])
    assert {item.code for item in found} == {"E-TOTAL-FALLS"}


def with_names_exchanged():
    """辅具适配 and 无障碍改造 with each other's figures and targets, project names left."""
    plan = targets("项目 | 级别 | 任务\n辅具适配 | 省定 | 150\n无障碍改造 | 省定 | 60")
    rows = {**RIGHT, "辅具适配": "5 | 45 | 1 | 13", "无障碍改造": "12 | 112 | 3 | 23"}
    lines = [f"{name} | {figures}" for name, figures in rows.items()]
    words = {"raw": "辅具适配", "indicator": "无障碍改造", "project": "无障碍改造"}
    said_of_it = finding(
        "W-PROJECT-NAME", words, sheet=SHEET, cells=("B10",), row=10, indicator="homes"
    )
    reading = form(
        "\n".join(["指标 | 本月 | 累计 | 本月资金 | 累计资金", *lines]),
        targets=(
            written_target("辅具适配", "省定", 60, "E7"),
            written_target("无障碍改造", "省定", 150, "E10"),
        ),
        findings=(said_of_it,),
    )
    return findings_of(reading, history({7: JULY}), plan)


def test_figures_and_targets_of_another_row_say_that_the_names_are_wrong():
    (one,) = with_names_exchanged()
    assert one.message == "第 7、10 行的指标名称像是填错了行：换过来就与上月接得上"
