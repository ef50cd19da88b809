from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event
from time import sleep

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.cache import OneAtATime, Recent
from dashboard.document import Bundles, document
from dashboard.pages import trouble
from tests.dashboard.reading import read


def test_what_was_not_used_for_longest_goes_first():
    recent: Recent[str] = Recent(6, len)
    recent.put("a", "aaa")
    recent.put("b", "bbb")
    assert recent.get("a") == "aaa"
    recent.put("c", "cc")
    assert [recent.get(key) for key in "abc"] == ["aaa", None, "cc"]


def test_one_value_is_kept_however_large():
    recent: Recent[str] = Recent(2, len)
    recent.put("a", "aaaa")
    assert recent.get("a") == "aaaa"
    recent.put("b", "b")
    assert recent.get("a") is None


@given(st.lists(st.tuples(st.integers(0, 9), st.text(min_size=1, max_size=5))))
def test_never_more_than_the_limit(puts):
    recent: Recent[str] = Recent(12, len)
    for key, value in puts:
        recent.put(key, value)
        assert recent.get(key) == value
        assert sum(len(recent.get(key) or "") for key in range(10)) <= 12


BUNDLES = Bundles(
    style="p{}",
    icon="i.svg",
    takeover="takeover.js",
    still="still.js",
    session="session.js",
    form_style="f{}",
    form="form.js",
    more={},
    polyfill=("polyfill.js",),
    before=("react.js",),
    libraries=(("dash_core_components", "dcc.js"), ("dash_html_components", "html.js")),
    renderer=("renderer.js",),
    config="<script id=config></script>",
)


def scripts(*used):
    page = document(trouble.sheet("x", 500), "", frozenset(used), BUNDLES)
    (own,) = read(page).all("script")[1:]
    return [own.attributes["src"], *own.attributes["data-scripts"].split()]


def test_a_document_loads_only_the_libraries_of_its_components():
    assert scripts("livelihood") == ["takeover.js", "react.js", "renderer.js", "still.js"]
    assert scripts("livelihood", "dash_html_components")[-2:] == ["html.js", "still.js"]


def test_a_library_comes_after_the_renderer_that_it_needs():
    assert scripts("dash_core_components") == [
        "takeover.js",
        "polyfill.js",
        "react.js",
        "renderer.js",
        "dcc.js",
        "still.js",
    ]


def test_what_several_ask_for_at_once_is_made_once_and_everybody_gets_it():
    once: OneAtATime[str] = OneAtATime()
    begun, go_on = Event(), Event()
    made = []

    def slowly() -> str:
        begun.set()
        go_on.wait(10)
        made.append("one")
        return "the page"

    arrived = Barrier(4)

    def asked() -> str:
        arrived.wait(10)
        return once.made("key", slowly)

    with ThreadPoolExecutor(4) as pool:
        first = pool.submit(once.made, "key", slowly)
        begun.wait(10)
        others = [pool.submit(asked) for _ in range(3)]
        arrived.wait(10)
        sleep(0.2)  # they have nothing left to do but to ask
        go_on.set()
        assert {item.result(10) for item in (first, *others)} == {"the page"}
    assert made == ["one"]
    assert once.made("key", lambda: "made anew") == "made anew", "nothing is kept"


def test_what_fails_fails_for_all_who_wait_and_can_be_tried_again():
    once: OneAtATime[str] = OneAtATime()

    def fails() -> str:
        raise OSError("no database")

    with pytest.raises(OSError, match="no database"):
        once.made("key", fails)
    assert once.made("key", lambda: "there again") == "there again"
