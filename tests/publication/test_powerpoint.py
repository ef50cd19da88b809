"""Slides of a release: the file is read as PowerPoint reads it, part by part."""

import subprocess
import sys
from dataclasses import replace
from datetime import UTC
from functools import cache
from io import BytesIO
from zipfile import ZipFile

import pytest
from lxml import etree
from openpyxl import load_workbook

from etl.publication.charts import counties_chart, is_empty, months_chart, rates_chart
from etl.publication.powerpoint import powerpoint_file
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
    typed_facts,
)

NS = {
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "p": "http://schemas.openxmlformats.org/presentationml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "rel": "http://schemas.openxmlformats.org/package/2006/relationships",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
}
R_ID = f"{{{NS['r']}}}id"


def found(element, path):
    return element.xpath(path, namespaces=NS)


@cache
def package(name):
    """Each part of a deck by its name."""
    return opened(powerpoint_file(MAKERS[name]()))


def opened(content):
    with ZipFile(BytesIO(content)) as file:
        return {item: file.read(item) for item in file.namelist()}


def targets(parts, name):
    """The parts that one refers to, by the ids it knows them by."""
    folder, _, file = name.rpartition("/")
    relations = etree.fromstring(parts[f"{folder}/_rels/{file}.rels"])
    return {
        item.get("Id"): f"ppt/{item.get('Target').removeprefix('../')}"
        for item in found(relations, "rel:Relationship")
    }


def slides(parts):
    """The slides in their order: name and tree."""
    own = targets(parts, "ppt/presentation.xml")
    shown = etree.fromstring(parts["ppt/presentation.xml"])
    names = [own[item.get(R_ID)] for item in found(shown, "p:sldIdLst/p:sldId")]
    return [(name, etree.fromstring(parts[name])) for name in names]


def charts(parts, name, slide):
    """The charts of a slide by their names: tree, description, workbook."""
    own = targets(parts, name)
    result = {}
    for frame in found(slide, ".//p:graphicFrame"):
        part = own[found(frame, ".//c:chart")[0].get(R_ID)]
        (data,) = targets(parts, part).values()
        properties = found(frame, "p:nvGraphicFramePr/p:cNvPr")[0]
        result[properties.get("name")] = (
            etree.fromstring(parts[part]),
            properties.get("descr"),
            load_workbook(BytesIO(parts[data]))["Sheet1"],
        )
    return result


def all_charts(parts):
    return {
        key: item
        for name, slide in slides(parts)
        for key, item in charts(parts, name, slide).items()
    }


def texts(element):
    """The paragraphs of a part, each as one text."""
    return ["".join(found(item, ".//a:t/text()")) for item in found(element, ".//a:p")]


def xml_parts(parts):
    return {
        name: etree.fromstring(content)
        for name, content in parts.items()
        if name.endswith(".xml") and name.startswith("ppt/")
    }


# ---------------------------------------------------------------- slides


@pytest.mark.parametrize("name", MAKERS)
def test_there_is_one_slide_for_each_project_between_overview_and_notes(name):
    facts = MAKERS[name]()
    found_slides = slides(package(name))
    assert len(found_slides) == 3 + len(facts.plan.projects)
    titles = [
        "".join(found(slide, ".//p:sp[.//p:ph[@type='title' or @type='ctrTitle']]//a:t/text()"))
        for _, slide in found_slides
    ]
    assert all(titles)
    assert titles[0].endswith("进展情况")
    assert titles[-1] == "说明"


def test_titles_are_conclusions():
    titles = [texts(slide)[0] for _, slide in slides(package("sample"))]
    assert titles[1] == (
        "截至2021年8月18日，秦皇岛市8个民生实事项目中，7个超额完成省定、市定任务，1个未到实施期（大学生助学）"
    )
    assert titles[2] == "辅具适配：4674人，超额完成省定、市定任务"
    assert titles[9] == "大学生助学：0人，未到实施期"
    city = [texts(slide)[0] for _, slide in slides(package("city"))]
    assert city[2] == "公益岗位：63人月（含1县区沿用），省定、市定任务达序时"
    assert city[6] == "实用技术：尚无已采用的报送"


def test_a_slow_level_is_named_with_its_gap():
    def slower(row):
        level = replace(
            row.levels["city"], status="slightly_behind", gap=row.pace * 0 - row.pace / 20
        )
        return replace(row, levels={**row.levels, "city": level})

    facts = changed(sample_facts(), slower)
    titles = [texts(slide)[0] for _, slide in slides(opened(powerpoint_file(facts)))]
    assert titles[2] == "辅具适配：4674人，超额完成省定任务，市定任务慢3.3个百分点"


