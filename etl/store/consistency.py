"""What must hold within the database, asked of the database itself."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import closing

from sqlalchemy import Connection, func, select, text

from etl.domain.audit import NO_HASH
from etl.store import audit, submissions
from etl.store.tables import original, submission

Problem = tuple[str, str]
"""Where, and what."""

_AT_ONCE = 200


def database_itself(connection: Connection) -> Iterator[Problem]:
    """Yield what the engine finds broken in its own file and between tables."""
    if connection.dialect.name != "sqlite":
        return
    for (said,) in connection.execute(text("PRAGMA integrity_check")):
        if said != "ok":
            yield "database", f"数据库文件损坏：{said}"
    for row in connection.execute(text("PRAGMA foreign_key_check")):
        yield f"table {row[0]}", f"第{row[1]}行指向{row[2]}里没有的记录"


GUARDED = ("release", "audit", "audit_head", "month_event", "month_gap")
"""Tables that triggers keep from being changed."""


def guards(connection: Connection) -> Iterator[Problem]:
    """Yield the tables whose triggers are gone or switched off: what they kept may be changed."""
    if connection.dialect.name == "sqlite":
        query = "SELECT tbl_name, name FROM sqlite_master WHERE type = 'trigger'"
    else:
        query = (
            "SELECT c.relname, t.tgname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
            "WHERE NOT t.tgisinternal AND t.tgenabled IN ('O', 'A')"
        )
    found: dict[str, set[str]] = {}
    for table, name in connection.execute(text(query)):
        found.setdefault(table, set()).add(name)
    for table in GUARDED:
        lacking = _expected(connection, table) - found.get(table, set())
        if lacking:
            yield f"table {table}", f"防改动的触发器不在或停用了：{'、'.join(sorted(lacking))}"


def _expected(connection: Connection, table: str) -> set[str]:
    if table == "audit_head":
        return {"audit_head_keeps_young"}
    if connection.dialect.name == "sqlite":
        rowid = {"month_gap_no_rowid"} if table == "month_gap" else set()
        return {f"{table}_no_{what}" for what in ("replace", "update", "delete")} | rowid
    return {f"{table}_no_change", f"{table}_no_truncate"}


def originals(connection: Connection) -> Iterator[Problem]:
    """Yield the originals whose bytes are not those of their SHA-256."""
    query = select(original.c.sha256, original.c.content, original.c.size)
    for sha256, content, size in connection.execute(query.execution_options(yield_per=_AT_ONCE)):
        if hashlib.sha256(content).hexdigest() != sha256 or len(content) != size:
            yield f"original {sha256}", "原件内容与校验码不符"
    filed = select(submission.c.id, submission.c.original_sha256).where(
        submission.c.original_sha256.not_in(select(original.c.sha256))
    )
    for identifier, sha256 in connection.execute(filed):
        yield f"submission {identifier}", f"原件{sha256[:12]}不在库里"


def figures(connection: Connection) -> Iterator[Problem]:
    """Yield the submissions whose stored figures are not those that were filed."""
    query = select(submission.c.id, submission.c.as_of, submission.c.figures_sha256)
    rows = connection.execute(query.order_by(submission.c.id)).all()
    for start in range(0, len(rows), _AT_ONCE):
        part = rows[start : start + _AT_ONCE]
        held = submissions.amounts_of(connection, [row.id for row in part])
        for row in part:
            digest = submissions.figures_digest(held[row.id].values(), row.as_of)
            if digest != row.figures_sha256:
                yield f"submission {row.id}", "保存的数与报送时的校验码不符"


def versions(connection: Connection) -> Iterator[Problem]:
    """Yield the county months of which more than one version counts."""
    place = (submission.c.region, submission.c.year, submission.c.month)
    query = select(*place).where(submission.c.state == "accepted").group_by(*place)
    for region, year, month in connection.execute(query.having(func.count() > 1)):
        yield f"submission {region} {year}-{month:02d}", "有不止一个版本计入"


def audit_chain(connection: Connection) -> Iterator[Problem]:
    """Yield the first altered or missing row of the audit, or where its end was cut off.

    What comes after the first break proves nothing, so that one is named alone.
    """
    head = audit.head(connection)
    number, previous = head.pruned, head.pruned_hash
    told_of_pruning = head.pruned == 0 and previous == NO_HASH
    with closing(audit.rows(connection)) as rows:
        for row in rows:
            if row.id != number + 1:
                yield f"audit {number + 1}", "这一行不见了"
                return
            if not row.is_true or row.previous != previous:
                yield f"audit {row.id}", "这一行被改动过"
                return
            number, previous = row.id, row.hash
            told_of_pruning |= row.entry.action == "audit" and head.pruned_hash in row.entry.detail
    if number > head.last:
        yield f"audit {head.last + 1}", f"日志应有{head.last}行，后面多出来了"
    elif (number, previous) != (head.last, head.hash):
        yield f"audit {number + 1}", f"日志应有{head.last}行，后面的不见了"
    elif not told_of_pruning:
        yield f"audit {head.pruned}", "前面的行被删去，日志里没有清理的记录"
