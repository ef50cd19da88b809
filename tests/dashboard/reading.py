"""Reading a page as a visitor would: its nodes, figures and words."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = frozenset("br col hr img input link meta wbr".split())


@dataclass
class Node:
    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Node | str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(c if isinstance(c, str) else c.text for c in self.children)

    def all(self, tag: str | None = None, **wanted: str) -> list[Node]:
        """Every node below with this tag and these attributes (data_figure for data-figure)."""
        found = []
        for child in self.children:
            if isinstance(child, str):
                continue
            if tag in (None, child.tag) and all(
                child.attributes.get(key.replace("_", "-")) == value
                for key, value in wanted.items()
            ):
                found.append(child)
            found += child.all(tag, **wanted)
        return found

    def text_without(self, identifier: str) -> str:
        """The text, except what stands in the part of this id."""
        return "".join(
            c if isinstance(c, str) else c.text_without(identifier)
            for c in self.children
            if isinstance(c, str) or c.attributes.get("id") != identifier
        )

    @property
    def spoken(self) -> str:
        """The text that a screen reader says: without what is hidden from it."""
        return "".join(
            c if isinstance(c, str) else c.spoken
            for c in self.children
            if isinstance(c, str) or c.attributes.get("aria-hidden") != "true"
        )

    def one(self, tag: str | None = None, **wanted: str) -> Node:
        (found,) = self.all(tag, **wanted)
        return found


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.root = Node("")
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = Node(tag, {key: value or "" for key, value in attrs})
        self.open[-1].children.append(node)
        if tag not in VOID:
            self.open.append(node)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop().tag == tag, f"</{tag}> closes nothing"

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


def read(page: str) -> Node:
    builder = _Builder()
    builder.feed(page)
    builder.close()
    assert len(builder.open) == 1, "something stays open"
    return builder.root
