"""What was filed, over HTTP: the workbook as it was sent, for those who may have it."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import quote

from flask import Flask, Response

from dashboard.http.api import failure
from dashboard.sources import Source
from etl.domain.roles import Visitor

_FORBIDDEN = "原件只对市残联和报送的县区开放。"


def add_submissions(server: Flask, source: Source, visitor_of: Callable[[], Visitor]) -> None:
    """Add the routes of single submissions."""

    def original(submission: int) -> Response:
        visitor = visitor_of()
        if visitor.role is None:
            return failure(f"{_FORBIDDEN}请先登录。", 401)
        region = source.filed_form(submission).filing.region
        if not visitor.may_open_original(region):
            return failure(_FORBIDDEN, 403)
        name, content = source.original_of(submission)
        return _file(name, content)

    base = "/api/v1/submissions/<int:submission>"
    server.add_url_rule(f"{base}/original", "api_original", original)


def _file(name: str, content: bytes) -> Response:
    """Return the bytes as they were sent; a browser saves them and never opens them itself."""
    response = Response(content, content_type="application/octet-stream")
    response.headers["Content-Disposition"] = (
        f"attachment; filename=\"original\"; filename*=UTF-8''{quote(name, safe='')}"
    )
    response.headers["Cache-Control"] = "private, no-store"
    return response
