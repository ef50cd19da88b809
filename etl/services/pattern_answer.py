"""The JSON of ``patterns``: for programs, with everything that the words and tables say."""

from __future__ import annotations

from typing import Any

from etl.domain.mistakes import County, Pattern, Patterns, Tries
from etl.services.pattern_words import notes


def patterns_answer(found: Patterns) -> dict[str, Any]:
    """Return the JSON of ``patterns``; ``notes`` are sentences, so that nothing is overlooked."""
    left_out = found.not_counted
    answer: dict[str, Any] = {
        "year": found.year,
        "counties": [_county(item) for item in found.counties],
        "tries": [_tries(item) for item in found.tries],
        "patterns": [_pattern(item) for item in found.patterns],
        "not_counted": {
            "personal_data": left_out.personal,
            "personal_data_in_year": left_out.personal_in_year,
            "month_unknown": left_out.unread,
            "month_unknown_in_year": left_out.unread_in_year,
        },
        "notes": notes(found),
    }
    return answer | ({"sample": "示例数据"} if found.plan.sample else {})


def _county(item: County) -> dict[str, Any]:
    return {
        "region": item.region,
        "region_name": item.region_name,
        "months_tried": len(item.months),
        "months_passed_first": len(item.passed_first),
        "not_at_first": [str(month) for month in item.not_at_first],
        "tries": item.tries,
    }


def _tries(item: Tries) -> dict[str, Any]:
    return {
        "region": item.region,
        "region_name": item.region_name,
        "month": str(item.month),
        "tries": item.tries,
        "with_errors": item.with_errors,
        "first_outcome": item.first_outcome,
        "passed_first": item.passed_first,
    }


def _pattern(item: Pattern) -> dict[str, Any]:
    return {
        "region": item.region,
        "region_name": item.region_name,
        "code": item.code,
        "name": item.name,
        "severity": item.severity,
        "months": {
            str(month): {
                "tries": count.tries,
                "cells": count.cells,
                "first_try": count.first_try,
            }
            for month, count in sorted(item.months.items())
        },
        "months_with": len(item.months),
        "months_tried": len(item.tried),
        "months_at_first_try": item.first_tries,
        "tries": item.tries,
        "cells": item.cells,
        "months_in_a_row": item.in_a_row,
        "months_going_on": item.going_on,
        "last_month": str(item.last_month),
        "example": item.example,
    }
