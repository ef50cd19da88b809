"""The table of rights: it speaks of everything, and every answer is as it says."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, cast
from urllib.parse import parse_qs, quote, unquote, urlsplit

import pytest
from dash import Input, Output
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from dashboard.pages import help as help_page
from dashboard.pages import registry
from dashboard.pages.registry import Page
from etl.domain.roles import ROLES, Role
from tests.access.conftest import (
    NOT_FROM_HERE,
    OTHER_ACCOUNT,
    OWN,
    VISITORS,
    Office,
    is_let_in,
    lines,
    log_in,
    token_of,
)

NAMED = ["kind", "what", "method", "nobody", *sorted(ROLES)]
ANY_OTHER = "*"
OPENNESS = [pytest.param(False, id="closed"), pytest.param(True, id="open")]
Row = dict[str, str]


# ---------------------------------------------------------------- everything has its line


def things(server: Flask) -> Counter[tuple[str, str, str]]:
    """What there is to speak of: routes by method, pages, callbacks."""
    found: Counter[tuple[str, str, str]] = Counter()
    for rule in server.url_map.iter_rules():
        methods = (rule.methods or set()) - {"HEAD", "OPTIONS"}
        found.update({("route", rule.rule, method) for method in methods} - set(found))
    found.update(("page", page.rule, "GET") for page in registry.PAGES)
    found["page", ANY_OTHER, "GET"] += 1
    told = server.test_client().get("/_dash-dependencies").get_json()
    found.update(("callback", item["output"], "POST") for item in told)
    return found


def differences(server: Flask, table: Sequence[Row]) -> list[str]:
    """What has no line, what has several, and lines that speak of nothing."""
    spoken = Counter((row["kind"], row["what"], row["method"]) for row in table)
    there = things(server)
    missing = [f"no line: {' '.join(key)}" for key in there if key not in spoken]
    twice = [f"{count} lines: {' '.join(key)}" for key, count in spoken.items() if count > 1]
    again = [f"{count} things: {' '.join(key)}" for key, count in there.items() if count > 1]
    dead = [f"of nothing: {' '.join(key)}" for key in spoken if key not in there]
    return sorted([*missing, *twice, *again, *dead])


def anew(office: Office, server: Flask, table: Sequence[Row]) -> list[str]:
    """What is said of a server and a table besides what is said of those that there are."""
    before = differences(office.server(), lines())
    return [said for said in differences(server, table) if said not in before]


def dash_of(server: Flask) -> Any:
    """Dash behind a server."""
    view: Any = server.view_functions["/_dash-dependencies"]
    return view.__self__


def test_every_route_page_and_callback_has_exactly_one_line_and_no_line_is_dead(office):
    assert differences(office.server(), lines()) == []


def test_every_line_gives_one_right_to_nobody_and_to_each_role():
    table = lines()
    assert {(*list(row)[:4], *sorted(list(row)[4:])) for row in table} == {tuple(NAMED)}
    words = {row[who] for row in table for who in ("nobody", *ROLES)}
    assert words <= {"yes", "no", "own", "released", "open", "page", "callback"}
    of_others = [
        row["what"]
        for row in table
        if {row[who] for who in ("nobody", *ROLES)} & {"page", "callback"}
        and (row["kind"] != "route" or len({row[who] for who in ("nobody", *ROLES)}) > 1)
    ]
    assert of_others == []
    assert [row["what"] for row in table if "own" in {row[w] for w in ROLES if w != "county"}] == []


def test_a_new_route_without_a_line_is_named(office):
    server = office.new_server()
    server.add_url_rule("/new/<int:number>", "new", lambda number: "", methods=["GET", "POST"])
    assert anew(office, server, lines()) == [
        "no line: route /new/<int:number> GET",
        "no line: route /new/<int:number> POST",
    ]


def test_a_new_method_of_an_old_route_is_named(office):
    server = office.new_server()
    server.add_url_rule("/healthz", "more", lambda: "", methods=["DELETE"])
    assert anew(office, server, lines()) == ["no line: route /healthz DELETE"]


def test_a_new_page_without_a_line_is_named(office, monkeypatch):
    before = differences(office.server(), lines())
    more = (*registry.PAGES, Page("/new", "新", help_page.sheet))
    monkeypatch.setattr(registry, "PAGES", more)
    found = differences(office.server(), lines())
    assert [said for said in found if said not in before] == ["no line: page /new GET"]


def test_a_new_callback_without_a_line_is_named(office):
    server = office.new_server()
    dash_of(server).callback(Output("new", "children"), Input("old", "n_clicks"))(lambda _: "")
    assert anew(office, server, lines()) == ["no line: callback new.children POST"]


@pytest.mark.parametrize("kind", ["route", "page", "callback"])
def test_a_line_of_something_that_is_gone_is_named(office, kind):
    gone = {**lines()[0], "kind": kind, "what": "/gone", "method": "GET"}
    assert anew(office, office.server(), [*lines(), gone]) == [f"of nothing: {kind} /gone GET"]


def test_two_lines_of_one_thing_are_named(office):
    assert anew(office, office.server(), [*lines(), lines()[0]]) == ["2 lines: page / GET"]


def test_what_has_no_line_is_refused_to_everybody(office):
    """The new things above would be shut, not open, were they forgotten in the table."""
    server = office.new_server(open_reading=True)
    server.add_url_rule("/new", "new", lambda: "content", methods=["GET", "POST"])
    dash_of(server).callback(Output("new", "children"), Input("old", "n_clicks"))(lambda _: "")
    for name in ("", *(f"{role} 甲" for role in ROLES)):
        client = server.test_client()
        if name:
            log_in(client, name)
        token = {"X-CSRFToken": token_of(client)}
        asked = {"output": "new.children", "inputs": [], "changedPropIds": []}
        answers = [
            client.get("/new"),
            client.post("/new", headers=token),
            client.post("/_dash-update-component", json=asked, headers=token),
        ]
        refused = 403 if name else 401
        assert [item.status_code for item in answers] == [refused, refused, 400]


# ---------------------------------------------------------------- every answer is as it says

MONTH = "year=2023&month=3"
QUERIES = {
    "/trace": f"{MONTH}&region={OWN}&project=visits",
    "/api/v1/trace": f"{MONTH}&region={OWN}&indicator=visits",
}
CODES = {
    "/project/<code>": "visits",
    "/region/<code>": OWN,
    "/assets/<path:filename>": "style.css",
    "/_dash-component-suites/<string:package_name>/<path:fingerprinted_path>": "dash",
    "/api/<path:path>": "v1/nothing",
}
NOT_THERE = "987654"


@dataclass
class Count:
    """How many requests were tried, and which of them were answered otherwise."""

    tried: int = 0
    wrong: list[str] = field(default_factory=list)

    def note(self, right: bool, what: str) -> None:
        self.tried += 1
        if not right:
            self.wrong.append(what)

    def check(self, least: int) -> None:
        told = f"tried {self.tried}, wrong {len(self.wrong)}"
        print(told)
        assert not self.wrong, "\n".join([told, *self.wrong[:40]])
        assert self.tried >= least, told


def path_of(rule: str, number: int | str) -> str:
    """An address of a rule; numbers are those of a submission."""
    pieces = []
    for piece in rule.split("<"):
        variable, closed, rest = piece.partition(">")
        if not closed:
            pieces.append(piece)
            continue
        value = str(number) if variable.startswith("int:") else CODES.get(rule, NOT_THERE)
        pieces.append(value + rest)
    return "".join(pieces)


def class_of(answer: TestResponse) -> str:
    """Let in, or how turned away."""
    where = urlsplit(answer.headers.get("Location", "")).path
    if answer.status_code == 303 and where == "/login" and answer.request.method != "POST":
        return "to the login"
    if answer.status_code in (401, 403):
        # the login itself answers a wrong password with its form
        is_form = answer.request.path == "/login" and 'name="password"' in answer.text
        return "in" if is_form else str(answer.status_code)
    if answer.status_code >= 500 or NOT_FROM_HERE in words_of(answer):
        return f"failed: {answer.status_code}"
    return "in"


def class_wanted(right: str, who: Role | None, is_open: bool, to_login: bool) -> str:
    """What the table says of an answer; nobody is led from a page to the login."""
    if is_let_in(right, is_open):
        return "in"
    if who is not None:
        return "403"
    return "to the login" if to_login else "401"


def right_of(row: Row, who: Role | None) -> str:
    return row["nobody" if who is None else who]


def of_kind(kind: str) -> list[Row]:
    return [row for row in lines() if row["kind"] == kind]


def direct_routes() -> list[Row]:
    """The routes with rights of their own; the others are the pages' and callbacks'."""
    return [row for row in of_kind("route") if row["nobody"] not in ("page", "callback")]


def ask(client: FlaskClient, path: str, method: str = "GET", **more: Any) -> TestResponse:
    """Ask for a path just as written: no slash is taken for the name of a host."""
    where, _, query = path.partition("?")
    with client.open(
        "/", method=method, query_string=query, environ_overrides={"PATH_INFO": where}, **more
    ) as answer:
        answer.get_data()
        return cast(TestResponse, answer)


@pytest.mark.parametrize("is_open", OPENNESS)
@pytest.mark.parametrize("who", VISITORS)
def test_every_route_answers_as_its_line_says(office, who, is_open):
    count = Count()
    own = office.submissions(OWN)[0]
    for row in direct_routes():
        rule, method = row["what"], row["method"]
        wanted = class_wanted(right_of(row, who), who, is_open, to_login=False)
        for asked in ("GET", "HEAD") if method == "GET" else (method,):
            if asked in ("GET", "HEAD"):
                client, given = office.client_of(who, is_open), {}
                path = f"{path_of(rule, own)}?{QUERIES.get(rule, MONTH)}"
            else:  # it may end the session, or count as a wrong password
                client, path = office.fresh(who, is_open), path_of(rule, NOT_THERE)
                given = {"data": {"csrf_token": token_of(client)}}
            answer = ask(client, path, asked, **given)
            found = class_of(answer)
            what = f"{asked} {path} as {who}: {found} ({answer.status_code}), wanted {wanted}"
            count.note(found == wanted, what)
    count.check(least=len(direct_routes()))


@pytest.mark.parametrize("is_open", OPENNESS)
@pytest.mark.parametrize("who", VISITORS)
def test_every_page_answers_as_its_line_says(office, who, is_open):
    count, client = Count(), office.client_of(who, is_open)
    for row in of_kind("page"):
        path = page_path(office, row["what"])
        right = right_of(row, who)
        for method in ("GET", "HEAD"):
            answer = ask(client, path, method)
            wanted = class_wanted(right, who, is_open, to_login=True)
            found = class_of(answer)
            there = answer.status_code == (404 if row["what"] == ANY_OTHER else 200)
            whole = wanted != "in" or there or "<" in row["what"]
            what = f"{method} {path} as {who}: {found} ({answer.status_code}), wanted {wanted}"
            count.note(found == wanted and whole, what)
    count.check(least=2 * len(registry.PAGES))


def page_path(office: Office, rule: str) -> str:
    if rule == ANY_OTHER:
        return "/nothing-here"
    query = QUERIES.get(rule, "")
    return path_of(rule, office.submissions(OWN)[0]) + (f"?{query}" if query else "")


def other_ways(path: str) -> Iterator[tuple[str, str, bool]]:
    """Other ways to a page: method and address, and whether it is the page's own layout.

    The first ones lead there; of the others some lead nowhere, which is as good.
    """
    where, _, query = path.partition("?")
    bare, more = where.strip("/"), f"?{query}" if query else ""
    coded = f"/%{ord(bare[0]):02x}{bare[1:]}" if bare else "/"
    yield "GET", f"/_dash-layout?page={quote(path, safe='')}", True
    yield "HEAD", f"/_dash-layout?page={quote(path, safe='')}", True
    yield "GET", f"/export{where.rstrip('/')}/x.csv{more}", False
    yield "GET", f"/export{where.rstrip('/')}/x.svg{more}", False
    if not bare:
        return
    leading = [f"/{bare}/", f"//{bare}", f"///{bare}", f"/{bare}//", bare, coded, f"/%2F{bare}"]
    odd = [f"/./{bare}", f"/help/../{bare}", f"/{bare};x", f"/{bare}%00", f"/%252F{bare}"]
    odd += [f"/{bare.upper()}", f"//{bare}//", f"http://localhost/{bare}", f"/{bare}%2F"]
    for written in (*leading, *odd):
        yield "GET", f"/_dash-layout?page={quote(written + more, safe='')}", False
        if written.startswith("/"):
            yield "GET", f"{written}{more}", False
        if written.startswith("/") and written in leading:
            yield "GET", f"/export{written.rstrip('/')}/x.csv{more}", False
    yield "HEAD", f"/{bare}/{more}", False


SAYS_NO = ("没有这个页面", "没有权限", "请先登录")
"""What stands in the layout of a page that is none, or not for whoever asks."""


def shows_content(answer: TestResponse) -> bool:
    """Whether a page was shown, other than one that says no."""
    if answer.status_code not in (200, 206, 304):
        return False
    text = words_of(answer)
    return not any(words in text for words in SAYS_NO) and text != "[]"


def words_of(answer: TestResponse) -> str:
    """The text of an answer, of JSON without escapes."""
    if answer.is_json and answer.data:
        return json.dumps(answer.get_json(), ensure_ascii=False)
    return answer.data.decode(errors="replace")


@pytest.mark.parametrize("is_open", OPENNESS)
@pytest.mark.parametrize("who", VISITORS)
def test_no_other_way_leads_to_a_page_that_is_shut(office, who, is_open):
    """Layout, files, slashes, quoted letters: whoever may not see a page sees it in no way.

    A path that is written oddly may be that of another page: then it answers as that one does.
    """
    count, client = Count(), office.client_of(who, is_open)
    overview = class_wanted(right_of(of_kind("page")[0], who), who, is_open, to_login=True)
    for row in of_kind("page"):
        if row["what"] == ANY_OTHER:
            continue
        path = page_path(office, row["what"])
        wanted = class_wanted(right_of(row, who), who, is_open, to_login=False)
        for method, way, exact in other_ways(path):
            if wanted == "in" and not exact:
                continue  # whoever may come in by the door may come in by any other
            answer = ask(client, plain_path(way), method)
            found = class_of(answer)
            told = f"{method} {way} as {who}: {answer.status_code}, wanted {wanted}"
            if wanted == "in":
                count.note(found == "in", told)
            elif exact:
                count.note(found == wanted and not shows_content(answer), told)
            else:
                is_overview = overview == "in" and "总览" in words_of(answer) and leads_home(way)
                count.note(not shows_content(answer) or is_overview, told)
    count.check(least=2 * len(registry.PAGES))


def plain_path(way: str) -> str:
    """The path as the server hands it on, unquoted once."""
    where, mark, query = way.partition("?")
    return unquote(where) + mark + query


def leads_home(way: str) -> bool:
    """Whether an address is read as one of a host and no path, which is the overview's."""
    where, _, query = way.partition("?")
    asked = parse_qs(query)["page"][0] if where == "/_dash-layout" else where
    return asked.startswith("//")