def test_every_slide_says_as_of_when_and_from_where():
    for name, slide in slides(package("sample")):
        whole = "".join(texts(slide))
        assert "示例数据 · 截至2021年8月18日 · 2021-08-1初步数" in whole, name
        assert "来源：秦皇岛市残疾人联合会" in whole


def test_the_cover_says_that_it_is_a_sample():
    assert "本稿为示例数据，不得对外引用" in texts(slides(package("sample"))[0][1])
    assert not any("示例" in text for text in texts(slides(package("city"))[0][1]))


def test_speakers_have_the_full_text_of_a_project():
    parts = package("sample")
    name, _ = slides(parts)[3]
    (notes,) = [item for item in targets(parts, name).values() if "notesSlide" in item]
    whole = "".join(texts(etree.fromstring(parts[notes])))
    for words in ("精准康复", "7014", "残疾儿童康复198人", "分县区看", "四舍五入"):
        assert words in whole


def test_where_there_is_no_chart_stand_the_words_why():
    facts = city_facts()
    code = "skills"
    assert is_empty(counties_chart(facts, code))
    _, slide = slides(package("city"))[6]
    whole = "".join(texts(slide))
    assert "各县区没有可画的完成率：东城区、西城区、石门县（未报）。" in whole
    assert "各月都没有报全的完成数" in whole
    assert not found(slide, ".//p:graphicFrame")


@pytest.mark.parametrize("region", [EAST, RIVER])
def test_a_county_has_slides_of_its_own(region):
    parts = opened(powerpoint_file(city_facts(region)))
    assert city_facts().plan.tree[region].name in texts(slides(parts)[0][1])[0]
    drawn = set(all_charts(parts))
    assert "months-posts" in drawn
    assert ("counties-posts" in drawn) == (region == EAST)


def test_many_projects_and_counties_have_room():
    facts = many_facts()
    parts = opened(powerpoint_file(facts))
    assert len(slides(parts)) == 4 + len(facts.plan.projects)
    drawn = all_charts(parts)
    assert [
        len(found(drawn[name][0], ".//c:ser[1]//c:cat//c:pt")) for name in ("rates-1", "rates-2")
    ] == [8, 8]
    counties, _, _ = drawn["counties-assistive_devices"]
    assert found(counties, ".//c:barDir/@val") == ["col"]
    assert found(counties, ".//c:catAx//a:bodyPr/@rot") == ["-5400000"]
    assert len(found(counties, ".//c:val//c:pt")) == 27


def test_a_conclusion_too_long_for_a_title_stands_in_the_text():
    names = {item.code: LONG for item in sample_facts().plan.projects}
    facts = changed(
        sample_facts(),
        lambda row: replace(row, completed=None, overall="not_reported", name=names[row.project]),
    )
    projects = tuple(replace(item, short_name=LONG) for item in facts.plan.projects)
    facts = replace(facts, plan=replace(facts.plan, projects=projects))
    _, slide = slides(opened(powerpoint_file(facts)))[1]
    assert texts(slide)[0] == "8个项目进展情况"
    assert any(LONG in text for text in texts(slide)[1:])


# ---------------------------------------------------------------- charts


@pytest.mark.parametrize("name", MAKERS)
def test_charts_and_their_workbooks_hold_the_numbers_of_the_facts(name):
    facts = MAKERS[name]()
    every = [rates_chart(facts)]
    for project in facts.plan.projects:
        every += [counties_chart(facts, project.code), months_chart(facts, project.code)]
    wanted = {chart.name: chart for chart in every if not is_empty(chart)}
    drawn = all_charts(package(name))
    assert list(drawn) == list(wanted)
    for key, chart in wanted.items():
        tree, _, sheet = drawn[key]
        assert len(found(tree, ".//c:ser")) == len(chart.series)
        for column, (item, own) in enumerate(
            zip(chart.series, found(tree, ".//c:ser"), strict=True), start=2
        ):
            points = {
                int(p.get("idx")): float(found(p, "c:v")[0].text) for p in found(own, "c:val//c:pt")
            }
            assert tuple(points.get(place) for place in range(len(item.values))) == item.values
            assert found(own, "c:tx//c:v/text()") == [item.name]
            cells = tuple(sheet.cell(row + 2, column).value for row in range(len(item.values)))
            assert cells == item.values
            names = found(own, "c:cat//c:v/text()")
            assert [sheet.cell(row + 2, 1).value.strip() for row in range(len(names))] == [
                text.strip() for text in names
            ]
            assert found(own, "c:val//c:f/text()")[0].startswith("Sheet1!")


