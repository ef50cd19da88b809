"""Nothing knows the sample: another city, three levels, other units, a year before to compare with."""

import io
import re
import zipfile
from decimal import Decimal
from html import unescape

import pytest

from dashboard.factory import create_server
from etl.domain.period import Month
from etl.domain.roles import Visitor
from etl.services.briefing import PART_NAMES, Options, article_of
from etl.services.database import connect, prepare
from etl.services.papers import Asked, paper_file
from etl.services.release_changes import changes_since
from etl.services.released import open_release
from etl.services.releases import Wanted, make_release
from etl.workbook.template.form import FilledRow
from tests.cities import (
    COUNTY,
    EAST,
    SUBMITTING,
    YEAR,
    file_form,
    load_forms,
    load_plan,
    second_city,
    sqlite,
    usual_forms,
    usual_rows,
)

BY = Visitor("cli:测试")
MARCH = Month(YEAR, 3)
EVERYTHING = Options("full", parts=frozenset(PART_NAMES))


@pytest.fixture(scope="module")
def city(tmp_path_factory):
    """Two years; this year's county did one and a half times as much; then one cell corrected."""
    database = connect(sqlite(tmp_path_factory.mktemp("second") / "city.sqlite"))
    prepare(database)
    for year in (YEAR - 1, YEAR):
        plan = second_city(year)
        load_plan(database, plan)
        load_forms(database, usual_forms(plan))
    make_release(database, Wanted(MARCH), BY)
    plan = second_city()
    rows = usual_rows(COUNTY, 3)
    assert SUBMITTING[4] == COUNTY, "its step is five: 20 a month, 60 by March"
    more = FilledRow(60, 100, note="补录40人")
    load_forms(database, {"石门更正.xlsx": file_form(plan, COUNTY, MARCH, rows | {"visits": more})})
    make_release(database, Wanted(MARCH, reason="石门补录"), BY)
    yield database
    database.close()


def facts(database, name=f"{YEAR}-03-1", region=None):
    return open_release(database, name).facts(region)


def texts_of(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        parts = [book.read(name).decode() for name in book.namelist() if name.endswith(".xml")]
    return unescape(re.sub(r"<[^>]*>", "", "".join(parts)))


def test_only_whole_months_of_one_unit_are_held_against_last_year(city):
    whole = article_of(facts(city), EVERYTHING).text
    assert "同比" not in whole, "one county is carried forward"
    county = article_of(facts(city, f"{YEAR}-03-2", COUNTY), EVERYTHING).text
    visits = next(line for line in county.splitlines() if "走访慰问累计完成" in line)
    assert "累计完成100人（同比增长66.7%，比上月增加60人）" in visits
    meals = next(line for line in county.splitlines() if "老残助餐累计完成" in line)
    assert "同期" not in meals, "a county's project of several indicators: of this month alone"


def test_last_years_figure_is_traced_within_the_release(city):
    client = create_server(city).test_client()
    path = f"/trace?release={YEAR}-03-2&region={COUNTY}&project=visits&figure=year-on-year"
    page = client.get(path)
    if page.status_code == 303:  # figures of a city that is no sample are not open to nobody
        from dashboard.factory import Access

        open_to_all = Access("of the tests " * 3, open_reading=True)
        page = create_server(city, open_to_all).test_client().get(path)
    assert page.status_code == 200
    assert "同比增长 66.7%" in page.text


@pytest.mark.parametrize("kind", ["docx", "xlsx", "pptx"])
def test_the_files_speak_of_this_city_alone(city, kind):
    data = paper_file(city, open_release(city, f"{YEAR}-03-1"), Asked("press", kind))
    said = texts_of(data)
    assert "云州市" in said
    assert "东城区" in said
    assert not re.search("秦皇岛|昌黎|辅具|示例", said)


def test_decimals_units_and_levels_without_target_are_said_as_they_are(city):
    text = article_of(facts(city), EVERYTHING).text
    assert "公益岗位帮扶累计完成63人月" in text
    assert "市定任务为900人次，与完成数单位不同，不计算完成率" in text
    east = article_of(facts(city, region=EAST), EVERYTHING).text
    assert "公益岗位帮扶累计完成13.5人月" in east


def test_the_bulletin_says_on_how_many_reports_a_place_stands(city):
    said = texts_of(paper_file(city, open_release(city, f"{YEAR}-03-1"), Asked("bulletin", "docx")))
    assert "（已报4/5）" in said
    assert "西城区沿用此前月份的数" in said
    assert "完成率比序时进度慢不超过1个百分点为达序时" in said


def test_one_corrected_cell_is_all_that_the_notice_names(city):
    changes = changes_since(city, open_release(city, f"{YEAR}-03-2"))
    assert changes is not None
    (cell,) = changes.cells
    assert (cell.region, cell.indicator, cell.before, cell.after) == (
        COUNTY,
        "visits",
        Decimal(60),
        Decimal(100),
    )
    assert cell.handling is not None
    assert "补录40人" in cell.handling.why
    assert [item.project for item in changes.other()] == ["visits"]
    said = texts_of(
        paper_file(city, open_release(city, f"{YEAR}-03-2"), Asked("correction", "docx"))
    )
    for words in ("石门补录", "60人", "100人", "补录40人", "cli:测试"):
        assert words in said
