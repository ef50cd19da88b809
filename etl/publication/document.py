"""A paper as blocks: headings, paragraphs, tables, charts. What is in it, not how it is set."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from etl.publication.chart import Chart

TextKind: TypeAlias = Literal["text", "note", "addressed", "signed"]


@dataclass(frozen=True)
class Heading:
    """A heading; 1 is 一、 2 is （一）, numbered by whoever made it."""

    text: str
    level: Literal[1, 2] = 1


@dataclass(frozen=True)
class Text:
    """A paragraph; ``lead`` is its first words, set apart. ``kind`` note is small and at the end,
    ``addressed`` stands without indent before the text (各县区残联：), ``signed`` to the right."""

    text: str
    lead: str = ""
    kind: TextKind = "text"


@dataclass(frozen=True)
class TableColumn:
    """A column: its head, whether it holds numbers (set to the right), its share of the width."""

    head: str
    number: bool = False
    width: float = 1.0


@dataclass(frozen=True)
class Table:
    """A table with its caption and the unit that stands once above it, "" where heads have it.

    ``rows`` are texts as they are to be read. ``strong`` are the places of rows that sum up.
    """

    caption: str
    unit: str
    columns: tuple[TableColumn, ...]
    rows: tuple[tuple[str, ...], ...]
    strong: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Figure:
    """A chart; its title, as-of line and source stand in it."""

    chart: Chart


@dataclass(frozen=True)
class PageBreak:
    """What follows begins on a new page."""


@dataclass(frozen=True)
class Title:
    """The title of a paper, or of one of several papers in one file."""

    text: str
    below: str = ""


Block: TypeAlias = Title | Heading | Text | Table | Figure | PageBreak


@dataclass(frozen=True)
class Paper:
    """A paper: ``name`` is the title of the file, ``stamp`` the line in its head on each page.

    ``author`` is the issuing body, ``made_on`` an ISO time that is fixed for its figures, so
    that the file has the same bytes whenever it is made.
    """

    name: str
    stamp: str
    author: str
    made_on: str
    blocks: tuple[Block, ...]
