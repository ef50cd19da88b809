"""No release is ever changed: the database refuses, and verify proves it where somebody forced it."""

import gzip
import json

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from etl.domain.period import Month
from etl.domain.refusal import SystemFault
from etl.domain.roles import Visitor
from etl.services.releases import Wanted, every_release, make_release
from etl.services.verify import verify
from tests.cities import load_forms, load_plan, second_city, usual_forms
from tests.engines import database, sqlite_url, url

__all__ = ["database", "sqlite_url", "url"]

BY = Visitor("cli:测试")
JANUARY, FEBRUARY = Month(2023, 1), Month(2023, 2)


@pytest.fixture
def released(database):
    plan = second_city()
    load_plan(database, plan)
    load_forms(database, usual_forms(plan))
    make_release(database, Wanted(JANUARY), BY)
    make_release(database, Wanted(FEBRUARY), BY)
    return database


CHANGES = (
    "UPDATE release SET head = head",
    "UPDATE release SET sha256 = 'x' WHERE name = '2023-01-1'",
    "DELETE FROM release",
    "DELETE FROM release WHERE name = '2023-02-1'",
)
OF_SQLITE = (
    "INSERT OR REPLACE INTO release SELECT * FROM release",
    "REPLACE INTO release (name, year, month, number, head, rows, sha256) "
    "VALUES ('2023-01-1', 2023, 1, 1, '{}', x'00', 'x')",
    "INSERT INTO release SELECT * FROM release WHERE true "
    "ON CONFLICT (name) DO UPDATE SET sha256 = 'x'",
    "UPDATE OR REPLACE release SET name = '2023-01-1' WHERE name = '2023-02-1'",
)
OF_POSTGRESQL = (
    "TRUNCATE release",
    "INSERT INTO release SELECT * FROM release ON CONFLICT (name) DO UPDATE SET sha256 = 'x'",
)


def test_plain_sql_changes_no_release(released):
    before = every_release(released)
    engine = released.engine.dialect.name
    for statement in (*CHANGES, *(OF_SQLITE if engine == "sqlite" else OF_POSTGRESQL)):
        with pytest.raises((SystemFault, DBAPIError), match="never changed"):  # noqa: SIM117
            with released.write() as connection:
                connection.execute(text(statement))
    assert every_release(released) == before
    assert verify(released) == []


def test_a_release_answers_from_its_own_rows_whatever_engine_it_lies_in(released):
    from etl.services.completion import completion
    from etl.services.released import open_release

    opened = open_release(released, "2023-02-1")
    live = completion(released, FEBRUARY, by="cell")
    assert opened.completion(FEBRUARY, by="cell") == live
    assert live.rows[0].completed is not None


def test_rows_of_closings_cannot_be_replaced_by_their_rowid(sqlite_url):
    from etl.services.database import connect, prepare

    opened = connect(sqlite_url)
    prepare(opened)
    with opened.write() as connection:
        connection.execute(
            text(
                "INSERT INTO month_event (id, year, month, action, at, by, reason) "
                "VALUES (1, 2023, 1, 'close', '2023-02-01', 'a', '')"
            )
        )
        connection.execute(text("INSERT INTO month_gap VALUES (1, 'a', 'not_reported', 'x')"))
    replace = (
        "REPLACE INTO month_gap (rowid, event_id, region, decision, reason) "
        "VALUES (1, 1, 'b', 'not_reported', 'y')"
    )
    with pytest.raises(SystemFault, match="never changed"), opened.write() as connection:
        connection.execute(text(replace))
    opened.close()


def _without_guards(database) -> None:
    """Take the triggers away, as somebody with the database in his hands could."""
    with database.write() as connection:
        if connection.dialect.name == "sqlite":
            for name in ("no_update", "no_delete", "no_replace"):
                connection.execute(text(f"DROP TRIGGER release_{name}"))
            return
        connection.execute(text("ALTER TABLE release DISABLE TRIGGER USER"))


def _told(database) -> list[str]:
    return [f"{where}：{what}" for where, what in verify(database) if "release" in where]


def _forge(database, statement: str, **values: object) -> None:
    with database.write() as connection:
        connection.execute(text(statement), values)


def test_verify_names_a_release_whose_figures_were_altered(released):
    _without_guards(released)
    with released.read() as connection:
        packed = connection.execute(
            text("SELECT rows FROM release WHERE name = '2023-01-1'")
        ).scalar()
    rows = json.loads(gzip.decompress(bytes(packed)))
    column = rows["figure"]["columns"].index("completed_total")
    rows["figure"]["rows"][0][column] = "9999"
    forged = gzip.compress(json.dumps(rows, ensure_ascii=False).encode())
    _forge(released, "UPDATE release SET rows = :rows WHERE name = '2023-01-1'", rows=forged)
    told = _told(released)
    assert "release 2023-01-1：定版的内容与校验码不符，被改动过" in told


