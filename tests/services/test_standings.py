"""Whatever was filed: answers equal the slow way, with and without memory, in few questions."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import event

from dashboard.cache import Recent
from etl.completion.attention import Facts, attention_of
from etl.domain.completion import Grouping
from etl.domain.period import Month
from etl.domain.refusal import NotFound
from etl.services import standings
from etl.services.attention import attention
from etl.services.completion import completion, completions, revision_in_force, stand
from etl.services.database import Database, connect, prepare
from etl.services.standings import Memory
from etl.store import submissions
from tests.bench.large_city import MONTHS, between_code, county_code, large_plan, store_city
from tests.bench.large_city import YEAR as LARGE_YEAR
from tests.cities import sqlite
from tests.services.drawn_cities import LAST, YEAR, drawn_city, store
from tests.services.slow_completion import Amounts, SlowCity

MONTHS_OF_YEAR = [Month(YEAR, number) for number in range(1, LAST + 2)]
GROUPINGS: tuple[Grouping, ...] = ("project", "region", "cell")
TODAY = date(YEAR, 12, 31)


def memory() -> Memory:
    return Memory(
        Recent(9, lambda _: 1),
        Recent(300, len),
        Recent(99, lambda table: len(table.rows)),
        Recent(1, lambda _: 1),
    )


def agrees(database: Database, city: SlowCity, kept: Memory | None) -> None:
    """All months, regions and groupings, and the tables of a year at once."""
    until = MONTHS_OF_YEAR[-1]
    for region in (None, *[item.code for item in city.plans[0].regions]):
        known = [
            month
            for month in MONTHS_OF_YEAR
            if region is None or region in city.in_force(month)[1].tree
        ]
        for by in GROUPINGS:
            tables = {month: city.table(month, region, by) for month in known}
            if len(known) == len(MONTHS_OF_YEAR):
                found = completions(database, until, region, by, memory=kept)
                assert found == tuple(tables.values())
            for month, table in tables.items():
                assert completion(database, month, region, by, memory=kept) == table
        for month in set(MONTHS_OF_YEAR) - set(known):
            with pytest.raises(NotFound):
                completion(database, month, region, memory=kept)


@pytest.mark.parametrize("seed", range(12))
def test_every_table_equals_the_slow_way(database: Database, seed: int) -> None:
    city = drawn_city(seed)
    store(database, city)
    agrees(database, city, None)
    agrees(database, city, memory())


def test_regions_read_with_the_whole_city_give_the_same(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(standings, "FEW", 1)
    city = drawn_city(3)
    store(database, city)
    agrees(database, city, memory())
    agrees(database, city, None)


def test_a_memory_never_answers_with_what_was_before(database: Database) -> None:
    kept = memory()
    for seed in range(20, 24):
        city = drawn_city(seed)
        store(database, city)
        agrees(database, city, kept)


def test_one_project_of_a_table_is_its_rows_alone(database: Database) -> None:
    city = drawn_city(5)
    store(database, city)
    for by in GROUPINGS:
        whole = city.table(Month(YEAR, LAST), None, by)
        found = completion(database, Month(YEAR, LAST), by=by, project="助学")
        rows = tuple(row for row in whole.rows if row.project == "助学")
        assert rows
        assert found == replace(whole, rows=rows)


@pytest.mark.parametrize("seed", range(40, 46))
def test_attention_is_that_of_the_rows_made_the_slow_way(database: Database, seed: int) -> None:
    city = drawn_city(seed)
    store(database, city)
    kept = memory()
    for month in MONTHS_OF_YEAR:
        _, plan = city.in_force(month)
        for region in plan.regions:
            code = region.code
            with database.read() as connection:
                filings = submissions.filings_of_month(connection, month)
            facts = Facts(
                plan=plan,
                month=month,
                region=code,
                today=TODAY,
                coverage=city.coverage(plan, month, code),
                rows=_rows(city, month, code),
                rows_before=_rows(city, month, code, before=True) if month.number > 1 else (),
                filings=filings,
            )
            asked = attention(database, month, code, TODAY, kept)
            assert asked == attention_of(facts) == attention(database, month, code, TODAY)


def _rows(city: SlowCity, month: Month, code: str, before: bool = False):
    _, plan = city.in_force(month)
    of = month.previous if before else month
    return (*city.rows(plan, of, code, "project"), *city.rows(plan, of, code, "region"))


def test_single_figures_are_the_last_ones_with_their_month_and_submission(
    database: Database,
) -> None:
    city = drawn_city(7)
    store(database, city)
    month = Month(YEAR, LAST)
    _, plan = city.in_force(month)
    found = stand(database, month).figures
    for region in plan.tree.submitting(plan.root):
        for indicator in plan.indicators:
            people, form = city.last(month, region.code, indicator.code, 0)
            money, paid = city.last(month, region.code, indicator.code, 1)
            own = found.get((region.code, indicator.code))
            if form is None and paid is None:
                assert own is None
                continue
            assert own is not None
            assert (own.completed, own.funds) == (people, money)
            assert (own.submission, own.funds_submission) == (
                form and form.id,
                paid and paid.id,
            )
            assert own.month == (Month(YEAR, form.number) if form else None)
            assert own.funds_month == (Month(YEAR, paid.number) if paid else None)


def test_money_and_parts_of_a_person_stay_exact(database: Database) -> None:
    city = drawn_city(1)
    amounts: Amounts = {
        item.code: (Decimal("0.001"), Decimal("0.01")) for item in city.plans[0].indicators
    }
    forms = tuple(replace(form, amounts=amounts) for form in city.forms)
    city = SlowCity(city.plans[:1], forms)
    store(database, city)
    agrees(database, city, None)
    (whole, *_) = completion(database, Month(YEAR, LAST)).rows
    assert str(whole.completed).startswith("0.0")


# ---------------------------------------------------------------- how many questions


@contextmanager
def statements(database: Database) -> Iterator[list[str]]:
    seen: list[str] = []

    def note(_connection, _cursor, statement, *_more):
        seen.append(statement)

    event.listen(database.engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(database.engine, "before_cursor_execute", note)


def counts(database: Database, month: Month, kept: Memory | None, region: str | None) -> list[int]:
    found = []
    for ask in (
        lambda: completion(database, month, region, memory=kept),
        lambda: completion(database, month, region, "region", memory=kept),
        lambda: completions(database, month, region, "region", memory=kept),
        lambda: completions(database, month, region, "cell", memory=kept),
        lambda: attention(database, month, region, memory=kept),
        lambda: revision_in_force(database, month, kept),
    ):
        with statements(database) as seen:
            ask()
        found.append(len(seen))
    return found


@pytest.mark.parametrize("remembering", [False, True])
def test_questions_to_the_database_do_not_grow_with_regions_or_months(
    tmp_path: Path, remembering: bool
) -> None:
    asked = []
    for size, between in ((3, 0), (60, 12)):
        database = connect(sqlite(tmp_path / f"{size}.sqlite"))
        prepare(database)
        store_city(database, large_plan(size, between))
        for number in (2, MONTHS):
            month = Month(LARGE_YEAR, number)
            for region in (None, county_code(2)):
                kept = memory() if remembering else None
                asked.append((region, counts(database, month, kept, region)))
        if between:
            kept = memory() if remembering else None
            of_part = counts(database, Month(LARGE_YEAR, MONTHS), kept, between_code(1))
            asked.append((county_code(2), of_part))
        database.close()
    assert len({(region, tuple(found)) for region, found in asked}) == 2
    assert all(sum(found) < 45 for _, found in asked)


def test_what_is_remembered_of_the_city_serves_its_regions_without_a_row_read(
    tmp_path: Path,
) -> None:
    database = connect(sqlite(tmp_path / "city.sqlite"))
    prepare(database)
    store_city(database, large_plan(30, 3))
    month, kept = Month(LARGE_YEAR, MONTHS), memory()
    kept = replace(kept, years=Recent(10**6, len))
    completions(database, month, memory=kept)
    for region in (between_code(1), county_code(1)):
        with statements(database) as seen:
            completions(database, month.previous, region, "region", memory=kept)
            completion(database, month, region, "cell", memory=kept)
        assert not [text for text in seen if "submission" in text or "figure" in text]
    database.close()
