"""The parts of a page that never change, folded into one component for Dash's client.

Dash's client keeps a store entry per component and, while it starts, tells every one of
them about every other: 800 components block a page for a second, 9,000 for more than a
minute (measured with Dash 4.4.1). Pages are still written with ``dash.html``; this folds
whatever no callback can reach into a single component that hands plain elements to React.
The document is the same. What is live (another library's component, or one with an id that
callbacks may use) stays a component of Dash's.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from dash.development.base_component import Component

from dashboard.rendering import HTML_NAMESPACE, NOT_ATTRIBUTES, props_of, tag_of

NAMESPACE = "livelihood"
FRAGMENT = ""

Node = Any
Compact = str | list[Any]


class Still(Component):
    """Elements that never change; ``tree`` is [tag, attributes, children...] or a text."""

    _namespace = NAMESPACE
    _type = "Still"
    _children_props: list[str] = []  # noqa: RUF012 - as Dash declares it
    _base_nodes = ["children"]  # noqa: RUF012

    def __init__(self, tree: Compact) -> None:
        self._prop_names = ["tree"]
        self._valid_wildcard_attributes: list[str] = []
        self.available_properties = ["tree"]
        self.available_wildcard_properties: list[str] = []
        super().__init__(tree=tree)  # type: ignore[no-untyped-call]


def fold(node: Node) -> Node:
    """Return a tree in which every still part is one component."""
    if not isinstance(node, Component):
        return node
    if _is_still(node):
        return Still(_compact(node))
    children = getattr(node, "children", None)
    if children is not None:
        node.children = _fold_children(children)
    return node


def _fold_children(children: Node) -> Node:
    if not isinstance(children, (list, tuple)):
        return fold(children)
    folded: list[Node] = []
    for still, run in groupby(_flat(children), key=_is_still):
        nodes = list(run)
        folded += [_together(nodes)] if still else [fold(node) for node in nodes]
    return folded


def _together(run: Sequence[Node]) -> Still:
    compact = [_compact(node) for node in run]
    return Still(compact[0] if len(run) == 1 else [FRAGMENT, None, *compact])


def _is_still(node: Node) -> bool:
    """Whether no callback can reach a node or anything in it."""
    if isinstance(node, (list, tuple)):
        return all(_is_still(item) for item in node)
    if not isinstance(node, Component):
        return True
    reachable = getattr(node, "id", None) is not None and not getattr(
        node, "disable_n_clicks", False
    )
    if node._namespace != HTML_NAMESPACE or reachable:
        return False
    return _is_still(getattr(node, "children", None))


def _compact(node: Node) -> Compact:
    if not isinstance(node, Component):
        return str(node)
    props = props_of(node)
    kept = {key: value for key, value in sorted(props.items()) if key not in NOT_ATTRIBUTES}
    if props.get("style"):
        kept["style"] = props["style"]
    return [tag_of(node), kept or None, *_texts_joined(props.get("children"))]


def _texts_joined(children: Node) -> Iterator[Compact]:
    """Yield children with neighbouring texts as one, as a document has them."""
    for text, run in groupby(_flat(children), key=lambda item: not isinstance(item, Component)):
        if text:
            yield "".join(str(item) for item in run)
        else:
            yield from (_compact(item) for item in run)


def _flat(node: Node) -> Iterator[Node]:
    if isinstance(node, (list, tuple)):
        for item in node:
            yield from _flat(item)
    elif node is not None and not isinstance(node, bool):
        yield node
