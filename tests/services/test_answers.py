"""What the database answers: on the sample and on the second city."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from etl.domain.period import Month
from etl.services.answers import results_answer
from etl.services.completion import accepted_months, latest_month
from etl.services.database import Database, connect
from etl.services.files import sources
from etl.services.plans import import_plan, plan_in_force
from etl.services.submit import check_files, load_files
from tests.cities import (
    ACCEPTED,
    COUNTY,
    EAST,
    PAGODA,
    PINES,
    RIVER,
    SAMPLE_FILES,
    SAMPLE_PLAN,
    SUBMITTING,
    WEST,
    WILLOWS,
    YEAR,
    city_copy,
    sample_copy,
    sqlite,
    usual_forms,
)
from tests.contract.schemas import assert_fits
from tests.services.asking import AUGUST, MARCH, PLAN, all_answers, answer


@pytest.fixture
def sample(tmp_path: Path) -> Iterator[Database]:
    database = connect(sample_copy(tmp_path))
    yield database
    database.close()


@pytest.fixture
def city(tmp_path: Path) -> Iterator[Database]:
    database = connect(city_copy(tmp_path))
    yield database
    database.close()


# ---------------------------------------------------------------- the contract


@pytest.mark.parametrize("source", ["sample", "city"])
def test_every_answer_of_a_year_fits_its_schema(request, source: str) -> None:
    database = request.getfixturevalue(source)
    asked_of = {"sample": (2021, (8,)), "city": (YEAR, (1, 4))}
    found = all_answers(database, *asked_of[source])
    for asked, said in found.items():
        if asked[0] in ("completion", "trace"):
            assert_fits(said, str(asked[0]))


@pytest.mark.parametrize("source", ["sample", "city"])
def test_check_and_load_fit_their_schema(request, source: str, tmp_path: Path) -> None:
    database = request.getfixturevalue(source)
    bad = tmp_path / "坏.xlsx"
    bad.write_bytes(b"no workbook at all, only text\n")
    folder = SAMPLE_FILES
    if source == "city":
        folder = tmp_path / "报送"
        folder.mkdir()
        for name, content in usual_forms(PLAN).items():
            (folder / name).write_bytes(content)
    given = sources([str(folder), str(bad), str(tmp_path / "没有.xlsx")])
    for results in (check_files(database, given), load_files(database, given, ACCEPTED)):
        assert_fits(results_answer(results), "check")
        assert len(results) > 12


# ---------------------------------------------------------------- the sample


def test_the_sample_gives_the_published_figures(sample: Database) -> None:
    said = answer(sample, AUGUST)
    assert [(row["completed"], row["funds_yuan"]) for row in said["rows"]] == [
        (4674, "2407000.00"),
        (7014, "5677000.00"),
        (1620, None),
        (738, None),
        (1521, "2253000.00"),
        (800, "2550000.00"),
        (240, None),
        (0, None),
    ]
    assert [row["status"]["overall"] for row in said["rows"]] == ["exceeded"] * 7 + ["not_started"]
    assert (said["as_of"], said["plan_revision"], said["region"], said["sample"]) == (
        *("2021-08-18", 1, "130300", "示例数据"),
    )
    assert said["coverage"] == {"expected": 9, "reported": 9, "carried_forward": [], "missing": []}


def test_without_one_file_the_totals_are_less_by_exactly_that_countys_numbers(
    sample: Database, tmp_path: Path
) -> None:
    folder = tmp_path / "submissions"
    shutil.copytree(SAMPLE_FILES, folder)
    gone = sorted((folder / "2021-08").iterdir())[3]
    (lost,) = check_files(sample, sources([str(gone)]))
    assert lost.region is not None
    for path in folder.rglob(gone.name.replace("8月", "*月")):
        path.unlink()
    database = connect(sqlite(tmp_path / "less.sqlite"))
    from etl.services.database import prepare

    prepare(database)
    import_plan(database, SAMPLE_PLAN, "cli:测试")
    load_files(database, sources([str(folder)]), ACCEPTED)
    plan = second = plan_in_force(sample, AUGUST)
    assert plan is not None
    assert second is not None
    of_county = {row.indicator: row for row in lost.figures}

    def part(project: str, field: Any) -> Decimal | None:
        found = plan.plan.project(project)
        assert found is not None
        values = [of_county[item.code].amount(field) for item in found.indicators]
        given = [value for value in values if value is not None]
        return sum(given, Decimal(0)) if given else None

    whole, less = answer(sample, AUGUST), answer(database, AUGUST)
    database.close()
    assert less["coverage"] == {
        "expected": 9,
        "reported": 8,
        "carried_forward": [],
        "missing": [lost.region],
    }
    for before, after in zip(whole["rows"], less["rows"], strict=True):
        people, money = (
            part(before["project"], "completed_total"),
            part(before["project"], "funds_total_yuan"),
        )
        assert before["completed"] - after["completed"] == (people or 0)
        if before["funds_yuan"] is None:
            assert after["funds_yuan"] is None
        else:
            fell = Decimal(before["funds_yuan"]) - Decimal(after["funds_yuan"])
            assert fell == (money or 0)
        assert (after["partial"], after["reported"]) == (True, 8)


# ---------------------------------------------------------------- the second city


def test_every_number_of_the_second_city_is_the_sum_of_its_forms(city: Database) -> None:
    filed = [region for region in SUBMITTING if region != WILLOWS]
    steps = {region: 1 + SUBMITTING.index(region) for region in SUBMITTING}
    # One region's last form is February's.
    months = dict.fromkeys(filed, 3) | {WILLOWS: 2}
    weight = sum(steps[region] * months[region] for region in SUBMITTING)
    said = answer(city, MARCH)
    assert [(row["project"], row["completed"], row["funds_yuan"]) for row in said["rows"]] == [
        ("posts", weight * 1.5, None),
        ("meals", 11 * weight, f"{2000 * weight}.00"),
        ("heating", 0, None),
        ("visits", 4 * weight, None),
        ("skills", None, None),
    ]
    assert said["coverage"] == {
        "expected": 5,
        "reported": 4,
        "carried_forward": [WILLOWS],
        "missing": [],
    }
    assert "sample" not in said
    posts = said["rows"][0]
    assert posts["rate"]["city"] == round(weight * 1.5 / 120, 6)
    visits = said["rows"][3]
    assert (visits["targets"]["city"], visits["rate"]["city"]) == (900, None)
    assert said["rows"][4]["status"] == {
        "province": "not_reported",
        "city": "no_target",
        "overall": "not_reported",
    }


def test_districts_that_do_not_submit_are_the_sum_of_what_lies_below(city: Database) -> None:
    rows = {
        (row["region"], row["project"]): row["completed"]
        for row in answer(city, MARCH, by="region")["rows"]
    }
    assert [code for code, project in rows if project == "visits"] == [EAST, WEST, COUNTY]
    assert {code: rows[code, "visits"] for code in (EAST, WEST, COUNTY)} == {
        EAST: 4 * 3 * (1 + 2),
        WEST: 4 * (3 * 2 + 4 * 3),
        COUNTY: 4 * 3 * 5,
    }
    below = answer(city, MARCH, EAST, by="region")["rows"]
    assert [row["region"] for row in below if row["project"] == "visits"] == [RIVER, PINES]


def test_cells_say_reported_carried_forward_or_not_reported(city: Database) -> None:
    january = answer(city, Month(YEAR, 1), by="cell")["rows"]
    march = answer(city, MARCH, by="cell")["rows"]

    def seen(rows: list[dict[str, Any]]) -> dict[str, tuple[str, str | None]]:
        return {
            row["region"]: (row["state"], row["from_month"])
            for row in rows
            if row["indicator"] == "visits"
        }

    now, first = ("reported", f"{YEAR}-03"), ("reported", f"{YEAR}-01")
    assert seen(march) == {
        **dict.fromkeys(SUBMITTING, now),
        WILLOWS: ("carried_forward", f"{YEAR}-02"),
    }
    assert seen(january) == {**dict.fromkeys(SUBMITTING, first), PAGODA: ("not_reported", None)}


def test_latest_and_accepted_months(city: Database) -> None:
    assert latest_month(city) == MARCH
    assert accepted_months(city, YEAR) == tuple(Month(YEAR, number) for number in (1, 2, 3))
    assert accepted_months(city, YEAR + 1) == ()
