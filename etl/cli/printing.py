"""Findings and results as lines of text: who, where, what, how to mend it."""

from __future__ import annotations

from collections.abc import Iterable

import click

from etl.domain.finding import Finding, marked_name
from etl.services.change_words import changes_in_words
from etl.services.filed import FiledResult


def finding_lines(findings: Iterable[Finding]) -> Iterable[str]:
    """Yield two lines per finding."""
    for item in findings:
        cells = "、".join(item.cells[:12]) + (
            f" 等 {len(item.cells)} 格" if len(item.cells) > 12 else ""
        )
        place = " ".join(part for part in (item.sheet, cells) if part)
        yield f"  {marked_name(item.severity)} {place + '：' if place else ''}{item.message}"
        if item.hint:
            yield f"      {item.mend} [{item.code}]"


def _place_before(item: Finding) -> str:
    """Name a cell of the file before: rows may have moved since."""
    return f"（上次的 {item.cell}）" if item.cell else ""


def print_result(result: FiledResult, fate: str) -> None:
    """Print one file's result: the file, whose and of which month it is, and its fate."""
    month = result.month.label if result.month else ""
    whose = " ".join(part for part in (result.region_name, month) if part)
    click.echo("：".join(part for part in (result.file, whose, fate) if part))
    if result.before is not None and result.changes is not None:
        click.echo(
            f"  与上次（{result.before.at:%Y-%m-%d %H:%M}）比：{changes_in_words(result.changes)}"
        )
        for item in result.changes.mended:
            click.echo(f"  √ 已改好{_place_before(item)}：{item.message}")
        for item in result.changes.unseen:
            click.echo(f"  ？ 没有再核到{_place_before(item)}：{item.message}")
    # What is the same as before is said in the first line.
    shown = (item for item in result.findings if item.code != "I-UNCHANGED")
    for line in finding_lines(shown):
        click.echo(line)
