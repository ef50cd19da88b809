"""What a copy of a workbook is made of, whichever format it is taken from.

Looks are held as the properties that XlsxWriter knows, and what concerns a whole sheet as
calls to be made on its worksheet: both formats come down to these and share the writer.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from xlsxwriter.worksheet import Worksheet

from etl.workbook.grid import Range, Visibility

Properties = dict[str, object]
Place = tuple[int, int]

LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
MAX_TEXT_OF_CELL = 32_767
# Blank cells that are there for their looks alone, over all sheets: forms have some hundreds.
MAX_BLANKS = 100_000

# XML has no place for these.
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def clean(text: str) -> str:
    """Return a text without what no XML part can hold."""
    return _NOT_IN_XML.sub("", text)


def is_clean(text: str) -> bool:
    """Whether an XML part can hold a text as it stands."""
    return _NOT_IN_XML.search(text) is None


@dataclass(frozen=True, slots=True)
class ErrorValue:
    """An error such as #DIV/0! as the value of a cell."""

    text: str


# A Decimal is a number that its file writes out, perhaps with more digits than a float has.
CellValue = float | Decimal | str | bool | ErrorValue | None


class Run(NamedTuple):
    """A part of a text in a font of its own; without properties it has the cell's."""

    text: str
    font: tuple[tuple[str, object], ...] = ()


class CopiedCell(NamedTuple):
    """A cell as it will stand in the copy; ``style`` counts in the workbook's styles.

    With a formula the value is the stored result, None when there is none.
    """

    style: int | None
    value: CellValue = None
    formula: str | None = None
    runs: tuple[Run, ...] = ()


@dataclass(slots=True)
class CopiedRow:
    """How a row looks; ``fixed``: a person set its height, programs leave it alone."""

    height: float | None = None
    fixed: bool = False
    hidden: bool = False
    style: int | None = None
    level: int = 0
    collapsed: bool = False


@dataclass(slots=True)
class CopiedColumn:
    """How columns, 1-based and inclusive, look; the width as a file stores it."""

    first: int
    last: int
    width: float | None = None
    hidden: bool = False
    style: int | None = None
    level: int = 0
    collapsed: bool = False


class CopiedComment(NamedTuple):
    """A cell comment; a shown one stands open beside its cell."""

    row: int
    column: int
    text: str
    author: str = ""
    shown: bool = False


class CopiedLink(NamedTuple):
    """A hyperlink, as XlsxWriter takes its address, over a range."""

    over: Range
    address: str
    tip: str = ""


class Lost:
    """What the copy does not have, gathered as phrases for the person who gets it."""

    def __init__(self) -> None:
        self._counts: Counter[tuple[str, str]] = Counter()
        self._phrases: dict[str, None] = {}
        self._cells: dict[str, dict[str, None]] = {}

    def count(self, what: str, measure: str = "个", number: int = 1) -> None:
        """Note things to be counted: 2 张图片."""
        self._counts[what, measure] += number

    def note(self, phrase: str) -> None:
        """Note something once."""
        self._phrases.setdefault(phrase)

    def formula(self, sheet: str, place: str) -> None:
        """Note a formula in whose stead its result stands."""
        self._cells.setdefault(sheet, {}).setdefault(place)

    def phrases(self) -> tuple[str, ...]:
        """Return all of it, things first, then kinds, then formulas by sheet."""
        things = [f"{number} {measure}{what}" for (what, measure), number in self._counts.items()]
        return (*things, *self._phrases, *map(self._formulas, self._cells))

    def _formulas(self, sheet: str) -> str:
        places = list(self._cells[sheet])
        named = "、".join(places[:5]) + (f" 等 {len(places)} 处" if len(places) > 5 else "")
        where = f"“{sheet}”的 " if len(self._cells) > 1 else ""
        return f"公式 {where}{named} 换成了它的结果"


@dataclass
class CopiedSheet:
    """One sheet of the copy."""

    name: str
    visibility: Visibility = "visible"
    cells: dict[Place, CopiedCell] = field(default_factory=dict)
    rows: dict[int, CopiedRow] = field(default_factory=dict)
    columns: list[CopiedColumn] = field(default_factory=list)
    merges: list[Range] = field(default_factory=list)
    comments: list[CopiedComment] = field(default_factory=list)
    links: list[CopiedLink] = field(default_factory=list)
    default_width: float | None = None
    default_height: float | None = None
    # Rows of which nothing is said are hidden.
    others_hidden: bool = False
    setup: list[Callable[[Worksheet], object]] = field(default_factory=list)


@dataclass
class CopiedBook:
    """The whole copy, ready to be written."""

    sheets: list[CopiedSheet] = field(default_factory=list)
    styles: list[Properties] = field(default_factory=list)
    default_font: Properties = field(default_factory=dict)
    epoch_1904: bool = False
    active: int = 0
    # Defined names and what they stand for.
    names: list[tuple[str, str]] = field(default_factory=list)
    lost: Lost = field(default_factory=Lost)
