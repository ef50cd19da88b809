"""Everything is found in one pass, said once, and no cell gets lost on the way."""

from dataclasses import replace
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from etl.checks.case import Case
from etl.checks.fold import fold
from etl.checks.rules import collect, examine
from etl.domain.codes import finding
from etl.domain.history import FilingHistory
from etl.domain.period import Month
from etl.domain.reading import Elsewhere
from etl.domain.submission import CellRef, Value
from tests.checks.form import (
    CODES_OF_NAMES,
    COLUMNS,
    PLAN,
    SHEET,
    TODAY,
    findings_of,
    form,
    history,
    limits,
    tells,
    whole,
)

JULY = {7: "指标 | 本月 | 累计 | 本月资金 | 累计资金\n辅具适配 | 10 | 100 | 2 | 20"}


def unknown_row(cell="C12", raw="辅具适酡"):
    place = {"sheet": SHEET, "cells": (cell,), "row": int(cell[1:]), "raw": raw}
    return finding("E-INDICATOR-UNKNOWN", {"raw": raw}, **place)


# ---------------------------------------------------------------- knock-on


def test_a_misspelt_row_is_one_line_that_names_the_row_it_may_be():
    reading = form(
        "指标 | 累计\n成年康复 | 1\n儿童康复 | 1\n无障碍改造 | 1", findings=(unknown_row(),)
    )
    found = [item for item in findings_of(reading) if item.severity == "error"]
    (one,) = found
    assert (one.code, one.cells, one.indicator) == ("E-INDICATOR-UNKNOWN", ("C12",), "devices")
    assert one.mend.endswith(
        "表里还少“辅具适配”：这一行就是的，把名称改成“辅具适配”；不是的，另补一行。"
    )


def test_two_missing_rows_and_one_unknown_name_are_all_told():
    reading = form("指标 | 累计\n成年康复 | 1\n儿童康复 | 1", findings=(unknown_row(),))
    found = [item for item in findings_of(reading) if item.severity == "error"]
    assert [(item.code, item.indicator) for item in found] == [
        ("E-INDICATOR-UNKNOWN", None),
        ("E-INDICATOR-MISSING", "devices"),
        ("E-INDICATOR-MISSING", "homes"),
    ]
    assert "表里还少“辅具适配”、“无障碍改造”" in found[0].mend


def test_a_missing_row_alone_and_an_unknown_one_alone_are_told_as_they_are():
    missing = findings_of(form("指标 | 累计\n成年康复 | 1\n儿童康复 | 1\n无障碍改造 | 1"))
    assert [item.code for item in missing if item.severity == "error"] == ["E-INDICATOR-MISSING"]
    (one,) = findings_of(whole("指标 | 累计\n辅具适配 | 1", findings=(unknown_row(),)))
    assert one.code == "E-INDICATOR-UNKNOWN"
    assert one.advice == ""


def test_a_cell_that_could_not_be_read_brings_no_other_line_with_it():
    """No sum, no comparison with last month, no row that lacks its cumulative."""
    reading = whole(
        "指标 | 本月 | 累计 | 本月资金 | 累计资金\n辅具适配 | 10 | 坏 | 2 | 坏\n合计 | 10 | 7 | 2 | 7"
    )
    assert findings_of(reading, history(JULY)) == []


# ---------------------------------------------------------------- advice


def broken(field, cell):
    words = {"field": "某栏", "raw": "约110"}
    place = {"sheet": SHEET, "cells": (cell,), "row": 7, "field": field, "indicator": "devices"}
    return finding("E-INEXACT", words, raw="约110", **place)


def test_the_refused_month_is_told_what_the_cumulative_gives():
    reading = whole(
        "指标 | 本月 | 累计\n辅具适配 | 坏 | 112", findings=(broken("completed_month", "G7"),)
    )
    (one,) = findings_of(reading, history(JULY))
    assert one.advice == "按累计 112 减7月累计 100 推算，本月完成应为 12，供核对。"
    assert one.mend == one.hint + one.advice


def test_the_refused_cumulative_is_told_what_the_month_gives_money_in_ten_thousands():
    reading = whole(
        "指标 | 本月资金 | 累计资金\n辅具适配 | 1.5 | 坏",
        findings=(broken("funds_total_yuan", "J7"),),
    )
    (one,) = findings_of(reading, history(JULY))
    assert one.advice == "按7月累计 20万元 加本月 1.5万元 推算，累计投入资金应为 21.5万元，供核对。"


def test_nothing_is_advised_that_cannot_be():
    """Without last month, or when the answer would be negative."""
    found = (broken("completed_month", "G7"),)
    text = "指标 | 本月 | 累计\n辅具适配 | 坏 | {}"
    assert findings_of(whole(text.format(112), findings=found))[0].advice == ""
    assert [
        item.advice
        for item in findings_of(whole(text.format(90), findings=found), history(JULY))
        if item.code == "E-INEXACT"
    ] == [""]


# ---------------------------------------------------------------- many


