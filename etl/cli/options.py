"""Options that several commands share, and how they print."""

from __future__ import annotations

import getpass
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from etl.domain.period import Month
from etl.domain.refusal import SystemFault, WrongUsage
from etl.domain.roles import Visitor
from etl.services.database import DEFAULT_URL, Database, connect, prepare
from etl.services.faults import system_words

DB_HELP = "数据库地址（默认取环境变量 DATABASE_URL，再默认 " + DEFAULT_URL + "）"


def database_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add ``--db URL``."""
    return click.option("--db", "db", metavar="URL", default=None, help=DB_HELP)(command)


def json_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add ``--json``."""
    text = "在标准输出上只给机器可读的结果"
    return click.option("--json", "as_json", is_flag=True, help=text)(command)


class MonthType(click.ParamType[Month]):
    """A month written YYYY-MM."""

    name = "YYYY-MM"

    def convert(self, value: Any, param: Any, ctx: Any) -> Month:
        """Return the month, or fail as wrong usage."""
        if isinstance(value, Month):
            return value
        try:
            return Month.parse(str(value))
        except ValueError:
            self.fail(f"月份应为 2021-08 的样子，写的是 {value}", param, ctx)


year_option = click.option("--year", type=click.IntRange(1990, 2999), required=True, help="年份")


def table_options(*kinds: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Add ``--format`` (``kind``, the first one by default) and ``-o`` (``output``)."""

    def add(command: Callable[..., Any]) -> Callable[..., Any]:
        choice = click.option(
            "--format", "kind", type=click.Choice(kinds), default=kinds[0], show_default=True,
            help="输出格式",
        )  # fmt: skip
        path = click.Path(path_type=Path)
        return choice(
            click.option("-o", "output", type=path, help="写到文件（默认标准输出）")(command)
        )

    return add


def needs_a_file(kind: str, output: Path | None) -> None:
    """Refuse to write a workbook onto the screen."""
    if kind == "xlsx" and output is None:
        raise WrongUsage("xlsx 要用 -o 指定文件。")


def year_and_month(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add ``--year`` and ``--month``."""
    month = click.option("--month", type=click.IntRange(1, 12), required=True, help="月份，1 到 12")
    return year_option(month(command))


def url(db: str | None) -> str:
    """Return the database URL: the option, else the environment, else the default."""
    return db or os.environ.get("DATABASE_URL") or DEFAULT_URL


def open_ready(db: str | None) -> Database:
    """Open a database and bring its schema up to date."""
    database = open_database(db)
    prepare(database)
    return database


def open_database(db: str | None) -> Database:
    """Open a database that is closed when the command ends."""
    database = connect(url(db))
    click.get_current_context().call_on_close(database.close)
    return database


def actor() -> str:
    """Return who is at the command line: ``cli:<system user>``."""
    try:
        return f"cli:{getpass.getuser()}"
    except (KeyError, OSError, ImportError):
        return "cli:unknown"


def by() -> Visitor:
    """Return the same as whoever acts, who has no role and is bound by none."""
    return Visitor(actor())


def note_export(database: Database, what: str, output: Path | None = None) -> None:
    """Write down that figures or a workbook left the house, and into which file."""
    from etl.services import audit

    audit.note(database, by(), "export", what, detail=output.name if output else "")


def json_text(answer: Any) -> bytes:
    """Return a result as JSON, as it is printed and written."""
    return (json.dumps(answer, ensure_ascii=False, indent=2) + "\n").encode()


def print_json(answer: Any) -> None:
    """Print a result as JSON on stdout."""
    write_output(json_text(answer), None)


def write_file(path: Path, content: bytes) -> None:
    """Write a result file whole or not at all; what cannot be written is said in one sentence."""
    if path.exists() and not path.is_file():
        raise SystemFault(f"不能写入 {path}：这不是文件。")
    if not path.parent.is_dir():
        raise SystemFault(f"不能写入 {path}：没有文件夹“{path.parent}”，请先建好。")
    half = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        try:
            half.write_bytes(content)
            half.replace(path)
        finally:
            half.unlink(missing_ok=True)
    except OSError as error:
        raise SystemFault(f"不能写入 {path}：{system_words(error)}。") from error


def write_output(content: bytes, path: Path | None) -> None:
    """Write bytes to a file, or to stdout when none is named."""
    if path is not None:
        write_file(path, content)
        return
    sys.stdout.flush()
    sys.stdout.buffer.write(content)
    sys.stdout.buffer.flush()
