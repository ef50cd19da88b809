"""Forms that change something: each bears the token that shows it came from a page of ours."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dashboard import html
from dashboard.components.element import Element
from dashboard.components.marks import Data, Node, aria

TOKEN_FIELD = "csrf_token"


def post_form(
    action: str, token: str, parts: Sequence[Node], name: str = "form", **more: Any
) -> html.Form:
    """Return a form that is sent to an address of ours; more than text needs its ``encType``."""
    hidden_token = hidden(TOKEN_FIELD, token)
    content = [hidden_token, *(part for part in parts if part is not None)]
    return html.Form(
        content, action=action, method="post", className=name, autoComplete="off", **more
    )


def hidden(name: str, value: str | int) -> Element:
    """Return a value that is sent along."""
    return Element("input", type="hidden", name=name, value=str(value))


def field(label: str, name: str, hint: str = "", **attributes: Any) -> html.Div:
    """Return a labelled line to type into; the hint below belongs to it for the ear, too."""
    key = attributes.pop("id", f"f-{name}")
    said: Data = aria(describedby=f"{key}-hint") if hint else {}
    given = {"type": "text", "name": name, "id": key, **attributes, **said}
    return _labelled(label, key, Element("input", **given), hint)


def text_field(label: str, name: str, hint: str = "", **attributes: Any) -> html.Div:
    """Return a labelled box for some sentences."""
    key = attributes.pop("id", f"f-{name}")
    said: Data = aria(describedby=f"{key}-hint") if hint else {}
    value = attributes.pop("value", "")
    given = {"name": name, "id": key, "rows": 2, "maxLength": 2000, **attributes, **said}
    return _labelled(label, key, Element("textarea", value or None, **given), hint)


def choice(
    label: str, name: str, options: Sequence[tuple[str, str]], chosen: str = "", **attributes: Any
) -> html.Div:
    """Return a labelled choice; options are value and words."""
    key = attributes.pop("id", f"f-{name}")
    listed = [
        html.Option(words, value=value, selected="selected" if value == chosen else None)
        for value, words in options
    ]
    return _labelled(label, key, Element("select", listed, name=name, id=key, **attributes), "")


def _labelled(label: str, key: str, control: Node, hint: str) -> html.Div:
    below = [html.Small(html.Span(hint), className="hint", **_named(key))] if hint else []
    return html.Div([html.Label(label, htmlFor=key), control, *below], className="field")


def _named(key: str) -> dict[str, Any]:
    return {"id": f"{key}-hint", "disable_n_clicks": True}


def button(text: str, kind: str = "primary", **attributes: Any) -> html.Button:
    """Return the button that sends a form."""
    return html.Button(text, type="submit", className=kind, **attributes)


def said(notes: Sequence[str], failed: bool = False) -> Node:
    """Return what became of the form sent before; read out at once."""
    if not notes:
        return None
    lines = [html.P(text) for text in notes]
    return html.Div(
        lines, className="said failed" if failed else "said", role="alert" if failed else "status"
    )
