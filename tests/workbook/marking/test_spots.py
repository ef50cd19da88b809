"""A colour on the cells at fault alone; what is missing is shown where it should stand."""

from dataclasses import replace
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from etl.domain.finding import Finding, Severity
from etl.services.files import Source
from etl.services.reading import read_content
from etl.workbook.marking.spots import Spot, Spots
from tests.services.filing import PLAN, form
from tests.workbook.marking.test_marks_travel import saved


@pytest.fixture(scope="module")
def spots() -> Spots:
    return spots_of(form(1))


def spots_of(content: bytes) -> Spots:
    source = Source("月报.xlsx", Path("月报.xlsx"))
    item = read_content(source, content, lambda _: PLAN, keep_workbook=True)
    assert item.workbook is not None
    return Spots(item.workbook, PLAN, tuple(item.reading.figures.values()))


def of(code: str, *cells: str, field: str | None = None, indicator: str | None = None):
    grades: dict[str, Severity] = {"E": "error", "W": "warning", "I": "info"}
    return Finding(
        grades[code[0]], code, "话", sheet="月报", cells=cells, field=field, indicator=indicator
    )


def painted(spots: Spots, item: Finding) -> dict[str, tuple[str, str]]:
    return {spot.cell: (spot.paint, spot.beside) for spot in spots.of(item)}


@pytest.mark.parametrize("code", ["E-NOT-ADDING-UP", "W-NOT-ADDING-UP"])
def test_of_two_figures_that_do_not_fit_the_second_is_framed_only(spots, code):
    found = painted(spots, of(code, "H8", "G8", field="completed_total"))
    assert found == {"H8": ("full", ""), "G8": ("frame", "H8")}


def test_the_figure_that_a_finding_is_about_is_the_painted_one_whichever_that_is(spots):
    found = painted(spots, of("E-MONTH-ABOVE-TOTAL", "J8", "I8", field="funds_total_yuan"))
    assert found == {"J8": ("full", ""), "I8": ("frame", "J8")}


def test_where_the_advice_blames_the_other_figure_that_one_is_painted_and_shown_first(spots):
    found = of("E-NOT-ADDING-UP", "H8", "G8", field="completed_total")
    item = replace(found, suspect="G8")
    assert [(spot.cell, spot.paint) for spot in spots.of(item)] == [("G8", "full"), ("H8", "frame")]


@pytest.mark.parametrize("code", ["W-FUNDS-STANDARD", "W-FUNDS-WITHOUT-COUNT"])
def test_the_count_that_money_is_divided_by_is_not_painted(spots, code):
    found = painted(spots, of(code, "J8", "H8", field="funds_total_yuan"))
    assert found == {"J8": ("full", ""), "H8": ("none", "J8")}


def test_all_money_in_another_unit_is_at_fault_and_each_row_compared_within_itself(spots):
    item = of("W-FUNDS-SCALE", "J7", "I7", "H7", "J8", "H8", field="funds_total_yuan")
    found = painted(spots, item)
    assert found == {
        "J7": ("full", ""), "I7": ("full", ""), "H7": ("none", "J7"),
        "J8": ("full", ""), "H8": ("none", "J8"),
    }  # fmt: skip


def test_all_cells_of_any_other_finding_are_at_fault(spots):
    found = painted(spots, of("E-COLUMNS-SWAPPED", "G7", "H7", field="completed_month"))
    assert found == {"G7": ("full", ""), "H7": ("full", "")}


def test_a_missing_row_is_shown_at_the_name_of_the_row_before_it(spots):
    item = of("E-INDICATOR-MISSING", indicator="skills")
    assert spots.of(item) == [Spot("月报", "C11", "frame", where="C11 下面")]


def test_a_missing_first_row_is_shown_at_the_name_of_the_next(spots):
    item = of("E-INDICATOR-MISSING", indicator="post_months")
    assert spots.of(item) == [Spot("月报", "C8", "frame", where="C8 上面")]


def test_a_row_whose_neighbours_are_missing_too_is_shown_at_the_nearest_that_is_there():
    book = openpyxl.load_workbook(BytesIO(form(1)))
    for cell in ("B10", "C10", "B11", "C11"):
        book["月报"][cell] = None
    spots = spots_of(saved(book))
    item = of("E-INDICATOR-MISSING", indicator="visits")
    assert spots.of(item) == [Spot("月报", "C9", "frame", where="C9 下面")]


def without_month_of_money() -> Spots:
    book = openpyxl.load_workbook(BytesIO(form(1)))
    book["月报"]["I5"] = "其他"
    return spots_of(saved(book))


def test_a_missing_column_is_shown_at_the_header_of_its_other_half():
    item = of("I-COLUMN-MISSING", field="funds_month_yuan")
    spots = without_month_of_money()
    assert spots.of(item) == [Spot("月报", "J5", "frame", where="J5 旁边")]


def test_a_figure_that_no_column_is_for_is_shown_beside_its_other_half():
    item = of("I-MONTH-COMPUTED", field="funds_month_yuan", indicator="meals_home")
    spots = without_month_of_money()
    assert spots.of(item) == [Spot("月报", "J8", "none", where="J8 旁边")]


@pytest.mark.parametrize("code", ["W-NOTHING-REPORTED", "E-MONTH-MISSING"])
def test_what_is_about_the_whole_form_paints_nothing(spots, code):
    assert spots.of(of(code)) == [Spot("月报", "A1", "none", where="整张表")]


def test_without_figures_the_first_sheet_that_is_seen_stands_for_the_form():
    book = openpyxl.Workbook()
    book.worksheets[0].sheet_state = "hidden"
    book.create_sheet("看得见")["B2"] = "随便写的"
    spots = spots_of(saved(book))
    item = Finding("error", "E-FORM-NONE", "没有找到月报表")
    assert spots.of(item) == [Spot("看得见", "B2", "none", where="整张表")]
