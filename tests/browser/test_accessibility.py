"""axe finds nothing on any page in any state, as the server paints it and as Dash's client does."""

import os

import pytest
from werkzeug.routing import Map, Rule

from dashboard.pages.registry import PAGES
from tests.browser.addresses import ADDRESSES, EVERYWHERE, figure
from tests.browser.axe import bring_axe, violations
from tests.browser.client import hold_layout, wait_for_takeover

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


def let_go(page, held):
    """Let Dash's client have the layout; an address that is no page has no client."""
    held.let_go()
    if page.locator("#react-entry-point").count():
        wait_for_takeover(page)


def looked_at(page, size):
    page.set_viewport_size(size)
    return violations(page, REPEATED)


@pytest.mark.parametrize(("city", "path"), EVERYWHERE)
def test_axe_finds_nothing(tab, site, city, path):
    """On a phone as painted, on a desk as taken over: both have the same structure."""
    held = hold_layout(tab)
    tab.set_viewport_size(PHONE)
    tab.goto(site(city) + path, wait_until="load")
    bring_axe(tab)
    painted = looked_at(tab, PHONE)
    let_go(tab, held)
    twice = THOROUGH or (city, path) in TAKEN_OVER
    taken_over = looked_at(tab, DESK) if twice else []
    assert {"painted": painted, "taken over": taken_over} == CLEAN


@pytest.mark.parametrize(("city", "path"), ADDRESSES if THOROUGH else OTHER_WAY_ROUND)
def test_axe_finds_nothing_the_other_way_round(tab, site, city, path):
    held = hold_layout(tab)
    tab.set_viewport_size(DESK)
    tab.goto(site(city) + path, wait_until="load")
    bring_axe(tab)
    painted = looked_at(tab, DESK)
    let_go(tab, held)
    assert {"painted": painted, "taken over": looked_at(tab, PHONE)} == CLEAN


def test_axe_sees_what_is_wrong(tab, site):
    """Or the tests above would hold for any page."""
    tab.goto(site("empty") + "/")
    wait_for_takeover(tab)
    bring_axe(tab)
    tab.evaluate("""() => {
      document.querySelector("h1").insertAdjacentHTML("afterend",
        '<img src="/assets/icon.svg"><p style="color: #bbb; background: #fff">看不清的字</p>');
    }""")
    colour, picture = sorted(violations(tab, REPEATED))
    assert picture.startswith("image-alt: img: ")
    assert colour.startswith("color-contrast: ")
    assert "4.5:1" in colour


def test_every_page_has_its_addresses_in_the_table():
    # Pages of one's own are looked at where they are filled: in tests/month, tests/browser/test_login_pages.
    shared = [page for page in PAGES if not page.private]
    rules = Map([Rule(page.rule, endpoint=page.rule) for page in shared]).bind("")
    asked = {rules.match(path.partition("?")[0])[0] for _, path in ADDRESSES}
    assert asked == {page.rule for page in shared}