def test_bars_run_from_the_top_and_the_target_is_told_apart():
    tree, _, _ = all_charts(package("sample"))["rates"]
    assert found(tree, ".//c:catAx/c:scaling/c:orientation/@val") == ["maxMin"]
    assert found(tree, ".//c:valAx/c:majorUnit/@val") == ["100.0"]
    assert found(tree, ".//c:valAx/c:scaling/c:min/@val") == ["0.0"]
    assert found(tree, ".//c:dispBlanksAs/@val") == ["gap"]


def test_every_chart_is_described():
    for tree, description, _ in all_charts(package("sample")).values():
        assert description.endswith("。")
        assert len(description) > 20
        assert found(tree, ".//c:externalData")


def test_series_are_told_apart_without_colour():
    tree, _, _ = all_charts(package("sample"))["rates"]
    patterns = found(tree, ".//c:ser/c:spPr/a:pattFill/@prst")
    assert len(set(patterns)) == len(patterns) == 2
    tree, _, _ = all_charts(package("sample"))["months-home_access"]
    assert found(tree, ".//c:ser[2]/c:spPr/a:ln/a:prstDash/@val") == ["dash"]
    tree, _, _ = all_charts(package("sample"))["counties-employment_service"]
    assert not found(tree, ".//c:ser[1]/c:spPr/a:pattFill")
    assert found(tree, ".//c:ser[2]/c:spPr/a:pattFill/@prst") == ["wdUpDiag"]


def test_bars_of_which_a_county_has_one_stand_in_its_middle():
    drawn = all_charts(package("sample"))
    for name, overlap in (("counties-employment_service", "100"), ("rates", "0")):
        tree, _, _ = drawn[name]
        assert len(found(tree, ".//c:ser")) == 2
        # No overlap is what a chart without the word has.
        assert (found(tree, ".//c:overlap/@val") or ["0"]) == [overlap]


def test_bars_of_one_look_say_what_it_means_unless_it_is_all_that_is_measured():
    drawn = all_charts(package("sample"))
    one, two = drawn["counties-assistive_devices"][0], drawn["counties-employment_service"][0]
    assert [len(found(tree, ".//c:ser")) for tree in (one, two)] == [1, 2]
    assert found(one, ".//c:legend")
    assert found(two, ".//c:legend")
    no_target = changed(sample_facts(), lambda row: replace(row, levels={
        key: replace(item, status="no_target", target=None, rate=None, gap=None)
        for key, item in row.levels.items()
    }))  # fmt: skip
    plan = replace(no_target.plan, targets=())
    months, _, _ = all_charts(opened(powerpoint_file(replace(no_target, plan=plan))))[
        "months-employment_service"
    ]
    assert len(found(months, ".//c:ser")) == 1
    assert not found(months, ".//c:legend")


def test_a_county_carried_forward_is_named_beneath_the_chart():
    facts = changed(
        city_facts(), lambda row: replace(row, reported=0) if row.region == EAST else row
    )
    _, slide = slides(opened(powerpoint_file(facts)))[3]
    assert "图中没有：东城区（沿用，不判快慢）。" in "".join(texts(slide))
    facts = changed(city_facts(), lambda row: replace(row, reported=0))
    _, slide = slides(opened(powerpoint_file(facts)))[3]
    said = "".join(texts(slide))
    assert "各县区没有可画的完成率：东城区、西城区、石门县（沿用，不判快慢）。" in said


def test_bars_that_share_a_place_have_room_for_their_numbers():
    tree, _, _ = all_charts(package("sample"))["counties-employment_service"]
    assert len(found(tree, ".//c:ser")) == 2
    assert found(tree, ".//c:dLbls/c:showVal/@val") == ["1"]


def test_nothing_shines_or_casts_a_shadow():
    for name, tree in xml_parts(package("sample")).items():
        assert not found(tree, ".//a:gradFill | .//a:outerShdw | .//a:effectRef"), name


# ---------------------------------------------------------------- text


@pytest.mark.parametrize("name", ["sample", "typed"])
def test_every_run_has_a_chinese_font(name):
    seen = 0
    for part, tree in xml_parts(package(name)).items():
        for run in found(tree, ".//a:r | .//a:fld"):
            assert found(run, "a:rPr/a:ea/@typeface") == ["微软雅黑"], part
            assert found(run, "a:rPr/a:latin/@typeface") == ["Arial"], part
            seen += 1
        for properties in found(tree, ".//a:defRPr"):
            assert found(properties, "a:ea/@typeface") == ["微软雅黑"], part
        for fonts in found(tree, ".//a:majorFont | .//a:minorFont"):
            assert found(fonts, "a:ea/@typeface") == ["微软雅黑"], part
    assert seen > 100