@pytest.mark.parametrize("is_open", OPENNESS)
@pytest.mark.parametrize("who", VISITORS)
def test_every_callback_answers_as_its_line_says(office, who, is_open):
    """One that the table does not know is refused, whoever asks."""
    client, count = office.client_of(who, is_open), Count()
    token = {"X-CSRFToken": token_of(client)}
    for row in of_kind("callback"):
        asked = {"output": row["what"], "inputs": [], "changedPropIds": []}
        answer = client.post("/_dash-update-component", json=asked, headers=token)
        wanted = class_wanted(right_of(row, who), who, is_open, to_login=False)
        count.note(class_of(answer) == wanted, f"{row['what']} as {who}: {answer.status_code}")
    strange: list[Any] = [{"output": "none.of-ours", "inputs": []}, {}, {"output": ["x"]}, []]
    for made_up in strange:
        answer = client.post("/_dash-update-component", json=made_up, headers=token)
        refused = answer.status_code == 400 and NOT_FROM_HERE not in answer.text
        count.note(refused, f"{made_up} as {who}: {answer.status_code}")
    count.check(least=4)


# ---------------------------------------------------------------- what the table cannot loosen

NEVER_NOBODYS = ("/submit", "/review", "/briefing", "/admin", "/account")
LIVE_PAGES = ("/", "/project/", "/project/visits", "/region/", f"/region/{OWN}")
LIVE = (
    *(f"{path}?{MONTH}" for path in LIVE_PAGES),
    f"/trace?{QUERIES['/trace']}",
    *(f"/_dash-layout?page={quote(f'{path}?{MONTH}', safe='')}" for path in LIVE_PAGES),
    f"/_dash-layout?page={quote('/trace?' + QUERIES['/trace'], safe='')}",
    *(f"/export{path}/{name}.csv?{MONTH}" for path in ("", f"/region/{OWN}") for name in ("x",)),
    f"/export/projects.csv?{MONTH}",
    f"/export/project/visits/counties.svg?{MONTH}",
    *(f"/api/v1/completion{kind}?{MONTH}" for kind in ("", ".csv", ".xlsx")),
    f"/api/v1/completion?{MONTH}&by=cell",
    f"/api/v1/trace?{QUERIES['/api/v1/trace']}",
)
BY_HAND = ("/submit", "/review", "/api/v1/submissions")
"""Below these addresses something is filed or accepted when it is sent."""


