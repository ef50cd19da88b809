"""Late, waiting, sent back, odd, on the real store: on each border and one step beside it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import update

from etl.domain.attention import (
    FiledLate,
    Late,
    Odd,
    Returned,
    Unreviewed,
)
from etl.services.attention import attention
from etl.services.database import Database
from etl.services.filings import filings
from etl.services.submit import Order
from etl.store import data_version, review
from etl.store.tables import submission
from tests.cities import (
    COUNTY,
    PINES,
    YEAR,
    load_plan,
    second_city,
)
from tests.services.attending import (
    APRIL,
    DUE,
    FEBRUARY,
    MARCH,
    SUBMITTED,
    file,
    plan_of,
    seen,
)

# ---------------------------------------------------------------- late


@pytest.mark.parametrize(
    ("today", "days"), [(DUE, 0), (date(YEAR, 4, 6), 1), (date(YEAR, 5, 5), 30)]
)
def test_a_month_without_any_file_is_late_the_day_after_its_day(
    database: Database, today: date, days: int
) -> None:
    load_plan(database, second_city())
    late = (Late(COUNTY, DUE, days),) if days else ()
    assert attention(database, MARCH, COUNTY, today).entries == late
    assert attention(database, APRIL, COUNTY, date(YEAR, 5, 5)).entries == ()


def test_without_a_due_day_nothing_is_late(database: Database) -> None:
    load_plan(database, replace(second_city(), due_day=None))
    found = attention(database, MARCH, COUNTY, date(YEAR, 12, 31))
    assert (found.due, found.entries) == (None, ())


def test_nobody_is_late_for_a_month_outside_of_its_time(database: Database) -> None:
    regions = tuple(
        replace(region, last_month=2) if region.code == COUNTY else region
        for region in second_city().regions
    )
    load_plan(database, replace(second_city(), regions=regions))
    today = date(YEAR, 6, 1)
    assert [item.kind for item in attention(database, FEBRUARY, COUNTY, today).entries] == ["late"]
    assert attention(database, MARCH, COUNTY, today).entries == ()


def filed_at(database: Database, identifier: int, moment: datetime) -> datetime:
    """Let a submission have come in at another time."""
    with database.write() as connection:
        connection.execute(
            update(submission).where(submission.c.id == identifier).values(filed_at=moment)
        )
    return moment


LAST_MINUTE = datetime(YEAR, 4, 5, 15, 59, tzinfo=UTC)  # 23:59 on the city's clock
MIDNIGHT = datetime(YEAR, 4, 5, 16, 0, tzinfo=UTC)


@pytest.mark.parametrize(("moment", "days"), [(LAST_MINUTE, 0), (MIDNIGHT, 1)])
def test_a_file_is_late_from_midnight_on_by_the_citys_clock(
    database: Database, moment: datetime, days: int
) -> None:
    plan = second_city()
    load_plan(database, plan)
    identifier = file(database, plan, MARCH, 20, order=SUBMITTED)
    filed_at(database, identifier, moment)
    waits = Unreviewed(COUNTY, identifier, 1, moment, 5 - days)
    late = [FiledLate(COUNTY, DUE, days, 1, moment)] if days else []
    found = attention(database, MARCH, COUNTY, date(YEAR, 4, 10))
    assert found.entries == (waits, *late)


def test_a_correction_after_the_day_is_not_late_and_what_is_added_later_never(
    database: Database,
) -> None:
    plan = second_city()
    load_plan(database, plan)
    first = file(database, plan, MARCH, 20, order=SUBMITTED)
    filed_at(database, first, LAST_MINUTE)
    again = file(database, plan, MARCH, 21, order=SUBMITTED)
    filed_at(database, again, datetime(YEAR, 4, 9, tzinfo=UTC))
    file(database, plan, MARCH, 20, region=PINES)  # 补录, long after the day
    today = date(YEAR, 4, 10)
    assert [item.kind for item in attention(database, MARCH, COUNTY, today).entries] == [
        "unreviewed"
    ]
    assert not [
        item
        for item in attention(database, MARCH, PINES, today).entries
        if isinstance(item, FiledLate)
    ]


def test_where_the_day_is_pinned_a_file_came_in_on_that_day(database: Database) -> None:
    """The clock runs on while a sample's day stays: nobody is years late in it."""
    plan = second_city()
    load_plan(database, plan)
    identifier = file(database, plan, MARCH, 20, order=SUBMITTED)
    moment = filed_at(database, identifier, datetime(YEAR + 5, 1, 1, tzinfo=UTC))
    assert attention(database, MARCH, COUNTY, DUE).entries == (
        Unreviewed(COUNTY, identifier, 1, moment, 0),
    )


