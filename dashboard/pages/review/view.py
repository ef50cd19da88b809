"""Everything the review page shows, gathered once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from dashboard.desk import Desk
from dashboard.frame import Ask, Frame
from dashboard.pages.submit.view import plan_asked
from dashboard.selection import positive
from dashboard.sources import Source
from dashboard.timeliness import days_late, days_left
from etl.domain.closing import Extension
from etl.domain.period import Month
from etl.domain.plan import Plan
from etl.domain.refusal import NotFound
from etl.domain.region import Region
from etl.domain.submission import Filing

if TYPE_CHECKING:
    from etl.services.effects import Break, Disagreement, Effect
    from etl.services.filed_answer import Submission
    from etl.services.months import ClosingView
    from etl.services.review_desk import Compared

REVIEW_PATH = "/review"
QUERY = ("submission", "against", "pin")
_FOLLOWED = 60
"""Up to so many counties every accepted month is held against the one before, each time."""


@dataclass(frozen=True)
class Looked:
    """The version under review: what counts and last month beside it, what accepting would do.

    ``returned`` is the version before it that was sent back, with its reasons.
    """

    found: Submission
    last: Compared
    counts: Compared
    own: Compared
    against: Compared
    effects: tuple[Effect, ...]
    disagreements: tuple[Disagreement, ...]
    returned: Submission | None = None

    @property
    def filing(self) -> Filing:
        """The version itself."""
        return self.found.filing


@dataclass(frozen=True)
class ReviewView:
    """The month of all counties; ``chosen`` is the version that is opened."""

    ask: Ask
    plan: Plan
    revision: int
    month: Month
    today: date
    years: tuple[int, ...]
    filings: tuple[Filing, ...]
    closing: ClosingView
    chosen: Looked | None
    breaks: tuple[Break, ...] = ()

    @cached_property
    def frame(self) -> Frame:
        """The setting that tables and their files need."""
        accepted = sorted({item.month for item in self.filings if item.state == "accepted"})
        return Frame(
            REVIEW_PATH, self.plan, self.revision, self.month, tuple(accepted), self.years,
            self.today, visitor=self.ask.visitor,
        )  # fmt: skip

    @cached_property
    def expected(self) -> tuple[Region, ...]:
        """The counties of which the month is expected."""
        submitting = self.plan.tree.submitting(self.plan.root)
        return tuple(item for item in submitting if item.expected_in(self.month.number))

    @cached_property
    def queue(self) -> tuple[Filing, ...]:
        """Everything that waits in the year: corrections first, the rest as it came."""
        known = {item.code for item in self.plan.tree}
        waiting = [
            item for item in self.filings if item.state == "submitted" and item.region in known
        ]
        return tuple(sorted(waiting, key=lambda item: (not self.corrects(item), item.id)))

    def corrects(self, filing: Filing) -> Filing | None:
        """Return the version that counts, which a waiting one would replace."""
        same = self.versions(filing.region, filing.month)
        return next((item for item in same if item.state == "accepted"), None)

    def versions(self, region: str, month: Month) -> tuple[Filing, ...]:
        """Return all versions of a county's month, oldest first."""
        return tuple(item for item in self.filings if (item.region, item.month) == (region, month))

    def record(self, region: Region, month: Month) -> Record:
        """Return how a county's month stands as to being there and in time."""
        return Record.of(self, region, month)

    def records(self, region: Region) -> Iterator[Record]:
        """Yield the same for every month up to the chosen one of which it is expected."""
        for number in range(1, self.month.number + 1):
            if region.expected_in(number):
                yield self.record(region, Month(self.month.year, number))


