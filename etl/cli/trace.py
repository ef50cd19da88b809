"""``trace``: where a number comes from."""

from __future__ import annotations

from datetime import UTC, datetime, tzinfo
from pathlib import Path
from typing import Any

import click

from etl.cli.options import (
    database_option,
    json_option,
    note_export,
    open_ready,
    print_json,
    write_file,
    year_and_month,
)
from etl.domain.period import Month
from etl.services.plan_lookup import PlanLookup
from etl.services.trace import trace as find
from etl.services.trace import traced_original


@click.command()
@year_and_month
@click.option("--region", required=True, metavar="CODE", help="县区代码，哪一级都可以")
@click.option("--indicator", required=True, metavar="CODE", help="指标代码（也可写项目代码）")
@click.option("-o", "output", type=click.Path(path_type=Path), help="取回原件，写到这个文件")
@database_option
@json_option
def trace(
    year: int,
    month: int,
    region: str,
    indicator: str,
    output: Path | None,
    db: str | None,
    as_json: bool,
) -> None:
    """一个数从哪里来:算式、县区、文件、工作表、单元格、原文、经手人。"""
    database = open_ready(db)
    wanted = Month(year, month)
    answer = find(database, wanted, region, indicator)
    if output is not None:
        write_file(output, traced_original(database, wanted, region, indicator))
        note_export(database, f"原件 {region} {wanted}", output)
    if as_json:
        print_json(answer)
        return
    revision = PlanLookup(database).revision(wanted)
    zone = revision.plan.zone if revision is not None else UTC
    click.echo(answer["formula"])
    for part in answer["parts"]:
        click.echo(f"  {_line(part, zone)}")
        for item in part["warnings"]:
            click.echo(f"      △ {item['message']}")
        for name, text in (("备注", part["note"]), ("报送说明", part["reason"])):
            if text:
                click.echo(f"      {name}：{text}")


def _line(part: dict[str, Any], zone: tzinfo) -> str:
    if part["submission"] is None:
        return f"{part['region_name']}：未报"
    where = f"{part['file']} {part['sheet']}!{part['cell']}，原文“{part['raw']}”"
    who = [f"报送 {part['submission']}：{part['filed_by']} {_clock(part['filed_at'], zone)}"]
    if part["accepted_by"]:
        who.append(f"采用：{part['accepted_by']} {_clock(part['accepted_at'], zone)}")
    return f"{part['region_name']} {part['value']}：{part['month']}，{where}，{'，'.join(who)}"


def _clock(moment: str, zone: tzinfo) -> str:
    """Return a stored time as the city's clock showed it."""
    return f"{datetime.fromisoformat(moment).astimezone(zone):%Y-%m-%d %H:%M}"
