"""What forms send, read; and where a form that was dealt with leads on to."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Response, request
from werkzeug.utils import redirect

from dashboard.selection import BadSelection, parse_selection, positive
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
        month = parse_selection(given).month
    except BadSelection as bad:
        raise NotFound(bad.message) from bad
    if month is None:
        raise NotFound("没有写明报告期。")
    return month


def number_of(name: str) -> int:
    """Return the number in a field of the form; NotFound for none."""
    number = positive(request.form.get(name, ""))
    if number is None:
        raise NotFound("没有写明是哪一份。")
    return number


def known_number(number: int) -> int:
    """Return a number of an address that a database can hold; NotFound for a larger one."""
    if positive(str(number)[:20]) is None:
        raise NotFound(f"没有编号为{str(number)[:20]}的内容。")
    return number
