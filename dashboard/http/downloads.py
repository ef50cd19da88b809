"""Bytes that a browser saves under a Chinese name."""

from __future__ import annotations

from urllib.parse import quote

from flask import Response, request


def named(response: Response, plain: str, name: str, place: str = "attachment") -> Response:
    """Give an answer its file name; ``plain`` is for programs that know ASCII names only."""
    response.headers["Content-Disposition"] = (
        f"{place}; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
    )
    return response


def kept_by_reader(response: Response) -> Response:
    """Let the reader's own browser keep an answer, and ask each time whether it still holds."""
    response.headers["Cache-Control"] = "private, no-cache"
    response.add_etag()
    response.make_conditional(request)
    return response
