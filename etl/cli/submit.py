"""``check`` and ``load``: county workbooks in."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

import click

from etl.cli.fates import fate_of_check, fate_of_load, summary_of_check, summary_of_load
from etl.cli.options import actor, database_option, json_option, open_ready, print_json
from etl.cli.printing import print_result
from etl.services.answers import results_answer
from etl.services.filed import FiledResult
from etl.services.files import sources
from etl.services.submit import Order, check_and_compare, load_and_tell

BAR_FROM = 5
"""With fewer files a progress bar is noise."""


Item = TypeVar("Item")


def with_bar(step: str, items: Sequence[Item]) -> Iterator[Item]:
    """Show on stderr how far a step of a long call is."""
    if len(items) < BAR_FROM:
        yield from items
        return
    with click.progressbar(items, label=f"{step}月报表", file=sys.stderr, show_pos=True) as bar:
        yield from bar


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@database_option
@json_option
def check(paths: tuple[str, ...], db: str | None, as_json: bool) -> None:
    """检查月报表（文件或文件夹），不保存任何内容。"""
    results = check_and_compare(open_ready(db), sources(paths), with_bar)
    _show(results, as_json, fate_of_check, summary_of_check)
    if any(result.outcome == "errors" for result in results):
        raise click.exceptions.Exit(1)


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--reason", default="", metavar="TEXT", help="对提醒的书面说明，随数保存")
@click.option("--accept", is_flag=True, help="报送后直接采用（提醒一并采用），用于补录历史数据")
@database_option
@json_option
def load(paths: tuple[str, ...], reason: str, accept: bool, db: str | None, as_json: bool) -> None:
    """检查并报送月报表（文件或文件夹）；一个文件有错,不影响其他文件。"""
    order = Order(actor(), reason.strip(), accept)
    results = load_and_tell(open_ready(db), sources(paths), order, with_bar)
    _show(results, as_json, fate_of_load, summary_of_load)
    if any(result.submission is None for result in results):
        raise click.exceptions.Exit(1)


def _show(
    results: list[FiledResult],
    as_json: bool,
    fate: Callable[[FiledResult], str],
    summary: Callable[[list[FiledResult]], str],
) -> None:
    if as_json:
        print_json(results_answer(results))
        return
    for result in results:
        print_result(result, fate(result))
    click.echo(summary(results))
