"""Versions of a county's month: counted without gaps, and one that counts at the most."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import insert, select, update
from sqlalchemy.exc import IntegrityError

from etl.domain.data_version import DataVersion
from etl.domain.period import Month
from etl.domain.refusal import SystemFault
from etl.domain.submission import FIELDS, CellRef, IndicatorFigures, Value
from etl.services.database import Database
from etl.store import data_version, originals, review, standing, submissions
from etl.store.submissions import NewSubmission, figures_digest
from etl.store.tables import figure_cell, submission

MARCH = Month(2023, 3)
CELL = CellRef("月报", "H7")
ROW = IndicatorFigures(
    "meals_home",
    {
        "completed_total": Value(Decimal(12), "12 人", CELL),
        "completed_month": Value(Decimal("1.5"), None, CellRef("月报", "G7"), computed=True),
        "funds_total_yuan": Value(Decimal("3400.50"), "0.34005", CellRef("月报", "J7")),
    },
    "按实填报",
    CellRef("月报", "K7"),
)


def new(sha256: str, **changes: object) -> NewSubmission:
    base = NewSubmission(
        region="990101",
        month=MARCH,
        as_of=date(2023, 3, 31),
        template="2021.1",
        file_name="三月.xlsx",
        sheet="月报",
        original_sha256=sha256,
        figures=(ROW,),
        actor="cli:测试",
    )
    return replace(base, **changes)  # type: ignore[arg-type]


def filed(database: Database, *, accept: bool = False, **changes: object) -> int:
    with database.write() as connection:
        sha256 = originals.keep(connection, b"bytes of a workbook")
        identifier = submissions.add(connection, new(sha256, **changes))
        if accept:
            review.accept(connection, identifier, "cli:审核")
    return identifier


def states(database: Database) -> list[tuple[int, str]]:
    with database.read() as connection:
        rows = submissions.filings(connection, "990101", 2023)
        return [(item.version, item.state) for item in rows]


def test_a_filing_comes_back_with_every_figure_cell_and_remark(database: Database) -> None:
    identifier = filed(database)
    with database.read() as connection:
        assert submissions.figures_of(connection, [identifier]) == {
            identifier: {"meals_home": replace(ROW, values={name: ROW[name] for name in FIELDS})}
        }
        bare = submissions.amounts_of(connection, [identifier])[identifier]["meals_home"]
        one = submissions.filings_by_id(connection, [identifier, 999])
    assert [bare.amount(name) for name in FIELDS] == [ROW.amount(name) for name in FIELDS]
    assert [bare[name].cell for name in FIELDS] == [None] * 4
    assert list(one) == [identifier]
    assert (one[identifier].state, one[identifier].filed_by) == ("submitted", "cli:测试")


def test_a_new_version_takes_the_place_of_one_that_waits_and_only_acceptance_that_of_what_counts(
    database: Database,
) -> None:
    filed(database, accept=True)
    filed(database)
    third = filed(database)
    assert states(database) == [(1, "accepted"), (2, "superseded"), (3, "submitted")]
    with database.write() as connection:
        review.accept(connection, third, "cli:审核")
    assert states(database) == [(1, "superseded"), (2, "superseded"), (3, "accepted")]


def test_versions_that_stand_are_the_accepted_one_and_the_newest_that_waits(
    database: Database,
) -> None:
    ids = [filed(database, accept=True), filed(database), filed(database)]
    march, april = ("990101", MARCH), ("990101", Month(2023, 4))
    with database.read() as connection:
        found = submissions.standing_versions(connection, [march, april])
    assert [(item.id, item.state) for item in found[march]] == [
        (ids[0], "accepted"),
        (ids[2], "submitted"),
    ]
    assert found[april] == ()


def test_the_database_itself_refuses_a_second_accepted_version(database: Database) -> None:
    filed(database, accept=True)
    filed(database)
    with pytest.raises(SystemFault), database.write() as connection:
        connection.execute(update(submission).values(state="accepted"))
    assert states(database) == [(1, "accepted"), (2, "submitted")]


@pytest.mark.parametrize(
    "values",
    [
        {"version": 1},  # the same version again
        {"version": 2, "state": "lost"},  # a state that is none
        {"version": 2, "original_sha256": "0" * 64},  # a file that is not kept
    ],
)
def test_the_database_itself_refuses_rows_that_make_no_sense(
    database: Database, values: dict[str, object]
) -> None:
    first = filed(database)
    with database.read() as connection:
        row = connection.execute(select(submission).where(submission.c.id == first)).one()
    copied = {key: value for key, value in row._mapping.items() if key != "id"} | values
    with pytest.raises(SystemFault) as refused, database.write() as connection:
        connection.execute(insert(submission).values(copied))
    assert isinstance(refused.value.__cause__, IntegrityError)
    assert states(database) == [(1, "submitted")]


def test_cells_belong_to_a_submission_that_exists(database: Database) -> None:
    orphan = {
        "submission_id": 77,
        "indicator": "x",
        "field": "note",
        "sheet": "月报",
        "cell": "A1",
        "computed": False,
    }
    with pytest.raises(SystemFault), database.write() as connection:
        connection.execute(insert(figure_cell).values(orphan))


def test_filing_moves_the_second_counter_and_acceptance_both(database: Database) -> None:
    def version() -> DataVersion:
        with database.read() as connection:
            return data_version.current(connection)

    seen = [version()]
    identifier = filed(database)
    seen.append(version())
    with database.write() as connection:
        review.accept(connection, identifier, "cli:审核")
    seen.append(version())
    assert seen == [DataVersion(1, 1), DataVersion(1, 2), DataVersion(2, 3)]


def test_what_counts_is_given_month_after_month_each_row_with_what_it_leaves_out(
    database: Database,
) -> None:
    february, march = Month(2023, 2), MARCH

    def row(completed: str | None, funds: str | None) -> IndicatorFigures:
        return IndicatorFigures(
            "meals_home",
            {
                "completed_total": Value(Decimal(completed) if completed else None),
                "funds_total_yuan": Value(Decimal(funds) if funds else None),
            },
        )

    one = filed(database, accept=True, month=february, figures=(row("5", "100"),))
    two = filed(database, accept=True, month=march, figures=(row(None, "300"),))
    filed(database, month=march, figures=(row("9", "900"),))  # waits: does not count
    with database.read() as connection:
        rows = list(standing.reports(connection, march))
        filed_months = standing.months_filed(connection, 2023)
        assert standing.latest_month(connection) == march
    assert rows == [
        ("990101", 2, one, "meals_home", Decimal(5), Decimal("100.00")),
        ("990101", 3, two, "meals_home", None, Decimal("300.00")),
    ]
    assert [item.month for item in filed_months] == [february, march]


def test_the_digest_knows_equal_figures_and_tells_different_ones_apart() -> None:
    day = date(2023, 3, 31)

    def digest(value: str | None, note: str = "", as_of: date | None = day) -> str:
        amount = None if value is None else Decimal(value)
        return figures_digest(
            [IndicatorFigures("a", {"completed_total": Value(amount)}, note)], as_of
        )

    assert digest("12.50") == digest("12.5")
    different = [
        *(digest("12.5"), digest("125"), digest("0"), digest(None), digest("12.5", "注")),
        digest("12.5", as_of=None),
    ]
    assert len(set(different)) == len(different)


def test_the_latest_cut_off_of_a_month_is_that_of_regions_in_the_plan(database: Database) -> None:
    february, first, last = Month(2023, 2), date(2023, 3, 18), date(2023, 3, 31)
    filed(database, accept=True, month=february, as_of=None)
    filed(database, accept=True, as_of=first)
    filed(database, accept=True, region="990102", as_of=last)
    filed(database, region="990103", as_of=date(2023, 4, 1))  # waits: does not count
    with database.read() as connection:
        both = standing.as_of_days(connection, 2023, {"990101", "990102"})
        one = standing.as_of_days(connection, 2023, {"990101"})
        months = standing.accepted_months(connection, 2023)
    assert (both, one, months) == ({3: last}, {3: first}, (february, MARCH))


def test_filings_of_a_month_are_of_all_regions_or_of_those_asked_for(database: Database) -> None:
    for region in ("990102", "990101"):
        filed(database, region=region)
    with database.read() as connection:
        found = [
            [item.region for item in submissions.filings_of_month(connection, MARCH, asked)]
            for asked in (None, ["990102"], [])
        ]
    assert found == [["990101", "990102"], ["990102"], []]
