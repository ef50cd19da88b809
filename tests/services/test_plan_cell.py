"""Where a number of the plan stands: found again after the plan's workbook was changed."""

from dataclasses import replace

import pytest

from dashboard.cache import Recent
from etl.domain.period import Month
from etl.domain.refusal import NotFound
from etl.services.plans import import_plan
from etl.services.provenance import plan_cell
from etl.services.standings import Memory
from etl.workbook.plan_writer import plan_workbook
from tests.cities import YEAR, second_city

MONTH = Month(YEAR, 3)


def memory() -> Memory:
    return Memory(
        Recent(9, lambda _: 1),
        Recent(9, lambda _: 1),
        Recent(9, lambda _: 1),
        Recent(9, lambda _: 1),
    )


def load(database, path, plan):
    path.write_bytes(plan_workbook(plan))
    import_plan(database, path, "test")


def test_a_place_is_kept_and_never_outlives_its_workbook(database, tmp_path):
    kept, plan = memory(), second_city()
    place = ("年度目标", ("visits 省定", "全市"))
    with pytest.raises(NotFound):
        plan_cell(database, MONTH, *place, kept)
    load(database, tmp_path / "first.xlsx", plan)
    first = plan_cell(database, MONTH, *place)
    assert first.cell is not None
    assert plan_cell(database, MONTH, *place, kept) == first
    assert plan_cell(database, MONTH, *place, kept) == first
    fewer = [row for row in plan.targets if row.project != plan.targets[0].project]
    changed = replace(plan, targets=tuple(fewer))
    load(database, tmp_path / "second.xlsx", changed)
    second = plan_cell(database, MONTH, *place)
    assert second.cell not in (None, first.cell)
    assert plan_cell(database, MONTH, *place, kept) == second
    assert second.file == "second.xlsx"


def test_what_the_plan_does_not_have_has_no_place(database, tmp_path):
    load(database, tmp_path / "first.xlsx", second_city())
    for kept in (None, memory()):
        assert plan_cell(database, MONTH, "年度目标", ("nobody 省定", "全市"), kept).cell is None
