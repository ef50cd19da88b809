"""The year's plan: load it, ask for the revision in force, give it back as a workbook."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path, PurePath

from etl.domain.codes import finding
from etl.domain.finding import Finding, Outcome, outcome_of
from etl.domain.period import Month
from etl.domain.plan import Plan, PlanRevision
from etl.domain.plan_places import PlanPlaces
from etl.domain.roles import Visitor
from etl.services import audit
from etl.services.database import Database
from etl.services.files import read_bytes
from etl.services.plan_changes import plan_changes, unexplained_changes
from etl.services.plan_lookup import plan_of_year
from etl.store import plans

# Reading and writing workbooks is imported where it is done: the dashboard's start needs neither.


@dataclass(frozen=True)
class PlanResult:
    """What became of a plan workbook; without errors ``year`` and ``revision`` are set.

    ``changes``: what a new revision has otherwise than the one before, in sentences.
    """

    file: str
    findings: tuple[Finding, ...]
    year: int | None = None
    revision: int | None = None
    unchanged: bool = False
    changes: tuple[str, ...] = ()

    @property
    def outcome(self) -> Outcome:
        """Whether the plan was loaded, and whether there is anything to look at."""
        return outcome_of(self.findings)


def import_plan(database: Database, path: Path, actor: str) -> PlanResult:
    """Check a plan workbook and, without errors, load it as the year's next revision."""
    content = read_bytes(path)
    if isinstance(content, Finding):
        return PlanResult(str(path), (content,))
    return import_content(database, str(path), content, Visitor(actor))


def import_content(database: Database, name: str, content: bytes, by: Visitor) -> PlanResult:
    """Do the same with a workbook's bytes; ``name`` is the file's as it was given."""
    plan, findings, places = _read(content)
    if plan is None or outcome_of(findings) == "errors":
        audit.note(database, by, "plan", PurePath(name).name, "refused")
        return PlanResult(name, tuple(findings), plan.year if plan else None)
    with database.write() as connection:
        mixed = plans.sample_kinds(connection) - {plan.sample}
        if mixed:
            return PlanResult(name, (*findings, _mixed(plan)), plan.year)
        before = plans.newest(connection, plan.year)
        file_name = PurePath(name).name
        revision, is_new = plans.add(connection, plan, file_name, content, by.name)
        if is_new:
            detail = f"第{revision}版，{file_name}"
            audit.record(connection, by, "plan", f"{plan.year}年任务书", detail=detail)
    changes: tuple[str, ...] = ()
    if is_new and before is not None:
        changes = plan_changes(before.plan, plan)
        findings.extend(unexplained_changes(before.plan, plan, places))
    if not is_new:
        findings.append(finding("I-PLAN-UNCHANGED", {"year": plan.year, "revision": revision}))
    return PlanResult(name, tuple(findings), plan.year, revision, not is_new, changes)


def _read(content: bytes) -> tuple[Plan | None, list[Finding], PlanPlaces]:
    from etl.checks.plan_workbook_rules import judge_plan
    from etl.workbook.grid import UnreadableWorkbook
    from etl.workbook.opening import open_workbook
    from etl.workbook.plan_places import plan_places
    from etl.workbook.plan_reader import read_plan

    places = PlanPlaces()
    try:
        workbook = open_workbook(content)
    except UnreadableWorkbook as error:
        return None, [finding(error.code, error.words)], places
    plan, findings = read_plan(workbook)
    if plan is not None and outcome_of(findings) != "errors":
        places = plan_places(workbook, plan.region_names)
        findings = [*findings, *judge_plan(plan, places)]
    return plan, findings, places


def _mixed(plan: Plan) -> Finding:
    this, other = ("是示例数据", "是真实数据") if plan.sample else ("是真实数据", "是示例数据")
    return finding("E-PLAN-SAMPLE", {"this": this, "other": other}, sheet="基本信息")


def plan_in_force(database: Database, month: Month) -> PlanRevision | None:
    """Return the revision that a month is computed with, None without a plan for its year."""
    with database.read() as connection:
        return plans.in_force(connection, month)


def newest_plan(database: Database) -> PlanRevision | None:
    """Return the newest revision of the newest year, None without any plan."""
    with database.read() as connection:
        return plans.newest(connection)


def plan_years(database: Database) -> tuple[int, ...]:
    """Return the years that have a plan."""
    with database.read() as connection:
        return plans.years(connection)


def export_plan(database: Database, year: int) -> bytes:
    """Return the newest revision of a year as a workbook; NotFound without one."""
    from etl.workbook.plan_writer import plan_workbook

    with database.read() as connection:
        found = plan_of_year(connection, year)
    return plan_workbook(found.plan, found.revision)
