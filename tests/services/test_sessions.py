"""Logging in: who gets in, who is kept out and for how long, and when a session ends."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import Column, Table, select, update

from etl.domain.account import FAILURES_ALLOWED, LOCK_MINUTES
from etl.domain.refusal import Refusal
from etl.domain.roles import Visitor
from etl.services import accounts, passwords, sessions
from etl.services.accounts import Wanted
from etl.services.database import Database, connect
from etl.services.sessions import FAILURES_OF_ADDRESS, LoggedIn, LoginRefused
from etl.store.tables import login_failure, session
from tests.services.snapshot import kept

ADMIN = Visitor("总管", "admin", "", "10.0.0.1")
OFFICE, ELSEWHERE = "10.0.0.9", "10.0.0.77"
NAME, OTHER = "李四", "王五"
PASSWORD, WRONG = "Right-Pw-1", "Wrong-Pw-1"


def with_accounts(database: Database) -> Database:
    for name in (NAME, OTHER):
        accounts.add_account(database, Wanted(name, "press", password=PASSWORD), ADMIN)
    return database


@pytest.fixture
def office(sqlite_url: str) -> Iterator[Database]:
    """Two accounts on SQLite."""
    opened = with_accounts(connect(sqlite_url))
    yield opened
    opened.close()


@pytest.fixture
def either(database: Database) -> Database:
    """Two accounts on both engines."""
    return with_accounts(database)


def enter(
    database: Database, name: str = NAME, password: str = PASSWORD, address: str = OFFICE
) -> LoggedIn:
    return sessions.sign_in(database, name, password, address)


def refused(
    database: Database, name: str = NAME, password: str = WRONG, address: str = OFFICE
) -> str:
    with pytest.raises(LoginRefused) as raised:
        enter(database, name, password, address)
    return raised.value.message


def set_back(database: Database, table: Table, column: Column, by: timedelta) -> None:
    """Let what a column tells lie further back, as if the time had passed."""
    with database.write() as connection:
        key = next(iter(table.primary_key.columns))
        for row in connection.execute(select(key, column)).all():
            moved = update(table).where(key == row[0]).values({column.name: row[1] - by})
            connection.execute(moved)


def unlock_in(database: Database, minutes: int) -> None:
    set_back(database, login_failure, login_failure.c.at, timedelta(minutes=minutes))


def lock(database: Database, name: str = NAME) -> None:
    for _ in range(FAILURES_ALLOWED):
        refused(database, name)


def log(database: Database) -> list[dict]:
    return kept(database, "audit")


# ---------------------------------------------------------------- right and wrong


def test_the_right_password_opens_a_session_that_stands_for_the_account(office: Database) -> None:
    entered = enter(office)
    found = sessions.session_of(office, entered.key)
    assert found is not None
    assert found.visitor("10.1.1.1") == Visitor(NAME, "press", "", "10.1.1.1")
    assert found.account.login_at is not None
    assert found.seconds_left == 30 * 60
    # What is stored does not open the session: a stolen database logs nobody in.
    (row,) = kept(office, "session")
    assert sessions.session_of(office, row["key"]) is None
    assert row["address"] == OFFICE


def test_wrong_unknown_and_out_of_use_are_told_in_the_same_words(either: Database) -> None:
    accounts.set_disabled(either, OTHER, True, ADMIN)
    wrong, unknown = refused(either), refused(either, "没有这个人")
    disabled = refused(either, OTHER, PASSWORD)
    assert wrong == unknown == disabled
    assert wrong.startswith("账号或密码不对。")
    assert kept(either, "session") == []


@pytest.mark.parametrize(
    "password", ["", PASSWORD.lower(), PASSWORD + " ", " " + PASSWORD, "密" * 5000]
)
def test_a_password_is_right_as_a_whole_or_wrong(office: Database, password: str) -> None:
    assert "账号或密码不对" in refused(office, password=password)


def test_whatever_is_typed_as_a_name_is_refused_like_an_unknown_one(either: Database) -> None:
    # The last one is a sign that PostgreSQL stores in no text.
    for name in ("", " ", "名" * 5000, "'; drop table account; --", "a\x00b"):
        assert "账号或密码不对" in refused(either, name)
    assert enter(either).account.name == NAME


def test_each_login_is_a_session_of_its_own(office: Database) -> None:
    keys = [enter(office).key for _ in range(3)]
    assert len(set(keys)) == 3
    assert all(sessions.session_of(office, key) for key in keys)


@pytest.mark.parametrize("key", ["", "x", "密钥", "0" * 64])
def test_a_made_up_key_is_worth_nothing(office: Database, key: str) -> None:
    enter(office)
    assert sessions.session_of(office, key) is None


# ---------------------------------------------------------------- the lock


def test_five_wrong_passwords_lock_that_account_and_no_other(either: Database) -> None:
    said = [refused(either) for _ in range(FAILURES_ALLOWED)]
    assert [f"锁定{LOCK_MINUTES}分钟；" in item for item in said] == [False] * 4 + [True]
    during = refused(either, password=PASSWORD)
    assert "已锁定" in during
    # The same account from another address is locked too, another one from here is not.
    assert "已锁定" in refused(either, password=PASSWORD, address=ELSEWHERE)
    assert enter(either, OTHER).account.name == OTHER
    locked = {item.name: item.locked for item in accounts.every_account(either)}
    assert locked == {NAME: True, OTHER: False}
    assert kept(either, "session")[0]["account_id"] != kept(either, "account")[0]["id"]


def test_the_lock_counts_a_name_however_it_is_written(office: Database) -> None:
    accounts.add_account(office, Wanted("Wang", "press", password=PASSWORD), ADMIN)
    for name in ("wang", "WANG", "Ｗang", "w a n g", "Wang"):
        refused(office, name)
    assert "已锁定" in refused(office, "wAnG", PASSWORD)


def test_the_lock_holds_for_another_worker_and_after_a_restart(either: Database, url: str) -> None:
    lock(either)
    another = connect(url)
    try:
        assert "已锁定" in refused(another, password=PASSWORD)
    finally:
        another.close()


def test_the_lock_is_over_after_five_minutes_and_counting_begins_anew(either: Database) -> None:
    lock(either)
    unlock_in(either, LOCK_MINUTES - 1)
    assert "约1分钟后" in refused(either, password=PASSWORD)
    unlock_in(either, 1)
    assert "会锁定" in refused(either)  # the first wrong one of five
    assert enter(either).account.name == NAME


def test_trying_while_it_is_locked_does_not_make_the_lock_longer(office: Database) -> None:
    lock(office)
    unlock_in(office, LOCK_MINUTES - 1)
    for _ in range(3):
        refused(office, password=PASSWORD)
    unlock_in(office, 1)
    assert enter(office).account.name == NAME


def test_a_login_makes_the_wrong_passwords_before_it_forgotten(office: Database) -> None:
    for _ in range(2):
        for _ in range(FAILURES_ALLOWED - 1):
            assert "已锁定" not in refused(office)
        assert enter(office).account.name == NAME
    assert kept(office, "login_failure") == []


def test_an_unknown_name_locks_in_the_same_words(office: Database) -> None:
    unknown = [refused(office, "没有这个人") for _ in range(FAILURES_ALLOWED + 1)]
    known = [refused(office) for _ in range(FAILURES_ALLOWED + 1)]
    assert unknown == known
    assert "已锁定" in unknown[-1]


@pytest.mark.parametrize("name", [NAME, "没有这个人"])
def test_many_who_guess_at_once_get_five_guesses(
    either: Database, url: str, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    guesses: list[str] = []
    genuine = passwords.is_password

    def looked_at(hashed: str, password: str) -> bool:
        guesses.append(password)
        return genuine(hashed, password)

    monkeypatch.setattr(sessions, "is_password", looked_at)

    def guess(number: int) -> bool:
        own = connect(url)
        try:
            enter(own, name, f"Guess-{number}")
        except LoginRefused:
            return False
        finally:
            own.close()
        return True

    with ThreadPoolExecutor(8) as pool:
        assert not any(pool.map(guess, range(16)))
    assert len(guesses) == FAILURES_ALLOWED
    assert "已锁定" in refused(either, name, PASSWORD)


def test_an_address_that_tries_many_names_is_kept_out_and_no_other(office: Database) -> None:
    for number in range(FAILURES_OF_ADDRESS):
        refused(office, f"名字{number}", address=ELSEWHERE)
    assert "错误太多" in refused(office, password=PASSWORD, address=ELSEWHERE)
    assert enter(office, address=OFFICE).account.name == NAME
    unlock_in(office, LOCK_MINUTES)
    assert enter(office, address=ELSEWHERE).account.name == NAME


# ---------------------------------------------------------------- the end of a session


def idle(database: Database, minutes: float) -> None:
    set_back(database, session, session.c.seen_at, timedelta(minutes=minutes))


def started(database: Database, hours: float) -> None:
    set_back(database, session, session.c.started_at, timedelta(hours=hours))


def test_thirty_minutes_without_use_end_a_session(office: Database) -> None:
    key = enter(office).key
    idle(office, 29)
    assert sessions.session_of(office, key, keep=False) is not None
    idle(office, 2)
    assert sessions.session_of(office, key) is None
    assert sessions.session_of(office, key) is None  # and asking does not wake it up


def test_use_keeps_a_session_open(office: Database) -> None:
    key = enter(office).key
    for _ in range(3):
        idle(office, 29)
        found = sessions.session_of(office, key)
        assert found is not None
        assert found.seconds_left == 30 * 60
    idle(office, 31)
    assert sessions.session_of(office, key) is None


def test_a_page_that_only_asks_how_long_is_left_does_not_keep_it_open(office: Database) -> None:
    key = enter(office).key
    idle(office, 20)
    left = [sessions.session_of(office, key, keep=False) for _ in range(3)]
    assert all(item is not None and item.seconds_left <= 10 * 60 for item in left)
    idle(office, 11)
    assert sessions.session_of(office, key) is None


def test_twelve_hours_end_a_session_however_much_it_is_used(office: Database) -> None:
    key = enter(office).key
    started(office, 11.9)
    found = sessions.session_of(office, key)
    assert found is not None
    assert 0 < found.seconds_left <= 6 * 60
    started(office, 0.2)
    assert sessions.session_of(office, key) is None


def test_sessions_that_are_over_are_swept_away_at_the_next_login(office: Database) -> None:
    enter(office)
    idle(office, 31)
    enter(office, OTHER)
    assert len(kept(office, "session")) == 1


def test_a_session_holds_for_another_worker_and_after_a_restart(either: Database, url: str) -> None:
    key = enter(either).key
    another = connect(url)
    try:
        assert sessions.session_of(another, key) is not None
        sessions.sign_out(another, key, Visitor(NAME, "press"))
    finally:
        another.close()
    assert sessions.session_of(either, key) is None


def test_logging_out_ends_that_session_only(office: Database) -> None:
    one, two = enter(office), enter(office)
    sessions.sign_out(office, one.key, one.visitor(OFFICE))
    assert sessions.session_of(office, one.key) is None
    assert sessions.session_of(office, two.key) is not None


def test_a_changed_password_ends_every_session_but_the_one_it_gives(office: Database) -> None:
    one, two, other = enter(office), enter(office), enter(office, OTHER)
    key = sessions.change_password(office, one, PASSWORD, "New-Pass-2", OFFICE)
    assert sessions.session_of(office, one.key) is None
    assert sessions.session_of(office, two.key) is None
    assert sessions.session_of(office, key) is not None
    assert sessions.session_of(office, other.key) is not None
    refused(office, password=PASSWORD)
    assert enter(office, password="New-Pass-2").account.name == NAME


def test_a_reset_makes_the_old_key_worth_nothing(office: Database) -> None:
    key = enter(office).key
    accounts.reset_password(office, NAME, ADMIN)
    assert sessions.session_of(office, key) is None


@pytest.mark.parametrize("ended_by", ["reset", "disabled"])
def test_what_ends_sessions_ends_also_one_that_is_just_being_opened(
    office: Database, monkeypatch: pytest.MonkeyPatch, ended_by: str
) -> None:
    genuine = passwords.is_password

    def slow(hashed: str, password: str) -> bool:
        # The administrator is faster than the look at a password that was right until now.
        right = genuine(hashed, password)
        if ended_by == "reset":
            accounts.reset_password(office, NAME, ADMIN)
        else:
            accounts.set_disabled(office, NAME, True, ADMIN)
        return right

    monkeypatch.setattr(sessions, "is_password", slow)
    try:
        key = enter(office).key
    except LoginRefused:
        return  # the best answer
    accounts.set_disabled(office, NAME, False, ADMIN)
    assert sessions.session_of(office, key) is None


# ---------------------------------------------------------------- changing one's own password


def test_a_wrong_old_password_changes_nothing_and_counts_towards_the_lock(
    either: Database,
) -> None:
    entered = enter(either)
    for _ in range(FAILURES_ALLOWED):
        with pytest.raises(Refusal, match="原密码不对"):
            sessions.change_password(either, entered, WRONG, "New-Pass-2", OFFICE)
    with pytest.raises(Refusal, match="已锁定"):
        sessions.change_password(either, entered, PASSWORD, "New-Pass-2", OFFICE)
    assert "已锁定" in refused(either, password=PASSWORD, address=ELSEWHERE)
    unlock_in(either, LOCK_MINUTES)
    assert enter(either).account.name == NAME


@pytest.mark.parametrize(
    ("new", "said"),
    [
        ("short-1A", "里面有账号名"),
        ("Aa1", "8到128位"),
        ("abcdefgh", "种类太少"),
        (PASSWORD, "相同"),
    ],
)
def test_the_new_password_keeps_the_rule_and_is_another_one(
    office: Database, new: str, said: str
) -> None:
    accounts.add_account(office, Wanted("short", "press", password=PASSWORD), ADMIN)
    entered = enter(office, "short")
    with pytest.raises(Refusal, match=said):
        sessions.change_password(office, entered, PASSWORD, new, OFFICE)
    assert sessions.session_of(office, entered.key) is not None
    assert kept(office, "login_failure") == []  # the old one was right
    assert enter(office, "short").account.name == "short"


def test_a_one_time_password_is_one_no_more_once_it_is_changed(office: Database) -> None:
    made = accounts.reset_password(office, NAME, ADMIN)
    entered = enter(office, password=made)
    assert entered.account.one_time
    key = sessions.change_password(office, entered, made, "New-Pass-2", OFFICE)
    found = sessions.session_of(office, key)
    assert found is not None
    assert not found.account.one_time


# ---------------------------------------------------------------- what is written of it


def test_the_audit_tells_of_every_login_and_never_what_was_typed(office: Database) -> None:
    typed = "MyPassword-1"  # a password in the wrong field
    before = len(log(office))
    refused(office, typed, "Second-Pw-2")
    lock(office)
    refused(office, password=PASSWORD)
    entered = enter(office, OTHER)
    with pytest.raises(Refusal):
        sessions.change_password(office, entered, "Old-Guess-3", "New-Pass-4", OFFICE)
    sessions.change_password(office, entered, PASSWORD, "New-Pass-4", OFFICE)
    sessions.sign_out(office, entered.key, entered.visitor(OFFICE))
    rows = log(office)[before:]
    unknown = "（没有这个账号）"
    assert [(row["action"], row["actor"], row["result"], row["detail"]) for row in rows] == [
        ("login", unknown, "failed", "没有这个账号"),
        *[("login", NAME, "failed", "密码不对")] * (FAILURES_ALLOWED - 1),
        ("login", NAME, "failed", "密码不对，锁定"),
        ("login", NAME, "refused", "锁定中"),
        ("login", OTHER, "ok", ""),
        ("password", OTHER, "failed", "原密码不对"),
        ("password", OTHER, "ok", ""),
        ("logout", OTHER, "ok", ""),
    ]
    assert {row["address"] for row in rows} == {OFFICE}
    said = repr(log(office))
    for secret in (typed, "Second-Pw-2", PASSWORD, WRONG, "Old-Guess-3", "New-Pass-4"):
        assert secret not in said


def test_the_audit_tells_of_a_right_password_for_an_account_out_of_use(office: Database) -> None:
    accounts.set_disabled(office, NAME, True, ADMIN)
    refused(office, password=PASSWORD)
    last = log(office)[-1]
    assert (last["subject"], last["result"], last["detail"]) == (NAME, "failed", "已停用")
