"""What is mended, what is still there, what is new, from one attempt to the next."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from etl.checks.changes import changes
from etl.domain.codes import finding
from etl.domain.finding import Finding
from tests.checks.form import SHEET


def at(code, cell, indicator="devices", field="completed_total", raw="12.5"):
    words = dict.fromkeys(
        "field raw unit last_month last note label rows expected".split(), "某"
    ) | {"raw": raw}
    place = {"sheet": SHEET, "cells": (cell,) if cell else (), "raw": raw}
    return finding(code, words, field=field, indicator=indicator, **place)


def told(before, now):
    found = changes(before, now)
    return [[item.code for item in part] for part in (found.mended, found.remaining, found.new)]


def test_one_is_mended_one_is_still_there_and_one_is_new():
    before = [at("E-NOT-INTEGER", "H8"), at("E-TOTAL-FALLS", "H9", "homes")]
    now = [at("E-TOTAL-FALLS", "H9", "homes"), at("E-NEGATIVE-TOTAL", "H8")]
    assert told(before, now) == [["E-NOT-INTEGER"], ["E-TOTAL-FALLS"], ["E-NEGATIVE-TOTAL"]]


def test_a_row_that_moved_and_another_wrong_number_are_still_the_same_problem():
    before = [at("E-NOT-INTEGER", "H8", raw="12.5")]
    assert told(before, [at("E-NOT-INTEGER", "H11", raw="13.5")]) == [[], ["E-NOT-INTEGER"], []]


def test_the_same_mistake_in_another_row_or_column_is_another_one():
    before = [at("E-NOT-INTEGER", "H8")]
    assert told(before, [at("E-NOT-INTEGER", "H9", "homes")])[0] == ["E-NOT-INTEGER"]
    assert told(before, [at("E-NOT-INTEGER", "G8", field="completed_month")])[2] == [
        "E-NOT-INTEGER"
    ]


def test_an_error_that_a_remark_made_a_warning_is_answered_now_and_the_next_time():
    before, now = [at("E-TOTAL-FALLS", "H8")], [at("W-TOTAL-FALLS", "H8")]
    assert told(before, now) == told(now, now) == [[], [], []]
    assert [item.code for item in changes(before, now).answered] == ["W-TOTAL-FALLS"]
    assert [item.code for item in changes(now, now).answered] == ["W-TOTAL-FALLS"]
    assert told(now, before) == [[], ["E-TOTAL-FALLS"], []]


def test_an_error_on_trial_by_now_is_still_there():
    tried = replace(at("E-NOT-INTEGER", "H8"), severity="warning")
    assert told([at("E-NOT-INTEGER", "H8")], [tried]) == [[], ["E-NOT-INTEGER"], []]


def test_a_row_with_an_unknown_name_is_known_again_by_its_name():
    before = [at("E-INDICATOR-UNKNOWN", "C9", None, None, raw="辅具适酡")]
    moved = [replace(before[0], cells=("C12",), indicator="devices")]
    renamed = [at("E-INDICATOR-UNKNOWN", "C9", None, None, raw="辅具")]
    assert told(before, moved) == [[], ["E-INDICATOR-UNKNOWN"], []]
    assert told(before, renamed) == [["E-INDICATOR-UNKNOWN"], [], ["E-INDICATOR-UNKNOWN"]]


def test_what_was_only_told_is_not_compared():
    info = replace(at("E-NOT-INTEGER", "H8"), severity="info")
    assert told([], [info]) == told([info], []) == [[], [], []]


FINDINGS = st.lists(
    st.builds(
        Finding,
        severity=st.sampled_from(["error", "warning", "info"]),
        code=st.sampled_from(["E-A", "W-A", "E-B", "I-C"]),
        message=st.just("一"),
        cells=st.lists(st.sampled_from(["H7", "H8"]), max_size=1).map(tuple),
        field=st.sampled_from([None, "completed_total"]),
        indicator=st.sampled_from([None, "devices"]),
        raw=st.sampled_from([None, "x"]),
    ),
    max_size=8,
)


@given(FINDINGS)
def test_nothing_changed_is_nothing_mended_and_nothing_new(findings):
    found = changes(findings, findings)
    assert (found.mended, found.new) == ((), ())


@given(FINDINGS, FINDINGS)
def test_every_problem_of_now_is_still_there_new_or_answered(before, now):
    found = changes(before, now)
    for item in now:
        if item.severity != "info":
            assert any(
                (other.code[2:], other.field) == (item.code[2:], item.field)
                for other in (*found.remaining, *found.new, *found.answered)
            )
