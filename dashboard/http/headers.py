"""Headers that every answer bears."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Flask, Response


def set_headers(server: Flask, script_hashes: Sequence[str]) -> None:
    """Add the security headers to whatever is answered."""
    policy = content_policy(script_hashes)

    def add(response: Response) -> Response:
        response.headers.setdefault("Content-Security-Policy", policy)
        response.headers.setdefault("X-Content-Type-Options", "nosniff")
        response.headers.setdefault("Referrer-Policy", "same-origin")
        response.headers.setdefault("X-Frame-Options", "SAMEORIGIN")
        return response

    server.after_request(add)


def content_policy(script_hashes: Sequence[str]) -> str:
    """Allow scripts of our own and the hashed inline ones; styles may stand on elements."""
    return "; ".join(
        (
            "default-src 'self'",
            f"script-src 'self' {' '.join(script_hashes)}",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data:",
            "object-src 'none'",
            "base-uri 'none'",
            "form-action 'self'",
            "frame-ancestors 'self'",
        )
    )
