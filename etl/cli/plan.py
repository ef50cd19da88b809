"""``plan``: load the year's plan, or give it back as a workbook."""

from __future__ import annotations

from pathlib import Path

import click

from etl.cli.options import (
    actor,
    database_option,
    json_option,
    note_export,
    open_ready,
    print_json,
    write_file,
)
from etl.cli.printing import finding_lines
from etl.services.answers import finding_answer
from etl.services.plans import PlanResult, export_plan, import_plan


@click.command()
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.option("--export", "export", type=int, metavar="YEAR", help="导出这一年的任务书")
@click.option("-o", "output", type=click.Path(path_type=Path), help="导出到哪个文件")
@database_option
@json_option
def plan(
    file: Path | None, export: int | None, output: Path | None, db: str | None, as_json: bool
) -> None:
    """检查并录入年度任务书；或用 --export 导出现行的一版。"""
    if (file is None) == (export is None):
        raise click.UsageError("请给出任务书文件，或用 --export 指定年份。")
    database = open_ready(db)
    if export is not None:
        if output is None:
            raise click.UsageError("请用 -o 指定导出到哪个文件。")
        write_file(output, export_plan(database, export))
        note_export(database, f"{export}年任务书", output)
        if as_json:
            print_json({"year": export, "file": str(output)})
        return
    assert file is not None
    result = import_plan(database, file, actor())
    if as_json:
        print_json(_answer(result))
    else:
        _print(result)
    if result.outcome == "errors":
        raise click.exceptions.Exit(1)


def _answer(result: PlanResult) -> dict[str, object]:
    return {
        "file": result.file,
        "outcome": result.outcome,
        "year": result.year,
        "revision": result.revision,
        "unchanged": result.unchanged,
        "changes": list(result.changes),
        "findings": [finding_answer(item) for item in result.findings],
    }


def _print(result: PlanResult) -> None:
    if result.revision is None:
        click.echo(f"{result.file}：有错误，没有录入。")
    elif result.unchanged:
        click.echo(f"{result.year}年任务书第{result.revision}版，没有变化。")
    else:
        click.echo(f"{result.year}年任务书已录入，第{result.revision}版。")
    for change in result.changes:
        click.echo(f"  {change}")
    for line in finding_lines(result.findings):
        click.echo(line)
