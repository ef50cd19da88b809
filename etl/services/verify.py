"""A full check of the database: its file, its figures, its originals, its releases, the chain of the audit."""

from __future__ import annotations

from itertools import chain

from etl.services.database import Database
from etl.store import consistency, releases
from etl.store.consistency import Problem


def verify(database: Database) -> list[Problem]:
    """Return everything that is wrong, each with where it is; nothing is changed."""
    with database.read() as connection:
        found = chain(
            consistency.database_itself(connection),
            consistency.guards(connection),
            consistency.versions(connection),
            consistency.originals(connection),
            consistency.figures(connection),
            consistency.audit_chain(connection),
            releases.problems(connection),
        )
        return list(found)
