"""Connections: SQLite by default, PostgreSQL where one machine is too small."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.engine import URL
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

from etl.domain.refusal import SystemFault, WrongUsage
from etl.store.network_paths import on_network_share

BUSY_SECONDS = 30


class Database:
    """One database. Transactions belong to the use case: see ``read`` and ``write``."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._writing = engine.execution_options(writes=True)

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Open a transaction that sees one state of the data and writes nothing."""
        with _faults_in_words(self.engine.url), self.engine.connect() as connection:
            yield connection
            connection.rollback()

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """Open a transaction that is kept whole or not at all."""
        with _faults_in_words(self.engine.url), self._writing.begin() as connection:
            yield connection

    def close(self) -> None:
        """Close all connections."""
        self.engine.dispose()


def open_database(url: str) -> Database:
    """Return the database of an SQLAlchemy URL; no connection is made yet.

    Raises WrongUsage for a URL that is none, SystemFault for a SQLite file that cannot be
    written or lies on a network share.
    """
    parsed = _parse(url)
    if parsed.get_backend_name() != "sqlite":
        return Database(create_engine(parsed, pool_pre_ping=True))
    _check_file(parsed)
    engine = create_engine(parsed, connect_args={"timeout": BUSY_SECONDS})
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return Database(engine)


def _parse(url: str) -> URL:
    try:
        parsed = make_url(url)
        parsed.get_dialect()
    except (ArgumentError, NoSuchModuleError, ModuleNotFoundError) as error:
        raise WrongUsage(
            "数据库地址写得不对。应为 sqlite:///文件路径 或 postgresql+psycopg://用户：口令@主机/库名。"
        ) from error
    if parsed.get_backend_name() not in ("sqlite", "postgresql"):
        raise WrongUsage("数据库只支持 SQLite 和 PostgreSQL。")
    return parsed


def _check_file(url: URL) -> None:
    if not url.database or url.database == ":memory:":
        raise WrongUsage("SQLite 数据库要有文件路径，如 sqlite:///data/livelihood.sqlite。")
    path = Path(url.database)
    if on_network_share(path):
        raise SystemFault(
            f"数据库 {path} 在网络共享盘上,SQLite 在那里会丢数据。请改放本机磁盘，或改用 PostgreSQL。"
        )
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("ab"):
            pass
    except OSError as error:
        reason = error.strerror or "未知原因"
        raise SystemFault(f"数据库 {path} 不能写入({reason})。请检查路径和权限。") from error


def _prepare_sqlite(connection: sqlite3.Connection, _: Any) -> None:
    # The driver's own transactions begin too late for BEGIN IMMEDIATE; ours begin in _begin_sqlite.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",  # an acknowledged filing survives a power cut
        "foreign_keys=ON",
        f"busy_timeout={BUSY_SECONDS * 1000}",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


@contextmanager
def _faults_in_words(url: URL) -> Iterator[None]:
    """Tell a fault of the database in one sentence; the password is never in it."""
    try:
        yield
    except DBAPIError as error:
        shown = url.render_as_string(hide_password=True)
        detail = str(error.orig).strip().splitlines()[0] if error.orig else type(error).__name__
        raise SystemFault(f"数据库 {shown} 出错：{detail}。") from error
