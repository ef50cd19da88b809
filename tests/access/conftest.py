"""An office with its accounts: the second city's database, a server, a browser for each role."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from dashboard.access.rights import FILE
from dashboard.factory import Access, create_server
from etl.domain.period import Month
from etl.domain.roles import NOBODY, ROLES, Role
from etl.services import accounts
from etl.services.accounts import Wanted
from etl.services.database import Database, connect
from etl.services.filings import filings
from etl.services.submit import Order
from tests.cities import (
    COUNTY,
    PINES,
    RIVER,
    YEAR,
    city_copy,
    file_form,
    load_forms,
    second_city,
    usual_rows,
)

SECRET = "k" * 32
COOKIE = "livelihood"
PASSWORD = "Kept4tests!"
NEW_PASSWORD = "Changed5tests!"
OWN, OTHER, MISSING = RIVER, PINES, "990199"
"""County A, which asks; county B beside it in the same district; a code that no region has."""
NO_SUBMISSION = 987_654
OTHER_ACCOUNT = "松林内部填报员"
OTHER_FILES = ("松林四月底稿.xlsx", "松林五月未审.xlsx")
OWN_FILE = "河口四月.xlsx"
NAMES: Mapping[Role, str] = {role: f"{role} 甲" for role in ROLES}
VISITORS: tuple[Role | None, ...] = (None, *ROLES)
TOKEN = re.compile(r'<input [^>]*name="csrf_token"[^>]* value="([^"]*)"')
NOT_FROM_HERE = "没有提交"


@dataclass
class Office:
    """A database with accounts, and whoever is logged in at its servers."""

    url: str
    database: Database
    _servers: dict[bool, Flask] = field(default_factory=dict)
    _clients: dict[tuple[str, bool], FlaskClient] = field(default_factory=dict)
    _made: int = 0

    @property
    def file(self) -> Path:
        """Where the database lies."""
        return Path(self.url.removeprefix("sqlite:///"))

    def new_server(self, open_reading: bool = False) -> Flask:
        """One that remembers nothing, as after a restart."""
        return create_server(self.database, Access(SECRET, open_reading=open_reading))

    def server(self, open_reading: bool = False) -> Flask:
        if open_reading not in self._servers:
            self._servers[open_reading] = self.new_server(open_reading)
        return self._servers[open_reading]

    def nobody(self, open_reading: bool = False) -> FlaskClient:
        """A browser that was never here before."""
        return self.server(open_reading).test_client()

    def client_of(self, role: Role | None, open_reading: bool = False) -> FlaskClient:
        """The browser of a role's account, logged in once; a test must not end its session."""
        return self._kept("" if role is None else NAMES[role], open_reading)

    def other_county(self, open_reading: bool = False) -> FlaskClient:
        """The browser of county B."""
        return self._kept(OTHER_ACCOUNT, open_reading)

    def _kept(self, name: str, open_reading: bool) -> FlaskClient:
        if (name, open_reading) not in self._clients:
            client = self.nobody(open_reading)
            if name:
                log_in(client, name)
            self._clients[name, open_reading] = client
        return self._clients[name, open_reading]

    def fresh(self, role: Role | None, open_reading: bool = False) -> FlaskClient:
        """A browser of its own, whose session may end."""
        client = self.nobody(open_reading)
        if role is not None:
            log_in(client, NAMES[role])
        return client

    def account(self, role: Role = "city", one_time: bool = False) -> tuple[str, str]:
        """An account of a test's own: its name and password."""
        self._made += 1
        name = f"{role} 新{self._made}"
        password = None if one_time else PASSWORD
        region = OWN if role == "county" else ""
        given = accounts.add_account(
            self.database, Wanted(name, role, region, "", password), NOBODY
        )
        return name, given or PASSWORD

    def submissions(self, region: str) -> list[int]:
        """The numbers of what a county filed, oldest first."""
        return sorted(item.id for item in filings(self.database, region, YEAR))


def token_of(client: FlaskClient, **given: Any) -> str:
    """Return what a form of this browser sends along, read from a form as a browser has it."""
    found = TOKEN.search(client.get("/login", **given).text)
    assert found, "the form has no token"
    return unescape(found[1])


def send_login(
    client: FlaskClient, name: str, password: str = PASSWORD, goto: str | None = None, **given: Any
) -> TestResponse:
    """Fill in the form of /login and send it."""
    form = {"csrf_token": token_of(client, **given), "username": name, "password": password}
    if goto is not None:
        form["next"] = goto
    return client.post("/login", data=form, **given)


def log_in(client: FlaskClient, name: str, password: str = PASSWORD) -> None:
    """Log in, which must succeed."""
    answer = send_login(client, name, password)
    assert answer.status_code == 303, answer.text[-500:]


def is_logged_in(client: FlaskClient) -> bool:
    """Whether the browser has a session, asked without using it."""
    return bool(client.get("/session").get_json()["seconds_left"])


def lines() -> list[dict[str, str]]:
    """The table of rights as it is written."""
    with FILE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def is_let_in(right: str, is_open: bool) -> bool:
    """Whether a word of the table opens the door."""
    return right in ("yes", "own") or (right == "open" and is_open)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """The second city with an account for each role and one of another county.

    Both counties filed two months more, under their own names, the last of them not accepted.
    """
    url = city_copy(tmp_path_factory.mktemp("office"))
    database = connect(url)
    add = partial(accounts.add_account, database, by=NOBODY)
    for role, name in NAMES.items():
        add(Wanted(name, role, OWN if role == "county" else "", "", PASSWORD))
    add(Wanted(OTHER_ACCOUNT, "county", OTHER, "", PASSWORD))
    _file(database, OTHER, 4, OTHER_FILES[0], Order(OTHER_ACCOUNT, accept=True))
    _file(database, OTHER, 5, OTHER_FILES[1], Order(OTHER_ACCOUNT, "确认无误"))
    _file(database, OWN, 4, OWN_FILE, Order(NAMES["county"], accept=True))
    _file(database, COUNTY, 4, "石门四月.xlsx", Order("石门填报员", accept=True))
    yield Office(url, database)
    database.close()


def _file(database: Database, region: str, month: int, name: str, order: Order) -> None:
    plan = second_city()
    rows = usual_rows(region, month)
    content = file_form(plan, region, Month(YEAR, month), rows, filed_by=order.actor)
    (result,) = load_forms(database, {name: content}, order)
    assert result.submission is not None, result.findings
