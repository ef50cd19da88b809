"""A reading held against plan, history, closings, and the rights of who files it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from etl.checks.case import Case
from etl.checks.fold import fold, in_order
from etl.checks.identity_rules import is_closed, is_not_own
from etl.checks.rules import examine
from etl.domain.finding import Finding, outcome_of
from etl.domain.history import FilingHistory
from etl.domain.submission import IndicatorFigures
from etl.services.change_words import changes_since
from etl.services.database import today_of
from etl.services.filed import FiledResult
from etl.services.past import Past
from etl.services.plan_lookup import PlanLookup, region_name
from etl.services.reading import ReadFile, internal_fault, read_again
from etl.store import submissions
from etl.store.submissions import Version
from etl.workbook.submission_sheet import blank_figures


@dataclass(frozen=True)
class Judged:
    """``versions``: what is stored of the same county and month, accepted before waiting.

    ``extension`` is the leave by which a workbook of a closed month is taken; ``foreign``: it is
    not of the region whose statistician sent it, so that nothing stored is held against it.
    ``closed`` is what is said to accepting what waits already in a month that was closed since.
    """

    item: ReadFile
    result: FiledResult
    versions: tuple[Version, ...] = ()
    extension: int | None = None
    foreign: bool = False
    closed: Finding | None = None

    def same(self) -> Version | None:
        """Return the version that counts or waits and has these very bytes or these figures."""
        result, item = self.result, self.item
        digest = submissions.figures_digest(result.figures, item.reading.identity.as_of)
        readable = outcome_of(result.findings) != "errors"
        for version in self.versions:
            if version.original_sha256 == item.sha256:
                return version
            if readable and version.figures_sha256 == digest:
                return version
        return None


def judged(item: ReadFile, plan_for: PlanLookup, past: Past, own: str = "") -> Judged:
    """Judge a reading against the plan in force and what is accepted and open now.

    ``own`` is the region of a county's statistician, who files no other one's form.
    """
    item = read_again(item, plan_for)
    reading, identity = item.reading, item.reading.identity
    revision = plan_for.revision(identity.month)
    foreign = bool(own) and item.meant_for[0] not in (None, own)
    result = FiledResult(
        file=item.source.name,
        findings=fold(reading.findings),
        each=reading.findings,
        region=identity.region,
        month=identity.month,
        template=reading.meta.template,
        figures=blank_figures(reading, revision.plan) if revision else (),
        region_name=region_name(revision.plan if revision else None, identity.region),
    )
    if revision is None or reading.sheet is None:
        return Judged(item, result, foreign=foreign)
    plan = revision.plan
    history, versions = (FilingHistory(), ()) if foreign else past.of(item)
    case = Case(reading, plan, revision.revision, history, today_of(plan))
    try:
        figures, each = examine(case)
    except Exception as error:  # noqa: BLE001 - a fault of ours must not stop the other files
        fault = internal_fault(error, item.sha256)
        return Judged(item, replace(result, findings=(fault,), each=(fault,)), foreign=foreign)
    every = [figures.get(row.code, IndicatorFigures(row.code)) for row in plan.indicators]
    result = replace(result, findings=fold(each), each=each, figures=every)
    if foreign:
        return Judged(item, _with(result, is_not_own(case, own)), foreign=True)
    return _if_open(Judged(item, result, versions), case, past)


def _with(result: FiledResult, found: Finding | None) -> FiledResult:
    if found is None:
        return result
    each = in_order([*result.each, found])
    return replace(result, each=each, findings=fold(each))


def _if_open(found: Judged, case: Case, past: Past) -> Judged:
    """Refuse a workbook of a closed month, unless it is there already or its county has leave."""
    region, month = case.reading.identity.region, case.month
    if region is None or month is None:
        return found
    state = past.month_state(month)
    if state.closed is None:
        return found
    said = is_closed(case, state.closed)
    if found.same() is not None:
        return replace(found, closed=said)
    leave = state.leave_of(region, case.today)
    if leave is not None:
        return replace(found, extension=leave.id)
    return replace(found, result=_with(found.result, said))


def since_before(found: Judged, past: Past, revision_of: PlanLookup) -> Judged:
    """Add what has become of the findings of the try before, at the time of the city's clock."""
    before = None if found.foreign else past.attempt_before(found.item)
    if before is None or before.outcome == "ok" or found.same() is not None:
        return found
    revision = revision_of.revision(found.result.month)
    if revision is not None:
        before = replace(before, at=before.at.astimezone(revision.plan.zone))
    made = changes_since(before.findings, found.result, found.item.reading)
    return replace(found, result=replace(found.result, before=before, changes=made))
