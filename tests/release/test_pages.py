"""The press page over HTTP: who may, what stands there, how a release is made, what is logged."""

import json
import re
import shutil
from pathlib import Path

import pytest

from dashboard.factory import Access, create_server
from etl.services.audit import newest
from etl.services.database import connect
from etl.services.months import close_month
from etl.services.releases import every_release
from tests.cities import sqlite
from tests.contract.schemas import assert_fits
from tests.month.city import CITY, OTHERS, PASSWORD, give_accounts, statistician, token_in
from tests.release.months import (
    AUGUST,
    CITY_HALL,
    HAIGANG,
    closed_and_released,
    correct_after_closing,
    sample,
)

NAMES = {role: name for name, role in reversed(OTHERS.items())} | {"county": statistician(HAIGANG)}
FILES = ("press.docx", "press.xlsx", "press.pptx", "press.txt", "figures.csv", "bulletin.docx")


@pytest.fixture(scope="module")
def prepared(tmp_path_factory):
    """A city with accounts and nothing released: copied by who changes it."""
    database = sample(tmp_path_factory.mktemp("pages"))
    give_accounts(database)
    database.close()
    return Path(str(database.engine.url.database))


@pytest.fixture
def city(prepared, tmp_path):
    target = tmp_path / "city.sqlite"
    shutil.copyfile(prepared, target)
    database = connect(sqlite(target))
    yield database
    database.close()


def client_of(database, role):
    client = create_server(database, Access("of the tests " * 3)).test_client()
    if role is not None:
        form = {"username": NAMES[role], "password": PASSWORD}
        form["csrf_token"] = token_in(client.get("/login").text)
        assert client.post("/login", data=form).status_code == 303
    return client


def release_by(client, **fields):
    form = {"period": "2021-08", "as_of": "", "reason": "", **fields}
    form["csrf_token"] = token_in(client.get("/briefing").text)
    return client.post("/briefing/release", data=form, follow_redirects=True)


def test_the_city_releases_a_month_on_the_page_once_for_the_same_figures(city):
    client = client_of(city, "city")
    assert "还没有定版的数" in client.get("/briefing").text
    page = release_by(client).text
    assert "已定版：2021-08-1。" in page
    assert "初步数" in page
    again = release_by(client).text
    assert "数与2021-08-1相同，没有另出新版。" in again
    close_month(city, AUGUST, CITY_HALL, {})
    assert "已定版：2021-08-2。" in release_by(client, reason="关账").text
    assert [item.head.final for item in every_release(city)] == [False, True]
    assert [row.entry.subject for row in newest(city, 9, action="release")] == [
        "2021-08-2",
        "2021-08-1",
    ]


def test_what_cannot_be_released_is_told_where_the_form_is(city):
    client = client_of(city, "city")
    page = release_by(client, as_of="2021-07-31").text
    assert "截至日期2021-07-31不在2021年8月之内。" in page
    assert release_by(client, period="8月").status_code == 404
    assert every_release(city) == ()


def test_before_any_release_the_press_is_told_so_and_sees_no_figure(city):
    page = client_of(city, "press").get("/briefing").text
    assert "还没有定版的数" in page
    assert "4674" not in page


@pytest.mark.parametrize("role", [None, *NAMES])
def test_each_role_gets_what_is_for_it(city, role):
    closed_and_released(city)
    client = client_of(city, role)
    may_read = role in ("city", "leadership", "press")
    refused = 403 if role else 303
    assert client.get("/briefing?release=2021-08-1").status_code == (200 if may_read else refused)
    for file in FILES:
        answer = client.get(f"/briefing/2021-08-1/{file}")
        assert answer.status_code == (200 if may_read else 403 if role else 401), file
    internal = client.get("/briefing/2021-08-1/internal/supervision.docx").status_code
    assert internal == (200 if role in ("city", "leadership") else 403 if role else 401)
    api = client.get("/api/v1/releases").status_code
    assert api == (200 if may_read or role == "admin" else 403 if role else 401)
    if role != "city":
        made = client.post("/briefing/release", data={"csrf_token": "x"}).status_code
        assert made in (400, 401, 403)


def test_the_press_sees_released_figures_and_nothing_live(city):
    closed_and_released(city)
    client = client_of(city, "press")
    for path in ("/", "/project/home_access", "/region/130302", "/?release=2021-08-1",
                 "/project/home_access?release=2021-08-1", "/api/v1/completion",
                 "/api/v1/trace?region=130300&indicator=rehab_adult",
                 "/trace?region=130300&indicator=rehab_adult",
                 "/trace?region=130300&indicator=rehab_adult&release="):  # fmt: skip
        assert client.get(path).status_code == 403, path
    traced = "/trace?release=2021-08-1&region=130300&indicator=rehab_adult"
    assert client.get(traced).status_code == 200
    assert client.get("/trace?release=2021-08-9&region=130300").status_code == 404
    correct_after_closing(city, HAIGANG, {"G11": 23, "H11": 174})
    page = client.get("/trace?release=2021-08-1&indicator=employment_service").text
    assert "738人" in page
    assert "736" not in page


