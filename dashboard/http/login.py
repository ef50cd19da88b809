"""Logging in and out, changing one's password, and how long a session still lasts."""

from __future__ import annotations

from flask import Flask, Response, flash, request

from dashboard.access.accounts import AccountDoors, address
from dashboard.access.guard import local_path
from dashboard.documents import Documents
from dashboard.http.api import answer
from dashboard.http.forms import gone_on
from dashboard.selection import address as path_address
from etl.domain.refusal import Refusal
from etl.domain.roles import Role
from etl.services import sessions
from etl.services.database import Database

HOMES: dict[Role, str] = {
    "press": "/briefing",
    "admin": "/admin",
    "county": "/submit",
    "city": "/review",
}
"""Where a role's work lies; the others begin at the overview."""


def add_login(server: Flask, db: Database, doors: AccountDoors, documents: Documents) -> None:
    """Add the routes of sessions."""
    forms = LoginForms(db, doors, documents)
    server.add_url_rule("/login", "login", forms.login, methods=["POST"])
    server.add_url_rule("/logout", "logout", forms.logout, methods=["POST"])
    server.add_url_rule("/account/password", "account_password", forms.password, methods=["POST"])
    server.add_url_rule("/session", "session", forms.session)
    server.add_url_rule("/session/keep", "session_keep", forms.session)


class LoginForms:
    """What each form of a session does."""

    def __init__(self, db: Database, doors: AccountDoors, documents: Documents) -> None:
        self._db, self._doors, self._documents = db, doors, documents

    def login(self) -> Response:
        """Check name and password, and go on to where the visitor wanted."""
        wanted = local_path(request.form.get("next", ""))
        name, password = (request.form.get(key, "") for key in ("username", "password"))
        try:
            found = sessions.sign_in(self._db, name, password, address())
        except sessions.LoginRefused as refused:
            kept = (("next", wanted),) if wanted else ()
            return self._documents.own(path_address("/login", kept=kept), [refused.message], 401)
        self._doors.enter(found)
        home = HOMES.get(found.account.role, "/")
        return gone_on("/account" if found.account.one_time else wanted or home)

    def logout(self) -> Response:
        """End the session here and in the database."""
        current = self._doors.login()
        if current is not None:
            sessions.sign_out(self._db, current.key, self._doors.visitor())
        self._doors.leave()
        return gone_on("/login")

    def password(self) -> Response:
        """Change the visitor's own password; everybody else logged in with it is out."""
        current = self._doors.login()
        first = current is not None and current.account.one_time
        home = HOMES.get(current.account.role, "/") if current and first else "/account"
        try:
            key = self._changed()
        except Refusal as refused:
            return self._documents.own("/account", [refused.message], 400)
        fresh = sessions.session_of(self._db, key)
        if fresh is not None:
            self._doors.enter(fresh)
        if home != "/":  # a page that many share bears no message to one
            flash("密码已改好，其他地方的登录都已退出。")
        return gone_on(home)

    def _changed(self) -> str:
        current = self._doors.login()
        old, new, again = (request.form.get(name, "") for name in ("old", "new", "again"))
        if current is None:
            raise Refusal("接口令牌不能改密码，请登录后再改。")
        if new != again:
            raise Refusal("两次输入的新密码不一样，请重新输入。")
        return sessions.change_password(self._db, current, old, new, address())

    def session(self) -> Response:
        """Tell how many seconds are left; asking by ``/session`` does not count as using it."""
        current = self._doors.login()
        return answer({"seconds_left": current.seconds_left if current else 0})
