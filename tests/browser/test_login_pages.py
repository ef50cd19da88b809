"""Logging in, one's account, a page that is shut, the end of a session: as a person meets them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Thread
from typing import Any
from urllib.parse import quote

import pytest
from playwright.sync_api import BrowserContext, Page
from werkzeug.serving import make_server

from etl.domain.roles import Role
from etl.store.clock import now
from tests.access.conftest import (
    COOKIE,
    NAMES,
    NEW_PASSWORD,
    PASSWORD,
    Office,
    office,
)
from tests.browser.axe import bring_axe, violations
from tests.browser.client import clean_console

__all__ = ["office"]

pytestmark = pytest.mark.browser

DESK, PHONE = {"width": 1440, "height": 900}, {"width": 390, "height": 844}
SIZES = pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
NOTHING_REPEATED = "nothing-repeated"
TURNED_AWAY = "Failed to load resource: the server responded with a status of "
Bureau = tuple[Office, str]


@pytest.fixture(scope="module")
def bureau(office: Office) -> Iterator[Bureau]:
    """An office whose figures are shut, served: itself and its address."""
    running = make_server("127.0.0.1", 0, office.server(), threaded=True)
    Thread(target=running.serve_forever, daemon=True).start()
    yield office, f"http://localhost:{running.server_port}"
    running.shutdown()
    running.server_close()


@pytest.fixture(scope="module")
def context(browser) -> Iterator[BrowserContext]:
    """One visitor for all tests, who has no cookies at the beginning of each."""
    opened = browser.new_context(locale="zh-CN", timezone_id="Asia/Shanghai")
    yield opened
    opened.close()


@pytest.fixture
def page(context, request) -> Iterator[Page]:
    context.clear_cookies()
    with clean_console(context, request):
        opened = context.new_page()
        yield opened
        opened.close()


def fill_in(page: Page, name: str, password: str = PASSWORD) -> None:
    page.get_by_label("账号", exact=True).fill(name)
    page.get_by_label("密码", exact=True).fill(password)


def be(page: Page, bureau: Bureau, role: Role) -> str:
    """Have the cookie of somebody who has logged in; return the address of the site."""
    office_of, url = bureau
    cookie = office_of.fresh(role).get_cookie(COOKIE)
    assert cookie is not None
    page.context.add_cookies([{"name": COOKIE, "value": cookie.value, "url": url}])
    return url


def wide(page: Page) -> bool:
    """Whether the page is wider than the window."""
    return bool(page.evaluate("document.documentElement.scrollWidth > innerWidth"))


def looked_at(page: Page) -> dict[str, Any]:
    """What axe finds at both sizes, and whether anything must be scrolled sideways."""
    bring_axe(page)
    found: dict[str, Any] = {}
    for name, size in (("desk", DESK), ("phone", PHONE)):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        found[name] = (violations(page, NOTHING_REPEATED), wide(page))
    return found


CLEAN: dict[str, tuple[list[str], bool]] = {"desk": ([], False), "phone": ([], False)}


# ---------------------------------------------------------------- what axe says


def test_axe_finds_nothing_on_the_login(page, bureau):
    _, url = bureau
    page.goto(f"{url}/login?next=/help")
    assert looked_at(page) == CLEAN


@pytest.mark.console_errors
def test_axe_finds_nothing_on_the_login_after_a_wrong_password(page, bureau):
    bureau_office, url = bureau
    name, _ = bureau_office.account()
    page.goto(f"{url}/login")
    fill_in(page, name, "Wrong1password")
    page.get_by_role("button", name="登录").click()
    alert = page.get_by_role("alert")
    alert.wait_for()
    assert "账号或密码不对" in alert.inner_text()
    assert page.get_by_label("密码", exact=True).input_value() == ""
    assert looked_at(page) == CLEAN


def test_axe_finds_nothing_on_ones_account(page, bureau):
    page.goto(f"{be(page, bureau, 'county')}/account")
    assert looked_at(page) == CLEAN


@pytest.mark.console_errors
def test_axe_finds_nothing_on_a_page_that_is_shut(page, bureau):
    """The browser itself logs that the answer was 403, and nothing else is logged."""
    logged: list[str] = []
    page.on("console", lambda message: logged.append(message.text))
    page.goto(f"{be(page, bureau, 'press')}/region/990101")
    assert page.get_by_role("heading", name="没有权限").is_visible()
    assert looked_at(page) == CLEAN
    assert page.get_by_role("main").get_by_role("link").first.is_visible()
    assert [text for text in logged if not text.startswith(f"{TURNED_AWAY}403")] == []


# ---------------------------------------------------------------- by keyboard, without scripts

FOCUSED = """() => {
  const node = document.activeElement;
  const seen = node && node !== document.body && node.getBoundingClientRect();
  return seen && {
    name: node.name || node.textContent.trim(),
    seen: seen.width > 0 && seen.top >= 0 && seen.bottom <= innerHeight,
    marked: getComputedStyle(node).outlineStyle !== "none" ||
      getComputedStyle(node).boxShadow !== "none",
  };
}"""


def tab_to(page: Page, name: str, most: int = 40) -> None:
    """Go on with Tab until the control of this name or text has the focus, in view and marked."""
    for _ in range(most):
        page.keyboard.press("Tab")
        there = page.evaluate(FOCUSED)
        if there and there["name"] == name:
            assert there == {"name": name, "seen": True, "marked": True}
            return
    raise AssertionError(f"Tab never comes to {name}")


@SIZES
def test_login_change_and_logout_by_keyboard_alone(page, bureau, size):
    bureau_office, url = bureau
    name, password = bureau_office.account("leadership", one_time=True)
    page.set_viewport_size(size)
    page.goto(f"{url}/login")
    tab_to(page, "username")
    page.keyboard.type(name)
    tab_to(page, "password", most=1)
    page.keyboard.type(password)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{url}/account")
    for field, typed in (("old", password), ("new", NEW_PASSWORD), ("again", NEW_PASSWORD)):
        tab_to(page, field)
        page.keyboard.type(typed)
    tab_to(page, "改密码", most=1)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{url}/")  # on to the work: a leader's is the overview
    page.goto(f"{url}/account")
    tab_to(page, "退出登录")
    page.keyboard.press("Space")
    page.wait_for_url(f"{url}/login")
    tab_to(page, "跳到正文")
    page.keyboard.press("Enter")
    tab_to(page, "username", most=1)


@SIZES
def test_all_of_it_works_without_scripts(browser, bureau, size):
    bureau_office, url = bureau
    name, password = bureau_office.account("city", one_time=True)
    opened = browser.new_context(java_script_enabled=False, viewport=size, locale="zh-CN")
    page = opened.new_page()
    page.goto(f"{url}/region/990101?year=2023&month=3")
    fill_in(page, name, "Wrong1password")
    page.get_by_role("button", name="登录").click()
    assert "账号或密码不对" in page.get_by_role("alert").inner_text()
    fill_in(page, name, password)
    page.get_by_role("button", name="登录").click()
    assert page.url == f"{url}/account"
    page.goto(f"{url}/help")
    assert page.url == f"{url}/account"
    page.get_by_label("原密码").fill(password)
    page.get_by_label("新密码", exact=True).fill(NEW_PASSWORD)
    page.get_by_label("再输一遍新密码").fill(NEW_PASSWORD)
    page.get_by_role("button", name="改密码").click()
    assert "密码已改好" in page.get_by_role("status").inner_text()
    page.goto(f"{url}/region/990101?year=2023&month=3")
    assert "河口街道" in page.get_by_role("heading", level=1).inner_text()
    page.goto(f"{url}/account")
    page.get_by_role("button", name="退出登录").click()
    assert page.url == f"{url}/login"
    page.goto(f"{url}/account")
    fill_in(page, name, NEW_PASSWORD)
    page.get_by_role("button", name="登录").click()
    assert page.url == f"{url}/account"
    opened.close()


def test_nobody_comes_after_the_login_to_the_page_he_wanted(page, bureau):
    _, url = bureau
    wanted = f"{url}/region/990101?year=2023&month=3"
    page.goto(wanted)
    assert page.url.startswith(f"{url}/login?next=")
    fill_in(page, NAMES["leadership"])
    page.get_by_role("button", name="登录").click()
    page.wait_for_url(wanted)


@pytest.mark.parametrize("wanted", ["//evil.example", "/\\evil.example", "/%2Fevil.example"])
def test_a_browser_is_led_to_no_other_host(page, bureau, wanted):
    _, url = bureau
    page.goto(f"{url}/login?next={quote(wanted, safe='')}")
    fill_in(page, NAMES["leadership"])
    page.get_by_role("button", name="登录").click()
    page.get_by_role("navigation", name="主导航").wait_for()
    assert page.url.startswith(f"{url}/")


def test_a_second_click_sends_the_form_once(page, bureau):
    _, url = bureau
    sent: list[str] = []
    page.goto(f"{url}/login")
    page.on("request", lambda asked: sent.append(asked.method) if "/login" in asked.url else None)
    fill_in(page, NAMES["leadership"])
    page.get_by_role("button", name="登录").dblclick()
    page.wait_for_url(lambda where: "/login" not in where)
    assert sent == ["POST"]


# ---------------------------------------------------------------- the end of a session


@dataclass
class Clock:
    """The server's clock, which a test sets forward; the page's is set forward beside it."""

    ahead: timedelta = timedelta()

    def now(self) -> datetime:
        return now() + self.ahead


@contextmanager
def server_clock() -> Iterator[Clock]:
    clock = Clock()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("etl.services.sessions.now", clock.now)
        patch.setattr("etl.store.accounts.now", clock.now)
        yield clock


def later(page: Page, clock: Clock, minutes: float, of_page: str) -> None:
    """Let the server's clock say so many minutes after the beginning, the page's go on."""
    clock.ahead = timedelta(minutes=minutes)
    page.clock.fast_forward(of_page)


def test_the_end_of_a_session_is_announced_and_takes_nothing_away(page, bureau):
    with server_clock() as clock:
        url = be(page, bureau, "city")
        page.clock.install()
        page.goto(f"{url}/account")
        typed = page.get_by_label("原密码")
        typed.fill("还没有提交的文字")
        box = page.get_by_role("alertdialog")
        later(page, clock, 28.5, "25:01")
        box.wait_for()
        assert "后自动退出登录" in box.inner_text()
        kept = box.get_by_role("button", name="继续使用")
        kept.focus()
        page.keyboard.press("Enter")
        box.wait_for(state="detached")
        # more than half an hour after the login the session still lasts
        later(page, clock, 57, "28:01")
        box.wait_for()
        assert box.get_by_role("button", name="继续使用").is_visible()
        later(page, clock, 60, "02:00")
        again = box.get_by_role("link", name="重新登录")
        again.wait_for()
        assert "本页内容还在" in box.inner_text()
        assert page.url == f"{url}/account"
        assert typed.input_value() == "还没有提交的文字"
        again.click()
        page.wait_for_url(f"{url}/login?next=*")
        fill_in(page, NAMES["city"])
        page.get_by_role("button", name="登录").click()
        page.wait_for_url(f"{url}/account")


def test_the_warning_is_for_everybodys_ears_and_on_pages_that_dash_draws(page, bureau):
    with server_clock() as clock:
        url = be(page, bureau, "leadership")
        page.clock.install()
        page.goto(f"{url}/help")
        page.locator("#react-entry-point > .page").wait_for()
        box = page.get_by_role("alertdialog", name="登录即将到期")
        later(page, clock, 1, "25:01")  # another tab was in use until then
        page.wait_for_load_state("networkidle")
        assert box.count() == 0
        later(page, clock, 29, "30:00")
        box.wait_for()
        bring_axe(page)
        page.locator("main").evaluate("node => node.remove()")  # the page itself is held elsewhere
        assert [text for text in violations(page, NOTHING_REPEATED) if "dialog" in text] == []


def test_nobody_is_warned_who_is_not_logged_in(page, bureau):
    page.clock.install()
    page.goto(f"{bureau[1]}/login")
    page.clock.fast_forward("01:00:00")
    page.wait_for_load_state("networkidle")
    assert page.get_by_role("alertdialog").count() == 0
