"""In the browser: every number on a page is a way, and at its end stands that very number."""

import re

import pytest

from tests.browser.client import wait_for_takeover
from tests.dashboard.tracing import NOT_FIGURES, Shown, says

pytestmark = pytest.mark.browser

PAGES = [
    ("incomplete", "/"),
    ("ordinary", "/project/rehab"),
    ("second_city", "/region/N1"),
]

COLLECT = """() => [...document.querySelectorAll("main [data-figure]")].map((node) => {
  const link = node.closest("a");
  return [node.dataset.figure, node.textContent, link ? link.getAttribute("href") : ""];
})"""

FOLLOW = """async (hrefs) => {
  const said = {};
  for (const href of hrefs) {
    const answer = await fetch(href);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const traced = page.querySelector("[data-figure=traced]");
    said[href] = answer.ok && traced ? traced.textContent : "";
  }
  return said;
}"""


@pytest.mark.parametrize(("city", "path"), PAGES)
def test_every_figure_of_the_page_is_shown_by_the_page_of_its_origin(tab, site, city, path):
    tab.goto(site(city) + path)
    wait_for_takeover(tab)
    figures = [
        Shown(name, text, href)
        for name, text, href in tab.evaluate(COLLECT)
        if name not in NOT_FIGURES and re.search(r"\d", text)
    ]
    assert figures
    assert [item for item in figures if not item.href.startswith("/trace?")] == []
    said = tab.evaluate(FOLLOW, sorted({item.href for item in figures}))
    assert [(item, said[item.href]) for item in figures if not says(said[item.href], item)] == []


def test_from_the_number_to_the_cell_and_on_to_another_county(tab, site):
    tab.goto(site("ordinary") + "/project/rehab")
    tab.locator("tr[data-region='990009'] a[data-figure='rate'][data-level='city']").click()
    assert "figure=rate-city" in tab.url
    assert tab.locator("h1").inner_text().startswith("青松新区残疾人精准康复服务市定完成率")
    cell = tab.locator("#cell")
    assert "青松新区2021年8月.xlsx" in cell.inner_text()
    assert cell.locator("td.here").count() == 1
    tab.go_back()
    tab.locator("dd a[data-figure='rate-city']").first.click()
    tab.locator("#regions").get_by_role("link", name="月报!H8").nth(2).click()
    assert "part=990003" in tab.url
    assert "清河县2021年8月.xlsx" in tab.locator("#cell").inner_text()
    tab.get_by_role("navigation", name="从数到经手人").get_by_role(
        "link", name="页面上的数"
    ).click()
    assert tab.url.endswith("/project/rehab?year=2021&month=8")
