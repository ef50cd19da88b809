"""Connections: SQLite by default, PostgreSQL where one machine is too small.

On both, a reader sees one state of the data for as long as it reads, and writers come
one after another: version numbers are counted and compared without surprises.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.engine import URL
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, TimeoutError

from etl.domain.refusal import SystemFault, WrongUsage
from etl.store.network_paths import on_network_share
from etl.store.system_words import database_words, system_words

__all__ = ["BUSY_SECONDS", "Connection", "Database", "open_database"]

BUSY_SECONDS = 30.0
"""How long a writer waits for the one before, and a connection for its server."""

_WRITERS = 7_217_033
"""Any number: the name of the lock that PostgreSQL's writers queue at."""

_WRONG_URL = (
    "数据库地址写得不对。应为 sqlite:///文件路径 或 postgresql+psycopg://用户名:口令@主机/库名 。"
)


class Database:
    """One database. Transactions belong to the use case: see ``read`` and ``write``."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        one_state = {"isolation_level": "REPEATABLE READ"}  # as SQLite has it by itself
        postgresql = engine.dialect.name == "postgresql"
        self._reading = engine.execution_options(**one_state) if postgresql else engine
        self._writing = engine.execution_options(writes=True)

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Open a transaction that sees one state of the data and writes nothing."""
        with _faults_in_words(self.engine.url), self._reading.connect() as connection:
            yield connection
            connection.rollback()

    def row(self, statement: str) -> tuple[Any, ...]:
        """Return the only row that one statement answers; no other state is seen with it.

        A statement alone sees one state by itself. Without a transaction of ours round it, and
        straight to the driver, it costs a small part of what ``read`` does: for the question
        that every page asks.
        """
        driver = self.engine.dialect.loaded_dbapi.Error
        with (
            _faults_in_words(self.engine.url, driver),
            closing(self.engine.raw_connection()) as raw,
        ):
            cursor = raw.cursor()
            cursor.execute(statement)
            (found,) = cursor.fetchall()
            return tuple(found)

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """Open a transaction that is kept whole or not at all."""
        with _faults_in_words(self.engine.url), self._writing.begin() as connection:
            yield connection

    def close(self) -> None:
        """Close all connections."""
        self.engine.dispose()


def open_database(url: str, busy_seconds: float | None = None) -> Database:
    """Return the database of an SQLAlchemy URL; no connection is made yet.

    Raises WrongUsage for a URL that is none, SystemFault for a SQLite file that cannot be
    written or lies on a network share.
    """
    parsed = _parse(url)
    open_backend = _sqlite if parsed.get_backend_name() == "sqlite" else _postgresql
    return open_backend(parsed, BUSY_SECONDS if busy_seconds is None else busy_seconds)


def _parse(url: str) -> URL:
    try:
        parsed = make_url(url)
        backend = parsed.get_backend_name()
        if backend not in ("sqlite", "postgresql"):
            raise WrongUsage("数据库只支持 SQLite 和 PostgreSQL。")
        if parsed.drivername == "postgresql":
            parsed = parsed.set(drivername="postgresql+psycopg")
        if parsed.get_dialect().driver not in ("pysqlite", "psycopg"):
            raise WrongUsage(_WRONG_URL)
    except (ArgumentError, NoSuchModuleError, ImportError, ValueError) as error:
        raise WrongUsage(_WRONG_URL) from error
    return parsed


# ---------------------------------------------------------------- SQLite


def _sqlite(url: URL, busy_seconds: float) -> Database:
    _check_file(url)
    engine = create_engine(url, connect_args={"timeout": busy_seconds})
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", begin_sqlite)
    return Database(engine)


def _check_file(url: URL) -> None:
    if not url.database or url.database == ":memory:":
        raise WrongUsage("SQLite 数据库要有文件路径，如 sqlite:///data/livelihood.sqlite。")
    path = Path(url.database)
    try:
        if on_network_share(path):
            raise SystemFault(
                f"数据库 {path} 在网络共享盘上，SQLite 在那里会丢数据。请改放本机磁盘，或改用 PostgreSQL。"
            )
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("ab"):
            pass
    except OSError as error:
        reason = system_words(error)
        raise SystemFault(f"数据库 {path} 不能写入（{reason}）。请检查路径和权限。") from error


def _prepare_sqlite(connection: sqlite3.Connection, _: Any) -> None:
    # The driver's own transactions begin too late for BEGIN IMMEDIATE; ours begin in begin_sqlite.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",  # an acknowledged filing survives a power cut
        "foreign_keys=ON",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def begin_sqlite(connection: Connection) -> None:
    """Begin a transaction of ours: a writer's locks out other writers from the start."""
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


# ---------------------------------------------------------------- PostgreSQL


def _postgresql(url: URL, busy_seconds: float) -> Database:
    wait = {} if "connect_timeout" in url.query else {"connect_timeout": max(2, int(busy_seconds))}
    engine = create_engine(url, pool_pre_ping=True, connect_args=wait)

    def queue(connection: Connection) -> None:
        if connection.get_execution_options().get("writes", False):
            milliseconds = int(busy_seconds * 1000)
            connection.exec_driver_sql(f"SET LOCAL lock_timeout = {milliseconds}")
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_WRITERS})")

    event.listen(engine, "begin", queue)
    return Database(engine)


# ---------------------------------------------------------------- faults


@contextmanager
def _faults_in_words(url: URL, driver: type[Exception] = DBAPIError) -> Iterator[None]:
    """Tell a fault of the database in one sentence; user, password and options stay out.

    ``driver``: what the driver itself raises, where SQLAlchemy does not stand between.
    """
    try:
        yield
    except (DBAPIError, TimeoutError, driver) as error:
        cause = None if isinstance(error, TimeoutError) else getattr(error, "orig", error)
        said = str(cause or "连接已用完").strip().splitlines()
        detail = database_words(said[0].rstrip("。.")) if said else type(cause).__name__
        raise SystemFault(f"数据库 {_shown(url)} 出错：{detail}。") from error


def _shown(url: URL) -> str:
    if url.get_backend_name() == "sqlite":
        return str(url.database)
    port = f":{url.port}" if url.port else ""
    return f"{url.host or '本机'}{port}/{url.database or ''}"
