"""A second upload says what is mended, what is still there, and what is new (both engines)."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import pytest

from etl.domain.period import Month
from etl.services.answers import result_answer
from etl.services.database import Database
from etl.services.files import sources
from etl.services.submit import check_files
from etl.workbook.template.form import FilledRow
from tests.cities import (
    ACCEPTED,
    COUNTY,
    RIVER,
    YEAR,
    file_form,
    load_forms,
    load_plan,
    usual_rows,
)
from tests.services.filing import PLAN, form, saved_again


@pytest.fixture
def city(database: Database) -> Database:
    load_plan(database, PLAN)
    return database


def bad(number: int = 1, region: str = COUNTY, **changes: FilledRow) -> bytes:
    """A form with the month above the cumulative for visits, and changes."""
    rows = usual_rows(region, number) | {"visits": FilledRow(9, 5)} | changes
    return file_form(PLAN, region, Month(YEAR, number), rows)


def previous(result) -> dict[str, list[str]] | None:
    """What the answer says of the attempt before, by code."""
    said = result_answer(result)["previous"]
    if said is None:
        return None
    return {part: [item["code"] for item in said[part]] for part in ("mended", "remaining", "new")}


def checked(database: Database, content: bytes, name: str = "甲.xlsx"):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(content)
        (result,) = check_files(database, sources([str(path)]))
    return result


def test_the_first_upload_is_compared_with_nothing(city: Database) -> None:
    (first,) = load_forms(city, {"一.xlsx": bad()})
    assert previous(first) is None


def test_the_second_names_what_is_mended_still_there_and_new(city: Database) -> None:
    load_forms(city, {"一.xlsx": bad(skills=FilledRow(3, 20))})
    (second,) = load_forms(
        city, {"别的名字.xlsx": bad(meals_home=FilledRow(60, 51), skills=FilledRow(20, 20))}
    )
    assert previous(second) == {
        "mended": ["E-NOT-ADDING-UP"],
        "remaining": ["E-MONTH-ABOVE-TOTAL"],
        "new": ["E-MONTH-ABOVE-TOTAL"],
    }


def test_a_check_is_compared_too_and_leaves_no_attempt_behind(city: Database) -> None:
    load_forms(city, {"一.xlsx": bad()})
    for _ in range(2):
        assert previous(checked(city, form(1))) == {
            "mended": ["E-MONTH-ABOVE-TOTAL"], "remaining": [], "new": [],
        }  # fmt: skip


def test_the_name_of_the_file_decides_nothing(city: Database) -> None:
    load_forms(city, {"同名.xlsx": bad(region=RIVER)})
    assert previous(checked(city, bad(), "同名.xlsx")) is None
    assert previous(checked(city, bad(2), "同名.xlsx")) is None
    assert previous(checked(city, bad(1, RIVER, skills=FilledRow(1, 20)), "另名.xlsx")) is not None


def test_the_same_file_is_not_held_against_itself(city: Database) -> None:
    load_forms(city, {"一.xlsx": bad(skills=FilledRow(3, 20))})
    second = bad(skills=FilledRow(20, 20))
    load_forms(city, {"二.xlsx": second})
    assert previous(checked(city, second)) == {
        "mended": ["E-NOT-ADDING-UP"], "remaining": ["E-MONTH-ABOVE-TOTAL"], "new": [],
    }  # fmt: skip


def test_after_a_file_without_problems_a_new_round_begins(city: Database) -> None:
    load_forms(city, {"一.xlsx": bad()})
    load_forms(city, {"二.xlsx": form(1)}, ACCEPTED)
    assert previous(checked(city, bad())) is None


def test_a_form_that_lost_its_county_and_month_is_known_by_its_template(city: Database) -> None:
    """What the first line lacked is mended in the second, though the first named nobody."""
    content = saved_again(bad(), A3="填报单位：", E3="报告期：", A1="月报表")
    (first,) = load_forms(city, {"一.xlsx": content})
    assert {"E-REGION-MISSING", "E-MONTH-MISSING"} <= {item.code for item in first.findings}
    said = previous(checked(city, bad()))
    assert said is not None
    assert set(said["mended"]) == {
        "E-REGION-MISSING", "E-MONTH-MISSING",
    }  # fmt: skip


def test_many_mistakes_folded_into_one_line_are_counted_one_by_one(city: Database) -> None:
    names = ("visits", "skills", "meals_home", "meals_hall")
    rows: Any = {name: FilledRow(1, 5) for name in names}
    (first,) = load_forms(city, {"一.xlsx": bad(**rows)})
    assert [item.code for item in first.findings].count("E-NOT-ADDING-UP") == 1
    (second,) = load_forms(city, {"二.xlsx": bad(**{**rows, "skills": FilledRow(5, 5)})})
    said = result_answer(second)["previous"]
    assert [len(said[part]) for part in ("mended", "remaining", "new")] == [1, 3, 0]
    assert [item["indicator"] for item in said["mended"]] == ["skills"]


def test_a_file_that_counts_already_is_compared_with_nothing(city: Database) -> None:
    right = form(1)
    load_forms(city, {"一.xlsx": right}, ACCEPTED)
    load_forms(city, {"二.xlsx": bad()})
    assert previous(checked(city, right)) is None


def unseen(result) -> list[tuple[str, str | None]]:
    said = result_answer(result)["previous"]
    return [(item["code"], item["indicator"]) for item in said["unseen"]]


def test_a_cell_that_was_emptied_is_not_called_mended(city: Database) -> None:
    load_forms(city, {"一.xlsx": bad()})
    found = checked(city, bad(visits=FilledRow()))
    assert unseen(found) == [("E-MONTH-ABOVE-TOTAL", "visits")]
    assert previous(found) == {"mended": [], "remaining": [], "new": []}


def test_a_row_that_is_not_recognised_this_time_is_not_called_mended(city: Database) -> None:
    load_forms(city, {"一.xlsx": bad()})
    found = checked(city, saved_again(bad(), C11="慰问人次"))
    assert unseen(found) == [("E-MONTH-ABOVE-TOTAL", "visits")]


def test_without_a_county_nothing_is_held_against_history_and_nothing_called_mended(
    city: Database,
) -> None:
    load_forms(city, {"一.xlsx": bad(skills=FilledRow(3, 20))})
    found = checked(
        city, saved_again(bad(skills=FilledRow(3, 20)), A3="填报单位：？？县", A1="月报表")
    )
    said = previous(found)
    assert said is not None
    assert said["mended"] == []


@pytest.mark.parametrize("cell", ["G11", "H11"])
def test_a_comparison_of_which_one_figure_is_unread_by_now_is_not_called_mended(
    city: Database, cell: str
) -> None:
    """The other figure is what it was; nobody could compare them again."""
    load_forms(city, {"一.xlsx": bad()})
    found = checked(city, saved_again(bad(), **{cell: "八十"}))
    assert unseen(found) == [("E-MONTH-ABOVE-TOTAL", "visits")]
    assert previous(found) == {"mended": [], "remaining": [], "new": ["E-CHINESE-NUMERAL"]}


def test_a_comparison_that_another_error_hides_is_not_called_mended(city: Database) -> None:
    load_forms(city, {"零.xlsx": file_form(PLAN, COUNTY, Month(YEAR, 1), usual_rows(COUNTY, 1))},
               ACCEPTED)  # fmt: skip
    rows = usual_rows(COUNTY, 2)
    wrong = rows | {"visits": FilledRow(9, 90)}
    hidden = rows | {"visits": FilledRow(95, 90)}
    load_forms(city, {"一.xlsx": file_form(PLAN, COUNTY, Month(YEAR, 2), wrong)})
    found = checked(city, file_form(PLAN, COUNTY, Month(YEAR, 2), hidden))
    assert unseen(found) == [("E-NOT-ADDING-UP", "visits")]
    assert previous(found) == {"mended": [], "remaining": [], "new": ["E-MONTH-ABOVE-TOTAL"]}


def test_a_reason_in_the_remark_is_told_as_that_now_and_the_next_time(city: Database) -> None:
    load_forms(city, {"零.xlsx": file_form(PLAN, COUNTY, Month(YEAR, 1), usual_rows(COUNTY, 1))},
               ACCEPTED)  # fmt: skip
    rows = usual_rows(COUNTY, 2)
    noted = rows | {"visits": FilledRow(9, 90, note="更正：1月漏报")}
    contents = [
        file_form(PLAN, COUNTY, Month(YEAR, 2), rows | {"visits": FilledRow(9, 90)}),
        file_form(PLAN, COUNTY, Month(YEAR, 2), noted),
        file_form(PLAN, COUNTY, Month(YEAR, 2), noted | {"skills": FilledRow(0, 0)}),
    ]
    load_forms(city, {"一.xlsx": contents[0]})
    for name, content in (("二.xlsx", contents[1]), ("三.xlsx", contents[2])):
        found = checked(city, content)
        said = result_answer(found)["previous"]
        assert [item["code"] for item in said["answered"]] == ["W-NOT-ADDING-UP"]
        assert "W-NOT-ADDING-UP" not in [item["code"] for item in said["remaining"]]
        assert "E-NOT-ADDING-UP" not in [item["code"] for item in said["mended"]]
        load_forms(city, {name: content})
