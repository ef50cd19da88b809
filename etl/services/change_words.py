"""What has become of the findings of the try before, and the words for it."""

from __future__ import annotations

from collections.abc import Sequence

from etl.checks.changes import Changes, changes
from etl.domain.codes_rules import RULE_CODES
from etl.domain.file_result import FileResult
from etl.domain.finding import Finding
from etl.domain.submission import FIELDS


def changes_since(before: Sequence[Finding], result: FileResult) -> Changes:
    """Compare a file with the findings of the try before it.

    A cell that is blank now, or whose row was not recognised, was not looked at; without
    county or month nothing is held against plan and history.
    """
    raw = {(row.indicator, name): row[name].raw for row in result.figures for name in FIELDS}
    placed = result.region is not None and result.month is not None

    def looked(item: Finding) -> bool:
        if item.code in RULE_CODES and not placed:
            return False
        if item.indicator is None or item.field not in FIELDS:
            return True
        return bool((raw.get((item.indicator, item.field)) or "").strip())

    return changes(before, result.each, looked)


def changes_in_words(found: Changes) -> str:
    """Say what is mended, still there and new, each part only if there is any."""
    parts = [
        (len(found.mended), "已改好 {} 处"),
        (len(found.remaining), "还没改 {} 处"),
        (len(found.unseen), "没有再核到 {} 处"),
        (len(found.new), "新出现 {} 处"),
    ]
    said = [words.format(number) for number, words in parts if number]
    return "，".join(said) or "没有变化"
