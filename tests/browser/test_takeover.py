"""Dash's client takes the painted page over: same document, no flash, nothing lost."""

import json
from threading import Thread

import pytest
from dash import dcc
from werkzeug.serving import make_server

from dashboard.factory import server_for
from dashboard.pages import overview
from tests.browser.client import hold_layout, wait_for_takeover
from tests.dashboard import cities

pytestmark = pytest.mark.browser

PAGES = [
    ("ordinary", "/"),
    ("ordinary", "/project/rehab?year=2021&month=8"),
    ("ordinary", "/region/990001"),
    ("incomplete", "/"),
    ("incomplete", "/project/training"),
    ("second_city", "/region/R"),
    ("plan_only", "/?year=2021&month=12"),
    ("province", "/"),
    ("empty", "/"),
    ("ordinary", "/help"),
]


# The painted page, parsed anew from its source, and the client's: as plain structures,
# written down, because a tree of thousands of nodes is handed over slowly.
STRUCTURES = """async () => {
  const outline = (node) => {
    // There a chart has only its place until the client draws it.
    if (node.matches("[data-placeholder], .dash-graph")) return "chart";
    const attributes = [...node.attributes].map((a) => [a.name, a.value])
      .filter(([name]) => !["style", "selected"].includes(name)).sort();
    if (node.style.cssText) attributes.push(["style", node.style.cssText]);
    if (node.tagName === "SELECT") attributes.push(["chosen", node.selectedIndex]);
    const children = [];
    for (const child of node.childNodes) {
      if (child.nodeType === Node.ELEMENT_NODE) children.push(outline(child));
      else if (typeof children[children.length - 1] === "string")
        children[children.length - 1] += child.data;
      else children.push(child.data);
    }
    return [node.tagName, attributes, children];
  };
  const source = await (await fetch(location.href)).text();
  const painted = new DOMParser().parseFromString(source, "text/html");
  return [
    outline(painted.querySelector("#served > .page")),
    outline(document.querySelector("#react-entry-point > .page")),
  ].map((tree) => JSON.stringify(tree));
}"""

# One sample per frame, and one per change of the document.
WATCH = """
window.samples = [];
const look = () => {
  const pages = [...document.querySelectorAll(".page")].filter((p) => p.getClientRects().length);
  if (!document.body) return;
  const said = pages.map((p) => p.querySelector(".conclusion"));
  const ids = [...document.querySelectorAll("[id]")].filter((n) => n.getClientRects().length)
    .map((n) => n.id);
  const box = said[0] && said[0].getBoundingClientRect();
  samples.push([pages.length, said.filter(Boolean).length, ids.length - new Set(ids).size,
    box ? Math.round(box.top) : null, document.body.innerText.includes("Loading")]);
};
const loop = () => { look(); requestAnimationFrame(loop); };
requestAnimationFrame(loop);
window.shifts = [];
new PerformanceObserver((list) => list.getEntries().forEach(
  (e) => { shifts.push([e.startTime, e.value]); }))
  .observe({ type: "layout-shift", buffered: true });
"""


@pytest.fixture
def context_options(context_options):
    return {**context_options, "viewport": {"width": 1440, "height": 900}}


def assert_steady(page):
    """No frame of a half-read page, none without the conclusion or with two, nothing that moves."""
    samples, shifts = page.evaluate("[samples, shifts]")
    first = next(i for i, sample in enumerate(samples) if sample[1])
    assert not [sample for sample in samples[:first] if sample[0]]
    shown = samples[first:]
    assert len(shown) > 5
    assert {tuple(sample[:3]) for sample in shown} == {(1, 1, 0)}
    assert len({sample[3] for sample in shown}) == 1
    assert not any(sample[4] for sample in samples)
    assert shifts == []


@pytest.mark.parametrize(("city", "path"), PAGES)
def test_the_client_draws_the_painted_page(tab, site, city, path):
    tab.goto(site(city) + path)
    wait_for_takeover(tab)
    painted, drawn = map(json.loads, tab.evaluate(STRUCTURES))
    assert painted
    assert drawn == painted


