"""The plan as a workbook: it reads back as the same plan, and an office can work with it."""

import io
import re
import subprocess
import zipfile
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import openpyxl
import pytest

from data.make.plan_2021 import PLAN_PATH, build_plan
from etl.domain.plan import (
    Fact,
    FundStandard,
    History,
    Indicator,
    Plan,
    PolicyPoint,
    Project,
    TargetRow,
)
from etl.domain.region import Region
from etl.domain.thresholds import Thresholds
from etl.workbook.open_xlsx import open_xlsx
from etl.workbook.plan_reader import read_plan
from etl.workbook.plan_writer import plan_workbook
from tests.conftest import program

HEADERS = {
    "基本信息": "项目 值",
    "县区": "代码 名称 上级代码 别名 顺序 报送 起始月 截止月",
    "项目指标": "项目代码 项目名称 简称 指标代码 指标名称 单位 顺序 别名 口径 责任单位 小数",
    "年度目标": "项目代码 级别 全市 {regions} 单位 文号 生效日期",
    "序时计划": "项目代码 1月 2月 3月 4月 5月 6月 7月 8月 9月 10月 11月 12月",
    "资金标准": "指标代码 下限(元) 上限(元) 依据 标准(元)",
    "历史累计": "项目代码 截止年 累计完成 累计资金(万元) 起始年 说明 约数",
    "政策要点": "项目代码 要点",
    "事实": "项目代码 事实 数值 单位 约数 截至 来源 数值上限",
    "阈值": "名称 值",
}


def project(code, name, short_name, unit, *indicators):
    return Project(code, name, short_name, unit, tuple(indicators))


def other_city() -> Plan:
    """A province's plan: three levels of regions, decimals, a foreign unit, blanks."""
    road = Indicator("road", "农村公路", "roads", "公里", 1, ("公路",), decimals=2)
    house = Indicator("house", "新建", "housing", "套", 2, definition="竣工的\n计一套")
    rebuilt = Indicator(
        "rebuilt", "改建", "housing", "套", 3, ("改造", "翻建"), responsible="住建厅"
    )
    return Plan(
        year=2026,
        title="云岭省民生实事 & 进度",
        issuer="云岭省人民政府",
        root="530000",
        due_day=None,
        sample=False,
        regions=(
            Region("530000", "云岭省", None, submits=False),
            Region("530100", "东湖市", "530000", ("东湖",), 1, submits=False),
            Region("530101", "西山区", "530100", ("西山", "西山片区"), 2),
            Region("530102", "清河县", "530100", (), 3, first_month=4, last_month=11),
            Region("530200", "平川州", "530000", ("平川",), 4),
        ),
        projects=(
            project("roads", "农村公路提质改造", "公路", "公里", road),
            project("housing", "保障房", "保障房", "套", house, rebuilt),
        ),
        targets=(
            TargetRow(
                "roads",
                "province",
                Decimal("1280.5"),
                {"530101": Decimal("80.25"), "530200": Decimal(0)},
            ),
            TargetRow("housing", "city", None, {}, "万平方米", "云政〔2026〕7号", date(2026, 3, 1)),
            TargetRow("housing", "need", Decimal(5000)),
        ),
        pace={"roads": (None, Decimal("2.5"), *(Decimal(10 * n) for n in range(1, 11)))},
        standards=(FundStandard("house", None, Decimal("30000.5"), "", Decimal(25000)),),
        history=(
            History("roads", 2025, Decimal("310.75"), Decimal(123456), 2020, "含县道", "余"),
            History("housing", 2025, None, None),
        ),
        policy_points=(PolicyPoint("", "=1+1 不是公式"), PolicyPoint("roads", "长" * 300)),
        facts=(Fact("", "没有数的事实", None), Fact("roads", "桥", Decimal(3), "座", "多")),
        thresholds=Thresholds(
            on_pace_tolerance=Decimal("1.5"),
            far_behind_from=Decimal(25),
            trial_codes=frozenset({"W-FAR", "E-SUM"}),
            weights={"roads": Decimal("0.5")},
        ),
        timezone="Asia/Urumqi",
    )


def opened(content: bytes) -> Any:
    """The workbook as another program sees it."""
    return openpyxl.load_workbook(io.BytesIO(content))


def read_back(content: bytes):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return read_plan(open_xlsx(archive))


@pytest.mark.parametrize("plan", [build_plan(), other_city()], ids=["sample", "other city"])
def test_what_is_in_the_plan_comes_back(plan):
    assert read_back(plan_workbook(plan)) == (plan, [])


@pytest.mark.parametrize("plan", [build_plan(), other_city()], ids=["sample", "other city"])
def test_ten_sheets_with_the_contract_s_headers_in_the_first_row(plan):
    book = opened(plan_workbook(plan))
    regions = " ".join(region.name for region in plan.regions if region.submits)
    found = {sheet.title: " ".join(cell.value for cell in sheet[1]) for sheet in book}
    assert found == {name: text.format(regions=regions) for name, text in HEADERS.items()}
    assert list(found) == list(HEADERS)


def test_written_twice_it_has_the_same_bytes():
    assert plan_workbook(build_plan(), 3) == plan_workbook(build_plan(), 3)


