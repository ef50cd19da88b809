"""Money, counts and times come back exactly as they went in."""

from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Column, Integer, MetaData, Table, insert, select
from sqlalchemy.exc import StatementError

from etl.services.database import Database
from etl.store.column_types import Count, UtcTime, Yuan

metadata = MetaData()
numbers = Table(
    "numbers",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("yuan", Yuan),
    Column("people", Count),
    Column("at", UtcTime),
)
MOST = 10**12


def money() -> st.SearchStrategy[Decimal | None]:
    return st.none() | st.decimals(-MOST, MOST, places=2)


def counts() -> st.SearchStrategy[Decimal | None]:
    return st.none() | st.decimals(-MOST, MOST, places=3) | st.integers(-MOST, MOST).map(Decimal)


def times() -> st.SearchStrategy[datetime]:
    zones = st.integers(-12, 14).map(lambda hours: timezone(timedelta(hours=hours)))
    return st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1), timezones=zones)


@pytest.fixture
def table(database: Database) -> Database:
    with database.write() as connection:
        metadata.create_all(connection)
    return database


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.lists(st.tuples(money(), counts(), times()), min_size=1, max_size=20))
def test_every_amount_and_time_comes_back_equal(table: Database, rows) -> None:
    with table.write() as connection:
        connection.execute(numbers.delete())
        values = [{"yuan": yuan, "people": people, "at": at} for yuan, people, at in rows]
        connection.execute(insert(numbers), values)
        found = connection.execute(select(numbers).order_by(numbers.c.id)).all()
    assert [(row.yuan, row.people, row.at) for row in found] == rows
    assert {row.at.tzinfo for row in found} == {UTC}


def test_money_shows_two_decimals_and_counts_no_more_than_they_have(table: Database) -> None:
    with table.write() as connection:
        row = {"yuan": Decimal("5"), "people": Decimal("1200.500"), "at": datetime.now(UTC)}
        connection.execute(insert(numbers).values(row))
        found = connection.execute(select(numbers)).one()
    assert (str(found.yuan), str(found.people)) == ("5.00", "1200.5")


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("yuan", Decimal("0.001")),
        ("yuan", Decimal("-1.005")),
        ("people", Decimal("0.0001")),
    ],
)
def test_what_is_finer_than_the_column_is_refused_not_rounded(
    table: Database, column: str, value: Decimal
) -> None:
    with pytest.raises(StatementError, match="finer than"), table.write() as connection:
        connection.execute(insert(numbers).values({column: value}))
    with table.read() as connection:
        assert connection.execute(select(numbers)).all() == []
