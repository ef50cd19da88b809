"""``accept`` and ``return``: review from the command line."""

from __future__ import annotations

import click

from etl.cli.options import by, database_option, json_option, open_ready, print_json
from etl.domain.roles import Visitor
from etl.domain.submission import STATE_NAMES, Filing
from etl.services import accounts, review
from etl.services.database import Database

_as_option = click.option("--as", "name", metavar="NAME", help="以这个账号的名义（默认是命令行）")


@click.command()
@click.argument("identifier", type=int, metavar="ID")
@_as_option
@database_option
@json_option
def accept(identifier: int, name: str | None, db: str | None, as_json: bool) -> None:
    """采用一份报送，使它计入。"""
    database = open_ready(db)
    _tell(review.accept(database, identifier, _who(database, name)), as_json)


@click.command("return")
@click.argument("identifier", type=int, metavar="ID")
@click.option("--reason", required=True, metavar="TEXT", help="退回的理由")
@_as_option
@database_option
@json_option
def return_(identifier: int, reason: str, name: str | None, db: str | None, as_json: bool) -> None:
    """退回一份报送，写明理由。"""
    database = open_ready(db)
    _tell(review.give_back(database, identifier, _who(database, name), reason), as_json)


def _who(database: Database, name: str | None) -> Visitor:
    return by() if name is None else accounts.acting_as(database, name)


def _tell(filing: Filing, as_json: bool) -> None:
    if as_json:
        print_json(
            {
                "submission": filing.id,
                "region": filing.region,
                "month": str(filing.month),
                "version": filing.version,
                "state": filing.state,
            }
        )
        return
    click.echo(
        f"编号{filing.id}：{filing.region} {filing.month.label}第{filing.version}版，"
        f"{STATE_NAMES[filing.state]}。"
    )
