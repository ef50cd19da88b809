"""How large a request may be: uploads as large as their files, everything else small."""

from __future__ import annotations

from flask import Flask, request

MAX_REQUEST = 64 * 1024 * 1024
"""All files of one upload together."""

_MAX_OTHER = 1024 * 1024
_UPLOADS = ("submit_check", "api_submit", "admin_plan")
_MAX_PARTS = 500


def set_limits(server: Flask) -> None:
    """Refuse larger requests before they are read."""
    server.config.update(
        MAX_CONTENT_LENGTH=MAX_REQUEST,
        MAX_FORM_MEMORY_SIZE=_MAX_OTHER,
        MAX_FORM_PARTS=_MAX_PARTS,
    )

    def limit() -> None:
        if request.endpoint not in _UPLOADS:
            request.max_content_length = _MAX_OTHER

    server.before_request(limit)
