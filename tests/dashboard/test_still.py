from typing import Any

from dash import dcc, html

from dashboard.rendering import namespaces
from dashboard.still import FRAGMENT, fold


def test_a_page_without_callbacks_is_one_component():
    page = html.Div([html.P(["a", 1, None, "b"], className="x"), html.Br()], className="page")
    folded: Any = fold(page)
    assert folded._type == "Still"
    assert folded.tree == [
        "div",
        {"className": "page"},
        ["p", {"className": "x"}, "a1b"],
        ["br", None],
    ]
    assert namespaces(folded) == {"livelihood"}


def test_what_is_live_stays_and_its_still_neighbours_are_put_together():
    page = html.Div(
        [html.P("a"), html.P("b"), dcc.Graph(id="g"), html.Div([html.P("c")], id="out")]
    )
    first, graph, out = fold(page).children
    assert first.tree == [FRAGMENT, None, ["p", None, "a"], ["p", None, "b"]]
    assert graph._type == "Graph"
    assert out.id == "out"
    assert out.children[0].tree == ["p", None, "c"]


def test_an_id_for_links_only_is_still():
    assert fold(html.Div(id="content", disable_n_clicks=True))._type == "Still"


def test_styles_are_kept_and_nothing_of_dash():
    folded = fold(
        html.I(style={"left": "5%"}, n_clicks=2, key="k", **dict[str, Any]({"data-x": "1"}))
    )
    assert folded.tree == ["i", {"data-x": "1", "style": {"left": "5%"}}]
