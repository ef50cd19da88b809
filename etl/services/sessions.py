"""Logging in and out: passwords tried, sessions kept in the database, programs by their token."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from etl.domain.account import FAILURES_ALLOWED, LOCK_MINUTES, Account, check_password
from etl.domain.refusal import Refusal
from etl.domain.roles import Visitor
from etl.services import audit
from etl.services.database import Database
from etl.services.passwords import hash_password, is_password, key_hash, new_key, nobodys_hash
from etl.store import accounts
from etl.store.clock import now
from etl.store.database import Connection

IDLE_MINUTES = 30
LONGEST_HOURS = 12
FAILURES_OF_ADDRESS = 50
"""Wrong passwords from one address within the time of a lock: an office shares an address."""

_LONGEST_TYPED = 200
"""More than any name or password has: what is longer is not looked at to its end."""

_TOUCHED_EVERY = timedelta(seconds=30)
_UNKNOWN = "（没有这个账号）"
_WRONG = "账号或密码不对。"


class LoginRefused(Refusal):
    """Nobody was logged in; the sentence says why without telling whether the account exists."""


@dataclass(frozen=True)
class LoggedIn:
    """A session: its key for the cookie, whose it is, and what is left of it."""

    key: str
    account: Account
    seconds_left: int

    def visitor(self, address: str) -> Visitor:
        """Return who acts in the session."""
        return visitor_of(self.account, address)


def visitor_of(account: Account, address: str) -> Visitor:
    """Return the account as whoever acts."""
    return Visitor(account.name, account.role, account.region, address)


def sign_in(database: Database, name: str, password: str, address: str) -> LoggedIn:
    """Check a password and start a session; raises LoginRefused.

    A try is counted before the password is looked at, so that many at once count as many. The
    password is checked outside of any transaction: it takes a while, and on purpose.
    """
    name, password = name[:_LONGEST_TYPED], password[:_LONGEST_TYPED]
    known = _claim(database, name, address)
    hashed = known[1] if known else nobodys_hash()
    right = is_password(hashed, password)
    if known is None or not right or known[0].disabled:
        raise LoginRefused(_failed(database, name, known[0] if known else None, address))
    key = new_key()
    with database.write() as connection:
        _still_right(connection, known[0], hashed)
        accounts.forget_failures(connection, name)
        forget_expired(connection)
        accounts.start_session(connection, key_hash(key), known[0].id, address)
        audit.record(connection, visitor_of(known[0], address), "login", known[0].name)
    return LoggedIn(key, known[0], IDLE_MINUTES * 60)


def _still_right(connection: Connection, account: Account, hashed: str) -> None:
    """Refuse what was right a moment ago: the account may have been reset in between."""
    now_there = accounts.by_id(connection, account.id)
    same = accounts.password_hash(connection, account.id) == hashed
    if now_there is None or now_there.disabled or not same:
        raise LoginRefused(_WRONG)


def _claim(database: Database, name: str, address: str) -> tuple[Account, str] | None:
    """Count a try; return the account with its hash. Raises LoginRefused while locked."""
    with database.write() as connection:
        account = accounts.by_name(connection, name)
        locked = _lock(connection, name, address)
        if not locked:
            accounts.add_failure(connection, name, address)
            return (account, accounts.password_hash(connection, account.id)) if account else None
        who = _who(account, address)
        if not audit.was_refused(connection, _named(account), timedelta(minutes=LOCK_MINUTES)):
            audit.record(connection, who, "login", _named(account), "refused", "锁定中")
    raise LoginRefused(locked)


def _lock(connection: Connection, name: str, address: str) -> str:
    """Say why nobody can log in under a name or from an address now, "" where one can."""
    until = accounts.locked_until(connection, name)
    if until is not None:
        minutes = max(1, -int((now() - until).total_seconds() // 60))
        return (
            f"连续{FAILURES_ALLOWED}次密码不对，这个账号已锁定{LOCK_MINUTES}分钟，"
            f"约{minutes}分钟后可以再试；忘记密码请找管理员重置。"
        )
    if accounts.failures_from(connection, address) >= FAILURES_OF_ADDRESS:
        return f"这台电脑（或这个网络出口）错误太多，请{LOCK_MINUTES}分钟后再试。"
    return ""


def _failed(database: Database, name: str, account: Account | None, address: str) -> str:
    with database.write() as connection:
        until = accounts.locked_until(connection, name)
        why = (
            "已停用" if account and account.disabled else "密码不对" if account else "没有这个账号"
        )
        more = "，锁定" if until is not None else ""
        audit.record(
            connection, _who(account, address), "login", _named(account), "failed", why + more
        )
    if until is not None:
        return (
            f"{_WRONG}连续{FAILURES_ALLOWED}次不对，这个账号锁定{LOCK_MINUTES}分钟；"
            "忘记密码请找管理员重置。"
        )
    return f"{_WRONG}连续{FAILURES_ALLOWED}次不对会锁定{LOCK_MINUTES}分钟。"


def _who(account: Account | None, address: str) -> Visitor:
    """Return whom a try is written under: what was typed may be a password in the wrong field."""
    return visitor_of(account, address) if account else Visitor(_UNKNOWN, address=address)


def _named(account: Account | None) -> str:
    return account.name if account else _UNKNOWN


def session_of(database: Database, key: str, keep: bool = True) -> LoggedIn | None:
    """Return the session of a cookie, None when there is none any more.

    ``keep``: asking counts as using it.
    """
    hashed = key_hash(key)
    with database.read() as connection:
        found = accounts.logged_in(connection, hashed)
    if found is None or found.account.disabled or _is_over(found):
        return None
    idle = now() - found.seen_at
    if keep and idle >= _TOUCHED_EVERY:
        with database.write() as connection:
            accounts.touch_session(connection, hashed)
    left = timedelta(minutes=IDLE_MINUTES) - (timedelta() if keep else idle)
    last = found.started_at + timedelta(hours=LONGEST_HOURS) - now()
    return LoggedIn(key, found.account, int(min(left, last).total_seconds()))


def _is_over(found: accounts.LoggedIn) -> bool:
    moment = now()
    idle = moment - found.seen_at > timedelta(minutes=IDLE_MINUTES)
    return idle or moment - found.started_at > timedelta(hours=LONGEST_HOURS)


def forget_expired(connection: Connection) -> None:
    """Drop the sessions that nobody can use any more."""
    accounts.forget_old_sessions(connection, now() - timedelta(minutes=IDLE_MINUTES))


def sign_out(database: Database, key: str, by: Visitor) -> None:
    """End a session."""
    with database.write() as connection:
        accounts.end_session(connection, key_hash(key))
        audit.record(connection, by, "logout", by.name)


def of_token(database: Database, key: str, address: str) -> Visitor | None:
    """Return whom a program's token stands for, None for one that is not valid."""
    with database.read() as connection:
        found = accounts.of_token(connection, key_hash(key))
    if found is None or found.disabled or found.one_time:
        return None
    return visitor_of(found, address)


def change_password(database: Database, session: LoggedIn, old: str, new: str, address: str) -> str:
    """Change one's own password; return the key of the new session. All others end."""
    account, by = session.account, session.visitor(address)
    claimed = _claim(database, account.name, address)
    hashed = claimed[1] if claimed else nobodys_hash()
    if not is_password(hashed, old):
        audit.note(database, by, "password", account.name, "failed", "原密码不对")
        raise Refusal("原密码不对。")
    _forgive(database, account.name)
    check_password(new, account.name)
    if is_password(hashed, new):
        raise Refusal("新密码不能与原密码相同。")
    key, made = new_key(), hash_password(new)
    with database.write() as connection:
        _still_right(connection, account, hashed)
        accounts.set_password(connection, account.id, made, one_time=False)
        accounts.start_session(connection, key_hash(key), account.id, address)
        audit.record(connection, by, "password", account.name)
    return key


def _forgive(database: Database, name: str) -> None:
    with database.write() as connection:
        accounts.forget_failures(connection, name)
