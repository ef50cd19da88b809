"""What a page hands over: its title, its tree, its status."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dashboard import html
from dashboard.exhibits import Exhibit
from etl.domain.period import Month
from etl.domain.plan import Plan


@dataclass(frozen=True)
class Sheet:
    """A page ready to be sent; ``plan`` gives the document's title its second half.

    ``exhibits`` are its tables and charts as files, ``basis`` says what they stand on, of
    which ``month``. ``private``: it is the visitor's own and takes what is typed into it, so
    nobody keeps it and nothing replaces it in the browser. ``plain``: nothing replaces it
    either, but visitors may share it. ``scripts`` are what it needs beside that of all forms.
    """

    title: str
    tree: html.Div
    plan: Plan | None = None
    status: int = 200
    exhibits: tuple[Exhibit, ...] = ()
    basis: str = ""
    month: Month | None = None
    private: bool = False
    signed_in: bool = False
    plain: bool = False
    scripts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Shown:
    """A card as it stands on the page, and what can be taken away from it."""

    card: html.Section
    exhibit: Exhibit


Cards = Mapping[str, Shown | None]
"""The cards of a page by name; None for one that this page does not have."""


def sections_of(cards: Cards) -> dict[str, html.Section | None]:
    """Return the cards as they are drawn."""
    return {name: item.card if item else None for name, item in cards.items()}


def exhibits_of(cards: Cards) -> tuple[Exhibit, ...]:
    """Return what can be taken away from the cards that there are."""
    return tuple(item.exhibit for item in cards.values() if item is not None)
