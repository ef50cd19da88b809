"""XML parts as a stream of events; whatever they hold, reading them ends.

Document types are refused, so there are no entities to expand or to fetch.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import IO, Any
from xml.etree import ElementTree
from xml.parsers import expat

from etl.workbook.grid import UnreadableWorkbook

Attributes = dict[str, str]
Start = Callable[[str, Attributes], None]
End = Callable[[str], None]

# Up to this size a part is built as a tree, which is several times faster than handlers.
SMALL_PART = 1024 * 1024
_FOR_HANDLERS = re.compile(rb"<!DOCTYPE|:AlternateContent\b")
_CHUNK = 256 * 1024
# A single tag or run of text this long is no cell of a table.
_MAX_TOKEN = 4 * 1024 * 1024
# Elements within elements; a spreadsheet has about ten.
_MAX_DEPTH = 10_000


def local_name(name: str) -> str:
    """Return a name without its namespace."""
    return name.rpartition(" ")[2]


def small_tree(data: bytes) -> ElementTree.Element | None:
    """Build the tree of a part, without its comments and instructions.

    None for what is left to the handlers: a long part, one with a document type, with
    content for several programs, or in an encoding of two bytes.
    """
    if len(data) > SMALL_PART or b"\0" in data[:64] or _FOR_HANDLERS.search(data):
        return None
    try:
        return ElementTree.fromstring(data)
    except ElementTree.ParseError as error:
        raise UnreadableWorkbook("E-FILE-BROKEN") from error


def parse_xml(
    stream: IO[bytes],
    start: Start,
    end: End,
    text: list[str] | None = None,
    *,
    name_of: Callable[[str], str] = local_name,
) -> None:
    """Feed a part to the handlers, elements by the names that ``name_of`` makes.

    Text is appended to ``text``, which the handlers empty as they need it: a call less for
    each run of text. Attributes in a namespace keep expat's form, ``namespace local``.
    """
    names: dict[str, str] = {}

    def on_start(name: str, attributes: Attributes) -> None:
        short = names.get(name)
        if short is None:
            short = names[name] = name_of(name)
        start(short, attributes)

    def on_end(name: str) -> None:
        end(names[name])

    scan_xml(stream, on_start, on_end, text)


def scan_xml(stream: IO[bytes], start: Start, end: End, text: list[str] | None) -> None:
    """Feed a part to the handlers, elements by expat's names, ``namespace local``."""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    if text is not None:
        parser.CharacterDataHandler = text.append
    parser.StartDoctypeDeclHandler = _refuse_doctype
    try:
        _feed(parser, stream, text if text is not None else [])
    except expat.ExpatError as error:
        raise UnreadableWorkbook("E-FILE-BROKEN") from error


def _refuse_doctype(*_: Any) -> None:
    raise UnreadableWorkbook("E-FILE-BROKEN")


def _feed(parser: expat.XMLParserType, stream: IO[bytes], text: list[str]) -> None:
    fed = depth = 0
    while chunk := stream.read(_CHUNK):
        fed += len(chunk)
        depth += _balance(chunk)
        parser.Parse(chunk, False)
        unfinished = max(fed - parser.CurrentByteIndex, sum(map(len, text)))
        if unfinished > _MAX_TOKEN or depth > _MAX_DEPTH:
            raise UnreadableWorkbook("E-FILE-BROKEN")
    parser.Parse(b"", True)


def _balance(chunk: bytes) -> int:
    """Return how many more elements a chunk opens than it ends, without a call for each."""
    opened = chunk.count(b"<") - chunk.count(b"<!") - chunk.count(b"<?")
    return opened - 2 * chunk.count(b"</") - chunk.count(b"/>")
