"""What axe cannot see: room for fingers and letters, hatched grounds, focus, forced colours."""

from contextlib import contextmanager

import pytest

from tests.browser.addresses import ADDRESSES, figure

pytestmark = pytest.mark.browser

DESK, PHONE = {"width": 1440, "height": 900}, {"width": 390, "height": 844}
# One of each kind of page, in the state that shows most.
KINDS = [
    ("incomplete", "/"),
    ("incomplete", "/project/training"),
    ("incomplete", "/region/990000"),
    ("ordinary", "/region/990009"),
    ("second_city", "/region/N"),
    ("incomplete", figure("rate-city", "990000", "jobs", 5)),
    ("ordinary", "/help"),
]


@contextmanager
def painted(browser, address, size, **media):
    """The page without its scripts, which is quick; what tests evaluate runs all the same.

    Pictures of charts stay away, too: their boxes have a height without them.
    """
    context = browser.new_context(java_script_enabled=False, viewport=size, locale="zh-CN", **media)
    page = context.new_page()
    page.route("**/export/**", lambda route: route.abort())
    page.goto(address)
    yield page
    context.close()


# The client draws the same structure, see test_takeover.
STRUCTURE = """() => {
  const levels = [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")].map((h) => +h.tagName[1]);
  const named = (table) => table.caption && table.caption.textContent.trim();
  const tables = [...document.querySelectorAll("table")];
  return {
    language: document.documentElement.lang,
    firsts: levels.filter((level) => level === 1).length,
    jumps: levels.filter((level, i) => level > (levels[i - 1] || 0) + 1),
    unnamed: tables.filter((table) => !named(table)).length,
    scopeless: [...document.querySelectorAll("th:not([scope])")].map((cell) => cell.textContent),
    sideways: document.documentElement.scrollWidth > innerWidth,
  };
}"""
SOUND = {
    "language": "zh-CN",
    "firsts": 1,
    "jumps": [],
    "unnamed": 0,
    "scopeless": [],
    "sideways": False,
}


@pytest.mark.parametrize("city", dict.fromkeys(city for city, _ in ADDRESSES))
def test_language_headings_tables_titles_and_reflow(browser, site, city):
    size = {"width": 320, "height": 640}
    first, *others = [path for other, path in ADDRESSES if other == city]
    seen = set()
    with painted(browser, site(city) + first, size) as page:
        for path in (first, *others):
            if path in others:
                page.goto(site(city) + path)
            assert page.evaluate(STRUCTURE) == SOUND, path
            seen.add((page.title(), page.locator("main").inner_text()))
    # what says something else is called something else
    assert len({title for title, _ in seen}) == len(seen)


# Links within a sentence are let off; padding counts, as a finger feels it.
SMALL = """() => [...document.querySelectorAll("a[href], button, select, summary")]
  .filter((node) => node.checkVisibility() && !node.matches(".skip"))
  .filter((node) => ![...node.parentNode.childNodes].some(
    (other) => other.nodeType === Node.TEXT_NODE && other.data.trim()))
  .map((node) => [node.innerText, node.getBoundingClientRect()])
  .filter(([, box]) => box.width < 24 || box.height < 24)
  .map(([text, box]) => `${text}: ${box.width} x ${box.height}`)"""

# Forwards and backwards, as Tab and Shift+Tab go: whose middle lies behind something else?
HIDDEN = """() => {
  const ways = [...document.querySelectorAll("a[href], button, select, summary")]
    .filter((node) => node.checkVisibility());
  const covered = (node) => {
    node.focus();
    return ![...node.getClientRects()].some((box) => {
      const top = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
      return top && (node.contains(top) || top.contains(node));
    });
  };
  return [...ways, ...[...ways].reverse()].filter(covered).map((node) => node.innerText);
}"""

SPACED = """() => {
  const sheet = document.createElement("style");
  sheet.textContent = `* { line-height: 1.5 !important; letter-spacing: 0.12em !important;
    word-spacing: 0.16em !important } p { margin-bottom: 2em !important }`;
  document.head.append(sheet);
}"""
# Boxes that cut off what they hold, and words that lie on words. Scrolled boxes may be scrolled.
CROWDED = """() => {
  const shown = (node) => node.checkVisibility() && !node.closest(".vh, .skip, thead, caption");
  const cut = [...document.querySelectorAll("main *, header *, footer *")].filter((node) =>
    shown(node) && getComputedStyle(node).overflowX === "hidden"
    && (node.scrollWidth > node.clientWidth + 1 || node.scrollHeight > node.clientHeight + 1));
  const words = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const text = walk.currentNode;
    if (!text.data.trim() || !shown(text.parentElement) || text.parentElement.closest("select"))
      continue;
    const range = document.createRange();
    range.selectNodeContents(text);
    [...range.getClientRects()].forEach((box) => words.push([text.data, box]));
  }
  words.sort((a, b) => a[1].top - b[1].top);
  const laid = [];
  words.forEach(([text, a], i) => {
    for (let j = i + 1; j < words.length && words[j][1].top < a.bottom; j += 1) {
      const b = words[j][1];
      const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
      const high = Math.min(a.bottom, b.bottom) - b.top;
      // a line's box is higher than its letters
      if (wide > 2 && high > 0.35 * Math.min(a.height, b.height)) laid.push(text + " / " + words[j][0]);
    }
  });
  return [...cut.map((node) => node.innerText), ...laid];
}"""

