"""A source in memory, with a small computation of its own: cities of any shape for the pages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

from dashboard.sources import ReleaseSource
from etl.completion.attention import Facts, attention_of
from etl.domain.attention import Attention, Odd
from etl.domain.completion import (
    CompletionRow,
    CompletionTable,
    Coverage,
    Grouping,
    LevelResult,
    Status,
)
from etl.domain.data_version import DataVersion
from etl.domain.period import Month
from etl.domain.plan import LEVELS, Indicator, Level, Plan, PlanRevision, Project, TargetRow
from etl.domain.refusal import NotFound
from etl.domain.region import Region
from etl.domain.release import Release
from etl.domain.roles import Visitor
from etl.domain.submission import Filing
from etl.domain.thresholds import Thresholds
from tests.dashboard.fake_parts import Provenance

ORDER: tuple[Status, ...] = (
    "far_behind",
    "behind",
    "slightly_behind",
    "on_pace",
    "not_started",
    "completed",
    "exceeded",
)


@dataclass(frozen=True)
class Figure:
    completed: Decimal
    funds: Decimal | None = None


@dataclass
class FakeSource(Provenance):
    """Plans by year and accepted figures by (month, region, indicator)."""

    plans: dict[int, Plan] = field(default_factory=dict)
    figures: dict[tuple[Month, str, str], Figure] = field(default_factory=dict)
    filed: tuple[Filing, ...] = ()
    odd: tuple[Odd, ...] = ()
    version: int = 1
    ready: bool = True
    cut_off: dict[Month, date] = field(default_factory=dict)
    _known: dict[Any, tuple[Plan, CompletionTable]] = field(default_factory=dict, repr=False)
    _known_for: Any = None

    @property
    def release(self) -> Release | None:
        return None

    def last_release(self, month: Month) -> str:
        return ""

    def released(self, name: str) -> ReleaseSource:
        raise NotFound(f"没有编号为“{name}”的定版。")

    def data_version(self) -> DataVersion:
        return DataVersion(self.version, hash(self.filed))

    def is_ready(self) -> bool:
        return self.ready

    def plan_in_force(self, month: Month) -> PlanRevision | None:
        plan = self.plans.get(month.year)
        loaded = datetime(2021, 1, 4, tzinfo=UTC)
        return None if plan is None else PlanRevision(plan, 1, loaded, "cli:test")

    def plan_years(self) -> tuple[int, ...]:
        return tuple(sorted(self.plans))

    def newest_plan(self) -> PlanRevision | None:
        return self.plan_in_force(Month(max(self.plans), 12)) if self.plans else None

    def latest_month(self) -> Month | None:
        return max((key[0] for key in self.figures), default=None)

    def accepted_months(self, year: int) -> tuple[Month, ...]:
        return tuple(sorted({key[0] for key in self.figures if key[0].year == year}))

    def filings(self, region: str, year: int) -> tuple[Filing, ...]:
        return tuple(f for f in self.filed if f.region == region and f.month.year == year)

    def attention(self, month: Month, region: str | None = None) -> Attention:
        root = region or self._plan(month, None).root
        plan = self._plan(month, root)
        before = Computation(self, plan, month.previous) if month.number > 1 else None
        return attention_of(
            Facts(
                plan=plan,
                month=month,
                region=root,
                today=self.today(plan),
                coverage=self.completion(month, root).coverage,
                rows=Computation(self, plan, month).of_whole_and_parts(root),
                rows_before=before.of_whole_and_parts(root) if before else (),
                filings=tuple(filing for filing in self.filed if filing.month == month),
                odd=self.odd,
            )
        )

    def note_export(self, by: Visitor, what: str) -> None:
        pass

    def today(self, plan: Plan) -> date:
        return plan.demo_date or date(plan.year, 12, 31)

    def trace(self, month: Month, region: str, indicator: str) -> dict[str, Any]:
        plan = self._plan(month, region)
        known = plan.indicator(indicator)
        if known is None:
            raise NotFound(f"任务书中没有代码为{indicator}的指标。")
        return {"value": None, "unit": known.unit, "formula": "", "parts": []}

    def completion(
        self,
        month: Month,
        region: str | None = None,
        by: Grouping = "project",
        project: str | None = None,
    ) -> CompletionTable:
        root = region or self._plan(month, None).root
        plan = self._plan(month, root)
        table = self._table(plan, month, root, by)
        if project is None:
            return table
        return replace(table, rows=tuple(row for row in table.rows if row.project == project))

    def _table(self, plan: Plan, month: Month, root: str, by: Grouping) -> CompletionTable:
        """Compute a table once for the same figures and plan: pages ask for many."""
        state = (frozenset(self.figures.items()), tuple(self.cut_off.items()))
        if self._known_for != state:
            self._known.clear()
            self._known_for = state
        key = (id(plan), month, root, by)
        if key not in self._known:
            self._known[key] = (plan, Computation(self, plan, month).table(root, by))
        return self._known[key][1]

    def completions(
        self,
        until: Month,
        region: str | None = None,
        by: Grouping = "project",
        project: str | None = None,
    ) -> tuple[CompletionTable, ...]:
        months = (Month(until.year, number) for number in range(1, until.number + 1))
        return tuple(self.completion(month, region, by, project) for month in months)

    def completion_answer(self, table: CompletionTable, plan: Plan) -> dict[str, Any]:
        rows = [{"project": row.project, "region": row.region} for row in table.rows]
        return {"year": table.month.year, "month": table.month.number, "rows": rows}

    def completion_csv(self, table: CompletionTable, plan: Plan) -> bytes:
        return "\ufeff项目\r\n".encode()

    def completion_xlsx(self, table: CompletionTable, plan: Plan) -> bytes:
        return b"PK"

    def _plan(self, month: Month, region: str | None) -> Plan:
        plan = self.plans.get(month.year)
        if plan is None:
            raise NotFound(f"{month.year}年没有年度任务书。")
        if region is not None and region not in plan.tree:
            raise NotFound(f"{month.year}年任务书中没有代码为{region}的县区。")
        return plan


@dataclass
class Computation:
    source: FakeSource
    plan: Plan
    month: Month

    def __post_init__(self) -> None:
        self.filed: dict[str, set[Month]] = {}
        for month, region, _ in self.source.figures:
            self.filed.setdefault(region, set()).add(month)

    def table(self, root: str, by: Grouping) -> CompletionTable:
        submitting = [r.code for r in self.plan.tree.submitting(root)]
        as_of = self.source.cut_off.get(self.month, self.month.last_day)
        return CompletionTable(
            self.month, as_of, 1, root, self._coverage(submitting), tuple(self._rows(root, by))
        )

    def of_whole_and_parts(self, root: str) -> tuple[CompletionRow, ...]:
        whole = self.table(root, "project").rows
        return whole + (self.table(root, "region").rows if self.plan.tree.children(root) else ())

    def _coverage(self, submitting: list[str]) -> Coverage:
        here = [code for code in submitting if self._accepted(code, self.month)]
        late = [c for c in submitting if c not in here and self._last(c) is not None]
        none = [c for c in submitting if c not in here and c not in late]
        return Coverage(len(submitting), len(here), tuple(late), tuple(none))

    def _accepted(self, region: str, month: Month) -> bool:
        return month in self.filed.get(region, ())

    def _last(self, region: str) -> Month | None:
        months = [month for month in self.filed.get(region, ()) if month <= self.month]
        return max((m for m in months if m.year == self.month.year), default=None)

    def _rows(self, root: str, by: Grouping) -> Iterable[CompletionRow]:
        for project in self.plan.projects:
            codes = [item.code for item in project.indicators]
            if by == "project":
                yield self._row(project, root, codes)
            elif by == "region":
                children = self.plan.tree.children(root) or (self.plan.tree[root],)
                yield from (self._row(project, child.code, codes) for child in children)
            else:
                yield from self._cells(project, root)

    def _cells(self, project: Project, root: str) -> Iterable[CompletionRow]:
        for indicator in project.indicators:
            for region in self.plan.tree.submitting(root):
                row = self._row(project, region.code, [indicator.code])
                last = self._last(region.code)
                state = "reported" if last == self.month else "carried_forward"
                yield replace(
                    row,
                    indicator=indicator.code,
                    indicator_name=indicator.name,
                    state=state if last else "not_reported",  # type: ignore[arg-type]
                    from_month=last,
                )

    def _row(self, project: Project, region: str, codes: list[str]) -> CompletionRow:
        submitting = [r.code for r in self.plan.tree.submitting(region)]
        coverage = self._coverage(submitting)
        found = [self._figure(code, item) for code in submitting for item in codes]
        present = [figure for figure in found if figure is not None]
        completed = sum((f.completed for f in present), Decimal(0)) if present else None
        money = [figure.funds for figure in present if figure.funds is not None]
        pace = self.plan.planned_share(project.code, self.month.number)
        levels = {level: self._level(project, level, region, completed, pace) for level in LEVELS}
        return CompletionRow(
            project=project.code,
            name=project.name,
            region=region,
            unit=project.unit,
            completed=completed,
            funds=sum(money, Decimal(0)) if money else None,
            pace=pace,
            levels=levels,
            overall=overall(levels),
            reported=coverage.reported,
            expected=coverage.expected,
            missing=coverage.missing,
            carried_forward=coverage.carried_forward,
        )

    def _figure(self, region: str, indicator: str) -> Figure | None:
        last = self._last(region)
        return self.source.figures.get((last, region, indicator)) if last else None

    def _level(
        self,
        project: Project,
        level: Level,
        region: str,
        completed: Decimal | None,
        pace: Fraction,
    ) -> LevelResult:
        target = self.plan.target(project.code, level, region)
        if target is None:
            return LevelResult("no_target")
        if not target.comparable or not target.value:
            return LevelResult("no_target", target.value, target.unit)
        if completed is None:
            return LevelResult("not_reported", target.value, target.unit)
        rate = Fraction(completed) / Fraction(target.value)
        status = status_of(rate, pace, self.plan.thresholds)
        return LevelResult(status, target.value, target.unit, rate, rate - pace)


def status_of(rate: Fraction, pace: Fraction, limits: Thresholds) -> Status:
    gap = (rate - pace) * 100
    if rate >= 1:
        return "exceeded" if rate > 1 else "completed"
    if pace == 0:
        return "not_started"
    if gap >= -Fraction(limits.on_pace_tolerance):
        return "on_pace"
    if gap > -Fraction(limits.behind_from):
        return "slightly_behind"
    return "behind" if gap >= -Fraction(limits.far_behind_from) else "far_behind"


def overall(levels: Mapping[Level, LevelResult]) -> Status:
    judged = [levels["province"].status, levels["city"].status]
    kept = [status for status in judged if status != "no_target"]
    if not kept:
        return "no_target"
    return "not_reported" if "not_reported" in kept else min(kept, key=ORDER.index)


def make_plan(
    regions: Iterable[Region],
    projects: Mapping[str, tuple[str, str, int | None, int | None]],
    year: int = 2021,
    **changes: Any,
) -> Plan:
    """Projects as code -> (name, unit, 省定, 市定); one indicator each, targets split evenly."""
    places = tuple(regions)
    root = next(region.code for region in places if region.parent is None)
    filing = [region.code for region in places if region.submits]
    made, targets = [], []
    for order, (code, (name, unit, province, city)) in enumerate(projects.items()):
        item = Indicator(code, name, code, unit, order)
        made.append(Project(code, name, name[:4], unit, (item,)))
        for level, total in (("province", province), ("city", city)):
            split = spread(total, filing) if total is not None else {}
            amount = None if total is None else Decimal(total)
            targets.append(TargetRow(code, level, amount, split))  # type: ignore[arg-type]
    plan = Plan(
        year=year,
        title="云岭市民生实事进度看板",
        issuer="云岭市残联",
        root=root,
        due_day=10,
        sample=False,
        regions=places,
        projects=tuple(made),
        targets=tuple(targets),
    )
    return replace(plan, **changes)


def spread(total: int, codes: list[str]) -> dict[str, Decimal]:
    """Split a number over regions so that it adds up again."""
    base, rest = divmod(total, len(codes))
    return {code: Decimal(base + (i < rest)) for i, code in enumerate(codes)}


def flat_regions(count: int, name: str = "云岭{}县") -> list[Region]:
    """A root and so many submitting counties under it."""
    root = Region("990000", "云岭市", None, submits=False)
    return [root] + [
        Region(f"99{i:04d}", name.format(i), "990000", order=i) for i in range(1, count + 1)
    ]