def below(rule: str, roots: Sequence[str]) -> bool:
    return any(rule == root or rule.startswith(f"{root}/") for root in roots)


@pytest.mark.parametrize("is_open", OPENNESS)
def test_nobody_opens_an_office_page_or_a_workbook_whatever_is_open(office, is_open):
    client = office.nobody(is_open)
    pages = [page.rule for page in registry.PAGES if below(page.rule, NEVER_NOBODYS)]
    assert "/account" in pages
    for rule in pages:
        for way in (rule, f"/_dash-layout?page={quote(rule, safe='')}", f"/export{rule}/x.csv"):
            assert class_of(ask(client, path_of(way, 1))) in ("401", "to the login"), way
    for number in [*office.submissions(OWN), NOT_THERE]:
        for part in ("", "/original", "/annotated"):
            answer = client.get(f"/api/v1/submissions/{number}{part}")
            assert (answer.status_code, answer.get_json()) == (401, {"error": "请先登录。"})


@pytest.mark.parametrize("is_open", OPENNESS)
def test_nobody_changes_anything_but_by_logging_in(office, is_open):
    rows = [row for row in lines() if row["method"] == "POST" and row["kind"] == "route"]
    free = [row["what"] for row in rows if is_let_in(row["nobody"], True)]
    assert free == ["/login"]
    client = office.nobody(is_open)
    token = token_of(client)
    for row in rows:
        if row["what"] not in ("/login", "/_dash-update-component"):
            path = path_of(row["what"], office.submissions(OWN)[0])
            assert client.post(path, data={"csrf_token": token}).status_code == 401, path


