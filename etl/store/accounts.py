"""Accounts with their sessions, tokens and failed logins."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, delete, func, insert, select, update

from etl.domain.account import FAILURES_ALLOWED, LOCK_MINUTES, Account, name_key
from etl.domain.roles import Role
from etl.store.clock import now
from etl.store.tables import account, login_failure, session, token

_LOCK = timedelta(minutes=LOCK_MINUTES)
_FAILURES_KEPT = timedelta(days=1)


@dataclass(frozen=True)
class NewAccount:
    """What an account is made of; the hash is of a one-time password or one of its own."""

    name: str
    role: Role
    region: str
    mail: str
    password_hash: str
    one_time: bool
    made_by: str


def add(connection: Connection, new: NewAccount) -> int:
    """Store an account; return its id."""
    values = {
        "name": new.name,
        "name_key": name_key(new.name),
        "role": new.role,
        "region": new.region or None,
        "mail": new.mail,
        "password_hash": new.password_hash,
        "password_at": now(),
        "one_time": new.one_time,
        "disabled": False,
        "made_by": new.made_by,
        "made_at": now(),
    }
    made = connection.execute(insert(account).values(values).returning(account.c.id))
    return int(made.scalar_one())


def by_name(connection: Connection, name: str) -> Account | None:
    """Return the account of a name, None where there is none."""
    row = connection.execute(select(account).where(account.c.name_key == name_key(name))).first()
    return None if row is None else _account(row)


def by_id(connection: Connection, identifier: int) -> Account | None:
    """Return the account of an id."""
    row = connection.execute(select(account).where(account.c.id == identifier)).first()
    return None if row is None else _account(row)


def every(connection: Connection) -> tuple[Account, ...]:
    """Return all accounts, by role and name, with which of them are locked."""
    found = connection.execute(select(account).order_by(account.c.role, account.c.name_key))
    locked = _locked_keys(connection)
    return tuple(_account(row, row.name_key in locked) for row in found)


def count_of(connection: Connection, role: Role) -> int:
    """Return how many accounts of a role there are, those out of use included."""
    query = select(func.count()).select_from(account).where(account.c.role == role)
    return connection.execute(query).scalar_one()


def password_hash(connection: Connection, identifier: int) -> str:
    """Return the hash of an account's password."""
    query = select(account.c.password_hash).where(account.c.id == identifier)
    return str(connection.execute(query).scalar_one())


def set_password(connection: Connection, identifier: int, hashed: str, one_time: bool) -> None:
    """Give an account another password: all that was logged in with the old one ends."""
    values = {"password_hash": hashed, "password_at": now(), "one_time": one_time}
    connection.execute(update(account).where(account.c.id == identifier).values(values))
    end_sessions(connection, identifier)


def set_disabled(connection: Connection, identifier: int, disabled: bool) -> None:
    """Put an account out of use or into use again; out of use it is logged out everywhere."""
    connection.execute(update(account).where(account.c.id == identifier).values(disabled=disabled))
    if disabled:
        end_sessions(connection, identifier)
        drop_token(connection, identifier)


def set_mail(connection: Connection, identifier: int, mail: str) -> None:
    """Change where reminders to an account go."""
    connection.execute(update(account).where(account.c.id == identifier).values(mail=mail))


def _account(row: Row[Any], locked: bool = False) -> Account:
    return Account(
        id=row.id,
        name=row.name,
        role=row.role,
        region=row.region or "",
        mail=row.mail,
        one_time=row.one_time,
        disabled=row.disabled,
        made_by=row.made_by,
        made_at=row.made_at,
        login_at=row.login_at,
        locked=locked,
    )


# ---------------------------------------------------------------- sessions and tokens


@dataclass(frozen=True)
class LoggedIn:
    """A session with its account."""

    account: Account
    started_at: datetime
    seen_at: datetime


def start_session(connection: Connection, key: str, identifier: int, address: str) -> None:
    """Log an account in; ``key`` is the hash of what the cookie holds."""
    moment = now()
    values = {"key": key, "account_id": identifier, "address": address,
              "started_at": moment, "seen_at": moment}  # fmt: skip
    connection.execute(insert(session).values(values))
    connection.execute(update(account).where(account.c.id == identifier).values(login_at=moment))


