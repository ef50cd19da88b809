"""The contract's JSON answers, the same for the command line and over HTTP."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC
from typing import Any

from etl.domain.completion import CompletionRow, CompletionTable
from etl.domain.file_result import FileResult
from etl.domain.finding import Finding
from etl.domain.plan import JUDGED_LEVELS, LEVELS, Plan
from etl.domain.submission import FIELDS, IndicatorFigures
from etl.services.filed import FiledResult
from etl.services.numbers import exact_count, plain_count, rounded, yuan_text


def completion_answer(table: CompletionTable, plan: Plan | None = None) -> dict[str, Any]:
    """Return completion --json; with the plan also what goes beyond the contract's own fields.

    That is: whether the data is sample, and row by row who is carried forward or missing and
    in which unit each target is.
    """
    coverage = table.coverage
    answer: dict[str, Any] = {
        "year": table.month.year,
        "month": table.month.number,
        "as_of": table.as_of.isoformat(),
        "plan_revision": table.plan_revision,
        "region": table.region,
        "coverage": {
            "expected": coverage.expected,
            "reported": coverage.reported,
            "carried_forward": list(coverage.carried_forward),
            "missing": list(coverage.missing),
        },
        "rows": [row_answer(row) for row in table.rows],
    }
    if plan is not None:
        answer["rows"] = [row_answer(row) | _more(row) for row in table.rows]
        if plan.sample:
            answer["sample"] = "示例数据"
    return answer


def _more(row: CompletionRow) -> dict[str, Any]:
    return {
        "carried_forward": list(row.carried_forward),
        "missing": list(row.missing),
        "target_units": {level: row.levels[level].target_unit or None for level in LEVELS},
    }


def row_answer(row: CompletionRow) -> dict[str, Any]:
    """Return one row of a table."""
    levels = row.levels
    answer: dict[str, Any] = {
        "project": row.project,
        "name": row.name,
        "region": row.region,
        "unit": row.unit,
        "completed": plain_count(row.completed),
        "funds_yuan": yuan_text(row.funds),
        "targets": {level: plain_count(levels[level].target) for level in LEVELS},
        "rate": {level: rounded(levels[level].rate, 6) for level in LEVELS},
        "pace": rounded(row.pace, 4),
        "pace_gap": {level: rounded(levels[level].gap, 4) for level in JUDGED_LEVELS},
        "status": {
            **{level: levels[level].status for level in JUDGED_LEVELS},
            "overall": row.overall,
        },
        "reported": row.reported,
        "expected": row.expected,
        "partial": row.partial,
    }
    if row.indicator is not None:
        answer |= {
            "indicator": row.indicator,
            "indicator_name": row.indicator_name,
            "state": row.state,
            "from_month": str(row.from_month) if row.from_month else None,
            "submission": row.submission,
        }
    return answer


def results_answer(results: Iterable[FileResult]) -> dict[str, Any]:
    """Return check --json and load --json."""
    return {"results": [result_answer(result) for result in results]}


def result_answer(result: FileResult) -> dict[str, Any]:
    """Return one file's result."""
    return {
        "file": result.file,
        "outcome": result.outcome,
        "region": result.region,
        "month": str(result.month) if result.month else None,
        "template": result.template,
        "submission": result.submission,
        "unchanged": result.unchanged,
        "figures": [_figures(row) for row in result.figures],
        "findings": [finding_answer(item) for item in result.findings],
        "previous": _previous(result),
    }


def _previous(result: FileResult) -> dict[str, Any] | None:
    """Return what has become of the findings of the try before, each by itself."""
    if not isinstance(result, FiledResult) or result.before is None or result.changes is None:
        return None
    found = result.changes
    return {
        "at": result.before.at.astimezone(UTC).isoformat(),
        "mended": [finding_answer(item) for item in found.mended],
        "answered": [finding_answer(item) for item in found.answered],
        "remaining": [finding_answer(item) for item in found.remaining],
        "unseen": [finding_answer(item) for item in found.unseen],
        "new": [finding_answer(item) for item in found.new],
    }


def _figures(row: IndicatorFigures) -> dict[str, Any]:
    cells: dict[str, str] = {
        name: str(row[name].cell) for name in FIELDS if row[name].cell is not None
    }
    if row.note_cell is not None:
        cells["note"] = str(row.note_cell)
    return {
        "indicator": row.indicator,
        "completed_month": exact_count(row.amount("completed_month")),
        "completed_total": exact_count(row.amount("completed_total")),
        "funds_month_yuan": yuan_text(row.amount("funds_month_yuan")),
        "funds_total_yuan": yuan_text(row.amount("funds_total_yuan")),
        "note": row.note,
        "cells": cells,
    }


def finding_answer(item: Finding) -> dict[str, Any]:
    """Return one finding."""
    return {
        "severity": item.severity,
        "code": item.code,
        "sheet": item.sheet,
        "cell": item.cell,
        "cells": list(item.cells),
        "row": item.row,
        "field": item.field,
        "indicator": item.indicator,
        "raw": item.raw,
        "message": item.message,
        "hint": item.mend,
    }
