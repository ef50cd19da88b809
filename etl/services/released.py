"""A release opened to be read: its own database, and the facts that texts and files need."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from etl.completion.ranking import positions, rankings
from etl.domain.completion import CompletionTable, Grouping
from etl.domain.period import Month
from etl.domain.plan import Plan
from etl.domain.ranking import Position
from etl.domain.refusal import NotFound
from etl.domain.release import Release
from etl.publication.facts import ReleaseFacts
from etl.services.completion import completion, completions, revision_in_force
from etl.services.database import Database
from etl.services.releases import release_named, thawed
from etl.services.standings import Memory

_IN_MEMORY = 10
"""How many bytes a release takes, opened and worked upon, for each byte of what it holds."""


class Released:
    """A release and the database that holds what it holds. Nothing it answers ever changes.

    ``size`` is how many bytes it holds, ``weight`` about how many it takes in memory.
    """

    def __init__(
        self, release: Release, database: Database, memory: Memory | None = None, size: int = 0
    ) -> None:
        self.release, self.database, self._memory = release, database, memory
        self.size, self.weight = size, size * _IN_MEMORY

    @property
    def month(self) -> Month:
        """The month that was released."""
        return self.release.head.month

    @property
    def today(self) -> date:
        """The day that its pages take as today."""
        return self.release.head.today

    @property
    def plan(self) -> Plan:
        """The plan in force in its month."""
        found = revision_in_force(self.database, self.month, self._memory)
        assert found is not None
        return found.plan

    def completion(
        self,
        month: Month,
        region: str | None = None,
        by: Grouping = "project",
        project: str | None = None,
    ) -> CompletionTable:
        """Return a table of the release, as of its own date."""
        found = completion(self.database, month, region, by, project, self._memory)
        return self._dated(found)

    def completions(
        self,
        until: Month,
        region: str | None = None,
        by: Grouping = "project",
        project: str | None = None,
    ) -> tuple[CompletionTable, ...]:
        """Return the tables of the year's months up to one."""
        found = completions(self.database, until, region, by, project, self._memory)
        return tuple(self._dated(item) for item in found)

    def _dated(self, table: CompletionTable) -> CompletionTable:
        if table.month != self.month:
            return table
        return replace(table, as_of=self.release.head.as_of)

    def facts(self, region: str | None = None) -> ReleaseFacts:
        """Return all that texts and files are made from; NotFound for an unknown region."""
        before = self.month.a_year_before
        earlier = revision_in_force(self.database, before, self._memory)
        below = self.completion(self.month, region, "region")
        code = below.region
        return ReleaseFacts(
            release=self.release,
            plan=self.plan,
            table=self.completion(self.month, code),
            below=below,
            cells=self.completion(self.month, code, "cell"),
            months=self.completions(self.month, code),
            rankings=rankings(below.rows),
            positions=self._positions(code),
            last_year=self._last_year(before, code, earlier.plan if earlier else None),
            last_year_plan=earlier.plan if earlier else None,
        )

    def _positions(self, region: str) -> dict[str, Position]:
        """Return where a region stands among those beside it, by project."""
        parent = self.plan.tree[region].parent
        if region == self.plan.root or parent not in self.plan.tree:
            return {}
        beside = self.completion(self.month, parent, "region")
        return {item.project: item for item in positions(beside.rows, region)}

    def _last_year(self, month: Month, region: str, plan: Plan | None) -> CompletionTable | None:
        if plan is None or region not in plan.tree:
            return None
        return completion(self.database, month, region, memory=self._memory)


def open_release(database: Database, name: str, memory: Memory | None = None) -> Released:
    """Open a release by its number; raises NotFound."""
    frozen, size = thawed(database, name)
    return Released(release_named(database, name), frozen, memory, size)


def facts_of(database: Database, name: str, region: str | None = None) -> ReleaseFacts:
    """Return the facts of a release; NotFound for an unknown number or region."""
    return open_release(database, name).facts(region)


def known_region(facts_plan: Plan, written: str) -> str:
    """Return the code of a region by code or name; raises NotFound."""
    code = facts_plan.region_names.find(written)
    if code is None:
        raise NotFound(f"{facts_plan.year}年任务书里没有县区“{written[:40]}”。")
    return code
