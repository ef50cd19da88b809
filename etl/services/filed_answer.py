"""A stored submission as the API gives it: state, findings with reasons, all its versions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from etl.domain.codes import finding
from etl.domain.finding import Finding
from etl.domain.refusal import NotFound
from etl.domain.submission import Filing
from etl.services.annotate import annotate_content
from etl.services.answers import finding_answer
from etl.services.database import Database
from etl.store import attempts, originals, review, submissions
from etl.store.database import Connection
from etl.store.review import Remark


@dataclass(frozen=True)
class Submission:
    """One stored version with what was found and said of it.

    ``reasons`` are the sender's, to findings by their position; ``versions`` are all of the same
    county and month, oldest first. ``places`` give the indicator, field and raw text of the cells
    that were read.
    """

    filing: Filing
    findings: tuple[Finding, ...]
    reasons: Mapping[int, str]
    remarks: tuple[Remark, ...]
    versions: tuple[Filing, ...]
    places: Mapping[str, tuple[str, str, str | None]]

    @property
    def returned(self) -> tuple[Finding, ...]:
        """The reviewer's reasons as findings at the cells of the sender's workbook."""
        if self.filing.state != "returned":
            return ()
        general = [_said(self.filing.return_reason, None)] if self.filing.return_reason else []
        return (*general, *(_said(item.text, self._place(item)) for item in self.remarks))

    def _place(self, remark: Remark) -> dict[str, Any]:
        """Return where a remark stands, as findings say it."""
        cell = remark.cell
        row = int("".join(sign for sign in cell.address if sign.isdigit()))
        indicator, field, raw = self.places.get(str(cell), (None, None, None))
        return {
            "sheet": cell.sheet, "cells": (cell.address,), "row": row, "indicator": indicator,
            "field": field, "raw": raw,
        }  # fmt: skip


def _said(text: str, place: Mapping[str, Any] | None) -> Finding:
    words = {"reason": text.strip().rstrip("。.；;")}
    return finding("E-RETURNED", words, **(place or {}))


def submission(database: Database, identifier: int) -> Submission:
    """Return a stored version; raises NotFound."""
    with database.read() as connection:
        return submission_in(connection, identifier)


def submission_in(connection: Connection, identifier: int) -> Submission:
    """Return the same within a transaction of the caller's."""
    filing = submissions.filings_by_id(connection, [identifier]).get(identifier)
    if filing is None:
        raise NotFound(f"没有编号为{identifier}的报送。")
    found, reasons = attempts.filed_with(connection, identifier)
    versions = submissions.filings_of_month(connection, filing.month, [filing.region])
    remarks = review.remarks_of(connection, identifier)
    places = _places(connection, identifier) if remarks else {}
    return Submission(filing, found, reasons, remarks, versions, places)


def _places(connection: Connection, identifier: int) -> dict[str, tuple[str, str, str | None]]:
    rows = submissions.figures_of(connection, [identifier])[identifier]
    return {
        str(value.cell): (code, name, value.raw)
        for code, row in rows.items()
        for name, value in row.values.items()
        if value.cell is not None
    }


def submission_answer(found: Submission) -> dict[str, Any]:
    """Return GET /api/v1/submissions/<id>."""
    filing = found.filing
    return {
        "submission": filing.id,
        "region": filing.region,
        "month": str(filing.month),
        **_version(filing),
        "file": filing.file_name,
        "reason": filing.reason,
        "on_behalf": filing.on_behalf,
        "accepted_by": filing.accepted_by,
        "accepted_at": _time(filing.accepted_at),
        "returned_by": filing.returned_by,
        "returned_at": _time(filing.returned_at),
        "findings": [*_findings(found), *(finding_answer(item) for item in found.returned)],
        "versions": [{"submission": item.id, **_version(item)} for item in found.versions],
    }


def _findings(found: Submission) -> Sequence[dict[str, Any]]:
    return [
        finding_answer(item) | ({"reason": found.reasons[place]} if place in found.reasons else {})
        for place, item in enumerate(found.findings)
    ]


def _version(filing: Filing) -> dict[str, Any]:
    return {
        "version": filing.version,
        "state": filing.state,
        "filed_by": filing.filed_by,
        "filed_at": _time(filing.filed_at),
        "sha256": filing.sha256,
    }


def _time(moment: datetime | None) -> str | None:
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z") if moment else None


def annotated_submission(database: Database, identifier: int, own: str = "") -> tuple[str, bytes]:
    """Return name and bytes of the marked copy, with the reviewer's reasons where it was returned."""
    found = submission(database, identifier)
    with database.read() as connection:
        content = originals.fetch(connection, found.filing.sha256)
    if content is None:
        raise NotFound(f"没有编号为{identifier}的报送，或原件已不在库里。")
    made = annotate_content(database, found.filing.file_name, content, found.returned, own)
    return annotated_name(found.filing.file_name), made.content


def annotated_name(file_name: str) -> str:
    """Return what the marked copy of a file is called."""
    stem = file_name.rpartition(".")[0] or file_name or "月报表"
    return f"{stem}-批注.xlsx"
