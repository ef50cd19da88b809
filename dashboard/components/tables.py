"""Real tables: caption, heads with scope, numbers to the right, a scroller where it is narrow."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dash import html

from dashboard.components.marks import Node, aria


@dataclass(frozen=True)
class Column:
    """A column's head; ``number`` aligns its cells to the right."""

    head: Node
    number: bool = False


def table(
    caption: str,
    columns: Sequence[Column],
    rows: Sequence[Sequence[Node]],
    foot: Sequence[Node] = (),
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


def _head(column: Column) -> html.Th:
    return html.Th(column.head, scope="col", className="num" if column.number else None)


def _cells(row: Sequence[Node], columns: Sequence[Column]) -> list[Node]:
    first, *rest = row
    return [
        html.Th(first, scope="row"),
        *(
            html.Td(cell, className="num" if column.number else None)
            for cell, column in zip(rest, columns[1:], strict=True)
        ),
    ]
