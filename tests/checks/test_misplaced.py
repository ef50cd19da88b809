"""Figures in the wrong columns are known by last month, and said in one line."""

from dataclasses import replace
from decimal import Decimal

import pytest

from etl.domain.codes import finding
from etl.domain.plan import FundStandard
from tests.checks.form import CODES_OF_NAMES, JULY, PLAN, SHEET, findings_of, form, history

NAMES = tuple(CODES_OF_NAMES)
RIGHT = ((12, 112, 3, 23), (7, 57, 1.5, 6.5), (3, 23, 0.25, 2.25), (5, 45, 1, 13))
"""本月, 累计, 本月资金, 累计资金 of August, row by row."""
COLUMN_CELLS = "GHIJ"
FIELDS = ("completed_month", "completed_total", "funds_month_yuan", "funds_total_yuan")


def filled(order, rows=RIGHT, code="E-NOT-INTEGER", **more):
    """A form whose columns hold the figures of others; counts with parts were refused."""
    lines = ["指标 | 本月 | 累计 | 本月资金 | 累计资金"]
    findings = []
    for place, (name, figures) in enumerate(zip(NAMES, rows, strict=True), start=7):
        cells = [figures[column] for column in order]
        for column in (0, 1):
            if cells[column] != int(cells[column]):
                findings.append(refused(code, name, column, place, str(cells[column])))
        shown = [
            "坏" if column < 2 and value != int(value) else str(value)
            for column, value in enumerate(cells)
        ]
        lines.append(" | ".join([name, *shown]))
    reading = form("\n".join(lines), findings=tuple(findings), **more)
    # What was refused keeps its text.
    figures = dict(reading.figures)
    for item in findings:
        row = figures[item.indicator]
        value = replace(row[item.field], raw=item.raw)
        figures[item.indicator] = replace(row, values={**row.values, item.field: value})
    return replace(reading, figures=figures)


def refused(code, name, column, row, raw):
    words = {"field": "某栏", "raw": raw, "unit": "人", "decimals": "1"}
    return finding(
        code, words, sheet=SHEET, cells=(f"{COLUMN_CELLS[column]}{row}",), row=row,
        field=FIELDS[column], indicator=CODES_OF_NAMES[name], raw=raw,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("order", "columns", "letters"),
    [
        ((0, 3, 2, 1), "“累计完成”和“累计投入资金”", "HJ"),
        ((0, 2, 1, 3), "“累计完成”和“本月投入资金”", "HI"),
        ((2, 1, 0, 3), "“本月完成”和“本月投入资金”", "GI"),
        ((2, 3, 0, 1), "“本月完成”、“累计完成”、“本月投入资金”、“累计投入资金”", "GHIJ"),
        ((3, 0, 1, 2), "“本月完成”、“累计完成”、“本月投入资金”、“累计投入资金”", "GHIJ"),
    ],
)
def test_people_and_money_in_each_others_columns_are_one_line(order, columns, letters):
    (one,) = findings_of(filled(order), history({7: JULY}))
    assert (one.code, one.field, one.severity) == ("E-COLUMNS-SWAPPED", None, "error")
    assert one.message.startswith(f"{columns}像是填错了列：4 行换过来就与上月接得上")
    assert set(one.cells) == {f"{letter}{row}" for letter in letters for row in range(7, 11)}


def test_where_more_than_two_columns_moved_each_is_named():
    (one,) = findings_of(filled((3, 0, 1, 2)), history({7: JULY}))
    assert "“累计完成”下面像是本月完成的数" in one.message
    assert "“本月完成”下面像是累计投入资金的数" in one.message


def test_amounts_with_too_many_decimals_for_a_count_are_part_of_it():
    (one,) = findings_of(filled((0, 3, 2, 1), code="E-DECIMALS"), history({7: JULY}))
    assert one.code == "E-COLUMNS-SWAPPED"


def test_one_more_mistake_besides_is_still_told():
    rows = (*RIGHT[:3], (5, 46, 1, 13))
    found = findings_of(filled((0, 3, 2, 1), rows), history({7: JULY}))
    assert found[0].code == "E-COLUMNS-SWAPPED"
    assert any("10" in (item.cell or "") for item in found[1:])


def test_a_row_that_is_right_as_it_stands_speaks_against_it():
    reading = filled((0, 3, 2, 1))
    right = form("指标 | 本月 | 累计 | 本月资金 | 累计资金\n无障碍改造 | 5 | 45 | 1 | 13")
    figures = {**reading.figures, "homes": right.figures["homes"]}
    codes = [
        item.code for item in findings_of(replace(reading, figures=figures), history({7: JULY}))
    ]
    assert "E-COLUMNS-SWAPPED" not in codes
    assert len(codes) >= 3


def test_without_last_month_nobody_knows():
    codes = {item.code for item in findings_of(filled((0, 3, 2, 1)))}
    assert "E-COLUMNS-SWAPPED" not in codes


def test_money_of_projects_that_spend_none_may_stay_blank():
    """Only the cumulative stands in the column for money there, and its own is blank."""
    july = JULY.replace("| 4  | 40  | 1   | 12", "| 4 | 40 | |").replace("| 0.2 | 2", "| |")
    reading = form("""
        指标    | 本月 | 累计 | 本月资金 | 累计资金
        辅具适配 | 12 | 23 | 3   | 112
        成年康复 | 7  | 6  | 1   | 57
        儿童康复 | 3  |    |     | 23
        无障碍改造 | 5 |    |     | 45
    """)
    found = findings_of(reading, history({7: july.replace("| 0.5 | 5", "| 0.5 | 5")}))
    assert [item.code for item in found] == ["E-COLUMNS-SWAPPED"]


def test_swapped_columns_bring_no_average_with_them():
    """累计 in the column of 本月: a tenth of the people makes ten times the average."""
    priced = replace(
        PLAN,
        standards=tuple(
            FundStandard(code, Decimal(500), Decimal(3000)) for code in CODES_OF_NAMES.values()
        ),
    )
    (one,) = findings_of(filled((1, 0, 2, 3)), history({7: JULY}), priced)
    assert one.code == "E-COLUMNS-SWAPPED"


def test_both_pairs_swapped_are_two_lines():
    found = findings_of(filled((1, 0, 3, 2)), history({7: JULY}))
    assert [(item.code, item.field) for item in found] == [
        ("E-COLUMNS-SWAPPED", "completed_month"),
        ("E-COLUMNS-SWAPPED", "funds_month_yuan"),
    ]
