"""Faults of the program itself, told so that somebody can mend them."""

from __future__ import annotations

import traceback
from pathlib import PurePath

from etl.store.system_words import system_words

__all__ = ["fault_place", "system_words"]


def fault_place(error: BaseException) -> str:
    """Name a fault and its places in the code, and never what it says of itself.

    That may quote a cell, and nobody knows what stands there.
    """
    frames = reversed(traceback.extract_tb(error.__traceback__))
    places = " < ".join(f"{PurePath(frame.filename).name}:{frame.lineno}" for frame in frames)
    return f"{type(error).__name__} ({places})"
