"""What is answered when something goes wrong: JSON to programs, a calm page to people."""

from __future__ import annotations

import logging
import secrets

from dash.exceptions import DependencyException
from flask import Flask, Response, request
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import Forbidden, HTTPException, Unauthorized

from dashboard.access.doors import Doors
from dashboard.access.guard import CHANGE_FIRST, local_path
from dashboard.documents import Documents
from dashboard.http.api import BadRequest, failure
from dashboard.pages import trouble
from dashboard.selection import split
from etl.domain.refusal import NotFound, Refusal, SystemFault

_LOG = logging.getLogger(__name__)
_PROGRAMS = ("/api/", "/_dash-")
_NOT_FROM_HERE = (
    "没有提交：这个请求不是从本看板打开着的页面发出的，或页面打开得太久。请刷新页面后再提交一次。"
)
_TEXTS = {
    401: "请先登录。",
    403: "您的账号不能这样做。",
    404: "没有这个地址。",
    405: "这个地址不接受此种请求。",
    413: "文件太大，没有接收：每个不超过20 MB，一次合计不超过60 MB。",
}


def add_failures(server: Flask, doors: Doors, documents: Documents) -> None:
    """Answer every error in the form its reader can use."""
    answers = Failures(doors, documents)
    server.register_error_handler(Refusal, answers.refused)
    server.register_error_handler(SystemFault, answers.fault)
    server.register_error_handler(BadRequest, answers.bad)
    server.register_error_handler(HTTPException, answers.http)
    server.register_error_handler(Forbidden, answers.turned_away)
    server.register_error_handler(Unauthorized, answers.turned_away)
    server.register_error_handler(CSRFError, answers.not_from_here)
    server.register_error_handler(DependencyException, answers.no_such_file)
    server.register_error_handler(Exception, answers.unexpected)


def _back() -> str:
    """Return the page that a form stood on, as far as the browser tells it."""
    parts = split(request.referrer or "")
    if parts.netloc != request.host:
        return ""
    return local_path(f"{parts.path}?{parts.query}" if parts.query else parts.path)


class Failures:
    """One answer for each kind of error."""

    def __init__(self, doors: Doors, documents: Documents) -> None:
        self._doors, self._documents = doors, documents

    def _say(self, message: str, status: int) -> Response:
        if request.path.startswith(_PROGRAMS):
            return failure(message, status)
        return self._documents.plain(trouble.sheet(message, status))

    def refused(self, error: Refusal) -> Response:
        """Say why something asked for cannot be done."""
        return self._say(error.message, 404 if isinstance(error, NotFound) else 400)

    def fault(self, error: SystemFault) -> Response:
        """Say that the machine failed, and under which number the log tells of it."""
        number = secrets.token_hex(4)
        _LOG.error("fault %s at %r: %s", number, request.path, error.message)
        return self._say(f"数据库暂时不可用，已记录，编号{number}。", 503)

    def bad(self, error: BadRequest) -> Response:
        """Say what was wrong with a program's request."""
        return self._say(error.message, 400)

    def http(self, error: HTTPException) -> Response:
        """Say what an error of HTTP means."""
        status = error.code or 500
        if status == 401 and request.headers.get("Authorization"):
            return self._say("接口令牌无效，或已作废、停用。", status)
        return self._say(_TEXTS.get(status, "请求无法处理。"), status)

    def turned_away(self, error: HTTPException) -> Response:
        """Say that the visitor may not: as a page with the ways that are open to him."""
        if error.description == CHANGE_FIRST:
            return self._say(CHANGE_FIRST, 403)
        if request.path.startswith(_PROGRAMS):
            return self.http(error)
        visitor = self._doors.visitor()
        if visitor.role is None and request.method == "POST":
            return self._documents.not_sent(visitor, _back(), 401)
        return self._documents.forbidden(visitor)

    def not_from_here(self, _error: CSRFError) -> Response:
        """Say that a form was not sent from a page of ours, or that its session is over."""
        if request.path.startswith(_PROGRAMS):
            return self._say(_NOT_FROM_HERE, 400)
        return self._documents.not_sent(self._doors.visitor(), _back(), 400)

    def no_such_file(self, _error: DependencyException) -> Response:
        """Say that Dash has no such script."""
        return self._say(_TEXTS[404], 404)

    def unexpected(self, _error: Exception) -> Response:
        """Say that the program failed, and under which number the log tells of it."""
        number = secrets.token_hex(4)
        _LOG.exception("error %s at %r", number, request.path)
        return self._say(f"系统暂时无法显示这一页，已记录，编号{number}。", 500)
