"""Two who file at the same time: nothing is lost, nothing is there twice."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from etl.domain.file_result import FileResult
from etl.domain.period import Month
from etl.services.database import Database, connect
from etl.services.filings import filings
from etl.services.submit import Order
from etl.workbook.template.form import FilledRow
from tests.cities import (
    COUNTY,
    SUBMITTING,
    YEAR,
    file_form,
    load_forms,
    load_plan,
    second_city,
    usual_rows,
    written,
)

PLAN = second_city()
MARCH = Month(YEAR, 3)
ROOT = Path(__file__).parents[2]


def at_once(url: str, works: Sequence[Callable[[Database], list[FileResult]]]) -> list[FileResult]:
    def with_its_own(work: Callable[[Database], list[FileResult]]) -> list[FileResult]:
        database = connect(url)
        try:
            return work(database)
        finally:
            database.close()

    with ThreadPoolExecutor(len(works)) as pool:
        return [result for part in pool.map(with_its_own, works) for result in part]


def form(visits: int) -> bytes:
    rows = usual_rows(COUNTY, 3) | {"visits": FilledRow(visits, visits + 40)}
    return file_form(PLAN, COUNTY, MARCH, rows)


def versions(database: Database) -> list[tuple[int, str]]:
    return [(item.version, item.state) for item in filings(database, COUNTY, YEAR)]


def test_different_figures_of_one_county_become_versions_of_which_one_counts(
    database: Database, url: str
) -> None:
    load_plan(database, PLAN)
    order = Order("cli:测试", accept=True)

    def filing(number: int) -> Callable[[Database], list[FileResult]]:
        return lambda own: load_forms(own, {f"{number}.xlsx": form(number)}, order)

    works = [filing(number) for number in range(1, 7)]
    results = at_once(url, works)
    assert [item.outcome for item in results] == ["ok"] * 6
    assert len({item.submission for item in results}) == 6
    assert versions(database) == [(n, "superseded") for n in range(1, 6)] + [(6, "accepted")]


def test_the_same_file_sent_twice_at_once_is_stored_once(database: Database, url: str) -> None:
    load_plan(database, PLAN)
    works = [lambda db: load_forms(db, {"三月.xlsx": form(20)}, Order("cli:测试"))] * 6
    results = at_once(url, works)
    assert {item.submission for item in results} == {1}
    assert sorted(item.unchanged for item in results) == [False] + [True] * 5
    assert versions(database) == [(1, "submitted")]


def test_two_processes_over_one_folder_file_every_workbook_once(url: str, tmp_path: Path) -> None:
    folder = tmp_path / "报送"
    folder.mkdir()
    for region in SUBMITTING:
        for number in (1, 2):
            content = file_form(PLAN, region, Month(YEAR, number), usual_rows(region, number))
            (folder / f"{region}-{number}.xlsx").write_bytes(content)
    # Nobody has made the schema yet: both processes begin with that.

    plan = tmp_path / "任务书.xlsx"
    plan.write_bytes(written(PLAN))
    environment = os.environ | {"DATABASE_URL": url}

    def both(*arguments: str) -> list[int]:
        command = [sys.executable, "-m", "etl", *arguments]
        running = [
            subprocess.Popen(
                command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
            )
            for _ in range(2)
        ]
        said = [process.communicate(timeout=60)[0].decode() for process in running]
        codes = [process.returncode for process in running]
        assert codes == [0, 0], said
        return codes

    both("plan", str(plan))
    both("load", "--accept", str(folder))
    database = connect(url)
    found = {
        region: [(item.month.number, item.version, item.state) for item in stored]
        for region in SUBMITTING
        if (stored := filings(database, region, YEAR))
    }
    database.close()
    assert found == {region: [(1, 1, "accepted"), (2, 1, "accepted")] for region in SUBMITTING}
