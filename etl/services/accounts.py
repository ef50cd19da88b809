"""Managing accounts: made, reset, put out of use, given a token."""

from __future__ import annotations

import re
from dataclasses import dataclass

from etl.domain.account import Account, check_mail, check_password, checked_name
from etl.domain.refusal import NotFound, Refusal, WrongUsage
from etl.domain.roles import ROLE_NAMES, Role, Visitor
from etl.services import audit
from etl.services.database import Database
from etl.services.passwords import hash_password, key_hash, new_key, one_time_password
from etl.store import accounts, plans
from etl.store.accounts import NewAccount
from etl.store.database import Connection

FIRST_ADMIN = "admin"
_CODE = re.compile(r"[0-9A-Za-z_-]{1,32}")
_OF_CITY: tuple[Role, ...] = ("county", "leadership", "press")
"""The accounts that the city's statistician keeps; the others are the administrator's."""


@dataclass(frozen=True)
class Wanted:
    """What an account is to be; without a password it gets a one-time one."""

    name: str
    role: Role
    region: str = ""
    mail: str = ""
    password: str | None = None


def roles_kept_by(by: Visitor) -> tuple[Role, ...]:
    """Return the roles whose accounts somebody may make and change."""
    if by.role == "city":
        return _OF_CITY
    return tuple(ROLE_NAMES) if by.role in (None, "admin") else ()


def add_account(database: Database, wanted: Wanted, by: Visitor) -> str | None:
    """Make an account; return its one-time password when none was given."""
    name = checked_name(wanted.name)
    password = one_time_password() if wanted.password is None else wanted.password
    if wanted.password is not None:
        check_password(password, name)
    _check_kept(wanted.role, by)
    hashed = hash_password(password)
    with database.write() as connection:
        if accounts.by_name(connection, name) is not None:
            raise Refusal(f"已经有叫“{name}”的账号，请换一个名字。")
        new = NewAccount(
            name=name,
            role=wanted.role,
            region=_region(connection, wanted),
            mail=check_mail(wanted.mail),
            password_hash=hashed,
            one_time=wanted.password is None,
            made_by=by.name,
        )
        accounts.add(connection, new)
        whose = f"，县区 {new.region}" if new.region else ""
        audit.record(connection, by, "account", name, detail=f"新建：{ROLE_NAMES[new.role]}{whose}")
    return password if wanted.password is None else None


def _region(connection: Connection, wanted: Wanted) -> str:
    """Return the code of the region of a county account; before any plan it is taken as given."""
    written = wanted.region.strip()
    if wanted.role != "county":
        if written:
            raise WrongUsage("只有县区统计账号属于一个县区，其他账号不写县区。")
        return ""
    newest = plans.newest(connection)
    if not written:
        first = "" if newest else "还没有录入年度任务书，没有县区可选；请先录入任务书。"
        raise WrongUsage(first or "县区统计账号要写明县区。")
    if newest is None:
        if not _CODE.fullmatch(written):
            raise NotFound("还没有录入年度任务书，请写县区的行政区划代码。")
        return written
    code = newest.plan.region_names.find(written)
    if code is None or not newest.plan.tree[code].submits:
        raise NotFound(f"{newest.plan.year}年任务书里没有报送月报表的县区“{written[:40]}”。")
    return code


def _check_kept(role: Role, by: Visitor) -> None:
    if role not in roles_kept_by(by):
        raise Refusal(f"“{ROLE_NAMES[role]}”账号由管理员管理，您的账号不能改。")


def every_account(database: Database) -> tuple[Account, ...]:
    """Return all accounts."""
    with database.read() as connection:
        return accounts.every(connection)


def set_disabled(database: Database, name: str, disabled: bool, by: Visitor) -> None:
    """Put an account out of use, or into use again."""
    with database.write() as connection:
        found = _kept(connection, name, by)
        if disabled and found.name == by.name:
            raise Refusal("不能停用自己的账号，请另一位管理员来做。")
        accounts.set_disabled(connection, found.id, disabled)
        audit.record(connection, by, "account", found.name, detail="停用" if disabled else "启用")


def reset_password(database: Database, name: str, by: Visitor) -> str:
    """Give an account a one-time password; return it. Old sessions, token and lock end."""
    password = one_time_password()
    hashed = hash_password(password)
    with database.write() as connection:
        found = _kept(connection, name, by)
        accounts.set_password(connection, found.id, hashed, one_time=True)
        accounts.drop_token(connection, found.id)
        accounts.forget_failures(connection, found.name)
        audit.record(connection, by, "account", found.name, detail="重置密码")
    return password


def set_mail(database: Database, name: str, mail: str, by: Visitor) -> None:
    """Change where an account's reminders go; "" for nowhere."""
    with database.write() as connection:
        found = _kept(connection, name, by)
        accounts.set_mail(connection, found.id, check_mail(mail))
        audit.record(connection, by, "account", found.name, detail="改邮箱")


def make_token(database: Database, name: str, by: Visitor) -> str:
    """Give an account a token for programs, in place of the one before; return it."""
    key = new_key()
    with database.write() as connection:
        found = _kept(connection, name, by)
        if found.disabled:
            raise Refusal(f"账号“{found.name}”已停用，不能发接口令牌。")
        accounts.set_token(connection, found.id, key_hash(key), by.name)
        audit.record(connection, by, "token", found.name, detail="发接口令牌，旧的作废")
    return key


def _kept(connection: Connection, name: str, by: Visitor) -> Account:
    found = accounts.by_name(connection, name)
    if found is None:
        raise NotFound(f"没有叫“{name[:60]}”的账号。")
    _check_kept(found.role, by)
    return found


def acting_as(database: Database, name: str) -> Visitor:
    """Return whoever acts under an account's name from the command line."""
    with database.read() as connection:
        found = accounts.by_name(connection, name)
    if found is None:
        raise NotFound(f"没有叫“{name[:60]}”的账号。")
    if found.disabled:
        raise Refusal(f"账号“{found.name}”已停用。")
    return Visitor(found.name, found.role, found.region)


def first_administrator(database: Database) -> str | None:
    """Make an administrator where there is none yet; return the one-time password, else None."""
    with database.read() as connection:
        if accounts.count_of(connection, "admin"):
            return None
    password = one_time_password()
    hashed = hash_password(password)
    with database.write() as connection:
        if accounts.count_of(connection, "admin"):
            return None  # another process of the same start was faster
        name = FIRST_ADMIN
        while accounts.by_name(connection, name) is not None:
            name += "1"
        new = NewAccount(name, "admin", "", "", hashed, one_time=True, made_by="首次启动")
        accounts.add(connection, new)
        audit.record(connection, Visitor("首次启动"), "account", name, detail="新建：管理员")
    return password
