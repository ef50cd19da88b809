from html.parser import HTMLParser
from typing import Any

import pytest
from dash import dcc, html
from hypothesis import given
from hypothesis import strategies as st

from dashboard.document import compact
from dashboard.rendering import components, namespaces, render


class Reader(HTMLParser):
    """What a browser would understand."""

    def __init__(self):
        super().__init__()
        self.tags, self.texts = [], []

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, attrs))

    def handle_data(self, data):
        self.texts.append(data)


NESTED: Any = [None, "a", 1, True, ["b", html.B("c")], ()]
ODD: dict[str, Any] = {"aria-hidden": True, "data-n": 0, "aria-label": None}
words = st.text(st.characters(blacklist_categories=["Cs", "Cc"]), max_size=30)


@given(words)
def test_text_cannot_break_out(word):
    read = Reader()
    read.feed(render(html.P([html.B(word), "!"], title=word)))
    read.close()
    assert read.tags == [("p", [("title", word)]), ("b", [])]
    assert "".join(read.texts) == word + "!"


@pytest.mark.parametrize(
    ("node", "shown"),
    [
        (html.Br(), "<br>"),
        (html.Div(), "<div></div>"),
        (html.Div(NESTED), "<div>a1b<b>c</b></div>"),
        (html.Label("x", htmlFor="y", className="z"), '<label class="z" for="y">x</label>'),
        (html.Option("x", selected="selected"), '<option selected="selected">x</option>'),
        (html.Div(hidden=True), '<div hidden=""></div>'),
        (html.Div(hidden=False), "<div></div>"),
        (html.Div(id="a", n_clicks=3, disable_n_clicks=True), '<div id="a"></div>'),
        (html.Th("x", colSpan=2, scope="col"), '<th colspan="2" scope="col">x</th>'),
        (html.I(style={"left": "5%", "zIndex": 3}), '<i style="left:5%;z-index:3"></i>'),
        (html.I(style={"width": 5, "--x": 2}), '<i style="width:5px;--x:2"></i>'),
        (
            html.I(**ODD),
            '<i aria-hidden="true" data-n="0"></i>',
        ),
        (html.Time("8月", dateTime="2021-08"), '<time datetime="2021-08">8月</time>'),
        (html.A('"<&', href="/?a=1&b='\""), '<a href="/?a=1&amp;b=&#x27;&quot;">"&lt;&amp;</a>'),
        (
            dcc.Graph(style={"height": 300}),
            '<div data-placeholder="Graph" style="height:300px"></div>',
        ),
    ],
)
def test_nodes(node, shown):
    assert render(node) == shown


def test_a_name_that_is_none_is_refused():
    with pytest.raises(ValueError, match="attribute"):
        render(html.I(**dict[str, Any]({"data-x onload": "1"})))


def test_the_libraries_of_a_tree():
    inner: Any = [dcc.Graph()]
    tree = html.Div([html.P("a"), inner])
    assert namespaces(tree) == {"dash_html_components", "dash_core_components"}
    assert [item._type for item in components(tree)] == ["Div", "P", "Graph"]


@pytest.mark.parametrize(
    ("css", "left"),
    [
        ("/* why */\n\np {\n  color: red;\n}\n", "p { color: red; }"),
        ("a :hover, a:hover { width: calc(1px + 2px) }", None),
        ('p::before { content: "/*  a  */ \'b\'  \\"  c" }', None),
        ("p::before { content: '/*  a  */ \"b\"  \\'  c' }", None),
        ("p { background: url(data:image/svg+xml;utf8,/*  */) }", None),
        (".a/* no space: one element */.b{}", ".a/**/.b{}"),
        (".a/* x */ /* it's */.b{}", ".a .b{}"),
        ('.a /* "x */ .b{} p{content:"  "}', '.a .b{} p{content:"  "}'),
    ],
)
def test_a_stylesheet_loses_only_what_means_nothing(css, left):
    assert compact(css) == (css if left is None else left)


def test_a_stylesheet_cannot_end_its_element():
    with pytest.raises(ValueError, match="</"):
        compact('p::before { content: "</style><script>" }')