def logged_in(connection: Connection, key: str) -> LoggedIn | None:
    """Return the session of a key with its account."""
    columns = (account, session.c.started_at, session.c.seen_at)
    query = select(*columns).join(session, session.c.account_id == account.c.id)
    row = connection.execute(query.where(session.c.key == key)).first()
    return None if row is None else LoggedIn(_account(row), row.started_at, row.seen_at)


def touch_session(connection: Connection, key: str) -> None:
    """Note that a session is in use."""
    connection.execute(update(session).where(session.c.key == key).values(seen_at=now()))


def end_session(connection: Connection, key: str) -> None:
    """Log out: the cookie leads nowhere from now on."""
    connection.execute(delete(session).where(session.c.key == key))


def end_sessions(connection: Connection, identifier: int) -> None:
    """Log an account out wherever it is logged in."""
    connection.execute(delete(session).where(session.c.account_id == identifier))


def forget_old_sessions(connection: Connection, unseen_since: datetime) -> None:
    """Drop the sessions that nobody used since a moment."""
    connection.execute(delete(session).where(session.c.seen_at < unseen_since))


def set_token(connection: Connection, identifier: int, key: str, made_by: str) -> None:
    """Give an account a token, in place of the one before."""
    drop_token(connection, identifier)
    values = {"account_id": identifier, "key": key, "made_by": made_by, "made_at": now()}
    connection.execute(insert(token).values(values))


def drop_token(connection: Connection, identifier: int) -> None:
    """Take an account's token away."""
    connection.execute(delete(token).where(token.c.account_id == identifier))


def of_token(connection: Connection, key: str) -> Account | None:
    """Return the account that a token stands for."""
    query = select(account).join(token, token.c.account_id == account.c.id)
    row = connection.execute(query.where(token.c.key == key)).first()
    return None if row is None else _account(row)


# ---------------------------------------------------------------- failed logins


def locked_until(connection: Connection, name: str) -> datetime | None:
    """Return until when a name is locked by wrong passwords, None when it is not."""
    count, last = _failures(connection, name_key(name))
    if last is None or count < FAILURES_ALLOWED or last + _LOCK <= now():
        return None
    return last + _LOCK


def add_failure(connection: Connection, name: str, address: str) -> int:
    """Count a wrong password; return how many in a row. A lock that has run out counts no more."""
    key = name_key(name)
    count, last = _failures(connection, key)
    if last is not None and count >= FAILURES_ALLOWED and last + _LOCK <= now():
        forget_failures(connection, name)
        count = 0
    values = {"name_key": key, "address": address, "at": now()}
    connection.execute(insert(login_failure).values(values))
    connection.execute(delete(login_failure).where(login_failure.c.at < now() - _FAILURES_KEPT))
    return count + 1


def forget_failures(connection: Connection, name: str) -> None:
    """Forget the wrong passwords for a name."""
    connection.execute(delete(login_failure).where(login_failure.c.name_key == name_key(name)))


def failures_from(connection: Connection, address: str) -> int:
    """Return how many wrong passwords came from an address within the time of a lock."""
    query = (
        select(func.count())
        .select_from(login_failure)
        .where(login_failure.c.address == address, login_failure.c.at > now() - _LOCK)
    )
    return connection.execute(query).scalar_one()


def _failures(connection: Connection, key: str) -> tuple[int, datetime | None]:
    query = select(func.count(), func.max(login_failure.c.at)).where(
        login_failure.c.name_key == key
    )
    count, last = connection.execute(query).one()
    return count, last


def _locked_keys(connection: Connection) -> set[str]:
    query = (
        select(login_failure.c.name_key)
        .group_by(login_failure.c.name_key)
        .having(func.count() >= FAILURES_ALLOWED, func.max(login_failure.c.at) > now() - _LOCK)
    )
    return set(connection.execute(query).scalars())
