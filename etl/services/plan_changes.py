"""What a new revision of a year's plan changes, in words, and changes that look forgotten."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal

from etl.domain.codes import finding
from etl.domain.finding import Finding
from etl.domain.period import Month
from etl.domain.plan import LEVEL_NAMES, Plan, TargetRow
from etl.domain.plan_places import PlanPlaces, target_key
from etl.domain.thresholds import THRESHOLD_NAMES, Thresholds
from etl.services.numbers import exact_count

_SHEETS: Mapping[str, str] = {
    "standards": "资金标准",
    "history": "历史累计",
    "policy_points": "政策要点",
    "facts": "事实",
}
_BASICS = ("title", "issuer", "root", "due_day", "timezone", "demo_date")


def plan_changes(old: Plan, new: Plan) -> tuple[str, ...]:
    """Return one sentence for each thing that the new plan has otherwise than the old."""
    found = (
        *_named("县区", _regions(old), _regions(new)),
        *_named("项目", _projects(old), _projects(new)),
        *_named("指标", _indicators(old), _indicators(new)),
        *_targets(old, new),
        *_thresholds(old.thresholds, new.thresholds),
        *_others(old, new),
    )
    return found or ("有其他改动",)


def _regions(plan: Plan) -> dict[str, str]:
    return {item.code: item.name for item in plan.regions}


def _projects(plan: Plan) -> dict[str, str]:
    return {item.code: item.name for item in plan.projects}


def _indicators(plan: Plan) -> dict[str, str]:
    return {item.code: item.name for item in plan.indicators}


def _named(what: str, old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[str]:
    """Tell what was added, removed and renamed, by code."""
    added = [name for code, name in new.items() if code not in old]
    removed = [name for code, name in old.items() if code not in new]
    if added:
        yield f"增加{what}：{'、'.join(added)}"
    if removed:
        yield f"删去{what}：{'、'.join(removed)}"
    for code, name in new.items():
        if code in old and old[code] != name:
            yield f"{what}改名：{old[code]} → {name}"


# ---------------------------------------------------------------- targets


def _targets(old: Plan, new: Plan) -> Iterator[str]:
    before, after = _rows(old), _rows(new)
    since = _since(new)
    for key in dict.fromkeys((*after, *before)):
        was, now = before.get(key), after.get(key)
        head = f"年度目标：{_row_name(new, old, now or was)}"
        for place, first, second in _values(old, new, was, now):
            yield f"{head} {place} {_shown(first)} → {_shown(second)}，{since}"
        if was is not None and now is not None:
            yield from _row_words(head, was, now)


def _rows(plan: Plan) -> dict[tuple[str, str], TargetRow]:
    return {(row.project, row.level): row for row in plan.targets}


def _row_name(new: Plan, old: Plan, row: TargetRow | None) -> str:
    assert row is not None
    project = new.project(row.project) or old.project(row.project)
    return f"{project.short_name if project else row.project} {LEVEL_NAMES[row.level]}"


def _values(
    old: Plan, new: Plan, was: TargetRow | None, now: TargetRow | None
) -> Iterator[tuple[str, Decimal | None, Decimal | None]]:
    """Yield (place, before, after) of the numbers that differ, the whole first."""
    first, second = (row.total if row else None for row in (was, now))
    if first != second:
        yield "全市", first, second
    names = _regions(old) | _regions(new)
    splits: list[Mapping[str, Decimal]] = [row.by_region if row else {} for row in (was, now)]
    for code, name in names.items():
        first, second = (split.get(code) for split in splits)
        if first != second:
            yield name, first, second


def _shown(value: Decimal | None) -> str:
    return "没有" if value is None else str(exact_count(value))


def _row_words(head: str, was: TargetRow, now: TargetRow) -> Iterator[str]:
    """Tell what else differs in a row of 年度目标."""
    for label, first, second in (
        ("单位", was.unit, now.unit),
        ("文号", was.document, now.document),
        ("生效日期", was.effective, now.effective),
    ):
        if first != second:
            yield f"{head} {label} {first or '没有'} → {second or '没有'}"


def _since(plan: Plan) -> str:
    """Say from which month on completion is computed with a plan that was loaded last."""
    months = [Month(plan.year, number) for number in range(1, 13)]
    using = [month for month in months if plan.in_force(month)]
    if len(using) == len(months):
        return f"从{months[0].label}起各月都按新数计算"
    if not using:
        return f"{plan.year}年各月仍按旧数计算"
    return f"从{using[0].label}起按新数计算，以前各月仍按旧数"


# ---------------------------------------------------------------- thresholds and the rest


def _thresholds(old: Thresholds, new: Thresholds) -> Iterator[str]:
    for item in THRESHOLD_NAMES:
        first, second = getattr(old, item.attribute), getattr(new, item.attribute)
        if first != second:
            yield f"阈值：{item.name} {_shown(first)} → {_shown(second)}{item.unit}"
    if old.trial_codes != new.trial_codes:
        yield "阈值：试行的规则有改动"
    if dict(old.weights) != dict(new.weights):
        yield "阈值：权重有改动"


def _others(old: Plan, new: Plan) -> Iterator[str]:
    if any(getattr(old, name) != getattr(new, name) for name in _BASICS):
        yield "基本信息有改动"
    if _same_names(old, new) and old.regions != new.regions:
        yield "县区的上级、别名、顺序或报送有改动"
    if _same_names(old, new) and old.projects != new.projects:
        yield "项目指标的简称、单位、别名或口径有改动"
    if dict(old.pace) != dict(new.pace):
        yield "序时计划有改动"
    for name, sheet in _SHEETS.items():
        if getattr(old, name) != getattr(new, name):
            yield f"{sheet}有改动"


def _same_names(old: Plan, new: Plan) -> bool:
    """Whether regions, projects and indicators are the same ones: then other things differ."""
    kinds = (_regions, _projects, _indicators)
    return all(kind(old) == kind(new) for kind in kinds)


# ---------------------------------------------------------------- forgotten changes


def unexplained_changes(old: Plan, new: Plan, where: PlanPlaces) -> Iterator[Finding]:
    """Find targets that changed while their document and effective date did not.

    Without a new date the months that are over are computed anew with the new number.
    """
    before = _rows(old)
    for row in new.targets:
        was = before.get((row.project, row.level))
        if was is None or replace(was, total=row.total, by_region=row.by_region) != row:
            continue
        places = [_column(new, place) for place, _, _ in _values(old, new, was, row)]
        if places:
            project = new.project(row.project)
            words = {
                "project": project.name if project else row.project,
                "level": LEVEL_NAMES[row.level],
            }
            key = target_key(row.project, LEVEL_NAMES[row.level])
            cells = where.cells("年度目标", *((key, column) for column in places))
            yield finding("W-PLAN-TARGET-CHANGED", words, sheet="年度目标", cells=cells)


def _column(plan: Plan, place: str) -> str:
    return place if place == "全市" else plan.region_names.find(place) or place
