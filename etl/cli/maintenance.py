"""``init``: make the database."""

from __future__ import annotations

import click

from etl.cli.options import database_option, json_option, open_database, print_json
from etl.services.database import prepare


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
