"""What several things told beside each other could give away of a county's two children."""

import json
import re
from dataclasses import replace
from html import unescape

import pytest

from dashboard.factory import Access, create_server
from dashboard.pages.briefing.pictures import pictures_of
from dashboard.selection import links_within
from dashboard.services import ServiceSource
from etl.services.briefing import PART_NAMES, Options, article_of, bulletin_facts
from etl.services.papers import Asked, paper_file
from etl.services.release_answers import figures_answer
from etl.services.release_changes import changes_answer, changes_since
from etl.services.released import open_release
from etl.services.withholding import kept_before
from tests.month.city import PASSWORD, give_accounts, token_in
from tests.release.months import (
    JULY,
    NEW_DISTRICT,
    closed_and_released,
    correct,
    correct_after_closing,
    released,
    sample,
)
from tests.release.test_second_city import texts_of

CARE = "care_service"
LAST = Options("full", parts=frozenset(PART_NAMES))
ONE_AND_ONE = {"G12": 0, "H12": 1, "I12": 0, "J12": 0.1, "G13": 0, "H13": 1, "I13": 0, "J13": 0.1,
               "K12": "核减", "K13": "核减"}  # fmt: skip


@pytest.fixture(scope="module")
def city(tmp_path_factory):
    """A county with one person in each of a project's two indicators: its total is held back."""
    database = sample(tmp_path_factory.mktemp("together"))
    give_accounts(database)
    correct(database, NEW_DISTRICT, {**ONE_AND_ONE, "G12": -0, "G13": -23})
    closed_and_released(database)
    yield database, open_release(database, "2021-08-1")
    database.close()


def held_totals(opened):
    return {w.region for w in opened.release.head.withheld if w.project == CARE and not w.indicator}


def test_the_countys_total_is_held_back_with_a_partner(city):
    _, opened = city
    assert NEW_DISTRICT in held_totals(opened)
    assert len(held_totals(opened)) >= 2


def test_no_picture_tells_the_count_of_a_county_that_is_held_back(city):
    database, opened = city
    read = ServiceSource(database).released("2021-08-1")
    names = {opened.plan.tree[code].name for code in held_totals(opened)}
    with links_within("2021-08-1"):
        for picture in pictures_of(read):
            if picture.key.startswith((CARE, "overview")):
                said = unescape(re.sub(r"<[^>]*>", "|", picture.draw()))
                assert not [name for name in names if name in said], picture.key


def test_the_bulletin_has_no_place_no_order_and_no_lamp_that_bounds_it(city):
    database, opened = city
    found = bulletin_facts(opened)
    assert any(row.region == NEW_DISTRICT for row in found.behind(CARE))
    said = texts_of(paper_file(database, opened, Asked("bulletin", "docx")))
    assert "有项目的县区数因小数值不公布，本月不作综合排位。" in said
    listed = said.split("慢于序时进度的县区")[-1].split("判定规则")[0]
    assert not re.search("托养服务北戴河新区", listed)
    assert "县区数因小数值不公布的，没有列入。" in said


def test_the_answer_for_programs_gives_no_status_beside_the_target(city):
    _, opened = city
    answer = figures_answer(opened.facts())
    for row in answer["regions"]:
        if row["project"] == CARE and row["region"] in held_totals(opened):
            assert set(row["status"].values()) == {None}
            assert set(row["rate"].values()) == {None}


def test_a_countys_own_text_counts_it_among_what_is_not_told(city):
    _, opened = city
    text = article_of(opened.facts(NEW_DISTRICT), LAST).text
    assert "1个因小数值不公布（托养服务）" in text
    assert "残疾人托养服务的完成数按小数值保护的规定不公布。" in text
    assert "慢于序时进度（精准康复、技能培训、托养服务）" not in text


def test_a_county_with_several_indicators_is_told_of_the_month_alone(city):
    """A difference to the month before would tell what was held back in it."""
    _, opened = city
    text = article_of(opened.facts(NEW_DISTRICT), LAST).text
    by_project = {line[2:6]: line for line in text.splitlines() if "累计完成" in line}
    assert "比上月" not in by_project["精准康复"]
    assert "比上月增加" in by_project["就业服务"]


def test_the_press_gets_no_trace_that_needs_another_month_of_a_county(city):
    database, _ = city
    client = create_server(database, Access("of the tests " * 3)).test_client()
    form = {"username": "新闻办赵敏", "password": PASSWORD}
    form["csrf_token"] = token_in(client.get("/login").text)
    client.post("/login", data=form)
    base = f"/trace?release=2021-08-1&region={NEW_DISTRICT}"
    for query in ("&project=rehabilitation&figure=change", "&project=home_access&figure=recent-city",
                  "&project=home_access&figure=year-on-year", "&figure=funds-sum"):  # fmt: skip
        assert client.get(base + query).status_code == 404, query
    assert client.get(f"{base}&project=home_access&figure=rate-city").status_code == 200


def test_a_correction_names_no_county_of_a_project_with_counts_held_back(tmp_path):
    database = sample(tmp_path)
    few = {"H9": 2, "G9": -2, "J9": 6, "I9": 1.2, "K9": "核减重复登记"}
    correct(database, NEW_DISTRICT, few)
    closed_and_released(database)
    correct_after_closing(database, NEW_DISTRICT, few | {"H9": 1, "G9": -3, "J9": 1.2, "I9": -3.6})
    found = changes_answer(changes_since(database, open_release(database, "2021-08-2")))
    assert found is not None
    assert [item["project"] for item in found["projects"]] == ["rehabilitation"]
    assert found["cells"] == []
    said = texts_of(
        paper_file(database, open_release(database, "2021-08-2"), Asked("correction", "docx"))
    )
    assert "含小数值的项目，更正的县区数不公布。" in said
    assert "北戴河新区" not in said
    database.close()


def test_money_of_the_whole_is_held_back_where_its_split_is(tmp_path):
    """One county alone: its counts are those of the whole, and standards tell them from money."""
    from tests.month.city import COUNTIES, without_months_from

    database = without_months_from(1, tmp_path)
    correct(database, NEW_DISTRICT, {"H9": 2, "G9": 2, "J9": 2.4, "I9": 2.4})
    from etl.services.months import close_month
    from tests.release.months import AUGUST, CITY_HALL

    close_month(database, AUGUST, CITY_HALL, dict.fromkeys(COUNTIES, "没有报"))
    release = released(database)
    opened = open_release(database, release.id)
    answer = json.dumps(figures_answer(opened.facts()), ensure_ascii=False)
    rehab = [row for row in json.loads(answer)["rows"] if row["project"] == "rehabilitation"]
    assert [row["funds_yuan"] for row in rehab] == [None]
    text = article_of(opened.facts(), LAST).text
    assert "精准康复的资金因小数值不公布" in text
    database.close()


def test_what_is_carried_forward_from_a_released_month_stays_held_back(city):
    """Shown in August as July's figure, it would be shown of July too."""
    _, opened = city
    cells = opened.completion(opened.month, by="cell")
    july = replace(opened.release.head, id="2021-07-1", month=JULY)
    assert july.withheld
    assert kept_before(cells, [july]) == (), "all is August's own"
    carried = tuple(
        replace(row, state="carried_forward", from_month=JULY)
        if row.region == NEW_DISTRICT
        else row
        for row in cells.rows
    )
    kept = kept_before(replace(cells, rows=carried), [july])
    assert {(w.region, w.project) for w in kept} == {(NEW_DISTRICT, CARE)}
    assert {w.indicator for w in kept} == {"care_institution", "care_home"}
