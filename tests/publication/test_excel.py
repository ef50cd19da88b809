"""A release as a workbook: read cell by cell, and searched part by part."""

import subprocess
from dataclasses import replace
from datetime import UTC
from decimal import Decimal
from fractions import Fraction
from functools import cache
from io import BytesIO
from zipfile import ZipFile

import pytest
from lxml import etree
from openpyxl import load_workbook

from etl.domain.completion import STATUS_NAMES
from etl.domain.release import Withheld
from etl.domain.text import half_up, rounded_rate
from etl.publication.charts import charts_of
from etl.publication.excel import excel_file
from tests.cities import EAST, RIVER
from tests.conftest import program
from tests.publication.released_facts import (
    HELD,
    HELD_REGIONS,
    LONG,
    MAKERS,
    SECRETS,
    SPLIT,
    TYPED_READ,
    changed,
    city_facts,
    held_facts,
    many_facts,
    sample_facts,
)

C = {
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "xdr": "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing",
}
HEAD = 4


@cache
def content(name):
    return excel_file(MAKERS[name]())


@cache
def book(name):
    return load_workbook(BytesIO(content(name)))


def opened(data):
    with ZipFile(BytesIO(data)) as file:
        return {item: file.read(item) for item in file.namelist()}


def records(sheet):
    """The rows of a list, each by its heads."""
    heads = [cell.value for cell in sheet[HEAD]]
    return [
        dict(zip(heads, (cell.value for cell in row), strict=True))
        for row in sheet.iter_rows(min_row=HEAD + 1)
    ]


def number(value):
    return None if value is None else float(value)


def percent(rate):
    return None if rate is None else float(rounded_rate(rate))


def wan(yuan):
    return None if yuan is None else float(half_up(Fraction(yuan) / 10_000, 2))


# ---------------------------------------------------------------- numbers


def test_the_sheets_stand_in_their_order():
    assert book("sample").sheetnames == [
        "说明", "分项目", "分县区", "分项", "分项分县区", "各月", "排位", "图", "图数据",
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["sample", "city"])
@pytest.mark.parametrize("sheet", ["分项目", "分县区"])
def test_rows_of_projects_and_counties_are_those_of_the_facts(name, sheet):
    facts = MAKERS[name]()
    below = [row for item in facts.plan.projects for row in facts.children_rows(item.code)]
    rows = list(facts.table.rows) if sheet == "分项目" else below
    said = records(book(name)[sheet])
    assert len(said) == len(rows)
    for record, row in zip(said, rows, strict=True):
        assert (record["项目"], record["单位"]) == (row.name, row.unit)
        assert record["累计完成"] == number(row.completed)
        assert record["累计投入资金(万元)"] == wan(row.funds)
        assert record["序时进度(%)"] == float(half_up(row.pace * 100, 1))
        for named, result in (("省定", row.levels["province"]), ("市定", row.levels["city"])):
            assert record[f"{named}完成率(%)"] == percent(result.rate)
            if result.target_unit in ("", row.unit):
                assert record[f"{named}任务"] == number(result.target)
            if not row.is_stale:
                assert record[f"{named}状态"] == STATUS_NAMES[result.status]
                gap = result.gap
                assert record[f"{named}快慢(百分点)"] == (
                    None if gap is None else float(half_up(gap * 100, 1))
                )
        if sheet == "分县区":
            assert record["县区"] == facts.plan.tree[row.region].name
        else:
            assert (record["已报"], record["应报"]) == (row.reported, row.expected)


def test_a_target_in_another_unit_says_its_unit():
    said = {item["项目"]: item for item in records(book("city")["分项目"])}
    assert said["走访慰问"]["市定任务"] == "900人次"
    assert said["走访慰问"]["市定完成率(%)"] is None


def test_splits_are_those_of_the_facts():
    facts = sample_facts()
    wanted = [
        (project.name, completed, wan(funds))
        for project in facts.plan.projects
        for _, completed, funds in facts.split(project.code)
    ]
    said = records(book("sample")["分项"])
    assert [(item["项目"], item["累计完成"], item["累计投入资金(万元)"]) for item in said] == wanted
    cells = {
        (row.name, row.indicator_name, facts.plan.tree[row.region].name): number(row.completed)
        for row in facts.cells.rows
    }
    below = {
        (item["项目"], item["分项"], item["填报单位"]): item["累计完成"]
        for item in records(book("sample")["分项分县区"])
    }
    assert below == cells