@pytest.mark.parametrize("is_open", OPENNESS)
def test_the_press_sees_no_live_figure(office, is_open):
    client = office.client_of("press", is_open)
    seen = {path: client.get(path).status_code for path in LIVE}
    assert seen == dict.fromkeys(LIVE, 403)
    for number in office.submissions(OWN)[:1]:
        for part in ("", "/original", "/annotated"):
            assert client.get(f"/api/v1/submissions/{number}{part}").status_code == 403


@pytest.mark.parametrize("who", ["leadership", "press", "admin"])
@pytest.mark.parametrize("is_open", OPENNESS)
def test_who_is_no_statistician_files_nothing_and_accepts_nothing(office, who, is_open):
    rows = [row for row in lines() if row["method"] == "POST" and below(row["what"], BY_HAND)]
    assert "/api/v1/submissions" in [row["what"] for row in rows]
    client = office.client_of(who, is_open)
    token = token_of(client)
    waiting = office.submissions(OWN)[0]
    for row in rows:
        path = path_of(row["what"], waiting)
        assert client.post(path, data={"csrf_token": token}).status_code == 403, path


@pytest.mark.parametrize("who", ["leadership", "press"])
def test_only_sender_city_and_administrator_open_a_workbook(office, who):
    for number in office.submissions(OWN)[:2]:
        for part in ("original", "annotated"):
            answer = office.client_of(who, True).get(f"/api/v1/submissions/{number}/{part}")
            assert answer.status_code == 403
    for other in ("county", "city", "admin"):
        client = office.client_of(other, True)
        answer = client.get(f"/api/v1/submissions/{office.submissions(OWN)[0]}/original")
        assert (answer.status_code, answer.data[:2]) == (200, b"PK")


def test_the_second_county_is_no_more_than_a_county(office):
    """The role decides, and after it whose region it is; both are looked at for each request."""
    other = office.other_county()
    assert other.get("/account").status_code == 200
    assert OTHER_ACCOUNT in other.get("/account").text
    shut = [row["what"] for row in of_kind("page") if row["county"] == "no"]
    assert [rule for rule in shut if class_of(ask(other, path_of(rule, 1))) != "403"] == []
