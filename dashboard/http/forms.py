"""What forms send, read; and where a form that was dealt with leads on to."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Response, request
from werkzeug.utils import redirect

from etl.domain.period import Month
from etl.domain.refusal import NotFound


def gone_on(where: str) -> Response:
    """Return the answer to a form: on to a page, which a reload asks for again and not the form."""
    response = redirect(where, 303, Response)
    assert isinstance(response, Response)
    response.headers["Cache-Control"] = "no-store"
    return response


def month_of(given: Mapping[str, str]) -> Month:
    """Return the month that a form names; NotFound for none."""
    try:
        return Month(int(given["year"]), int(given["month"]))
    except (KeyError, ValueError) as error:
        raise NotFound("没有写明报告期。") from error


def number_of(name: str) -> int:
    """Return the number in a field of the form; NotFound for none."""
    text = request.form.get(name, "")
    if not text.isdecimal() or len(text) > 12:
        raise NotFound("没有写明是哪一份。")
    return int(text)
