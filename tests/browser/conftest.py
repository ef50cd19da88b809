"""Sites for the browser: each city served on a port of its own, once for all tests."""

from collections.abc import Callable, Iterator
from threading import Thread
from typing import Any

import pytest
from playwright.sync_api import Browser, Page
from werkzeug.serving import BaseWSGIServer, make_server

from dashboard.factory import server_for
from tests.browser.client import clean_console
from tests.dashboard import cities


@pytest.fixture(scope="session")
def site() -> Iterator[Callable[[str], str]]:
    """The address of a city's site, without a slash at its end."""
    running: dict[str, BaseWSGIServer] = {}

    def of(city: str) -> str:
        if city not in running:
            application = server_for(getattr(cities, city)())
            running[city] = make_server("127.0.0.1", 0, application, threaded=True)
            Thread(target=running[city].serve_forever, daemon=True).start()
        return f"http://localhost:{running[city].server_port}"

    yield of
    for server in running.values():
        server.shutdown()
        server.server_close()


@pytest.fixture(scope="session")
def _only_tab(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(locale="zh-CN", timezone_id="Asia/Shanghai")
    yield context.new_page()
    context.close()


@pytest.fixture
def tab(
    _only_tab: Page, context_options: dict[str, Any], request: pytest.FixtureRequest
) -> Iterator[Page]:
    """A page for tests that do not ask who was there before: it has the scripts already.

    A fresh visitor takes a process of his own, who loads and compiles them all. What a test
    leaves behind beyond routes, size and media (listeners, scripts for every page) needs `page`.
    """
    _only_tab.set_viewport_size(context_options["viewport"])
    with clean_console(_only_tab.context, request):
        yield _only_tab
        _only_tab.unroute_all(behavior="ignoreErrors")
        _only_tab.goto("about:blank")
        _only_tab.emulate_media(media="null", color_scheme="null", forced_colors="null")
