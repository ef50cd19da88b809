"""Folding: what says the same of the same column is one line; no cell is lost."""

from collections import Counter
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from etl.checks.fold import fold
from etl.domain.codes import finding
from etl.domain.finding import Finding
from tests.checks.form import SHEET


def not_integer(cell, raw="12.5", field="completed_total", indicator="devices"):
    words = {"field": "累计完成", "raw": raw, "unit": "人"}
    place = {"cells": (cell,), "row": int(cell[1:]), "sheet": SHEET}
    return finding("E-NOT-INTEGER", words, field=field, indicator=indicator, raw=raw, **place)


def test_equal_findings_of_a_column_become_one_line_with_all_cells():
    found = fold([not_integer("H8"), not_integer("H9", indicator="homes")])
    (one,) = found
    assert (one.cell, one.cells, one.row, one.indicator) == ("H8", ("H8", "H9"), None, None)
    assert one.raw == "12.5"


def test_a_row_that_differed_once_is_not_told_again():
    found = fold([not_integer("H8"), not_integer("H9"), not_integer("G8"), not_integer("G8")])
    assert [(item.cells, item.row) for item in found] == [(("G8", "H8", "H9"), None)]


def test_the_same_cell_twice_is_said_once():
    assert fold([not_integer("H8"), not_integer("H8")]) == (not_integer("H8"),)


def test_other_words_another_field_or_another_severity_stay_apart():
    first = not_integer("H8")
    others = [
        not_integer("H9", raw="13.5"),
        not_integer("G8", field="completed_month"),
        replace(not_integer("H9"), severity="warning"),
        replace(not_integer("H9"), sheet="另一张"),
    ]
    assert len(fold([first, *others])) == 5


def test_findings_without_a_cell_stay_apart_by_row():
    words = {"last_label": "7月累计", "month": "3", "field": "累计完成"}
    twice = [
        finding("W-TOTAL-MISSING", words, sheet=SHEET, field="completed_total", indicator=code)
        for code in ("devices", "homes", "devices")
    ]
    assert [item.indicator for item in fold(twice)] == ["devices", "homes"]


def test_the_order_is_who_when_file_cells_and_then_what_is_missing():
    def at(cell, field=None, indicator=None):
        cells = (cell,) if cell else ()
        return Finding(
            "error", "E-X", f"{cell}{field}", cells=cells, field=field, indicator=indicator
        )

    ordered = [
        at("K9", "region"), at("A1", "month"), at(None, "as_of"), at(None), at("B2"), at("G7"),
        at("H7"), at("AA7"), at("A10"), at(None, None, "homes"),
    ]  # fmt: skip
    assert list(fold(reversed(ordered))) == ordered


CELLS = st.builds("{}{}".format, st.sampled_from(["G", "H", "AA"]), st.integers(1, 12))
FINDINGS = st.builds(
    Finding,
    severity=st.sampled_from(["error", "warning", "info"]),
    code=st.sampled_from(["E-A", "W-B"]),
    message=st.sampled_from(["一", "二"]),
    sheet=st.sampled_from([None, SHEET]),
    cells=st.lists(CELLS, max_size=3, unique=True).map(tuple),
    row=st.one_of(st.none(), st.integers(1, 3)),
    field=st.sampled_from([None, "region", "month", "completed_total"]),
    indicator=st.sampled_from([None, "devices", "homes"]),
)


def said(findings):
    """Every (severity, code, sheet, column, cell) that is said, once each."""
    return {
        (item.severity, item.code, item.sheet, item.field, cell)
        for item in findings
        for cell in item.cells or (None,)
    }


@given(st.lists(FINDINGS, max_size=12))
def test_nothing_that_was_said_is_lost_and_nothing_is_said_twice(findings):
    folded = fold(findings)
    assert said(folded) == said(findings)
    cells = Counter(
        (item.severity, item.code, item.message, item.sheet, item.field, cell)
        for item in folded
        for cell in item.cells
    )
    assert set(cells.values()) <= {1}
    assert len(folded) <= len(findings)


@given(st.lists(FINDINGS, max_size=12))
def test_folding_again_changes_nothing(findings):
    folded = fold(findings)
    assert fold(folded) == folded


def test_a_line_about_many_counts_cells_that_say_the_same_too():
    raws = ("12.5", "12.5", "13.5", "14.5")
    (one,) = fold([not_integer(f"H{row}", raw) for row, raw in enumerate(raws, start=8)])
    assert one.message.endswith("共 4 处：H8 12.5、H9 12.5、H10 13.5、H11 14.5")


def test_a_column_that_is_not_there_is_one_line():
    def missing(code, month):
        words = {"last_label": "7月累计", "month": month, "field": "累计完成"}
        place = {"sheet": SHEET, "field": "completed_total", "indicator": code}
        return finding("W-TOTAL-MISSING", words, **place)

    lines = fold([missing(code, str(place)) for place, code in enumerate("abcdef")])
    assert [(item.cell, item.indicator, item.field) for item in lines] == [
        (None, None, "completed_total")
    ]
