"""Completion computed the slow way, straight from what was filed: to hold the services against."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cached_property

from etl.completion.status import NO_TARGET, level_result, overall
from etl.domain.completion import CompletionRow, CompletionTable, Coverage, Grouping
from etl.domain.period import Month
from etl.domain.plan import LEVELS, Indicator, Plan, Project
from etl.domain.region import Region

Amounts = dict[str, tuple[Decimal | None, Decimal | None]]
"""Indicator -> cumulative people and yuan; an indicator may not be there at all."""


@dataclass(frozen=True)
class Form:
    """One version of a region's month, as it lies in the database."""

    region: str
    number: int
    amounts: Amounts
    as_of: date | None = None
    state: str = "accepted"
    version: int = 1
    id: int = 0


@dataclass(frozen=True)
class SlowCity:
    """Plan revisions of a year, oldest first, and all that was filed in it."""

    plans: tuple[Plan, ...]
    forms: tuple[Form, ...]

    def in_force(self, month: Month) -> tuple[int, Plan]:
        for revision, plan in reversed(list(enumerate(self.plans, start=1))):
            if plan.effective is None or plan.effective <= month.last_day:
                return revision, plan
        return 1, self.plans[0]

    def table(
        self, month: Month, region: str | None, by: Grouping, project: str | None = None
    ) -> CompletionTable:
        """A table is made once; it is held against answers with and without memory."""
        asked = month, region, by, project
        if asked not in self._tables:
            self._tables[asked] = self._table(*asked)
        return self._tables[asked]

    @cached_property
    def _tables(self) -> dict[tuple[Month, str | None, Grouping, str | None], CompletionTable]:
        return {}

    def _table(
        self, month: Month, region: str | None, by: Grouping, project: str | None
    ) -> CompletionTable:
        revision, plan = self.in_force(month)
        code = region or plan.root
        known = {item.code for item in plan.regions}
        days = [
            form.as_of
            for form in self.forms
            if form.state == "accepted" and form.number == month.number
            if form.region in known and form.as_of is not None
        ]
        rows = self.rows(plan, month, code, by)
        return CompletionTable(
            month=month,
            as_of=max(days, default=month.last_day),
            plan_revision=revision,
            region=code,
            coverage=self.coverage(plan, month, code),
            rows=tuple(row for row in rows if project in (None, row.project)),
        )

    def coverage(self, plan: Plan, month: Month, code: str) -> Coverage:
        due = [item.code for item in _below(plan, code) if item.expected_in(month.number)]
        filed = {form.region: form.number for form in self._accepted(month.number)}
        return Coverage(
            expected=len(due),
            reported=sum(filed.get(item) == month.number for item in due),
            carried_forward=tuple(
                item for item in due if filed.get(item, month.number) != month.number
            ),
            missing=tuple(item for item in due if item not in filed),
        )

    def rows(self, plan: Plan, month: Month, code: str, by: Grouping) -> Sequence[CompletionRow]:
        if by == "project":
            below = _below(plan, code)
            return [self._row(plan, month, project, code, below) for project in plan.projects]
        if by == "region":
            children = _children(plan, code)
            return [row for item in children for row in self.rows(plan, month, item, "project")]
        return [
            self._cell(plan, month, project, indicator, region)
            for region in _below(plan, code)
            for project in plan.projects
            for indicator in project.indicators
        ]

    def _accepted(self, until: int) -> list[Form]:
        return [form for form in self._all_accepted if form.number <= until]

    @cached_property
    def _all_accepted(self) -> list[Form]:
        found = [form for form in self.forms if form.state == "accepted"]
        return sorted(found, key=lambda form: form.number)

    @cached_property
    def _of_region(self) -> dict[str, list[Form]]:
        """Asked for every figure of every table, so sorted out only once."""
        found: dict[str, list[Form]] = {}
        for form in self._all_accepted:
            found.setdefault(form.region, []).append(form)
        return found

    def last(
        self, month: Month, region: str, indicator: str, kind: int
    ) -> tuple[Decimal | None, Form | None]:
        for form in reversed(self._of_region.get(region, [])):
            value = form.amounts.get(indicator, (None, None))[kind]
            if form.number <= month.number and value is not None:
                return value, form
        return None, None

    def _row(
        self, plan: Plan, month: Month, project: Project, code: str, below: list[Region]
    ) -> CompletionRow:
        parts = [(region.code, item.code) for region in below for item in project.indicators]
        completed = _total([self.last(month, *part, 0)[0] for part in parts])
        states = {
            region.code: self._state(month, region.code, [i.code for i in project.indicators])
            for region in below
            if region.expected_in(month.number)
        }
        pace = plan.planned_share(project.code, month.number)
        levels = {
            level: level_result(
                completed, plan.target(project.code, level, code), pace, plan.thresholds
            )
            for level in LEVELS
        }
        return CompletionRow(
            project=project.code,
            name=project.name,
            region=code,
            unit=project.unit,
            completed=completed,
            funds=_total([self.last(month, *part, 1)[0] for part in parts]),
            pace=pace,
            levels=levels,
            overall=overall(levels["province"].status, levels["city"].status),
            reported=list(states.values()).count("reported"),
            expected=len(states),
            missing=tuple(name for name, state in states.items() if state == "not_reported"),
            carried_forward=tuple(
                name for name, state in states.items() if state == "carried_forward"
            ),
        )

    def _state(self, month: Month, region: str, indicators: list[str]) -> str:
        forms = [self.last(month, region, item, 0)[1] for item in indicators]
        if any(form is None for form in forms):
            return "not_reported"
        old = any(form is not None and form.number < month.number for form in forms)
        return "carried_forward" if old else "reported"

    def _cell(
        self, plan: Plan, month: Month, project: Project, indicator: Indicator, region: Region
    ) -> CompletionRow:
        one = replace(project, indicators=(indicator,))
        row = self._row(plan, month, one, region.code, [region])
        _, form = self.last(month, region.code, indicator.code, 0)
        if len(project.indicators) > 1:
            levels = dict.fromkeys(LEVELS, NO_TARGET)
            row = replace(row, levels=levels, overall="no_target")
        return replace(
            row,
            indicator=indicator.code,
            indicator_name=indicator.name,
            state=self._state(month, region.code, [indicator.code]),  # type: ignore[arg-type]
            from_month=Month(month.year, form.number) if form else None,
            submission=form.id if form else None,
        )


def _total(values: list[Decimal | None]) -> Decimal | None:
    given = [value for value in values if value is not None]
    return sum(given, Decimal(0)) if given else None


def _children(plan: Plan, code: str) -> list[str]:
    below = [item for item in plan.regions if item.parent == code and item.code != plan.root]
    return [item.code for item in sorted(below, key=lambda item: (item.order, item.code))]


def _below(plan: Plan, code: str) -> list[Region]:
    own = next(item for item in plan.regions if item.code == code)
    inner = [region for child in _children(plan, code) for region in _below(plan, child)]
    return [own, *inner] if own.submits else inner
