"""Where a row's cells stand: the form's columns, and hidden ones right of 核对 that help it.

The hidden columns have no header and are never read as data. They keep each formula short
and shallow: one saved as .xls may nest seven functions and no more.
"""

from __future__ import annotations

from etl.domain.submission import FIELDS
from etl.workbook.form_columns import COLUMNS, PLACES
from etl.workbook.grid import column_letters

READING_STEPS = ("text", "bare", "digits", "number", "read")
"""The steps from what is typed in a cell to the number that the program will read there."""

HELP_NAMES: tuple[str, ...] = (
    *(f"{step}_{name}" for name in FIELDS for step in READING_STEPS),
    "noted",
    "counted_people",
    "counted_money",
    "stop",
    "ask",
    "remind_people",
    "remind_money",
    "remind_row",
)
FIRST_HELP = len(COLUMNS)
LAST_HELP = FIRST_HELP + len(HELP_NAMES) - 1
COLUMN_OF: dict[str, int] = {
    **{str(kind): place for kind, place in PLACES.items()},
    **{name: FIRST_HELP + place for place, name in enumerate(HELP_NAMES)},
}
SHARED_STEPS = READING_STEPS[:3]
"""The longest ones. Where also the number was shared, LibreOffice left what depends on it stale."""
SHARED_COLUMNS = frozenset(
    column_letters(COLUMN_OF[f"{step}_{name}"] + 1) for name in FIELDS for step in SHARED_STEPS
)
"""The letters of the columns whose formulas are the same in every row."""


def at(name: str, row: int) -> str:
    """Return the address of a named cell in a zero-based row."""
    return f"{column_letters(COLUMN_OF[name] + 1)}{row + 1}"


def addresses(row: int) -> dict[str, str]:
    """Return the addresses of all named cells of a zero-based row."""
    return {name: at(name, row) for name in COLUMN_OF}