@pytest.mark.parametrize("name", ["sample", "city"])
def test_months_are_those_of_the_facts(name):
    facts = MAKERS[name]()
    wanted = {
        (row.name, f"{table.month.number}月"): (number(row.completed), row.reported, row.expected)
        for table in facts.months
        for row in table.rows
    }
    said = {
        (item["项目"], item["月份"]): (item["累计完成"], item["已报"], item["应报"])
        for item in records(book(name)["各月"])
    }
    assert said == wanted


def test_places_are_those_of_the_facts_and_say_who_has_none_and_why():
    facts = city_facts()
    sheet = book("city")["排位"]
    assert sheet["A1"].value == "各项目县区排位（已报4/5，不全）"
    said = records(sheet)
    assert len(said) == len(facts.plan.projects) * 3
    for item in said[:3]:
        assert item["已报/应报"] == "2/3"
    first, second, third = said[:3]
    assert (first["位次"], first["县区"], first["完成率(%)"]) == (1, "石门县", 93.8)
    assert (second["位次"], second["县区"]) == (2, "东城区")
    assert (third["位次"], third["县区"], third["不排位的原因"]) == (
        None,
        "西城区",
        "沿用此前月份的数",
    )
    assert said[-1]["不排位的原因"] == "当月报全的县区不到一半"


def test_tied_counties_share_their_place():
    def alike(row):
        levels = {key: replace(item, rate=Fraction(1, 2)) for key, item in row.levels.items()}
        return replace(row, levels=levels)

    data = excel_file(changed(city_facts(), alike))
    said = records(load_workbook(BytesIO(data))["排位"])[:2]
    assert [(item["位次"], item["并列"]) for item in said] == [(1, "并列"), (1, "并列")]


def test_a_target_that_is_not_reached_never_shows_a_hundred():
    def nearly(row):
        levels = {
            key: replace(item, rate=Fraction(99_96, 100_00)) if item.rate is not None else item
            for key, item in row.levels.items()
        }
        return replace(row, levels=levels)

    found = load_workbook(BytesIO(excel_file(changed(sample_facts(), nearly))))
    cells = [
        cell
        for name in ("分项目", "分县区", "排位")
        for head in found[name][HEAD]
        if "完成率" in str(head.value)
        for (cell,) in found[name].iter_rows(
            min_row=HEAD + 1, min_col=head.column, max_col=head.column
        )
    ]
    assert {cell.value for cell in cells} == {99.9}
    assert {cell.number_format for cell in cells} == {"0.0_ "}


def test_what_is_not_reported_is_blank_and_a_nought_is_a_nought():
    said = {item["项目"]: item for item in records(book("city")["分项目"])}
    assert said["实用技术培训"]["累计完成"] is None
    assert said["公益岗位帮扶"]["累计投入资金(万元)"] is None
    assert said["清洁取暖改造"]["累计完成"] == 0


# ---------------------------------------------------------------- what stays in the house


def test_no_count_held_back_is_anywhere_in_the_file():
    for name, data in opened(content("held")).items():
        text = data.decode()
        assert [secret for secret in SECRETS if secret in text] == [], name


def test_words_stand_where_a_count_is_held_back():
    facts = held_facts()
    names = {facts.plan.tree[code].name for code in HELD_REGIONS}
    project = facts.project(HELD).name
    hidden = (
        "累计完成",
        "省定完成率(%)",
        "市定快慢(百分点)",
        "市定状态",
        "综合状态",
        "累计投入资金(万元)",
    )
    for item in records(book("held")["分县区"]):
        held = item["项目"] == project and item["县区"] in names
        split = item["项目"] == facts.project(SPLIT).name
        assert [item[head] == "不公布" for head in hidden] == [held or split] * len(hidden)
    counts = {
        (item["分项"], item["填报单位"]): item["累计完成"]
        for item in records(book("held")["分项分县区"])
        if item["项目"] == project
    }
    assert counts["残疾儿童康复", facts.plan.tree["130303"].name] == "<3"
    assert counts["残疾儿童康复", facts.plan.tree["130302"].name] == "不公布"
    assert counts["残疾儿童康复", "北戴河区"] == 9


def test_a_project_with_counties_held_back_has_no_places():
    facts = held_facts()
    said = [
        item
        for item in records(book("held")["排位"])
        if item["项目"] in (facts.project(HELD).name, facts.project(SPLIT).name)
    ]
    assert {item["位次"] for item in said} == {"不公布"}
    order = [child.name for child in facts.plan.tree.children(facts.plan.root)]
    assert [item["县区"] for item in said] == [*order, *order]


def test_a_split_held_back_shows_the_total_of_the_root_only():
    facts = held_facts()
    project = facts.project(SPLIT).name
    for sheet in ("分项", "分项分县区"):
        said = [item for item in records(book("held")[sheet]) if item["项目"] == project]
        assert {item["累计完成"] for item in said} == {"不公布"}
    (total,) = [item for item in records(book("held")["分项目"]) if item["项目"] == project]
    assert total["累计完成"] == 1521


