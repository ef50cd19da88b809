"""Logging in as a browser does it: forms, cookies, sessions that end, requests from elsewhere."""

from __future__ import annotations

import io
import json
import re
import sqlite3
from collections.abc import Callable
from html import unescape
from typing import Any
from urllib.parse import quote, urljoin, urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from dashboard.http.limits import MAX_REQUEST
from dashboard.pages.registry import PAGES
from etl.domain.account import FAILURES_ALLOWED
from etl.domain.roles import NOBODY, ROLES, Visitor
from etl.services import accounts
from tests.access.conftest import (
    COOKIE,
    NAMES,
    NEW_PASSWORD,
    NOT_FROM_HERE,
    OWN,
    PASSWORD,
    SECRET,
    Office,
    is_let_in,
    is_logged_in,
    lines,
    log_in,
    send_login,
    token_of,
)

ADMIN = Visitor(NAMES["admin"], "admin")
PINNED = "year=2023&month=3"


# ---------------------------------------------------------------- the form


def test_a_plain_form_is_all_that_logging_in_needs(office):
    client = office.nobody()
    page = client.get("/login").text
    form = page[page.index("<form") : page.index("</form>")]
    assert 'action="/login"' in form
    assert 'method="post"' in form
    names = set(re.findall(r'name="([^"]+)"', form))
    assert names == {"csrf_token", "next", "username", "password"}
    answer = send_login(client, NAMES["city"])
    assert (answer.status_code, answer.headers["Location"][:1]) == (303, "/")
    assert answer.headers["Cache-Control"] == "no-store"
    assert NAMES["city"] in client.get("/account").text
    assert client.get("/").status_code == 200


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("goto", [None, ""])
def test_everybody_is_led_to_a_page_that_is_open_to_him(office, role, goto):
    client = office.nobody()
    answer = send_login(client, NAMES[role], goto=goto)
    assert answer.status_code == 303
    assert client.get(answer.headers["Location"]).status_code == 200


LOCAL = [
    f"/region/{OWN}",
    f"/region/{OWN}?{PINNED}",
    "/trace?year=2023&month=3&region=990101&project=visits",
    "/help",
    "/project/visits",
]


@pytest.mark.parametrize("wanted", LOCAL)
def test_whoever_was_led_to_the_login_comes_to_the_page_he_wanted(office, wanted):
    client = office.nobody()
    led = client.get(wanted)
    assert led.status_code == 303
    login = led.headers["Location"]
    assert login.startswith("/login?next=")
    kept = re.search(r'name="next"[^>]* value="([^"]*)"', client.get(login).text)
    assert kept is not None
    answer = send_login(client, NAMES["city"], goto=unescape(kept[1]))
    assert (answer.status_code, answer.headers["Location"]) == (303, wanted)
    assert client.get(answer.headers["Location"]).status_code == 200


EVIL = [
    "//evil.example",
    "///evil.example",
    "////evil.example/x",
    "/\\evil.example",
    "\\\\evil.example",
    "/\\/evil.example",
    "https://evil.example/",
    "https:evil.example",
    "https:/evil.example",
    "http:///evil.example",
    "HTTPS://evil.example",
    "javascript:alert(1)",
    "data:text/html,x",
    "evil.example",
    "evil.example/path",
    " //evil.example",
    " https://evil.example",
    "\t//evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    "/\r/evil.example",
    "/\r\nLocation: https://evil.example",
    "\n//evil.example",
    "/x\r\nSet-Cookie: a=b",
    "/%2Fevil.example",
    "/%2fevil.example",
    "/%2F%2Fevil.example",
    "/%2F/evil.example",
    "//%2Fevil.example",
    "/%5Cevil.example",
    "/%5cevil.example",
    "/%09/evil.example",
    "/%0A/evil.example",
    "/%0D%0ALocation:%20https://evil.example",
    "%2F%2Fevil.example",
    "/.//evil.example",
    "/..//evil.example",
    "/x/..//evil.example",
    "/%2E%2E//evil.example",
    "//user@evil.example",
    "/@evil.example",
    "/:80@evil.example",
    "?next=//evil.example",
    "/?next=https://evil.example",
    "#//evil.example",
    "/\u2028/evil.example",
    "/\u3000/evil.example",
    "／／evil.example",
    "/／evil.example",
    "/\u200b/evil.example",
]


