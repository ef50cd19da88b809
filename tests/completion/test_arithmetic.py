"""Status and rounding against a second implementation that shares nothing with the first."""

from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from etl.completion.status import WORST_FIRST, level_result, overall
from etl.domain.plan import Target
from etl.domain.thresholds import Thresholds
from etl.services.numbers import rounded

LIMITS = Thresholds()
THOUSANDTHS = st.integers(0, 10**7).map(lambda number: Decimal(number) / 1000)
PACES = st.one_of(
    st.integers(1, 12).map(lambda month: Fraction(month, 12)),
    st.integers(0, 1000).map(lambda tenths: Fraction(tenths, 1000)),
)


def by_whole_numbers(completed: Decimal, target: Decimal, pace: Fraction) -> str:
    """The status from whole numbers alone: everything times the denominators."""
    done, wanted = int(completed * 1000), int(target * 1000)
    if done > wanted:
        return "exceeded"
    if done == wanted:
        return "completed"
    if pace.numerator == 0:
        return "not_started"
    scale = wanted * pace.denominator
    behind = 100 * (pace.numerator * wanted - done * pace.denominator)
    borders = (("on_pace", 1, True), ("slightly_behind", 10, False), ("behind", 30, True))
    for status, points, with_border in borders:
        if behind < points * scale or (with_border and behind == points * scale):
            return status
    return "far_behind"


@settings(max_examples=400, deadline=None)
@given(THOUSANDTHS, THOUSANDTHS.filter(bool), PACES)
def test_the_status_agrees_with_whole_numbers(completed, target, pace):
    found = level_result(completed, Target(target, "人", True), pace, LIMITS)
    assert found.status == by_whole_numbers(completed, target, pace)
    assert found.rate == Fraction(completed) / Fraction(target)
    assert found.gap == found.rate - pace


@settings(max_examples=200, deadline=None)
@given(st.integers(1, 10**5), st.integers(1, 12), st.sampled_from([1, 10, 30]))
def test_borders_are_hit_exactly(target, month, points):
    """A figure on a border, and those the least bit beside it."""
    pace = Fraction(month, 12)
    completed = (pace - Fraction(points, 100)) * target * 1200
    wanted = Decimal(target * 1200)
    for beside in (-1, 0, 1):
        done = Decimal(completed.numerator + beside)
        if completed.denominator == 1 and done >= 0:
            status = level_result(done, Target(wanted, "人", True), pace, LIMITS).status
            assert status == by_whole_numbers(done, wanted, pace)


@given(st.sampled_from((*WORST_FIRST, "no_target")), st.sampled_from((*WORST_FIRST, "no_target")))
def test_the_whole_does_not_depend_on_the_order_and_is_one_of_both(province, city):
    found = overall(province, city)
    assert found == overall(city, province)
    assert found in (province, city)
    assert overall(found, found) == found


@settings(max_examples=400, deadline=None)
@given(st.integers(-(10**9), 10**9), st.integers(1, 10**6), st.integers(0, 6))
def test_rounding_agrees_with_decimals(numerator, denominator, places):
    with localcontext() as context:
        context.prec = 60
        exact = Decimal(numerator) / Decimal(denominator)
        expected = exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    assert rounded(Fraction(numerator, denominator), places) == float(expected)


@given(st.integers(-(10**6), 10**6), st.integers(0, 6))
def test_halves_are_rounded_away_from_zero(whole, places):
    half = Fraction(2 * whole + 1, 2 * 10**places)
    expected = Decimal(2 * whole + 1) / 2
    expected = expected.quantize(Decimal(1), ROUND_HALF_UP).scaleb(-places)
    assert rounded(half, places) == float(expected)
