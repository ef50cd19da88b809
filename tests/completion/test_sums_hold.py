"""Whatever the tree and the figures: sums equal a count by hand, and the groupings agree."""

from dataclasses import replace
from decimal import Decimal
from time import perf_counter

from hypothesis import given, settings
from hypothesis import strategies as st

from etl.completion.table import completion_table
from etl.domain.period import Month
from etl.domain.plan import LEVELS, TargetRow
from etl.domain.region import Region
from etl.domain.standing import StandingFigure
from tests.spec.city import YEAR, city, project, standing

PROJECTS = (
    project("康复", "成年", "儿童"),
    project("就业"),
    project("助学", "学生", "子女", "其他"),
)
INDICATORS = [indicator.code for item in PROJECTS for indicator in item.indicators]
NUMBER = 6
COUNTS = st.one_of(st.none(), st.integers(0, 10**6).map(Decimal), st.just(Decimal("0.5")))
MONEY = st.one_of(st.none(), st.integers(0, 10**14).map(lambda fen: Decimal(fen) / 100))


@st.composite
def trees(draw):
    """A root with up to eleven regions hung anywhere below it; leaves may submit."""
    count = draw(st.integers(1, 11))
    parents = [None] + [draw(st.integers(0, place - 1)) for place in range(1, count + 1)]
    regions = []
    for place, parent in enumerate(parents):
        leaf = place not in parents[1:]
        regions.append(
            Region(
                code=str(place),
                name=str(place),
                parent=None if parent is None else str(parent),
                order=draw(st.integers(0, 3)),
                submits=place > 0 and leaf and draw(st.integers(0, 9)) > 0,
                first_month=draw(st.sampled_from([None, None, 5, 8])),
                last_month=draw(st.sampled_from([None, None, 4, 9])),
            )
        )
    return regions


@st.composite
def stands(draw):
    regions = draw(trees())
    submitting = [item.code for item in regions if item.submits]
    targets = []
    for item in PROJECTS:
        for level in LEVELS:
            values = {code: draw(st.one_of(st.none(), st.integers(0, 99))) for code in submitting}
            split = {code: Decimal(value) for code, value in values.items() if value is not None}
            unit = draw(st.sampled_from([None, None, "人", "人次"]))
            targets.append(TargetRow(item.code, level, draw(COUNTS), split, unit))
    plan = city(regions, *PROJECTS)
    figures = [
        StandingFigure(
            *(code, indicator, draw(COUNTS), Month(YEAR, draw(st.integers(1, NUMBER))), 1),
            *(draw(MONEY), Month(YEAR, NUMBER)),
        )
        for code in submitting
        for indicator in INDICATORS
        if draw(st.integers(0, 3)) > 0
    ]
    return standing(replace(plan, targets=tuple(targets)), NUMBER, figures)


def below(plan, code):
    """Submitting regions at or under a region, found the slow way."""
    parents = {item.code: item.parent for item in plan.regions}

    def hangs_below(region):
        while region is not None and region != code:
            region = parents[region]
        return region == code

    return {item.code for item in plan.regions if item.submits and hangs_below(item.code)}


def total(amounts):
    amounts = [amount for amount in amounts if amount is not None]
    return sum(amounts) if amounts else None


@settings(max_examples=60, deadline=None)
@given(stands())
def test_rows_equal_a_count_by_hand(found):
    plan = found.plan
    for region in plan.regions:
        codes = below(plan, region.code)
        expected = {
            item.code
            for item in plan.regions
            if item.code in codes and (item.first_month or 1) <= NUMBER <= (item.last_month or 12)
        }
        for row in completion_table(found, region.code, "project").rows:
            own = {item.code for item in plan.project(row.project).indicators}
            of_row = {
                key: value
                for key, value in found.figures.items()
                if key[0] in codes and key[1] in own
            }
            assert row.completed == total(item.completed for item in of_row.values())
            assert row.funds == total(item.funds for item in of_row.values())
            whole = {
                code: [of_row.get((code, indicator)) for indicator in own] for code in expected
            }
            lacking = {
                code
                for code, items in whole.items()
                if any(item is None or item.completed is None for item in items)
            }
            old = {
                code
                for code, items in whole.items()
                if code not in lacking
                and any(item and item.month.number < NUMBER for item in items)
            }
            assert (set(row.missing), set(row.carried_forward)) == (lacking, old)
            assert row.expected == len(expected)
            assert row.reported == len(expected) - len(lacking) - len(old)
            assert row.partial is bool(lacking)
            assert (row.overall == "not_reported") <= (row.completed is None)