@pytest.mark.parametrize("name", MAKERS)
def test_text_is_large_enough_to_be_read(name):
    parts = package(name)
    for part, tree in xml_parts(parts).items():
        sizes = [int(size) for size in found(tree, ".//a:rPr/@sz | .//a:defRPr/@sz")]
        if part.startswith("ppt/slides/"):
            assert min(sizes) >= 1400, part
        if part.startswith("ppt/charts/"):
            assert min(sizes) >= 1100, part
    for _, slide in slides(parts):
        title = found(slide, ".//p:sp[.//p:ph[@type='title' or @type='ctrTitle']]//a:rPr/@sz")
        assert int(title[0]) >= 2000
    assert found(slides(package("sample"))[2][1], ".//p:sp[.//p:ph]//a:rPr/@sz") == ["2800"]


def test_what_people_typed_stays_text():
    parts = package("typed")
    whole = "".join(text for _, slide in slides(parts) for text in texts(slide))
    for words in TYPED_READ:
        assert words in whole
    for name, content in parts.items():
        if name.endswith(".xlsx"):
            book = opened(content)
            assert b"<f>" not in book["xl/worksheets/sheet1.xml"]
            etree.fromstring(book["xl/sharedStrings.xml"])


def test_no_count_held_back_is_anywhere_in_the_file():
    parts = package("held")
    books = [opened(content) for name, content in parts.items() if name.endswith(".xlsx")]
    for name, content in [*parts.items(), *(item for book in books for item in book.items())]:
        if name.endswith((".xml", ".rels")):
            text = content.decode()
            assert [secret for secret in SECRETS if secret in text] == [], name
    code = [item.code for item in held_facts().plan.projects].index(HELD)
    whole = "".join(texts(slides(parts)[2 + code][1]))
    names = "、".join(held_facts().plan.tree[region].name for region in HELD_REGIONS)
    assert f"图中没有：{names}（不公布）" in whole


def test_a_project_whose_split_is_held_back_has_its_total_only():
    parts = package("held")
    code = [item.code for item in held_facts().plan.projects].index(SPLIT)
    name, slide = slides(parts)[2 + code]
    assert list(charts(parts, name, slide)) == [f"months-{SPLIT}"]
    assert "1521人" in "".join(texts(slide))


# ---------------------------------------------------------------- the file


def test_the_same_release_has_the_same_bytes_at_any_time(monkeypatch):
    facts = sample_facts()
    first = powerpoint_file(facts)
    monkeypatch.setattr("time.time", lambda: 4_000_000_000.0)
    assert powerpoint_file(facts) == first
    with ZipFile(BytesIO(first)) as file:
        assert {item.date_time for item in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        for name in file.namelist():
            if name.endswith(".xlsx"):
                core = opened(file.read(name))["docProps/core.xml"].decode()
                made = facts.head.made_at.astimezone(UTC)
                assert f"{made:%Y-%m-%dT%H:%M:%SZ}" in core


def test_the_file_says_who_made_what_and_when():
    facts = sample_facts()
    core = etree.fromstring(package("sample")["docProps/core.xml"])
    made = f"{facts.head.made_at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
    assert found(core, "dc:title/text()") == ["秦皇岛市残疾人民生实事进展情况"]
    assert found(core, "dc:creator/text()") == [facts.plan.issuer]
    assert found(core, "dcterms:created/text() | dcterms:modified/text()") == [made, made]
    assert not [name for name in package("sample") if "thumbnail" in name or "printer" in name]


def test_no_library_is_loaded_before_a_file_is_asked_for():
    code = (
        "import sys, etl.publication.powerpoint, etl.publication.excel, etl.publication.charts\n"
        "sys.exit(bool({'pptx', 'lxml', 'xlsxwriter'} & set(sys.modules)))"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)


@pytest.mark.office
def test_an_office_shows_every_slide_with_nothing_cut(office_convert, tmp_path):
    reader = program(("pdftotext",), "poppler")
    source = tmp_path / "deck.pptx"
    facts = typed_facts()
    source.write_bytes(powerpoint_file(facts))
    printed = office_convert(source, "pdf", tmp_path)
    done = subprocess.run(
        [reader, "-raw", printed, "-"], capture_output=True, check=True, timeout=60
    )
    pages = ["".join(page.split()) for page in done.stdout.decode().split("\f")[:-1]]
    assert len(pages) == 3 + len(facts.plan.projects)
    assert f"{LONG}：4674人" in pages[2]
    assert "101.6%" in pages[1]
    assert all("来源：秦皇岛市残疾人联合会" in page for page in pages)