def test_money_of_one_county_alone_cannot_be_had_by_subtraction():
    facts = sample_facts()
    held = (
        Withheld(HELD, "130302", "rehab_child", True),
        Withheld(HELD, "130302", "rehab_adult", False),
    )
    head = replace(facts.head, withheld=held)
    data = excel_file(replace(facts, release=replace(facts.release, head=head)))
    said = records(load_workbook(BytesIO(data))["分县区"])
    money = {
        item["累计投入资金(万元)"] for item in said if item["项目"] == facts.project(HELD).name
    }
    assert money == {"不公布"}


def test_money_of_an_indicator_is_held_back_with_that_of_its_sister():
    facts = sample_facts()
    held = (Withheld(HELD, facts.plan.root, "rehab_child", True),)
    head = replace(facts.head, withheld=held)
    data = excel_file(replace(facts, release=replace(facts.release, head=head)))
    said = [
        item
        for item in records(load_workbook(BytesIO(data))["分项"])
        if item["项目"] == facts.project(HELD).name
    ]
    assert [item["累计完成"] for item in said] == [6816, "<3"]
    assert [item["累计投入资金(万元)"] for item in said] == ["不公布", "不公布"]


# ---------------------------------------------------------------- charts


@pytest.mark.parametrize("name", MAKERS)
def test_charts_refer_to_the_cells_of_their_numbers(name):
    parts = opened(content(name))
    found = book(name)
    charts = charts_of(MAKERS[name]())
    for place, chart in enumerate(charts, start=1):
        tree = etree.fromstring(parts[f"xl/charts/chart{place}.xml"])
        series = tree.findall(".//c:ser", C)
        assert len(series) == len(chart.series)
        for own, item in zip(series, chart.series, strict=True):
            assert cells(found, own.findtext("c:tx//c:f", namespaces=C)) == [item.name]
            values = cells(found, own.findtext("c:val//c:f", namespaces=C))
            assert values == list(item.values)
            names = cells(found, own.findtext("c:cat//c:f", namespaces=C))
            assert len(names) == len(chart.categories)
            assert names[-1].strip()[-1:] == chart.categories[-1].strip()[-1:]
        assert tree.find(".//c:dispBlanksAs", C) is None or (
            tree.find(".//c:dispBlanksAs", C).get("val") == "gap"
        )


def cells(found, formula):
    sheet, _, area = formula.rpartition("!")
    area = found[sheet.strip("'")][area.replace("$", "")]
    if not isinstance(area, tuple):
        return [area.value]
    return [cell.value for row in area for cell in row]


def test_bars_of_which_a_county_has_one_stand_in_its_middle():
    drawn = drawn_charts(content("sample"), sample_facts())
    for name, overlap in (("counties-employment_service", ["100"]), ("rates", [])):
        assert len(drawn[name].findall(".//c:ser", C)) == 2
        # Without the word there is none.
        assert [item.get("val") for item in drawn[name].findall(".//c:overlap", C)] == overlap


def test_who_is_behind_is_hatched_and_named_and_a_gap_is_an_empty_cell():
    tree = drawn_charts(content("sample"), sample_facts())["counties-employment_service"]
    done, slow = tree.findall(".//c:ser", C)
    assert done.find("c:spPr/a:pattFill", C) is None
    assert slow.find("c:spPr/a:pattFill", C).get("prst") == "wdUpDiag"
    assert slow.find("c:spPr//a:fgClr/a:srgbClr", C).get("val") == "B5500B"
    named, values = (
        cells(book("sample"), slow.findtext(f"c:{kind}//c:f", namespaces=C))
        for kind in ("cat", "val")
    )
    assert {
        name: value for name, value in zip(named, values, strict=True) if value is not None
    } == {"卢龙县": 54.4}


def test_bars_of_one_look_say_what_it_means_unless_it_is_all_that_is_measured():
    drawn = drawn_charts(content("sample"), sample_facts())
    for name, legends in (("counties-assistive_devices", 1), ("funds", 0)):
        assert len(drawn[name].findall(".//c:ser", C)) == 1
        assert len(drawn[name].findall(".//c:legend", C)) == legends


def test_heads_of_the_numbers_of_charts_have_room_in_one_line():
    sheet = book("sample")["图数据"]
    names = {item.name for chart in charts_of(sample_facts()) for item in chart.series}
    # A Chinese character is two digits wide.
    longest = max(map(len, names)) * 2
    assert longest > 24
    assert sheet.column_dimensions["B"].width > longest


