"""Rules about the plan itself: the tree, names that clash, sums that do not tie."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from etl.checks.case import number_text
from etl.domain.codes import CODES, finding
from etl.domain.finding import Finding
from etl.domain.indicator_names import shared_names
from etl.domain.names import plain_name
from etl.domain.plan import LEVEL_NAMES, Plan, Project, TargetRow
from etl.domain.region import Region
from etl.domain.thresholds import THRESHOLD_NAMES


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
    """Find a gap right above a region, or a circle that comes back to it.

    Only these: what hangs below a gap or a circle is mended with it.
    """
    if region.code == plan.root:
        return
    if not region.parent:
        yield _said("E-PLAN-BLANK", "县区", column=f"{region.name}的上级代码")
    elif region.parent not in regions:
        yield _said("E-PLAN-UNKNOWN", "县区", column="上级代码", raw=region.parent)
    elif _comes_back(plan, region, regions):
        yield _said("E-PLAN-CYCLE", "县区", raw=region.name)


def _comes_back(plan: Plan, region: Region, regions: Mapping[str, Region]) -> bool:
    seen = {region.code}
    above = regions.get(region.parent or "")
    while above is not None and above.code not in (*seen, plan.root):
        seen.add(above.code)
        above = regions.get(above.parent or "")
    return above is not None and above.code == region.code


def submits_above_submitting(plan: Plan) -> Iterator[Finding]:
    """A region that submits beside those below it is added to them: ask whether it means to."""
    for region in plan.regions:
        below = [item.name for item in plan.tree.submitting(region.code) if item != region]
        if region.submits and below:
            shown = "、".join(below[:3]) + ("等" if below[3:] else "")
            yield _said("W-PLAN-SUBMITS-ABOVE", "县区", raw=region.name, below=shown)


def region_names_are_distinct(plan: Plan) -> Iterator[Finding]:
    """No two regions share a name, alias or code."""
    owners: dict[str, tuple[str, str]] = {}
    for region in plan.regions:
        own = {plain_name(name): name for name in (region.code, *region.aliases, region.name)}
        for plain, name in own.items():
            code, first = owners.setdefault(plain, (region.code, region.name))
            if code != region.code:
                words = {"raw": name, "first": first, "second": region.name}
                yield _said("E-PLAN-NAME-SHARED", "县区", **words)


def indicator_names_are_distinct(plan: Plan) -> Iterator[Finding]:
    """No two indicators share a name or alias."""
    for name, first, second in shared_names(plan.projects):
        words = {"raw": name, "first": first.name, "second": second.name}
        yield _said("E-PLAN-NAME-SHARED", "项目指标", **words)


def project_names_are_distinct(plan: Plan) -> Iterator[Finding]:
    """No two projects share a name: a form's 小计 says by name which one it sums."""
    owners: dict[str, Project] = {}
    for project in plan.projects:
        for name in dict.fromkeys((project.name, project.short_name, project.code)):
            first = owners.setdefault(plain_name(name), project)
            if first is not project:
                words = {"raw": name, "first": first.name, "second": project.name}
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
                "total": number_text(row.total),
                "sum": number_text(total),
                "difference": number_text(abs(total - row.total)),
            }
            yield _said("W-PLAN-SPLIT", "年度目标", **words)


def city_is_not_below_province(plan: Plan) -> Iterator[Finding]:
    """市定 is usually not below 省定; both numbers are said. Other units are not compared."""
    rows = {(row.project, row.level): row for row in plan.targets}
    for project in plan.projects:
        city, province = rows.get((project.code, "city")), rows.get((project.code, "province"))
        if city is None or province is None:
            continue
        if (city.unit or project.unit) == (province.unit or project.unit):
            yield from _city_below(plan, project, city, province)


def _city_below(
    plan: Plan, project: Project, city: TargetRow, province: TargetRow
) -> Iterator[Finding]:
    pairs = [("全市", city.total, province.total)]
    pairs += [
        (region.name, city.by_region.get(region.code), province.by_region.get(region.code))
        for region in plan.tree
    ]
    for name, of_city, of_province in pairs:
        if of_city is not None and of_province is not None and of_city < of_province:
            words = {
                "project": project.short_name,
                "region": name,
                "city": number_text(of_city),
                "province": number_text(of_province),
            }
            yield _said("W-PLAN-CITY-BELOW", "年度目标", **words)


def curves_do_not_fall(plan: Plan) -> Iterator[Finding]:
    """A planned cumulative share never falls, also not to a blank month's month/12."""
    for code in plan.pace:
        shares = [plan.planned_share(code, month) for month in range(1, 13)]
        for month in range(1, 12):
            if shares[month] < shares[month - 1]:
                project = plan.project(code)
                words = {
                    "project": project.short_name if project else code,
                    "month": month + 1,
                    "share": _percent(shares[month]),
                    "before": _percent(shares[month - 1]),
                }
                yield _said("W-PLAN-PACE-FALLS", "序时计划", **words)


def _percent(share: Fraction) -> str:
    """Write a share in percent; a month/12 with one decimal."""
    return f"{number_text(round(Decimal(share.numerator * 100) / share.denominator, 1))}%"


def lamp_limits_are_in_order(plan: Plan) -> Iterator[Finding]:
    """Tolerance, 黄灯 and 红灯 follow one another, or a status between them can never be."""
    limits = plan.thresholds
    names = {item.attribute: item.name for item in THRESHOLD_NAMES}
    order = ("on_pace_tolerance", "behind_from", "far_behind_from")
    for lower, upper in pairwise(order):
        first, second = getattr(limits, lower), getattr(limits, upper)
        if first > second:
            words = {"lower": names[lower], "upper": names[upper]}
            words |= {"low": number_text(first), "high": number_text(second)}
            yield _said("W-PLAN-LIMITS", "阈值", **words)


def trial_codes_exist(plan: Plan) -> Iterator[Finding]:
    """A rule on trial that does not exist would quietly stay an error."""
    for code in sorted(plan.thresholds.trial_codes - CODES.keys()):
        yield _said("E-PLAN-TRIAL", "阈值", raw=code)


PLAN_RULES: tuple[Callable[[Plan], Iterator[Finding]], ...] = (
    submits_above_submitting,
    region_names_are_distinct,
    project_names_are_distinct,
    indicator_names_are_distinct,
    splits_tie,
    city_is_not_below_province,
    curves_do_not_fall,
    lamp_limits_are_in_order,
    trial_codes_exist,
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
