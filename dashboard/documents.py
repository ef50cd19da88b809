"""Pages made once per data version: document, layout and their compressed forms."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256

from flask import Response, get_flashed_messages, request
from plotly.io.json import to_json_plotly

from dashboard.cache import OneAtATime, Recent
from dashboard.document import Bundles, document, plain_document
from dashboard.pages.registry import Address, parse_address
from dashboard.pages.sheet import Sheet
from dashboard.rendering import namespaces, render
from dashboard.sheets import Sheets
from dashboard.still import fold
from etl.domain.roles import Visitor

CACHE_BYTES = 48_000_000
_LEVEL = 6


@dataclass(frozen=True)
class Body:
    """Bytes to send, plain and compressed, with their entity tag."""

    plain: bytes
    packed: bytes
    tag: str


@dataclass(frozen=True)
class Made:
    """A page as it is sent: its document and the same tree for the client."""

    status: int
    page: Body
    layout: Body


class Documents:
    """Answers page and layout requests from memory while no figure, plan or filing changes."""

    def __init__(self, sheets: Sheets, bundles: Callable[[], Bundles]) -> None:
        self._sheets, self._bundles = sheets, bundles
        self._recent: Recent[Made] = Recent(CACHE_BYTES, _weight)
        self._once: OneAtATime[Made] = OneAtATime()

    def page(self, address: str) -> Response:
        """Return the document at an address, or 304 when the visitor has it."""
        if self._sheets.is_private(parse_address(address)):
            return self.own(address, [str(text) for text in get_flashed_messages()])
        made = self._made(address)
        return _response(made.page, _HTML, made.status)

    def layout(self, address: str) -> Response:
        """Return the layout of the page at an address; Dash shows it only with status 200."""
        return _response(self._made(address).layout, "application/json", 200)

    def own(self, address: str, notes: Sequence[str] = (), status: int = 0) -> Response:
        """Return a page that takes what is typed into it: plain, kept by nobody.

        ``notes`` is what is to be said first; ``status`` is another than the page's own.
        """
        sheet = self._sheets.make(parse_address(address), notes)
        return self.plain(replace(sheet, status=status or sheet.status))

    def plain(self, sheet: Sheet) -> Response:
        """Return a page as a document that Dash's client does not take over."""
        text = plain_document(sheet, self._bundles(), render(sheet.tree))
        response = Response(text, sheet.status, content_type=_HTML)
        response.headers["Cache-Control"] = "no-store"
        return response

    def forbidden(self, visitor: Visitor) -> Response:
        """Return the page that says that a visitor may not do or see something."""
        return self.plain(self._sheets.forbidden(visitor))

    def not_sent(self, visitor: Visitor, back: str, status: int) -> Response:
        """Return the page for a form that did nothing, for want of a session or of its token."""
        return self.plain(replace(self._sheets.not_sent(visitor, back), status=status))

    def _made(self, address: str) -> Made:
        where = parse_address(address)
        if self._sheets.is_private(where):
            return _NO_LAYOUT
        key = self._sheets.key(where)
        made = self._recent.get(key)
        return made or self._once.made(key, lambda: self._kept(key, where))

    def _kept(self, key: Hashable, where: Address) -> Made:
        made = self._make(self._sheets.make(where))
        if made.status == 200:
            self._recent.put(key, made)
        return made

    def _make(self, sheet: Sheet) -> Made:
        bundles = self._bundles()
        painted = render(sheet.tree)
        folded = fold(sheet.tree)
        layout = str(to_json_plotly(folded))
        if sheet.status == 200 and not sheet.plain:
            page = document(sheet, painted, namespaces(folded), bundles)
        else:
            page = plain_document(sheet, bundles, painted)
        return Made(sheet.status, body(page.encode()), body(layout.encode()))


_HTML = "text/html; charset=utf-8"


def body(plain: bytes) -> Body:
    """Return bytes ready to be sent, compressed once and reproducibly."""
    tag = sha256(plain).hexdigest()[:24]
    return Body(plain, gzip.compress(plain, _LEVEL, mtime=0), tag)


_NO_LAYOUT = Made(200, body(b""), body(b"[]"))
"""A page that Dash's client never takes over has no layout for it."""


def _weight(made: Made) -> int:
    return sum(len(part.plain) + len(part.packed) for part in (made.page, made.layout))


def _response(sent: Body, mimetype: str, status: int) -> Response:
    packed = request.accept_encodings.quality("gzip") > 0
    response = Response(sent.packed if packed else sent.plain, status, content_type=mimetype)
    if packed:
        response.headers["Content-Encoding"] = "gzip"
    response.headers["Vary"] = "Accept-Encoding"
    response.headers["Cache-Control"] = "private, no-cache"
    if status == 200:
        response.set_etag(f"{sent.tag}{'-gz' if packed else ''}")
        response.make_conditional(request)
    return response
