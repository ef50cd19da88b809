"""Whether the process lives, and whether it can answer from the database."""

from __future__ import annotations

import logging

from flask import Flask, Response

from dashboard.sources import Source

_LOG = logging.getLogger(__name__)


def add_health(server: Flask, source: Source) -> None:
    """Add liveness, which asks nobody, and readiness, which asks the database."""

    def alive() -> Response:
        return _plain("ok", 200)

    def ready() -> Response:
        return _plain("ready", 200) if _is_ready(source) else _plain("not ready", 503)

    server.add_url_rule("/healthz", "healthz", alive)
    server.add_url_rule("/readyz", "readyz", ready)


def _is_ready(source: Source) -> bool:
    try:
        return source.is_ready()
    except Exception:  # noqa: BLE001 - whatever the reason, the answer is: not ready
        _LOG.exception("the database does not answer")
        return False


def _plain(text: str, status: int) -> Response:
    response = Response(text + "\n", status, mimetype="text/plain")
    response.headers["Cache-Control"] = "no-store"
    return response
