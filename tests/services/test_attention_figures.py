"""Behind and falling back, on the real store: on each border and one step beside it."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from etl.domain.attention import (
    Attention,
    Behind,
    FallingBack,
    Odd,
)
from etl.domain.completion import Coverage
from etl.domain.period import Month
from etl.domain.plan import TargetRow
from etl.services.attention import attention
from etl.services.database import Database
from tests.cities import (
    COUNTY,
    PAGODA,
    PINES,
    RIVER,
    ROOT,
    SUBMITTING,
    WILLOWS,
    YEAR,
    load_plan,
    second_city,
)
from tests.services.attending import (
    APRIL,
    DUE,
    FEBRUARY,
    MARCH,
    file,
    plan_of,
    points,
    seen,
)


@pytest.fixture
def url(sqlite_url):
    return sqlite_url


# ---------------------------------------------------------------- behind


def behind(completed: int, status: str, **changes: object) -> Behind:
    rate = Fraction(completed, 100)
    found = Behind(
        region=COUNTY,
        project="visits",
        status=status,  # type: ignore[arg-type]
        level="province",
        unit="人",
        completed=Decimal(completed),
        target=Decimal(100),
        remaining=Decimal(100 - completed),
        rate=rate,
        gap=rate - points(50),
        pace=points(50),
    )
    return replace(found, **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("completed", "status"),
    [
        (49, None),
        (48, "slightly_behind"),
        (41, "slightly_behind"),
        (40, "behind"),
        (20, "behind"),
        (19, "far_behind"),
    ],
)
def test_a_region_is_behind_from_the_lamps_borders_on(
    database: Database, completed: int, status: str | None
) -> None:
    plan = plan_of(10, 30, 50)
    load_plan(database, plan)
    file(database, plan, MARCH, completed)
    assert seen(database) == Attention(
        month=MARCH,
        region=COUNTY,
        today=DUE,
        due=DUE,
        coverage=Coverage(1, 1),
        entries=(behind(completed, status),) if status else (),
    )


def test_the_worse_level_speaks_with_what_lacks_to_its_target(database: Database) -> None:
    plan = plan_of(10, 30, 50)
    wanted = TargetRow("visits", "city", Decimal(600), dict.fromkeys(SUBMITTING, Decimal(120)))
    load_plan(database, replace(plan, targets=(plan.targets[0], wanted)))
    file(database, plan, MARCH, 48)
    rate = Fraction(48, 120)
    levels = {"level": "city", "target": Decimal(120), "remaining": Decimal(72)}
    assert seen(database).entries == (
        behind(48, "behind", rate=rate, gap=rate - points(50), **levels),
    )


def test_a_carried_forward_figure_is_never_behind(database: Database) -> None:
    """February's 1 is far behind in February; in March and April it is only old."""
    plan = plan_of(10, 50, 60)
    load_plan(database, plan)
    file(database, plan, FEBRUARY, 1)
    file(database, plan, APRIL, None)  # filed, but says nothing of visits
    assert [item.kind for item in seen(database, FEBRUARY).entries] == ["behind"]
    found = seen(database, MARCH)
    assert (found.entries, found.stale) == ((), (COUNTY,))
    assert [item.kind for item in seen(database, APRIL).entries] == ["odd"]


def test_a_sum_that_is_behind_says_who_is_missing_and_who_is_old(database: Database) -> None:
    """Of the city's five, one is of March, one of February and three say nothing."""
    plan = plan_of(10, 30, 50)
    load_plan(database, plan)
    file(database, plan, FEBRUARY, 30, region=RIVER)
    file(database, plan, MARCH, 45)
    whole, county = attention(database, MARCH, today=DUE).entries
    assert (whole.region, county) == (ROOT, behind(45, "slightly_behind"))
    assert isinstance(whole, Behind)
    assert whole.status == "far_behind"
    assert (whole.completed, whole.remaining) == (Decimal(75), Decimal(425))
    assert whole.missing == (PINES, WILLOWS, PAGODA)
    assert whole.carried_forward == (RIVER,)


# ---------------------------------------------------------------- falling back


def falling(completed: int, before: int, status: str, paces: tuple[int, int]) -> FallingBack:
    was, now = paces
    return FallingBack(
        region=COUNTY,
        project="visits",
        status=status,  # type: ignore[arg-type]
        unit="人",
        before=FEBRUARY,
        completed=Decimal(completed),
        completed_before=Decimal(before),
        level="province",
        gap=points(completed - now),
        gap_before=points(before - was),
    )