# The least contrast (WCAG) of words against each colour of the ground they stand on, hatching
# too, with the words. A forced ground is what the system says the canvas is.
FAINT = """() => {
  const parse = (text) => (text.match(/rgba?\\([^)]*\\)/g) || [])
    .map((colour) => colour.match(/[0-9.]+/g).map(Number))
    .filter((colour) => colour[3] !== 0);
  const light = (colour) => colour.slice(0, 3).map((value) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }).reduce((sum, value, i) => sum + value * [0.2126, 0.7152, 0.0722][i], 0);
  const probe = document.body.appendChild(document.createElement("i"));
  probe.style.cssText = "background: Canvas; forced-color-adjust: none";
  const canvas = parse(getComputedStyle(probe).backgroundColor);
  probe.remove();
  const ground = (node) => {
    if (!node) return canvas;
    const style = getComputedStyle(node);
    const image = style.backgroundImage.includes("gradient") ? parse(style.backgroundImage) : [];
    const plain = parse(style.backgroundColor);
    return image.length ? image : plain.length ? plain : ground(node.parentElement);
  };
  const contrast = (node) => {
    const ink = light(parse(getComputedStyle(node).color)[0]);
    return Math.min(...ground(node).map(light).map(
      (back) => (Math.max(ink, back) + 0.05) / (Math.min(ink, back) + 0.05)));
  };
  const spoken = [...document.querySelectorAll("main *, header *, footer *")].filter((node) =>
    node.checkVisibility() && !node.matches("option, .vh") && [...node.childNodes].some(
      (child) => child.nodeType === Node.TEXT_NODE && child.data.trim()));
  return spoken.filter((node) => contrast(node) < 4.5)
    .map((node) => `${node.className}: ${node.innerText}: ${contrast(node).toFixed(2)}`);
}"""
MEDIA = {
    "plain": {"forced_colors": "none", "color_scheme": "light"},
    "forced": {"forced_colors": "active", "color_scheme": "light"},
    "forced and dark": {"forced_colors": "active", "color_scheme": "dark"},
}
SIZES = {"desk": DESK, "phone": PHONE}


@pytest.mark.parametrize(("city", "path"), KINDS)
def test_everybody_can_read_and_hit_what_is_on_a_page(browser, site, city, path):
    """Asked of one load of the page: a new one takes longer than all the questions."""
    with painted(browser, site(city) + path, DESK) as page:
        assert read_in_any_colours(page) == {name: [] for name in MEDIA}
        assert covered_when_focused(page) == {"desk": [], "phone": []}
        page.set_viewport_size(PHONE)
        assert page.evaluate(SMALL) == []
        page.evaluate(SPACED)
        assert crowded_when_spaced_out(page) == {"desk": ([], 1440), "phone": ([], 390)}


def read_in_any_colours(page):
    """What is hard to read on its ground, hatching too, by what the system asks for."""
    found = {}
    for name, media in MEDIA.items():
        page.emulate_media(**media)
        found[name] = page.evaluate(FAINT)
    page.emulate_media(**MEDIA["plain"])
    return found


def covered_when_focused(page):
    """What lies under something else when it has the focus."""
    found = {}
    for name, size in SIZES.items():
        page.set_viewport_size(size)
        found[name] = page.evaluate(HIDDEN)
    return found


def crowded_when_spaced_out(page):
    """Words cut off or on each other, and how wide the page is."""
    found = {}
    for name, size in SIZES.items():
        page.set_viewport_size(size)
        wide = page.evaluate("Math.max(document.documentElement.scrollWidth, innerWidth)")
        found[name] = (page.evaluate(CROWDED), wide)
    return found


def test_nothing_lies_on_the_focus_among_very_many_ways(browser, site):
    with painted(browser, site("province") + "/region/990001", DESK) as page:
        assert covered_when_focused(page) == {"desk": [], "phone": []}


GROUNDS = """exceeded completed on-pace slightly-behind behind far-behind not-started no-target
  stale missing""".split()
DRESSED = """(grounds) => {
  const cells = document.querySelectorAll(".matrix tbody td.cell");
  grounds.forEach((name, i) => { cells[i].className = `cell ${name}`; });
  return grounds.filter((_, i) => getComputedStyle(cells[i].firstElementChild)
    .backgroundImage.includes("gradient"));
}"""


@pytest.mark.parametrize("media", MEDIA)
def test_figures_can_be_read_on_every_ground_a_cell_may_have(browser, site, media):
    with painted(browser, site("ordinary") + "/", DESK, **MEDIA[media]) as page:
        hatched = page.evaluate(DRESSED, GROUNDS)
        assert {"behind", "far-behind", "missing"} <= set(hatched)
        assert page.evaluate(FAINT) == []
        page.evaluate("document.querySelector('.far-behind a').style.color = '#7d8b99'")
        assert len(page.evaluate(FAINT)) >= 1


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_bars_marks_and_focus_stand_out_in_forced_colours(browser, site, scheme):
    media = {"forced_colors": "active", "color_scheme": scheme}
    with painted(browser, site("incomplete") + "/", DESK, **media) as page:
        bar, track, tick, focus = page.evaluate("""() => {
          const ground = (name) => getComputedStyle(document.querySelector(name)).backgroundColor;
          document.querySelector(".months a").focus();
          return [ground(".bar.good"), ground(".bullet .track"), ground(".bullet .province"),
            getComputedStyle(document.activeElement).outlineStyle];
        }""")
    assert bar == tick != track
    assert focus == "solid"


def test_nothing_moves_for_those_who_asked_for_it(browser, site):
    with painted(browser, site("incomplete") + "/", DESK, reduced_motion="reduce") as page:
        moving = page.evaluate("""() => [...document.querySelectorAll("*")].filter((node) => {
          const style = getComputedStyle(node);
          return style.transitionDuration !== "0s" || style.animationName !== "none"
            || style.scrollBehavior !== "auto";
        }).length + document.getAnimations().length""")
    assert moving == 0
