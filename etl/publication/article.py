"""A text of a release as paragraphs of sentences; and how long it is to be, of what, with what."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from etl.domain.figure_ref import FigureRef
from etl.domain.sentence import Piece, Sentence, sentence_text, stated

Length = Literal["short", "medium", "full"]
LENGTH_NAMES: dict[Length, str] = {"short": "短稿", "medium": "中稿", "full": "全文"}

Part = Literal["funds", "split", "history", "policy", "places"]
PART_NAMES: dict[Part, str] = {
    "funds": "资金",
    "split": "分项",
    "history": "历年累计和事实",
    "policy": "政策要点",
    "places": "县区排位",
}
DEFAULT_PARTS: dict[Length, frozenset[Part]] = {
    "short": frozenset({"funds"}),
    "medium": frozenset({"funds"}),
    "full": frozenset({"funds", "split", "history"}),
}
"""What a text of a length has in it where nothing else is asked for."""

ParagraphKind = Literal["summary", "project", "background", "policy"]


@dataclass(frozen=True)
class Options:
    """What is asked for: a length, one project or all, and the parts (None: the usual ones)."""

    length: Length = "full"
    project: str = ""
    parts: frozenset[Part] | None = None

    def has(self, part: Part) -> bool:
        """Whether a part is wanted."""
        return part in (DEFAULT_PARTS[self.length] if self.parts is None else self.parts)


@dataclass(frozen=True)
class Paragraph:
    """A paragraph; ``heading`` is its first words, set apart; ``project`` is whose it is."""

    kind: ParagraphKind
    body: Sentence
    heading: str = ""
    project: str = ""

    @property
    def text(self) -> str:
        """The paragraph as it is read."""
        head = f"{self.heading}。" if self.heading else ""
        return head + sentence_text(self.body)


@dataclass(frozen=True)
class Article:
    """A text to take away; ``notes`` stand small at its end."""

    title: str
    paragraphs: tuple[Paragraph, ...]
    notes: tuple[str, ...] = field(default=())

    @property
    def text(self) -> str:
        """The whole as plain text, paragraphs indented by two characters."""
        lines = [self.title, "", *(f"　　{item.text}" for item in self.paragraphs)]
        if self.notes:
            lines += ["", "注：" + "；".join(f"{n}.{note}" for n, note in enumerate(self.notes, 1))]
        return "\n".join(lines) + ("。\n" if self.notes else "\n")

    @property
    def figures(self) -> Iterator[Piece]:
        """Every number of the text that leads to its origin."""
        for paragraph in self.paragraphs:
            yield from (piece for piece in paragraph.body if piece.ref is not None)


def number(text: str, ref: FigureRef | None) -> Piece:
    """Return a number with its unit, as a way to its origin."""
    return stated(text, ref)
