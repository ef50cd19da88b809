"""What was quoted can be shown again: a correction changes the next release and not one byte of the first."""

import json
from typing import Any

import pytest

from dashboard.factory import Access, create_server
from etl.services.briefing import LENGTH_NAMES, PART_NAMES, Options, article_of, bulletin_facts
from etl.services.papers import Asked, paper_file
from etl.services.release_answers import figures_answer
from etl.services.release_changes import changes_answer, changes_since
from etl.services.released import open_release
from tests.month.city import CITY, PASSWORD, give_accounts, token_in
from tests.release.months import (
    CHANGLI,
    HAIGANG,
    JULY,
    WHY,
    closed_and_released,
    correct_after_closing,
    sample,
)

PAPERS = [
    *(("press", kind) for kind in ("txt", "docx", "xlsx", "pptx")),
    ("figures", "csv"),
    ("bulletin", "docx"),
    ("supervision", "docx"),
]
PAGES = (
    "/briefing?release=2021-08-1",
    "/briefing?release=2021-08-1&length=short&region=130322",
    "/?release=2021-08-1",
    "/project/employment_service?release=2021-08-1",
    "/region/130302?release=2021-08-1",
    "/trace?release=2021-08-1&region=130302&indicator=employment_service",
    "/api/v1/releases/2021-08-1",
    "/export/project/employment_service/months.svg?release=2021-08-1",
    "/briefing/2021-08-1/charts/employment_service-months.svg",
)
FEWER = {"G11": 23, "H11": 174}


@pytest.fixture(scope="module")
def city(tmp_path_factory):
    """A city whose August was released, corrected at one cell and released again; and before."""
    database = sample(tmp_path_factory.mktemp("frozen"))
    give_accounts(database)
    closed_and_released(database, JULY)
    closed_and_released(database)
    before = (_papers(database, "2021-08-1"), _pages(database))
    correct_after_closing(database, HAIGANG, FEWER)
    yield database, before
    database.close()


def _papers(database, name):
    opened = open_release(database, name)
    found: dict[Any, bytes] = {
        asked: paper_file(database, opened, Asked(*asked)) for asked in PAPERS
    }
    for length in LENGTH_NAMES:
        for region in (None, HAIGANG, CHANGLI):
            options = Options(length, parts=frozenset(PART_NAMES))
            found[length, region] = article_of(opened.facts(region), options).text.encode()
    found["json"] = json.dumps(figures_answer(opened.facts()), sort_keys=True).encode()
    return found


def _pages(database):
    client = create_server(database, Access("of the tests " * 3)).test_client()
    token = token_in(client.get("/login").text)
    form = {"username": CITY, "password": PASSWORD, "csrf_token": token}
    assert client.post("/login", data=form).status_code == 303
    found = {}
    for path in PAGES:
        answer = client.get(path)
        assert answer.status_code == 200, path
        found[path] = answer.data
    return found


def test_every_paper_of_the_first_release_has_the_same_bytes(city):
    database, (papers, _) = city
    again = _papers(database, "2021-08-1")
    assert [key for key in papers if papers[key] != again[key]] == []


def test_every_page_of_the_first_release_has_the_same_bytes_from_a_new_server(city):
    database, (_, pages) = city
    again = _pages(database)
    assert [path for path in pages if pages[path] != again[path]] == []


def test_the_next_release_says_the_corrected_figure_and_no_other(city):
    database, (papers, _) = city
    new = _papers(database, "2021-08-2")
    old = papers["press", "txt"].decode().splitlines()
    now = new["press", "txt"].decode().splitlines()
    moved = [(a, b) for a, b in zip(old, now, strict=True) if a != b]
    assert all("就业服务" in b or b.startswith("注：") for _, b in moved)
    assert any("累计完成736人（比上月增加99人）" in line for line in now)
    assert any("累计完成738人（比上月增加101人）" in line for line in old)
    assert new["short", CHANGLI][:200] == papers["short", CHANGLI][:200]


def test_live_pages_follow_the_correction_while_the_release_does_not(city):
    database, _ = city
    opened = open_release(database, "2021-08-1")
    assert opened.facts().rows["employment_service"].completed == 738
    from etl.services.completion import completion

    live = completion(database, opened.month)
    assert {row.project: row.completed for row in live.rows}["employment_service"] == 736


def test_the_correction_notice_has_figure_before_after_reason_who_and_when(city):
    database, _ = city
    found = changes_answer(changes_since(database, open_release(database, "2021-08-2")))
    assert found is not None
    assert (found["before"], found["correction"]) == ("2021-08-1", True)
    (project,) = found["projects"]
    assert project["before"] == "738人，省定105.4%，市定102.5%，超额完成"
    assert project["after"] == "736人，省定105.1%，市定102.2%，超额完成"
    assert project["difference"] == "少2人，省定完成率降0.3个百分点，市定完成率降0.3个百分点"
    (cell,) = found["cells"]
    assert (cell["region"], cell["indicator"], cell["figure"]) == (
        HAIGANG,
        "employment_service",
        "completed",
    )
    assert (cell["before"], cell["after"]) == ("176人", "174人")
    assert WHY in cell["why"]
    assert cell["filed_by"] == cell["accepted_by"] == CITY
    assert cell["filed_at"]
    assert cell["accepted_at"]


def test_the_notice_is_a_paper_of_the_release_that_corrects_and_of_no_other(city):
    from etl.domain.refusal import NotFound

    database, _ = city
    second = open_release(database, "2021-08-2")
    assert paper_file(database, second, Asked("correction", "docx"))[:2] == b"PK"
    for name in ("2021-08-1", "2021-07-1"):
        with pytest.raises(NotFound, match="没有更正别的定版"):
            paper_file(database, open_release(database, name), Asked("correction", "docx"))


def test_the_next_month_is_held_against_the_last_release_made_before(city):
    database, _ = city
    found = changes_since(database, open_release(database, "2021-08-1"))
    assert found is not None
    assert found.before.head.id == "2021-07-1"
    assert found.is_correction is False
    assert changes_since(database, open_release(database, "2021-07-1")) is None


def test_a_countys_own_words_stand_in_the_sheet_for_it(city):
    database, _ = city
    remarks = bulletin_facts(open_release(database, "2021-08-2")).remarks
    said = [item.note for items in remarks.values() for item in items if item.note]
    assert "本区没有托养机构，全部为居家托养" in said