@dataclass(frozen=True)
class Record:
    """A county's month: whether it is filed, in time or late, or overdue without a version.

    ``late`` is None where nothing was filed or being in time is not asked.
    """

    filed: bool
    late: int | None
    overdue: int
    newest: Filing | None
    counts: Filing | None
    leave: Extension | None = None

    @classmethod
    def of(cls, view: ReviewView, region: Region, month: Month) -> Record:
        """Look at the versions of a county's month."""
        versions = view.versions(region.code, month)
        late = days_late(view.plan, view.today, versions[0]) if versions else None
        left = days_left(view.plan, view.today, month)
        state = view.closing.state
        leave = state.leave_of(region.code, view.today) if month == view.month else None
        overdue = -left if left is not None and left < 0 and not versions and not leave else 0
        counts = next((item for item in versions if item.state == "accepted"), None)
        newest = versions[-1] if versions else None
        return cls(bool(versions), late, overdue, newest, counts, leave)

    @property
    def owes(self) -> bool:
        """Whether the county has to send a workbook: none came, or the last one was returned."""
        if self.newest is None:
            return True
        return self.newest.state == "returned" and self.counts is None

    @property
    def in_time(self) -> bool:
        """Whether it was filed by its day."""
        return self.filed and self.late == 0

    @property
    def judged(self) -> bool:
        """Whether being in time is asked: not of what was entered afterwards or is not yet due."""
        return self.late is not None if self.filed else self.overdue > 0


def view_of(source: Source, desk: Desk, ask: Ask) -> ReviewView | None:
    """Return what the page shows; None without any plan."""
    plan = plan_asked(source, ask)
    if plan is None:
        return None
    today = source.today(plan)
    filings = desk.year_filings(plan.year)
    chosen = _chosen(desk, ask)
    month = _month(plan, ask, today, filings, chosen)
    revision = source.plan_in_force(month)
    view = ReviewView(
        ask=ask,
        plan=revision.plan if revision else plan,
        revision=revision.revision if revision else 1,
        month=month,
        today=today,
        years=source.plan_years(),
        filings=filings,
        closing=desk.closing(month),
        chosen=None,
        breaks=_breaks(desk, plan),
    )
    opened = chosen or _first(desk, view)
    return view if opened is None else _with(desk, view, opened)


def _breaks(desk: Desk, plan: Plan) -> tuple[Break, ...]:
    """Return the accepted months that do not go with the ones before, of a city that is not huge."""
    submitting = plan.tree.submitting(plan.root)
    if len(submitting) > _FOLLOWED:
        return ()
    return desk.breaks([item.code for item in submitting], plan.year)


def _month(
    plan: Plan, ask: Ask, today: date, filings: Sequence[Filing], chosen: Submission | None
) -> Month:
    """Return the month asked for; else that of the version opened, of what waits, of today."""
    if ask.selection.month:
        return ask.selection.month
    if ask.selection.number:
        return Month(plan.year, ask.selection.number)
    if chosen is not None:
        return chosen.filing.month
    waiting = [item.month for item in filings if item.state == "submitted"]
    if waiting:
        return max(waiting)
    last = max((item.month for item in filings), default=Month(plan.year, 1))
    return last if today.year != plan.year else max(last, Month(plan.year, max(1, today.month - 1)))


def _chosen(desk: Desk, ask: Ask) -> Submission | None:
    text = ask.values.get("submission", "")
    if not text:
        return None
    number = positive(text)
    if number is None:
        raise NotFound(f"没有编号为{text[:20]}的报送。")
    return desk.submission(number)


def _first(desk: Desk, view: ReviewView) -> Submission | None:
    """Return the first that waits in the month, to begin with."""
    waiting = [item for item in view.queue if item.month == view.month]
    return desk.submission(waiting[0].id) if waiting else None


def _with(desk: Desk, view: ReviewView, found: Submission) -> ReviewView:
    filing = found.filing
    counts = view.corrects(filing)
    asked = positive(view.ask.values.get("against", ""))
    same = [item.id for item in view.versions(filing.region, filing.month)]
    against = asked if asked in same and asked != filing.id else None
    if counts is not None and counts.id == filing.id and against is None:
        # beside what counts stands the version before it, not itself once more
        against = max((number for number in same if number < filing.id), default=None)
    last, counted, own, other = desk.compared(
        [desk.last_month_of(filing), counts.id if counts else None, filing.id, against]
    )
    waits = filing.state == "submitted"
    looked = Looked(
        found, last, counted, own, other,
        desk.effects(filing) if waits else (),
        desk.disagreements(filing) if waits else (),
        _returned_before(desk, view, filing),
    )  # fmt: skip
    return replace(view, chosen=looked)


def _returned_before(desk: Desk, view: ReviewView, filing: Filing) -> Submission | None:
    """Return the last version before this one that was sent back, if nothing was taken since."""
    before = [
        item for item in view.versions(filing.region, filing.month) if item.version < filing.version
    ]
    if not before or before[-1].state != "returned":
        return None
    return desk.submission(before[-1].id)
