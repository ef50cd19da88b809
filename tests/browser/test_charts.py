"""Charts in a page: a picture at once, Plotly's drawing over it later, nothing that moves."""

from fractions import Fraction
from itertools import groupby
from threading import Thread
from urllib.parse import quote

import pytest
from dash import html
from werkzeug.serving import make_server

from dashboard import sheets
from dashboard.components.graph import graph
from dashboard.entry import asset_url
from dashboard.factory import server_for
from dashboard.figures.chart import Chart, Line, Point, Series
from dashboard.pages.sheet import Sheet
from etl.domain.sentence import said
from tests.browser.client import hold_layout, wait_for_takeover
from tests.browser.test_takeover import WATCH, assert_steady
from tests.dashboard import cities

pytestmark = pytest.mark.browser

PICTURE = "data:image/svg+xml," + quote(
    '<svg xmlns="http://www.w3.org/2000/svg" width="960" height="320">'
    '<rect width="960" height="320" fill="#ff00ff"/></svg>'
)
TYPED = "<b>甲</b> & %{y} &lt;"
DONE = (365, 777, 1399, 2210, 3035, 4395, 5808, 7014)

MONTHS = Chart(
    name="months",
    title="累计进度",
    sentence=said("s"),
    unit="人",
    categories=tuple(f"{number}月" for number in range(1, 13)),
    series=(
        Series(
            "累计完成",
            "line",
            (
                *(Point(Fraction(n), str(n), words=f"累计{n}人，{TYPED}") for n in DONE),
                *(Point(None),) * 4,
            ),
        ),
        Series(
            "序时计划",
            "plan",
            tuple(Point(Fraction(6900 * n, 12), words="计划") for n in range(12)),
        ),
    ),
    lines=(
        Line("省定 6600", "province", Fraction(6600)),
        Line("市定 6900", "city", Fraction(6900)),
    ),
    under=("9/9",) * 8 + ("",) * 4,
    under_name="已报",
)
REGIONS = Chart(
    name="regions",
    title="县区",
    sentence=said("s"),
    unit="%",
    categories=("东湖区", TYPED),
    series=(
        Series(
            "市定完成率", "bar", (Point(Fraction(108), "108.0%"), Point(Fraction(60), tone="slow"))
        ),
        Series("市定", "city", (Point(Fraction(100)),) * 2),
        Series("序时进度", "pace", (Point(Fraction(200, 3)),) * 2),
    ),
    sideways=True,
)

# One sample per frame: of every chart, whether something of it can be seen.
WATCH_CHARTS = """
window.chartFrames = [];
const seen = (box) => {
  const picture = box.querySelector("img");
  const drawing = box.querySelector(".main-svg");
  if (drawing && !box.querySelector(".point")) return "empty drawing";
  if (drawing) return "drawn";
  return picture && picture.complete && picture.naturalWidth ? "picture" : "nothing";
};
const lookAtCharts = () => {
  const boxes = [...document.querySelectorAll(".chart")].filter((b) => b.getClientRects().length);
  if (boxes.length) chartFrames.push(boxes.map((b) => [seen(b), b.clientHeight]));
  requestAnimationFrame(lookAtCharts);
};
requestAnimationFrame(lookAtCharts);
"""


def sheet_with_charts(*_):
    cards = [
        html.Section([html.H2(chart.title), graph(chart, picture)], className="card")
        for chart, picture in ((MONTHS, PICTURE), (REGIONS, asset_url("icon.svg")))
    ]
    below = html.P([html.A("后面的链接", href="/help")], style={"height": "1200px"})
    body = [html.H1("精准康复"), html.P("两级任务均达到。", className="conclusion"), *cards, below]
    return Sheet("图", html.Div([html.Main(body)], className="page"))