def test_the_plan_in_the_repository_is_the_one_the_script_makes():
    made = zipfile.ZipFile(io.BytesIO(plan_workbook(build_plan())))
    with zipfile.ZipFile(PLAN_PATH) as kept:
        assert {name: kept.read(name) for name in kept.namelist()} == {
            name: made.read(name) for name in made.namelist()
        }


def test_blank_is_not_set_and_zero_is_zero():
    book = opened(plan_workbook(other_city()))
    row = [cell.value for cell in book["年度目标"][2]]
    assert row == ["roads", "省定", 1280.5, 80.25, None, 0, None, None, None]


def test_codes_are_text_dates_are_dates_and_integers_show_no_decimals():
    book = opened(PLAN_PATH.read_bytes())
    assert {type(row[0].value) for row in book["县区"].iter_rows(min_row=2)} == {str}
    targets = book["年度目标"]
    assert (targets["O2"].value, targets["O2"].number_format) == (
        datetime(2021, 1, 1),
        "yyyy-mm-dd",
    )
    assert targets["C2"].number_format.rstrip("_ ") == "0"
    values = {row[0].value: row[1] for row in book["基本信息"].iter_rows()}
    assert values["行政区划代码"].data_type == "s"
    assert values["演示日期"].value == datetime(2021, 8, 20)


def test_text_that_looks_like_a_formula_stays_text():
    book = opened(plan_workbook(other_city()))
    assert book["政策要点"]["B2"].data_type == "s"


def test_a_plan_that_is_no_sample_nowhere_says_sample_data():
    content = zipfile.ZipFile(io.BytesIO(plan_workbook(other_city())))
    strings = {name: content.read(name).decode() for name in content.namelist()}
    row = "示例数据"  # the name of the setting, and what its comment explains
    assert [name for name, text in strings.items() if row in text and "docProps" in name] == []
    assert "秦皇岛" not in "".join(strings.values())
    book = opened(plan_workbook(other_city()))
    assert {sheet.oddHeader.right.text for sheet in book} <= {None, ""}


def test_a_sample_says_so_in_its_properties_and_on_every_printed_page():
    book = opened(plan_workbook(build_plan(), 2))
    assert "示例数据" in book.properties.title
    assert "示例数据" in book.properties.subject
    assert {sheet.oddHeader.right.text for sheet in book} == {"示例数据"}
    assert {sheet.oddFooter.right.text for sheet in book} == {"2021年度第2版"}


def test_pages_are_a4_landscape_one_page_wide_with_the_header_repeated():
    for sheet in opened(PLAN_PATH.read_bytes()):
        setup = sheet.page_setup
        assert (setup.orientation, int(setup.paperSize)) == ("landscape", 9)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert (setup.fitToWidth, setup.fitToHeight) == (None, 0)  # one is the default
        assert sheet.print_title_rows == "$1:$1"
        assert re.fullmatch(r"[A-Z]+2", sheet.freeze_panes)


def test_rows_are_as_high_as_their_wrapped_text():
    sheet = opened(plan_workbook(other_city()))["政策要点"]
    short, long = sheet.row_dimensions[2].height, sheet.row_dimensions[3].height
    assert (short, long) == (pytest.approx(23, abs=1), pytest.approx(23 + 6 * 17, abs=1))


def test_lists_to_choose_from_stand_where_words_are_fixed():
    book = opened(PLAN_PATH.read_bytes())
    rules = {
        (sheet.title, str(rule.sqref).partition("2:")[0]): rule.formula1
        for sheet in book
        for rule in sheet.data_validations.dataValidation
        if rule.type == "list"
    }
    assert rules["年度目标", "B"] == '"省定,市定,需求"'
    assert rules["县区", "F"] == '"是,否"'
    assert rules["事实", "E"] == rules["历史累计", "G"] == '"多,余,近,约,以上,以下"'
    assert rules["基本信息", "B7"] == '"是,否"'


@pytest.mark.office
@pytest.mark.parametrize("plan", [build_plan(), other_city()], ids=["sample", "other city"])
def test_each_sheet_prints_one_page_wide_with_everything_shown(plan, office_convert, tmp_path):
    source = tmp_path / "plan.xlsx"
    source.write_bytes(plan_workbook(plan))
    pdftotext = program(("pdftotext",), "poppler")
    printed = office_convert(source, "pdf", tmp_path)
    done = subprocess.run(
        [pdftotext, "-raw", printed, "-"], capture_output=True, text=True, check=True
    )
    pages = [re.sub(r"\s+", "", page) for page in done.stdout.split("\f") if page.strip()]
    assert not [page for page in pages if "##" in page]
    # A sheet two pages wide would have pages without its first or its last column.
    for sheet in opened(source.read_bytes()):
        own = [page for page in pages if page.startswith(sheet.title)]
        assert own, sheet.title
        headers = [re.sub(r"\s+", "", cell.value) for cell in sheet[1]]
        assert all(header in page for page in own for header in headers), sheet.title
        texts = [
            re.sub(r"\s+", "", cell.value)
            for row in sheet.iter_rows(min_row=2)
            for cell in row
            if isinstance(cell.value, str)
        ]
        assert [text for text in texts if text not in "".join(own)] == []
