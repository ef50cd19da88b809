"""Whatever the figures: forecasts reach what they say, places are fair, a score is a mean."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from statistics import median

from hypothesis import given, settings
from hypothesis import strategies as st

from etl.completion.table import completion_table
from etl.domain.period import Month
from etl.domain.plan import JUDGED_LEVELS, TargetRow
from etl.domain.region import Region
from etl.domain.standing import StandingFigure
from etl.services.outlook import (
    forecast,
    months_by_region,
    overall_ranking,
    places,
    position,
    rankings,
)
from tests.spec.city import YEAR, city, project, standing

COUNTS = st.integers(0, 200).map(Decimal)
TENTHS = st.integers(0, 2000).map(lambda tenths: Decimal(tenths) / 10)
WEIGHTS = st.integers(0, 5).map(Decimal)
STRAIGHT = st.none()


def figure(region, indicator, value, number):
    return StandingFigure(region, indicator, value, Month(YEAR, number), 1, None, None)


# ------------------------------------------------------------------ forecast


def rows_by_month(plan, filed, last):
    """One county's rows of the months up to one: what it filed, else carried forward."""
    tables = []
    for number in range(1, last + 1):
        known = [month for month in filed if month <= number]
        stands = [figure("甲", "康复", filed[max(known)], max(known))] if known else []
        tables.append(completion_table(standing(plan, number, stands), "甲", "project"))
    return months_by_region(tables, "康复")["甲"]


@st.composite
def years(draw, curve=STRAIGHT):
    """A county's year up to a month: the plan, what it filed by month, and its rows."""
    decimals = draw(st.integers(0, 1))
    of = project("康复")
    of = replace(of, indicators=(replace(of.indicators[0], decimals=decimals),))
    regions = [Region("市", "市", None, submits=False), Region("甲", "甲", "市")]
    target = draw(TENTHS if decimals else COUNTS)
    last = draw(st.integers(1, 12))
    shares = draw(curve)
    plan = replace(
        city(regions, of),
        targets=(TargetRow("康复", "city", None, {"甲": target}),),
        pace={"康复": shares} if shares else {},
    )
    # Drawn anew for each month: figures may fall, and months may be left out.
    filed = {
        month: draw(TENTHS if decimals else COUNTS)
        for month in range(1, last + 1)
        if month == last or draw(st.booleans())
    }
    return plan, filed, rows_by_month(plan, filed, last), target, last


@st.composite
def curves(draw):
    """Twelve shares that never fall."""
    return tuple(sorted(Decimal(draw(st.integers(0, 100))) for _ in range(12)))


@settings(max_examples=200, deadline=None)
@given(years())
def test_the_month_named_is_the_first_in_which_the_target_is_reached(year):
    plan, filed, rows, target, last = year
    found = forecast(plan, rows, "city")
    if found.refusal is None:
        assert found.average is not None
        assert found.reached_in is not None
        each, done = found.average.per_month, Fraction(filed[last])
        steps = 12 * (found.reached_in.year - YEAR) + found.reached_in.number - last
        assert done + each * (steps - 1) < target <= done + each * steps
        assert found.expected == done + each * (12 - last)
        assert found.within_year is (found.expected >= target)
    else:
        assert (found.reached_in, found.expected, found.within_year) == (None, None, None)
        assert found.refusal in {
            *("no_target", "reached"),
            *("year_over", "too_few_months", "no_growth"),
        }


@settings(max_examples=200, deadline=None)
@given(years())
def test_the_average_is_the_mean_of_the_increases_of_its_months(year):
    plan, filed, rows, _, last = year
    found = forecast(plan, rows, "city")
    if found.average is None:
        assert len(filed) < 3 or found.refusal in {"no_target", "reached"}
        return
    first = found.average.start.number
    assert len(filed) >= 3
    assert {first, last} <= filed.keys()
    assert last - first >= 2
    months = [month.number for month in found.average.months]
    assert months == list(range(first + 1, last + 1))
    assert found.average.per_month * len(months) == Fraction(filed[last] - filed[first])
    assert {month.number for month in found.average.left_out} == set(months) - filed.keys()
    # Nothing nearer would do, unless the year has nothing as far back as three months.
    nearer = [month for month in filed if first < month <= last - 3]
    assert not nearer
    assert last - first >= 3 or first == min(filed)


@settings(max_examples=200, deadline=None)
@given(years(st.one_of(STRAIGHT, curves())))
def test_what_is_needed_reaches_the_target_and_not_a_unit_more(year):
    plan, filed, rows, target, last = year
    found = forecast(plan, rows, "city")
    if found.needed is None:
        assert found.refusal in {"no_target", "reached", "not_started"}
        return
    remaining, left = Fraction(target - filed[last]), max(12 - last, 1)
    assert found.remaining == target - filed[last] > 0
    assert found.needed * left >= remaining
    if plan.indicators[0].decimals == 0:
        assert found.needed.denominator == 1
        assert (found.needed - 1) * left < remaining
    else:
        assert found.needed * left == remaining


@settings(max_examples=200, deadline=None)
@given(years(curves()))
def test_by_a_curve_the_work_stays_in_proportion_to_the_plan(year):
    plan, filed, rows, target, last = year
    found = forecast(plan, rows, "city")
    if found.method != "curve":
        return
    done, now = Fraction(filed[last]), plan.planned_share("康复", last)
    by_month = {
        number: done * plan.planned_share("康复", number) / now for number in range(last + 1, 13)
    }
    reached = [number for number, value in by_month.items() if value >= target]
    assert found.expected == by_month[12]
    assert found.reached_in == (Month(YEAR, reached[0]) if reached else None)
    assert found.within_year is bool(reached)


# ------------------------------------------------------------------ places

