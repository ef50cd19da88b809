"""Every figure of every page leads to its origin, and that page shows the very number."""

import re

import pytest

from tests.dashboard.reading import Node, read
from tests.dashboard.tracing import Origins, figures_of, says

PAGES = [
    ("ordinary", "/"),
    ("ordinary", "/?year=2021&month=5"),
    ("ordinary", "/project/rehab"),
    ("ordinary", "/project/students"),
    ("ordinary", "/region/990009"),
    ("incomplete", "/"),
    ("incomplete", "/project/training"),
    ("incomplete", "/project/sport"),
    ("incomplete", "/region/990007"),
    ("incomplete", "/region/990009"),
    ("first_month", "/project/rehab"),
    ("second_city", "/"),
    *(("second_city", f"/project/{code}") for code in "abcde"),
    *(("second_city", f"/region/{code}") for code in ("R", "N", "S1")),
]


@pytest.fixture(scope="module")
def origins():
    """The pages of origin by city."""
    return {}


@pytest.mark.parametrize(("city", "path"), PAGES)
def test_every_figure_leads_to_a_page_that_shows_it(visit, origins, city, path):
    client = visit(city)
    shown = list(figures_of(read(client.get(path).text).one("main")))
    assert shown
    unlinked = [item for item in shown if not item.href.startswith("/trace?")]
    assert unlinked == []
    found = origins.setdefault(city, Origins(client))
    said = [(item, found.said(item.href)) for item in shown]
    assert [pair for pair in said if not says(pair[1], pair[0])] == []


def _free_numbers(node: Node, linked: bool = False):
    """Yield texts with digits that stand in no link."""
    for child in node.children:
        if isinstance(child, str):
            if not linked and re.search(r"\d", child):
                yield child.strip()
        elif not set(child.attributes.get("class", "").split()) & {"vh", "file", "day", "words"}:
            yield from _free_numbers(child, linked or child.tag == "a")


WORDS = re.compile(
    r"""
    /?\d+/12个月                         # what the calendar says of the month
    | \d+月 | \d+月数 | \d+:\d+           # months and times
    | .*第\d+版.* | 按时 | 迟\d+天          # versions, and how late they came
    | \d{4}年\d+月\d+日 | (未报送|沿用)：.*
    | \d+月\d+日前报送 | 次年.* | 已过.*期限
    | 100\.0%                            # the whole, of which shares are parts
    | \d+个项目按(各自)?计划曲线
    | 现?沿用\d+月数 | 未达到：.*等\d+个项目 | ((略|黄灯|红灯)滞后\d+、?)+.*
    | 含\d+县区沿用数 | .*缺\d+.* | [（(].* | 沿用\d+月数
    """,
    re.VERBOSE,
)


@pytest.mark.parametrize(("city", "path"), PAGES)
def test_no_number_of_a_table_or_a_key_figure_stands_without_its_origin(visit, city, path):
    main = read(visit(city).get(path).text).one("main")
    cells = [node for tag in ("td", "dd", "strong") for node in main.all(tag)]
    free = {text for node in cells for text in _free_numbers(node)}
    assert sorted(text for text in free if not WORDS.fullmatch(text)) == []


# When, which version, names with digits, and how many stand in the list or table beneath.
NO_FIGURES = re.compile(
    r"\d+(月|日|天|年|版|条|个县区|县区|个月)|超过[\d.]+个百分点|[北南]\d县|0到125%|(滞后|退步|报|审核|退回|提醒)\d+"
)


def _sentences(main: Node):
    """Yield sentences; what a check found is quoted as it was written to the county."""
    yield from (
        node for node in main.all("p") if node.attributes.get("class") in ("says", "untied")
    )
    for item in main.all("li"):
        if item.attributes.get("data-kind", "odd") != "odd":
            yield from item.all("div")


@pytest.mark.parametrize(("city", "path"), PAGES)
def test_no_number_of_a_sentence_stands_without_its_origin(visit, city, path):
    main = read(visit(city).get(path).text).one("main")
    free = {text for node in _sentences(main) for text in _free_numbers(node)}
    assert sorted(text for text in free if re.search(r"\d", NO_FIGURES.sub("", text))) == []
