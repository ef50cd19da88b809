"""One server from one database: pages, API, health, headers, static files."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import Flask

from dashboard.access.accounts import AccountDoors
from dashboard.access.doors import Doors, OpenDoors
from dashboard.access.guard import add_guard
from dashboard.desk import Desk
from dashboard.documents import Documents
from dashboard.entry import PageDash
from dashboard.http.api import add_api
from dashboard.http.client import guard_client
from dashboard.http.exports import add_exports
from dashboard.http.failures import add_failures
from dashboard.http.headers import set_headers
from dashboard.http.health import add_health
from dashboard.http.limits import set_limits
from dashboard.http.static import StaticFiles
from dashboard.http.submissions import add_originals
from dashboard.pages.registry import rule_of
from dashboard.sheets import Sheets
from dashboard.sources import Source
from etl.domain.roles import NOBODY, Visitor

if TYPE_CHECKING:
    from etl.services.database import Database
    from etl.services.reminders import MailServer


@dataclass(frozen=True)
class Access:
    """What the doors need to know: the key that cookies are signed with, and what is open.

    ``open_reading``: whether figures may be read without an account; None leaves it to the data.
    """

    secret_key: str
    open_reading: bool | None = None


def create_server(
    db: Database, access: Access | None = None, mail: MailServer | None = None
) -> Flask:
    """Return the WSGI application that shows the figures of a database to its accounts.

    Without ``access`` there is a key of this process's own and the data says what is open.
    ``mail`` is where reminders are handed in.
    """
    from dashboard.http.admin import add_admin
    from dashboard.http.briefing import add_briefing
    from dashboard.http.login import add_login
    from dashboard.http.review import add_review
    from dashboard.http.submissions import add_submissions
    from dashboard.http.submit import add_submit
    from dashboard.services import ServiceSource

    given = access or Access(secrets.token_hex(32))
    server, source = Flask(__name__, static_folder=None), ServiceSource(db)
    doors = AccountDoors(server, db, source, given.secret_key, given.open_reading)
    documents = _assemble(server, source, doors, Desk(db, mail))
    add_login(server, db, doors, documents)
    add_submissions(server, db, source, doors)
    add_submit(server, db, doors, documents)
    add_review(server, db, doors, mail)
    add_admin(server, db, doors, documents)
    add_briefing(server, db, source, doors)
    return server


def server_for(source: Source, visitor_of: Callable[[], Visitor] = lambda: NOBODY) -> Flask:
    """Return the WSGI application that shows what a source answers, without accounts.

    ``visitor_of`` tells within a request who asks.
    """
    server = Flask(__name__, static_folder=None)
    server.secret_key = secrets.token_hex(32)
    _assemble(server, source, OpenDoors(visitor_of))
    return server


def _assemble(server: Flask, source: Source, doors: Doors, desk: Desk | None = None) -> Documents:
    set_headers(server)  # first, so that it has the last word on whatever is answered
    set_limits(server)
    StaticFiles(server)
    add_guard(server, doors, rule_of)
    add_api(server, source, doors)
    add_originals(server, source, doors)
    sheets = Sheets(source, doors, desk)
    add_exports(server, sheets, lambda what: source.note_export(doors.visitor(), what))
    add_health(server, source)
    documents = Documents(sheets, lambda: pages.bundles)
    pages = PageDash(server, documents.page, documents.layout)
    guard_client(server, lambda: pages.callback_map)
    add_failures(server, doors, documents)
    return documents
