"""The bytes of files, by their SHA-256."""

from __future__ import annotations

import hashlib

from sqlalchemy import Connection, insert, select

from etl.store.clock import now
from etl.store.tables import original


def digest(content: bytes) -> str:
    """Return the SHA-256 of bytes, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def keep(connection: Connection, content: bytes) -> str:
    """Store bytes unless they are there already; return their hash."""
    sha256 = digest(content)
    known = select(original.c.sha256).where(original.c.sha256 == sha256)
    if connection.execute(known).first() is None:
        values = {"sha256": sha256, "content": content, "size": len(content), "stored_at": now()}
        connection.execute(insert(original).values(values))
    return sha256


def fetch(connection: Connection, sha256: str) -> bytes | None:
    """Return the bytes of a hash, None when they are not kept."""
    found = connection.execute(select(original.c.content).where(original.c.sha256 == sha256))
    content = found.scalar_one_or_none()
    return None if content is None else bytes(content)