# ---------------------------------------------------------------- waiting and returned


def accept(database: Database, identifier: int) -> None:
    with database.write() as connection:
        review.accept(connection, identifier, "cli:审核")


def send_back(database: Database, identifier: int) -> None:
    with database.write() as connection:
        connection.execute(
            update(submission).where(submission.c.id == identifier).values(state="returned")
        )
        data_version.advance_filings(connection)


def test_a_version_waits_until_it_is_accepted(database: Database) -> None:
    plan = plan_of(1, 1, 1)
    load_plan(database, plan)
    first = file(database, plan, MARCH, 20, order=SUBMITTED)
    moment = filed_at(database, first, datetime(YEAR, 4, 2, 9, tzinfo=UTC))
    assert seen(database).entries == (Unreviewed(COUNTY, first, 1, moment, 3),)
    accept(database, first)
    assert seen(database).entries == ()
    second = file(database, plan, MARCH, 21, order=SUBMITTED)
    moment = filed_at(database, second, datetime(YEAR, 4, 4, 9, tzinfo=UTC))
    assert seen(database).entries == (Unreviewed(COUNTY, second, 2, moment, 1, counting=1),)


def test_what_was_sent_back_waits_for_the_region_until_it_files_again(database: Database) -> None:
    plan = plan_of(1, 1, 1)
    load_plan(database, plan)
    first = file(database, plan, MARCH, 20, order=SUBMITTED)
    moment = filed_at(database, first, datetime(YEAR, 4, 2, 9, tzinfo=UTC))
    send_back(database, first)
    back = Returned(COUNTY, first, 1, moment)
    late = [attention(database, MARCH, COUNTY, date(YEAR, 4, day)).entries for day in (5, 7)]
    assert late == [(back,), (replace(back, days_late=2),)]
    second = file(database, plan, MARCH, 21, order=SUBMITTED)
    assert [item.kind for item in seen(database).entries] == ["unreviewed"]
    accept(database, second)
    third = file(database, plan, MARCH, 22, order=SUBMITTED)
    moment = filed_at(database, third, datetime(YEAR, 4, 4, 9, tzinfo=UTC))
    send_back(database, third)
    assert attention(database, MARCH, COUNTY, date(YEAR, 4, 7)).entries == (
        Returned(COUNTY, third, 3, moment, counting=2),
    )


# ---------------------------------------------------------------- odd


@pytest.mark.parametrize(("total", "is_odd"), [(300, False), (301, True)])
def test_a_warning_of_what_counts_is_told_with_the_reason(
    database: Database, total: int, is_odd: bool
) -> None:
    plan = plan_of(1, 1, 1)
    load_plan(database, plan)
    identifier = file(
        *(database, plan, MARCH, total), note="含上年结转", order=Order("cli:测试", "已逐户核对")
    )
    assert [item.kind for item in seen(database).entries] == ["unreviewed"]
    accept(database, identifier)
    odd = Odd(
        region=COUNTY,
        submission=identifier,
        version=1,
        code="W-FAR-OVER-TARGET",
        message="“走访慰问”累计完成 301，超过任务数 100 的 3 倍",
        indicator="visits",
        sheet="月报",
        cell="H11",
        reason="已逐户核对",
        note="含上年结转",
    )
    assert seen(database).entries == ((odd,) if is_odd else ())
    assert odd.answer == "已逐户核对"


def test_the_remark_of_the_row_answers_where_no_reason_is_given(database: Database) -> None:
    plan = plan_of(1, 1, 1)
    load_plan(database, plan)
    file(database, plan, FEBRUARY, 20)
    file(database, plan, MARCH, 10, note="更正上月数据")
    odd = [item for item in seen(database).entries if isinstance(item, Odd)]
    assert {(item.answer, item.indicator) for item in odd} == {("更正上月数据", "visits")}
    correct = file(database, plan, MARCH, 25)
    assert [item for item in seen(database).entries if isinstance(item, Odd)] == []
    assert [item.version for item in filings(database, COUNTY, YEAR) if item.id == correct] == [2]
