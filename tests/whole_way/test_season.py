"""Seasonal work alarms nobody: student aid is paid at once, in the month the plan says."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from etl.domain.period import Month
from etl.services.completion import completion
from etl.services.database import Database, connect, prepare
from etl.services.files import sources
from etl.services.plans import import_plan
from etl.services.submit import Order, check_files, load_files
from etl.store import plans, standing
from etl.workbook.template.form import FilledForm, FilledRow, template_workbook
from tests.cities import SAMPLE_FILES, SAMPLE_PLAN

REGION = "130322"
SEPTEMBER = Month(2021, 9)


@pytest.fixture
def city(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Database]:
    monkeypatch.setenv("LIVELIHOOD_TODAY", "2021-10-05")
    opened = connect(f"sqlite:///{tmp_path / 'db.sqlite'}")
    prepare(opened)
    import_plan(opened, SAMPLE_PLAN, actor="cli:测试")
    months = sorted(SAMPLE_FILES.glob("2021-0*/昌黎县*.xlsx"))
    load_files(opened, sources(map(str, months)), Order("cli:测试", accept=True))
    yield opened
    opened.close()


def september(database: Database, aid: int) -> bytes:
    """September's form: nothing new but the aid, paid out as a whole."""
    with database.read() as connection:
        revision = plans.in_force(connection, SEPTEMBER)
        history = standing.filing_histories(connection, [(REGION, SEPTEMBER)])[REGION, SEPTEMBER]
    assert revision is not None
    plan, rows = revision.plan, {}
    (aided,) = (item for item in plan.projects if "助学" in item.name)
    assert plan.planned_share(aided.code, 8) == 0
    for indicator in plan.indicators:
        last = history.last(indicator.code, "completed_total")
        funds = history.last(indicator.code, "funds_total_yuan")
        paid = aid if indicator.project == aided.code else 0
        total = (last[1] if last else 0) + paid
        rows[indicator.code] = FilledRow(
            paid, total, Decimal(0) if funds else None, funds[1] if funds else None
        )
    form = FilledForm(SEPTEMBER.last_day, rows)
    return template_workbook(plan, revision.revision, REGION, SEPTEMBER, history, form)


def test_all_of_the_years_aid_in_one_month_is_no_finding(city: Database, tmp_path: Path) -> None:
    path = tmp_path / "昌黎县2021年9月.xlsx"
    path.write_bytes(september(city, 34))
    (result,) = check_files(city, sources([str(path)]))
    assert result.findings == ()


def test_before_its_month_aid_is_not_called_behind(city: Database) -> None:
    table = completion(city, Month(2021, 8), REGION, "project")
    (row,) = (item for item in table.rows if "助学" in item.name)
    assert row.completed == 0
    assert row.overall == "not_started"