def test_a_superseded_release_is_marked_in_the_list_and_its_own_page_stays(city):
    closed_and_released(city)
    client = client_of(city, "press")
    before = client.get("/briefing?release=2021-08-1").data
    correct_after_closing(city, HAIGANG, {"G11": 23, "H11": 174})
    assert client.get("/briefing?release=2021-08-1").data == before
    desk = client.get("/briefing").text
    assert "已有新版2021-08-2" in desk
    assert "更正通知" in desk
    assert "核减重复登记2人" in desk
    listed = json.loads(client.get("/api/v1/releases").text)
    assert_fits(listed, "releases")
    assert [item["supersedes"] for item in listed["releases"]] == [None, "2021-08-1"]


def test_the_answer_for_programs_has_the_frozen_figures_and_what_changed(city):
    closed_and_released(city)
    correct_after_closing(city, HAIGANG, {"G11": 23, "H11": 174})
    client = client_of(city, "press")
    first = json.loads(client.get("/api/v1/releases/2021-08-1").text)
    second = json.loads(client.get("/api/v1/releases/2021-08-2").text)
    assert_fits(first, "release")
    assert_fits(first, "completion")
    completed = [
        {row["project"]: row["completed"] for row in one["rows"]} for one in (first, second)
    ]
    assert [one["employment_service"] for one in completed] == [738, 736]
    assert first["changes"] is None
    assert second["changes"]["cells"][0]["after"] == "174人"
    assert client.get("/api/v1/releases/2021-08-1.csv").data.startswith(b"\xef\xbb\xbf")
    assert client.get("/api/v1/releases/2021-08-9").status_code == 404


def test_files_bear_release_and_day_in_their_names_and_are_logged(city):
    closed_and_released(city)
    client = client_of(city, "press")
    answer = client.get("/briefing/2021-08-1/press.docx?length=short")
    name = answer.headers["Content-Disposition"]
    assert 'filename="2021-08-1-press.docx"' in name
    assert "%E9%80%9A%E7%A8%BF-2021-08-1-%E6%88%AA%E8%87%B32021-08-18.docx" in name
    (row, *_) = newest(city, 5, action="export")
    assert (row.entry.actor, row.entry.subject) == (NAMES["press"], "2021-08-1 press.docx")
    for odd in ("press.exe", "supervision.docx", "nothing.docx", "press.pdf", "../press.docx"):
        assert client.get(f"/briefing/2021-08-1/{odd}").status_code == 404, odd


@pytest.mark.parametrize("kind", ["svg", "png"])
def test_pictures_have_title_day_and_source_in_them(city, kind):
    closed_and_released(city)
    client = client_of(city, "press")
    answer = client.get(f"/briefing/2021-08-1/charts/home_access-months.{kind}")
    assert answer.status_code == 200
    if kind == "png":
        assert answer.data.startswith(b"\x89PNG")
        return
    for words in (
        "累计进度与两级任务",
        "2021年8月18日",
        "2021-08-1定版",
        "秦皇岛市残疾人联合会",
        "示例数据",
    ):
        assert words in answer.text, words


def test_pages_of_a_release_keep_their_links_within_it(city):
    closed_and_released(city)
    page = client_of(city, "leadership").get("/project/home_access?release=2021-08-1").text
    body = page.split('id="content"')[1].split("<footer")[0]
    links = re.findall(r'href="(/(?:trace|project|region|export)?[^"#]*)"', body)
    live = [link for link in links if "release=2021-08-1" not in link]
    assert len(links) > 60
    assert live == ["/project/home_access?year=2021&amp;month=8"], "only the way to live figures"


def test_an_address_of_a_month_that_a_release_does_not_have_helps(city):
    closed_and_released(city)
    client = client_of(city, "leadership")
    page = client.get("/?release=2021-08-1&year=2021&month=9")
    assert page.status_code == 404
    assert "定版2021-08-1里只有2021年1月至8月的数" in page.text
    assert client.get("/?release=2021-08-1&year=2021&month=3").status_code == 200
    assert client.get("/?release=2020-01-1").status_code == 404


def test_the_name_of_whoever_is_logged_in_stands_on_no_released_page(city):
    closed_and_released(city)
    for role in ("press", "leadership"):
        page = client_of(city, role).get("/briefing?release=2021-08-1").text
        assert NAMES[role] not in page
        assert "csrf_token" not in page
    assert CITY in page, "who released it stands there"


def test_an_address_that_asks_for_nonsense_is_answered_in_words(city):
    closed_and_released(city)
    client = client_of(city, "press")
    for path in ("/briefing/2021-08-1/press.docx?length=zzz", "/briefing?release=2021-08-1&length=zzz",
                 "/briefing/2021-08-1/press.docx?project=nothing",
                 "/briefing/2021-08-1/press.docx?region=nothing",
                 "/briefing/2021-08-1/charts/nothing.svg"):  # fmt: skip
        assert client.get(path).status_code == 404, path


def test_how_the_months_work_stands_is_shown_to_the_city_alone(city):
    closed_and_released(city)
    assert "各月关账和定版情况" in client_of(city, "city").get("/briefing").text
    for role in ("press", "leadership"):
        page = client_of(city, role).get("/briefing").text
        assert "关账和定版情况" not in page
        assert 'action="/briefing/release"' not in page
