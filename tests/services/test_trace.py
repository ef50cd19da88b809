"""Where a number comes from: trace, figures, originals; and the template that goes out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from etl.domain.period import Month
from etl.domain.refusal import NotFound, Refusal
from etl.services.database import Database, connect
from etl.services.figures import figures
from etl.services.files import sources
from etl.services.submit import Order, load_files
from etl.services.template import template
from etl.services.trace import trace, traced_original
from etl.workbook.template.form import FilledRow
from tests.cities import (
    ACCEPTED,
    COUNTY,
    EAST,
    RIVER,
    ROOT,
    WEST,
    WILLOWS,
    YEAR,
    city_copy,
    load_forms,
    load_plan,
    usual_forms,
)
from tests.services.asking import MARCH, PLAN
from tests.services.filing import form


@pytest.fixture
def city(tmp_path: Path) -> Iterator[Database]:
    database = connect(city_copy(tmp_path))
    yield database
    database.close()


# ---------------------------------------------------------------- trace and figures


def test_a_trace_names_file_sheet_cell_text_and_who_at_every_level(city: Database) -> None:
    said = trace(city, MARCH, WEST, "visits")
    willows, pagoda = said["parts"]
    assert (said["value"], said["unit"]) == (4 * (6 + 12), "人")
    assert said["formula"] == "柳园街道 24（沿用2月） + 白塔街道 48 = 72"
    assert [
        willows[key] for key in ("region", "state", "month", "file", "sheet", "cell", "raw")
    ] == [
        *(WILLOWS, "carried_forward", f"{YEAR}-02", f"{WILLOWS}-{YEAR}-02.xlsx"),
        *("月报", "H11", "24"),
    ]
    assert [pagoda[key] for key in ("state", "month", "filed_by", "accepted_by", "version")] == [
        *("reported", f"{YEAR}-03", "cli:测试", "cli:测试", 1),
    ]
    assert pagoda["filed_at"].endswith("Z")


def test_a_projects_code_traces_all_of_its_indicators(city: Database) -> None:
    said = trace(city, MARCH, COUNTY, "meals")
    assert (said["value"], said["formula"]) == (165, "石门县居家助餐 150 + 石门县食堂助餐 15 = 165")
    assert [part["indicator"] for part in said["parts"]] == ["meals_home", "meals_hall"]


def test_what_was_not_reported_has_no_value_no_file_and_no_original(city: Database) -> None:
    said = trace(city, MARCH, COUNTY, "skills")
    assert said["value"] is None
    assert said["formula"] == "没有已采用的报送"
    (part,) = said["parts"]
    assert {part[key] for key in ("value", "file", "cell", "submission", "sha256")} == {None}
    with pytest.raises(NotFound):
        traced_original(city, MARCH, COUNTY, "skills")
    january = trace(city, Month(YEAR, 1), WEST, "visits")
    assert [part["state"] for part in january["parts"]] == ["reported", "not_reported"]


def test_decimals_of_a_count_are_exact_in_every_answer(city: Database) -> None:
    said = trace(city, MARCH, RIVER, "post_months")
    assert (said["value"], said["parts"][0]["raw"]) == (4.5, "4.5")
    _, records = figures(city, YEAR)
    values = [
        record["value"]
        for record in records
        if (record["region"], record["indicator"]) == (RIVER, "post_months")
    ]
    assert values == ["1.5", "1.5", "1.5", 3, "1.5", "4.5"]


def test_an_original_of_several_counties_asks_for_one(city: Database) -> None:
    with pytest.raises(Refusal, match="白塔街道"):
        traced_original(city, MARCH, ROOT, "visits")
    # A district of which one county reported has one file.
    january = Month(YEAR, 1)
    sent = usual_forms(PLAN)[f"{WILLOWS}-{YEAR}-01.xlsx"]
    assert traced_original(city, january, WEST, "visits") == sent


@pytest.mark.parametrize(
    ("region", "indicator", "year"),
    [("nowhere", "visits", YEAR), (COUNTY, "nothing", YEAR), (COUNTY, "visits", YEAR + 1)],
)
def test_an_unknown_code_or_year_is_not_found(
    city: Database, region: str, indicator: str, year: int
) -> None:
    with pytest.raises(NotFound):
        trace(city, Month(year, 3), region, indicator)


def test_figures_hold_every_reported_number_of_what_counts_once(city: Database) -> None:
    plan, records = figures(city, YEAR)
    assert plan == PLAN
    keys = [(r["month"], r["region"], r["indicator"], r["field"]) for r in records]
    assert len(keys) == len(set(keys))
    # Five indicators reported, one of them with money: twelve numbers a form.
    assert len(records) == 12 * len(usual_forms(PLAN))
    assert {record["state"] for record in records} == {"accepted"}
    assert all(record["cell"] and record["file"] for record in records)
    with pytest.raises(NotFound):
        figures(city, YEAR + 1)


# ---------------------------------------------------------------- templates


def test_a_template_filled_in_is_a_form_that_loads(city: Database, tmp_path: Path) -> None:
    import io

    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(template(city, "石门", Month(YEAR, 4))))
    sheet = book["月报"]
    sheet["G11"], sheet["H11"] = 20, 80
    path = tmp_path / "四月.xlsx"
    book.save(path)
    (result,) = load_files(city, sources([str(path)]), ACCEPTED)
    assert (result.outcome, result.region, str(result.month)) == ("ok", COUNTY, f"{YEAR}-04")
    assert trace(city, Month(YEAR, 4), COUNTY, "visits")["value"] == 80


@pytest.mark.parametrize(
    ("region", "month"),
    [("没有的县", MARCH), (ROOT, MARCH), (EAST, MARCH), (COUNTY, Month(YEAR + 1, 1))],
)
def test_a_template_for_nobody_is_refused(city: Database, region: str, month: Month) -> None:
    with pytest.raises(Refusal) as refused:
        template(city, region, month)
    assert refused.value.exit_code == 1


def test_a_warning_that_passed_travels_with_its_reason_to_the_figure(database: Database) -> None:
    load_plan(database, PLAN)
    order = Order("cli:测试", reason="含上级专项走访", accept=True)
    load_forms(database, {"多.xlsx": form(1, visits=FilledRow(2000, 2000, note="专项"))}, order)
    found = trace(database, Month(YEAR, 1), COUNTY, "visits")["parts"]
    (part,) = found
    assert (part["note"], part["reason"]) == ("专项", "含上级专项走访")
    assert [item["code"] for item in part["warnings"]] == ["W-FAR-OVER-TARGET"]
    (other,) = trace(database, Month(YEAR, 1), COUNTY, "meals_home")["parts"]
    assert (other["note"], other["warnings"]) == ("", [])
