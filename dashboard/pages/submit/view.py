"""Everything the filing page shows, gathered once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from dashboard.desk import Desk
from dashboard.frame import Ask
from dashboard.selection import BadSelection, positive
from dashboard.sources import Source
from etl.domain.closing import MonthState
from etl.domain.completion import CompletionTable
from etl.domain.period import Month
from etl.domain.plan import Plan
from etl.domain.refusal import NotFound
from etl.domain.region import Region
from etl.domain.submission import Filing

if TYPE_CHECKING:
    from etl.services.drafts import Draft, Tried
    from etl.services.effects import Break
    from etl.services.filed_answer import Submission

SUBMIT_PATH = "/submit"
QUERY = ("region", "check", "receipt")
_MOST = 40


@dataclass(frozen=True)
class SubmitView:
    """A county's year and the month chosen of it.

    ``drafts`` are the checked workbooks that the address names; ``receipt`` is the filing it
    names; ``returned`` is the newest version where that was sent back; ``counting`` is what
    counts now, indicator by indicator, of each draft's own county and month.
    """

    ask: Ask
    plan: Plan
    region: Region
    month: Month
    today: date
    filings: tuple[Filing, ...]
    states: dict[int, MonthState]
    tried: tuple[Tried, ...]
    drafts: tuple[Draft, ...]
    counting: Mapping[int, CompletionTable]
    receipt: Submission | None = None
    returned: Submission | None = None
    nothing_new: str = ""
    breaks: tuple[Break, ...] = ()

    @property
    def years(self) -> tuple[int, ...]:
        """The years that can be chosen."""
        return (self.plan.year,)

    @cached_property
    def versions(self) -> tuple[Filing, ...]:
        """All versions of the month, oldest first."""
        return tuple(item for item in self.filings if item.month == self.month)

    @cached_property
    def counts(self) -> Filing | None:
        """The version that counts in the month: its own, else the newest carried forward."""
        accepted = [i for i in self.filings if i.state == "accepted" and i.month <= self.month]
        return max(accepted, key=lambda item: item.month, default=None)

    @property
    def state(self) -> MonthState:
        """How the month stands."""
        return self.states[self.month.number]

    @property
    def kept(self) -> tuple[tuple[str, str], ...]:
        """What else than the month the address of the page has: the county, for the city."""
        return () if self.ask.visitor.role == "county" else (("region", self.region.code),)


def view_of(source: Source, desk: Desk, ask: Ask) -> SubmitView | None:
    """Return what the page shows; None without any plan. NotFound for a county not one's own."""
    plan = plan_asked(source, ask)
    if plan is None:
        return None
    drafts, today = _drafts(desk, ask), source.today(plan)
    region = _region(plan, ask, drafts)
    filings = source.filings(region.code, plan.year)
    receipt = _receipt(desk, ask, region)
    named = receipt.filing.month if receipt else next((d.month for d in drafts if d.month), None)
    states = desk.month_states(plan.year)
    number = ask.selection.number or (ask.selection.month.number if ask.selection.month else 0)
    month = (
        Month(plan.year, number) if number else named or next_month(plan, region, today, filings)
    )
    versions = [item for item in filings if item.month == month]
    newest = max(versions, key=lambda item: item.version, default=None)
    return SubmitView(
        ask=ask,
        plan=plan,
        region=region,
        month=month,
        today=today,
        filings=filings,
        states=states,
        tried=_tried(desk, ask, region, month),
        drafts=drafts,
        counting=_counting(source, plan, ask, drafts),
        receipt=receipt,
        returned=desk.submission(newest.id) if newest and newest.state == "returned" else None,
        nothing_new=desk.why_not_nothing_new(region.code, month),
        breaks=desk.breaks([region.code], plan.year),
    )


def plan_asked(source: Source, ask: Ask) -> Plan | None:
    """Return the plan of the year asked for, by default the newest one; None without any."""
    chosen = ask.selection
    year = chosen.month.year if chosen.month else chosen.year
    if year is None:
        newest = source.newest_plan()
        return newest.plan if newest else None
    found = source.plan_in_force(chosen.month or Month(year, 12))
    if found is None:
        raise BadSelection(f"没有{year}年的年度任务书。")
    return found.plan


def _counting(
    source: Source, plan: Plan, ask: Ask, drafts: Sequence[Draft]
) -> dict[int, CompletionTable]:
    """Return what counts now of the county and month of each workbook that may be filed."""
    return {
        item.id: source.completion(item.month, item.region, "cell")
        for item in drafts
        if item.region and item.month and item.region in plan.tree
        and item.month.year == plan.year and ask.visitor.may_file_for(item.region)
    }  # fmt: skip


def _tried(desk: Desk, ask: Ask, region: Region, month: Month) -> tuple[Tried, ...]:
    """Return the tries of a county's own page, or the city's own for a county or nobody's."""
    if ask.visitor.role == "county":
        return desk.tried(region.code, month)
    return tuple(item for item in desk.tried(None, month) if item.region in (None, region.code))


def _region(plan: Plan, ask: Ask, drafts: Sequence[Draft]) -> Region:
    """Return whose filing it is: a county's own; for the city that of the workbook it put in.

    Without one the city says which, by default the first.
    """
    visitor = ask.visitor
    found = {item.region for item in drafts if item.region}
    asked = (found.pop() or "") if len(found) == 1 and visitor.role == "city" else ""
    asked = asked or ask.values.get("region", "")
    if visitor.role == "county":
        code = asked or visitor.region
    else:
        code = asked or next(item.code for item in plan.tree.submitting(plan.root))
    region = plan.tree.get(code)
    if region is None or not region.submits or not visitor.may_file_for(code):
        raise NotFound(f"{plan.year}年任务书中没有代码为“{code[:40]}”的报送单位。")
    return region


def _drafts(desk: Desk, ask: Ask) -> tuple[Draft, ...]:
    named = [text for text in ask.values.get("check", "").split(",") if text][:_MOST]
    drafts = []
    for text in dict.fromkeys(named):
        number = positive(text)
        if number is None:
            raise NotFound(f"没有编号为{text[:20]}的检查。")
        drafts.append(desk.draft(number, ask.visitor))
    return tuple(drafts)


def _receipt(desk: Desk, ask: Ask, region: Region) -> Submission | None:
    text = ask.values.get("receipt", "")
    if not text:
        return None
    number = positive(text)
    if number is None:
        raise NotFound(f"没有编号为{text[:20]}的报送。")
    found = desk.submission(number)
    if found.filing.region != region.code:
        raise NotFound(f"没有编号为{number}的报送。")
    return found


def next_month(plan: Plan, region: Region, today: date, filings: Sequence[Filing]) -> Month:
    """Return the month to work on: the first begun one without a version that counts or waits."""
    there = {item.month for item in filings if item.state in ("accepted", "submitted")}
    begun = [
        Month(plan.year, number)
        for number in range(1, 13)
        if Month(plan.year, number).first_day <= today and region.expected_in(number)
    ]
    return next(
        (month for month in begun if month not in there),
        begun[-1] if begun else Month(plan.year, 1),
    )
