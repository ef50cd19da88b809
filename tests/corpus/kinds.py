"""The register of kinds of mess.

A kind is a function that does to a plain form what people and programs do to it, and says
what a careful reader must make of the result. ``needs`` names what a writer must be able
to do, see ``writers.ABILITIES``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tests.corpus.form import Form, plain_form

Group = str


@dataclass(frozen=True)
class Kind:
    """One kind of mess."""

    name: str
    group: Group
    change: Callable[[Form], object]
    needs: frozenset[str]

    def form(self) -> Form:
        made = plain_form()
        self.change(made)
        return made

    def __str__(self) -> str:
        return f"{self.group}: {self.name}"


KINDS: dict[str, Kind] = {}


def kind(
    group: Group, name: str, needs: str = ""
) -> Callable[[Callable[[Form], object]], Callable[[Form], object]]:
    """Register a change of the plain form under a name that says what the mess is."""

    def register(change: Callable[[Form], object]) -> Callable[[Form], object]:
        made = Kind(name, group, change, frozenset(needs.split()))
        assert str(made) not in KINDS, f"two kinds are called {made}"
        KINDS[str(made)] = made
        return change

    return register


def kinds_of(group: Group, needs: str = "", **variants: Callable[[Form], object]) -> None:
    """Register several changes at once: name=change."""
    for name, change in variants.items():
        kind(group, name, needs)(change)
