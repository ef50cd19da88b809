"""The services of one database in the shape the pages ask for."""

# ruff: noqa: D102 - what each question means stands once, in the protocol

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from etl.domain.completion import CompletionTable, Grouping
from etl.domain.period import Month
from etl.domain.plan import Plan, PlanRevision
from etl.domain.submission import Filing
from etl.services import completion as completions
from etl.services import database, plans
from etl.services import filings as filed

if TYPE_CHECKING:
    from etl.services.database import Database


class ServiceSource:
    """Passes each question on. Exports and traces are imported when first asked for."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def data_version(self) -> int:
        return database.data_version(self._db)

    def is_ready(self) -> bool:
        return database.is_ready(self._db)

    def plan_in_force(self, month: Month) -> PlanRevision | None:
        return plans.plan_in_force(self._db, month)

    def plan_years(self) -> tuple[int, ...]:
        return plans.plan_years(self._db)

    def newest_plan(self) -> PlanRevision | None:
        return plans.newest_plan(self._db)

    def latest_month(self) -> Month | None:
        return completions.latest_month(self._db)

    def accepted_months(self, year: int) -> tuple[Month, ...]:
        return completions.accepted_months(self._db, year)

    def completion(
        self, month: Month, region: str | None = None, by: Grouping = "project"
    ) -> CompletionTable:
        return completions.completion(self._db, month, region, by)

    def filings(self, region: str, year: int) -> tuple[Filing, ...]:
        return filed.filings(self._db, region, year)

    def today(self, plan: Plan) -> date:
        return database.today_of(plan)

    def trace(self, month: Month, region: str, indicator: str) -> dict[str, Any]:
        from etl.services.trace import trace

        return trace(self._db, month, region, indicator)

    def completion_answer(self, table: CompletionTable, plan: Plan) -> dict[str, Any]:
        from etl.services.answers import completion_answer

        return completion_answer(table, plan)

    def completion_csv(self, table: CompletionTable, plan: Plan) -> bytes:
        from etl.services.exports import completion_csv

        return completion_csv(table, plan)

    def completion_xlsx(self, table: CompletionTable, plan: Plan) -> bytes:
        from etl.services.exports import completion_xlsx

        return completion_xlsx(table, plan)