def drawn_charts(data, facts):
    """The charts of a workbook by the names of the model."""
    parts = opened(data)
    return {
        chart.name: etree.fromstring(parts[f"xl/charts/chart{place}.xml"])
        for place, chart in enumerate(charts_of(facts), start=1)
    }


def test_numbers_that_would_cover_each_other_are_left_to_the_sheet():
    parts = opened(excel_file(many_facts()))
    charts = [etree.fromstring(parts[f"xl/charts/chart{place}.xml"]) for place in (1, 3)]
    assert [item.findtext(".//c:dLbls", namespaces=C) for item in charts] == [None, None]
    assert [item.find(".//c:barDir", C).get("val") for item in charts] == ["bar", "col"]


def test_every_chart_is_described():
    drawing = etree.fromstring(opened(content("sample"))["xl/drawings/drawing1.xml"])
    said = [item.get("descr") for item in drawing.findall(".//xdr:graphicFrame//xdr:cNvPr", C)]
    assert said == [chart.alternative for chart in charts_of(sample_facts())]


# ---------------------------------------------------------------- the file


@pytest.mark.parametrize("name", ["sample", "typed"])
def test_every_sheet_is_ready_to_be_printed(name):
    for sheet in book(name).worksheets:
        assert sheet.page_setup.orientation == "landscape"
        assert int(sheet.page_setup.paperSize) == 9
        assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert "2021-08-1初步数" in sheet.oddFooter.left.text
        assert "&P" in sheet.oddFooter.right.text or "&[Page]" in sheet.oddFooter.right.text
        assert sheet.oddHeader.right.text == "示例数据"
        if sheet.title not in ("图", "图数据"):
            assert sheet.print_title_rows == "$4:$4"
            assert sheet.freeze_panes is not None
        if sheet.title not in ("说明", "图", "图数据"):
            assert sheet.auto_filter.ref.startswith("A4:")


def test_the_first_sheet_says_what_is_quoted():
    facts = sample_facts()
    said = {item["事项"]: item["内容"] for item in records(book("sample")["说明"])}
    assert said["校验码"] == facts.release.sha256
    assert said["版本"] == "2021-08-1（初步数）"
    assert said["截至日期"] == "2021年8月18日"
    assert said["报送"] == "应报9个，已报送并采用9个"
    assert said["黄灯下限"].startswith("10百分点")
    assert said["示例数据"] == "本稿为示例数据，不得对外引用"
    assert "示例数据" not in {item["事项"] for item in records(book("city")["说明"])}


def test_what_people_typed_stays_text():
    whole = [
        cell.value
        for sheet in book("typed").worksheets
        for row in sheet.iter_rows()
        for cell in row
    ]
    for words in TYPED_READ:
        assert any(words == str(value).strip() for value in whole)
    for name, data in opened(content("typed")).items():
        if name.startswith("xl/worksheets/"):
            assert b"<f>" not in data
            assert b"<hyperlink" not in data


def test_the_same_release_has_the_same_bytes_at_any_time(monkeypatch):
    facts = sample_facts()
    first = excel_file(facts)
    monkeypatch.setattr("time.time", lambda: 4_000_000_000.0)
    assert excel_file(facts) == first
    properties = load_workbook(BytesIO(first)).properties
    made = facts.head.made_at.astimezone(UTC).replace(tzinfo=None, microsecond=0)
    assert (properties.created, properties.creator) == (made, facts.plan.issuer)
    assert properties.title == "秦皇岛市残疾人民生实事进展情况"


@pytest.mark.parametrize("region", [EAST, RIVER])
def test_a_county_has_a_workbook_of_its_own(region):
    found = load_workbook(BytesIO(excel_file(city_facts(region))))
    assert ("分县区" in found.sheetnames) == (region == EAST)
    own = {item["项目"]: item["累计完成"] for item in records(found["分项目"])}
    assert own["公益岗位帮扶"] == number(Decimal("13.5") if region == EAST else Decimal("4.5"))


@pytest.mark.office
def test_an_office_prints_every_sheet(office_convert, tmp_path):
    reader = program(("pdftotext",), "poppler")
    source = tmp_path / "book.xlsx"
    source.write_bytes(content("typed"))
    printed = office_convert(source, "pdf", tmp_path)
    done = subprocess.run(
        [reader, "-raw", printed, "-"], capture_output=True, check=True, timeout=60
    )
    whole = "".join(done.stdout.decode().split())
    for words in (LONG, "=1+1", "101.6", "第1页，共", "2021-08-1初步数", "图的数据"):
        assert words in whole
