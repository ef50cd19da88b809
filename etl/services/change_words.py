"""What has become of the findings of the try before, and the words for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from etl.checks.case import pair_of
from etl.checks.changes import Changes, changes
from etl.domain.codes_rules import RULE_CODES
from etl.domain.file_result import FileResult
from etl.domain.finding import Finding
from etl.domain.reading import Reading
from etl.domain.submission import FIELDS, Field, IndicatorFigures

_OF_BOTH = ("NOT-ADDING-UP", "MONTH-ABOVE-TOTAL")
_OF_MONEY = ("FUNDS-STANDARD", "FUNDS-WITHOUT-COUNT")


def changes_since(before: Sequence[Finding], result: FileResult, reading: Reading) -> Changes:
    """Compare a file with the findings of the try before it.

    Only what could be looked at again is called mended: a rule needs every figure that it
    compares, and none of them may be refused for something else by now.
    """
    return changes(before, result.each, _Looked(result, reading).at)


class _Looked:
    """Says of a finding of before whether its place was looked at this time."""

    def __init__(self, result: FileResult, reading: Reading) -> None:
        self._placed = result.region is not None and result.month is not None
        self._reading = reading
        self._rows: Mapping[str, IndicatorFigures] = {row.indicator: row for row in result.figures}
        self._refused = {
            (item.sheet, cell)
            for item in result.each
            for cell in item.cells
            if item.severity == "error"
        }

    def at(self, item: Finding) -> bool:
        kind = item.code[2:]
        if item.code in RULE_CODES and not self._placed:
            return False
        if kind == "SUM":
            return self._sums_of(item.field)
        if item.field is not None and item.field.startswith("target_"):
            level = item.field.removeprefix("target_")
            return any(written.level == level for written in self._reading.targets)
        if item.indicator is None or item.field not in FIELDS:
            return True
        return all(self._is_read(item, name) for name in _needed(kind, item.field))

    def _sums_of(self, field: str | None) -> bool:
        """Whether the sums of a column were reckoned; a sum row that is gone is no problem."""
        unread = any(name == field for _, name in self._reading.broken)
        return not self._reading.sums or not unread

    def _is_read(self, item: Finding, name: Field) -> bool:
        row = self._rows.get(item.indicator or "")
        value = row[name] if row is not None else None
        if value is None or value.value is None or value.computed:
            return False
        if item.code not in RULE_CODES or value.cell is None:
            return True
        return (value.cell.sheet, value.cell.address) not in self._refused


def _needed(kind: str, field: str) -> Sequence[Field]:
    """Return the figures of a row without which a rule says nothing."""
    if kind in _OF_MONEY:
        return ("funds_total_yuan", "completed_total")
    pair = pair_of(field) or ()
    return [name for name in pair if name == field or kind in _OF_BOTH]


def changes_in_words(found: Changes) -> str:
    """Say what is mended, answered, still there and new, each part only if there is any."""
    parts = [
        (len(found.mended), "已改好 {} 处"),
        (len(found.answered), "备注已写原因 {} 处"),
        (len(found.remaining), "还没改 {} 处"),
        (len(found.unseen), "没有再核到 {} 处"),
        (len(found.new), "新出现 {} 处"),
    ]
    said = [words.format(number) for number, words in parts if number]
    return "，".join(said) or "没有变化"
