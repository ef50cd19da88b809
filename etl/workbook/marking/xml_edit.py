"""Small changes in an XML part, byte by byte: what is not changed stays as it was written.

A document model writes a part anew: prefixes, order of attributes, unknown extensions and
white space come out otherwise, and programs that look for them lose things. Here expat
only says where an element begins and ends; the rest of the part is carried over as it is.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from xml.parsers import expat

from etl.workbook.grid import UnreadableWorkbook

_TAG = re.compile(rb"<[^<>\"']*(?:\"[^\"]*\"[^<>\"']*|'[^']*'[^<>\"']*)*>")
_DECLARED = re.compile(rb"<\?xml[^<>]*?encoding\s*=\s*[\"']([A-Za-z0-9._-]+)[\"'][^<>]*\?>")
_DECLARED_IN = re.compile(r"^\s*<\?xml[^<>]*\?>")
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_NO_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


@dataclass(slots=True)
class Element:
    """Where an element stands: ``start`` to ``tag_end`` its start tag, up to ``stop`` all of it.

    ``inner_end`` is where its content ends; for an empty tag all three ends are one.
    ``name`` has no prefix; ``depth`` counts the elements around it.
    """

    name: str
    prefix: str
    attributes: dict[str, str]
    start: int
    tag_end: int
    empty: bool
    depth: int
    inner_end: int = 0
    stop: int = 0

    def attribute(self, name: str) -> str | None:
        """Return an attribute by its name without a prefix."""
        found = (value for key, value in self.attributes.items() if key.split(":")[-1] == name)
        return next(found, None)


Seen = Callable[[Element], None]


def in_utf8(data: bytes) -> bytes:
    """Return a part in UTF-8, with a declaration that says so if it was in another encoding."""
    for mark, name in ((codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16")):
        if data.startswith(mark):
            return _recoded(data, name)
    declared = _DECLARED.match(data.removeprefix(codecs.BOM_UTF8).lstrip())
    name = declared[1].decode().lower() if declared else "utf-8"
    return data if name in ("utf-8", "utf8", "us-ascii") else _recoded(data, name)


def _recoded(data: bytes, encoding: str) -> bytes:
    try:
        text = data.decode(encoding)
    except (UnicodeError, LookupError) as error:
        raise UnreadableWorkbook("E-FILE-BROKEN") from error
    return (DECLARATION + _DECLARED_IN.sub("", text)).encode()


def scan(data: bytes, seen: Seen, ended: Seen, names: frozenset[str] | None = None) -> None:
    """Walk through a part in UTF-8; elements of some names only, or all of them for None."""
    parser = expat.ParserCreate()
    open_ones: list[Element | None] = []
    locals_: dict[str, tuple[str, str]] = {}

    def on_start(name: str, attributes: dict[str, str]) -> None:
        known = locals_.get(name)
        if known is None:
            prefix, _, local = name.rpartition(":")
            known = locals_[name] = (prefix, local)
        if names is not None and known[1] not in names:
            open_ones.append(None)
            return
        start = parser.CurrentByteIndex
        match = _TAG.match(data, start)
        if match is None:
            raise UnreadableWorkbook("E-FILE-BROKEN")
        empty = data[match.end() - 2] == 0x2F
        place = (start, match.end(), empty, len(open_ones))
        element = Element(known[1], known[0], attributes, *place)
        open_ones.append(element)
        seen(element)

    def on_end(_name: str) -> None:
        element = open_ones.pop()
        if element is None:
            return
        element.inner_end = element.tag_end if element.empty else parser.CurrentByteIndex
        end = data.index(b">", element.inner_end) + 1 if not element.empty else element.tag_end
        element.stop = end
        ended(element)

    parser.StartElementHandler = on_start
    parser.EndElementHandler = on_end
    parser.StartDoctypeDeclHandler = _refuse
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        raise UnreadableWorkbook("E-FILE-BROKEN") from error


def _refuse(*_: object) -> None:
    raise UnreadableWorkbook("E-FILE-BROKEN")


def elements(data: bytes, *names: str) -> list[Element]:
    """Return the elements of some names, whole, in the order in which they begin."""
    found: list[Element] = []
    scan(data, found.append, lambda _: None, frozenset(names))
    return found


def root_of(data: bytes) -> Element:
    """Return the outermost element."""
    found: list[Element] = []
    scan(data, lambda element: None if found else found.append(element), lambda _: None)
    return found[0]


class Edits:
    """Changes to one part, made all at once; places are those of the part as it was."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self._made: list[tuple[int, int, bytes]] = []

    def __bool__(self) -> bool:
        return bool(self._made)

    def insert(self, place: int, text: str | bytes) -> None:
        """Put something in; at one place, what is put in first comes first."""
        self.replace(place, place, text)

    def replace(self, start: int, stop: int, text: str | bytes) -> None:
        """Put something in the place of a stretch."""
        self._made.append((start, stop, text.encode() if isinstance(text, str) else text))

    def set(self, element: Element, **values: str | None) -> None:
        """Set attributes of a start tag, or take them off with None; once for each tag."""
        tag = self.data[element.start : element.tag_end]
        for name, value in values.items():
            tag = with_attribute(tag, name, value)
        self.replace(element.start, element.tag_end, tag)

    def append(self, element: Element, text: str) -> None:
        """Put something at the end of an element's content, opening an empty tag for it."""
        if not element.empty:
            self.insert(element.inner_end, text)
            return
        name = f"{element.prefix}:{element.name}" if element.prefix else element.name
        self.replace(element.tag_end - 2, element.tag_end, f">{text}</{name}>")

    def result(self) -> bytes:
        """Return the part with its changes."""
        done, view = 0, memoryview(self.data)
        pieces: list[bytes | memoryview] = []
        for start, stop, text in sorted(self._made, key=lambda made: made[:2]):
            pieces += (view[done:start], text)
            done = max(done, stop)
        return b"".join((*pieces, view[done:]))


def with_attribute(tag: bytes, name: str, value: str | None) -> bytes:
    """Return a start tag with an attribute set, or without it for None."""
    written = re.compile(rb"\s+" + re.escape(name.encode()) + rb"\s*=\s*(?:\"[^\"]*\"|'[^']*')")
    new = b"" if value is None else f" {name}={quoted(value)}".encode()
    if written.search(tag):
        return written.sub(lambda _: new, tag, count=1)
    end = len(tag) - (2 if tag.endswith(b"/>") else 1)
    return tag[:end].rstrip() + new + tag[end:]


def quoted(value: str) -> str:
    """Return a value as it stands behind an attribute's equals sign."""
    return f'"{written(value)}"'


def written(text: str) -> str:
    """Return a text as XML: escaped, without the signs that XML cannot hold."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return escape(_NO_TEXT.sub("", lines)).replace("\n", "&#10;")
