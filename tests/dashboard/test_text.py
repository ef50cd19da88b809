from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.domain import text

rates = st.fractions(min_value=0, max_value=20, max_denominator=10**6)
amounts = st.decimals(
    min_value=-(10**9), max_value=10**10, places=2, allow_nan=False, allow_infinity=False
)


@given(amounts, st.integers(0, 4))
def test_half_up_is_the_decimal_half_up(value, places):
    expected = value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    assert text.half_up(value, places) == expected


@given(rates)
def test_a_rate_reads_as_reached_exactly_when_it_is(rate):
    assert (Decimal(text.rate_number(rate)) >= 100) == (rate >= 1)


@given(rates)
def test_a_rate_is_never_further_off_than_its_last_digit(rate):
    assert abs(Fraction(Decimal(text.rate_number(rate))) - rate * 100) <= Fraction(1, 10)


@given(amounts)
def test_money_keeps_its_value_to_two_decimals_of_wan(yuan):
    shown = text.wan_text(yuan)
    assert "E" not in shown
    assert "," not in shown
    assert not ("." in shown and shown.endswith("0"))
    assert abs(Decimal(shown) * 10_000 - yuan) <= 50


@given(st.integers(0, 10**9))
def test_counts_read_back_and_have_no_separators(count):
    assert text.count_text(Decimal(count)) == str(count)


@given(st.fractions(min_value=-5, max_value=5, max_denominator=10**5).filter(bool))
def test_a_gap_is_never_shown_as_nothing(gap):
    assert text.points(gap) != "0.0"
    assert text.gap_words(gap).startswith("快" if gap > 0 else "慢")


@pytest.mark.parametrize(
    ("rate", "shown"),
    [
        (Fraction(9996, 10_000), "99.9%"),
        (Fraction(9_999_999, 10_000_000), "99.9%"),
        (Fraction(1), "100.0%"),
        (Fraction(10_001, 10_000), "100.0%"),
        (Fraction(6816, 6600), "103.3%"),
        (Fraction(9565, 1000), "956.5%"),
        (None, "—"),
    ],
)
def test_rates(rate, shown):
    assert text.rate_text(rate) == shown


@pytest.mark.parametrize(
    ("yuan", "shown"),
    [
        ("2407000.00", "240.7"),
        ("2550000", "255"),
        ("0", "0"),
        ("49.99", "0"),
        ("50", "0.01"),
        ("14899800", "1489.98"),
        (None, "—"),
    ],
)
def test_money_in_wan(yuan, shown):
    assert text.wan_text(None if yuan is None else Decimal(yuan)) == shown


def test_words():
    assert text.gap_words(Fraction(0)) == "与序时持平"
    assert text.gap_words(Fraction(-139, 1000)) == "慢13.9个百分点"
    assert text.gap_words(Fraction(1, 10_000)) == "快不到0.1个百分点"
    assert text.span_text(2021, 1) == "2021年1月"
    assert text.span_text(2021, 8) == "2021年1—8月"
    assert text.day_text(date(2021, 8, 18)) == "2021年8月18日"
    assert text.listed(["甲", "乙"]) == "甲、乙"
    assert text.listed(["甲", "乙", "丙", "丁"], 2) == "甲、乙等4个县区"
    assert text.count_text(Decimal("4.50")) == "4.5"
    assert text.count_text(Decimal("1E+3")) == "1000"
    assert text.yuan_text(Fraction(3301000, 6816)) == "484.3"
