"""What needs attention, from made-up months: old figures are no news, and the order is one."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from etl.completion.attention import RANKS, Facts, attention_of, in_order
from etl.completion.standing import Standing, coverage
from etl.completion.table import completion_table
from etl.domain.attention import (
    Attention,
    Behind,
    Entry,
    FallingBack,
    FiledLate,
    Late,
    Odd,
    Returned,
    Unreviewed,
)
from etl.domain.completion import BEHIND, REACHED, CompletionRow
from etl.domain.period import Month
from etl.domain.plan import JUDGED_LEVELS, PlanRevision
from etl.domain.standing import MonthFiled, StandingFigure
from tests.cities import COUNTY, EAST, ROOT, SUBMITTING, WEST, YEAR, second_city

PLAN = second_city()
REVISION = PlanRevision(PLAN, 1, datetime(YEAR, 1, 4, tzinfo=UTC), "cli:测试")
INDICATORS = {item.code: item for item in PLAN.indicators}

Totals = Mapping[tuple[str, str, int], Decimal]
"""Region, indicator and number of the month -> the cumulative reported for it."""


@st.composite
def totals(draw: st.DrawFn) -> Totals:
    """Reports of a few months, with holes; a cumulative may fall."""
    cells = st.tuples(
        st.sampled_from(SUBMITTING), st.sampled_from(sorted(INDICATORS)), st.integers(7, 11)
    )
    return draw(st.dictionaries(cells, st.integers(0, 300).map(Decimal), max_size=90))


def stood(reported: Totals, month: Month) -> Standing:
    """What stands in a month: of each region and indicator the last report up to it."""
    figures: dict[tuple[str, str], StandingFigure] = {}
    for (region, indicator, number), value in sorted(reported.items(), key=lambda item: item[0]):
        if number <= month.number:
            own = Month(month.year, number)
            figures[region, indicator] = StandingFigure(region, indicator, value, own, 1)
    filed = {(region, number) for region, _, number in reported}
    months = [MonthFiled(region, Month(YEAR, number), None, 1) for region, number in filed]
    return Standing.of(REVISION, month, figures.values(), months)


def rows_of(found: Standing, region: str) -> tuple[CompletionRow, ...]:
    return (
        *completion_table(found, region, "project").rows,
        *completion_table(found, region, "region").rows,
    )


def found_in(reported: Totals, month: Month, region: str = ROOT) -> Attention:
    now = stood(reported, month)
    return attention_of(
        Facts(
            plan=PLAN,
            month=month,
            region=region,
            today=date(YEAR, month.number, 1),
            coverage=coverage(now, region),
            rows=rows_of(now, region),
            rows_before=rows_of(stood(reported, month.previous), region),
        )
    )


def has(reported: Totals, region: str, project: str, number: int) -> bool:
    """Whether all below a region reported all indicators of a project for this very month."""
    indicators = [code for code, item in INDICATORS.items() if item.project == project]
    below = [item.code for item in PLAN.tree.submitting(region)]
    return all((place, code, number) in reported for place in below for code in indicators)


def sums(reported: Totals, region: str, project: str, number: int) -> Decimal:
    indicators = [code for code, item in INDICATORS.items() if item.project == project]
    return sum(
        (
            reported.get((item.code, code, number), Decimal(0))
            for item in PLAN.tree.submitting(region)
            for code in indicators
        ),
        Decimal(0),
    )


@settings(max_examples=150, deadline=None)
@given(totals(), st.integers(8, 11), st.sampled_from([ROOT, EAST, WEST, COUNTY]))
def test_figures_of_earlier_months_are_never_behind_and_never_fall_back(reported, number, region):
    for entry in found_in(reported, Month(YEAR, number), region).entries:
        assert isinstance(entry, Behind | FallingBack)
        single = entry.region in SUBMITTING
        if single or isinstance(entry, FallingBack):
            assert has(reported, entry.region, entry.project, number)
        if isinstance(entry, FallingBack):
            assert has(reported, entry.region, entry.project, number - 1)


@settings(max_examples=150, deadline=None)
@given(totals(), st.integers(8, 11))
def test_what_is_behind_says_exactly_what_lacks(reported, number):
    month = Month(YEAR, number)
    rows = {(row.region, row.project): row for row in rows_of(stood(reported, month), ROOT)}
    found = [item for item in found_in(reported, month).entries if isinstance(item, Behind)]
    assert {(item.region, item.project) for item in found} == {
        key for key, row in rows.items() if row.overall in BEHIND and row.reported
    }
    for item in found:
        row = rows[item.region, item.project]
        assert row.levels[item.level].status == item.status == row.overall
        assert item.completed + item.remaining == item.target
        assert item.rate - item.pace == item.gap < 0 < item.remaining
        others = [row.levels[level].gap for level in ("province", "city")]
        assert item.gap == min(gap for gap in others if gap is not None)


@settings(max_examples=150, deadline=None)
@given(totals(), st.integers(8, 11))
def test_falling_back_agrees_with_sums_made_by_hand(reported, number):
    """Both months whole, no target reached; five points lost or a lower cumulative."""
    month = Month(YEAR, number)
    expected = set()
    for region in (ROOT, EAST, WEST, COUNTY):
        for project in PLAN.projects:
            code = project.code
            if not all(has(reported, region, code, item) for item in (number, number - 1)):
                continue
            now, before = (sums(reported, region, code, item) for item in (number, number - 1))
            targets = [PLAN.target(code, level, region) for level in JUDGED_LEVELS]
            wanted = [item.value for item in targets if item and item.comparable and item.value]
            if wanted and now >= max(wanted):
                continue
            planned = PLAN.planned_share(code, number) - PLAN.planned_share(code, number - 1)
            lost = planned - Fraction(now - before) / Fraction(max(wanted)) if wanted else 0
            if now < before or lost > Fraction(5, 100):
                expected.add((region, code))
    found = [i for i in found_in(reported, month).entries if isinstance(i, FallingBack)]
    assert {(item.region, item.project) for item in found} == expected
    assert len(found) == len(expected)
    assert all(item.status not in REACHED for item in found)


# ---------------------------------------------------------------- order


REGIONS = st.sampled_from((ROOT, EAST, WEST, *SUBMITTING))
DAYS = st.integers(0, 3)
MOMENTS = st.integers(0, 2).map(lambda day: datetime(YEAR, 4, 1, tzinfo=UTC) + timedelta(day))
GAPS = st.integers(1, 4).map(lambda points: Fraction(-points, 100))
PROJECTS = st.sampled_from([item.code for item in PLAN.projects])
DUE = date(YEAR, 4, 5)


@st.composite
def entries(draw: st.DrawFn) -> Entry:
    region, days, moment = draw(REGIONS), draw(DAYS), draw(MOMENTS)
    version = draw(st.integers(1, 2))
    gap, project = draw(GAPS), draw(PROJECTS)
    status = draw(st.sampled_from(sorted(BEHIND)))
    one = Decimal(1)
    kinds: list[Entry] = [
        Behind(
            *(region, project, status, "city", "人", one, one, one),
            *(Fraction(0), gap, -gap),
        ),
        FallingBack(
            *(region, project, status, "人", Month(YEAR, 2), one, one, "city"),
            *(gap - 1, Fraction(-1)),
        ),
        FallingBack(region, project, "no_target", "人", Month(YEAR, 2), one, one + 1),
        Late(region, DUE, days),
        FiledLate(region, DUE, days, version, moment),
        Unreviewed(region, version, version, moment, days),
        Returned(region, version, version, moment),
        Odd(region, 7, version, "W-FAR", "说明", draw(st.sampled_from([None, "heating"]))),
    ]
    return draw(st.sampled_from(kinds))


def rank(entry: Entry) -> str:
    return entry.status if isinstance(entry, Behind) else entry.kind


@settings(max_examples=200, deadline=None)
@given(st.lists(entries(), max_size=12), st.randoms())
def test_the_order_is_the_same_however_entries_come_in(found, random):
    """One entry of a kind for a region and project, as the computation gives them."""
    once = list({(rank(i), i.region, getattr(i, "project", "")): i for i in found}.values())
    ordered = in_order(once, PLAN, ROOT)
    random.shuffle(once)
    assert in_order(once, PLAN, ROOT) == ordered == in_order(ordered, PLAN, ROOT)
    assert [rank(item) for item in ordered] == sorted(map(rank, ordered), key=RANKS.index)


def test_of_one_rank_the_whole_comes_first_then_what_is_worse_then_the_plans_order():
    def late(region: str, days: int) -> FiledLate:
        return FiledLate(region, DUE, days, 1, datetime(YEAR, 4, 9, tzinfo=UTC))

    east, west, county, whole = late(EAST, 2), late(WEST, 2), late(COUNTY, 3), late(ROOT, 1)
    assert in_order([west, county, east, whole], PLAN, ROOT) == (whole, county, east, west)
    kinds = [RANKS.index(name) for name in ("far_behind", "behind", "falling_back", "late")]
    assert kinds == sorted(kinds)
    assert RANKS.index("late") < RANKS.index("unreviewed")