def host_reached(location: str) -> str:
    """The host a browser goes to: it drops tabs and line ends, and takes \\ for a slash."""
    as_browser = re.sub(r"[\t\r\n]", "", location).strip(" ").replace("\\", "/")
    if re.match(r"/{2,}", as_browser):  # any number of slashes begins the name of a host
        as_browser = "//" + as_browser.lstrip("/")
    return str(urlsplit(urljoin("http://localhost/login", as_browser)).netloc)


@pytest.mark.parametrize("wanted", EVIL)
def test_a_login_never_leads_to_another_host(office, wanted):
    client = office.nobody()
    answer = send_login(client, NAMES["leadership"], goto=wanted)
    location = answer.headers["Location"]
    assert answer.status_code == 303
    assert host_reached(location) == "localhost", location
    assert location.startswith("/")
    assert location.isascii()
    assert "Set-Cookie" not in location.split("?")[0]
    cookies = [value for key, value in answer.headers if key == "Set-Cookie"]
    assert [value.split("=")[0] for value in cookies] == [COOKIE]


@pytest.mark.parametrize("wanted", EVIL)
def test_no_failed_login_keeps_the_way_to_another_host(office, wanted):
    """The form is shown again; the evil address must not be carried along until it succeeds."""
    client = office.nobody()
    client.environ_base["REMOTE_ADDR"] = "10.9.9.9"
    for text in (
        client.get("/login", query_string={"next": wanted}).text,
        refused_text(client, wanted),
    ):
        kept = re.search(r'name="next"[^>]* value="([^"]*)"', text)
        assert kept is not None
        answer = send_login(client, NAMES["leadership"], goto=unescape(kept[1]))
        assert answer.status_code == 303
        assert host_reached(answer.headers["Location"]) == "localhost"


def refused_text(client: FlaskClient, wanted: str) -> str:
    """The form after a wrong password of an account; the right one follows and is forgiven."""
    answer = send_login(client, NAMES["leadership"], "Wrong1password", goto=wanted)
    assert answer.status_code == 401
    return answer.text


# ---------------------------------------------------------------- one-time passwords


def test_before_a_one_time_password_is_changed_nothing_else_is_open(office):
    name, password = office.account("admin", one_time=True)
    client = office.nobody(open_reading=True)
    answer = send_login(client, name, password, goto="/help")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/account")
    assert client.get("/account").status_code == 200
    token = token_of(client)
    wrong = [
        f"{row['method']} {row['what']}: {answer.status_code}"
        for row in lines()
        if row["kind"] == "route" and row["admin"] in ("yes", "own", "open")
        for answer in [asked(client, row, token)]
        if row["what"] not in FREE and not is_shut(answer)
    ]
    assert wrong == []
    for page in PAGES:
        path = page.rule.replace("<code>", OWN).replace("<int:number>", "1")
        if path not in ("/account", "/login"):
            assert is_shut(client.get(path)), path
        for way in (
            f"/_dash-layout?page={quote(path, safe='')}",
            f"/export{path.rstrip('/')}/x.csv",
        ):
            assert client.get(way).status_code == 403, way


FREE = (
    "/login",
    "/logout",
    "/session",
    "/session/keep",
    "/account/password",
    "/assets/<path:filename>",
)


def asked(client: FlaskClient, row: dict[str, str], token: str) -> TestResponse:
    if row["what"] in FREE:
        return client.get("/session")
    path = re.sub(r"<int:[^>]*>", "1", row["what"])
    path = re.sub(r"<[^>]*>", "x", path)
    if row["method"] == "GET":
        return client.get(path)
    return client.post(path, data={"csrf_token": token})


def is_shut(answer: TestResponse) -> bool:
    if answer.status_code == 303:
        return answer.headers["Location"] == "/account"
    return answer.status_code == 403


def test_after_the_change_all_is_open_and_the_other_sessions_are_over(office):
    name, password = office.account("city", one_time=True)
    one, other = office.nobody(), office.nobody()
    for client in (one, other):
        send_login(client, name, password)
        assert is_logged_in(client)
    before = cookie_of(one)
    answer = change(one, password, NEW_PASSWORD)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/review"), "on to the work"
    assert "密码已改好" in one.get("/account").text
    assert "密码已改好" not in one.get("/account").text
    assert one.get("/").status_code == 200
    assert not is_logged_in(other)
    assert other.get("/account").headers["Location"] == "/login?next=%2Faccount"
    assert not is_logged_in(with_cookie(office, before))
    assert send_login(office.nobody(), name, password).status_code == 401
    assert send_login(office.nobody(), name, NEW_PASSWORD).status_code == 303


