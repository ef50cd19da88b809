"""The quick classes are Dash's components: same properties, same refusals, same JSON."""

import dash
import pytest

from dashboard import html
from dashboard.html import TAGS
from dashboard.rendering import props_of, render


def said(props):
    """What is set; a child that is not there may be None or left out."""
    return {name: value for name, value in props.items() if value is not None}


@pytest.mark.parametrize("name", TAGS)
def test_a_component_is_what_dash_makes(name):
    ours, theirs = getattr(html, name), getattr(dash.html, name)
    for children in (None, "text", ["a", None, 3]):
        props = {
            "className": "c",
            "style": {"left": "3%"},
            "data-figure": "n",
            "id": "i",
            "title": None,
        }
        made, meant = ours(children, **props), theirs(children, **props)
        assert said(made.to_plotly_json()["props"]) == said(meant.to_plotly_json()["props"])
        assert said(props_of(made)) == said(props_of(meant))
        assert (made._type, made._namespace) == (meant._type, meant._namespace)
        assert render(made) == render(meant)
    assert issubclass(ours, theirs)


def test_what_dash_does_not_know_is_refused_however_often_it_comes():
    for _ in range(2):
        with pytest.raises(TypeError, match="colour"):
            html.Div("a", colour="red")
        with pytest.raises(TypeError, match="`id` prop must be"):
            html.Div("a", id=3)  # type: ignore[arg-type]


def test_a_child_set_later_is_there():
    made = html.Div("a")
    made.children = "b"
    assert render(made) == "<div>b</div>"
    assert made.to_plotly_json()["props"] == {"children": "b"}


def test_every_component_of_the_pages_is_there():
    assert sorted(html.__all__) == sorted(TAGS)
    assert [name for name in TAGS if not hasattr(dash.html, name)] == []
