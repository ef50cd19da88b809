"""``init`` and ``verify``: make the database, and check it through."""

from __future__ import annotations

import click

from etl.cli.options import database_option, json_option, open_database, print_json
from etl.domain.refusal import SystemFault
from etl.services.database import is_ready, prepare
from etl.services.verify import verify as problems_of


@click.command()
@database_option
@json_option
def init(db: str | None, as_json: bool) -> None:
    """建立或升级数据库。"""
    changed = prepare(open_database(db))
    if as_json:
        print_json({"changed": changed})
    else:
        click.echo("数据库已建好。" if changed else "数据库已是最新，没有变化。")


@click.command()
@database_option
@json_option
def verify(db: str | None, as_json: bool) -> None:
    """全面检查数据库：文件、数、原件、审计日志的链条。"""
    database = open_database(db)
    if not is_ready(database):
        raise SystemFault("数据库还没有建好或版本不符，请先运行 python -m etl init。")
    found = problems_of(database)
    if as_json:
        problems = [{"where": where, "what": what} for where, what in found]
        print_json({"ok": not found, "problems": problems})
    else:
        for where, what in found:
            click.echo(f"{where}：{what}")
        click.echo(f"发现 {len(found)} 处问题。" if found else "检查通过，没有发现问题。")
    if found:
        raise click.exceptions.Exit(1)