def test_verify_sees_a_release_that_was_altered_with_its_checksum(released):
    from etl.store.releases import digest

    _without_guards(released)
    with released.read() as connection:
        row = connection.execute(
            text("SELECT head, rows FROM release WHERE name = '2023-02-1'")
        ).one()
    head = row.head.replace('"made_by":"cli:测试"', '"made_by":"别人"')
    assert head != row.head
    sha256 = digest(head, gzip.decompress(bytes(row.rows)))
    _forge(
        released,
        "UPDATE release SET head = :head, sha256 = :sha256 WHERE name = '2023-02-1'",
        head=head,
        sha256=sha256,
    )
    assert "release 2023-02-1：日志里没有这个定版，或校验码不同" in _told(released)


@pytest.mark.parametrize("name", ["2023-01-1", "2023-02-1"])
def test_verify_misses_a_release_that_was_taken_away(released, name):
    _without_guards(released)
    _forge(released, "DELETE FROM release WHERE name = :name", name=name)
    assert f"release {name}：日志里有这个定版，现在不见了" in _told(released)


def test_verify_names_a_release_that_was_put_in_by_hand(released):
    _without_guards(released)
    _forge(
        released,
        "INSERT INTO release SELECT '2023-03-1', 2023, 3, 1, head, rows, sha256 FROM release "
        "WHERE name = '2023-01-1'",
    )
    assert "release 2023-03-1：定版的内容与校验码不符，被改动过" in _told(released)


def test_a_log_that_was_cut_short_and_mended_is_seen_by_the_releases(released):
    """Whoever cuts the log and rewrites its end cannot rewrite what releases remember of it."""
    with released.read() as connection:
        last = connection.execute(text("SELECT max(id) FROM audit")).scalar()
    head = every_release(released)[-1].head
    assert head.audit_last == last - 1
    with released.write() as connection:
        if connection.dialect.name == "sqlite":
            for name in ("no_update", "no_delete", "no_replace"):
                connection.execute(text(f"DROP TRIGGER audit_{name}"))
        else:
            connection.execute(text("ALTER TABLE audit DISABLE TRIGGER USER"))
        connection.execute(text("DELETE FROM audit WHERE id >= :id"), {"id": head.audit_last})
        before = connection.execute(
            text("SELECT hash FROM audit WHERE id = :id"), {"id": head.audit_last - 1}
        ).scalar()
        connection.execute(
            text("UPDATE audit_head SET last = :id, hash = :hash"),
            {"id": head.audit_last - 1, "hash": before},
        )
    told = [f"{where}：{what}" for where, what in verify(released)]
    assert f"audit {head.audit_last}：日志与定版{head.id}记下的不符，被改动或截断过" in told


def _twin(database, name: str, **changes: object) -> dict[str, object]:
    """A forged release: the head of another with some fields changed, its checksum right."""
    from etl.store.releases import digest

    with database.read() as connection:
        row = connection.execute(
            text("SELECT * FROM release WHERE name = :name"), {"name": name}
        ).one()
    head = json.dumps(json.loads(row.head) | changes, ensure_ascii=False)
    sha256 = digest(head, gzip.decompress(bytes(row.rows)))
    return {"name": changes["id"], "number": changes["number"], "head": head,
            "rows": bytes(row.rows), "sha256": sha256}  # fmt: skip


INSERT = "INSERT INTO release VALUES (:name, 2023, 2, :number, :head, :rows, :sha256)"


def test_a_release_put_in_without_touching_a_trigger_is_named(released):
    """An INSERT is no change of what is there; it has no line in the log and no place in the chain."""
    forged = _twin(
        released, "2023-02-1", id="2023-02-2", number=2, supersedes="2023-02-1", audit_last=-1
    )
    _forge(released, INSERT, **forged)
    assert "release 2023-02-2：日志里没有这个定版，或校验码不同" in _told(released)
    assert [item for item in _told(released) if "链条" in item or "不见了" in item]


def test_a_second_line_of_the_log_does_not_cover_a_release_that_was_swapped(released):
    from etl.services import audit

    _without_guards(released)
    forged = _twin(released, "2023-02-1", id="2023-02-1", number=1, made_by="别人")
    _forge(released, "DELETE FROM release WHERE name = '2023-02-1'")
    _forge(released, INSERT, **forged)
    audit.note(released, BY, "release", "2023-02-1", detail=f"校验码 {forged['sha256']}，已关账")
    assert "release 2023-02-1：日志里没有这个定版，或校验码不同" in _told(released)


def test_a_checksum_in_the_reason_is_no_checksum_of_the_log(database):
    plan = second_city()
    load_plan(database, plan)
    load_forms(database, usual_forms(plan))
    first = make_release(database, Wanted(JANUARY), BY).release
    twin = _twin(database, first.id, id="2023-02-1", number=1, made_by="别人")
    make_release(database, Wanted(FEBRUARY, reason=f"校验码 {twin['sha256']}，"), BY)
    _without_guards(database)
    _forge(database, "DELETE FROM release WHERE name = '2023-02-1'")
    _forge(database, INSERT, **twin)
    assert _told(database)


def test_triggers_that_are_gone_are_missed(released):
    assert verify(released) == []
    _without_guards(released)
    (_, what) = next(item for item in verify(released) if item[0] == "table release")
    assert "防改动的触发器不在或停用了" in what
