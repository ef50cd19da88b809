"""Pages on a desk, on a phone and enlarged: nothing sideways, by keyboard alone, without scripts."""

import pytest

pytestmark = pytest.mark.browser

DESK, PHONE = {"width": 1440, "height": 900}, {"width": 390, "height": 844}
ENLARGED = {"width": 720, "height": 450}  # 1440 x 900 at 200 %

PAGES = [
    ("ordinary", "/"),
    ("ordinary", "/project/rehab"),
    ("ordinary", "/region/990001"),
    ("incomplete", "/"),
    ("incomplete", "/project/training"),
    ("incomplete", "/region/990000"),
    ("second_city", "/"),
    ("province", "/"),
    ("province", "/project/rehab"),
    ("empty", "/"),
    ("ordinary", "/help"),
    ("empty", "/help"),
]


@pytest.mark.parametrize(("city", "path"), PAGES)
def test_no_page_scrolls_sideways(tab, site, city, path):
    # the boxes of pictures are there before the pictures
    tab.goto(site(city) + path, wait_until="domcontentloaded")
    for size in (DESK, ENLARGED, PHONE, {"width": 320, "height": 640}):
        tab.set_viewport_size(size)
        assert tab.evaluate("document.documentElement.scrollWidth") <= size["width"], size


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_no_words_are_cut_off_or_lie_on_each_other(tab, site, size):
    tab.set_viewport_size(size)
    tab.goto(site("incomplete") + "/")
    crowded = tab.evaluate("""() => {
      const bad = [];
      document.querySelectorAll(".progress tbody tr, .progress tfoot tr").forEach((row) => {
        const cells = [...row.children].map((cell) => [cell, cell.getBoundingClientRect()]);
        cells.forEach(([a, one], i) => cells.slice(i + 1).forEach(([b, two]) => {
          const wide = Math.min(one.right, two.right) - Math.max(one.left, two.left);
          const high = Math.min(one.bottom, two.bottom) - Math.max(one.top, two.top);
          if (wide > 1 && high > 1) bad.push(a.innerText + " / " + b.innerText);
        }));
        cells.forEach(([cell]) => {
          if (cell.scrollWidth > cell.clientWidth + 1 && cell.clientWidth > 2
            && !cell.querySelector(".axis, .bullet")) bad.push(cell.innerText);
        });
      });
      return bad;
    }""")
    assert crowded == []


def bottom_of(page, part):
    """Where a part of the page ends, measured in one go: the client may take over meanwhile."""
    return page.evaluate(
        "part => document.querySelector(part).getBoundingClientRect().bottom", part
    )


def test_the_answer_stands_on_the_first_screen(tab, site):
    tab.set_viewport_size(DESK)
    tab.goto(site("ordinary") + "/")
    for part in (
        ".conclusion",
        ".strip",
        ".matrix tbody tr:last-child",
        ".progress tbody tr:nth-child(8)",
    ):
        assert bottom_of(tab, part) <= 910, part
    tab.set_viewport_size(PHONE)
    assert bottom_of(tab, ".conclusion") <= 844


def test_by_keyboard_alone(page, site):
    page.goto(site("ordinary") + "/")
    page.keyboard.press("Tab")
    # Asked in one go: the client may draw the link anew between two questions.
    text, top = page.evaluate("""() => {
      const skip = document.activeElement;
      return [skip.innerText, skip.getClientRects()[0].top];
    }""")
    assert (text, top >= 0) == ("跳到正文", True)
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"
    seen: list[str] = []
    while len(seen) < 200 and "东湖区" not in seen:
        page.keyboard.press("Tab")
        shown = page.evaluate("""() => {
          const style = getComputedStyle(document.activeElement);
          return [document.activeElement.innerText, style.outlineStyle, style.outlineWidth];
        }""")
        seen.append(shown[0])
        assert shown[1:] == ["solid", "3px"], shown
    # in the order of the page: its month, its projects with their figures, its counties
    ways = ["7月", "查看", "残疾人基本辅具适配", "105.9%", "残疾人精准康复服务", "东湖区"]
    assert [text for text in seen if text in ways] == ways


def test_two_clicks_to_the_county_and_its_month(tab, site):
    tab.goto(site("incomplete") + "/")
    tab.locator(".matrix").get_by_role("link", name="平川县").click()
    assert tab.url.endswith("/region/990004?year=2021&month=5")
    tab.get_by_role("navigation", name="选择月份").get_by_role("link", name="4月").click()
    assert tab.url.endswith("/region/990004?year=2021&month=4")
    tab.go_back()
    tab.go_back()
    assert tab.url.endswith("/")
    tab.locator(".conclusion").wait_for()


def test_two_clicks_from_a_number_to_the_filing_it_comes_from(tab, site):
    tab.goto(site("incomplete") + "/")
    tab.locator("td[data-region='990004'][data-project='jobs'] a").click()
    assert tab.url.endswith("&region=990004&project=jobs&figure=rate-city")
    assert tab.locator("h1").inner_text().startswith("平川县残疾人就业服务市定完成率")
    tab.get_by_role("link", name="平川县的全部报送记录").click()
    assert tab.url.endswith("/region/990004?year=2021&month=5#filings")
    tab.locator("#filings").wait_for()


def test_without_scripts_the_page_is_whole_and_the_month_can_be_chosen(browser, site):
    context = browser.new_context(java_script_enabled=False, viewport=PHONE)
    page = context.new_page()
    page.goto(site("ordinary") + "/")
    page.locator(".conclusion").wait_for()
    assert page.locator(".page").count() == 1
    page.locator("select[name=month]").select_option("3")
    page.get_by_role("button", name="查看").click()
    assert page.url.endswith("/?year=2021&month=3")
    assert "1—3月" in page.locator("h1").inner_text()
    context.close()


def test_headings_tables_and_landmarks_have_names(tab, site):
    tab.goto(site("ordinary") + "/")
    for role, count in (("banner", 1), ("main", 1), ("contentinfo", 1)):
        assert tab.get_by_role(role).count() == count, role
    table = tab.get_by_role("table", name="各项目的累计完成、两级完成率、与序时比和状态")
    tab.set_viewport_size(PHONE)
    assert table.get_by_role("row").count() == 9
    assert table.get_by_role("rowheader").count() == 8
    assert tab.get_by_role("link", name="查看", exact=True).count() == 0


@pytest.mark.console_errors
@pytest.mark.parametrize("path", ["/nothing", "/project/nobody", "/?year=2021&month=99"])
def test_a_wrong_address_leads_on(tab, site, path):
    tab.set_viewport_size(PHONE)
    tab.goto(site("province") + path)
    assert tab.evaluate("document.documentElement.scrollWidth") <= 390
    tab.get_by_role("link", name="回到总览").click()
    tab.locator(".conclusion").wait_for()
