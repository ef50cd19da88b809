"""The forms of the review page: accept, return, close, open again, leave."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from urllib.parse import urlencode

from flask import Flask, Response, flash, request

from dashboard.access.doors import Doors
from dashboard.http.forms import gone_on, month_of, number_of
from dashboard.pages.review.view import REVIEW_PATH
from etl.domain.refusal import NotFound, Refusal, SystemFault
from etl.domain.submission import CellRef, Filing
from etl.services import months, review
from etl.services.database import Database
from etl.services.effects import disagreements
from etl.services.plan_lookup import region_by_code
from etl.services.reminders import MailServer, remind

_PIN = "pin:"
_REASON = "reason:"


def add_review(server: Flask, db: Database, doors: Doors, mail: MailServer | None = None) -> None:
    """Add the routes behind the review page."""
    forms = ReviewForms(db, doors, mail)
    for name in ("accept", "return", "close", "reopen", "extend", "withdraw", "remind"):
        act: Callable[[], Response] = getattr(forms, f"{name}_")
        server.add_url_rule(f"{REVIEW_PATH}/{name}", f"review_{name}", act, methods=["POST"])


class ReviewForms:
    """What each form does; services see to who may and whether it can be done."""

    def __init__(self, db: Database, doors: Doors, mail: MailServer | None) -> None:
        self._db, self._doors, self._mail = db, doors, mail

    def accept_(self) -> Response:
        """Make a version the one that counts, and go on to the next."""
        return self._done(self._accept, "submission")

    def _accept(self) -> str:
        filing = review.accept(self._db, number_of("submission"), self._doors.visitor())
        found = disagreements(self._db, filing)
        later = "、".join(f"{item.month}月" for item in found)
        more = f"{later}与它接不上，请县区更正{later}。" if later else ""
        return f"已采用：{self._whose(filing)}，现在计入的就是它。{more}"

    def return_(self) -> Response:
        """Send a version back with its reasons."""
        return self._done(self._return, "submission")

    def _return(self) -> str:
        remarks = [
            review.Remark(_cell(name), text.strip())
            for name, text in request.form.items()
            if name.startswith(_PIN) and text.strip()
        ]
        reason = request.form.get("reason", "")
        filing = review.give_back(
            self._db, number_of("submission"), self._doors.visitor(), reason, remarks
        )
        pinned = f"，{len(remarks)}处理由钉在单元格上" if remarks else ""
        return f"已退回：{self._whose(filing)}{pinned}。"

    def _whose(self, filing: Filing) -> str:
        name = region_by_code(self._db, filing.month, filing.region)
        return f"{name}{filing.month.label}第{filing.version}版"

    def close_(self) -> Response:
        """Close a month, with a reason for every county that lacks."""
        return self._done(self._close)

    def _close(self) -> str:
        reasons = {
            name.removeprefix(_REASON): text
            for name, text in request.form.items()
            if name.startswith(_REASON)
        }
        month = month_of(request.form)
        months.close_month(self._db, month, self._doors.visitor(), reasons)
        return f"{month.label}已关账。"

    def reopen_(self) -> Response:
        """Open a closed month again."""
        return self._done(self._reopen)

    def _reopen(self) -> str:
        month = month_of(request.form)
        reason = request.form.get("reason", "")
        months.reopen_month(self._db, month, self._doors.visitor(), reason)
        return f"{month.label}已重新开账，理由已留存。"

    def extend_(self) -> Response:
        """Give a county leave."""
        return self._done(self._extend)

    def _extend(self) -> str:
        form = request.form
        try:
            until = date.fromisoformat(form.get("until", ""))
        except ValueError as error:
            raise Refusal("延期的期限应为日期，如 2021-09-20。") from error
        leave = months.Leave(
            form.get("region", ""),
            month_of(form),
            until,
            form.get("reason", ""),
            form.get("asked_by", ""),
        )
        months.extend(self._db, leave, self._doors.visitor())
        name = region_by_code(self._db, leave.month, leave.region)
        return f"已批准{name}{leave.month.label}延期至{until}。"

    def withdraw_(self) -> Response:
        """Take a leave back."""
        return self._done(self._withdraw)

    def _withdraw(self) -> str:
        months.withdraw(self._db, number_of("extension"), self._doors.visitor())
        return "延期已收回。"

    def remind_(self) -> Response:
        """Write to those who have not filed."""
        return self._done(self._remind)

    def _remind(self) -> str:
        found = remind(self._db, month_of(request.form), self._doors.visitor(), self._mail)
        told = f"已发邮件给：{'、'.join(found.counties)}。" if found.counties else "没有发出邮件。"
        rest = "、".join(found.without_address)
        return told + (f"没有登记邮箱的：{rest}，请用其他方式通知。" if rest else "")

    def _done(self, act: Callable[[], str], stays: str = "") -> Response:
        """Do it, say what was done or why not, and go back to the month.

        ``stays``: the field that names what stays open when it could not be done.
        """
        kept = {key: request.form[key] for key in ("year", "month") if key in request.form}
        try:
            flash(act())
        except (NotFound, SystemFault):
            raise
        except Refusal as refused:
            flash(refused.message)
            if stays and stays in request.form:
                kept[stays] = request.form[stays]
        return gone_on(f"{REVIEW_PATH}?{urlencode(kept)}" if kept else REVIEW_PATH)


def _cell(name: str) -> CellRef:
    sheet, _, cell = name.removeprefix(_PIN).rpartition("!")
    return CellRef(sheet[:60], cell[:12])
