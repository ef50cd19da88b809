"""Stored files held against the rules and limits of now: reporting only, nothing is changed.

After a rule, a threshold or the plan has changed, the city's office wants to know which
filings would be judged otherwise today, before anybody is asked to send anything again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from etl.checks.changes import Changes, changes
from etl.domain.finding import Finding
from etl.domain.period import Month
from etl.domain.refusal import NotFound
from etl.domain.region import Region
from etl.domain.submission import STATE_NAMES, Filing
from etl.services.answers import finding_answer
from etl.services.database import Database
from etl.services.filed import FiledResult
from etl.services.files import Source
from etl.services.plan_lookup import PlanLookup, plan_of_year, regions_of
from etl.services.reading import read_content
from etl.services.submit import check_read
from etl.store import attempts, originals, submissions


@dataclass(frozen=True)
class Rechecked:
    """One filing that counts or waits, judged again.

    ``changes``: against what was found when it was filed: ``new`` are findings of now,
    ``mended`` those that are no longer made. ``reads_otherwise``: the figures that are read
    today are not the stored ones.
    """

    filing: Filing
    region_name: str
    result: FiledResult
    changes: Changes
    reads_otherwise: bool

    @property
    def differs(self) -> bool:
        """Whether it would be judged otherwise today."""
        return bool(self.changes.new or self.changes.mended or self.reads_otherwise)


def recheck(
    database: Database, year: int, month: int | None = None, region: str | None = None
) -> list[Rechecked]:
    """Judge the accepted and waiting filings of a year again, or those of a month or county."""
    with database.read() as connection:
        plan = plan_of_year(connection, year).plan
        chosen = submissions.standing_filings(connection, year, month, regions_of(plan, region))
        found = attempts.that_filed(connection, [filing.id for filing in chosen])
    return [
        _judged_again(
            database, filing, found.get(filing.id, ()), _name(plan.tree.get(filing.region))
        )
        for filing in chosen
    ]


def _name(region: Region | None) -> str:
    return region.name if region is not None else ""


def _judged_again(
    database: Database, filing: Filing, before: tuple[Finding, ...], name: str
) -> Rechecked:
    with database.read() as connection:
        content = originals.fetch(connection, filing.sha256)
        stored = submissions.digest_of(connection, filing.id)
    if content is None:
        raise NotFound(f"编号{filing.id}的原件不在库里。")
    source = Source(filing.file_name, Path(filing.file_name))
    item = read_content(source, content, PlanLookup(database))
    (result,) = check_read(database, [item])
    digest = submissions.figures_digest(result.figures, item.reading.identity.as_of)
    moved = (result.region, result.month) != (filing.region, filing.month)
    found = changes(_of_the_file(before), _of_the_file(result.each))
    return Rechecked(filing, name, result, found, moved or digest != stored)


def _of_the_file(findings: Sequence[Finding]) -> list[Finding]:
    """Leave out that the template is older than the plan: so is every one once that changed."""
    return [item for item in findings if item.code != "W-META-PLAN"]


def recheck_answer(year: int, found: list[Rechecked]) -> dict[str, Any]:
    """Return the JSON of ``recheck``: every filing, with what differs."""
    return {"year": year, "filings": [_answer(item) for item in found]}


def _answer(item: Rechecked) -> dict[str, Any]:
    filing = item.filing
    return {
        "submission": filing.id,
        "region": filing.region,
        "month": str(filing.month),
        "version": filing.version,
        "state": filing.state,
        "file": filing.file_name,
        "outcome": item.result.outcome,
        "differs": item.differs,
        "reads_otherwise": item.reads_otherwise,
        "new": [finding_answer(one) for one in item.changes.new],
        "gone": [finding_answer(one) for one in item.changes.mended],
    }


def in_words(item: Rechecked) -> str:
    """Say in one line whose filing it is and how it would be judged today."""
    filing = item.filing
    parts = [f"多出 {len(item.changes.new)} 处"] if item.changes.new else []
    parts += [f"不再提 {len(item.changes.mended)} 处"] if item.changes.mended else []
    parts += ["读出的数与库里的不同"] if item.reads_otherwise else []
    which = f"{STATE_NAMES[filing.state]}的第{filing.version}版，编号{filing.id}"
    return f"{item.region_name} {filing.month.label}（{which}）：{'，'.join(parts) or '没有变化'}"


def month_of(year: int, month: int | None) -> str:
    """Name the months that were looked at."""
    return Month(year, month).label if month else f"{year}年"
