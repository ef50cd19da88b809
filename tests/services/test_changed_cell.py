"""One changed cell, filed and accepted, changes every answer that shows it and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from etl.services.database import Database, connect
from etl.workbook.template.form import FilledRow
from tests.cities import (
    COUNTY,
    ROOT,
    YEAR,
    city_copy,
    file_form,
    load_forms,
    usual_rows,
)
from tests.services.asking import MARCH, PLAN, all_answers, changed_paths


@pytest.fixture
def city(tmp_path: Path) -> Iterator[Database]:
    database = connect(city_copy(tmp_path))
    yield database
    database.close()


def test_one_changed_cell_changes_every_answer_that_shows_it_and_nothing_else(
    city: Database,
) -> None:
    before = all_answers(city, YEAR)
    rows = usual_rows(COUNTY, 3)
    rows["visits"] = FilledRow(21, 61)  # was 20 and 60
    (result,) = load_forms(city, {"更正.xlsx": file_form(PLAN, COUNTY, MARCH, rows)})
    assert (result.outcome, result.submission) == ("ok", 14)
    after = all_answers(city, YEAR)
    assert before.keys() == after.keys()
    moved = {
        asked: paths for asked in before if (paths := changed_paths(before[asked], after[asked]))
    }
    # From March on, in the county and in the city above it; a county has no rows by region.
    shown = {
        ("completion", number, region, by)
        for number in (3, 4)
        for region in (ROOT, COUNTY)
        for by in ("project", "region", "cell")
        if (region, by) != (COUNTY, "region")
    }
    assert {asked for asked in moved if asked[0] == "completion"} == shown
    for asked in shown:
        rows = after[asked]["rows"]
        # By cell a row also names the submission, which is another for all of the form.
        values = {path for path in moved[asked] if path[2] != "submission"}
        assert {rows[path[1]]["project"] for path in values} == {"visits"}
        assert {rows[path[1]]["region"] for path in moved[asked]} <= {ROOT, COUNTY}
        assert {path[2] for path in values} == {"completed", "rate", "pace_gap"}
    for asked, paths in moved.items():
        new_file = {"file", "submission", "version", "sha256", "filed_at", "accepted_at"}
        if asked[0] == "trace":
            assert asked[1] in (3, 4)
            assert asked[2] in (ROOT, COUNTY)
            number = {"value", "formula", "raw"} if asked[3] == "visits" else set()
            assert {path[-1] for path in paths} <= new_file | number
        elif asked[0] == "figure":
            assert [asked[1], asked[2]] == [f"{YEAR}-03", COUNTY]
            number = {"value", "raw"} if asked[3] == "visits" else set()
            assert {path[-1] for path in paths} <= new_file | number
    whole = ("completion", 3, ROOT, "project")
    assert after[whole]["rows"][3]["completed"] - before[whole]["rows"][3]["completed"] == 1
    assert after["trace", 4, ROOT, "visits"]["value"] == after[whole]["rows"][3]["completed"]


def test_a_filing_that_waits_changes_no_answer(city: Database) -> None:
    from etl.services.submit import Order

    before = all_answers(city, YEAR)
    rows = usual_rows(COUNTY, 3) | {"visits": FilledRow(21, 61)}
    content = file_form(PLAN, COUNTY, MARCH, rows)
    (result,) = load_forms(city, {"更正.xlsx": content}, Order("cli:测试"))
    assert result.submission == 14
    assert all_answers(city, YEAR) == before
