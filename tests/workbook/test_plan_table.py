"""What a plan's cells may say in more than one way, and what is asked about."""

import pytest

from etl.workbook.grid import Cell, Sheet, Workbook
from etl.workbook.plan_extras import thresholds
from etl.workbook.plan_layout import PlanSheets
from etl.workbook.plan_reader import regions
from etl.workbook.plan_targets import targets


def sheet(name: str, *rows: tuple[str, ...]) -> Sheet:
    cells = {
        (row, column): Cell(row, column, "text", text, text)
        for row, texts in enumerate(rows, start=1)
        for column, text in enumerate(texts, start=1)
        if text
    }
    return Sheet(name, cells=cells)


def plan(*sheets: Sheet) -> PlanSheets:
    return PlanSheets(Workbook("xlsx", list(sheets)))


REGIONS = ("代码", "名称", "上级代码", "别名", "顺序", "报送", "起始月", "截止月")


@pytest.mark.parametrize("separator", ["、", ",", "\uff0c", ";", "\uff1b", "\n"])
def test_aliases_are_separated_by_any_of_these(separator):
    row = ("1", "乙县", "", f"乙城{separator} 乙州 ", "1", "是")
    (region,) = regions(plan(sheet("县区", REGIONS, row)))
    assert region.aliases == ("乙城", "乙州")


def test_a_blank_submits_is_asked_about():
    read = plan(sheet("县区", REGIONS, ("1", "乙县", "", "", "1", "")))
    (region,) = regions(read)
    assert not region.submits
    assert [(item.code, item.cell) for item in read.findings] == [("W-PLAN-SUBMITS-BLANK", "F2")]


def test_the_last_month_is_not_before_the_first():
    read = plan(sheet("县区", REGIONS, ("1", "乙县", "", "", "1", "是", "9", "3")))
    regions(read)
    assert [(item.code, item.cell) for item in read.findings] == [("E-PLAN-VALUE", "H2")]


def test_a_name_longer_than_a_line_is_refused_and_quoted_short():
    read = plan(sheet("县区", REGIONS, ("1", "县" * 61, "", "", "1", "是")))
    regions(read)
    (found,) = read.findings
    assert (found.code, found.cell) == ("E-PLAN-VALUE", "B2")
    assert len(found.message) < 120


def test_a_limit_set_twice_is_asked_about():
    read = plan(sheet("阈值", ("名称", "值"), ("黄灯下限", "12"), ("黄灯下限", "20")))
    assert thresholds(read, []).behind_from == 12
    assert [(item.code, item.cell) for item in read.findings] == [("E-PLAN-DUPLICATE", "A3")]


def test_a_submitting_region_without_a_target_column_is_told():
    listed = sheet("县区", REGIONS, ("1", "市", "", "", "", "否"), ("2", "乙县", "1", "", "", "是"))
    read = plan(listed, sheet("年度目标", ("项目代码", "级别", "全市")))
    targets(read, [], regions(read), "1")
    assert [item.code for item in read.findings] == ["W-PLAN-TARGET-COLUMN"]
    assert "乙县" in read.findings[0].message
