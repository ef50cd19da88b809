"""What the pages ask of the services, in one protocol: pages never see a database."""

from __future__ import annotations

from datetime import date
from typing import Any, Protocol

from etl.domain.completion import CompletionTable, Grouping
from etl.domain.period import Month
from etl.domain.plan import Plan, PlanRevision
from etl.domain.submission import Filing


class Source(Protocol):
    """The questions the pages and the API ask; a test answers them from memory."""

    def data_version(self) -> int:
        """Return a number that changes exactly when an accepted figure or a plan does."""

    def is_ready(self) -> bool:
        """Whether the database answers and its schema is current."""

    def plan_in_force(self, month: Month) -> PlanRevision | None:
        """Return the plan revision a month is computed with."""

    def plan_years(self) -> tuple[int, ...]:
        """Return the years that have a plan, oldest first."""

    def newest_plan(self) -> PlanRevision | None:
        """Return the newest revision of the newest year."""

    def latest_month(self) -> Month | None:
        """Return the latest month with an accepted submission, in any year."""

    def accepted_months(self, year: int) -> tuple[Month, ...]:
        """Return the months of a year with an accepted submission, in order."""

    def completion(
        self, month: Month, region: str | None = None, by: Grouping = "project"
    ) -> CompletionTable:
        """Return the completion of a month; NotFound for an unknown region or year."""

    def filings(self, region: str, year: int) -> tuple[Filing, ...]:
        """Return every version that a county filed in a year."""

    def today(self, plan: Plan) -> date:
        """Return the day that pages of a plan's year take as today."""

    def trace(self, month: Month, region: str, indicator: str) -> dict[str, Any]:
        """Return where a figure comes from, as the contract has it."""

    def completion_answer(self, table: CompletionTable, plan: Plan) -> dict[str, Any]:
        """Return a table as the contract's JSON."""

    def completion_csv(self, table: CompletionTable, plan: Plan) -> bytes:
        """Return a table as csv that Excel opens with its Chinese intact."""

    def completion_xlsx(self, table: CompletionTable, plan: Plan) -> bytes:
        """Return a table as a workbook."""
