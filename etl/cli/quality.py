"""``patterns`` and ``recheck``: what the city's office asks about the quality of filings."""

from __future__ import annotations

from pathlib import Path

import click

from etl.cli.options import (
    database_option,
    json_option,
    json_text,
    needs_a_file,
    open_ready,
    table_options,
    write_output,
    year_option,
)
from etl.cli.printing import finding_lines
from etl.services import pattern_words
from etl.services.pattern_answer import patterns_answer
from etl.services.patterns import patterns as find_patterns
from etl.services.quality_exports import patterns_csv, patterns_xlsx
from etl.services.recheck import in_words, month_of, recheck_answer
from etl.services.recheck import recheck as judge_again

_REGION = click.option("--region", metavar="CODE", help="只看一个地区和它下面的县区（代码或名称）")


@click.command()
@year_option
@_REGION
@table_options("text", "json", "csv", "xlsx")
@database_option
@json_option
def patterns(
    year: int, region: str | None, kind: str, output: Path | None, db: str | None, as_json: bool
) -> None:
    """哪些县区哪些错误月月再犯，哪些月份一次通过：按县区、规则和月份统计。"""
    needs_a_file(kind, output)
    found = find_patterns(open_ready(db), year, region)
    if as_json or kind == "json":
        write_output(json_text(patterns_answer(found)), output)
    elif kind == "text":
        write_output("".join(f"{line}\n" for line in pattern_words.lines(found)).encode(), output)
    else:
        write_output((patterns_csv if kind == "csv" else patterns_xlsx)(found), output)
        # A table has no room for sentences, and without them its numbers say too much.
        for line in pattern_words.notes(found):
            click.echo(line, err=True)


@click.command()
@year_option
@click.option("--month", type=click.IntRange(1, 12), help="只看一个月，1 到 12")
@_REGION
@database_option
@json_option
def recheck(
    year: int, month: int | None, region: str | None, db: str | None, as_json: bool
) -> None:
    """规则、阈值或任务书改了以后，用库里的原件重新核对一遍；只报告，不改任何数。"""
    found = judge_again(open_ready(db), year, month, region)
    if as_json:
        write_output(json_text(recheck_answer(year, found)), None)
        return
    differing = [item for item in found if item.differs]
    for item in differing:
        click.echo(in_words(item))
        for line in finding_lines(item.changes.new):
            click.echo(line)
        for one in item.changes.mended:
            click.echo(f"  √ 不再提 {one.cell or ''}：{one.message} [{one.code}]")
    click.echo(
        f"{month_of(year, month)}共核对 {len(found)} 份，"
        f"{len(differing)} 份与报送时的结论不同。只报告，没有改动。"
    )