@pytest.mark.parametrize(
    ("old", "new", "again", "words"),
    [
        ("Wrong1password", NEW_PASSWORD, NEW_PASSWORD, "原密码不对"),
        (PASSWORD, NEW_PASSWORD, NEW_PASSWORD + "x", "两次输入的新密码不一样"),
        (PASSWORD, PASSWORD, PASSWORD, "新密码不能与原密码相同"),
        (PASSWORD, "short", "short", "密码不合要求"),
        ("", "", "", "原密码不对"),
    ],
)
def test_a_refused_change_says_why_and_changes_nothing(office, old, new, again, words):
    name, password = office.account()
    client, other = office.nobody(), office.nobody()
    for item in (client, other):
        log_in(item, name, password)
    answer = change(client, old, new, again)
    assert (answer.status_code, words in answer.text) == (400, True)
    assert is_logged_in(client)
    assert is_logged_in(other)
    assert send_login(office.nobody(), name, password).status_code == 303
    for secret in {old, new, again} - {""}:
        assert secret not in answer.text


def change(client: FlaskClient, old: str, new: str, again: str | None = None) -> TestResponse:
    form = {"csrf_token": token_of(client), "old": old, "new": new, "again": again or new}
    return client.post("/account/password", data=form)


# ---------------------------------------------------------------- cookies that are played again


def cookie_of(client: FlaskClient) -> str:
    cookie = client.get_cookie(COOKIE)
    assert cookie is not None
    return cookie.value


def with_cookie(office: Office, value: str, server: Flask | None = None) -> FlaskClient:
    """Another browser that sends a cookie that it was not given."""
    client = (server or office.server()).test_client()
    client.set_cookie(COOKIE, value)
    return client


def logged_out(office: Office, client: FlaskClient, _name: str) -> None:
    answer = client.post("/logout", data={"csrf_token": token_of(client)})
    assert answer.headers["Location"] == "/login"


def changed(_office: Office, client: FlaskClient, _name: str) -> None:
    assert change(client, PASSWORD, NEW_PASSWORD).status_code == 303


def reset(office: Office, _client: FlaskClient, name: str) -> None:
    accounts.reset_password(office.database, name, ADMIN)


def disabled(office: Office, _client: FlaskClient, name: str) -> None:
    accounts.set_disabled(office.database, name, True, ADMIN)


def disabled_and_enabled(office: Office, _client: FlaskClient, name: str) -> None:
    accounts.set_disabled(office.database, name, True, ADMIN)
    accounts.set_disabled(office.database, name, False, ADMIN)


Ending = Callable[[Office, FlaskClient, str], None]


@pytest.mark.parametrize("end", [logged_out, changed, reset, disabled, disabled_and_enabled])
def test_a_cookie_of_a_session_that_ended_leads_nowhere(office, end: Ending):
    name, _ = office.account("admin")
    client = office.nobody()
    log_in(client, name)
    copy = cookie_of(client)
    assert is_logged_in(with_cookie(office, copy))
    end(office, client, name)
    for server in (None, office.new_server()):
        thief = with_cookie(office, copy, server)
        assert not is_logged_in(thief)
        assert thief.get("/session/keep").get_json() == {"seconds_left": 0}
        for path in ("/", "/account", f"/region/{OWN}"):
            assert thief.get(path).headers["Location"].startswith("/login")
        assert thief.get("/api/v1/completion").status_code == 401
        assert thief.get("/_dash-layout?page=/account").status_code == 401
        token = {"csrf_token": token_of(thief)}
        assert thief.post("/account/password", data=token).status_code == 401


def test_a_cookie_signed_with_another_key_is_worth_nothing(office):
    from dashboard.factory import Access, create_server

    client = office.fresh("city")
    foreign = create_server(office.database, Access("x" * 32, open_reading=False))
    assert not is_logged_in(with_cookie(office, cookie_of(client), foreign))
    forged = signed(foreign, contents(office.server(), cookie_of(client)))
    assert is_logged_in(with_cookie(office, forged, foreign))
    assert not is_logged_in(with_cookie(office, forged))


