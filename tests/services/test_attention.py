"""What needs attention in whole cities, for whom it is asked, and at what cost."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from sqlalchemy import event, insert

from etl.domain.attention import (
    Attention,
    Behind,
    FallingBack,
    Late,
)
from etl.domain.completion import BEHIND, Coverage
from etl.domain.period import Month
from etl.domain.plan import TargetRow
from etl.domain.refusal import NotFound
from etl.domain.region import Region
from etl.services.attention import attention
from etl.services.completion import completion
from etl.services.database import Database, connect
from etl.store import originals, plans
from etl.store.tables import figure, submission
from tests.cities import (
    EAST,
    RIVER,
    ROOT,
    WILLOWS,
    YEAR,
    city_copy,
    load_plan,
    sample_copy,
    second_city,
)
from tests.services.attending import (
    DUE,
    MARCH,
)

# ---------------------------------------------------------------- whole cities


def test_figures_are_said_of_direct_children_and_workbooks_of_who_submits(tmp_path) -> None:
    """March of the second city: one street stopped in February, everything was added later."""
    database = connect(city_copy(tmp_path))
    found = attention(database, MARCH, today=date(YEAR, 4, 7))
    figures = [item for item in found.entries if isinstance(item, Behind | FallingBack)]
    rest = [item for item in found.entries if not isinstance(item, Behind | FallingBack)]
    assert {item.region for item in figures} == {EAST}
    assert rest == [Late(WILLOWS, DUE, 2)]
    assert found.coverage == Coverage(5, 4, carried_forward=(WILLOWS,))
    below = attention(database, MARCH, EAST).entries
    assert [(item.region, item.project) for item in below if isinstance(item, Behind)] == [
        *((RIVER, "meals"), (RIVER, "visits")),  # ten points behind, the district only two
        *((EAST, "meals"), (EAST, "visits"), (RIVER, "posts")),
    ]
    alone = attention(database, MARCH, WILLOWS, today=date(YEAR, 4, 7))
    assert alone.entries == (Late(WILLOWS, DUE, 2),)
    database.close()


def test_the_sample_year_is_told_as_its_tables_say(tmp_path) -> None:
    database = connect(sample_copy(tmp_path))
    order = ("far_behind", "behind", "slightly_behind")
    for number in range(1, 9):
        month = Month(2021, number)
        rows = completion(database, month).rows + completion(database, month, by="region").rows
        slow = {(r.region, r.project) for r in rows if r.overall in BEHIND and not r.is_stale}
        found = [item for item in attention(database, month).entries if isinstance(item, Behind)]
        assert {(item.region, item.project) for item in found} == slow
        assert [item.status for item in found] == sorted(
            (item.status for item in found), key=order.index
        )
    august = attention(database, Month(2021, 8))
    assert (august.today, august.due) == (date(2021, 8, 20), date(2021, 9, 10))
    assert [(item.kind, item.region, getattr(item, "project", "")) for item in august.entries] == [
        ("behind", "130324", "employment_service"),
        ("behind", "130372", "vocational_training"),
        ("behind", "130372", "rehabilitation"),
        ("behind", "130371", "care_service"),
    ]
    database.close()


def test_an_unknown_region_and_a_year_without_plan_are_refused(database: Database) -> None:
    with pytest.raises(NotFound):
        attention(database, MARCH)
    load_plan(database, second_city())
    with pytest.raises(NotFound):
        attention(database, MARCH, "000000")


# ---------------------------------------------------------------- cost


def questions(database: Database, ask: Callable[[], object]) -> int:
    """How many statements an answer takes."""
    said: list[str] = []

    def note(_connection, _cursor, statement: str, *_: object) -> None:
        said.append(statement)

    event.listen(database.engine, "before_cursor_execute", note)
    ask()
    event.remove(database.engine, "before_cursor_execute", note)
    return len(said)


def crowd(database: Database, year: int, count: int) -> None:
    """A year's plan with so many counties, all of which filed January and February."""
    places = (
        Region(ROOT, "云州市", None, submits=False),
        *(Region(f"98{n:04d}", f"云岭{n}县", ROOT, order=n) for n in range(count)),
    )
    each = {region.code: Decimal(100) for region in places[1:]}
    wanted = TargetRow("visits", "province", Decimal(100 * count), each)
    plan = replace(second_city(year), regions=places, targets=(wanted,))
    with database.write() as connection:
        plans.add(connection, plan, "任务书.xlsx", b"plan", "cli:测试")
        stored = originals.keep(connection, b"a form")
        common = {"year": year, "version": 1, "state": "accepted", "file_name": "月报.xlsx"}
        common |= {"sheet": "月报", "original_sha256": stored, "figures_sha256": "0" * 64}
        common |= {"filed_by": "cli:测试", "backfilled": False, "reason": ""}
        common |= {"filed_at": datetime(year, 3, 1, tzinfo=UTC)}
        first = year * 100_000
        rows = [
            common | {"id": first + 10 * n + m, "region": f"98{n:04d}", "month": m}
            for n in range(count)
            for m in (1, 2)
        ]
        connection.execute(insert(submission), rows)
        connection.execute(
            insert(figure),
            [
                {"submission_id": row["id"], "indicator": "visits", "note": ""}
                | {"completed_total": Decimal(1)}
                for row in rows
            ],
        )


def test_many_regions_take_no_more_questions_than_few(database: Database) -> None:
    crowd(database, YEAR, 2)
    crowd(database, YEAR + 1, 400)

    def ask(year: int) -> Callable[[], Attention]:
        return lambda: attention(database, Month(year, 2), today=date(year, 3, 1))

    few, many = (questions(database, ask(year)) for year in (YEAR, YEAR + 1))
    assert few == many <= 12
    found = ask(YEAR + 1)().entries
    assert [item.kind for item in found] == 401 * ["behind"] + 401 * ["falling_back"]
    assert [item.region for item in found[:3]] == [ROOT, "980000", "980001"]
