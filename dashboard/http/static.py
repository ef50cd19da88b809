"""Scripts and styles, compressed once per process and kept by browsers for good."""

from __future__ import annotations

import gzip
from dataclasses import dataclass
from threading import Lock

from flask import Flask, Response, request

_PREFIXES = ("/_dash-component-suites/", "/assets/")
_MOST = 64
_FOREVER = "public, max-age=31536000, immutable"
_TEXT = ("text/", "application/javascript", "application/json", "image/svg+xml")


@dataclass(frozen=True)
class Packed:
    """A compressed file with its type."""

    data: bytes
    mimetype: str


class StaticFiles:
    """Compresses what the routes for static files answer, the first time each is asked for.

    Only addresses with a fingerprint (in the name, or our own ``v``) are kept for good. The
    path is the key and the number of keys is bounded: made-up fingerprints fill no memory.
    """

    def __init__(self, server: Flask) -> None:
        self._packed: dict[str, Packed] = {}
        self._lock = Lock()
        server.before_request(self._from_memory)
        server.after_request(self._pack)

    def _from_memory(self) -> Response | None:
        if not _is_static() or not _has_fingerprint() or not _takes_gzip():
            return None
        found = self._packed.get(request.path)
        return None if found is None else _answer(found)

    def _pack(self, response: Response) -> Response:
        if not _is_static() or response.status_code != 200 or not _has_fingerprint():
            return response
        response.headers["Cache-Control"] = _FOREVER
        response.headers["Vary"] = "Accept-Encoding"
        text = (response.mimetype or "").startswith(_TEXT)
        if not text or response.content_encoding or not _takes_gzip():
            return response
        response.direct_passthrough = False
        found = Packed(gzip.compress(response.get_data(), 9, mtime=0), response.mimetype or "")
        with self._lock:
            if len(self._packed) < _MOST:
                self._packed[request.path] = found
        response.close()
        return _answer(found)


def _is_static() -> bool:
    return request.method in ("GET", "HEAD") and request.path.startswith(_PREFIXES)


def _takes_gzip() -> bool:
    return request.accept_encodings.quality("gzip") > 0


def _has_fingerprint() -> bool:
    return "v" in request.args or "m=" in request.path or ".v" in request.path


def _answer(found: Packed) -> Response:
    response = Response(found.data, mimetype=found.mimetype)
    response.headers["Content-Encoding"] = "gzip"
    response.headers["Cache-Control"] = _FOREVER
    response.headers["Vary"] = "Accept-Encoding"
    return response
