"""One server from one database: pages, API, health, headers, static files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Flask

from dashboard.documents import Documents
from dashboard.entry import PageDash
from dashboard.http.api import add_api
from dashboard.http.client import guard_client
from dashboard.http.exports import add_exports
from dashboard.http.failures import add_failures
from dashboard.http.headers import set_headers
from dashboard.http.health import add_health
from dashboard.http.static import StaticFiles
from dashboard.http.submissions import add_submissions
from dashboard.sheets import Sheets, VisitorOf, nobody
from dashboard.sources import Source

if TYPE_CHECKING:
    from etl.services.database import Database


def create_server(db: Database) -> Flask:
    """Return the WSGI application that shows the figures of a database."""
    from dashboard.services import ServiceSource

    return server_for(ServiceSource(db))


def server_for(source: Source, visitor_of: VisitorOf = nobody) -> Flask:
    """Return the WSGI application that shows what a source answers.

    ``visitor_of`` tells within a request who asks; without accounts it is nobody.
    """
    server = Flask(__name__, static_folder=None)
    add_api(server, source)
    add_submissions(server, source, visitor_of)
    sheets = Sheets(source, visitor_of)
    add_exports(server, sheets)
    add_health(server, source)
    documents = Documents(sheets, lambda: pages.bundles)
    pages = PageDash(server, documents.page, documents.layout)
    StaticFiles(server)
    guard_client(server, lambda: pages.callback_map)
    set_headers(server)
    add_failures(server, lambda: pages.bundles)
    return server
