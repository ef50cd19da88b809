"""A limit on the time that one file may take, whatever is in it.

The limits on size hold nearly every file far below it; this one is for what nobody
foresaw. The readers ask now and then whether there is time left.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from etl.workbook.grid import UnreadableWorkbook

# Of the ten seconds that a file may take; the rest is for starting and answering.
SECONDS = 7.0

_end: ContextVar[float] = ContextVar("deadline", default=float("inf"))


@contextmanager
def time_limit(seconds: float = SECONDS) -> Iterator[None]:
    """Have `check_time` refuse a file from so many seconds on; nested ones: the earlier end."""
    token = _end.set(min(_end.get(), time.monotonic() + seconds))
    try:
        yield
    finally:
        _end.reset(token)


def check_time() -> None:
    """Raise E-FILE-TOO-SLOW when the time is over."""
    if time.monotonic() > _end.get():
        raise UnreadableWorkbook("E-FILE-TOO-SLOW")
