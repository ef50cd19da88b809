"""Reviewing what counties filed: taken as what counts, or sent back with reasons at the cells."""

from __future__ import annotations

import re
from collections.abc import Sequence

from etl.domain.personal_numbers import holds_personal_number
from etl.domain.refusal import NotFound, Refusal
from etl.domain.roles import Visitor
from etl.domain.submission import Filing
from etl.services import audit
from etl.services.database import Database
from etl.services.plan_lookup import PlanLookup, region_name
from etl.store import months, review, submissions
from etl.store.database import Connection
from etl.store.review import Remark

__all__ = ["Remark", "accept", "give_back", "remarks_of"]

LONGEST_REASON = 2000
_CELL = re.compile(r"[A-Z]{1,2}[1-9][0-9]{0,6}")
_ROW = re.compile(r"[A-Z]+")
_LAST_ROW = 1_048_576


def accept(database: Database, identifier: int, by: Visitor) -> Filing:
    """Make a waiting version the one that counts; one that counts already is left as it is.

    Whoever filed it does not accept it; that does not bind the command line without an account.
    """
    with database.write() as connection:
        filing = _filing(connection, identifier)
        _may_review(by)
        if filing.state == "accepted":
            return filing
        _waits(filing, "采用")
        if by.role is not None and filing.filed_by == by.name:
            raise Refusal("这一版是您自己报送的，要由另一位市级统计人员审核采用。")
        _is_open(connection, filing)
        review.accept(connection, identifier, by.name)
        audit.record(connection, by, "accept", _subject(connection, filing), detail=_what(filing))
        return _filing(connection, identifier)


def give_back(
    database: Database, identifier: int, by: Visitor, reason: str, remarks: Sequence[Remark] = ()
) -> Filing:
    """Return a waiting version to its county; there must be a reason, for all or at a cell.

    Returned once more in the same words it stays as it is.
    """
    reason, remarks = reason.strip(), [item for item in remarks if item.text.strip()]
    if not reason and not remarks:
        raise Refusal("退回要写明理由，可以写总的理由，也可以写在具体的单元格上。")
    if any(_CELL.fullmatch(item.cell.address) is None for item in remarks):
        raise Refusal("有的理由没有钉在单元格上，单元格应写成 H8 的样子。")
    if any(int(_ROW.sub("", item.cell.address)) > _LAST_ROW for item in remarks):
        raise Refusal("有的理由没有钉在单元格上，单元格应写成 H8 的样子。")
    texts = (reason, *(item.text for item in remarks))
    if any(len(text) > LONGEST_REASON for text in texts):
        raise Refusal(f"退回的理由太长，每条不超过{LONGEST_REASON}字。")
    if any(holds_personal_number(text) for text in texts):
        raise Refusal("理由里有身份证号、残疾人证号或手机号，没有退回。请删去后再退。")
    with database.write() as connection:
        filing = _filing(connection, identifier)
        _may_review(by)
        if filing.state == "returned" and _same_words(connection, filing, by, reason, remarks):
            return filing
        _waits(filing, "退回")
        _stand_on_its_sheet(connection, filing, remarks)
        _is_open(connection, filing)
        review.give_back(connection, identifier, by.name, reason, remarks)
        pinned = f"，{len(remarks)}处钉在单元格上" if remarks else ""
        subject = _subject(connection, filing)
        audit.record(connection, by, "return", subject, detail=_what(filing) + pinned)
        return _filing(connection, identifier)


def _stand_on_its_sheet(connection: Connection, filing: Filing, remarks: Sequence[Remark]) -> None:
    """Raise a Refusal for a reason that is pinned to a sheet the form does not stand on."""
    rows = submissions.figures_of(connection, [filing.id])[filing.id].values()
    sheets = {value.cell.sheet for row in rows for value in row.values.values() if value.cell}
    if sheets and any(item.cell.sheet not in sheets for item in remarks):
        raise Refusal("有的理由钉在别的工作表上，请钉在月报表的单元格上。")


def _same_words(
    connection: Connection,
    filing: Filing,
    by: Visitor,
    reason: str,
    remarks: Sequence[Remark],
) -> bool:
    """Whether a version was returned by the same person in the very same words."""
    kept = review.remarks_of(connection, filing.id)
    said = (filing.returned_by, filing.return_reason, tuple(kept))
    return said == (by.name, reason, tuple(remarks))


def remarks_of(database: Database, identifier: int) -> tuple[Remark, ...]:
    """Return the reasons pinned to the cells of a returned version."""
    with database.read() as connection:
        return review.remarks_of(connection, identifier)


def _may_review(by: Visitor) -> None:
    if by.role not in (None, "city"):
        raise Refusal("只有市级统计人员可以审核。")


def _filing(connection: Connection, identifier: int) -> Filing:
    found = submissions.filings_by_id(connection, [identifier]).get(identifier)
    if found is None:
        raise NotFound(f"没有编号为{identifier}的报送。")
    return found


def _waits(filing: Filing, what: str) -> None:
    if filing.state != "submitted":
        words = {
            "accepted": "已经采用。要改的，请县区报更正版，采用后自动替代",
            "returned": "已经退回，请等县区重新报送",
            "superseded": "已被后来的版本替代，请审核新的版本",
        }[filing.state]
        raise Refusal(f"{filing.month.label}第{filing.version}版不能{what}：它{words}。")


def _is_open(connection: Connection, filing: Filing) -> None:
    """What was filed by leave may be judged although its month is closed."""
    state = months.state(connection, filing.month)
    if state.closed is not None and filing.extension is None:
        raise Refusal(
            f"{filing.month.label}已由{state.closed.by}关账，不能再审核；"
            "需要改动的，请市级统计人员先重新开账并写明理由。"
        )


def _subject(connection: Connection, filing: Filing) -> str:
    plan = PlanLookup(connection)(filing.month)
    return f"{region_name(plan, filing.region)} {filing.month}"


def _what(filing: Filing) -> str:
    return f"第{filing.version}版，编号{filing.id}"
