"""Choosing the month: twelve links, and a native form that also changes the year."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard import html
from dashboard.components.element import Element
from dashboard.components.marks import Node, aloud, aria
from dashboard.selection import address
from etl.domain.period import Month

Kept = Sequence[tuple[str, str]]
"""What else the address of the page selects, beside the month."""


def month_links(path: str, month: Month, accepted: Sequence[Month], kept: Kept = ()) -> html.Nav:
    """Return the months of the year; those without accepted figures look and read differently."""
    known = set(accepted)
    items = [
        html.Li(_link(path, Month(month.year, number), month, known, kept))
        for number in range(1, 13)
    ]
    return html.Nav(html.Ol(items), className="months", **aria(label="选择月份"))


def _link(path: str, target: Month, chosen: Month, accepted: set[Month], kept: Kept) -> html.A:
    blank = target not in accepted
    text: list[Node] = [f"{target.number}月", *([aloud("（无已采用的报送）")] if blank else [])]
    extra = aria(current="page") if target == chosen else {}
    names = [*(["blank"] if blank else []), *(["on"] if target == chosen else [])]
    return html.A(
        text,
        href=address(path, target, kept=kept),
        className=" ".join(names) or None,
        title="尚无已采用的报送" if blank else None,
        **extra,
    )


def month_form(path: str, month: Month, years: Sequence[int], kept: Kept = ()) -> html.Form:
    """Return the form that leads to any month of any year that has a plan."""
    return html.Form(
        [
            _choice("year", "年度", [(year, f"{year}年") for year in years], month.year),
            _choice("month", "月份", [(n, f"{n}月") for n in range(1, 13)], month.number),
            *(Element("input", type="hidden", name=name, value=value) for name, value in kept),
            html.Button("查看", type="submit"),
        ],
        action=path,
        method="get",
        className="choose",
        autoComplete="off",  # or Back shows the choice of the page that was left
    )


def _choice(name: str, label: str, options: Sequence[tuple[int, str]], chosen: int) -> html.Label:
    listed = [
        html.Option(text, value=str(value), selected="selected" if value == chosen else None)
        for value, text in options
    ]
    return html.Label([aloud(label), html.Select(listed, name=name)])
