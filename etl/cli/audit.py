"""``audit``: the log of who did what, exported and, after its time, pruned."""

from __future__ import annotations

from pathlib import Path

import click

from etl.cli.options import by, database_option, json_option, open_ready, print_json, write_file
from etl.services import audit as log


@click.command()
@click.option(
    "-o", "output", type=click.Path(path_type=Path), required=True, help="导出到哪个文件(.csv)"
)
@click.option(
    "--prune",
    "months",
    type=click.IntRange(min=log.LEAST_MONTHS),
    metavar="MONTHS",
    help=f"只导出早于这么多个月的，导出后删去（至少{log.LEAST_MONTHS}）",
)
@database_option
@json_option
def audit(output: Path, months: int | None, db: str | None, as_json: bool) -> None:
    """导出审计日志；用 --prune 清理到期的部分。"""
    database = open_ready(db)
    if months is None:
        content = log.export(database)
        write_file(output, content)
        log.note(database, by(), "export", "审计日志", detail=output.name)
        pruned = 0
    else:
        pruned = log.prune(database, by(), months, output)
    if as_json:
        print_json({"file": str(output), "pruned": pruned})
    elif months is None:
        click.echo(f"审计日志已导出到 {output}。")
    else:
        click.echo(f"已清理 {pruned} 行。" + (f"导出在 {output}。" if pruned else "没有到期的。"))
