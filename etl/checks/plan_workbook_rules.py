"""Rules about the plan itself: the tree, names that clash, sums that do not tie."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal

from etl.domain.codes import finding
from etl.domain.finding import Finding
from etl.domain.indicator_names import shared_names
from etl.domain.names import plain_name
from etl.domain.plan import LEVEL_NAMES, Plan, TargetRow
from etl.domain.region import Region


def tree_is_whole(plan: Plan) -> Iterator[Finding]:
    """Every region hangs below the root, which does not submit itself."""
    regions = {region.code: region for region in plan.regions}
    if regions[plan.root].submits:
        yield _said("E-PLAN-ROOT-SUBMITS", "县区", raw=regions[plan.root].name)
    if not any(region.submits for region in plan.regions):
        yield _said("E-PLAN-NOBODY-SUBMITS", "县区")
    for region in plan.regions:
        yield from _hangs_below_root(plan, region, regions)


def _hangs_below_root(
    plan: Plan, region: Region, regions: Mapping[str, Region]
) -> Iterator[Finding]:
    """Follow the parents up to the root; a gap or a circle on the way is an error."""
    seen: set[str] = set()
    above: Region | None = region
    while above is not None and above.code != plan.root:
        if above.code in seen:
            yield _said("E-PLAN-CYCLE", "县区", raw=region.name)
            return
        seen.add(above.code)
        parent = above.parent or ""
        if parent not in regions:
            yield _said(
                "E-PLAN-UNKNOWN", "县区", column="上级代码", raw=parent or f"{above.name}:空"
            )
            return
        above = regions[parent]


def region_names_are_distinct(plan: Plan) -> Iterator[Finding]:
    """No two regions share a name, alias or code."""
    owners: dict[str, tuple[str, str]] = {}
    for region in plan.regions:
        for name in (region.name, *region.aliases, region.code):
            code, first = owners.setdefault(plain_name(name), (region.code, region.name))
            if code != region.code:
                words = {"raw": name, "first": first, "second": region.name}
                yield _said("E-PLAN-NAME-SHARED", "县区", **words)


def indicator_names_are_distinct(plan: Plan) -> Iterator[Finding]:
    """No two indicators share a name or alias."""
    for name, first, second in shared_names(plan.projects):
        words = {"raw": name, "first": first.name, "second": second.name}
        yield _said("E-PLAN-NAME-SHARED", "项目指标", **words)


def splits_tie(plan: Plan) -> Iterator[Finding]:
    """Where every region has a target, their sum is the whole's."""
    submitting = [region.code for region in plan.tree.submitting(plan.root)]
    for row in plan.targets:
        if row.total is None or not submitting or any(c not in row.by_region for c in submitting):
            continue
        total = sum((row.by_region[code] for code in submitting), Decimal(0))
        if total != row.total:
            words = {
                "project": _name(plan, row),
                "level": LEVEL_NAMES[row.level],
                "total": f"{row.total:f}",
                "sum": f"{total:f}",
                "difference": f"{abs(total - row.total):f}",
            }
            yield _said("W-PLAN-SPLIT", "年度目标", **words)


def city_is_not_below_province(plan: Plan) -> Iterator[Finding]:
    """市定 is usually not below 省定; both numbers are said."""
    rows = {(row.project, row.level): row for row in plan.targets}
    for (project, level), city in rows.items():
        province = rows.get((project, "province"))
        if level != "city" or province is None or city.unit != province.unit:
            continue
        pairs = [("全市", city.total, province.total)]
        pairs += [
            (region.name, city.by_region.get(region.code), province.by_region.get(region.code))
            for region in plan.regions
        ]
        for name, above, below in pairs:
            if above is not None and below is not None and above < below:
                words = {"region": name, "city": f"{above:f}", "province": f"{below:f}"}
                yield _said("W-PLAN-CITY-BELOW", "年度目标", project=_name(plan, city), **words)


def curves_do_not_fall(plan: Plan) -> Iterator[Finding]:
    """A planned cumulative share never falls from month to month."""
    for code in plan.pace:
        shares = [plan.planned_share(code, month) for month in range(1, 13)]
        for month in range(1, 12):
            if shares[month] < shares[month - 1]:
                project = plan.project(code)
                words = {"project": project.short_name if project else code, "month": month + 1}
                yield _said("W-PLAN-PACE-FALLS", "序时计划", **words)


PLAN_RULES: tuple[Callable[[Plan], Iterator[Finding]], ...] = (
    region_names_are_distinct,
    indicator_names_are_distinct,
    splits_tie,
    city_is_not_below_province,
    curves_do_not_fall,
)


def judge_plan(plan: Plan) -> list[Finding]:
    """Return the findings about a plan that could be read; the tree first, alone if broken."""
    found = list(tree_is_whole(plan))
    if any(item.severity == "error" for item in found):
        return found
    for rule in PLAN_RULES:
        found.extend(rule(plan))
    return found


def _name(plan: Plan, row: TargetRow) -> str:
    project = plan.project(row.project)
    return project.short_name if project else row.project


def _said(code: str, sheet: str, **words: object) -> Finding:
    return finding(code, words, sheet=sheet)
