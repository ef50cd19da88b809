"""The forms of the administration page: accounts, the plan, the log."""

from __future__ import annotations

from collections.abc import Callable

from flask import Flask, Response, flash, request

from dashboard.access.doors import Doors
from dashboard.documents import Documents
from dashboard.http.forms import gone_on, known_number
from dashboard.http.submissions import file_answer, uploads_of
from dashboard.pages.admin import ADMIN_PATH
from etl.domain.refusal import Refusal, SystemFault
from etl.domain.roles import ROLES
from etl.services import accounts, audit, plans
from etl.services.database import Database

_SHOWN = 12


def add_admin(server: Flask, db: Database, doors: Doors, documents: Documents) -> None:
    """Add the routes behind the administration page."""
    forms = AdminForms(db, doors, documents)
    for name in ("add", "reset", "disable", "enable", "token"):
        act: Callable[[], Response] = getattr(forms, name)
        server.add_url_rule(
            f"{ADMIN_PATH}/user/{name}", f"admin_user_{name}", act, methods=["POST"]
        )
    server.add_url_rule(f"{ADMIN_PATH}/plan", "admin_plan", forms.plan, methods=["POST"])
    server.add_url_rule(f"{ADMIN_PATH}/plan/<int:year>", "admin_plan_export", forms.plan_export)
    server.add_url_rule(f"{ADMIN_PATH}/audit.csv", "admin_audit", forms.audit)


class AdminForms:
    """What each form does; the services see to whose accounts a visitor keeps."""

    def __init__(self, db: Database, doors: Doors, documents: Documents) -> None:
        self._db, self._doors, self._documents = db, doors, documents

    def add(self) -> Response:
        """Make an account and show its one-time password, this once."""
        form = request.form
        role = next((item for item in ROLES if item == form.get("role")), None)

        def act() -> list[str]:
            if role is None:
                raise Refusal("请选择角色。")
            name = form.get("name", "")
            wanted = accounts.Wanted(name, role, form.get("region", ""), form.get("mail", ""))
            password = accounts.add_account(self._db, wanted, self._doors.visitor())
            return [f"已新建账号：{name}", f"一次性密码（只显示这一次）：{password}"]

        return self._shown(act)

    def reset(self) -> Response:
        """Give an account a one-time password, shown this once."""
        name = request.form.get("name", "")

        def act() -> list[str]:
            password = accounts.reset_password(self._db, name, self._doors.visitor())
            return [f"已重置密码：{name}", f"一次性密码（只显示这一次）：{password}"]

        return self._shown(act)

    def token(self) -> Response:
        """Give an account a token for programs, shown this once."""
        name = request.form.get("name", "")

        def act() -> list[str]:
            token = accounts.make_token(self._db, name, self._doors.visitor())
            return [f"已发接口令牌：{name}，原有的作废", f"令牌（只显示这一次）：{token}"]

        return self._shown(act)

    def disable(self) -> Response:
        """Put an account out of use."""
        return self._switched(True)

    def enable(self) -> Response:
        """Put an account into use again."""
        return self._switched(False)

    def _switched(self, disabled: bool) -> Response:
        name = request.form.get("name", "")
        try:
            accounts.set_disabled(self._db, name, disabled, self._doors.visitor())
            flash(f"{name}：已{'停用，各处登录随即失效' if disabled else '启用'}。")
        except SystemFault:
            raise
        except Refusal as refused:
            flash(refused.message)
        return gone_on(ADMIN_PATH)

    def plan(self) -> Response:
        """Check a plan workbook and load it as the year's next revision."""
        given = uploads_of(request.files.getlist("file"))
        if not given:
            flash("没有收到文件，请先选择任务书工作簿。")
            return gone_on(f"{ADMIN_PATH}#plan")
        file = given[0]
        result = plans.import_content(self._db, file.file_name, file.content, self._doors.visitor())
        return self._documents.own(ADMIN_PATH, _plan_words(result), 200 if result.revision else 400)

    def plan_export(self, year: int) -> Response:
        """Hand out the revision in force as a workbook."""
        content = plans.export_plan(self._db, known_number(year))
        audit.note(self._db, self._doors.visitor(), "export", f"{year}年任务书")
        return file_answer(f"{year}年任务书.xlsx", content)

    def audit(self) -> Response:
        """Hand out the log."""
        content = audit.export(self._db)
        audit.note(self._db, self._doors.visitor(), "export", "审计日志")
        return file_answer("审计日志.csv", content)

    def _shown(self, act: Callable[[], list[str]]) -> Response:
        """Do it and go back to the page, which shows a secret once: a reload does nothing again."""
        try:
            for text in act():
                flash(text)
        except SystemFault:
            raise
        except Refusal as refused:
            return self._documents.own(ADMIN_PATH, [refused.message], 400)
        return gone_on(ADMIN_PATH)


def _plan_words(result: plans.PlanResult) -> list[str]:
    """Say what became of a plan workbook, finding by finding."""
    if result.revision is None:
        head = f"{result.file}：有错误，没有录入。"
    elif result.unchanged:
        head = f"{result.year}年任务书第{result.revision}版，没有变化。"
    else:
        head = f"{result.year}年任务书已录入，第{result.revision}版。"
    found = [
        f"{' '.join(part for part in (item.sheet, item.cell) if part)} {item.message}。{item.mend}".strip()
        for item in result.findings
    ]
    more = [f"另有{len(found) - _SHOWN}处没有列出。"] if len(found) > _SHOWN else []
    return [head, *result.changes[:_SHOWN], *found[:_SHOWN], *more]
