"""Which files are taken and how large they may be, for those who tell it to people."""

from __future__ import annotations

from dataclasses import dataclass
from typing import get_args

from etl.workbook.grid import Format
from etl.workbook.limits import MAX_FILE, MAX_ROWS_WITH_CONTENT, MAX_UNPACKED

_MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class AcceptedFiles:
    """The endings of the formats that are read, and the limits; sizes in MB."""

    endings: tuple[str, ...]
    megabytes: int
    unpacked_megabytes: int
    rows_with_content: int


def accepted_files() -> AcceptedFiles:
    """Return what the readers hold themselves to."""
    return AcceptedFiles(
        endings=tuple(f".{name}" for name in get_args(Format)),
        megabytes=MAX_FILE // _MEGABYTE,
        unpacked_megabytes=MAX_UNPACKED // _MEGABYTE,
        rows_with_content=MAX_ROWS_WITH_CONTENT,
    )