PROJECTS = (project("康复", "成年", "儿童"), project("就业"), project("助学"))
INDICATORS = [indicator.code for item in PROJECTS for indicator in item.indicators]
LATE = (Decimal(0),) * 8 + (Decimal(100),) * 4
NUMBER = 6


@st.composite
def months(draw):
    """The rows by region of a month: up to five districts of up to three counties."""
    regions = [Region("市", "市", None, submits=False)]
    for place in range(draw(st.integers(1, 5))):
        counties = draw(st.integers(0, 3))
        regions.append(Region(f"{place}", f"{place}", "市", order=place, submits=not counties))
        for county in range(counties):
            last = draw(st.sampled_from([None, None, None, 3]))
            regions.append(Region(f"{place}-{county}", "", f"{place}", last_month=last))
    submitting = [item.code for item in regions if item.submits]
    targets = [
        TargetRow(
            *(item.code, level, None),
            {code: draw(st.sampled_from([10, 10, 20, 0])) for code in submitting},
            draw(st.sampled_from([None, None, None, "人月"])),
        )
        for item in PROJECTS
        for level in JUDGED_LEVELS
    ]
    plan = replace(
        city(regions, *PROJECTS),
        targets=tuple(
            replace(row, by_region={key: Decimal(value) for key, value in row.by_region.items()})
            for row in targets
        ),
        pace=draw(st.sampled_from([{}, {"助学": LATE}])),
    )
    whole = draw(st.booleans())
    figures = [
        figure(
            *(code, indicator, Decimal(draw(st.integers(0, 12)))),
            NUMBER if whole else draw(st.sampled_from([NUMBER, NUMBER, NUMBER, 4])),
        )
        for code in submitting
        for indicator in INDICATORS
        if whole or draw(st.integers(0, 9))
    ]
    return completion_table(standing(plan, NUMBER, figures), "市", "region").rows


def places_of(found):
    return {item.region: (item.place, item.tied) for item in found.placed}


def competition(values):
    """Places by counting: one more than those who are better."""
    return {
        name: (
            1 + sum(other > value for other in values.values()),
            sum(other == value for other in values.values()) > 1,
        )
        for name, value in values.items()
    }


def is_of_the_month(row):
    return row.completed is not None and not (row.is_stale or row.missing or row.carried_forward)


@given(st.lists(st.one_of(st.none(), st.fractions(0, 2, max_denominator=6)), max_size=12))
def test_a_place_is_one_more_than_those_who_are_better(values):
    known = [value for value in values if value is not None]
    assert places(values) == [
        None if value is None else 1 + sum(other > value for other in known) for value in values
    ]


@settings(max_examples=100, deadline=None)
@given(months(), st.randoms(use_true_random=False))
def test_places_per_project(rows, chance):
    shuffled = chance.sample(rows, len(rows))
    again = rankings(shuffled)
    for name, found in rankings(rows).items():
        own = {row.region: row for row in rows if row.project == name}
        rates = {item.region: item.rate for item in found.placed}
        assert places_of(found) == competition(rates)
        assert [item.place for item in found.placed] == sorted(item.place for item in found.placed)
        left = {item.region: item.reason for item in found.unplaced}
        assert rates.keys() | left.keys() == own.keys()
        assert not rates.keys() & left.keys()
        assert len(rates) != 1
        for region in rates:
            assert is_of_the_month(own[region])
            assert own[region].pace > 0
        for region, reason in left.items():
            assert reason != "ranking_refused" or is_of_the_month(own[region])
        assert (places_of(again[name]), again[name].refusal) == (places_of(found), found.refusal)
        assert found.refusal is None or not rates


@settings(max_examples=100, deadline=None)
@given(months())
def test_the_position_of_each_region_agrees_with_the_ranking(rows):
    for name, found in rankings(rows).items():
        own = {row.region: row for row in rows if row.project == name}
        rates = {item.region: item.rate for item in found.placed}
        for region in own:
            stands = position(found, region)
            assert (stands.place, stands.tied) == places_of(found).get(region, (None, False))
            assert (stands.reason is None) is (stands.place is not None)
            assert stands.of == len(rates)
            assert stands.median == (median(rates.values()) if rates else None)


@settings(max_examples=100, deadline=None)
@given(
    months(),
    st.dictionaries(st.sampled_from([item.code for item in PROJECTS]), WEIGHTS),
    st.integers(1, 9),
    st.randoms(use_true_random=False),
)
def test_the_overall_score_is_a_mean(rows, weights, factor, chance):
    found = overall_ranking(rows, weights)
    values = {item.region: item.score for item in found.placed}
    assert places_of(found) == competition(values)
    for item in found.placed:
        assert 0 <= item.score <= 1
        assert min(part.counted for part in item.contributions) <= item.score
        assert item.score <= max(part.counted for part in item.contributions)
        total = sum(part.weight for part in item.contributions)
        assert item.score * total == sum(part.weight * part.counted for part in item.contributions)
        own = {row.project: row for row in rows if row.region == item.region}
        for part in item.contributions:
            assert part.rate == own[part.project].levels[part.level].rate
            assert part.counted == min(part.rate, 1)
            assert is_of_the_month(own[part.project])
        assert 0 <= item.behind <= len(own)
    left = {item.region for item in found.unplaced}
    assert values.keys() | left == {row.region for row in rows}
    assert not values.keys() & left
    scaled = overall_ranking(rows, {name: value * factor for name, value in weights.items()})
    shuffled = overall_ranking(chance.sample(rows, len(rows)), weights)
    for other in (scaled, shuffled):
        assert {item.region: item.score for item in other.placed} == values
        assert (places_of(other), other.refusal) == (places_of(found), found.refusal)
