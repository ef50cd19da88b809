"""A release in the shape the pages ask for: the same questions, answered from its own database."""

# ruff: noqa: D102 - what each question means stands once, in the protocol

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, TypeVar

from dashboard.services import ServiceSource
from dashboard.sources import Source
from etl.domain.attention import Attention
from etl.domain.completion import CompletionTable, Grouping
from etl.domain.data_version import DataVersion
from etl.domain.period import Month
from etl.domain.plan import Plan, PlanRevision
from etl.domain.refusal import NotFound
from etl.domain.release import Release
from etl.domain.roles import Visitor
from etl.services import attention as attentions
from etl.services.briefing import Options, ReleaseFacts
from etl.services.database import Database
from etl.services.papers import Asked, paper_file
from etl.services.release_changes import ReleaseChanges, changes_since
from etl.services.released import Released
from etl.services.releases import releases_before

T = TypeVar("T")
_NEVER = DataVersion(0, 0)


class FrozenSource(ServiceSource):
    """What a release holds. It never changes; what somebody takes away is noted in the live log."""

    def __init__(self, live: Source, live_db: Database, released: Released) -> None:
        super().__init__(released.database)
        self._live, self._live_db = live, live_db
        self.opened = Released(released.release, released.database, self._memory)
        self.weight = released.weight
        self._kept: dict[str, Any] = {}

    @property
    def release(self) -> Release:
        return self.opened.release

    def last_release(self, month: Month) -> str:
        return self.release.id if month == self.opened.month else ""

    def released(self, name: str) -> FrozenSource:
        if name != self.release.id:
            raise NotFound(f"这是{self.release.id}，不是{name[:40]}。")
        return self

    def data_version(self) -> DataVersion:
        return _NEVER

    def is_ready(self) -> bool:
        return self._live.is_ready()

    def plan_years(self) -> tuple[int, ...]:
        return (self.opened.month.year,)

    def newest_plan(self) -> PlanRevision | None:
        return self.plan_in_force(self.opened.month)

    def latest_month(self) -> Month | None:
        return self.opened.month

    def completion(
        self,
        month: Month,
        region: str | None = None,
        by: Grouping = "project",
        project: str | None = None,
    ) -> CompletionTable:
        return self.opened.completion(month, region, by, project)

    def completions(
        self,
        until: Month,
        region: str | None = None,
        by: Grouping = "project",
        project: str | None = None,
    ) -> tuple[CompletionTable, ...]:
        return self.opened.completions(until, region, by, project)

    def attention(self, month: Month, region: str | None = None) -> Attention:
        today = self.opened.today
        return attentions.attention(self._db, month, region, today, self._memory)

    def today(self, plan: Plan) -> date:
        return self.opened.today

    def original_of(self, submission: int) -> tuple[str, bytes]:
        return self._live.original_of(submission)

    def once(self, name: str, make: Callable[[], T]) -> T:
        if name not in self._kept:
            self._kept[name] = make()
        found: T = self._kept[name]
        return found

    def facts(self, region: str | None = None) -> ReleaseFacts:
        if region is None:
            return self.once("facts", self.opened.facts)
        return self.opened.facts(region)

    def changes(self) -> ReleaseChanges | None:
        return self.once("changes", lambda: changes_since(self._live_db, self.opened))

    def earlier(self) -> tuple[Release, ...]:
        return releases_before(self._live_db, self.release)

    def file(self, paper: str, kind: str, options: Options, region: str | None) -> bytes:
        return paper_file(self._live_db, self.opened, Asked(paper, kind, options, region))

    def note_export(self, by: Visitor, what: str) -> None:
        self._live.note_export(by, f"{self.release.id} {what}")
