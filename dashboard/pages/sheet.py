"""What a page hands over: its title, its tree, its status."""

from __future__ import annotations

from dataclasses import dataclass

from dash import html

from dashboard.exhibits import Exhibit
from etl.domain.period import Month
from etl.domain.plan import Plan


@dataclass(frozen=True)
class Sheet:
    """A page ready to be sent; ``plan`` gives the document's title its second half.

    ``exhibits`` are its tables and charts as files, ``basis`` says what they stand on, of
    which ``month``.
    """

    title: str
    tree: html.Div
    plan: Plan | None = None
    status: int = 200
    exhibits: tuple[Exhibit, ...] = ()
    basis: str = ""
    month: Month | None = None


@dataclass(frozen=True)
class Shown:
    """A card as it stands on the page, and what can be taken away from it."""

    card: html.Section
    exhibit: Exhibit
