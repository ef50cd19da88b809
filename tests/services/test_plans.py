"""The year's plan: revisions, which one is in force, export."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from etl.domain.period import Month
from etl.domain.plan import Plan
from etl.domain.refusal import NotFound
from etl.services.completion import completion
from etl.services.database import Database, data_version
from etl.services.plans import (
    PlanResult,
    export_plan,
    import_plan,
    newest_plan,
    plan_in_force,
    plan_years,
)
from etl.workbook.plan_writer import plan_workbook
from tests.cities import SAMPLE_PLAN, YEAR, load_plan, second_city, written
from tests.services.snapshot import everything

PLAN = second_city()


def loaded(database: Database, folder: Path, content: bytes, name: str = "计划.xlsx") -> PlanResult:
    path = folder / name
    path.write_bytes(content)
    return import_plan(database, path, "cli:测试")


def with_skills_target(total: int, effective: date | None = None) -> Plan:
    """The plan with another 省定 target for `skills`, in force from a day."""
    each = Decimal(total) / 5
    targets = tuple(
        replace(
            row,
            total=Decimal(total),
            by_region=dict.fromkeys(row.by_region, each),
            effective=effective,
        )
        if row.project == "skills"
        else row
        for row in PLAN.targets
    )
    return replace(PLAN, targets=targets)


# ---------------------------------------------------------------- revisions


def test_a_plan_comes_back_as_it_was_written(database: Database, tmp_path: Path) -> None:
    result = loaded(database, tmp_path, written(PLAN))
    assert (result.outcome, result.year, result.revision, result.unchanged) == (
        *("ok", YEAR, 1, False),
    )
    found = newest_plan(database)
    assert found is not None
    assert (found.plan, found.revision, found.loaded_by) == (PLAN, 1, "cli:测试")
    assert plan_years(database) == (YEAR,)


def test_an_unchanged_plan_makes_no_revision_whatever_its_bytes(
    database: Database, tmp_path: Path
) -> None:
    loaded(database, tmp_path, written(PLAN))
    before = everything(database)
    book = openpyxl.load_workbook(io.BytesIO(written(PLAN)))
    resaved = io.BytesIO()
    book.save(resaved)
    result = loaded(database, tmp_path, resaved.getvalue(), "另存.xlsx")
    assert (result.outcome, result.revision, result.unchanged) == ("ok", 1, True)
    assert [item.code for item in result.findings] == ["I-PLAN-UNCHANGED"]
    assert everything(database) == before


def test_a_changed_plan_is_a_new_revision_and_the_old_one_is_kept(
    database: Database, tmp_path: Path
) -> None:
    loaded(database, tmp_path, written(PLAN))
    version = data_version(database)
    changed = loaded(database, tmp_path, plan_workbook(with_skills_target(300)))
    assert (changed.revision, changed.unchanged) == (2, False)
    assert data_version(database) > version
    assert len(everything(database)["plan_revision"]) == 2
    back = loaded(database, tmp_path, written(PLAN))
    assert (back.revision, back.unchanged) == (3, False)


def test_each_month_is_computed_with_the_revision_in_force_by_its_end(
    database: Database,
) -> None:
    load_plan(database, with_skills_target(250, date(YEAR, 1, 15)))
    load_plan(database, with_skills_target(300, date(YEAR, 6, 30)))
    load_plan(database, with_skills_target(350, date(YEAR, 9, 1)))

    def seen(number: int) -> tuple[int, Any]:
        table = completion(database, Month(YEAR, number))
        row = next(item for item in table.rows if item.project == "skills")
        return table.plan_revision, row.levels["province"].target

    assert {number: seen(number) for number in (1, 5, 6, 8, 9, 12)} == {
        1: (1, 250),
        5: (1, 250),
        6: (2, 300),
        8: (2, 300),
        9: (3, 350),
        12: (3, 350),
    }


def test_before_any_revision_is_in_force_the_oldest_counts(database: Database) -> None:
    load_plan(database, with_skills_target(250, date(YEAR, 5, 1)))
    load_plan(database, with_skills_target(300, date(YEAR, 8, 1)))
    found = plan_in_force(database, Month(YEAR, 2))
    assert found is not None
    assert found.revision == 1


def test_a_correction_without_a_date_is_in_force_for_the_whole_year(database: Database) -> None:
    load_plan(database, with_skills_target(250, date(YEAR, 5, 1)))
    load_plan(database, with_skills_target(260))
    found = plan_in_force(database, Month(YEAR, 1))
    assert found is not None
    assert found.revision == 2


def test_a_year_without_plan_has_none(database: Database) -> None:
    load_plan(database, PLAN)
    assert plan_in_force(database, Month(YEAR + 1, 1)) is None
    with pytest.raises(NotFound, match=str(YEAR + 1)):
        completion(database, Month(YEAR + 1, 1))
    with pytest.raises(NotFound, match=str(YEAR + 1)):
        export_plan(database, YEAR + 1)


def test_years_stand_side_by_side_and_the_newest_is_the_latest_year(database: Database) -> None:
    for year in (YEAR + 1, YEAR - 1, YEAR):
        load_plan(database, second_city(year))
    assert plan_years(database) == (YEAR - 1, YEAR, YEAR + 1)
    newest = newest_plan(database)
    assert newest is not None
    assert newest.plan.year == YEAR + 1


@pytest.mark.parametrize("sample_first", [True, False])
def test_sample_and_real_data_never_stand_in_one_database(
    database: Database, tmp_path: Path, sample_first: bool
) -> None:
    load_plan(database, second_city(sample=sample_first))
    before = everything(database)
    other = second_city(YEAR + 1, sample=not sample_first)
    result = loaded(database, tmp_path, plan_workbook(other))
    assert [(item.code, item.sheet) for item in result.findings if item.severity == "error"] == [
        ("E-PLAN-SAMPLE", "基本信息")
    ]
    assert result.revision is None
    assert everything(database) == before


@pytest.mark.parametrize("source", ["city", "sample"])
def test_an_exported_plan_loaded_again_is_unchanged(
    database: Database, tmp_path: Path, source: str
) -> None:
    content = written(PLAN) if source == "city" else SAMPLE_PLAN.read_bytes()
    first = loaded(database, tmp_path, content)
    assert first.year is not None
    again = loaded(database, tmp_path, export_plan(database, first.year), "导出.xlsx")
    assert (again.outcome, again.revision, again.unchanged) == ("ok", 1, True)
    assert export_plan(database, first.year) == export_plan(database, first.year)
