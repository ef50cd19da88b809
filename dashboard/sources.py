"""What the pages ask of the services, in one protocol: pages never see a database."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, Protocol, TypeVar

from etl.domain.attention import Attention
from etl.domain.completion import CompletionTable, Grouping
from etl.domain.data_version import DataVersion
from etl.domain.period import Month
from etl.domain.plan import Plan, PlanRevision
from etl.domain.provenance import FigurePart, FiledForm, PlanCell
from etl.domain.release import Release
from etl.domain.roles import Visitor
from etl.domain.submission import Field, Filing
from etl.services.briefing import Options, ReleaseFacts
from etl.services.release_changes import ReleaseChanges

T = TypeVar("T")


class Source(Protocol):
    """The questions the pages and the API ask; a test answers them from memory."""

    @property
    def release(self) -> Release | None:
        """The release that is read, None for the live figures."""

    def last_release(self, month: Month) -> str:
        """Return the number of a month's last release, "" without one."""

    def released(self, name: str) -> ReleaseSource:
        """Return what a release answers to the same questions; NotFound without it."""

    def data_version(self) -> DataVersion:
        """Return what changes exactly when an accepted figure, a plan or a filing does."""

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
        self,
        month: Month,
        region: str | None = None,
        by: Grouping = "project",
        project: str | None = None,
    ) -> CompletionTable:
        """Return the completion of a month; NotFound for an unknown region or year.

        With ``project`` only its rows: of a large city the rest need not be made.
        """

    def completions(
        self,
        until: Month,
        region: str | None = None,
        by: Grouping = "project",
        project: str | None = None,
    ) -> tuple[CompletionTable, ...]:
        """Return the same of every month of the year up to one, January first."""

    def filings(self, region: str, year: int) -> tuple[Filing, ...]:
        """Return every version that a county filed in a year."""

    def attention(self, month: Month, region: str | None = None) -> Attention:
        """Return what needs attention in a month, weightiest first; NotFound as above."""

    def today(self, plan: Plan) -> date:
        """Return the day that pages of a plan's year take as today."""

    def trace(self, month: Month, region: str, indicator: str) -> dict[str, Any]:
        """Return where a figure comes from, as the contract has it."""

    def figure_parts(
        self, month: Month, regions: Sequence[str], indicators: Sequence[str], field: Field
    ) -> tuple[FigurePart, ...]:
        """Return the cells that cumulative figures of submitting regions come from."""

    def filed_form(self, submission: int) -> FiledForm:
        """Return what was read of a submission; NotFound when there is none."""

    def plan_cell(self, month: Month, sheet: str, key: str, column: str) -> PlanCell:
        """Return where a number of the plan in force stands in its workbook."""

    def original_of(self, submission: int) -> tuple[str, bytes]:
        """Return name and bytes of a workbook as it was sent; NotFound when there is none."""

    def note_export(self, by: Visitor, what: str) -> None:
        """Write down that somebody took figures away."""

    def completion_answer(self, table: CompletionTable, plan: Plan) -> dict[str, Any]:
        """Return a table as the contract's JSON."""

    def completion_csv(self, table: CompletionTable, plan: Plan) -> bytes:
        """Return a table as csv that Excel opens with its Chinese intact."""

    def completion_xlsx(self, table: CompletionTable, plan: Plan) -> bytes:
        """Return a table as a workbook."""


class ReleaseSource(Source, Protocol):
    """The same questions answered by a release, and what texts and files need of it."""

    @property
    def release(self) -> Release:
        """The release that is read."""

    def once(self, name: str, make: Callable[[], T]) -> T:
        """Return what is worked out of the release once and then kept with it."""

    def facts(self, region: str | None = None) -> ReleaseFacts:
        """Return the facts of texts; NotFound for an unknown region."""

    def changes(self) -> ReleaseChanges | None:
        """Return what is another than in the release before, None without one."""

    def earlier(self) -> tuple[Release, ...]:
        """Return the releases made before this one, latest first."""

    def file(self, paper: str, kind: str, options: Options, region: str | None) -> bytes:
        """Return a paper as a file; NotFound where the release has none of it."""
