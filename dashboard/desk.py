"""What the pages of the month's work ask of the services: each is imported when first asked for.

These pages change things, so they have no source in memory: they work on a database.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from etl.domain.closing import MonthState
from etl.domain.period import Month
from etl.domain.release import Release
from etl.domain.roles import Visitor
from etl.domain.submission import Filing

if TYPE_CHECKING:
    from etl.domain.account import Account
    from etl.domain.audit import Row
    from etl.services.database import Database
    from etl.services.drafts import Draft, Tried
    from etl.services.effects import Break, Disagreement, Effect
    from etl.services.filed_answer import Submission
    from etl.services.months import ClosingView
    from etl.services.reminders import MailServer
    from etl.services.review_desk import Compared


@dataclass(frozen=True)
class Desk:
    """The questions of those who file, review and keep accounts."""

    database: Database
    mail: MailServer | None = None

    def month_states(self, year: int) -> dict[int, MonthState]:
        """Return how the months of a year stand, by number."""
        from etl.services.months import month_states

        return month_states(self.database, year)

    def releases(self) -> tuple[Release, ...]:
        """Return all releases, the latest month's latest first."""
        from etl.services.releases import every_release

        return tuple(reversed(every_release(self.database)))

    def closing(self, month: Month) -> ClosingView:
        """Return what closing a month needs."""
        from etl.services.months import closing_view

        return closing_view(self.database, month)

    def draft(self, number: int, by: Visitor) -> Draft:
        """Return a checked workbook as it is judged now; NotFound for one of others."""
        from etl.services.drafts import draft

        return draft(self.database, number, by)

    def tried(self, office: str | None, month: Month) -> tuple[Tried, ...]:
        """Return the tries made on a county's page for a month, newest first."""
        from etl.services.drafts import drafts_of

        return drafts_of(self.database, office, month)

    def submission(self, number: int) -> Submission:
        """Return a stored version with what was found and said of it."""
        from etl.services.filed_answer import submission

        return submission(self.database, number)

    def year_filings(self, year: int) -> tuple[Filing, ...]:
        """Return every version of every county of a year."""
        from etl.services.review_desk import year_filings

        return year_filings(self.database, year)

    def compared(self, identifiers: Sequence[int | None]) -> tuple[Compared, ...]:
        """Return versions with their figures and cells, in the order asked for."""
        from etl.services.review_desk import compared

        return compared(self.database, identifiers)

    def last_month_of(self, filing: Filing) -> int | None:
        """Return the submission that counts for the county's last accepted month before."""
        from etl.services.review_desk import last_month_of

        return last_month_of(self.database, filing)

    def effects(self, filing: Filing) -> tuple[Effect, ...]:
        """Return the projects of the city that accepting a version would change."""
        from etl.services.effects import effects

        return effects(self.database, filing)

    def disagreements(self, filing: Filing) -> tuple[Disagreement, ...]:
        """Return the later months that a version would no longer go with."""
        from etl.services.effects import disagreements

        return disagreements(self.database, filing)

    def accounts(self) -> tuple[Account, ...]:
        """Return all accounts."""
        from etl.services.accounts import every_account

        return every_account(self.database)

    def audit_rows(self, limit: int, before: int | None, action: str) -> list[Row]:
        """Return the newest rows of the log, or those before one."""
        from etl.services.audit import newest

        return newest(self.database, limit, before, action)

    def breaks(self, regions: Sequence[str], year: int) -> tuple[Break, ...]:
        """Return where accepted months of counties do not follow from each other."""
        from etl.services.effects import breaks

        return breaks(self.database, regions, year)

    def why_not_nothing_new(self, region: str, month: Month) -> str:
        """Say why a month cannot be filed as one without anything new, "" where it can."""
        from etl.services.nothing_new import can_file

        return can_file(self.database, region, month)
