"""The table of rights: one file that says who may open which page, route and callback.

``yes`` and ``no`` speak for themselves; ``own``: the county's own data only, which the handler
sees to; ``released``: only what a release holds, whose number the address names; ``open``:
while reading without an account is allowed; ``page``: as the page that the
address names; ``callback``: as the callback that is called. What has no line is refused.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal, cast, get_args

from etl.domain.roles import ROLES, Role

Right = Literal["yes", "no", "own", "released", "open", "page", "callback"]
Kind = Literal["page", "route", "callback"]
FILE = Path(__file__).with_name("rights.csv")
ANY_OTHER_PAGE = "*"


@dataclass(frozen=True)
class Line:
    """One line of the table."""

    kind: Kind
    what: str
    method: str
    rights: Mapping[Role | None, Right]


class Rights:
    """The table, asked by kind, name and method."""

    def __init__(self, lines: tuple[Line, ...]) -> None:
        self.lines = lines
        self._by_name = {(line.kind, line.what, line.method): line for line in lines}
        if len(self._by_name) != len(lines):
            raise ValueError("the table of rights says something twice")

    def right(self, kind: Kind, what: str, method: str, role: Role | None) -> Right:
        """Return what a role may; no line means no."""
        line = self._by_name.get((kind, what, "GET" if method in ("HEAD", "OPTIONS") else method))
        return "no" if line is None else line.rights[role]

    def has(self, kind: Kind, what: str) -> bool:
        """Whether the table says anything of something."""
        return any(line.kind == kind and line.what == what for line in self.lines)

    def page(self, rule: str | None, role: Role | None) -> Right:
        """Return what a role may of a page; None is an address that is no page."""
        return self.right("page", rule or ANY_OTHER_PAGE, "GET", role)


@cache
def rights() -> Rights:
    """Return the table that the program goes by."""
    return Rights(tuple(_read(FILE)))


def _read(path: Path) -> Iterator[Line]:
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            given: dict[Role | None, str] = {None: row["nobody"]}
            given |= {role: row[role] for role in ROLES}
            unknown = set(given.values()) - set(get_args(Right))
            if unknown or row["kind"] not in get_args(Kind):
                raise ValueError(f"{path.name}: {row['what']} has {sorted(unknown)}")
            held = cast("Mapping[Role | None, Right]", given)
            yield Line(cast(Kind, row["kind"]), row["what"], row["method"], held)
