"""Closing a month (关账), opening it again, and leave to file after that (延期)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from etl.domain.closing import Extension, Gap, GapDecision, MonthEvent, MonthState
from etl.domain.period import Month
from etl.domain.personal_numbers import holds_personal_number
from etl.domain.plan import Plan
from etl.domain.refusal import NotFound, Refusal
from etl.domain.region import Region
from etl.domain.roles import Visitor
from etl.domain.submission import Filing
from etl.services import audit
from etl.services.database import Database, today_of
from etl.services.plan_lookup import plan_of
from etl.store import months, standing, submissions
from etl.store.database import Connection

_LONGEST = 500


@dataclass(frozen=True)
class Missing:
    """A county without an accepted version of the month, and what would stand for it."""

    region: Region
    gap: Gap
    since: Month | None = None
    returned: bool = False


@dataclass(frozen=True)
class ClosingView:
    """How a month stands and what keeps it from being closed."""

    state: MonthState
    waiting: tuple[Filing, ...]
    missing: tuple[Missing, ...]
    begun: bool

    @property
    def can_close(self) -> bool:
        """Whether nothing but reasons for the missing counties is needed."""
        return self.begun and self.state.closed is None and not self.waiting


def closing_view(database: Database, month: Month) -> ClosingView:
    """Return what closing a month needs; NotFound without a plan for its year."""
    with database.read() as connection:
        return _view(connection, plan_of(connection, month).plan, month)


def month_states(database: Database, year: int) -> dict[int, MonthState]:
    """Return how the months of a year stand."""
    with database.read() as connection:
        return months.states(connection, year)


def _view(connection: Connection, plan: Plan, month: Month) -> ClosingView:
    filings = submissions.filings_of_month(connection, month)
    expected = [item for item in plan.tree.submitting(plan.root) if item.expected_in(month.number)]
    codes = {item.code for item in expected}
    waiting = tuple(item for item in filings if item.state == "submitted" and item.region in codes)
    counted = {item.region for item in filings if item.state == "accepted"}
    returned = {item.region for item in filings if item.state == "returned"}
    last = _last_months(connection, month)
    missing = tuple(
        Missing(
            item,
            "carried_forward" if item.code in last else "not_reported",
            last.get(item.code),
            item.code in returned,
        )
        for item in expected
        if item.code not in counted
    )
    state = months.state(connection, month)
    return ClosingView(state, waiting, missing, month.first_day <= today_of(plan))


def _last_months(connection: Connection, month: Month) -> dict[str, Month]:
    """Return each region's last month before with an accepted version, of the same year."""
    filed = standing.months_filed(connection, month.year)
    return {item.region: item.month for item in filed if item.month < month}


def close_month(
    database: Database, month: Month, by: Visitor, reasons: Mapping[str, str]
) -> MonthEvent:
    """Close a month; every county that lacks needs its reason. Closed already it stays so."""
    _check_words(reasons.values())
    with database.write() as connection:
        _may_close(by)
        plan = plan_of(connection, month).plan
        view = _view(connection, plan, month)
        if view.state.closed is not None:
            return view.state.closed
        if not view.begun:
            raise Refusal(f"{month.label}还没有开始，不能关账。")
        _nothing_waits(view, plan)
        gaps = [_decided(item, month, reasons) for item in view.missing]
        months.add_event(connection, month, "close", by.name, "", gaps)
        said = zip(view.missing, gaps, strict=True)
        lacking = "；".join(f"{item.region.name}（{gap.reason}）" for item, gap in said)
        detail = f"缺报：{lacking}" if lacking else "全部已采用"
        audit.record(connection, by, "close", month.label, detail=detail)
        closed = months.state(connection, month).closed
        assert closed is not None
        return closed


def _nothing_waits(view: ClosingView, plan: Plan) -> None:
    if view.waiting:
        names = "、".join(dict.fromkeys(plan.tree[item.region].name for item in view.waiting))
        raise Refusal(f"{view.state.month.label}还不能关账：{names}的报送待审核，请先采用或退回。")


def _decided(item: Missing, month: Month, reasons: Mapping[str, str]) -> GapDecision:
    reason = reasons.get(item.region.code, "").strip()
    if not reason:
        raise Refusal(f"{item.region.name}没有{month.number}月已采用的报送，请写明原因再关账。")
    return GapDecision(item.region.code, item.gap, reason)


def reopen_month(database: Database, month: Month, by: Visitor, reason: str) -> None:
    """Open a closed month again; the reason stays on record. Open already it stays so."""
    reason = reason.strip()
    _check_words([reason])
    if not reason:
        raise Refusal("重新开账要写明理由。")
    with database.write() as connection:
        _may_close(by)
        if months.state(connection, month).closed is None:
            return
        months.add_event(connection, month, "reopen", by.name, reason)
        audit.record(connection, by, "reopen", month.label, detail=reason)


@dataclass(frozen=True)
class Leave:
    """What an extension is asked for."""

    region: str
    month: Month
    until: date
    reason: str
    asked_by: str


def extend(database: Database, leave: Leave, by: Visitor) -> Extension:
    """Let a county file a month up to a day, also after it was closed."""
    _check_words([leave.reason, leave.asked_by])
    if not leave.reason.strip() or not leave.asked_by.strip():
        raise Refusal("延期要写明理由和申请人。")
    with database.write() as connection:
        _may_close(by)
        plan = plan_of(connection, leave.month).plan
        region = plan.tree.get(leave.region)
        if region is None or not region.submits:
            raise NotFound(f"{plan.year}年任务书里没有报送月报表的县区“{leave.region[:40]}”。")
        if leave.until < today_of(plan):
            raise Refusal(f"延期的期限{leave.until}已经过了，请填今天或以后的日期。")
        identifier = months.add_extension(
            connection, region.code, leave.month, leave.until, leave.reason.strip(),
            leave.asked_by.strip(), by.name,
        )  # fmt: skip
        subject = f"{region.name} {leave.month}"
        detail = f"延至{leave.until}：{leave.reason.strip()}（{leave.asked_by.strip()}申请）"
        audit.record(connection, by, "extension", subject, detail=detail)
        found = months.extension_by_id(connection, identifier)
        assert found is not None
        return found


def withdraw(database: Database, identifier: int, by: Visitor) -> None:
    """Take an extension back; it stays on record. Taken back already it stays so."""
    with database.write() as connection:
        _may_close(by)
        found = months.extension_by_id(connection, identifier)
        if found is None:
            raise NotFound(f"没有编号为{identifier}的延期。")
        if found.withdrawn_at is not None:
            return
        months.withdraw_extension(connection, identifier, by.name)
        plan = plan_of(connection, found.month).plan
        name = plan.tree[found.region].name if found.region in plan.tree else found.region
        audit.record(connection, by, "extension", f"{name} {found.month}", detail="收回延期")


def _may_close(by: Visitor) -> None:
    if by.role not in (None, "city"):
        raise Refusal("关账、开账和延期由市级统计人员办理。")


def _check_words(texts: Iterable[str]) -> None:
    for text in texts:
        if len(text) > _LONGEST:
            raise Refusal(f"理由太长，不超过{_LONGEST}字。")
        if holds_personal_number(text):
            raise Refusal("理由里有身份证号、残疾人证号或手机号，没有保存。请删去后再提交。")
