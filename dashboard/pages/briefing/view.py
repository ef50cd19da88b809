"""What the press page shows: a release, the text that was asked for, the releases around it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote

from dashboard.frame import Ask
from dashboard.selection import BadSelection, address
from dashboard.sources import ReleaseSource
from etl.domain.plan import Plan
from etl.domain.refusal import NotFound
from etl.domain.release import Release
from etl.services.briefing import (
    DEFAULT_PARTS,
    LENGTH_NAMES,
    PART_NAMES,
    Article,
    Options,
    Part,
    ReleaseFacts,
    article_of,
)

BRIEFING_PATH = "/briefing"
CHOSEN = "chosen"
"""Set where the boxes of the parts were shown: one that is not ticked is then left out."""
QUERY = ("length", "region", "project", CHOSEN, *PART_NAMES)
Query = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class BriefingView:
    """A release with its text. ``is_desk``: on the page that goes on, not on the release's own.

    ``listed`` are the releases to choose from, latest first; ``replaced`` says which of them a
    later one corrects, as far as the page may know.
    """

    read: ReleaseSource
    facts: ReleaseFacts
    options: Options
    article: Article
    listed: tuple[Release, ...]
    replaced: Mapping[str, str]
    ask: Ask
    is_desk: bool

    @property
    def release(self) -> Release:
        """The release that is read."""
        return self.facts.release

    @property
    def plan(self) -> Plan:
        """The plan in force in its month."""
        return self.facts.plan

    @property
    def region(self) -> str:
        """The region chosen, "" for all."""
        return "" if self.facts.is_whole else self.facts.region.code

    def query(self, **other: str) -> Query:
        """Return the query of the page with the same choice, but for ``other``."""
        asked = {key: self.ask.values.get(key, "") for key in QUERY}
        asked |= {"length": self.options.length, **other}
        return tuple((key, value) for key, value in asked.items() if value)

    def address(self, release: str = "", **other: str) -> str:
        """Return the address of the page for this or another release, with the same choice."""
        name = release or self.release.id
        return address(BRIEFING_PATH, kept=(("release", name), *self.query(**other)))

    def file(self, paper: str, kind: str, folder: str = "", plain: bool = False) -> str:
        """Return where a paper of the release can be had; ``plain`` without what was chosen."""
        place = f"{BRIEFING_PATH}/{quote(self.release.id)}{folder}/{quote(paper, safe='')}.{kind}"
        return address(place, kept=() if plain else self.query())


def view_of(
    read: ReleaseSource, ask: Ask, listed: tuple[Release, ...], is_desk: bool
) -> BriefingView:
    """Return the view; NotFound for a region or project that the plan does not have."""
    options = options_of(ask.values)
    facts = read.facts(ask.values.get("region") or None)
    replaced = {
        item.head.supersedes: item.id for item in listed if item.head.supersedes is not None
    }
    return BriefingView(
        read, facts, options, article_of(facts, options), listed, replaced, ask, is_desk
    )


def options_of(values: Mapping[str, str]) -> Options:
    """Read what is asked for from an address; BadSelection for a length that is none."""
    length = values.get("length") or "full"
    if length not in LENGTH_NAMES:
        raise BadSelection(f"没有“{length[:20]}”这种篇幅。")
    named = [part for part in PART_NAMES if values.get(part)]
    parts = frozenset(named) if values.get(CHOSEN) or named else None
    return Options(length, values.get("project", ""), parts)


def parts_shown(options: Options) -> frozenset[Part]:
    """Return the parts that the text has."""
    return DEFAULT_PARTS[options.length] if options.parts is None else options.parts


def no_desk() -> NotFound:
    """Return the refusal where there is no database behind the pages."""
    return NotFound("没有连接数据库，没有新闻材料。")