def test_many_of_one_kind_in_one_column_are_one_line_that_says_how_many():
    reading = form("""
        指标    | 本月 | 累计
        辅具适配 | 2 | 1
        成年康复 | 3 | 1
        儿童康复 | 4 | 1
        无障碍改造 | 5 | 9
    """)
    assert len(findings_of(reading)) == 3
    four = form("""
        指标    | 本月资金 | 累计资金
        辅具适配 | -1 | 1
        成年康复 | -2 | 1
        儿童康复 | -3 | 1
        无障碍改造 | -4 | 1
    """)
    tells(
        findings_of(four),
        """
        级别 | 代码 | 单元格 | 行 | 栏目 | 指标 | 话
        错误 | E-NEGATIVE-MONTH | I7、I8、I9、I10 | | 本月投入资金 | | 本月投入资金是负数：-1万元；这一栏同样的问题共 4 处：I7 -1、I8 -2、I9 -3、I10 -4
        """,  # noqa: E501
    )


# ---------------------------------------------------------------- no cell lost

NUMBERS = st.one_of(st.none(), st.integers(-5, 60).map(Decimal), st.integers(90, 400).map(Decimal))


@st.composite
def cases(draw):
    """A form with any figures, refused cells and remarks, against some history."""
    header = "指标 | 本月 | 累计 | 本月资金 | 累计资金"
    reading = form("\n".join([header, *(f"{name} | | | |" for name in CODES_OF_NAMES)]))
    figures, refused, findings = {}, set(), []
    for code, row in reading.figures.items():
        values = dict(row.values)
        for name, _ in COLUMNS.values():
            number = draw(NUMBERS)
            place = row[name].cell
            assert place is not None
            if draw(st.integers(0, 9)) == 0:
                refused.add((code, name))
                findings.append(
                    finding(
                        "E-NOT-NUMBER", {"field": "某栏", "raw": "x"}, sheet=SHEET, raw="x",
                        cells=(place.address,), field=name, indicator=code,
                    )
                )  # fmt: skip
                number = None
            money = name.startswith("funds")
            amount = None if number is None else number * 10_000 if money else number
            values[name] = Value(amount, None if number is None else str(number), place)
        note = draw(st.sampled_from(["", "更正"]))
        figures[code] = type(row)(code, values, note, row.note_cell)
    reading = type(reading)(
        **{**vars(reading), "figures": figures, "broken": frozenset(refused),
           "findings": tuple(findings)}
    )  # fmt: skip
    past = draw(st.sampled_from([FilingHistory(), history(JULY)]))
    return Case(reading, draw(st.sampled_from([PLAN, limits()])), 1, past, TODAY)


def places(findings, severity=None):
    return {
        (item.severity if severity else None, item.sheet, cell)
        for item in findings
        for cell in item.cells
    }


@given(cases())
def test_no_cell_is_lost_between_what_is_found_and_what_is_told(case):
    _, found = collect(case)
    _, each = examine(case)
    lines = fold(each)
    assert places(lines) == places(each) == places(found)
    assert places(lines, "with severity") == places(found, "with severity")
    assert len(lines) <= len(each) <= len(found)


# ---------------------------------------------------------------- doubled rows, future months


def doubled():
    words = {"indicator": "成年康复", "count": "2", "rows": "8、9"}
    place = {"sheet": SHEET, "cells": ("C8", "C9"), "indicator": "rehab_adult"}
    return finding("E-DUPLICATE-ROW", words, **place)


def test_two_rows_of_one_name_beside_a_missing_row_are_one_line():
    """Whoever is told to delete the other row would delete the missing one's figures."""
    reading = form("指标 | 累计\n辅具适配 | 1\n成年康复 | 1\n无障碍改造 | 1", findings=(doubled(),))
    (one,) = findings_of(reading)
    assert one.code == "E-DUPLICATE-ROW"
    assert one.hint.startswith("表里还少“儿童康复”：其中一行就是的，把那一行的名称改过来")


def test_two_rows_of_one_name_with_all_rows_there_are_told_as_they_are():
    (one,) = findings_of(whole("指标 | 累计\n辅具适配 | 1", findings=(doubled(),)))
    assert one.hint == "请只留正确的一行，删去其余的。"


def test_a_month_to_come_is_told_with_what_the_other_places_name():
    july = Month(2021, 7)
    reading = whole("指标 | 累计\n辅具适配 | 1")
    identity = replace(
        reading.identity,
        month=Month(2021, 12),
        as_of=july.last_day,
        elsewhere=(Elsewhere("标题", month=july, cell=CellRef(SHEET, "A1")),),
    )
    words = {"as_of": "2021-07-31", "month": "2021年12月"}
    as_of = finding("E-AS-OF-MONTH", words, sheet=SHEET, cells=("I3",), field="as_of")
    (one,) = findings_of(replace(reading, identity=identity, findings=(as_of,)))
    assert one.code == "E-MONTH-FUTURE"
    assert one.advice == "标题、截至日期写的是2021年7月。"
