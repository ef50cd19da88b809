"""The form as a county gets it: what is accepted in the database is what it is held against."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import openpyxl
import pytest

from etl.domain.period import Month
from etl.services.database import Database, connect
from etl.services.template import template
from tests.cities import (
    RIVER,
    YEAR,
    city_copy,
    file_form,
    load_forms,
    second_city,
    usual_rows,
)


@pytest.fixture
def database(tmp_path):
    """The second city, January to March accepted."""
    opened = connect(city_copy(tmp_path))
    yield opened
    opened.close()


def last_totals(database: Database, month: int) -> dict[str, tuple[Any, Any]]:
    """The cells of 上月累计完成 with their number format, by the indicator's name."""
    content = template(database, RIVER, Month(YEAR, month))
    sheet: Any = openpyxl.load_workbook(BytesIO(content))["月报"]
    rows = sheet.iter_rows(min_row=7, max_row=12)
    return {row[2].value: (row[11].value, row[11].number_format) for row in rows}


def test_the_month_directly_before_is_shown_as_it_is(database):
    last = last_totals(database, 4)
    assert last["居家助餐"] == (30, "General_ ")
    assert last["培训人数"] == (None, "General_ ")


def test_an_older_month_is_named(database):
    assert last_totals(database, 6)["居家助餐"] == (30, 'General"（3月）"_ ')


def test_each_indicator_has_its_own_last_month(database):
    """April leaves people at home out: theirs stays March's, the others' are April's."""
    rows = {**usual_rows(RIVER, 4)}
    del rows["meals_home"]
    form = file_form(second_city(), RIVER, Month(YEAR, 4), rows)
    results = load_forms(database, {"河口街道2023年4月.xlsx": form})
    assert results[0].submission is not None
    last = last_totals(database, 5)
    assert last["居家助餐"] == (30, 'General"（3月）"_ ')
    assert last["食堂助餐"] == (4, "General_ ")


def test_a_month_to_be_corrected_is_held_against_those_after_it(database):
    content = template(database, RIVER, Month(YEAR, 2))
    sheet: Any = openpyxl.load_workbook(BytesIO(content))["月报"]
    texts = [str(cell.value) for cell in sheet[8] if cell.data_type == "f"]
    assert any("多于3月已采用的 30" in text for text in texts)