@pytest.fixture(scope="module")
def charts():
    """The address of a page with two charts."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sheets, "sheet_at", sheet_with_charts)
        server = make_server("127.0.0.1", 0, server_for(cities.ordinary()), threaded=True)
        Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        yield f"http://localhost:{server.server_port}/"
        server.shutdown()
        server.server_close()


def wait_until_drawn(page):
    page.locator(".chart .point").first.wait_for(state="attached")
    page.locator(".chart").nth(1).locator(".point").first.wait_for(state="attached")


def open_drawn(page, address):
    page.goto(address)
    wait_until_drawn(page)
    page.wait_for_timeout(300)  # Plotly fits its drawing to the box once more


def test_no_frame_is_without_the_chart_and_nothing_moves(page, charts):
    said = []
    page.on("console", lambda message: said.append(message.text))
    page.add_init_script(WATCH + WATCH_CHARTS)
    open_drawn(page, charts)
    assert_steady(page)
    frames = page.evaluate("chartFrames")
    both = [frame for frame in frames if len(frame) == 2]
    for chart in (0, 1):
        kinds = [frame[chart][0] for frame in both]
        changes = [kind for kind, _ in groupby(kinds)]
        assert changes in (["picture", "drawn"], ["nothing", "picture", "drawn"])
    assert len({tuple(height for _, height in frame) for frame in both}) == 1
    assert said == []


def test_a_picture_is_there_before_the_client_and_plotly_is_not_asked_for(page, charts):
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    held = hold_layout(page)
    page.goto(charts, wait_until="commit")
    page.locator("#served .chart img").first.wait_for()
    page.wait_for_timeout(300)
    assert page.locator("#served .chart img:visible").count() == 2
    assert not [url for url in asked if "plotly" in url]
    height = page.evaluate("document.documentElement.scrollHeight")
    held.let_go()
    wait_until_drawn(page)
    assert page.evaluate("document.documentElement.scrollHeight") == height
    assert [url.split("?")[0] for url in asked if "plotly" in url] == [
        f"{charts}assets/plotly/plotly-basic.min.js"
    ]
    assert all(url.startswith((charts, "data:")) for url in asked)


def test_every_script_can_be_kept_for_good(page, charts):
    kept = {}
    page.on("response", lambda answer: kept.update({answer.url: answer.headers}))
    open_drawn(page, charts)
    scripts = {url: head for url, head in kept.items() if ".js" in url}
    assert [url for url in scripts if "async-graph" in url]
    for head in scripts.values():
        assert "immutable" in head["cache-control"]
        assert head["content-encoding"] == "gzip"


def test_the_drawing_covers_the_picture_exactly(tab, charts):
    open_drawn(tab, charts)
    for box in tab.locator(".chart").all():
        around = box.bounding_box()
        assert box.locator(".drawing").bounding_box() == around
        assert box.locator(".main-svg").first.bounding_box() == around


@pytest.mark.console_errors
def test_the_picture_stays_when_plotly_does_not_load(page, charts):
    page.route("**/plotly-basic**", lambda route: route.abort())
    page.goto(charts)
    wait_for_takeover(page)
    page.wait_for_timeout(500)
    assert page.locator(".chart img:visible").count() == 2
    assert page.locator(".conclusion:visible").count() == 1
    top = page.locator(".chart").first.bounding_box()
    over = page.evaluate(
        "([x, y]) => document.elementFromPoint(x, y).closest('.chart') !== null",
        [top["x"] + 20, top["y"] + 20],
    )
    assert over
    assert page.locator("text=Error").count() == 0


def test_without_scripts_the_charts_are_pictures(browser, charts):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(charts)
    assert page.locator(".chart img:visible").count() == 2
    context.close()


def test_a_phone_has_no_sideways_scrolling_and_every_name_within_the_box(browser, charts):
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True
    )
    page = context.new_page()
    open_drawn(page, charts)
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    outside = page.evaluate("""[...document.querySelectorAll(".chart")].flatMap((box) => {
      const around = box.getBoundingClientRect();
      return [...box.querySelectorAll("text")].filter((text) => {
        const place = text.getBoundingClientRect();
        return place.width && (place.left < around.left - 1 || place.right > around.right + 1
          || place.top < around.top - 1 || place.bottom > around.bottom + 1);
      }).map((text) => text.textContent);
    })""")
    assert outside == []
    context.close()


def test_a_finger_on_a_chart_scrolls_the_page(browser, charts):
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True
    )
    page = context.new_page()
    open_drawn(page, charts)
    box = page.locator(".chart").first.bounding_box()
    x, y = round(box["x"] + box["width"] / 2), round(box["y"] + box["height"] / 2) + 60
    touch = context.new_cdp_session(page)
    for kind, risen in [("touchStart", 0), *(("touchMove", 15 * n) for n in range(1, 13))]:
        finger = {"x": x, "y": y - risen}
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [finger]})
    touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    page.wait_for_timeout(300)
    assert page.evaluate("scrollY") > 100
    context.close()


def test_nothing_in_a_chart_takes_the_focus_or_is_read_aloud(tab, charts):
    open_drawn(tab, charts)
    assert tab.locator(".chart[aria-hidden=true]").count() == 2
    inside = """[...document.querySelectorAll(".chart, .chart *")]
      .filter((node) => node.tabIndex >= 0 || node.isContentEditable).length"""
    assert tab.evaluate(inside) == 0
    for _ in range(3):
        tab.keyboard.press("Tab")
        assert tab.evaluate("!document.activeElement.closest('.chart')")


def test_pointing_shows_the_words_letter_by_letter(tab, charts):
    open_drawn(tab, charts)
    ticks = tab.locator(".chart").nth(1).locator(".ytick text")
    assert "".join(ticks.nth(1).locator("tspan").all_text_contents()) == TYPED
    tab.locator(".chart").first.locator(".scatterlayer .point").nth(7).hover(force=True)
    shown = tab.locator(".hoverlayer .hovertext")
    shown.first.wait_for()
    assert set(shown.all_text_contents()) == {"计划", f"累计7014人，{TYPED}"}


@pytest.mark.parametrize("width", [1920, 700])
def test_the_drawing_follows_the_window(tab, charts, width):
    tab.set_viewport_size({"width": 1200, "height": 800})
    open_drawn(tab, charts)
    tab.set_viewport_size({"width": width, "height": 800})
    box = tab.locator(".chart").first.bounding_box()
    tab.wait_for_timeout(600)
    assert tab.locator(".chart .main-svg").first.bounding_box() == box


def test_on_paper_it_is_the_picture(tab, charts):
    open_drawn(tab, charts)
    tab.emulate_media(media="print")
    assert tab.locator(".chart img:visible").count() == 2
    assert tab.locator(".chart .drawing:visible").count() == 0
    tab.emulate_media(media="screen")
    tab.wait_for_timeout(600)
    box = tab.locator(".chart").first
    assert box.locator(".main-svg").first.bounding_box() == box.bounding_box()
