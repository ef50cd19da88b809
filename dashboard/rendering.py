"""A Dash component tree as HTML: the first paint comes from the very tree the client takes over.

What React would put into the document for the same tree, so that the swap changes nothing.
Everything is escaped; there is no way through for ready-made HTML.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from html import escape
from typing import Any

from dash.development.base_component import Component

HTML_NAMESPACE = "dash_html_components"

_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
NOT_ATTRIBUTES = frozenset(
    {"children", "key", "style", "n_clicks", "n_clicks_timestamp", "disable_n_clicks"}
)
_TAGS = {"mapel": "map", "objectel": "object"}
_ATTRIBUTES = {
    "className": "class",
    "htmlFor": "for",
    "acceptCharset": "accept-charset",
    "httpEquiv": "http-equiv",
}
_SPOKEN = ("data-", "aria-")
_UNITLESS = frozenset(
    "flex flexGrow flexShrink fontWeight lineHeight opacity order zIndex gridRow gridColumn".split()
)
_CAPITAL = re.compile(r"[A-Z]")
_SAFE_NAME = re.compile(r"[A-Za-z_:][-A-Za-z0-9_:.]*")


def render(node: Any) -> str:
    """Return the HTML of a component, a text, a number, or any nesting of lists of them."""
    parts: list[str] = []
    _write(node, parts.append)
    return "".join(parts)


def components(node: Any) -> Iterator[Component]:
    """Yield every component of a tree, parents first."""
    if isinstance(node, (list, tuple)):
        for item in node:
            yield from components(item)
    elif isinstance(node, Component):
        yield node
        yield from components(getattr(node, "children", None))


def namespaces(node: Any) -> frozenset[str]:
    """Return the component libraries a tree needs: only their bundles are loaded."""
    return frozenset(item._namespace for item in components(node))


def tag_of(node: Component) -> str:
    """Return the element's name of an HTML component."""
    name = node._type.lower()
    return _TAGS.get(name, name)


def props_of(node: Component) -> dict[str, Any]:
    """Return what is set of a component, as its own ``to_plotly_json`` does, several times as fast.

    That one looks for each of the dozens of properties that a component might have.
    """
    if node.__class__.__dict__.get("holds_only_props"):
        return vars(node)
    names = node._prop_names
    return {
        name: value
        for name, value in vars(node).items()
        if name in names or name.startswith(_SPOKEN)
    }


Put = Callable[[str], None]


def _write(node: Any, put: Put) -> None:
    if isinstance(node, str):
        put(escape(str(node), quote=False))
    elif isinstance(node, (list, tuple)):
        for item in node:
            _write(item, put)
    elif isinstance(node, Component):
        _write_element(node, put)
    elif node is not None and not isinstance(node, bool):
        put(escape(str(node), quote=False))


def _write_element(node: Component, put: Put) -> None:
    props = props_of(node)
    if node._namespace != HTML_NAMESPACE:
        put(_placeholder(node, props))
        return
    tag = tag_of(node)
    put(f"<{tag}{''.join(_attributes(props))}>")
    if tag not in _VOID:
        _write(props.get("children"), put)
        put(f"</{tag}>")


def _placeholder(node: Component, props: Mapping[str, Any]) -> str:
    """Stand in for a component that only the client can draw, at the size its style gives it."""
    kept = {key: props[key] for key in ("className", "style") if key in props}
    return f'<div data-placeholder="{escape(node._type)}"{"".join(_attributes(kept))}></div>'


def _attributes(props: Mapping[str, Any]) -> Iterator[str]:
    for key, value in sorted(props.items()):  # Dash gives them in no order that lasts
        if key not in NOT_ATTRIBUTES:
            yield _attribute(key, value)
    if props.get("style"):
        yield f' style="{escape(_style(props["style"]))}"'


def _attribute(key: str, value: Any) -> str:
    if not _SAFE_NAME.fullmatch(key):
        raise ValueError(f"not an attribute name: {key!r}")
    if key.startswith(_SPOKEN):
        text = str(value).lower() if isinstance(value, bool) else str(value)
        return "" if value is None else f' {key}="{escape(text)}"'
    if value is None or value is False:
        return ""
    name = _ATTRIBUTES.get(key, key.lower())
    return f' {name}=""' if value is True else f' {name}="{escape(str(value))}"'


def _style(style: Mapping[str, Any]) -> str:
    parts = (f"{_css_name(key)}:{_css_value(key, value)}" for key, value in style.items())
    return ";".join(parts)


def _css_name(key: str) -> str:
    return key if key.startswith("--") else _CAPITAL.sub(lambda m: "-" + m[0].lower(), key)


def _css_value(key: str, value: Any) -> str:
    bare = key.startswith("--") or key in _UNITLESS or value == 0
    return f"{value}px" if isinstance(value, (int, float)) and not bare else str(value)
