"""An address with a code leads to that code: in view, marked, before and after the take-over."""

import pytest

from tests.browser.client import hold_layout, wait_for_takeover

pytestmark = pytest.mark.browser

DESK, PHONE = {"width": 1440, "height": 900}, {"width": 390, "height": 844}
CODE = "E-NOT-ADDING-UP"
# What a visitor sees of the row: where it is, and whether it looks otherwise than the next one.
SEEN = """(code) => {
  const row = document.getElementById(code);
  const box = row.getBoundingClientRect();
  const ground = (node) => getComputedStyle(node.cells[0]).backgroundColor;
  return {
    inView: box.top >= 0 && box.bottom <= innerHeight,
    marked: ground(row) !== ground(row.nextElementSibling),
    targets: document.querySelectorAll(":target").length,
  };
}"""
FOUND = {"inView": True, "marked": True, "targets": 1}


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_an_address_with_a_code_shows_that_code_marked(tab, site, size):
    tab.set_viewport_size(size)
    tab.goto(f"{site('ordinary')}/help#{CODE}")
    wait_for_takeover(tab)
    assert tab.evaluate(SEEN, CODE) == FOUND


def test_without_scripts_too(browser, site):
    context = browser.new_context(java_script_enabled=False, viewport=PHONE)
    page = context.new_page()
    page.goto(f"{site('empty')}/help#{CODE}")
    row = page.locator(f"tr[id='{CODE}']")
    box = row.bounding_box()
    assert 0 <= box["y"] <= 844 - box["height"]
    # pages' own scripts are off; this one is the test's
    assert page.locator(":target").get_attribute("id") == CODE
    context.close()


def test_a_reader_who_scrolled_on_stays_where_he_is(tab, site):
    held = hold_layout(tab)
    tab.goto(f"{site('ordinary')}/help#{CODE}", wait_until="commit")
    tab.locator(f"tr[id='{CODE}']").wait_for()
    tab.wait_for_load_state("load")
    tab.evaluate("window.scrollTo(0, 120)")
    tab.wait_for_timeout(100)
    held.let_go()
    wait_for_takeover(tab)
    assert tab.evaluate("[scrollY, document.querySelectorAll(':target').length]") == [120, 1]


def test_from_the_index_to_a_code_by_keyboard(tab, site):
    tab.goto(site("ordinary") + "/help")
    wait_for_takeover(tab)
    tab.locator("summary").focus()
    tab.keyboard.press("Enter")
    tab.locator(f".codes-index a[href='#{CODE}']").focus()
    tab.keyboard.press("Enter")
    assert tab.url.endswith(f"/help#{CODE}")
    assert tab.evaluate(SEEN, CODE) == FOUND
    tab.go_back()
    assert tab.url.endswith("/help")


def test_the_index_that_was_opened_stays_open(tab, site):
    held = hold_layout(tab)
    tab.goto(site("ordinary") + "/help", wait_until="commit")
    tab.locator("summary").click()
    tab.wait_for_timeout(100)
    held.let_go()
    wait_for_takeover(tab)
    assert tab.locator("details").evaluate("node => node.open")


def test_tables_keep_their_rows_and_heads_on_a_phone(tab, site):
    tab.set_viewport_size(PHONE)
    tab.goto(site("ordinary") + "/help")
    table = tab.get_by_role("table", name="个人信息：编号、级别、问题和怎么办")
    assert table.get_by_role("columnheader").count() == 4
    assert table.get_by_role("rowheader").count() == table.get_by_role("row").count() - 1


def test_all_of_it_is_printed_but_the_index(tab, site):
    tab.goto(site("ordinary") + "/help")
    tab.emulate_media(media="print")
    assert tab.locator(f"tr[id='{CODE}']").is_visible()
    assert tab.get_by_role("table", name="现行阈值").is_visible()
    assert not tab.locator("summary").is_visible()
    assert not tab.locator(".top nav").is_visible()


# The least contrast (WCAG) of the words of an element's parts against the ground they stand on.
CONTRAST = """(code) => {
  const parse = (text) => text.match(/[0-9.]+/g).map(Number);
  const light = (text) => parse(text).slice(0, 3).map((value) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }).reduce((sum, value, i) => sum + value * [0.2126, 0.7152, 0.0722][i], 0);
  const ground = (node) => {
    const colour = getComputedStyle(node).backgroundColor;
    return parse(colour)[3] === 0 ? ground(node.parentElement) : colour;
  };
  const row = document.getElementById(code);
  const spoken = [...row.querySelectorAll("*")].filter((node) => node.getClientRects().length);
  return Math.min(...spoken.map((node) => {
    const pair = [light(getComputedStyle(node).color), light(ground(node))].sort((a, b) => b - a);
    return (pair[0] + 0.05) / (pair[1] + 0.05);
  }));
}"""


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("code", ["E-NOT-ADDING-UP", "W-FUNDS-STANDARD", "I-NORMALISED"])
def test_what_is_marked_can_be_read(tab, site, size, code):
    tab.set_viewport_size(size)
    tab.goto(f"{site('ordinary')}/help#{code}")
    assert tab.evaluate(CONTRAST, code) >= 4.5
