"""What a new revision changes is told; a target that changed alone is asked about."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from etl.domain.plan import Plan, Project
from etl.domain.plan_places import PlanPlaces
from etl.domain.region import Region
from etl.domain.thresholds import Thresholds
from etl.services.database import Database
from etl.services.plan_changes import plan_changes, unexplained_changes
from etl.services.plans import PlanResult, import_plan
from etl.workbook.plan_writer import plan_workbook
from tests.cities import COUNTY, ROOT, YEAR, second_city

PLAN = second_city()


def with_target(effective: date | None = None, document: str = "", **changes: object) -> Plan:
    """The plan with another 省定 row of `heating`: its total, or what else is given."""
    changed = {"total": Decimal(55), "effective": effective, "document": document} | changes
    return replace(
        PLAN,
        targets=tuple(
            replace(row, **changed)  # type: ignore[arg-type]
            if (row.project, row.level) == ("heating", "province")
            else row
            for row in PLAN.targets
        ),
    )


def loaded(database: Database, folder: Path, plan: Plan) -> PlanResult:
    path = folder / "计划.xlsx"
    path.write_bytes(plan_workbook(plan))
    return import_plan(database, path, "cli:测试")


@pytest.mark.parametrize(
    ("effective", "since"),
    [
        (None, f"从{YEAR}年1月起各月都按新数计算"),
        (date(YEAR, 1, 31), f"从{YEAR}年1月起各月都按新数计算"),
        (date(YEAR, 6, 15), f"从{YEAR}年6月起按新数计算，以前各月仍按旧数"),
        (date(YEAR + 1, 1, 1), f"{YEAR}年各月仍按旧数计算"),
    ],
)
def test_a_changed_target_says_from_which_month_it_counts(
    effective: date | None, since: str
) -> None:
    said = plan_changes(PLAN, with_target(effective))
    assert said[0] == f"年度目标：清洁取暖 省定 全市 50 → 55，{since}"
    assert said[1:] == (() if effective is None else (said[-1],))


def test_a_countys_part_and_a_level_that_is_new_are_told() -> None:
    (row,) = (item for item in PLAN.targets if (item.project, item.level) == ("skills", "province"))
    split = dict(row.by_region) | {COUNTY: Decimal(60)}
    rest = tuple(item for item in PLAN.targets if item is not row)
    said = plan_changes(PLAN, replace(PLAN, targets=(*rest, replace(row, by_region=split))))
    assert [line.partition("，")[0] for line in said] == ["年度目标：实用技术 省定 石门县 50 → 60"]
    said = plan_changes(PLAN, replace(PLAN, targets=rest))
    assert said[0].startswith("年度目标：实用技术 省定 全市 250 → 没有")


def test_what_was_added_removed_and_renamed_is_told() -> None:
    town = Region("990400", "新城县", ROOT, (), 9)
    regions = (*PLAN.regions[:-1], replace(PLAN.regions[-1], name="石门新县"), town)
    said = plan_changes(PLAN, replace(PLAN, regions=regions))
    assert said == ("增加县区：新城县", "县区改名：石门县 → 石门新县")
    fewer: tuple[Project, ...] = PLAN.projects[:-1]
    said = plan_changes(PLAN, replace(PLAN, projects=fewer))
    assert said == ("删去项目：实用技术培训", "删去指标：培训人数")


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"thresholds": Thresholds(behind_from=Decimal(15))}, "阈值：黄灯下限 10 → 15百分点"),
        ({"pace": {}}, "序时计划有改动"),
        ({"standards": ()}, "资金标准有改动"),
        ({"history": ()}, "历史累计有改动"),
        ({"policy_points": ()}, "政策要点有改动"),
        ({"due_day": 8}, "基本信息有改动"),
        ({"regions": tuple(replace(item, aliases=()) for item in PLAN.regions)}, None),
    ],
)
def test_other_sheets_are_named(changes: dict[str, object], said: str | None) -> None:
    expected = said or "县区的上级、别名、顺序或报送有改动"
    assert plan_changes(PLAN, replace(PLAN, **changes)) == (expected,)  # type: ignore[arg-type]


def test_a_changed_target_without_date_or_document_is_asked_about_and_loaded(
    database: Database, tmp_path: Path
) -> None:
    assert loaded(database, tmp_path, PLAN).changes == ()
    result = loaded(database, tmp_path, with_target())
    (found,) = [item for item in result.findings if item.code == "W-PLAN-TARGET-CHANGED"]
    assert (result.revision, result.outcome, len(result.changes)) == (2, "warnings", 1)
    assert found.message == "“清洁取暖改造”省定任务数改了，文号和生效日期没有改"
    assert found.sheet == "年度目标"
    assert len(found.cells) == 1
    again = loaded(database, tmp_path, with_target())
    assert (again.unchanged, again.changes) == (True, ())


@pytest.mark.parametrize(
    "plan",
    [with_target(date(YEAR, 5, 1)), with_target(document="云残联〔2023〕9号")],
    ids=["date", "document"],
)
def test_a_changed_target_with_a_date_or_a_document_is_not(plan: Plan) -> None:
    assert list(unexplained_changes(PLAN, plan, PlanPlaces())) == []
