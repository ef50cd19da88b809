"""Elements that Dash's own library lacks (SVG, input): drawn by the server, kept still in a page.

They never reach Dash: what is drawn here has no id, so the page folds it into a still part,
whose script hands it to React under its plain name.
"""

from __future__ import annotations

from typing import Any

from dash.development.base_component import Component

from dashboard.rendering import HTML_NAMESPACE


class Element(Component):
    """An element by its tag; attributes are written as React names them (``viewBox``)."""

    _namespace = HTML_NAMESPACE
    _children_props: list[str] = []  # noqa: RUF012 - as Dash declares it
    _base_nodes = ["children"]  # noqa: RUF012

    def __init__(self, tag: str, children: Any = None, **attributes: Any) -> None:
        self._type = tag
        self._prop_names = ["children", *attributes]
        self._valid_wildcard_attributes = ["data-", "aria-"]
        self.available_properties = self._prop_names
        self.available_wildcard_properties = ["data-", "aria-"]
        if children is not None:
            self.children = children
        vars(self).update(attributes)
