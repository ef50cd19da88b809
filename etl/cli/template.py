"""``template``: the prefilled form for a county and month."""

from __future__ import annotations

from pathlib import Path

import click

from etl.cli.options import (
    MonthType,
    database_option,
    json_option,
    open_ready,
    print_json,
    write_file,
)
from etl.domain.period import Month
from etl.services.template import template as make_template


@click.command()
@click.option("--region", required=True, metavar="CODE", help="县区代码（也可写名称）")
@click.option("--month", required=True, type=MonthType(), help="报告期")
@click.option("-o", "output", required=True, type=click.Path(path_type=Path), help="写到哪个文件")
@database_option
@json_option
def template(region: str, month: Month, output: Path, db: str | None, as_json: bool) -> None:
    """生成预填好的月报表模板。"""
    write_file(output, make_template(open_ready(db), region, month))
    if as_json:
        print_json({"file": str(output), "region": region, "month": str(month)})
    else:
        click.echo(f"模板已写到 {output}。")
