from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from etl.domain.period import Month
from etl.domain.plan import LEVELS, FundStandard, Indicator, Plan, Project, TargetRow
from etl.domain.thresholds import THRESHOLD_NAMES, Thresholds
from tests.cities import COUNTY, EAST, PINES, RIVER, ROOT, second_city

PLAN = second_city()


def target_of(plan, project, level, region) -> Any:
    return plan.target(project, level, region)


def test_looking_up_by_code():
    meals, hall = PLAN.project("meals"), PLAN.indicator("meals_hall")
    assert meals is not None
    assert hall in meals.indicators
    standard = PLAN.standard("meals_home")
    assert standard is not None
    assert standard.standard == Decimal(200)
    assert (PLAN.project("?"), PLAN.indicator("?"), PLAN.standard("heating")) == (None, None, None)
    assert [item.code for item in PLAN.indicators][:3] == [
        "post_months",
        "meals_home",
        "meals_hall",
    ]


def test_a_project_stands_where_its_first_indicator_does_and_names_who_is_responsible():
    indicators = (
        Indicator("a", "甲", "p", "人", order=7),
        Indicator("b", "乙", "p", "人", order=3, responsible="市残联康复部"),
    )
    project = Project("p", "项目", "项", "人", indicators)
    assert (project.order, project.responsible) == (3, "市残联康复部")
    assert Project("p", "项目", "项", "人", indicators[:1]).responsible == ""


@pytest.mark.parametrize(
    ("project", "level", "region", "value", "unit"),
    [
        ("posts", "province", ROOT, 100, "人月"),
        ("posts", "province", EAST, 40, "人月"),
        ("posts", "province", RIVER, 20, "人月"),
        ("meals", "need", ROOT, 1500, "人"),
        ("meals", "need", EAST, None, ""),
        ("meals", "need", COUNTY, None, ""),
        ("visits", "city", ROOT, 900, "人次"),
        ("visits", "city", PINES, None, ""),
        ("skills", "city", ROOT, None, ""),
        ("?", "city", ROOT, None, ""),
    ],
)
def test_targets_at_every_level_of_the_tree(project, level, region, value, unit):
    target = target_of(PLAN, project, level, region)
    if value is None:
        assert target is None
        return
    assert (target.value, target.unit) == (Decimal(value), unit)
    assert target.comparable is (project != "visits")


def test_a_target_of_zero_is_set_and_one_left_blank_is_not():
    row = TargetRow("skills", "province", Decimal(0), {RIVER: Decimal(0)})
    plan = replace(PLAN, targets=(row,))
    assert target_of(plan, "skills", "province", ROOT).value == 0
    assert target_of(plan, "skills", "province", RIVER).value == 0
    assert target_of(plan, "skills", "province", EAST) is None
    blank = replace(plan, targets=(replace(row, total=None),))
    assert target_of(blank, "skills", "province", ROOT) is None


def test_the_projects_own_unit_may_be_written_out():
    row = TargetRow("skills", "province", Decimal(5), {}, "人", "文〔2023〕1号", date(2023, 3, 1))
    target = target_of(replace(PLAN, targets=(row,)), "skills", "province", ROOT)
    assert (target.comparable, target.document) == (True, "文〔2023〕1号")
    assert target.effective == date(2023, 3, 1)


def test_the_planned_share_is_exact():
    assert PLAN.planned_share("heating", 10) == Fraction(2, 5)
    assert PLAN.planned_share("meals", 7) == Fraction(7, 12)
    assert PLAN.planned_share("?", 12) == 1


def test_a_plan_without_dates_is_in_force_at_once():
    assert (PLAN.effective, PLAN.in_force(Month(PLAN.year, 1))) == (None, True)


def test_plans_are_equal_by_what_they_say_not_by_what_was_asked_of_them():
    asked = second_city()
    assert [asked.target("posts", level, ROOT) is None for level in LEVELS] == [False, False, True]
    assert asked.tree.submitting(ROOT)
    assert asked == second_city()


def test_every_limit_has_a_name_and_a_default():
    limits = Thresholds()
    named = {item.attribute for item in THRESHOLD_NAMES}
    assert all(isinstance(getattr(limits, attribute), Decimal) for attribute in named)
    others = {"trial_codes", "weights"}
    assert named | others == set(Thresholds.__dataclass_fields__)
    assert len({item.name for item in THRESHOLD_NAMES}) == len(THRESHOLD_NAMES)
    assert limits.shares_behind == (Fraction(1, 100), Fraction(1, 10), Fraction(3, 10))


def test_a_small_plan_needs_no_more_than_regions_and_projects():
    plan = Plan(2024, "", "", ROOT, None, False, PLAN.regions, PLAN.projects)
    assert target_of(plan, "posts", "city", ROOT) is None
    assert plan.standards == ()
    assert FundStandard("a", None, None).standard is None
