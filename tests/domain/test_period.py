from datetime import date

import pytest

from etl.domain.period import Month


@pytest.mark.parametrize(("text", "month"), [("2021-08", (2021, 8)), (" 2020-12 ", (2020, 12))])
def test_a_month_is_written_year_and_two_digits(text, month):
    assert Month.parse(text) == Month(*month)
    assert str(Month.parse(text)) == text.strip()


@pytest.mark.parametrize(
    "text",
    ["", "2021-8", "2021-13", "2021-00", "202108", "2021/08", "2021-08-01", "２０２１-08", "八月"],
)
def test_anything_else_is_refused(text):
    with pytest.raises(ValueError, match="YYYY-MM"):
        Month.parse(text)


@pytest.mark.parametrize("number", [0, 13, -1])
def test_there_are_twelve_months(number):
    with pytest.raises(ValueError, match="no such month"):
        Month(2021, number)


def test_months_follow_one_another_over_the_turn_of_the_year():
    month = Month(2020, 11)
    following = []
    for _ in range(4):
        assert month.following.previous == month
        month = month.following
        following.append(str(month))
    assert following == ["2020-12", "2021-01", "2021-02", "2021-03"]
    assert sorted([Month(2021, 1), Month(2020, 12), Month(2021, 10)])[0] == Month(2020, 12)


def test_first_and_last_day_label_and_the_year_before():
    month = Month.of(date(2024, 2, 15))
    assert (month.first_day, month.last_day) == (date(2024, 2, 1), date(2024, 2, 29))
    assert Month(2023, 2).last_day == date(2023, 2, 28)
    assert (month.label, month.a_year_before) == ("2024年2月", Month(2023, 2))
