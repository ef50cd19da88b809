"""Real tables: caption, heads with scope, numbers to the right, a scroller where it is narrow.

What a table says is kept as texts beside the nodes that show them, so that an export of the
table says the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard import html
from dashboard.components.marks import Node, aria, figure
from etl.domain.figure_ref import FigureRef


@dataclass(frozen=True)
class Column:
    """A column's head; ``number`` aligns its cells to the right."""

    head: str
    number: bool = False


@dataclass(frozen=True)
class Cell:
    """What a cell says; ``ref`` where it is a figure, ``href`` where it leads to a page.

    ``node`` is what is shown where that is more than the text; ``strong`` stands out.
    """

    text: str
    ref: FigureRef | None = None
    href: str = ""
    node: Node = None
    strong: bool = False


Entry = Cell | str
Row = Sequence[Entry]
NodeRow = Sequence[Node]
"""A row of a table that nobody takes away may be made of any nodes."""


def table(
    caption: str,
    columns: Sequence[Column],
    rows: Sequence[NodeRow],
    foot: NodeRow = (),
) -> html.Div:
    """Return a table whose first column heads the rows; the caption is for the ear."""
    body = [html.Tr(_cells(row, columns)) for row in rows]
    parts = [
        html.Caption(caption, className="vh"),
        html.Thead(html.Tr([_head(column) for column in columns])),
        html.Tbody(body),
        *([html.Tfoot(html.Tr(_cells(foot, columns)))] if foot else []),
    ]
    return scroller(html.Table(parts, className="plain"), caption)


def scroller(content: Node, label: str) -> html.Div:
    """Return a box that scrolls by itself, also by keyboard, so that the page never does."""
    return html.Div(content, className="scroll", tabIndex=0, role="region", **aria(label=label))


def text_of(entry: Entry) -> str:
    """Return what a cell says."""
    return entry.text if isinstance(entry, Cell) else entry


def two_lines(name: str) -> list[Node]:
    """Offer one place to break, before a bracket or in the middle: narrow heads of equal height."""
    bracket = name.find("（")
    place = bracket if bracket > 0 else (len(name) + 1) // 2
    return [name[:place], html.Wbr(), name[place:]] if len(name) > 3 else [name]


def _head(column: Column) -> html.Th:
    head = two_lines(column.head) if column.number else column.head
    return html.Th(head, scope="col", className="num" if column.number else None)


def _cells(row: NodeRow, columns: Sequence[Column]) -> list[Node]:
    first, *rest = row
    return [
        html.Th(_shown(first), scope="row"),
        *(
            html.Td(_shown(cell), className="num" if column.number else None)
            for cell, column in zip(rest, columns[1:], strict=True)
        ),
    ]


def _shown(entry: Node) -> Node:
    if not isinstance(entry, Cell):
        return entry
    node = entry.text if entry.node is None else entry.node
    if entry.ref is not None:
        node = figure(entry.ref.kind, entry.text, entry.ref)
    elif entry.href:
        node = html.A(node, href=entry.href)
    return html.B(node) if entry.strong else node