def contents(server: Flask, cookie: str) -> dict[str, Any]:
    serializer = server.session_interface.get_signing_serializer(server)  # type: ignore[attr-defined]
    found: dict[str, Any] = serializer.loads(cookie)
    return found


def signed(server: Flask, held: dict[str, Any]) -> str:
    serializer = server.session_interface.get_signing_serializer(server)  # type: ignore[attr-defined]
    return str(serializer.dumps(held))


def test_what_a_browser_held_before_the_login_is_worth_nothing_after(office):
    """Who puts his own cookie into another's browser is not logged in with it (fixation)."""
    client = office.nobody()
    token = token_of(client)
    planted = cookie_of(client)
    assert not is_logged_in(client)
    log_in(client, NAMES["city"])
    assert cookie_of(client) != planted
    assert not is_logged_in(with_cookie(office, planted))
    before, after = (contents(office.server(), c) for c in (planted, cookie_of(client)))
    assert "_user_id" not in before
    assert not set(before.values()) & set(after.values())
    answer = client.post("/logout", data={"csrf_token": token})
    assert answer.status_code == 400
    assert is_logged_in(client)


def test_a_second_login_in_a_browser_is_another_session(office):
    client = office.fresh("leadership")
    first = cookie_of(client)
    log_in(client, NAMES["city"])
    one, two = (contents(office.server(), c)["_user_id"] for c in (first, cookie_of(client)))
    assert one != two
    assert NAMES["city"] in client.get("/account").text
    other = with_cookie(office, first)
    assert NAMES["city"] not in other.get("/account").text
    keys = {contents(office.server(), cookie_of(office.fresh("city")))["_user_id"] for _ in "abc"}
    assert len(keys) == 3
    assert min(map(len, keys)) >= 40


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_the_cookie_is_for_the_server_only_and_over_tls_for_tls_only(office, scheme):
    client, base = office.nobody(), f"{scheme}://localhost"
    given: dict[str, Any] = {"base_url": base, "headers": {"Referer": f"{base}/login"}}
    answers = [client.get("/login", base_url=base), send_login(client, NAMES["city"], **given)]
    for answer in answers:
        assert answer.status_code in (200, 303)
        (cookie,) = (value for key, value in answer.headers if key == "Set-Cookie")
        flags = {part.strip().partition("=")[0]: part for part in cookie.split(";")[1:]}
        assert "HttpOnly" in flags
        assert flags["SameSite"].strip() == "SameSite=Lax"
        assert ("Secure" in flags) == (scheme == "https")
        assert flags["Path"].strip() == "Path=/"
        assert "Domain" not in flags


# ---------------------------------------------------------------- wrong passwords


def test_wrong_passwords_are_said_and_lock_the_account_at_every_server(office):
    name, password = office.account()
    client = office.nobody()
    client.environ_base["REMOTE_ADDR"] = "10.0.0.1"
    for number in range(1, FAILURES_ALLOWED + 1):
        answer = send_login(client, name, "Wrong1password")
        assert answer.status_code == 401
        assert "账号或密码不对" in answer.text
        assert ("锁定5分钟；" in answer.text) == (number == FAILURES_ALLOWED)
        assert "Wrong1password" not in answer.text
        assert 'role="alert"' in answer.text
    for server in (office.server(), office.new_server()):
        other = server.test_client()
        other.environ_base["REMOTE_ADDR"] = "10.0.0.2"
        answer = send_login(other, name, password)
        assert answer.status_code == 401
        assert "已锁定" in answer.text
        assert not is_logged_in(other)
    accounts.reset_password(office.database, name, ADMIN)
    assert "已锁定" not in send_login(client, name, password).text


def test_an_unknown_account_and_one_out_of_use_are_answered_like_a_wrong_password(office):
    client = office.nobody()
    client.environ_base["REMOTE_ADDR"] = "10.0.0.3"
    name, password = office.account()
    gone, its_password = office.account()
    accounts.set_disabled(office.database, gone, True, ADMIN)
    tries = [(name, "Wrong1password"), ("没有这个人", password), (gone, its_password)]
    pages = {TOKENS.sub("", send_login(client, *given).text) for given in tries}
    assert len(pages) == 1
    assert "账号或密码不对" in pages.pop()


TOKENS = re.compile(r'<input [^>]*name="csrf_token"[^>]*>')


