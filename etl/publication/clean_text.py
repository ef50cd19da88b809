"""Text as files can hold it."""

from __future__ import annotations

import re

_NO_TEXT = re.compile("[\x00-\x1f\x7f\ud800-\udfff\ufffe\uffff]+")


def clean(text: str) -> str:
    """Return a text in one line, without signs that no XML file can hold."""
    return _NO_TEXT.sub(" ", text)
