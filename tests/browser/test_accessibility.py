"""axe finds nothing on any page in any state, as the server paints it and as Dash's client does."""

import os

import pytest
from werkzeug.routing import Map, Rule

from dashboard.pages.registry import PAGES
from tests.browser.addresses import ADDRESSES, EVERYWHERE, figure
from tests.browser.axe import bring_axe, violations
from tests.browser.client import hold_layout, wait_for_takeover
from tests.conftest import clean_console

pytestmark = pytest.mark.browser

DESK, PHONE = {"width": 1440, "height": 900}, {"width": 390, "height": 844}
CLEAN: dict[str, list[str]] = {"painted": [], "taken over": []}
# The pages of one kind are drawn by the same functions, whatever the city, and the client draws
# what the server painted, which is held elsewhere: so every page is looked at once, these twice
# more. ``AXE=all`` looks at every page in every way.
OTHER_WAY_ROUND = [
    ("incomplete", "/"),
    ("incomplete", "/project/training"),
    ("incomplete", figure("rate-city", "990000", "jobs", 5)),
]
TAKEN_OVER = [*OTHER_WAY_ROUND, ("ordinary", "/help"), ("second_city", "/region/R")]
THOROUGH = os.environ.get("AXE") == "all"
# Rows that differ from those above them in figures only.
REPEATED = """.codes tbody tr:nth-child(n + 6), .matrix tbody tr:nth-child(n + 11),
  .plain tbody tr:nth-child(n + 11), .progress tbody tr:nth-child(n + 11),
  .siblings li:nth-child(n + 11)"""


@pytest.fixture(scope="module")
def tab(browser):
    """One tab for all pages: axe does not ask who was there before, and opening one takes long."""
    context = browser.new_context(locale="zh-CN", timezone_id="Asia/Shanghai")
    yield context.new_page()
    context.close()


@pytest.fixture
def page(tab, request):
    with clean_console(tab.context, request):
        yield tab
        tab.unroute_all(behavior="ignoreErrors")
        tab.goto("about:blank")


def let_go(page, held):
    """Let Dash's client have the layout; an address that is no page has no client."""
    held.let_go()
    if page.locator("#react-entry-point").count():
        wait_for_takeover(page)


def looked_at(page, size):
    page.set_viewport_size(size)
    return violations(page, REPEATED)


@pytest.mark.parametrize(("city", "path"), EVERYWHERE)
def test_axe_finds_nothing(page, site, city, path):
    """On a phone as painted, on a desk as taken over: both have the same structure."""
    held = hold_layout(page)
    page.set_viewport_size(PHONE)
    page.goto(site(city) + path, wait_until="load")
    bring_axe(page)
    painted = looked_at(page, PHONE)
    let_go(page, held)
    twice = THOROUGH or (city, path) in TAKEN_OVER
    taken_over = looked_at(page, DESK) if twice else []
    assert {"painted": painted, "taken over": taken_over} == CLEAN


@pytest.mark.parametrize(("city", "path"), ADDRESSES if THOROUGH else OTHER_WAY_ROUND)
def test_axe_finds_nothing_the_other_way_round(page, site, city, path):
    held = hold_layout(page)
    page.set_viewport_size(DESK)
    page.goto(site(city) + path, wait_until="load")
    bring_axe(page)
    painted = looked_at(page, DESK)
    let_go(page, held)
    assert {"painted": painted, "taken over": looked_at(page, PHONE)} == CLEAN


def test_axe_sees_what_is_wrong(page, site):
    """Or the tests above would hold for any page."""
    page.goto(site("empty") + "/")
    wait_for_takeover(page)
    bring_axe(page)
    page.evaluate("""() => {
      document.querySelector("h1").insertAdjacentHTML("afterend",
        '<img src="/assets/icon.svg"><p style="color: #bbb; background: #fff">看不清的字</p>');
    }""")
    colour, picture = sorted(violations(page, REPEATED))
    assert picture.startswith("image-alt: img: ")
    assert colour.startswith("color-contrast: ")
    assert "4.5:1" in colour


def test_every_page_has_its_addresses_in_the_table():
    # Pages of one's own are looked at where they are filled: in tests/month, tests/browser/test_login_pages.
    shared = [page for page in PAGES if not page.private]
    rules = Map([Rule(page.rule, endpoint=page.rule) for page in shared]).bind("")
    asked = {rules.match(path.partition("?")[0])[0] for _, path in ADDRESSES}
    assert asked == {page.rule for page in shared}
