"""The figures of a page, and what the page of their origin says of each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from flask.testing import FlaskClient

from tests.dashboard.reading import Node, read

NOT_FIGURES = frozenset({"conclusion", "status", "traced", "term"})
_NUMBER = re.compile(r"\d+(?:\.\d+)?")


@dataclass(frozen=True)
class Shown:
    """A figure as it stands on a page, and the address it leads to ("" for none)."""

    name: str
    text: str
    href: str

    @property
    def numbers(self) -> list[str]:
        """The numbers that its words state."""
        return _NUMBER.findall(self.text)


def figures_of(node: Node, href: str = "") -> Iterator[Shown]:
    """Yield every figure below a node with the innermost link it stands in."""
    for child in node.children:
        if isinstance(child, str):
            continue
        here = child.attributes.get("href", href) if child.tag == "a" else href
        name = child.attributes.get("data-figure", "")
        if name and name not in NOT_FIGURES and _NUMBER.search(child.text):
            yield Shown(name, child.text, here)
        else:
            yield from figures_of(child, here)


class Origins:
    """What the pages of origin of one site say; the figures of its pages share many of them."""

    def __init__(self, client: FlaskClient) -> None:
        self._client = client
        self._said: dict[str, str] = {}

    def said(self, href: str) -> str:
        """Return the headline figure at an address."""
        if href not in self._said:
            answer = self._client.get(href)
            assert answer.status_code == 200, href
            self._said[href] = read(answer.text).one(data_figure="traced").text
        return self._said[href]


def says(traced: str, figure: Shown) -> bool:
    """Whether the headline figure of a page of origin is the one that was clicked.

    A place may be shown without of how many; a sentence names the count before its words.
    """
    numbers = _NUMBER.findall(traced)
    if figure.name.endswith("place"):
        return numbers[:1] == figure.numbers[:1]
    if figure.name.startswith(("count-", "behind-regions", "slow-", "reached-regions")):
        return numbers == figure.numbers[:1]
    return numbers == figure.numbers and ("慢" in traced) == ("慢" in figure.text)
