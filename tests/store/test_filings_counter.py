"""The counter of filings, and what an older database becomes."""

import json
from dataclasses import replace
from hashlib import sha256

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import insert, select, text, update

from etl.domain.attention import Odd
from etl.domain.data_version import DataVersion
from etl.domain.finding import Finding
from etl.domain.period import Month
from etl.services.database import Database, connect, data_version, is_ready, prepare
from etl.store import attempts, originals, plans, review, schema, submissions
from etl.store.attempts import Attempt
from etl.store.clock import now
from etl.store.tables import plan_revision, submission
from tests.cities import second_city
from tests.store.test_submissions import MARCH, filed, new


def test_both_counters_come_with_one_question(database: Database) -> None:
    assert data_version(database) == DataVersion(1, 1)
    with database.write() as connection:
        plans.add(connection, second_city(), "任务书.xlsx", b"plan", "cli:测试")
    assert data_version(database) == DataVersion(2, 1)
    filed(database)
    assert data_version(database) == DataVersion(2, 2)
    filed(database, accept=True)  # it came in, and it supersedes and counts
    assert data_version(database) == DataVersion(3, 4)


def test_a_filing_that_is_undone_counts_nothing(database: Database) -> None:
    class Undone(Exception):
        pass

    def breaks_off() -> None:
        with database.write() as connection:
            stored = originals.keep(connection, b"bytes")
            review.accept(connection, submissions.add(connection, new(stored)), "cli:审核")
            raise Undone

    with pytest.raises(Undone):
        breaks_off()
    assert data_version(database) == DataVersion(1, 1)


def _first_schema(database: Database) -> None:
    config = Config()
    config.set_main_option("script_location", str(schema._MIGRATIONS))
    with database.write() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")


def test_a_database_of_the_first_schema_keeps_its_data(url: str) -> None:
    """Its counter stays, and a plan loaded again unchanged is still no new revision."""
    database = connect(url)
    _first_schema(database)
    plan = second_city()
    old = json.loads(plans.document(plan))
    del old["thresholds"]["falling_back_over"]
    old["title"] = '名称里写着 "target_multiple": 也不要紧'
    document = json.dumps(old, ensure_ascii=False, separators=(",", ":"))
    with database.write() as connection:
        stored = originals.keep(connection, b"plan")
        row = {"year": 2023, "revision": 1, "sample": False, "document": document}
        row |= {
            "document_sha256": sha256(document.encode()).hexdigest(),
            "file_name": "任务书.xlsx",
        }
        row |= {"original_sha256": stored, "loaded_by": "cli:测试"}
        row |= {"loaded_at": now(), "effective_from": None}
        connection.execute(insert(plan_revision).values(row))
        connection.execute(text("update data_version set version = 41"))
    assert is_ready(database) is False
    assert [prepare(database), prepare(database), is_ready(database)] == [True, False, True]
    assert data_version(database) == DataVersion(41, 1)
    with database.write() as connection:
        found = plans.newest(connection)
        assert found is not None
        assert found.plan.title == old["title"]
        assert found.plan.thresholds == plan.thresholds
        assert plans.add(connection, found.plan, "任务书.xlsx", b"plan", "cli:测试") == (1, False)
        assert connection.execute(select(plan_revision.c.document)).scalar_one() == plans.document(
            found.plan
        )
    database.close()


# ---------------------------------------------------------------- what attention asks


def warning(indicator: str | None, **changes: object) -> Finding:
    words: dict[str, object] = {
        "severity": "warning",
        "code": "W-FAR",
        "message": "远高于任务数",
        "sheet": "月报",
    }
    words |= {"cells": ("H7", "H8"), "indicator": indicator}
    return Finding(**(words | changes))  # type: ignore[arg-type]


def tried(database: Database, identifier: int, *findings: Finding) -> None:
    with database.write() as connection:
        said = Attempt("cli:测试", "三月.xlsx", None, "990101", MARCH, "warnings", findings)
        attempts.add(connection, replace(said, submission=identifier))


def test_warnings_of_what_counts_come_with_reason_and_remark(database: Database) -> None:
    identifier = filed(database, accept=True, reason="已核实")
    first = (warning("meals_home"), warning("meals_hall", cells=()), warning(None, sheet=None))
    tried(database, identifier, *first, warning("meals_home", severity="info"))
    tried(database, identifier, warning("meals_home", code="W-LATER"))  # of a second try
    waiting = filed(database)
    tried(database, waiting, warning("meals_home"))
    april = filed(database, accept=True, month=Month(2023, 4))
    tried(database, april, warning("meals_home"))
    with database.read() as connection:
        found = attempts.odd_in(connection, MARCH)
    one = Odd("990101", identifier, 1, "W-FAR", "远高于任务数", reason="已核实")
    assert [vars(item) for item in found] == [
        vars(one) | {"indicator": "meals_home", "sheet": "月报", "cell": "H7", "note": "按实填报"},
        vars(one) | {"indicator": "meals_hall", "sheet": "月报"},
        vars(one) | {"cell": "H7"},
    ]


def test_all_versions_of_a_month_come_in_their_order(database: Database) -> None:
    ids = [filed(database, region="990300"), filed(database), filed(database, accept=True)]
    filed(database, month=Month(2023, 4))
    filed(database, month=Month(2022, 3))
    with database.write() as connection:
        connection.execute(
            update(submission).where(submission.c.id == ids[0]).values(state="returned")
        )
        found = submissions.filings_of_month(connection, MARCH)
    assert [(item.id, item.version, item.state) for item in found] == [
        (ids[1], 1, "superseded"),
        (ids[2], 2, "accepted"),
        (ids[0], 1, "returned"),
    ]
