"""Bringing a database to the present schema, by alembic."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, Select, inspect, select, table
from sqlalchemy import column as named_column

from etl.domain.refusal import SystemFault
from etl.store.database import Database

HEAD = "0004"
"""The newest migration, so that a start needs no look into the folder of migrations."""

_MIGRATIONS = Path(__file__).with_name("migrations")


def version(connection: Connection) -> str | None:
    """Return the schema's version, None for an empty database."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    query: Select[str] = select(named_column("version_num")).select_from(table("alembic_version"))
    return connection.execute(query).scalar()


def is_current(database: Database) -> bool:
    """Whether the schema is the one this program works with."""
    with database.read() as connection:
        return version(connection) == HEAD


def migrate(database: Database) -> bool:
    """Create or migrate the schema in one transaction; return whether anything changed."""
    if is_current(database):
        return False
    # Alembic takes long to import, and most starts find the schema current.
    from alembic import command
    from alembic.config import Config
    from alembic.util import CommandError

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS))
    with database.write() as connection:
        if version(connection) == HEAD:
            return False
        config.attributes["connection"] = connection
        try:
            command.upgrade(config, "head")
        except CommandError as error:
            raise SystemFault(
                "数据库是更新版本的程序建的，这个版本打不开。请换用新版程序。"
            ) from error
    return True
