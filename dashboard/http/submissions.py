"""What was filed, over HTTP: sent in by programs, told, and handed back as it was sent or marked."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from flask import Flask, Response, request
from werkzeug.datastructures import FileStorage

from dashboard.access.doors import Doors
from dashboard.http.api import BadRequest, answer
from dashboard.http.downloads import named
from dashboard.selection import positive
from dashboard.sources import Source
from etl.domain.refusal import NotFound
from etl.services import audit, uploads
from etl.services.answers import results_answer
from etl.services.database import Database
from etl.services.filed_answer import annotated_submission, submission, submission_answer
from etl.services.orders import Order
from etl.services.uploads import Upload

_LONGEST_KEY = 60


def add_originals(server: Flask, source: Source, doors: Doors) -> None:
    """Add the route of a workbook as it was sent."""

    def original(submission: int) -> Response:
        check_own(source, doors, submission)
        name, content = source.original_of(submission)
        source.note_export(doors.visitor(), f"原件 编号{submission}")
        return file_answer(name, content)

    server.add_url_rule("/api/v1/submissions/<int:submission>/original", "api_original", original)


def add_submissions(server: Flask, db: Database, source: Source, doors: Doors) -> None:
    """Add the routes by which programs file and ask what became of it."""
    answers = Submissions(db, source, doors)
    base = "/api/v1/submissions"
    server.add_url_rule(base, "api_submit", answers.submit, methods=["POST"])
    server.add_url_rule(f"{base}/<int:number>", "api_submission", answers.told)
    server.add_url_rule(f"{base}/<int:number>/annotated", "api_annotated", answers.annotated)


class Submissions:
    """The answers about single submissions, each after a look at whose it is."""

    def __init__(self, db: Database, source: Source, doors: Doors) -> None:
        self._db, self._source, self._doors = db, source, doors

    def submit(self) -> Response:
        """Check files and file them, or with ``check=1`` only check them."""
        given = uploads_of(request.files.getlist("file"))
        if not given:
            raise BadRequest(
                "没有收到文件：请以multipart/form-data发送，字段名为file，可以有多个。"
            )
        by = self._doors.visitor()
        if request.form.get("check", "") in ("1", "true"):
            found = uploads.check(self._db, given, by.region)
        else:
            key = request.headers.get("Idempotency-Key", "")[:_LONGEST_KEY]
            reason = request.form.get("reason", "").strip()
            found = uploads.file(self._db, given, Order.of(by, reason=reason, key=key))
        return answer(results_answer(found))

    def told(self, number: int) -> Response:
        """Tell state, findings and versions of a submission."""
        check_seen(self._source, self._doors, number)
        return answer(submission_answer(submission(self._db, number)))

    def annotated(self, number: int) -> Response:
        """Hand the workbook back with every finding and every reason of the reviewer marked."""
        check_own(self._source, self._doors, number)
        by = self._doors.visitor()
        name, content = annotated_submission(self._db, number, by.region)
        audit.note(self._db, by, "export", f"批注件 编号{number}")
        return file_answer(name, content)


def uploads_of(files: Sequence[FileStorage]) -> list[Upload]:
    """Return the files of a request that have a name: an empty field of a form has none."""
    return [Upload(item.filename or "", item.read()) for item in files if item.filename]


def check_own(source: Source, doors: Doors, number: int) -> None:
    """Raise NotFound for a submission that is not there and for one of another county alike."""
    _check(source, number, doors.visitor().may_open_original)


def check_seen(source: Source, doors: Doors, number: int) -> None:
    """Do the same for what may be told of a submission."""
    _check(source, number, doors.visitor().may_see_filings)


def _check(source: Source, number: int, may: Callable[[str], bool]) -> None:
    region = _region_of(source, number)
    if region is None or not may(region):
        raise NotFound(f"没有编号为{str(number)[:20]}的报送。")


def _region_of(source: Source, number: int) -> str | None:
    if positive(str(number)[:20]) is None:
        return None
    try:
        return source.filed_form(number).filing.region
    except NotFound:
        return None


def file_answer(name: str, content: bytes) -> Response:
    """Return the bytes as they were sent; a browser saves them and never opens them itself."""
    response = Response(content, content_type="application/octet-stream")
    response.headers["Cache-Control"] = "private, no-store"
    return named(response, "file", name)