@pytest.mark.parametrize(("city", "path"), [PAGES[0], PAGES[1], PAGES[7]])
def test_no_frame_is_without_the_conclusion_or_has_two(page, site, city, path):
    page.add_init_script(WATCH)
    page.goto(site(city) + path)
    wait_for_takeover(page)
    page.wait_for_timeout(300)
    assert_steady(page)


def test_a_page_is_shown_when_all_of_it_is_there_also_without_scripts(browser, site):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site("ordinary") + "/")
    assert page.locator(".conclusion").is_visible()
    whole = page.request.get(site("ordinary") + "/").text()
    half = whole[: whole.index("</main>")]
    page.route("**/help", lambda route: route.fulfill(body=half, content_type="text/html"))
    page.goto(site("ordinary") + "/help")
    assert page.locator(".conclusion").count() == 1
    assert not page.locator(".page").is_visible()
    context.close()


def test_focus_choice_and_scroll_survive(page, site):
    held = hold_layout(page)
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(site("ordinary") + "/", wait_until="commit")
    page.locator("select[name=month]").select_option("3")
    page.locator(".matrix tbody tr").nth(3).locator("a").nth(2).focus()
    page.locator(".regions .scroll").evaluate("box => { box.scrollLeft = 30; }")
    now = """[document.activeElement.href, scrollY,
      document.querySelector("select[name=month]").value,
      document.querySelector(".regions .scroll").scrollLeft]"""
    before = page.evaluate(now)
    assert before[3] == 30
    page.wait_for_timeout(100)
    held.let_go()
    wait_for_takeover(page)
    assert page.evaluate(now) == before


def test_a_click_that_has_begun_on_the_painted_page_is_not_lost(page, site):
    held = hold_layout(page)
    page.goto(site("ordinary") + "/")
    link = page.locator(".matrix tbody tr").nth(3).locator("a").nth(2)
    way = link.get_attribute("href")
    link.hover()
    page.mouse.down()
    held.let_go()
    page.locator("#react-entry-point > .page").wait_for(state="attached")
    page.wait_for_timeout(200)
    assert page.locator("#served .conclusion").is_visible()
    page.mouse.up()
    page.wait_for_url(site("ordinary") + way)


def test_a_press_that_ends_elsewhere_does_not_keep_the_page(page, site):
    held = hold_layout(page)
    page.goto(site("ordinary") + "/")
    page.locator("h1").hover()
    page.mouse.down()
    held.let_go()
    page.locator("#react-entry-point > .page").wait_for(state="attached")
    page.mouse.move(5, 5)
    page.mouse.up()
    wait_for_takeover(page)


# How many frames had the whole page when the first of the client's scripts was added.
WATCH_SCRIPTS = """
window.frames = 0;
const count = () => {
  if (document.readyState !== "loading" && document.querySelector(".conclusion")) frames += 1;
  requestAnimationFrame(count);
};
requestAnimationFrame(count);
new MutationObserver((changes) => changes.forEach((change) => change.addedNodes.forEach((node) => {
  if (node.tagName === "SCRIPT" && node.src && !node.dataset.scripts && !("framesBefore" in window))
    window.framesBefore = frames;
}))).observe(document, { childList: true, subtree: true });
"""


def test_the_client_comes_when_the_page_is_on_the_screen(page, site):
    page.add_init_script(WATCH_SCRIPTS)
    page.goto(site("ordinary") + "/")
    wait_for_takeover(page)
    assert page.evaluate("framesBefore") >= 2


