"""The charts of a release as pictures: those of its own pages, drawn from its frozen figures."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from types import MappingProxyType

from dashboard.frame import Ask
from dashboard.pages import overview, project
from dashboard.pages.sheet import Sheet
from dashboard.selection import Selection, project_path
from dashboard.sources import ReleaseSource
from etl.domain.release import ReleaseHead

_OVERVIEW = "overview"
_OF_THE_WHOLE = frozenset({"months", "added", "funds"})
"""Charts that name no county. Any other stays in the house where counts of counties are held back."""


@dataclass(frozen=True)
class ReleasePicture:
    """A chart: its name in addresses, what it is of, its title, what draws it as SVG."""

    key: str
    group: str
    title: str
    draw: Callable[[], str]


def pictures_of(read: ReleaseSource) -> tuple[ReleasePicture, ...]:
    """Return every chart of the overview and of the projects that may leave the house."""
    return read.once("pictures", lambda: tuple(_all(read)))


def _all(read: ReleaseSource) -> Iterator[ReleasePicture]:
    found = read.facts()
    yield from _of(overview.sheet(read, _ask("/", {})), _OVERVIEW, "总览", found.head)
    for item in found.plan.projects:
        made = project.sheet(read, _ask(project_path(item.code), {"code": item.code}))
        name = item.short_name or item.name
        yield from _of(made, item.code, name, found.head)


def _ask(path: str, codes: dict[str, str]) -> Ask:
    return Ask(path, MappingProxyType(codes), Selection())


def _of(sheet: Sheet, name: str, group: str, head: ReleaseHead) -> Iterator[ReleasePicture]:
    held = {item.project for item in head.withheld if not item.indicator} | set(head.split_withheld)
    for exhibit in sheet.exhibits:
        if exhibit.picture is None:
            continue
        tells = exhibit.name not in _OF_THE_WHOLE
        if tells and (name in held or (name == _OVERVIEW and held)):
            continue
        yield ReleasePicture(f"{name}-{exhibit.name}", group, exhibit.title, exhibit.picture)
