"""One file is one transaction: a fault after any statement leaves all of it or nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from etl.checks.rules import examine
from etl.domain.period import Month
from etl.services.database import Database
from etl.services.files import Source
from etl.services.plans import import_plan
from etl.services.reading import ReadFile, read_file
from etl.services.submit import Order, file_one
from etl.workbook.template.form import FilledRow
from tests.cities import (
    ACCEPTED,
    COUNTY,
    YEAR,
    file_form,
    load_forms,
    load_plan,
    second_city,
    usual_rows,
    written,
)
from tests.services.snapshot import Injected, everything, fault_after

PLAN = second_city()
MARCH = Month(YEAR, 3)


def read(path: Path, content: bytes) -> ReadFile:
    path.write_bytes(content)
    return read_file(Source(str(path), path), lambda _: PLAN)


@pytest.mark.parametrize(
    ("order", "broken"),
    [(ACCEPTED, False), (Order("cli:测试"), False), (ACCEPTED, True)],
    ids=["accepted", "submitted", "refused"],
)
def test_a_fault_after_any_statement_of_a_filing_leaves_the_database_as_it_was(
    database: Database, tmp_path: Path, order: Order, broken: bool
) -> None:
    load_plan(database, PLAN)
    earlier = {"e.xlsx": file_form(PLAN, COUNTY, MARCH, usual_rows(COUNTY, 2))}
    assert [item.submission for item in load_forms(database, earlier)] == [1]
    rows = usual_rows(COUNTY, 3)
    if broken:
        rows["visits"] = FilledRow(5, 4)
    item = read(tmp_path / "新.xlsx", file_form(PLAN, COUNTY, MARCH, rows))
    before = everything(database)
    statements = 0
    while True:
        statements += 1
        with fault_after(database, statements) as seen:
            try:
                result = file_one(database, item, order)
                break
            except Injected:
                pass
        assert everything(database) == before, f"after statement {statements}"
    assert seen() == statements - 1
    assert statements > 8
    assert (result.submission is None) is broken
    after = everything(database)
    grown = {name for name in after if after[name] != before[name]}
    if broken:
        assert grown == {"original", "attempt", "finding", "audit", "audit_head"}
    else:
        assert grown >= {"original", "attempt", "submission", "figure", "figure_cell"}


def test_a_fault_after_any_statement_of_a_plan_import_leaves_the_database_as_it_was(
    database: Database, tmp_path: Path
) -> None:
    path = tmp_path / "任务书.xlsx"
    path.write_bytes(written(PLAN))
    before = everything(database)
    statements = 0
    while True:
        statements += 1
        with fault_after(database, statements):
            try:
                result = import_plan(database, path, "cli:测试")
                break
            except Injected:
                pass
        assert everything(database) == before, f"after statement {statements}"
    assert (result.revision, result.unchanged) == (1, False)
    assert statements > 5


def test_a_fault_in_the_middle_of_a_folder_keeps_the_files_before_it_whole(
    database: Database,
) -> None:
    load_plan(database, PLAN)
    forms = {
        f"{number}.xlsx": file_form(PLAN, COUNTY, Month(YEAR, number), usual_rows(COUNTY, number))
        for number in (1, 2, 3)
    }
    with fault_after(database, 0) as seen:
        load_forms(database, {"1.xlsx": forms["1.xlsx"]})
    one_file = seen()
    with fault_after(database, one_file), pytest.raises(Injected):
        load_forms(database, forms)
    stored = everything(database)
    assert 0 < len(stored["submission"]) < 3
    assert len(stored["figure"]) == len(PLAN.indicators) * len(stored["submission"])
    again = load_forms(database, forms)
    assert [item.outcome for item in again] == ["ok", "ok", "ok"]
    assert next(item.unchanged for item in again) is True
    assert len(everything(database)["submission"]) == 3


@pytest.mark.parametrize("fault", [ZeroDivisionError("值"), RecursionError(), KeyError("格")])
def test_a_fault_of_the_program_in_one_file_is_its_own_finding_and_stops_no_other(
    database: Database, monkeypatch: pytest.MonkeyPatch, fault: Exception
) -> None:
    load_plan(database, PLAN)

    def falls_over_february(case):
        if case.reading.identity.month == Month(YEAR, 2):
            raise fault
        return examine(case)

    monkeypatch.setattr("etl.services.judged.examine", falls_over_february)
    forms = {
        f"{number}.xlsx": file_form(PLAN, COUNTY, Month(YEAR, number), usual_rows(COUNTY, number))
        for number in (1, 2, 3)
    }
    results = load_forms(database, forms)
    assert [[item.code for item in result.findings] for result in results] == [
        [],
        ["E-FILE-INTERNAL"],
        [],
    ]
    assert [result.submission for result in results] == [1, None, 2]
