"""When a month's workbook is due, also across the turn of the year and in short months."""

from dataclasses import replace
from datetime import date

import pytest

from etl.domain.due import due_date
from etl.domain.period import Month
from tests.cities import second_city


@pytest.mark.parametrize(
    ("day", "month", "due"),
    [
        (5, Month(2023, 3), date(2023, 4, 5)),
        (5, Month(2023, 12), date(2024, 1, 5)),
        (31, Month(2023, 3), date(2023, 4, 30)),
        (31, Month(2023, 1), date(2023, 2, 28)),
        (31, Month(2024, 1), date(2024, 2, 29)),
        (1, Month(2023, 6), date(2023, 7, 1)),
        (None, Month(2023, 3), None),
    ],
)
def test_the_day_lies_in_the_month_after(day: int | None, month: Month, due: date | None) -> None:
    assert due_date(replace(second_city(), due_day=day), month) == due
