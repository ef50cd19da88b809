"""The list of findings in an annotated workbook: what its lines say, and how it is known again.

Reading must pass over it; so this knows nothing of how it is written.
"""

from __future__ import annotations

from dataclasses import dataclass

from etl.domain.finding import Severity
from etl.workbook.grid import Sheet

LIST_SHEET = "问题清单"
LIST_HEADER = (
    "序号", "级别", "工作表", "单元格", "指标", "栏目", "填写的是", "问题", "怎么改", "与上次比",
    "编号",
)  # fmt: skip

_MOST_HEAD = 12
"""Rows in which the header is looked for: a title and a few sentences stand above it."""


@dataclass(frozen=True)
class ListedFinding:
    """One line of the list.

    ``place`` says in which cells it is, ``link`` is (sheet, address) of the one it leads to.
    """

    grade: Severity
    sheet: str
    place: str
    link: tuple[str, str] | None
    subject: str
    field: str
    raw: str
    message: str
    mend: str
    code: str
    since: str = ""


@dataclass(frozen=True)
class FindingList:
    """What the sheet says; ``asides`` are sections of sentences under the table."""

    title: str
    lines: tuple[str, ...]
    findings: tuple[ListedFinding, ...]
    asides: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @property
    def header_row(self) -> int:
        """The row of the table's header: the title and the lines stand above it."""
        return len(self.lines) + 2


def is_finding_list(sheet: Sheet) -> bool:
    """Whether a sheet is a list of ours, whatever its name is by now."""
    return any(_is_header(sheet, row) for row in range(1, _MOST_HEAD + 1))


def _is_header(sheet: Sheet, row: int) -> bool:
    cells = (sheet.cells.get((row, column)) for column in range(len(LIST_HEADER), 0, -1))
    words = reversed(LIST_HEADER)
    return all(
        cell is not None and cell.raw.strip() == word
        for cell, word in zip(cells, words, strict=True)
    )
