"""Dash's client in the browser: wait until it has the page, or keep it waiting; its console."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import BrowserContext, ConsoleMessage, WebError


def wait_for_takeover(page):
    """Not by a function to evaluate again and again: the page's own policy forbids eval."""
    page.locator("#react-entry-point > .page").wait_for()


class HeldLayout:
    """The layout's answer kept back until it is let go, whenever the page asks for it."""

    def __init__(self, page):
        self._held = []
        self._free = False
        page.route("**/_dash-layout**", self._hold)

    def _hold(self, route):
        if self._free:
            route.continue_()
        else:
            self._held.append(route)

    def let_go(self):
        self._free = True
        for route in self._held:
            route.continue_()


def hold_layout(page):
    """Keep the layout back until it is let go."""
    return HeldLayout(page)


@contextmanager
def clean_console(context: BrowserContext, request: pytest.FixtureRequest) -> Iterator[None]:
    """Hold a test to it that its pages log no errors, unless it says that they will."""
    errors: list[str] = []

    def note(message: ConsoleMessage) -> None:
        if message.type == "error":
            errors.append(f"{message.text} ({message.location['url']})")

    def weberror(error: WebError) -> None:
        errors.append(str(error.error))

    context.on("console", note)
    context.on("weberror", weberror)
    yield
    context.remove_listener("console", note)
    context.remove_listener("weberror", weberror)
    if request.node.get_closest_marker("console_errors") is None:
        assert errors == [], f"the page logged errors: {errors}"
