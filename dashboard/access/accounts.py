"""Accounts at the door: Flask-Login over sessions in the database, CSRF by Flask-WTF."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import Flask, Request, g, request, session
from flask.sessions import SecureCookieSessionInterface
from flask_login import LoginManager, UserMixin, current_user, login_user
from flask_wtf.csrf import CSRFProtect, generate_csrf
from werkzeug.exceptions import Unauthorized

from etl.domain.roles import Visitor
from etl.services import sessions

if TYPE_CHECKING:
    from dashboard.sources import Source
    from etl.domain.data_version import DataVersion
    from etl.services.database import Database

_BEARER = "Bearer "


class SignedIn(UserMixin):  # type: ignore[misc]
    """Who is logged in, as Flask-Login wants it; the id is the key of the session, not a name."""

    def __init__(self, login: sessions.LoggedIn) -> None:
        self.login = login

    def get_id(self) -> str:
        """Return what the cookie holds."""
        return self.login.key


class _OverTls(SecureCookieSessionInterface):
    """Cookies that are sent over TLS only when they were given over TLS."""

    def get_cookie_secure(self, app: Flask) -> bool:
        return request.is_secure


class AccountDoors:
    """Knows whoever asks by the session's cookie or the program's token."""

    def __init__(
        self, server: Flask, db: Database, source: Source, secret: str, open_reading: bool | None
    ) -> None:
        self._db, self._source, self._open = db, source, open_reading
        self._known: tuple[DataVersion, bool] | None = None
        server.secret_key = secret
        server.config.update(
            SESSION_COOKIE_NAME="livelihood",
            SESSION_COOKIE_HTTPONLY=True,
            SESSION_COOKIE_SAMESITE="Lax",
            WTF_CSRF_CHECK_DEFAULT=False,  # the guard asks, since programs with a token need none
            WTF_CSRF_TIME_LIMIT=None,  # as long as the session
        )
        server.session_interface = _OverTls()
        self._csrf = CSRFProtect(server)
        manager = LoginManager(server)
        manager.session_protection = None  # an address changes with the network; keys are random
        manager.user_loader(self._of_session)
        manager.request_loader(self._of_program)

    def _of_session(self, key: str) -> SignedIn | None:
        found = sessions.session_of(self._db, key, keep=request.endpoint != "session")
        return SignedIn(found) if found else None

    def _of_program(self, asked: Request) -> None:
        """Take note of a token; a program is no session."""
        written = asked.headers.get("Authorization", "")
        if written.startswith(_BEARER) and asked.path.startswith("/api/"):
            key = written[len(_BEARER) :].strip()
            g.program = sessions.of_token(self._db, key, address())

    def login(self) -> sessions.LoggedIn | None:
        """Return the session, None without one."""
        user: Any = current_user
        return user.login if user.is_authenticated else None

    def enter(self, login: sessions.LoggedIn) -> None:
        """Start a session for this browser; what it held before is forgotten."""
        session.clear()
        login_user(SignedIn(login))

    def leave(self) -> None:
        """Forget the session in this browser; the database has been told before."""
        session.clear()

    def visitor(self) -> Visitor:
        """Return who asks."""
        login = self.login()
        if login is not None:
            return login.visitor(address())
        program: Visitor | None = g.get("program")
        return program or Visitor(address=address())

    def must_change_password(self) -> bool:
        """Whether the session began with a one-time password."""
        login = self.login()
        return login is not None and login.account.one_time

    def is_open(self) -> bool:
        """Whether figures may be read without an account: a setting, else while data is sample.

        Before any plan there is nothing to keep from anybody.
        """
        if self._open is not None:
            return self._open
        state = self._source.data_version()
        if self._known is None or self._known[0] != state:
            newest = self._source.newest_plan()
            self._known = (state, newest is None or newest.plan.sample)
        return self._known[1]

    def check_origin(self) -> None:
        """Refuse what does not come from a page of ours; a program's token speaks for itself."""
        self.login()  # looks at the session and at the token of the request
        if g.get("program") is not None:
            return
        if request.path.startswith("/api/") and request.headers.get("Authorization"):
            raise Unauthorized
        self._csrf.protect()

    def token(self) -> str:
        """Return the token of this browser's session for forms."""
        return str(generate_csrf())


def address() -> str:
    """Return where the request comes from."""
    return request.remote_addr or ""
