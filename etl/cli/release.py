"""``release`` and ``releases``: freeze a month's figures for quoting, and list what is frozen."""

from __future__ import annotations

from datetime import datetime

import click

from etl.cli.options import (
    by,
    database_option,
    json_option,
    open_ready,
    print_json,
    year_and_month,
)
from etl.domain.period import Month
from etl.domain.release import Release
from etl.services import accounts
from etl.services.release_answers import release_answer, releases_answer
from etl.services.releases import Wanted, every_release, make_release


@click.command()
@year_and_month
@click.option(
    "--as-of", "as_of", type=click.DateTime(["%Y-%m-%d"]), default=None, metavar="YYYY-MM-DD",
    help="截至日期（默认取报送的截至日期）",
)  # fmt: skip
@click.option("--reason", default="", metavar="TEXT", help="更正的原因，写进更正通知")
@click.option("--as", "name", metavar="NAME", help="以这个账号的名义（默认是命令行）")
@database_option
@json_option
def release(
    year: int,
    month: int,
    as_of: datetime | None,
    reason: str,
    name: str | None,
    db: str | None,
    as_json: bool,
) -> None:
    """把某月的数定版，供引用；以后更正另出新版，原版不变。"""
    database = open_ready(db)
    wanted = Wanted(Month(year, month), as_of.date() if as_of else None, reason)
    who = by() if name is None else accounts.acting_as(database, name)
    made = make_release(database, wanted, who)
    if as_json:
        print_json(release_answer(made.release) | {"unchanged": made.unchanged})
        return
    click.echo(_said(made.release))
    if made.unchanged:
        click.echo("数与这一版相同，没有另出新版。")
    elif not made.release.head.final:
        click.echo(f"{wanted.month.label}还没有关账，这一版是初步数，引用时请说明。")


@click.command()
@database_option
@json_option
def releases(db: str | None, as_json: bool) -> None:
    """列出全部定版。"""
    found = every_release(open_ready(db))
    if as_json:
        print_json(releases_answer(found))
        return
    for item in found:
        click.echo(_said(item))
    if not found:
        click.echo("还没有定版。")


def _said(found: Release) -> str:
    head = found.head
    parts = [
        f"{head.id}：{head.kind}",
        f"截至{head.as_of}",
        f"报送{head.coverage.reported}/{head.coverage.expected}",
        f"任务书第{head.plan_revision}版",
        f"校验码{found.sha256[:12]}",
    ]
    if head.supersedes:
        parts.append(f"更正{head.supersedes}")
    return "，".join(parts) + ("（示例数据）" if head.sample else "")
