"""``figures``: every figure that counts."""

from __future__ import annotations

from pathlib import Path

import click

from etl.cli.options import database_option, json_option, json_text, open_ready, write_output
from etl.domain.refusal import WrongUsage
from etl.services.exports import figures_csv, figures_xlsx
from etl.services.figures import figures as collect


@click.command()
@click.option("--year", type=click.IntRange(1990, 2999), required=True, help="年份")
@click.option(
    "--format", "kind", type=click.Choice(["json", "csv", "xlsx"]), default="json",
    show_default=True, help="输出格式",
)  # fmt: skip
@click.option("-o", "output", type=click.Path(path_type=Path), help="写到文件（默认标准输出）")
@database_option
@json_option
def figures(year: int, kind: str, output: Path | None, db: str | None, as_json: bool) -> None:
    """现在计入的每一个数,及其状态、文件和单元格。"""
    plan, records = collect(open_ready(db), year)
    if as_json or kind == "json":
        answer = {"year": year, "figures": records}
        if plan.sample:
            answer["sample"] = "示例数据"
        write_output(json_text(answer), output)
        return
    if kind == "xlsx" and output is None:
        raise WrongUsage("xlsx 要用 -o 指定文件。")
    write_output((figures_csv if kind == "csv" else figures_xlsx)(records, plan), output)
