"""What a page hands over: its title, its tree, its status."""

from __future__ import annotations

from dataclasses import dataclass

from dash import html

from etl.domain.plan import Plan


@dataclass(frozen=True)
class Sheet:
    """A page ready to be sent; ``plan`` gives the document's title its second half."""

    title: str
    tree: html.Div
    plan: Plan | None = None
    status: int = 200