@pytest.mark.parametrize("late", ["react@", "dash_renderer"])
def test_scripts_run_in_order_and_once_however_they_arrive(page, site, late):
    asked, held = [], []

    def hold(route):
        held.append(route)

    page.on("request", lambda request: asked.append(request.url))
    page.route(f"**/*{late}*", hold)
    with page.expect_request_finished(lambda request: "still.js" in request.url):
        page.goto(site("ordinary") + "/", wait_until="commit")  # what is held may hold up "load"
    assert page.locator("#served .conclusion").is_visible()
    held[0].continue_()
    wait_for_takeover(page)
    page.wait_for_load_state("networkidle")
    named = page.locator("script[data-scripts]").get_attribute("data-scripts").split()
    root = site("ordinary")
    scripts = [url.removeprefix(root) for url in asked if ".js" in url]
    assert scripts[1:] == named
    assert len(set(scripts)) == len(scripts)
    assert [url.split("?")[0] for url in asked if "/_dash-" in url and ".js" not in url] == [
        f"{root}/_dash-layout",
        f"{root}/_dash-dependencies",
    ]


@pytest.mark.console_errors
@pytest.mark.parametrize("missing", ["react@", "react-dom@", "dash_renderer", "still.js"])
def test_the_painted_page_stays_when_a_script_does_not_come(page, site, missing):
    said = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(error.message))
    page.route(f"**/*{missing}*", lambda route: route.abort())
    with page.expect_request_finished(lambda request: "prop-types" in request.url):
        page.goto(site("ordinary") + "/")
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(300)
    assert page.locator("#served .conclusion").is_visible()
    assert page.locator(".page").count() == 1
    assert said == ["Failed to load resource: net::ERR_FAILED"]


def test_in_a_tab_that_draws_no_frames_the_client_comes_too(page, site):
    page.add_init_script("window.requestAnimationFrame = () => 0;")
    page.goto(site("ordinary") + "/")
    wait_for_takeover(page)
    assert page.locator(".page").count() == 1


def test_going_back_is_a_page_like_any(page, site):
    page.goto(site("ordinary") + "/")
    wait_for_takeover(page)
    page.goto(site("ordinary") + "/help")
    wait_for_takeover(page)
    page.go_back()
    wait_for_takeover(page)
    assert page.locator(".page").count() == 1
    scripts = page.locator("script[src]").evaluate_all("nodes => nodes.map((node) => node.src)")
    assert len(set(scripts)) == len(scripts) > 3


def test_a_page_needs_few_bytes_and_no_charts(page, site):
    sizes = {}
    page.on("requestfinished", lambda request: sizes.update({request.url: request.sizes()}))
    page.goto(site("ordinary") + "/")
    wait_for_takeover(page)
    page.wait_for_load_state("networkidle")
    total = sum(size["responseBodySize"] + size["responseHeadersSize"] for size in sizes.values())
    assert 100_000 < total < 230_000
    assert not [url for url in sizes if "plotly" in url or "dash_table" in url]


def test_an_unchanged_page_is_not_sent_again(page, site):
    page.goto(site("ordinary") + "/")
    wait_for_takeover(page)
    states = {}
    page.on("requestfinished", lambda request: states.update({request.url: request.sizes()}))
    page.reload()
    wait_for_takeover(page)
    page.wait_for_load_state("networkidle")
    assert sum(size["responseBodySize"] for size in states.values()) < 1000


def test_a_live_part_is_drawn_by_dash_between_still_ones(page, monkeypatch):
    """A chart brings its own libraries and changes nothing of the page around it."""
    plain = overview.layout

    def with_chart(*asked):
        tree = plain(*asked)
        main = next(item for item in tree.children if item._type == "Main")
        figure = {"data": [{"type": "bar", "x": ["8月"], "y": [1]}]}
        main.children = [*main.children, dcc.Graph(figure=figure, style={"height": "300px"})]
        return tree

    monkeypatch.setattr(overview, "layout", with_chart)
    server = make_server("127.0.0.1", 0, server_for(cities.ordinary()), threaded=True)
    Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    page.add_init_script(WATCH)
    page.goto(f"http://localhost:{server.server_port}/")
    page.locator(".js-plotly-plot .bars").first.wait_for(state="attached")
    assert page.locator(".page").count() == 1
    assert_steady(page)
    server.shutdown()
    server.server_close()
