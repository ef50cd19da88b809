"""Two releases held against each other: what changed, and who filed and accepted what did."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from etl.domain.provenance import FigurePart
from etl.domain.submission import Field
from etl.publication.changes import (
    CellChange,
    Handling,
    ProjectChange,
    ReleaseChanges,
    cell_changes,
    cell_words,
    difference_words,
    figure_words,
    project_changes,
)
from etl.publication.correction import HELD_CELLS, cell_row, correction, other_changes
from etl.publication.correction import lead as correction_lead
from etl.services.database import Database
from etl.services.provenance import COMPLETED, FUNDS, figure_parts
from etl.services.released import Released, open_release
from etl.services.releases import release_before

__all__ = [
    "HELD_CELLS",
    "ProjectChange",
    "ReleaseChanges",
    "cell_row",
    "changes_answer",
    "changes_between",
    "changes_since",
    "correction_file",
    "correction_lead",
    "difference_words",
    "figure_words",
    "other_changes",
]


def changes_since(database: Database, released: Released) -> ReleaseChanges | None:
    """Return what is another than in the release before, None where there is none before.

    That is the release of the same month that this one supersedes, else the one made before it.
    """
    before = release_before(database, released.release)
    if before is None:
        return None
    return changes_between(open_release(database, before.id), released)


def changes_between(before: Released, after: Released) -> ReleaseChanges:
    """Return what is another; the counties' cells only within one month."""
    earlier, later = before.facts(), after.facts()
    cells: list[CellChange] = []
    if before.month == after.month:
        cells = _handled(after, tuple(cell_changes(earlier, later)))
    return ReleaseChanges(earlier, later, project_changes(earlier, later), tuple(cells))


def _handled(after: Released, changes: Sequence[CellChange]) -> list[CellChange]:
    """Return the changes with who filed and accepted each; the month is read once per field."""
    plan = after.plan
    known = [i for i in changes if i.region in plan.tree and plan.indicator(i.indicator)]
    parts: dict[tuple[str, str, str], FigurePart] = {}
    for amount, field in _FIELDS.items():
        own = [item for item in known if item.amount == amount]
        regions = list(dict.fromkeys(item.region for item in own))
        indicators = list(dict.fromkeys(item.indicator for item in own))
        found = figure_parts(after.database, after.month, regions, indicators, field) if own else ()
        parts |= {(amount, part.region.code, part.indicator.code): part for part in found}
    keys = [(item.amount, item.region, item.indicator) for item in changes]
    return [_with(item, parts.get(key)) for item, key in zip(changes, keys, strict=True)]


_FIELDS: Mapping[str, Field] = {"completed": COMPLETED, "funds": FUNDS}


def _with(item: CellChange, part: FigurePart | None) -> CellChange:
    if part is None or part.filing is None:
        return item
    filing = part.filing
    why = "；".join(dict.fromkeys(text for text in (part.note, filing.reason) if text))
    handling = Handling(
        filing.id, filing.version, filing.filed_by, filing.filed_at, filing.accepted_by,
        filing.accepted_at, why,
    )  # fmt: skip
    return replace(item, handling=handling)


def correction_file(changes: ReleaseChanges) -> bytes:
    """Return the correction notice as a Word file."""
    from etl.publication.word.writer import word_file

    return word_file(correction(changes))


def changes_answer(changes: ReleaseChanges | None) -> dict[str, Any] | None:
    """Return the same as JSON: figures before and after, why, by whom and when."""
    if changes is None:
        return None
    return {
        "before": changes.before.head.id,
        "correction": changes.is_correction,
        "other": list(other_changes(changes)),
        "projects": [
            {
                "project": item.project,
                "before": figure_words(changes.before, item.before),
                "after": figure_words(changes.after, item.after),
                "difference": difference_words(changes, item),
            }
            for item in changes.other()
        ],
        "cells": [_cell(changes, item) for item in changes.told_cells],
    }


def _cell(changes: ReleaseChanges, item: CellChange) -> dict[str, Any]:
    found = item.handling
    return {
        "region": item.region,
        "project": item.project,
        "indicator": item.indicator,
        "figure": item.amount,
        "before": cell_words(changes.before, item, item.before),
        "after": cell_words(changes.after, item, item.after),
        "why": found.why if found else "",
        "submission": found.submission if found else None,
        "filed_by": found.filed_by if found else None,
        "filed_at": found.filed_at.isoformat() if found else None,
        "accepted_by": found.accepted_by if found else None,
        "accepted_at": found.accepted_at.isoformat() if found and found.accepted_at else None,
    }
