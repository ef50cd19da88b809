"""Rules about the plan itself: the tree, names that clash, sums that do not tie."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from etl.checks.case import number_text
from etl.domain.codes import CODES, finding
from etl.domain.finding import Finding
from etl.domain.indicator_names import shared_names
from etl.domain.names import plain_name
from etl.domain.plan import LEVEL_NAMES, Indicator, Plan, Project, TargetRow
from etl.domain.plan_places import PlanPlaces, target_key
from etl.domain.region import Region
from etl.domain.thresholds import THRESHOLD_NAMES, TRIAL_PREFIX


@dataclass(frozen=True)
class Spoken:
    """What a rule says: a code with its words, a sheet, and (row's key, column) places in it."""

    code: str
    sheet: str
    words: Mapping[str, object]
    places: tuple[tuple[str, str], ...] = ()

    def finding(self, where: PlanPlaces) -> Finding:
        """Return the finding, pointing at the cells if they are known."""
        cells = where.cells(self.sheet, *self.places)
        return finding(self.code, self.words, sheet=self.sheet, cells=cells)


def tree_is_whole(plan: Plan) -> Iterator[Spoken]:
    """Every region hangs below the root, which does not submit itself."""
    regions = {region.code: region for region in plan.regions}
    if regions[plan.root].submits:
        yield _said("E-PLAN-ROOT-SUBMITS", "县区", (plan.root, "报送"), raw=regions[plan.root].name)
    if not any(region.submits for region in plan.regions):
        yield _said("E-PLAN-NOBODY-SUBMITS", "县区")
    for region in plan.regions:
        yield from _hangs_below_root(plan, region, regions)


def _hangs_below_root(
    plan: Plan, region: Region, regions: Mapping[str, Region]
) -> Iterator[Spoken]:
    """Find a gap right above a region, or a circle that comes back to it.

    Only these: what hangs below a gap or a circle is mended with it.
    """
    if region.code == plan.root:
        return
    above = (region.code, "上级代码")
    if not region.parent:
        yield _said("E-PLAN-BLANK", "县区", above, column=f"{region.name}的上级代码")
    elif region.parent not in regions:
        yield _said("E-PLAN-UNKNOWN", "县区", above, column="上级代码", raw=region.parent)
    elif _comes_back(plan, region, regions):
        yield _said("E-PLAN-CYCLE", "县区", above, raw=region.name)


def _comes_back(plan: Plan, region: Region, regions: Mapping[str, Region]) -> bool:
    seen = {region.code}
    above = regions.get(region.parent or "")
    while above is not None and above.code not in (*seen, plan.root):
        seen.add(above.code)
        above = regions.get(above.parent or "")
    return above is not None and above.code == region.code


def submits_above_submitting(plan: Plan) -> Iterator[Spoken]:
    """A region that submits beside those below it is added to them: ask whether it means to."""
    for region in plan.regions:
        below = [item.name for item in plan.tree.submitting(region.code) if item != region]
        if region.submits and below:
            shown = "、".join(below[:3]) + ("等" if below[3:] else "")
            yield _said(
                "W-PLAN-SUBMITS-ABOVE", "县区", (region.code, "报送"), raw=region.name, below=shown
            )


def region_names_are_distinct(plan: Plan) -> Iterator[Spoken]:
    """No two regions share a name, alias or code."""
    owners: dict[str, tuple[Region, str]] = {}
    for region in plan.regions:
        columns = {plain_name(alias): (alias, "别名") for alias in region.aliases}
        columns |= {plain_name(region.code): (region.code, "代码")}
        columns |= {plain_name(region.name): (region.name, "名称")}
        for plain, (name, column) in columns.items():
            first, place = owners.setdefault(plain, (region, column))
            if first.code != region.code:
                words = {"raw": name, "first": first.name, "second": region.name}
                places = ((region.code, column), (first.code, place))
                yield _said("E-PLAN-NAME-SHARED", "县区", *places, **words)
                continue
            yield from _taken(plan, region, name, column)


def _taken(plan: Plan, region: Region, name: str, column: str) -> Iterator[Spoken]:
    """A name that means another region once 残联 or the city's name is taken off it."""
    for code in sorted(plan.region_names.claims(name) - {region.code}):
        words = {"raw": name, "first": plan.tree[code].name, "second": region.name}
        yield _said("E-PLAN-NAME-SHARED", "县区", (region.code, column), **words)


def indicator_names_are_distinct(plan: Plan) -> Iterator[Spoken]:
    """No two indicators share a name or alias."""
    for name, first, second in shared_names(plan.projects):
        words = {"raw": name, "first": first.name, "second": second.name}
        places = [(item.code, _naming_column(item, name)) for item in (second, first)]
        yield _said("E-PLAN-NAME-SHARED", "项目指标", *places, **words)


def _naming_column(indicator: Indicator, plain: str) -> str:
    """Return the column in which an indicator's row holds a name."""
    if plain == plain_name(indicator.name):
        return "指标名称"
    if plain == plain_name(indicator.code):
        return "指标代码"
    return "别名" if plain in map(plain_name, indicator.aliases) else "项目名称"


def project_names_are_distinct(plan: Plan) -> Iterator[Spoken]:
    """No two projects share a name: a form's 小计 says by name which one it sums."""
    owners: dict[str, Project] = {}
    for project in plan.projects:
        for name in dict.fromkeys((project.name, project.short_name, project.code)):
            first = owners.setdefault(plain_name(name), project)
            if first is not project:
                words = {"raw": name, "first": first.name, "second": project.name}
                places = [(item.indicators[0].code, "项目名称") for item in (project, first)]
                yield _said("E-PLAN-NAME-SHARED", "项目指标", *places, **words)


def splits_tie(plan: Plan) -> Iterator[Spoken]:
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
            key = target_key(row.project, LEVEL_NAMES[row.level])
            yield _said("W-PLAN-SPLIT", "年度目标", (key, "全市"), **words)


def city_is_not_below_province(plan: Plan) -> Iterator[Spoken]:
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
) -> Iterator[Spoken]:
    key = target_key(project.code, LEVEL_NAMES["city"])
    pairs = [("全市", "全市", city.total, province.total)]
    pairs += [
        (item.name, item.code, city.by_region.get(item.code), province.by_region.get(item.code))
        for item in plan.tree
    ]
    for name, column, of_city, of_province in pairs:
        if of_city is not None and of_province is not None and of_city < of_province:
            words = {
                "project": project.short_name,
                "region": name,
                "city": number_text(of_city),
                "province": number_text(of_province),
            }
            yield _said("W-PLAN-CITY-BELOW", "年度目标", (key, column), **words)


