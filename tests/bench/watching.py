"""What a browser shows of a page, frame by frame, noted by a script inside the page.

The script looks once per frame, so that it sees what a reader sees and hardly costs anything;
the same script runs in every page that is compared.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Browser, Error, Page

VIEW = {"width": 1440, "height": 900}
QUIET_MS = 300
PATIENCE = 60.0

_SCRIPT = """(() => {
  const leave = %(leave)s, link = %(link)s, waits = %(waits)s;
  const seen = {frames: 0, without: 0, doubled: 0, whole: null, taken: null, last: 0, moved: []};
  let started = false;
  window.seen = seen;
  const count = (what) => document.querySelectorAll(what).length;
  const isWhole = () => %(whole)s;
  const isTaken = () => !waits || (count("#react-entry-point > .page") && !count("#served"));
  // Runs when the frame that is being made has been drawn.
  const drawn = (work) => {
    const channel = new MessageChannel();
    channel.port1.onmessage = work;
    channel.port2.postMessage(0);
  };
  const go = () => {
    if (sessionStorage.left) return;
    sessionStorage.left = performance.timeOrigin + performance.now();
    document.querySelector(link).click();
  };
  const reached = (name) => {
    if (seen[name] !== null) return;
    seen[name] = -1;
    drawn(() => {
      seen[name] = performance.now();
      if (leave === name) setTimeout(go, 100);
    });
  };
  const look = () => {
    seen.last = performance.now();
    if (document.body) {
      const said = [...document.querySelectorAll(".conclusion")]
        .filter((node) => node.textContent && node.getClientRects().length).length;
      started = started || said > 0;
      seen.frames += started ? 1 : 0;
      seen.without += started && !said ? 1 : 0;
      seen.doubled += said > 1 ? 1 : 0;
      if (said && isWhole()) reached("whole");
      if (seen.whole > 0 && isTaken()) reached("taken");
    }
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
  new PerformanceObserver((list) => list.getEntries().forEach((e) => seen.moved.push(e.value)))
    .observe({type: "layout-shift", buffered: true});
  window.told = () => ({...seen,
    first: (performance.getEntriesByName("first-contentful-paint")[0] || {}).startTime || null,
    since: sessionStorage.left ? performance.timeOrigin - Number(sessionStorage.left) : null});
})();"""


@dataclass(frozen=True)
class Site:
    """A page to look at. ``whole`` is the JavaScript condition that all of it is there.

    ``taken``: Dash's client takes it over after that.
    """

    name: str
    address: str
    whole: str
    taken: bool = False


@dataclass(frozen=True)
class Seen:
    """One view, in milliseconds from its start: the address entered, or the link clicked.

    ``first`` is the browser's own entry of the first paint with content, ``whole`` the first
    frame with all of it, ``taken`` the frame in which Dash's client has it. ``frames`` counts
    those since the conclusion was first there, ``without`` those of them that lack it.
    """

    first: float
    whole: float
    taken: float
    frames: int
    without: int
    doubled: int
    shifts: tuple[float, ...]

    @property
    def painted(self) -> float:
        """When all of the content was on the screen: neither measure alone says so.

        The frame with all of it is noted before it is shown; the first paint may lack parts.
        """
        return max(self.first, self.whole)


def watch(page: Page, site: Site, leave: str = "", link: str = "") -> None:
    """Put the script into whatever the page shows from now on.

    ``leave`` ("whole" or "taken") is the moment, 100 ms after which the first document
    follows a link by itself.
    """
    parts = {
        "leave": repr(leave),
        "link": repr(link),
        "waits": "true" if site.taken else "false",
        "whole": site.whole,
    }
    page.add_init_script(_SCRIPT % parts)


def told(page: Page, left: bool = False) -> Seen:
    """Wait until a page is whole, taken over and quiet; return what was seen of it.

    ``left``: wait for the second document, and count from the click on the link to it.
    """
    end = time.perf_counter() + PATIENCE
    while time.perf_counter() < end:
        page.wait_for_timeout(200)
        found = _ask(page)
        if found and (found["since"] or not left) and _is_quiet(found):
            return _seen(found, found["since"] if left else 0.0)
    raise TimeoutError(f"{page.url} was never whole: {_ask(page)}")


def _ask(page: Page) -> dict[str, Any] | None:
    """Ask the script what it saw; None between two documents."""
    try:
        result: dict[str, Any] | None = page.evaluate("() => window.told ? told() : null")
    except Error:
        return None
    return result


def _is_quiet(found: dict[str, Any]) -> bool:
    taken = found["taken"] or -1
    return found["first"] is not None and taken > 0 and found["last"] > taken + QUIET_MS


def _seen(found: dict[str, Any], since: float) -> Seen:
    return Seen(
        first=found["first"] + since,
        whole=found["whole"] + since,
        taken=found["taken"] + since,
        frames=found["frames"],
        without=found["without"],
        doubled=found["doubled"],
        shifts=tuple(found["moved"]),
    )


@contextmanager
def visitor(browser: Browser) -> Iterator[Page]:
    """Give the page of a new visitor, whose browser knows nothing yet."""
    context = browser.new_context(locale="zh-CN", viewport=VIEW)  # type: ignore[arg-type]
    try:
        yield context.new_page()
    finally:
        context.close()


# ---- bytes


@dataclass(frozen=True)
class Received:
    """An answer as it came over the wire; ``size`` in bytes with its head."""

    url: str
    status: int
    size: int


class Wire:
    """Counts what a page receives; slows it a little, so never while it is timed."""

    def __init__(self, page: Page) -> None:
        self.received: list[Received] = []
        self._urls: dict[str, str] = {}
        self._status: dict[str, int] = {}
        session = page.context.new_cdp_session(page)
        session.on("Network.requestWillBeSent", self._asked)
        session.on("Network.responseReceivedExtraInfo", self._answered)
        session.on("Network.loadingFinished", self._finished)
        session.send("Network.enable")

    def _asked(self, event: dict[str, Any]) -> None:
        self._urls[event["requestId"]] = event["request"]["url"]

    def _answered(self, event: dict[str, Any]) -> None:
        self._status[event["requestId"]] = event["statusCode"]

    def _finished(self, event: dict[str, Any]) -> None:
        key = event["requestId"]
        size = int(event["encodedDataLength"])
        found = Received(self._urls.get(key, ""), self._status.get(key, 0), size)
        self.received.append(found)

    @property
    def total(self) -> int:
        """All bytes so far."""
        return sum(item.size for item in self.received)
