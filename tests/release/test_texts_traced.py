"""Each number of a text leads to a page of the same release that shows that very number."""

import re
from html import unescape

import pytest

from dashboard.factory import Access, create_server
from dashboard.selection import links_within
from dashboard.tracing.reference import trace_address
from etl.services.briefing import LENGTH_NAMES, PART_NAMES, Options, article_of
from etl.services.released import open_release
from tests.month.city import PASSWORD, give_accounts, token_in
from tests.release.months import CHANGLI, JULY, released, sample

PRESS = "新闻办赵敏"
NAME = "2021-08-1"
ALL = Options("full", parts=frozenset(PART_NAMES))


@pytest.fixture(scope="module")
def city(tmp_path_factory):
    database = sample(tmp_path_factory.mktemp("texts"))
    give_accounts(database)
    released(database, JULY)
    released(database)
    client = create_server(database, Access("of the tests " * 3)).test_client()
    form = {"username": PRESS, "password": PASSWORD}
    form["csrf_token"] = token_in(client.get("/login").text)
    assert client.post("/login", data=form).status_code == 303
    yield database, client
    database.close()


def title_of(page: str) -> str:
    (found,) = re.findall(r"<h1>(.*?)</h1>", page, re.S)
    return unescape(re.sub(r"<[^>]*>", "", found))


@pytest.mark.parametrize("region", [None, CHANGLI])
def test_every_number_leads_the_press_to_the_page_that_shows_it(city, region):
    database, client = city
    article = article_of(open_release(database, NAME).facts(region), ALL)
    wrong, kinds = [], set()
    for piece in article.figures:
        assert piece.ref is not None
        kinds.add(piece.ref.kind)
        with links_within(NAME):
            where = trace_address(piece.ref)
        assert f"release={NAME}" in where
        page = client.get(where)
        shown = title_of(page.text) if page.status_code == 200 else str(page.status_code)
        if not _says(shown, piece.text):
            wrong.append((piece.text, where, shown))
    assert wrong == []
    assert {"completed", "rate-city", "funds", "count-exceeded", "change"} <= kinds
    if region is None:
        assert {"history", "fact", "policy", "funds-sum", "coverage"} <= kinds


def _says(title: str, text: str) -> bool:
    """Whether a title names the number: 个 is said of counts in a text and not on their page."""
    number = re.escape(text.removesuffix("个").removeprefix("第").removesuffix("位"))
    return re.search(rf"(?<![\d.]){number}(?![\d.])", title) is not None


@pytest.mark.parametrize("length", LENGTH_NAMES)
def test_the_page_has_the_text_with_its_links(city, length):
    database, client = city
    article = article_of(open_release(database, NAME).facts(), Options(length))
    page = client.get(f"/briefing?release={NAME}&length={length}").text
    body = page.split('class="article"')[1].split('class="notes"')[0]
    words = unescape(re.sub(r"<[^>]*>", "", body))
    for paragraph in article.paragraphs:
        assert paragraph.text in words
    links = re.findall(r'<a [^>]*?href="(/trace[^"]+)"', body)
    assert len(links) == sum(1 for _ in article.figures)
    assert all(f"release={NAME}" in unescape(link) for link in links)


def test_facts_later_than_the_release_do_not_stand_in_it(city):
    database, _ = city
    text = article_of(open_release(database, "2021-07-1").facts(), ALL).text
    assert "云客服" not in text
    assert "1989年" in text


def test_claims_of_the_plan_that_figures_have_to_bear_are_not_quoted(city):
    database, _ = city
    text = article_of(open_release(database, NAME).facts(), ALL).text
    assert "全部超额完成" not in text
    assert "除大学生助学项目外" not in text
    assert "大学生助学正在采集信息，八月底完成资助" in text