def curves_do_not_fall(plan: Plan) -> Iterator[Spoken]:
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
                yield _said("W-PLAN-PACE-FALLS", "序时计划", (code, f"{month + 1}月"), **words)


def _percent(share: Fraction) -> str:
    """Write a share in percent; a month/12 with one decimal."""
    return f"{number_text(round(Decimal(share.numerator * 100) / share.denominator, 1))}%"


def lamp_limits_are_in_order(plan: Plan) -> Iterator[Spoken]:
    """Tolerance, 黄灯 and 红灯 follow one another, or a status between them can never be."""
    limits = plan.thresholds
    names = {item.attribute: item.name for item in THRESHOLD_NAMES}
    order = ("on_pace_tolerance", "behind_from", "far_behind_from")
    for lower, upper in pairwise(order):
        first, second = getattr(limits, lower), getattr(limits, upper)
        if first > second:
            words = {"lower": names[lower], "upper": names[upper]}
            words |= {"low": number_text(first), "high": number_text(second)}
            yield _said("W-PLAN-LIMITS", "阈值", (names[lower], "值"), **words)


def trial_codes_exist(plan: Plan) -> Iterator[Spoken]:
    """A rule on trial that does not exist would quietly stay an error."""
    for code in sorted(plan.thresholds.trial_codes - CODES.keys()):
        yield _said("E-PLAN-TRIAL", "阈值", (f"{TRIAL_PREFIX}{code}", "名称"), raw=code)


PLAN_RULES: tuple[Callable[[Plan], Iterator[Spoken]], ...] = (
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


def judge_plan(plan: Plan, where: PlanPlaces | None = None) -> list[Finding]:
    """Return the findings about a plan that could be read; the tree first, alone if broken.

    ``where`` says at which cells its rows stand; without it findings name the sheet only.
    """
    found = list(tree_is_whole(plan))
    if not any(item.code.startswith("E") for item in found):
        found = [*found, *(spoken for rule in PLAN_RULES for spoken in rule(plan))]
    return [item.finding(where or PlanPlaces()) for item in found]


def _name(plan: Plan, row: TargetRow) -> str:
    project = plan.project(row.project)
    return project.short_name if project else row.project


def _said(code: str, sheet: str, *places: tuple[str, str], **words: object) -> Spoken:
    return Spoken(code, sheet, words, places)
