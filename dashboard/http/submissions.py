"""What was filed, over HTTP: the workbook as it was sent, for those who may have it."""

from __future__ import annotations

from urllib.parse import quote

from flask import Flask, Response

from dashboard.access.doors import Doors
from dashboard.sources import Source
from etl.domain.refusal import NotFound


def add_submissions(server: Flask, source: Source, doors: Doors) -> None:
    """Add the routes of single submissions."""

    def original(submission: int) -> Response:
        _check_own(source, doors, submission)
        name, content = source.original_of(submission)
        return _file(name, content)

    base = "/api/v1/submissions/<int:submission>"
    server.add_url_rule(f"{base}/original", "api_original", original)


def _check_own(source: Source, doors: Doors, submission: int) -> None:
    """Raise NotFound for a submission that is not there and for one of another county alike."""
    try:
        region = source.filed_form(submission).filing.region
    except NotFound:
        region = None
    if region is None or not doors.visitor().may_open_original(region):
        raise NotFound(f"没有编号为{submission}的报送。")


def _file(name: str, content: bytes) -> Response:
    """Return the bytes as they were sent; a browser saves them and never opens them itself."""
    response = Response(content, content_type="application/octet-stream")
    response.headers["Content-Disposition"] = (
        f"attachment; filename=\"original\"; filename*=UTF-8''{quote(name, safe='')}"
    )
    response.headers["Cache-Control"] = "private, no-store"
    return response