def test_a_session_goes_on_while_the_account_is_locked_by_somebody_else(office):
    name, _ = office.account()
    client = office.nobody()
    log_in(client, name)
    guesser = office.nobody()
    guesser.environ_base["REMOTE_ADDR"] = "10.0.0.4"
    for _ in range(FAILURES_ALLOWED + 1):
        send_login(guesser, name, "Wrong1password")
    assert client.get("/account").status_code == 200


# ---------------------------------------------------------------- requests from elsewhere

CHANGING = [row for row in lines() if row["kind"] == "route" and row["method"] == "POST"]


def state(office: Office) -> dict[str, list[Any]]:
    """Everything that is stored, without when a session was last in use."""
    with sqlite3.connect(office.file) as connection:
        tables = [
            row[0]
            for row in connection.execute("select name from sqlite_master where type='table'")
        ]
        found = {name: connection.execute(f'select * from "{name}"').fetchall() for name in tables}
        columns = [row[1] for row in connection.execute("pragma table_info(session)")]
    connection.close()
    seen = columns.index("seen_at")
    found["session"] = [row[:seen] + row[seen + 1 :] for row in found["session"]]
    return found


def who_may(row: dict[str, str]) -> str:
    """A role that the table lets in, "" where nobody needs to be anybody."""
    if row["nobody"] in ("yes", "callback"):
        return "city" if row["nobody"] == "callback" else ""
    return next(role for role in ROLES if is_let_in(row[role], True))


def bad_tokens(office: Office, client: FlaskClient) -> dict[str, str | None]:
    """No token, one made up, one of another session, one for nobody, one of another key."""
    from dashboard.factory import Access, create_server

    foreign = create_server(office.database, Access("y" * 32)).test_client()
    good = token_of(client)
    return {
        "none": None,
        "empty": "",
        "made up": "IjE4Yzk1YWZjOWM2OWM1ODMwNjc4MWU4NzNkZGI1OTY4OGU2OTQ2ZmUi.awz07Q.lCAQyBeYoo",
        "of another session": token_of(office.fresh("admin")),
        "of the same account's other session": token_of(office.fresh("city")),
        "of nobody": token_of(office.nobody()),
        "of another key": token_of(foreign),
        "cut": good[:-1],
    }


@pytest.mark.parametrize("row", CHANGING, ids=[row["what"] for row in CHANGING])
def test_no_request_changes_anything_without_the_token_of_its_own_session(office, row):
    role = who_may(row)
    client = office.client_of(role or None)
    path = re.sub(r"<[^>]*>", "1", row["what"])
    callback = row["what"] == "/_dash-update-component"
    tokens = bad_tokens(office, client)
    before = state(office)
    for name, token in tokens.items():
        given = {} if token is None else {"csrf_token": token}
        header = {} if token is None else {"X-CSRFToken": token}
        form: dict[str, Any] = {"username": NAMES["city"], "password": PASSWORD, "old": PASSWORD}
        form |= {"new": NEW_PASSWORD, "again": NEW_PASSWORD, "name": NAMES["press"]}
        answers = [client.post(path, json={"output": "x.y", "inputs": []}, headers=header)]
        if not callback:
            answers = [
                client.post(path, data=form | given),
                client.post(path, data=form, headers=header),
                client.post(path, data=form, query_string=given),
                client.post(path, data=form | given | {"file": (io.BytesIO(b"x"), "x.xlsx")}),
            ]
        for answer in answers:
            assert (answer.status_code, said(answer)) == (400, True), (path, name)
    after = state(office)
    assert {name for name in after if after[name] != before.get(name)} == set()
    assert is_logged_in(client) == bool(role)


def said(answer: TestResponse) -> bool:
    text = json.dumps(answer.get_json(), ensure_ascii=False) if answer.is_json else answer.text
    return NOT_FROM_HERE in text


def test_the_right_token_is_taken_from_the_form_and_from_a_header(office):
    for given in ("data", "headers"):
        client = office.fresh("city")
        token = {
            "data": {"csrf_token": token_of(client)},
            "headers": {"X-CSRFToken": token_of(client)},
        }
        answer = client.post("/logout", **{given: token[given]})
        assert answer.status_code == 303
        assert not is_logged_in(client)