@settings(max_examples=60, deadline=None)
@given(stands())
def test_targets_of_inner_regions_are_sums_only_when_all_are_set(found):
    plan = found.plan
    rows = {(row.project, row.level): row for row in plan.targets}
    for region in plan.regions[1:]:
        codes = below(plan, region.code)
        for (name, level), row in rows.items():
            target = plan.target(name, level, region.code)
            if not codes or codes - row.by_region.keys():
                assert target is None
            else:
                assert target.value == sum(row.by_region[code] for code in codes)


@settings(max_examples=60, deadline=None)
@given(stands())
def test_by_project_by_region_and_by_cell_agree(found):
    plan = found.plan
    root = plan.root
    by_region = completion_table(found, root, "region").rows
    cells = completion_table(found, root, "cell").rows
    children = [item.code for item in plan.tree.children(root)]
    assert [(row.region, row.project) for row in by_region] == [
        (child, item.code) for child in children for item in PROJECTS
    ]
    for child in children:
        assert completion_table(found, child, "project").rows == tuple(
            row for row in by_region if row.region == child
        )
    for row in completion_table(found, root, "project").rows:
        of_regions = [item for item in by_region if item.project == row.project]
        of_cells = [item for item in cells if item.project == row.project]
        for parts in (of_regions, of_cells):
            assert row.completed == total(item.completed for item in parts)
            assert row.funds == total(item.funds for item in parts)
        assert row.expected == sum(item.expected for item in of_regions)
        assert row.reported == sum(item.reported for item in of_regions)
        assert row.missing == tuple(code for item in of_regions for code in item.missing)
        assert set(row.missing) == {code for item in of_cells for code in item.missing}


@settings(max_examples=60, deadline=None)
@given(stands())
def test_cells_tell_state_month_and_submission_of_each_figure(found):
    plan = found.plan
    cells = completion_table(found, plan.root, "cell").rows
    codes = [item.code for item in plan.tree.submitting(plan.root)]
    assert [(row.region, row.indicator) for row in cells] == [
        (code, indicator) for code in codes for indicator in INDICATORS
    ]
    for row in cells:
        figure = found.figures.get((row.region, row.indicator))
        if figure is None or figure.completed is None:
            told = ("not_reported", None, None)
        else:
            now = figure.month == found.month
            told = ("reported" if now else "carried_forward", figure.month, figure.submission)
        assert (row.state, row.from_month, row.submission) == told
        if row.project == "就业":
            (whole,) = (
                item
                for item in completion_table(found, row.region, "project").rows
                if item.project == "就业"
            )
            assert (row.levels, row.overall) == (whole.levels, whole.overall)
        else:
            assert {item.status for item in row.levels.values()} == {"no_target"}


def test_a_country_is_computed_without_a_wait():
    """2,850 counties and 12 indicators take about 0.1 s; the bound is for slow machines."""
    regions = [Region("国", "国", None, submits=False)]
    for province in range(30):
        regions.append(Region(f"{province}", f"{province}", "国", submits=False))
        for county in range(95):
            code = f"{province}-{county}"
            regions.append(Region(code, code, f"{province}", order=county))
    projects = [project(f"项目{place}", f"甲{place}", f"乙{place}") for place in range(6)]
    submitting = [item.code for item in regions if item.submits]
    targets = [
        TargetRow(item.code, level, Decimal(10**6), dict.fromkeys(submitting, Decimal(100)))
        for item in projects
        for level in LEVELS
    ]
    plan = replace(city(regions, *projects), targets=tuple(targets))
    month = Month(YEAR, 8)
    found = standing(
        plan,
        8,
        [
            StandingFigure(code, indicator.code, Decimal(60), month, 1, Decimal(100), month)
            for code in submitting
            for indicator in plan.indicators
        ],
    )
    assert (len(submitting), len(plan.indicators)) == (2850, 12)
    for by in ("project", "region"):
        start = perf_counter()
        rows = completion_table(found, "国", by).rows
        assert perf_counter() - start < 2
        assert total(row.completed for row in rows) == 2850 * 12 * 60
