"""What is answered when something goes wrong: JSON to programs, a calm page to people."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable

from dash.exceptions import DependencyException
from flask import Flask, Response, request
from werkzeug.exceptions import HTTPException

from dashboard.document import Bundles, plain_document
from dashboard.http.api import BadRequest, failure
from dashboard.pages import trouble
from dashboard.rendering import render
from etl.domain.refusal import NotFound, Refusal, SystemFault

_LOG = logging.getLogger(__name__)
_API = "/api/"
_TEXTS = {
    404: "没有这个地址。",
    405: "这个地址不接受此种请求。",
}


def add_failures(server: Flask, bundles: Callable[[], Bundles]) -> None:
    """Answer every error in the form its reader can use."""

    def say(message: str, status: int) -> Response:
        return _failed(message, status, bundles)

    def refused(error: Refusal) -> Response:
        return say(error.message, 404 if isinstance(error, NotFound) else 400)

    def fault(error: SystemFault) -> Response:
        number = secrets.token_hex(4)
        _LOG.error("fault %s at %s: %s", number, request.path, error.message)
        return say(f"数据库暂时不可用，已记录，编号{number}。", 503)

    def bad(error: BadRequest) -> Response:
        return say(error.message, 400)

    def http(error: HTTPException) -> Response:
        status = error.code or 500
        return say(_TEXTS.get(status, "请求无法处理。"), status)

    def no_such_file(_error: DependencyException) -> Response:
        return say(_TEXTS[404], 404)

    def unexpected(_error: Exception) -> Response:
        number = secrets.token_hex(4)
        _LOG.exception("error %s at %s", number, request.path)
        return say(f"系统暂时无法显示这一页，已记录，编号{number}。", 500)

    server.register_error_handler(Refusal, refused)
    server.register_error_handler(SystemFault, fault)
    server.register_error_handler(BadRequest, bad)
    server.register_error_handler(HTTPException, http)
    server.register_error_handler(DependencyException, no_such_file)
    server.register_error_handler(Exception, unexpected)


def _failed(message: str, status: int, bundles: Callable[[], Bundles]) -> Response:
    """Return an error as JSON to a program, as a page to a person."""
    if request.path.startswith(_API):
        return failure(message, status)
    sheet = trouble.sheet(message, status)
    text = plain_document(sheet, bundles(), render(sheet.tree))
    response = Response(text, status, content_type="text/html; charset=utf-8")
    response.headers["Cache-Control"] = "no-store"
    return response
