"""Answers to forms that change something, by the key that each form is sent with."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import Connection, delete, insert, select

from etl.store.clock import now
from etl.store.tables import answered_request

_KEPT = timedelta(days=7)


def answered(connection: Connection, key: str, actor: str) -> str | None:
    """Return what a form with this key was answered, None when it comes for the first time."""
    query = select(answered_request.c.answer).where(
        answered_request.c.key == key, answered_request.c.actor == actor
    )
    return connection.execute(query).scalar_one_or_none()


def remember(connection: Connection, key: str, actor: str, answer: str) -> None:
    """Write an answer down, in the transaction of what it speaks of."""
    moment = now()
    connection.execute(delete(answered_request).where(answered_request.c.at < moment - _KEPT))
    if answered(connection, key, actor) is None:
        values = {"key": key, "actor": actor, "at": moment, "answer": answer}
        connection.execute(insert(answered_request).values(values))