def test_over_tls_a_form_from_another_site_is_refused(office):
    client, base = office.nobody(), "https://localhost"
    for referer in (None, "https://evil.example/", "http://localhost/login"):
        headers = {"Referer": referer} if referer else {}
        answer = send_login(client, NAMES["city"], base_url=base, headers=headers)
        assert (answer.status_code, said(answer)) == (400, True)


@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS"])
@pytest.mark.parametrize("path", ["/logout", "/account/password", "/api/v1/submissions"])
def test_nothing_is_changed_by_following_a_link(office, path, method):
    client = office.client_of("city")
    before = state(office)
    client.open(path, method=method, query_string={"old": PASSWORD, "new": NEW_PASSWORD})
    assert state(office) == before
    assert is_logged_in(client)


# ---------------------------------------------------------------- programs


def bearer(office: Office, role: Any = "city") -> tuple[str, dict[str, str]]:
    name, _ = office.account(role)
    token = accounts.make_token(office.database, name, NOBODY)
    return name, {"Authorization": f"Bearer {token}"}


def test_a_program_needs_no_token_of_a_form(office):
    _, headers = bearer(office)
    client = office.nobody()
    number = office.submissions(OWN)[0]
    assert client.get(f"/api/v1/submissions/{number}", headers=headers).status_code == 200
    original = client.get(f"/api/v1/submissions/{number}/original", headers=headers).data
    form = {"file": (io.BytesIO(original), "再报.xlsx"), "check": "1"}
    answer = client.post("/api/v1/submissions", data=form, headers=headers)
    assert (answer.status_code, len(answer.get_json().get("results", ()))) == (200, 1)
    assert "Set-Cookie" not in answer.headers


def test_a_programs_rights_are_its_roles(office):
    _, headers = bearer(office, "leadership")
    client = office.nobody()
    answer = client.post("/api/v1/submissions", data={}, headers=headers)
    assert answer.status_code == 403
    assert client.get("/api/v1/completion", headers=headers).status_code == 200
    _, of_press = bearer(office, "press")
    assert client.get("/api/v1/completion", headers=of_press).status_code == 403


@pytest.mark.parametrize(
    "path",
    ["/", "/account", f"/region/{OWN}", "/_dash-layout?page=/", "/export/projects.csv", "/api"],
)
def test_a_programs_token_opens_nothing_outside_of_the_api(office, path):
    _, headers = bearer(office)
    client = office.nobody()
    assert client.get(path, headers=headers).status_code in (303, 401)
    assert client.get("/session", headers=headers).get_json() == {"seconds_left": 0}
    answer = client.post("/account/password", data={}, headers=headers)
    assert answer.status_code == 400


WRONG = ["Bearer wrong", "Bearer ", "Bearer", "bearer-of-news", "Basic Y2l0eTpLZXB0NHRlc3RzIQ=="]


@pytest.mark.parametrize("written", WRONG)
def test_a_wrong_token_of_a_program_is_said_to_need_a_login(office, written):
    headers = {"Authorization": written}
    client = office.nobody()
    for path in ("/api/v1/completion", f"/api/v1/submissions/{office.submissions(OWN)[0]}"):
        answer = client.get(path, headers=headers)
        assert (answer.status_code, answer.get_json()) == (
            401,
            {"error": "接口令牌无效，或已作废、停用。"},
        )


def test_a_program_that_sends_with_a_wrong_token_is_told_so(office):
    """And not that its form is too old: it has none."""
    before = state(office)
    answer = office.nobody().post(
        "/api/v1/submissions",
        data={"file": (io.BytesIO(b"x"), "x.xlsx")},
        headers={"Authorization": "Bearer wrong"},
    )
    assert (answer.status_code, answer.get_json()) == (
        401,
        {"error": "接口令牌无效，或已作废、停用。"},
    )
    assert state(office) == before


def test_a_token_beside_a_session_saves_no_form_its_own(office):
    """What a browser sends by itself is the cookie: with it a form needs the form's token."""
    client, before = office.client_of("city"), state(office)
    answer = client.post(
        "/api/v1/submissions",
        data={"file": (io.BytesIO(b"x"), "x.xlsx")},
        headers={"Authorization": "Bearer wrong"},
    )
    assert answer.status_code in (400, 401)
    assert state(office) == before


