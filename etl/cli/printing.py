"""Findings and results as lines of text: who, where, what, how to mend it."""

from __future__ import annotations

from collections.abc import Iterable

import click

from etl.domain.file_result import FileResult
from etl.domain.finding import Finding

_MARKS = {"error": "× 错误", "warning": "△ 提醒", "info": "· 说明"}
_OUTCOMES = {"ok": "合格", "warnings": "有提醒", "errors": "有错误"}


def finding_lines(findings: Iterable[Finding]) -> Iterable[str]:
    """Yield two lines per finding."""
    for item in findings:
        cells = "、".join(item.cells[:12]) + (
            f" 等 {len(item.cells)} 格" if len(item.cells) > 12 else ""
        )
        place = " ".join(part for part in (item.sheet, cells) if part)
        yield f"  {_MARKS[item.severity]} {place + '：' if place else ''}{item.message}"
        if item.hint:
            yield f"      {item.hint} [{item.code}]"


def print_result(result: FileResult) -> None:
    """Print one file's result."""
    head = f"{result.file}：{_OUTCOMES[result.outcome]}"
    if result.submission is not None and not result.unchanged:
        head += f"，已报送，编号 {result.submission}"
    click.echo(head)
    for line in finding_lines(result.findings):
        click.echo(line)
