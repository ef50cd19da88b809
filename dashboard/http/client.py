"""What Dash's client asks for besides pages: refused, not failed on, where it makes no sense."""

from __future__ import annotations

from collections.abc import Callable, Container

from flask import Flask, request
from werkzeug.exceptions import BadRequest

_CALLBACKS = "/_dash-update-component"


def guard_client(server: Flask, outputs: Callable[[], Container[str]]) -> None:
    """Answer 400 to a callback that is none of ours.

    Dash fails on it, which would be a failure in the log for every request made up.
    """

    def known_callback() -> None:
        if request.path != _CALLBACKS or request.method != "POST":
            return
        asked = request.get_json(silent=True)
        output = asked.get("output") if isinstance(asked, dict) else None
        if not isinstance(output, str) or output not in outputs():
            raise BadRequest

    server.before_request(known_callback)
