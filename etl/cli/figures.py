"""``figures``: every figure that counts."""

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
    year_option,
)
from etl.services.exports import figures_csv, figures_xlsx
from etl.services.figures import figures as collect


@click.command()
@year_option
@table_options("json", "csv", "xlsx")
@database_option
@json_option
def figures(year: int, kind: str, output: Path | None, db: str | None, as_json: bool) -> None:
    """现在计入的每一个数,及其状态、文件和单元格。"""
    database = open_ready(db)
    plan, records = collect(database, year)
    if as_json or kind == "json":
        answer = {"year": year, "figures": records}
        if plan.sample:
            answer["sample"] = "示例数据"
        write_output(json_text(answer), output)
        return
    needs_a_file(kind, output)
    write_output((figures_csv if kind == "csv" else figures_xlsx)(records, plan), output)
    note_export(database, f"{year}年明细.{kind}", output)
