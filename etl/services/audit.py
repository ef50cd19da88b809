"""Writing, reading, exporting and pruning the audit."""

from __future__ import annotations

import csv
import io
from datetime import timedelta
from pathlib import Path

from etl.domain.audit import ACTION_NAMES, RESULT_NAMES, Action, Entry, Result, Row
from etl.domain.personal_numbers import holds_personal_number
from etl.domain.refusal import Refusal
from etl.domain.roles import ROLE_NAMES, Visitor
from etl.services.database import Database
from etl.store import audit as store
from etl.store.clock import now
from etl.store.database import Connection

LEAST_MONTHS = 6
_DAYS_OF_A_MONTH = 31
_LONGEST = 500
_LOOKED_BACK = 50
HEADERS = (
    "序号",
    "时间(UTC)",
    "账号",
    "角色",
    "来源地址",
    "事项",
    "对象",
    "结果",
    "内容",
    "上一行校验",
    "校验",
)


def record(
    connection: Connection,
    by: Visitor,
    action: Action,
    subject: str,
    result: Result = "ok",
    detail: str = "",
) -> None:
    """Add a row as part of the transaction that it speaks of."""
    entry = Entry(
        at=now(),
        actor=by.name,
        role=by.role or "",
        address=by.address,
        action=action,
        subject=_harmless(subject),
        result=result,
        detail=_harmless(detail),
    )
    store.append(connection, entry)


def was_refused(connection: Connection, subject: str, within: timedelta) -> bool:
    """Whether a login under a name was refused a short while ago: once is told, not each try."""
    recent = store.newest(connection, _LOOKED_BACK, action="login")
    since = now() - within
    return any(
        row.entry.subject == subject and row.entry.result == "refused" and row.entry.at >= since
        for row in recent
    )


def _harmless(text: str) -> str:
    """Return a text for the log: what reads like a personal number is left out."""
    return "（内容像证件号，略）" if holds_personal_number(text) else text[:_LONGEST]


def note(
    database: Database,
    by: Visitor,
    action: Action,
    subject: str,
    result: Result = "ok",
    detail: str = "",
) -> None:
    """Add a row for what changes nothing else, such as an export."""
    with database.write() as connection:
        record(connection, by, action, subject, result, detail)


def newest(
    database: Database, limit: int, before: int | None = None, action: str = ""
) -> list[Row]:
    """Return the newest rows, latest first."""
    with database.read() as connection:
        return store.newest(connection, limit, before, action)


def export(database: Database, until: int | None = None) -> bytes:
    """Return the rows that are kept as csv that Excel opens, with the hashes that chain them."""
    with database.read() as connection:
        return _csv(connection, until)


def _csv(connection: Connection, until: int | None) -> bytes:
    from etl.services.tables import neutral_text

    target = io.StringIO()
    writer = csv.writer(target)
    writer.writerow(HEADERS)
    for row in store.rows(connection, until=until):
        writer.writerow([neutral_text(value) for value in _cells(row)])
    return b"\xef\xbb\xbf" + target.getvalue().encode()


def _cells(row: Row) -> tuple[str, ...]:
    entry = row.entry
    return (
        str(row.id), entry.at.isoformat(), entry.actor, role_name(entry.role), entry.address,
        ACTION_NAMES.get(entry.action, entry.action), entry.subject,
        RESULT_NAMES.get(entry.result, entry.result), entry.detail, row.previous, row.hash,
    )  # fmt: skip


def role_name(role: str) -> str:
    """Return the name of a role, the role itself where it is none."""
    return next((name for key, name in ROLE_NAMES.items() if key == role), role)


def prune(database: Database, by: Visitor, months: int, target: Path) -> int:
    """Export what is older than so many months to a file, then delete it; return how many rows.

    Nothing is deleted that has not been written; the law wants six months at least.
    """
    if months < LEAST_MONTHS:
        raise Refusal(f"审计日志至少保存{LEAST_MONTHS}个月，不能按{months}个月清理。")
    if target.exists():
        raise Refusal(f"文件 {target} 已经有了，请换一个文件名。")
    with database.write() as connection:
        last = store.last_before(connection, now() - timedelta(days=months * _DAYS_OF_A_MONTH))
        before = store.head(connection)
        if last <= before.pruned:
            return 0
        target.write_bytes(_csv(connection, last))
        store.prune(connection, last)
        detail = f"导出后删去第{before.pruned + 1}至第{last}行，最后一行校验 {store.head(connection).pruned_hash}"
        record(connection, by, "audit", "清理到期日志", "ok", detail)
        return last - before.pruned