@pytest.mark.parametrize(
    ("paces", "before", "completed", "status"),
    [
        pytest.param((20, 30), 60, 65, None, id="fell by exactly five points"),
        pytest.param((20, 30), 60, 64, "on_pace", id="by six, though it is ahead"),
        pytest.param((20, 30), 60, 70, None, id="not at all"),
        pytest.param((20, 20), 60, 60, None, id="nothing done, nothing planned"),
        pytest.param((20, 20), 60, 59, "on_pace", id="the cumulative fell by one"),
        pytest.param((20, 90), 99, 100, None, id="reached"),
        pytest.param((20, 20), 130, 101, None, id="the cumulative fell and is above the target"),
        pytest.param((20, 20), 130, 99, "on_pace", id="was reached and is no longer"),
    ],
)
def test_falling_back_is_more_than_five_points_or_a_lower_cumulative(
    database: Database, paces: tuple[int, int], before: int, completed: int, status: str | None
) -> None:
    plan = plan_of(10, *paces)
    load_plan(database, plan)
    file(database, plan, FEBRUARY, before)
    file(database, plan, MARCH, completed, note="更正上月数据")
    found = [item for item in seen(database).entries if not isinstance(item, Odd)]
    assert found == ([falling(completed, before, status, paces)] if status else [])


def test_who_is_behind_may_fall_back_too_and_the_lamp_decides_which_comes_first(
    database: Database,
) -> None:
    plan = plan_of(10, 20, 40)
    load_plan(database, plan)
    for month, total in ((FEBRUARY, 20), (MARCH, 32), (APRIL, 32)):
        file(database, plan, month, total)
    kinds = [[item.kind for item in seen(database, month).entries] for month in (MARCH, APRIL)]
    assert kinds == [["falling_back", "behind"], ["behind", "falling_back"]]


@pytest.mark.parametrize(("limit", "found"), [("5.9", True), ("6", False)])
def test_the_plan_says_how_far_a_gap_may_fall(database: Database, limit: str, found: bool) -> None:
    limits = replace(second_city().thresholds, falling_back_over=Decimal(limit))
    plan = plan_of(10, 20, 30, thresholds=limits)
    load_plan(database, plan)
    file(database, plan, FEBRUARY, 60)
    file(database, plan, MARCH, 64)
    assert bool(seen(database).entries) is found


@pytest.mark.parametrize("months", [(2, 4), (4,)], ids=["carried forward before", "none before"])
def test_without_a_report_of_the_month_before_nobody_falls_back(
    database: Database, months: tuple[int, ...]
) -> None:
    plan = plan_of(10, 20, 30, 60)
    load_plan(database, plan)
    for number in months:
        file(database, plan, Month(YEAR, number), 60)
    assert seen(database, APRIL).entries == ()


def test_in_january_nobody_falls_back(database: Database) -> None:
    for month, total in ((Month(YEAR, 12), 90), (Month(YEAR + 1, 1), 10)):
        plan = replace(plan_of(1), year=month.year)
        load_plan(database, plan)
        file(database, plan, month, total)
    assert seen(database, Month(YEAR + 1, 1)).entries == ()


@pytest.mark.parametrize(("completed", "fell"), [(50, False), (49, True)])
def test_a_revised_target_is_held_against_both_months(
    database: Database, completed: int, fell: bool
) -> None:
    """40 of 100 in February, then the target is 200: 20 %, and 25 % would be five points less."""
    first = plan_of(10, 20, 30)
    load_plan(database, first)
    file(database, first, FEBRUARY, 40)
    revised = plan_of(10, 20, 30, target=200)
    rows = tuple(replace(row, effective=MARCH.first_day) for row in revised.targets)
    load_plan(database, replace(revised, targets=rows))
    file(database, revised, MARCH, completed)
    found = [item for item in seen(database).entries if isinstance(item, FallingBack)]
    expected = replace(
        falling(completed, 40, "slightly_behind", (20, 30)),
        gap=Fraction(completed, 200) - points(30),
        gap_before=Fraction(40, 200) - points(20),
    )
    assert found == ([expected] if fell else [])
