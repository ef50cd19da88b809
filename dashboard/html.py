"""Dash's HTML components, checked once for each set of properties instead of for every node.

A page has thousands of nodes, and Dash's own constructors look up every property of each among
all that there are: that took a third of the time in which a page is made. The classes here are
Dash's own with a constructor that hands a new set of properties to Dash's, which refuses what
it does not know, and takes a set that has been accepted before as it is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import dash
from dash.development.base_component import Component

from dashboard.rendering import HTML_NAMESPACE


def quick(original: Any) -> type[Component]:
    """Return a class of the same components whose instances hold nothing but their properties."""
    accepted: set[tuple[str, ...]] = set()

    def __init__(self: Component, children: Any = None, **props: Any) -> None:  # noqa: N807
        shape = tuple(props)
        if shape not in accepted or "id" in props:  # an address may lead to it: look at it, too
            original(children, **props)
            accepted.add(shape)
        held = self.__dict__
        if children is not None:
            held["children"] = children
        held.update(props)

    shared = {
        **vars(original()),
        "__module__": original.__module__,
        "_namespace": HTML_NAMESPACE,
        "_children_props": original._children_props,
        "__init__": __init__,
        "holds_only_props": True,
    }
    return type(original.__name__, (original,), shared)


__all__ = [
    "H1",
    "H2",
    "H3",
    "A",
    "B",
    "Button",
    "Caption",
    "Code",
    "Dd",
    "Details",
    "Div",
    "Dl",
    "Dt",
    "Footer",
    "Form",
    "Header",
    "I",
    "Img",
    "Label",
    "Li",
    "Main",
    "Nav",
    "Ol",
    "Option",
    "P",
    "Pre",
    "Section",
    "Select",
    "Small",
    "Span",
    "Strong",
    "Summary",
    "Table",
    "Tbody",
    "Td",
    "Tfoot",
    "Th",
    "Thead",
    "Tr",
    "Ul",
    "Wbr",
]
TAGS = tuple(__all__)

if TYPE_CHECKING:
    from dash.html import (
        H1,
        H2,
        H3,
        A,
        B,
        Button,
        Caption,
        Code,
        Dd,
        Details,
        Div,
        Dl,
        Dt,
        Footer,
        Form,
        Header,
        I,
        Img,
        Label,
        Li,
        Main,
        Nav,
        Ol,
        Option,
        P,
        Pre,
        Section,
        Select,
        Small,
        Span,
        Strong,
        Summary,
        Table,
        Tbody,
        Td,
        Tfoot,
        Th,
        Thead,
        Tr,
        Ul,
        Wbr,
    )
else:
    globals().update({name: quick(getattr(dash.html, name)) for name in TAGS})
