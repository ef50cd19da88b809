"""Releases: kept whole, never changed; the database itself refuses."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, insert, select

from etl.domain.period import Month
from etl.domain.release import Release, ReleaseHead
from etl.store import audit as chain
from etl.store import data_version, frozen
from etl.store.tables import audit, release

_ENCODER = msgspec.json.Encoder(order="deterministic", decimal_format="string")
_DECODER = msgspec.json.Decoder(ReleaseHead)


def add(connection: Connection, head: ReleaseHead, rows: bytes) -> Release:
    """Store a release; ``rows`` is the document of what counted."""
    text = _ENCODER.encode(head).decode()
    sha256 = digest(text, rows)
    connection.execute(
        insert(release).values(
            name=head.id,
            year=head.month.year,
            month=head.month.number,
            number=head.number,
            head=text,
            rows=frozen.pack(rows),
            sha256=sha256,
        )
    )
    data_version.advance_filings(connection)
    return Release(head, sha256)


def digest(head: str, rows: bytes) -> str:
    """Return the checksum of a release: over its head and over what it holds."""
    found = hashlib.sha256(head.encode())
    found.update(b"\n")
    found.update(rows)
    return found.hexdigest()


_SHORT = (release.c.name, release.c.head, release.c.sha256)


def every(connection: Connection) -> tuple[Release, ...]:
    """Return all releases by month and number."""
    query = select(*_SHORT).order_by(release.c.year, release.c.month, release.c.number)
    return tuple(_release(row) for row in connection.execute(query))


def by_name(connection: Connection, name: str) -> Release | None:
    """Return one release, None when there is none of this number."""
    row = connection.execute(select(*_SHORT).where(release.c.name == name)).first()
    return None if row is None else _release(row)


def of_month(connection: Connection, month: Month) -> tuple[Release, ...]:
    """Return the releases of a month in their order."""
    query = select(*_SHORT).where(release.c.year == month.year, release.c.month == month.number)
    return tuple(_release(row) for row in connection.execute(query.order_by(release.c.number)))


def last_name(connection: Connection, month: Month) -> str:
    """Return the number of a month's last release, "" without one; asked for by every page."""
    query = select(release.c.name).where(
        release.c.year == month.year, release.c.month == month.number
    )
    found = connection.execute(query.order_by(release.c.number.desc()).limit(1)).scalar()
    return found or ""


def rows_of(connection: Connection, name: str) -> bytes | None:
    """Return what a release holds as it was when it was made."""
    packed = connection.execute(select(release.c.rows).where(release.c.name == name)).scalar()
    return None if packed is None else frozen.unpack(packed)


def _release(row: Row[Any, Any, Any]) -> Release:
    return Release(_DECODER.decode(row.head), row.sha256)


# ---------------------------------------------------------------- what must hold

Problem = tuple[str, str]


def problems(connection: Connection) -> Iterator[Problem]:
    """Yield the releases that are not what they were: altered, missing, or put in by hand."""
    pruned, logged = chain.head(connection).pruned, _logged(connection)
    names, kept = set(), []
    for row in connection.execute(select(release).order_by(release.c.name)):
        names.add(row.name)
        head = _true_head(row)
        if head is None or (row.name, row.year, row.month, row.number) != _called(head):
            yield f"release {row.name}", "定版的内容与校验码不符，被改动过"
            continue
        kept.append(Release(head, row.sha256))
        lines = logged.get(row.name, [])
        older = 0 < head.audit_last < pruned  # then its line may have been pruned with the rest
        if not _is_logged(lines, row.sha256) and (lines or not older):
            yield f"release {row.name}", "日志里没有这个定版，或校验码不同"
        if head.audit_last > pruned and _hash_at(connection, head.audit_last) != head.audit_hash:
            yield f"audit {head.audit_last}", f"日志与定版{head.id}记下的不符，被改动或截断过"
    yield from _broken_chain(kept)
    for name in sorted(set(logged) - names):
        yield f"release {name}", "日志里有这个定版，现在不见了"


def _is_logged(lines: Sequence[str], sha256: str) -> bool:
    """Whether the log has one line of a release, which begins with its checksum."""
    return len(lines) == 1 and lines[0].startswith(f"校验码 {sha256}，")


def _hash_at(connection: Connection, number: int) -> str | None:
    found: str | None = connection.execute(
        select(audit.c.hash).where(audit.c.id == number)
    ).scalar()
    return found


def _true_head(row: Row[Any]) -> ReleaseHead | None:
    """Return the head of a row that still is what its checksum was made of."""
    try:
        rows = frozen.unpack(row.rows)
        head: ReleaseHead = _DECODER.decode(row.head)
    except (ValueError, msgspec.MsgspecError):
        return None
    return head if digest(row.head, rows) == row.sha256 else None


def _called(head: ReleaseHead) -> tuple[str, int, int, int]:
    return head.id, head.month.year, head.month.number, head.number


def _broken_chain(kept: Sequence[Release]) -> Iterator[Problem]:
    """Yield what is missing or does not belong: each release names the one made before it.

    So there is one first, each has one after it at most, and their places in the log go up.
    """
    found = {item.id: item for item in kept}
    followed: dict[str | None, str] = {}
    for item in sorted(kept, key=lambda item: item.head.audit_last):
        head = item.head
        before = found.get(head.previous) if head.previous else None
        if head.previous is not None and (before is None or before.sha256 != head.previous_sha256):
            yield f"release {head.previous}", f"定版{head.id}之前的这个定版不见了，或被改动过"
        elif head.previous in followed or (before and before.head.audit_last >= head.audit_last):
            yield f"release {head.id}", "定版不在先后相接的链条上，可能是后来放进去的"
        followed.setdefault(head.previous, head.id)
        expected = f"{head.month}-{head.number - 1}" if head.number > 1 else None
        if head.supersedes != expected or (expected and expected not in found):
            yield f"release {head.id}", "定版的编号不连续"


def _logged(connection: Connection) -> dict[str, list[str]]:
    """Return what the log says of the releases it knows of, by number."""
    query = select(audit.c.subject, audit.c.detail).where(
        audit.c.action == "release", audit.c.result == "ok"
    )
    found: dict[str, list[str]] = {}
    for row in connection.execute(query.order_by(audit.c.id)):
        found.setdefault(row.subject, []).append(row.detail)
    return found
