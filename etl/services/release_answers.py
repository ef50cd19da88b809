"""The contract's JSON of releases. What leaves the house has no small county count in it."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from etl.domain.completion import CompletionRow, Coverage
from etl.domain.release import Release
from etl.publication.facts import ReleaseFacts
from etl.services.answers import row_answer
from etl.services.numbers import plain_count, yuan_text

SMALL, HELD = "<3", "不公布"


def release_answer(release: Release) -> dict[str, Any]:
    """Return what ``release`` prints and ``releases`` lists."""
    head = release.head
    return {
        "id": head.id,
        "year": head.month.year,
        "month": head.month.number,
        "as_of": head.as_of.isoformat(),
        "plan_revision": head.plan_revision,
        "coverage": _coverage(head.coverage),
        "sha256": release.sha256,
        "final": head.final,
        "supersedes": head.supersedes,
        "corrects": head.corrects,
        "made_at": head.made_at.isoformat().replace("+00:00", "Z"),
        "made_by": head.made_by,
        "reason": head.reason,
        "gaps": [
            {"region": gap.region, "decision": gap.decision, "reason": gap.reason}
            for gap in (head.closed.gaps if head.closed else ())
        ],
        **({"sample": "示例数据"} if head.sample else {}),
    }


def _coverage(coverage: Coverage) -> dict[str, Any]:
    return {
        "expected": coverage.expected,
        "reported": coverage.reported,
        "carried_forward": list(coverage.carried_forward),
        "missing": list(coverage.missing),
    }


def releases_answer(releases: Iterable[Release]) -> dict[str, Any]:
    """Return the list of releases."""
    return {"releases": [release_answer(item) for item in releases]}


def figures_answer(facts: ReleaseFacts) -> dict[str, Any]:
    """Return a release with its figures: by project, by county, and by indicator and county."""
    thresholds = facts.plan.thresholds
    return release_answer(facts.release) | {
        "region": facts.region.code,
        "thresholds": {
            "tolerance": float(thresholds.on_pace_tolerance),
            "behind": float(thresholds.behind_from),
            "far_behind": float(thresholds.far_behind_from),
        },
        "rows": [_row(facts, row) for row in facts.table.rows],
        "regions": [_row(facts, row) for row in facts.below.rows],
        "indicators": _indicators(facts),
        "cells": [_row(facts, row) for row in facts.cells.rows],
    }


def _row(facts: ReleaseFacts, row: CompletionRow) -> dict[str, Any]:
    """Return a row; where its count is held back, so is all that would give it away."""
    answer = row_answer(row)
    several = len(facts.project(row.project).indicators) > 1
    shown = facts.shown(row.project, row.region, (row.indicator or "") if several else "")
    if not facts.money_is_shown(row.project, row.region):
        answer["funds_yuan"] = None
    if shown == "known":
        return answer
    nothing = dict.fromkeys(answer["rate"])
    gaps = dict.fromkeys(answer["pace_gap"])
    status = dict.fromkeys(answer["status"])
    hidden = SMALL if shown == "small" else HELD
    return answer | {
        "completed": None,
        "withheld": hidden,
        "rate": nothing,
        "pace_gap": gaps,
        "status": status,
    }


def _indicators(facts: ReleaseFacts) -> list[dict[str, Any]]:
    return [
        {
            "project": project.code,
            "indicator": code,
            "completed": plain_count(_kept(facts, project.code, code, completed)),
            "funds_yuan": yuan_text(_kept(facts, project.code, code, funds)),
        }
        for project in facts.plan.projects
        for code, completed, funds in facts.split(project.code)
    ]


def _kept(
    facts: ReleaseFacts, project: str, indicator: str, value: Decimal | None
) -> Decimal | None:
    several = len(facts.project(project).indicators) > 1
    known = facts.shown(project, facts.region.code, indicator if several else "") == "known"
    return value if known else None
