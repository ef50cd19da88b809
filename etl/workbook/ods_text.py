"""The text of OpenDocument cells and comments, put together from its paragraphs."""

from __future__ import annotations

import re
from collections.abc import Callable

from etl.workbook.marked_text import Mark, marked
from etl.workbook.xml_stream import Attributes

_BLANKS = re.compile(r"[ \t\r\n]+")
# Blanks written as a count; a cell of Excel holds no more characters.
_MOST_BLANKS = 32_767
_PARAGRAPHS = ("text:p", "text:h")
# Written as elements these stand as they are, while written blanks run together. XML
# cannot hold the characters that stand for them here.
_SPACE, _TAB, _BREAK = "\0", "\1", "\2"


def count(attributes: Attributes, name: str) -> int:
    """Return a repetition: at least one, which is also what a missing one means."""
    text = attributes.get(name)
    return max(1, int(text)) if text and text.isdecimal() and len(text) < 9 else 1


class Paragraphs:
    """Gathers the paragraphs of a cell or a comment."""

    def __init__(self, mark_of: Callable[[str], Mark | None] = lambda _: None) -> None:
        self._mark_of = mark_of
        self._marks: list[Mark | None] = []
        self._done: list[str] = []
        self._pieces: list[str] = []
        self._depth = 0
        self._blanks = 0

    def start(self, element: str, attributes: Attributes) -> None:
        """Take the start of an element inside a cell."""
        if element in _PARAGRAPHS:
            self._depth += 1
        elif element == "text:span":
            self._marks.append(self._mark_of(attributes.get("text:style-name", "")))
        elif element == "text:s":
            blanks = min(count(attributes, "text:c"), _MOST_BLANKS - self._blanks)
            self._blanks += blanks
            self._pieces.append(_SPACE * blanks)
        elif element in ("text:tab", "text:line-break"):
            self._pieces.append(_TAB if element == "text:tab" else _BREAK)

    def end(self, element: str) -> None:
        """Take the end of an element inside a cell."""
        if element == "text:span" and self._marks:
            self._marks.pop()
        elif element in _PARAGRAPHS:
            self._depth -= 1
            self._done.append(_BLANKS.sub(" ", "".join(self._pieces)).strip(" "))
            self._pieces.clear()

    def text(self, pieces: list[str]) -> None:
        """Take text; outside of paragraphs it only sets out the file."""
        if self._depth:
            mark = next((mark for mark in reversed(self._marks) if mark), None)
            self._pieces += (marked(piece, mark) for piece in pieces)

    @property
    def any(self) -> bool:
        """Whether there was a paragraph, be it empty."""
        return bool(self._done)

    def take(self) -> str:
        """Return the text and begin anew."""
        if not self._done:
            return ""
        text = "\n".join(self._done)
        self._done.clear()
        self._pieces.clear()
        self._blanks = 0
        return text.replace(_SPACE, " ").replace(_TAB, "\t").replace(_BREAK, "\n")
