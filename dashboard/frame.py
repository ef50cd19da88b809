"""What every page says about itself: which plan, month, coverage, and where it may lead."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from dashboard.desk import Desk
from dashboard.selection import BadSelection, Selection
from dashboard.sources import Source
from etl.domain.period import Month
from etl.domain.plan import Plan, PlanRevision
from etl.domain.refusal import NotFound
from etl.domain.release import Release
from etl.domain.roles import NOBODY, Visitor


@dataclass(frozen=True)
class Ask:
    """A request for a page: its path, the codes in the path, what the query selects, who asks.

    ``token`` is what the page's forms must send, ``notes`` what is to be said of the form sent
    before: both on pages of the visitor's own only, as is the ``desk`` for the month's work.
    """

    path: str
    codes: Mapping[str, str]
    selection: Selection
    values: Mapping[str, str] = field(default_factory=dict)
    visitor: Visitor = NOBODY
    token: str = ""
    notes: tuple[str, ...] = ()
    desk: Desk | None = None

    @property
    def code(self) -> str:
        """The code in the path."""
        return self.codes["code"]


@dataclass(frozen=True)
class Frame:
    """The setting of a page about a month. ``notice`` says what the reader must know first.

    ``kept`` is what else the address selects, for the ways to other months. ``release`` is the
    one that the page is read from, None for live figures; ``last_release`` the number of the
    month's last one, "" without any.
    """

    path: str
    plan: Plan
    revision: int
    month: Month
    accepted: tuple[Month, ...]
    years: tuple[int, ...]
    today: date
    notice: str = ""
    kept: tuple[tuple[str, str], ...] = ()
    visitor: Visitor = NOBODY
    release: Release | None = None
    last_release: str = ""

    @cached_property
    def project_names(self) -> dict[str, str]:
        """Short names of the projects by code."""
        return {item.code: item.short_name or item.name for item in self.plan.projects}

    @cached_property
    def region_names(self) -> dict[str, str]:
        """Names of all regions by code."""
        return {region.code: region.name for region in self.plan.tree}


def frame_for(source: Source, ask: Ask) -> Frame | None:
    """Return the setting of a page, None when there is nothing to show yet."""
    month = chosen_month(source, ask.selection)
    if month is None:
        return None
    if source.release is not None:
        _check_known(month, source.release)
    found = source.plan_in_force(month)
    if found is None:
        raise BadSelection(_no_plan(month.year, source.plan_years()))
    return Frame(
        path=ask.path,
        plan=found.plan,
        revision=found.revision,
        month=month,
        accepted=source.accepted_months(month.year),
        years=source.plan_years(),
        today=source.today(found.plan),
        notice="" if ask.selection.year else _newer_plan(source, month),
        kept=tuple(item for item in ask.values.items() if item[0] not in ("year", "month")),
        visitor=ask.visitor,
        release=source.release,
        last_release=source.last_release(month),
    )


def _check_known(month: Month, release: Release) -> None:
    """Raise NotFound for a month that a release knows nothing of."""
    last = release.head.month
    if month.year != last.year or month > last:
        known = f"{last.year}年1月至{last.number}月" if last.number > 1 else last.label
        raise NotFound(f"定版{release.id}里只有{known}的数，没有{month.label}的。")


def chosen_month(source: Source, selection: Selection) -> Month | None:
    """Return the month asked for; else the latest one with an accepted submission."""
    if selection.month or selection.year is None:
        return selection.month or _of_latest_year(source, selection.number)
    accepted = source.accepted_months(selection.year)
    if accepted:
        return accepted[-1]
    return Month(selection.year, 1)


def _of_latest_year(source: Source, number: int | None) -> Month | None:
    """Return a month of the latest year with figures, by default the latest of all."""
    latest = source.latest_month()
    return Month(latest.year, number) if latest and number else latest


def known_plan(source: Source) -> PlanRevision | None:
    """Return any plan whose title a page can bear that has no month."""
    month = source.latest_month()
    return (source.plan_in_force(month) if month else None) or source.newest_plan()


def _newer_plan(source: Source, month: Month) -> str:
    newer = [year for year in source.plan_years() if year > month.year]
    if not newer:
        return ""
    return f"{newer[-1]}年任务书已录入，尚无已采用的报送；以下为{month.year}年的数据。"


def _no_plan(year: int, years: tuple[int, ...]) -> str:
    known = "、".join(f"{item}年" for item in years)
    return f"没有{year}年的年度任务书。" + (f"已录入的年度：{known}。" if known else "")


def unknown(what: str, code: str, year: int) -> NotFound:
    """Return the refusal for a code that the year's plan does not have."""
    return NotFound(f"{year}年任务书中没有代码为“{code[:40]}”的{what}。")