@pytest.mark.parametrize("end", [disabled, disabled_and_enabled, reset])
def test_a_token_ends_with_its_account(office, end):
    name, headers = bearer(office)
    client = office.nobody()
    assert client.get("/api/v1/completion", headers=headers).status_code == 200
    end(office, client, name)
    assert client.get("/api/v1/completion", headers=headers).status_code == 401
    made = client.post("/api/v1/submissions", data={}, headers=headers)
    assert made.status_code == 401


def test_a_new_token_ends_the_one_before(office):
    name, headers = bearer(office)
    accounts.make_token(office.database, name, NOBODY)
    assert office.nobody().get("/api/v1/completion", headers=headers).status_code == 401


# ---------------------------------------------------------------- too much


@pytest.mark.parametrize("path", ["/login", "/logout", "/account/password"])
def test_a_form_larger_than_any_of_ours_is_not_read(office, path):
    client = office.fresh("city")
    token = token_of(client)
    body = f"csrf_token={token}&username={'x' * 1_100_000}"
    answer = client.post(path, data=body, content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 413
    assert "文件太大" in answer.text
    assert is_logged_in(client)


def test_an_upload_larger_than_the_limit_is_not_read(office):
    client = office.client_of("city")
    token = {"X-CSRFToken": token_of(client)}
    answer = client.post(
        "/api/v1/submissions",
        headers={**token, "Content-Type": "multipart/form-data; boundary=x"},
        environ_overrides={"CONTENT_LENGTH": str(MAX_REQUEST + 1)},
    )
    assert (answer.status_code, answer.get_json()) == (
        413,
        {"error": "文件太大，没有接收：每个不超过20 MB，一次合计不超过60 MB。"},
    )


# ---------------------------------------------------------------- every answer

EVERY = [
    ("GET", "/", 200),
    ("GET", f"/region/{OWN}", 200),
    ("GET", "/login", 200),
    ("GET", "/account", 200),
    ("GET", "/nothing", 404),
    ("GET", "/_dash-layout?page=/", 200),
    ("GET", "/_dash-dependencies", 200),
    ("GET", "/api/v1/completion", 200),
    ("GET", "/api/v1/completion.csv", 200),
    ("GET", "/api/v1/nothing", 404),
    ("GET", "/api/v1/submissions/987654", 404),
    ("GET", f"/export/region/{OWN}/filings.csv?{PINNED}", 200),
    ("GET", f"/export/region/{OWN}/nothing.csv", 404),
    ("GET", "/assets/session.js", 200),
    ("GET", "/assets/session.js?v=1", 200),
    ("GET", "/assets/nothing.js", 404),
    ("GET", "/_favicon.ico", 200),
    ("GET", "/healthz", 200),
    ("GET", "/readyz", 200),
    ("GET", "/session", 200),
    ("POST", "/", 405),
    ("POST", "/logout", 400),
    ("POST", "/api/v1/submissions", 400),
    ("HEAD", "/", 200),
    ("OPTIONS", "/", 200),
    ("GET", "/_reload-hash", 403),
]


@pytest.mark.parametrize("encoding", ["gzip", "identity"])
@pytest.mark.parametrize(("method", "path", "status"), EVERY)
def test_every_answer_bears_the_security_headers(office, method, path, status, encoding):
    client = office.client_of("city")
    with client.open(path, method=method, headers={"Accept-Encoding": encoding}) as answer:
        assert answer.status_code == status
        check_headers(answer)


def test_whoever_is_turned_away_gets_the_same_headers(office):
    press, nobody = office.client_of("press"), office.nobody()
    answers = [
        (press.get("/"), 403),
        (press.get("/api/v1/completion"), 403),
        (press.get("/export/projects.csv"), 403),
        (nobody.get("/"), 303),
        (nobody.get("/api/v1/completion"), 401),
        (nobody.get("/_dash-layout?page=/account"), 401),
        (send_login(nobody, "没有这个人甲"), 401),
        (send_login(office.nobody(), NAMES["press"]), 303),
        (nobody.open("/", environ_overrides={"PATH_INFO": "//help"}), None),
        (nobody.post("/login", data={"x": "y" * 1_100_000}), 413),
        (office.client_of("city").get(original_of(office)), 200),
    ]
    for answer, status in answers:
        assert status in (None, answer.status_code)
        check_headers(answer)


def original_of(office: Office) -> str:
    return f"/api/v1/submissions/{office.submissions(OWN)[0]}/original"


def check_headers(answer: TestResponse) -> None:
    headers = answer.headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["X-Frame-Options"] == "SAMEORIGIN"
    policy = dict(part.split(" ", 1) for part in headers["Content-Security-Policy"].split("; "))
    assert policy["default-src"] == "'self'"
    assert policy["script-src"] == "'self'"
    assert policy["object-src"] == policy["base-uri"] == "'none'"
    assert policy["form-action"] == policy["frame-ancestors"] == "'self'"
    assert len(headers.getlist("Content-Security-Policy")) == 1


def test_an_original_is_saved_and_never_opened_by_the_browser(office):
    for part in ("original", "annotated"):
        way = original_of(office).replace("original", part)
        answer = office.client_of("city").get(way)
        assert answer.headers["Content-Type"] == "application/octet-stream"
        assert answer.headers["Content-Disposition"].startswith("attachment;")
        assert answer.headers["Cache-Control"] == "private, no-store"


def test_no_answer_holds_a_secret(office):
    """Neither the server's key nor a password's hash, a session's key or another's token."""
    server = office.server()
    roles = (*ROLES, None)
    clients = {role: office.fresh(role) for role in roles}
    tokens = {role: token_of(client) for role, client in clients.items()}
    held = {role: contents(server, cookie_of(client)) for role, client in clients.items()}
    name, headers = bearer(office)
    stored = state(office)
    secrets = {SECRET, PASSWORD, headers["Authorization"].removeprefix("Bearer ")}
    secrets |= {
        row_text for table in ("account", "session", "token") for row_text in long(stored[table])
    }
    secrets |= {
        str(value) for found in held.values() for value in found.values() if len(str(value)) > 8
    }
    assert len(secrets) > 20
    tried = 0
    for role, client in clients.items():
        foreign = {token for other, token in tokens.items() if other != role}
        for path in looked_at(office):
            with client.get(path) as answer:
                text = answer.data.decode(errors="replace")
            tried += 1
            told = {word for word in secrets | foreign if word in text}
            assert told == set(), (role, path)
    with office.nobody().get("/api/v1/completion", headers=headers) as answer:
        assert name not in answer.text
    assert tried == len(roles) * len(looked_at(office))


def long(rows: list[Any]) -> set[str]:
    """Hashes of passwords and of keys, as they are stored."""
    texts = {value for row in rows for value in row if isinstance(value, str)}
    return {
        text for text in texts if text.startswith("$argon2") or re.fullmatch(r"[0-9a-f]{64}", text)
    }


def looked_at(office: Office) -> list[str]:
    number = office.submissions(OWN)[0]
    pages = [
        page.rule.replace("<code>", OWN if "region" in page.rule else "visits").replace(
            "<int:number>", "1"
        )
        for page in PAGES
    ]
    return [
        *pages,
        *(f"/_dash-layout?page={quote(path, safe='')}" for path in pages),
        "/trace?year=2023&month=3&region=990101&project=visits",
        "/nothing",
        "/_dash-dependencies",
        "/session",
        "/session/keep",
        "/readyz",
        "/api/v1/completion?by=cell",
        "/api/v1/trace?region=990101&indicator=visits&year=2023&month=3",
        f"/api/v1/submissions/{number}",
        f"/export/region/{OWN}/filings.csv?{PINNED}",
        "/assets/session.js",
        "/assets/form.js",
    ]


def test_a_page_bears_the_token_of_its_own_session_only_and_is_kept_by_nobody(office):
    one, two = office.client_of("city"), office.client_of("admin")
    mine, theirs = token_of(one), token_of(two)
    for page in (item for item in PAGES if item.private):
        answer = one.get(page.rule)
        assert "no-store" in answer.headers["Cache-Control"]
        assert theirs not in answer.text
    account = one.get("/account").text
    assert account.count('name="csrf_token"') >= 2
    assert mine.split(".")[0] in account
    for path in ("/", f"/region/{OWN}", "/_dash-layout?page=/", "/help"):
        assert 'name="csrf_token"' not in one.get(path).text


@pytest.mark.parametrize("method", ["GET", "HEAD", "POST"])
def test_the_hash_for_reloading_is_closed(office, method):
    for role in (None, *ROLES):
        for is_open in (True, False):
            answer = office.client_of(role, is_open).open("/_reload-hash", method=method)
            wanted = 405 if method == "POST" else 401 if role is None else 403
            assert answer.status_code == wanted, role
            assert "reloadHash" not in answer.text
