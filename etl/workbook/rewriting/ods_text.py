"""The text of an .ods cell with the styles of its parts, where its link leads, and comments."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from etl.workbook.ods_text import count
from etl.workbook.xml_stream import Attributes

_BLANKS = re.compile(r"[ \t\r\n]+")
_PARAGRAPHS = ("text:p", "text:h")
_MOST_BLANKS = 32_767

# A stretch of text and the style written at it, "" for none.
Piece = tuple[str, str]


@dataclass(slots=True)
class StyledText:
    """Gathers the paragraphs of a cell or a comment; blanks run together as in a browser."""

    pieces: list[Piece] = field(default_factory=list)
    link: str = ""
    _styles: list[str] = field(default_factory=list)
    _after_blank: bool = True
    _paragraphs: int = 0
    _depth: int = 0
    _blanks: int = 0

    def start(self, element: str, attributes: Attributes) -> None:
        """Take the start of an element inside a cell."""
        if element in _PARAGRAPHS:
            self._depth += 1
            if self._paragraphs:
                self._put("\n")
            self._paragraphs += 1
            self._after_blank = True
        elif element == "text:span":
            self._styles.append(attributes.get("text:style-name", ""))
        elif element == "text:a":
            self.link = self.link or attributes.get("href", "")
        elif element == "text:s":
            blanks = min(count(attributes, "text:c"), _MOST_BLANKS - self._blanks)
            self._blanks += blanks
            self._put(" " * blanks)
        elif element in ("text:tab", "text:line-break"):
            self._put("\t" if element == "text:tab" else "\n")

    def _put(self, text: str) -> None:
        """Put what stands as it is, blanks at the ends of a line too."""
        style = next((style for style in reversed(self._styles) if style), "")
        self.pieces.append((text, style))
        self._after_blank = False

    def text(self, text: str) -> None:
        """Take written text; outside of paragraphs it only sets out the file."""
        if not self._depth:
            return
        text = _BLANKS.sub(" ", text)
        if self._after_blank and text.startswith(" "):
            text = text[1:]
        if text:
            self._put(text)
            self._after_blank = text.endswith(" ")

    def end(self, element: str) -> None:
        """Take the end of an element inside a cell."""
        if element == "text:span" and self._styles:
            self._styles.pop()
        elif element in _PARAGRAPHS:
            self._depth -= 1
            if self._after_blank and self.pieces and self.pieces[-1][0].endswith(" "):
                text, style = self.pieces.pop()
                self.pieces.append((text[:-1], style))

    def clear(self) -> None:
        """Begin anew; most cells of a sheet have no text."""
        if self._paragraphs or self.link:
            self.pieces, self.link = [], ""
            self._styles.clear()
            self._after_blank = True
            self._paragraphs = self._depth = self._blanks = 0

    @property
    def styled(self) -> bool:
        """Whether a part of it has a style of its own."""
        return any(style for _, style in self.pieces)

    @property
    def whole(self) -> str:
        """The text without its styles."""
        return "".join(text for text, _ in self.pieces)

    def joined(self) -> list[Piece]:
        """Return the pieces, neighbours of one style in one."""
        joined: list[Piece] = []
        for text, style in self.pieces:
            if joined and joined[-1][1] == style:
                joined[-1] = (joined[-1][0] + text, style)
            elif text:
                joined.append((text, style))
        return joined
