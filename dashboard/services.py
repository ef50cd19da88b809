"""The services of one database in the shape the pages ask for."""

# ruff: noqa: D102 - what each question means stands once, in the protocol

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from dashboard.cache import OneAtATime, Recent
from etl.domain.attention import Attention
from etl.domain.completion import CompletionTable, Grouping
from etl.domain.data_version import DataVersion
from etl.domain.period import Month
from etl.domain.plan import Plan, PlanRevision
from etl.domain.provenance import FigurePart, FiledForm, PlanCell
from etl.domain.release import Release
from etl.domain.roles import Visitor
from etl.domain.submission import Field, Filing
from etl.services import attention as attentions
from etl.services import completion as completions
from etl.services import database, plans, releases
from etl.services import filings as filed
from etl.services.standings import Memory

if TYPE_CHECKING:
    from dashboard.frozen_source import FrozenSource
    from etl.services.database import Database


# Cells: a region, an indicator and a month each, up to some hundred bytes with its numbers.
_KEPT_FIGURES = 400_000
_KEPT_PLANS = 40  # by month and by revision, most of them the same few
_KEPT_PLACES = 100_000  # addresses of cells in plans' workbooks
_KEPT_ROWS = 15_000  # of tables, some two kilobytes each
_KEPT_RELEASES = 120_000_000  # bytes in memory, some five megabytes each


class ServiceSource:
    """Passes each question on. Exports and traces are imported when first asked for.

    Plans and what stands in a year are kept while no figure changes: a page asks for them
    again and again, and so does the next page.
    """

    def __init__(self, db: Database) -> None:
        self._db = db
        self._memory = Memory(
            plans=Recent(_KEPT_PLANS, lambda _: 1),
            years=Recent(_KEPT_FIGURES, len),
            tables=Recent(_KEPT_ROWS, lambda table: 1 + len(table.rows)),
            places=Recent(_KEPT_PLACES, lambda places: 1 + len(places.addresses)),
        )

        self._releases: Recent[FrozenSource] = Recent(_KEPT_RELEASES, lambda item: item.weight)
        self._opening: OneAtATime[FrozenSource] = OneAtATime()

    @property
    def release(self) -> Release | None:
        return None

    def last_release(self, month: Month) -> str:
        return releases.last_release(self._db, month)

    def released(self, name: str) -> FrozenSource:
        from dashboard.frozen_source import FrozenSource
        from etl.services.released import open_release

        def opened() -> FrozenSource:
            made = FrozenSource(self, self._db, open_release(self._db, name))
            self._releases.put(name, made)
            return made

        return self._releases.get(name) or self._opening.made(name, opened)

    def data_version(self) -> DataVersion:
        return database.data_version(self._db)

    def is_ready(self) -> bool:
        return database.is_ready(self._db)

    def plan_in_force(self, month: Month) -> PlanRevision | None:
        return completions.revision_in_force(self._db, month, self._memory)

    def plan_years(self) -> tuple[int, ...]:
        return plans.plan_years(self._db)

    def newest_plan(self) -> PlanRevision | None:
        return plans.newest_plan(self._db)

    def latest_month(self) -> Month | None:
        return completions.latest_month(self._db)

    def accepted_months(self, year: int) -> tuple[Month, ...]:
        return completions.accepted_months(self._db, year)

    def completion(
        self,
        month: Month,
        region: str | None = None,
        by: Grouping = "project",
        project: str | None = None,
    ) -> CompletionTable:
        return completions.completion(self._db, month, region, by, project, self._memory)

    def completions(
        self,
        until: Month,
        region: str | None = None,
        by: Grouping = "project",
        project: str | None = None,
    ) -> tuple[CompletionTable, ...]:
        return completions.completions(self._db, until, region, by, project, self._memory)

    def filings(self, region: str, year: int) -> tuple[Filing, ...]:
        return filed.filings(self._db, region, year)

    def attention(self, month: Month, region: str | None = None) -> Attention:
        return attentions.attention(self._db, month, region, memory=self._memory)

    def today(self, plan: Plan) -> date:
        return database.today_of(plan)

    def trace(self, month: Month, region: str, indicator: str) -> dict[str, Any]:
        from etl.services.trace import trace

        return trace(self._db, month, region, indicator)

    def figure_parts(
        self, month: Month, regions: Sequence[str], indicators: Sequence[str], field: Field
    ) -> tuple[FigurePart, ...]:
        from etl.services.provenance import figure_parts

        return figure_parts(self._db, month, regions, indicators, field, self._memory)

    def filed_form(self, submission: int) -> FiledForm:
        from etl.services.provenance import filed_form

        return filed_form(self._db, submission)

    def plan_cell(self, month: Month, sheet: str, key: str, column: str) -> PlanCell:
        from etl.services.provenance import plan_cell

        return plan_cell(self._db, month, sheet, (key, column), self._memory)

    def original_of(self, submission: int) -> tuple[str, bytes]:
        from etl.services.provenance import original_of

        return original_of(self._db, submission)

    def note_export(self, by: Visitor, what: str) -> None:
        from etl.services import audit

        if by.role is not None:  # what anybody may read is nobody's doing
            audit.note(self._db, by, "export", what)

    def completion_answer(self, table: CompletionTable, plan: Plan) -> dict[str, Any]:
        from etl.services.answers import completion_answer

        return completion_answer(table, plan)

    def completion_csv(self, table: CompletionTable, plan: Plan) -> bytes:
        from etl.services.exports import completion_csv

        return completion_csv(table, plan)

    def completion_xlsx(self, table: CompletionTable, plan: Plan) -> bytes:
        from etl.services.exports import completion_xlsx

        return completion_xlsx(table, plan)
