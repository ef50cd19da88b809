"""``completion``: the computed completion table."""

from __future__ import annotations

from pathlib import Path

import click

from etl.cli.options import (
    database_option,
    json_option,
    json_text,
    needs_a_file,
    note_export,
    open_ready,
    table_options,
    write_output,
    year_and_month,
)
from etl.domain.completion import Grouping
from etl.domain.period import Month
from etl.domain.plan import Plan
from etl.services.answers import completion_answer
from etl.services.completion import completion as compute
from etl.services.completion import completion_and_cells
from etl.services.database import Database
from etl.services.exports import completion_csv, completion_xlsx
from etl.services.plans import plan_in_force


@click.command()
@year_and_month
@click.option("--region", default=None, metavar="CODE", help="县区代码（默认最上一级）")
@click.option(
    "--by", type=click.Choice(["project", "region", "cell"]), default="project", show_default=True,
    help="按项目、按下级县区，或按指标和报送县区逐格",
)  # fmt: skip
@table_options("json", "csv", "xlsx")
@database_option
@json_option
def completion(
    year: int,
    month: int,
    region: str | None,
    by: Grouping,
    kind: str,
    output: Path | None,
    db: str | None,
    as_json: bool,
) -> None:
    """某年某月的完成情况。"""
    database = open_ready(db)
    wanted = Month(year, month)
    if as_json or kind == "json":
        table = compute(database, wanted, region, by)
        write_output(json_text(completion_answer(table, _plan(database, wanted))), output)
        return
    needs_a_file(kind, output)
    table, cells = completion_and_cells(database, wanted, region, by)
    maker = completion_csv if kind == "csv" else completion_xlsx
    write_output(maker(table, _plan(database, wanted), cells), output)
    note_export(database, f"完成情况 {wanted}.{kind}", output)


def _plan(database: Database, month: Month) -> Plan:
    revision = plan_in_force(database, month)
    assert revision is not None
    return revision.plan
