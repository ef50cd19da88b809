"""The audit: a chain that nobody changes unseen, one row for every act, pruned after its time."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from etl.domain.audit import NO_HASH, chained
from etl.domain.period import Month
from etl.domain.refusal import Refusal, SystemFault
from etl.domain.roles import Visitor
from etl.services import accounts, audit, months, review, sessions, uploads
from etl.services.accounts import Wanted
from etl.services.database import Database, connect
from etl.services.months import Leave
from etl.services.orders import Order
from etl.services.uploads import Upload
from etl.services.verify import verify
from etl.store.clock import now
from etl.workbook.template.form import FilledRow
from tests.cities import COUNTY, PAGODA, PINES, RIVER, WILLOWS, YEAR, city_copy, load_plan
from tests.services.filing import PLAN, form
from tests.services.snapshot import everything, kept

JANUARY, APRIL = Month(YEAR, 1), Month(YEAR, 4)
COUNTY_DESK = Visitor("石门统计", "county", COUNTY, "10.0.3.1")
REVIEWER = Visitor("市统计甲", "city", "", "10.0.0.2")
ADMIN = Visitor("总管", "admin", "", "10.0.0.1")
PASSWORD = "Abcdef12"


@pytest.fixture
def city(tmp_path: Path) -> Iterator[Database]:
    """The second city with three months, all accepted."""
    opened = connect(city_copy(tmp_path))
    yield opened
    opened.close()


@pytest.fixture
def plain(sqlite_url: str) -> Iterator[Database]:
    """Nothing but the schema, on SQLite: for what does not depend on the engine."""
    opened = connect(sqlite_url)
    yield opened
    opened.close()


@pytest.fixture
def worked(database: Database) -> Database:
    """Both engines: a plan, an accepted month of one county, closed with reasons for the others."""
    load_plan(database, PLAN)
    (result,) = uploads.file(database, [Upload("一月.xlsx", form(1))], Order.of(COUNTY_DESK))
    assert result.submission is not None
    review.accept(database, result.submission, REVIEWER)
    reasons = dict.fromkeys((RIVER, PINES, WILLOWS, PAGODA), "人员调动，未报")
    months.close_month(database, JANUARY, REVIEWER, reasons)
    return database


def rows(database: Database) -> list[dict[str, Any]]:
    return kept(database, "audit")


def noted(database: Database, count: int) -> None:
    for number in range(1, count + 1):
        audit.note(database, REVIEWER, "export", f"表{number}")


def run(database: Database, *statements: str) -> None:
    with database.write() as connection:
        for statement in statements:
            connection.execute(text(statement))


def is_sqlite(database: Database) -> bool:
    return database.engine.dialect.name == "sqlite"


@contextmanager
def unguarded(database: Database, table: str) -> Iterator[None]:
    """What whoever owns the file or the server can do: take the triggers away, and put them back."""
    if not is_sqlite(database):
        run(database, f"ALTER TABLE {table} DISABLE TRIGGER ALL")
        yield
        run(database, f"ALTER TABLE {table} ENABLE TRIGGER ALL")
        return
    names = [f"{table}_{name}" for name in ("no_replace", "no_update", "no_delete")]
    with database.read() as connection:
        kept = text("SELECT sql FROM sqlite_master WHERE type = 'trigger' AND name = :name")
        made = [str(connection.execute(kept, {"name": name}).scalar()) for name in names]
    run(database, *(f"DROP TRIGGER {name}" for name in names))
    yield
    run(database, *made)


# ---------------------------------------------------------------- the chain


def test_rows_are_numbered_and_each_bears_the_hash_of_the_one_before(worked: Database) -> None:
    found = rows(worked)
    assert [row["id"] for row in found] == [*range(1, len(found) + 1)]
    assert [row["previous"] for row in found] == [NO_HASH, *(row["hash"] for row in found[:-1])]
    (head,) = kept(worked, "audit_head")
    assert (head["last"], head["hash"]) == (len(found), found[-1]["hash"])
    assert all(row.is_true for row in audit.newest(worked, 100))


def test_rows_that_say_the_same_have_different_hashes(plain: Database) -> None:
    for _ in range(3):
        audit.note(plain, REVIEWER, "export", "同一张表")
    assert len({row["hash"] for row in rows(plain)}) == 3


def test_what_is_undone_leaves_no_row_and_no_gap(plain: Database) -> None:
    class Undone(Exception):
        pass

    def breaks_off() -> None:
        with plain.write() as connection:
            audit.record(connection, REVIEWER, "export", "没有发生")
            raise Undone

    noted(plain, 1)
    with pytest.raises(Undone):
        breaks_off()
    noted(plain, 1)
    assert [(row["id"], row["subject"]) for row in rows(plain)] == [(1, "表1"), (2, "表1")]
    assert verify(plain) == []


def test_the_newest_rows_come_first_by_action_and_before_a_number(city: Database) -> None:
    noted(city, 3)
    last = len(rows(city))
    assert [row.id for row in audit.newest(city, 2)] == [last, last - 1]
    assert [row.id for row in audit.newest(city, 1, before=last)] == [last - 1]
    assert {row.entry.action for row in audit.newest(city, 100, action="upload")} == {"upload"}


# ---------------------------------------------------------------- nobody changes a record

CHANGES = {
    "audit": "actor = '别人'",
    "month_event": "reason = '改过'",
    "month_gap": "reason = '改过'",
}


def attacks(table: str, sqlite: bool) -> list[str]:
    """Ways to write over or do away with rows, whatever the engine has for it."""
    change = CHANGES[table]
    if sqlite:
        return [
            f"UPDATE {table} SET {change}",
            f"DELETE FROM {table}",
            # REPLACE deletes what is in its way without asking the trigger for DELETE.
            f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}",
            f"REPLACE INTO {table} SELECT * FROM {table}",
            f"UPDATE OR REPLACE {table} SET {change}",
        ]
    key = "event_id, region" if table == "month_gap" else "id"
    return [
        f"UPDATE {table} SET {change}",
        f"DELETE FROM {table}",
        f"TRUNCATE {table} CASCADE",
        f"INSERT INTO {table} SELECT * FROM {table} ON CONFLICT ({key}) DO UPDATE SET {change}",
    ]


def test_plain_sql_neither_changes_nor_deletes_a_record(worked: Database) -> None:
    before = everything(worked)
    last = len(before["audit"])
    single = [
        f"DELETE FROM audit WHERE id = {last}",
        "DELETE FROM audit WHERE id = 1",
        "UPDATE audit SET detail = '' WHERE id = 2",
    ]
    for table in CHANGES:
        assert before[table] != []
        single += attacks(table, is_sqlite(worked))
    for statement in single:
        with pytest.raises(SystemFault, match="never changed"):
            run(worked, statement)
    assert everything(worked) == before
    assert verify(worked) == []


# ---------------------------------------------------------------- what verify finds


def test_a_city_that_nobody_touched_is_found_whole_and_left_as_it_is(
    worked: Database, city: Database
) -> None:
    before = everything(worked)
    assert verify(worked) == []
    assert everything(worked) == before
    assert verify(city) == []


@pytest.mark.parametrize(
    "change",
    [
        "actor = '别人'", "role = 'admin'", "address = '10.9.9.9'", "action = 'plan'",
        "subject = '别的'", "result = 'failed'", "detail = '别的'", "hash = previous",
        "previous = hash", "at = '2020-01-01 00:00:00'",
    ],
)  # fmt: skip
def test_verify_names_the_first_row_that_was_altered(plain: Database, change: str) -> None:
    noted(plain, 6)
    with unguarded(plain, "audit"):
        run(plain, f"UPDATE audit SET {change} WHERE id IN (3, 5)")
    assert verify(plain) == [("audit 3", "这一行被改动过")]


def test_an_altered_row_with_a_new_hash_of_its_own_breaks_the_next_one(plain: Database) -> None:
    noted(plain, 4)
    second = next(row for row in audit.newest(plain, 10) if row.id == 2)
    forged = chained(2, replace(second.entry, actor="别人"), second.previous)
    with unguarded(plain, "audit"):
        run(plain, f"UPDATE audit SET actor = '别人', hash = '{forged}' WHERE id = 2")
    assert verify(plain) == [("audit 3", "这一行被改动过")]


def test_verify_names_the_first_row_that_is_missing(database: Database) -> None:
    noted(database, 6)
    with unguarded(database, "audit"):
        for gone, where in (("id IN (3, 5)", "audit 3"), ("id <= 2", "audit 1")):
            run(database, f"DELETE FROM audit WHERE {gone}")
            assert (where, "这一行不见了") in verify(database)


@pytest.mark.parametrize(("gone", "where"), [("id >= 5", "audit 5"), ("id > 0", "audit 1")])
def test_verify_finds_a_tail_that_was_cut_off(plain: Database, gone: str, where: str) -> None:
    noted(plain, 6)
    with unguarded(plain, "audit"):
        run(plain, f"DELETE FROM audit WHERE {gone}")
    ((found, what),) = verify(plain)
    assert found == where
    assert "应有6行" in what


def test_verify_finds_a_row_that_was_slipped_in_at_the_end(plain: Database) -> None:
    noted(plain, 3)
    last = audit.newest(plain, 1)[0]
    entry = replace(last.entry, subject="没有发生")
    forged = chained(4, entry, last.hash)
    run(
        plain,
        "INSERT INTO audit SELECT 4, at, actor, role, address, action, '没有发生', result, detail, "
        f"hash, '{forged}' FROM audit WHERE id = 3",
    )
    assert audit.newest(plain, 1)[0].is_true
    assert len(verify(plain)) == 1


def test_young_rows_are_not_got_rid_of_by_calling_them_pruned(plain: Database) -> None:
    # Pruning opens a door in the trigger; plain SQL must not walk through it unseen.
    noted(plain, 6)
    try:
        run(
            plain,
            "UPDATE audit_head SET pruned = 4, pruned_hash = (SELECT hash FROM audit WHERE id = 4)",
            "DELETE FROM audit WHERE id <= 4",
        )
    except SystemFault:
        return
    assert verify(plain) != []


def test_verify_finds_an_altered_original(worked: Database) -> None:
    (sha256,) = (row["original_sha256"] for row in kept(worked, "submission"))
    run(worked, f"UPDATE original SET content = plan.content FROM original AS plan "
                f"WHERE original.sha256 = '{sha256}' AND plan.sha256 <> '{sha256}'")  # fmt: skip
    assert verify(worked) == [(f"original {sha256}", "原件内容与校验码不符")]


def test_verify_finds_an_original_that_is_gone(city: Database) -> None:
    sha256 = kept(city, "submission")[0]["original_sha256"]
    with city.engine.connect() as connection:
        connection.exec_driver_sql("ROLLBACK")
        connection.exec_driver_sql("PRAGMA foreign_keys = OFF")
        connection.exec_driver_sql(f"DELETE FROM original WHERE sha256 = '{sha256}'")
        connection.exec_driver_sql("BEGIN")
    found = verify(city)
    assert ("submission 1", f"原件{sha256[:12]}不在库里") in found


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE figure SET completed_total = 1 WHERE submission_id = 2 AND indicator = 'visits'",
        "UPDATE figure SET funds_total = NULL WHERE submission_id = 2 AND indicator = 'meals_home'",
        "UPDATE figure SET note = '改过' WHERE submission_id = 2 AND indicator = 'visits'",
        "DELETE FROM figure WHERE submission_id = 2 AND indicator = 'meals_hall'",
        "UPDATE submission SET as_of = '2023-01-15' WHERE id = 2",
    ],
)
def test_verify_finds_an_altered_figure(city: Database, change: str) -> None:
    run(city, change)
    assert verify(city) == [("submission 2", "保存的数与报送时的校验码不符")]


def test_verify_finds_an_altered_figure_on_either_engine(worked: Database) -> None:
    run(worked, "UPDATE figure SET completed_total = 1 WHERE indicator = 'visits'")
    assert verify(worked) == [("submission 1", "保存的数与报送时的校验码不符")]


def test_verify_finds_a_second_version_that_counts(city: Database) -> None:
    uploads.file(
        city, [Upload("三月.xlsx", form(3, visits=FilledRow(1, 41)))], Order.of(COUNTY_DESK)
    )
    run(
        city, "DROP INDEX uq_submission_one_that_counts", "UPDATE submission SET state = 'accepted'"
    )
    assert (f"submission {COUNTY} 2023-03", "有不止一个版本计入") in verify(city)


# ---------------------------------------------------------------- one row for every act


def added(database: Database, act: Callable[[], Any]) -> list[tuple[str, ...]]:
    """Return what an act added to the log: who, role, address, action, subject, result."""
    before = len(rows(database))
    act()
    columns = ("actor", "role", "address", "action", "subject", "result")
    return [tuple(row[name] for name in columns) for row in rows(database)[before:]]


def by(who: Visitor, action: str, subject: str, result: str = "ok") -> list[tuple[str, ...]]:
    return [(who.name, who.role or "", who.address, action, subject, result)]


def test_every_act_of_a_month_writes_one_row_of_who_did_what_from_where(
    database: Database,
) -> None:
    load_plan(database, PLAN)

    def file(who: Visitor, content: bytes, name: str = "四月.xlsx") -> Callable[[], Any]:
        return lambda: uploads.file(database, [Upload(name, content)], Order.of(who))

    first, second = form(4), form(4, visits=FilledRow(1, 41))
    april = f"石门县 {APRIL}"
    assert added(database, file(COUNTY_DESK, first)) == by(COUNTY_DESK, "upload", april)
    # Nothing new is no act.
    assert added(database, file(COUNTY_DESK, first)) == []
    wrong = file(COUNTY_DESK, form(4, visits=FilledRow(9, 8)))
    assert added(database, wrong) == by(COUNTY_DESK, "upload", april, "refused")
    foreign = file(COUNTY_DESK, form(4, RIVER), "河口.xlsx")
    found = added(database, foreign)
    assert [(row[0], row[3], row[5]) for row in found] == [("石门统计", "upload", "refused")]
    give = lambda: review.give_back(database, 1, REVIEWER, "慰问人数请核对")  # noqa: E731
    assert added(database, give) == by(REVIEWER, "return", april)
    assert added(database, give) == []
    assert added(database, file(REVIEWER, second)) == by(REVIEWER, "upload", april)
    other = Visitor("市统计乙", "city", "", "10.0.0.3")
    accept = lambda: review.accept(database, 2, other)  # noqa: E731
    assert added(database, accept) == by(other, "accept", april)
    assert added(database, accept) == []
    reasons = dict.fromkeys((RIVER, PINES, WILLOWS, PAGODA), "未报")
    close = lambda: months.close_month(database, APRIL, REVIEWER, reasons)  # noqa: E731
    assert added(database, close) == by(REVIEWER, "close", APRIL.label)
    assert added(database, close) == []
    late = form(4, RIVER)
    river_desk = Visitor("河口统计", "county", RIVER, "10.0.3.2")
    refused = added(database, file(river_desk, late))
    assert refused == by(river_desk, "upload", f"河口街道 {APRIL}", "refused")
    leave = Leave(RIVER, APRIL, date(2999, 1, 1), "停电", "河口统计")
    granted = lambda: months.extend(database, leave, REVIEWER)  # noqa: E731
    assert added(database, granted) == by(REVIEWER, "extension", f"河口街道 {APRIL}")
    assert added(database, file(river_desk, late)) == by(river_desk, "upload", f"河口街道 {APRIL}")
    back = lambda: months.withdraw(database, 1, REVIEWER)  # noqa: E731
    assert added(database, back) == by(REVIEWER, "extension", f"河口街道 {APRIL}")
    assert added(database, back) == []
    reopen = lambda: months.reopen_month(database, APRIL, REVIEWER, "更正慰问")  # noqa: E731
    assert added(database, reopen) == by(REVIEWER, "reopen", APRIL.label)
    assert added(database, reopen) == []
    assert verify(database) == []


def test_every_act_on_an_account_writes_one_row(plain: Database) -> None:
    wanted = Wanted("李四", "press", password=PASSWORD)
    add = lambda: accounts.add_account(plain, wanted, ADMIN)  # noqa: E731
    assert added(plain, add) == by(ADMIN, "account", "李四")
    entered = sessions.sign_in(plain, "李四", PASSWORD, "10.0.0.5")
    own = entered.visitor("10.0.0.5")
    again = lambda: sessions.sign_in(plain, "李四", PASSWORD, "10.0.0.5")  # noqa: E731
    assert added(plain, again) == by(own, "login", "李四")
    change = lambda: sessions.change_password(  # noqa: E731
        plain, entered, PASSWORD, "New-Pass-2", "10.0.0.5"
    )
    assert added(plain, change) == by(own, "password", "李四")
    leave = lambda: sessions.sign_out(plain, entered.key, own)  # noqa: E731
    assert added(plain, leave) == by(own, "logout", "李四")
    acts: list[tuple[Callable[[], Any], str]] = [
        (lambda: accounts.set_mail(plain, "李四", "x@example.cn", ADMIN), "account"),
        (lambda: accounts.make_token(plain, "李四", ADMIN), "token"),
        (lambda: accounts.reset_password(plain, "李四", ADMIN), "account"),
        (lambda: accounts.set_disabled(plain, "李四", True, ADMIN), "account"),
        (lambda: accounts.set_disabled(plain, "李四", False, ADMIN), "account"),
    ]
    for act, action in acts:
        assert added(plain, act) == by(ADMIN, action, "李四")


def test_no_secret_stands_in_the_log(city: Database) -> None:
    one_time = accounts.add_account(city, Wanted("李四", "press"), ADMIN)
    token = accounts.make_token(city, "李四", ADMIN)
    second = accounts.reset_password(city, "李四", ADMIN)
    key = sessions.sign_in(city, "李四", second, "10.0.0.5").key
    said = repr(rows(city))
    for secret in (one_time, token, second, key):
        assert secret is not None
        assert secret not in said


def test_what_reads_like_a_personal_number_is_left_out(city: Database) -> None:
    audit.note(city, REVIEWER, "export", "王某 11010119900307123X", detail="电话 13812345678")
    last = rows(city)[-1]
    assert (last["subject"], last["detail"]) == ("（内容像证件号，略）",) * 2
    # A file's name is content of somebody's too.
    uploads.file(city, [Upload("王明13812345678.xlsx", form(4))], Order.of(COUNTY_DESK))
    assert "13812345678" not in repr(rows(city))


def test_long_texts_are_cut_and_the_chain_holds(plain: Database) -> None:
    audit.note(plain, REVIEWER, "export", "长" * 5000, detail="很" * 5000)
    (row,) = rows(plain)
    assert (len(row["subject"]), len(row["detail"])) == (500, 500)
    assert verify(plain) == []


# ---------------------------------------------------------------- the export


def exported(content: bytes) -> list[list[str]]:
    return [*csv.reader(io.StringIO(content.decode("utf-8-sig")))]


def test_the_export_opens_in_excel_and_holds_every_row_with_its_hash(worked: Database) -> None:
    content = audit.export(worked)
    assert content.startswith(b"\xef\xbb\xbf")
    headers, *lines = exported(content)
    assert tuple(headers) == audit.HEADERS
    assert [(line[0], line[-2], line[-1]) for line in lines] == [
        (str(row["id"]), row["previous"], row["hash"]) for row in rows(worked)
    ]
    upload = next(line for line in lines if line[5] == "报送")
    assert upload[2:8] == ["石门统计", "县区统计", "10.0.3.1", "报送", f"石门县 {JANUARY}", "成功"]


def test_no_cell_of_the_export_is_a_formula(plain: Database) -> None:
    evil = Visitor("=cmd|' /C calc'!A0", "city", "", "@SUM(1)")
    audit.note(plain, evil, "export", "+1+1", detail="-2+3")
    audit.note(plain, evil, "export", "\t=1", detail="\r=1")
    _, *lines = exported(audit.export(plain))
    for line in lines:
        assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in line), line


# ---------------------------------------------------------------- pruning


def four_old_rows_and_three_new(database: Database, patch: pytest.MonkeyPatch) -> Database:
    with patch.context() as then:
        then.setattr(audit, "now", lambda: now() - timedelta(days=365))
        noted(database, 4)
    noted(database, 3)
    return database


@pytest.fixture
def aged(database: Database, monkeypatch: pytest.MonkeyPatch) -> Database:
    """Four rows of a year ago, three of today, on both engines."""
    return four_old_rows_and_three_new(database, monkeypatch)


@pytest.fixture
def old(plain: Database, monkeypatch: pytest.MonkeyPatch) -> Database:
    """The same on SQLite."""
    return four_old_rows_and_three_new(plain, monkeypatch)


@pytest.mark.parametrize("months_kept", [5, 1, 0, -6])
def test_less_than_six_months_are_never_pruned(
    old: Database, tmp_path: Path, months_kept: int
) -> None:
    before = everything(old)
    with pytest.raises(Refusal, match="至少保存6个月"):
        audit.prune(old, ADMIN, months_kept, tmp_path / "旧日志.csv")
    assert everything(old) == before
    assert not (tmp_path / "旧日志.csv").exists()


def test_pruned_rows_are_exported_first_and_the_chain_still_holds(
    aged: Database, tmp_path: Path
) -> None:
    gone = rows(aged)[:4]
    target = tmp_path / "旧日志.csv"
    assert audit.prune(aged, ADMIN, 6, target) == 4
    _, *lines = exported(target.read_bytes())
    assert [(line[0], line[-1]) for line in lines] == [
        (str(row["id"]), row["hash"]) for row in gone
    ]
    left = rows(aged)
    assert [row["id"] for row in left] == [5, 6, 7, 8]
    # The first row that is left still names the last one that went.
    assert left[0]["previous"] == gone[-1]["hash"]
    last = left[-1]
    assert (last["actor"], last["action"], last["result"]) == (ADMIN.name, "audit", "ok")
    assert gone[-1]["hash"] in last["detail"]
    assert verify(aged) == []
    noted(aged, 1)
    assert verify(aged) == []


def test_pruning_again_deletes_nothing_and_writes_no_file(old: Database, tmp_path: Path) -> None:
    audit.prune(old, ADMIN, 6, tmp_path / "旧日志.csv")
    before = everything(old)
    assert audit.prune(old, ADMIN, 6, tmp_path / "再一次.csv") == 0
    assert everything(old) == before
    assert not (tmp_path / "再一次.csv").exists()


def test_rows_younger_than_asked_for_stay(old: Database, tmp_path: Path) -> None:
    assert audit.prune(old, ADMIN, 12, tmp_path / "旧日志.csv") == 0
    assert len(rows(old)) == 7


def test_a_file_that_is_there_is_never_written_over(old: Database, tmp_path: Path) -> None:
    target = tmp_path / "旧日志.csv"
    target.write_bytes(b"older log")
    before = everything(old)
    with pytest.raises(Refusal, match="已经有了"):
        audit.prune(old, ADMIN, 6, target)
    assert target.read_bytes() == b"older log"
    assert everything(old) == before


def test_nothing_is_deleted_that_could_not_be_written(old: Database, tmp_path: Path) -> None:
    before = everything(old)
    with pytest.raises((OSError, Refusal)):
        audit.prune(old, ADMIN, 6, tmp_path / "没有这个文件夹" / "旧日志.csv")
    assert everything(old) == before


def test_after_pruning_a_row_that_was_left_is_still_guarded(aged: Database, tmp_path: Path) -> None:
    audit.prune(aged, ADMIN, 6, tmp_path / "旧日志.csv")
    with pytest.raises(SystemFault):
        run(aged, "DELETE FROM audit WHERE id = 5")
    with unguarded(aged, "audit"):
        run(aged, "DELETE FROM audit WHERE id = 5")
    assert verify(aged) == [("audit 5", "这一行不见了")]
