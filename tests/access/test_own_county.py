"""A county sees files, cells and senders of its own, and of the others only figures."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Iterator
from html import unescape
from typing import Any, cast
from urllib.parse import quote, unquote

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from etl.domain.period import Month
from etl.domain.roles import NOBODY, Role
from etl.services.accounts import make_token
from etl.services.filings import filings
from tests.access.conftest import (
    COOKIE,
    NAMES,
    NO_SUBMISSION,
    OTHER,
    OTHER_ACCOUNT,
    OTHER_FILES,
    OWN,
    OWN_FILE,
    Office,
    token_of,
)
from tests.access.conftest import MISSING as NO_REGION
from tests.cities import COUNTY, EAST, INDICATORS, ROOT, file_form, second_city, usual_rows

MONTH = "year=2023&month=4"
HIDDEN = "其他县区的文件不显示"
TRIED = "{}六月试填.xlsx"


@pytest.fixture
def own(office: Office) -> FlaskClient:
    """The browser of county A."""
    return office.client_of("county", True)


# ---------------------------------------------------------------- as if it were not there

_OF_THE_BODY = ("Date", "Content-Length", "ETag")


def blurred(answer: TestResponse, *names: str) -> tuple[Any, ...]:
    """Status, headers, and body without the names that were asked for; the tag is the body's."""
    body = text_of(answer)
    for name in names:
        before = "" if len(name) > 5 else "编号为"  # a short number stands in styles, too
        body = re.sub(rf"(?<![0-9]){before}{name}(?![0-9])", f"{before}ASKED", body)
        body = body.replace("编号为ASKED", "ASKED")
    beside = {key: value for key, value in answer.headers if key not in _OF_THE_BODY}
    return answer.status_code, beside, body


@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize("part", ["", "/original", "/annotated"])
def test_a_submission_of_another_county_is_answered_like_one_that_is_not_there(
    office, own, part, method
):
    base, missing = "/api/v1/submissions/", str(NO_SUBMISSION)
    numbers = office.submissions(OTHER)
    nothing = blurred(own.open(f"{base}{missing}{part}", method=method), missing)
    assert nothing[0] == 404
    assert len(numbers) == 5
    for number in (*map(str, numbers), *map(str, office.submissions(COUNTY))):
        answer = own.open(f"{base}{number}{part}", method=method)
        assert blurred(answer, number) == nothing


@pytest.mark.parametrize("part", ["", "/original", "/annotated"])
def test_a_program_of_another_county_gets_no_more(office, part):
    name, _ = office.account("county")
    bearer = {"Authorization": f"Bearer {make_token(office.database, name, NOBODY)}"}
    client, number = office.nobody(), str(office.submissions(OTHER)[-1])
    base, missing = "/api/v1/submissions/", str(NO_SUBMISSION)
    theirs = client.get(f"{base}{number}{part}", headers=bearer)
    nothing = client.get(f"{base}{missing}{part}", headers=bearer)
    assert theirs.status_code == 404
    assert blurred(theirs, number) == blurred(nothing, missing)
    own_number = office.submissions(OWN)[0]
    assert client.get(f"{base}{own_number}{part}", headers=bearer).status_code == 200


@pytest.mark.parametrize("indicator", ["visits", "meals", "meals_home", "nothing"])
@pytest.mark.parametrize(
    "path",
    [
        "/trace?{month}&region={region}&project={indicator}",
        "/trace?{month}&region={region}&indicator={indicator}&figure=funds",
        "/trace?{month}&region={region}&figure=coverage",
        "/_dash-layout?page=/trace%3Fyear%3D2023%26month%3D4%26region%3D{region}%26project%3D{indicator}",
        "/export/trace/regions.csv?{month}&region={region}&project={indicator}",
        "/export/trace/regions.xlsx?{month}&region={region}&project={indicator}",
        "/api/v1/trace?{month}&region={region}&indicator={indicator}",
        "/api/v1/trace?year=2022&month=4&region={region}&indicator={indicator}",
    ],
)
def test_a_trace_of_another_county_is_answered_like_one_of_no_county(own, path, indicator):
    """Whatever is wrong besides, too: an unknown indicator must not tell which counties exist."""
    asked = {
        region: own.get(path.format(month=MONTH, region=region, indicator=indicator))
        for region in (NO_REGION, OTHER, COUNTY, "990200")
    }
    nothing = blurred(asked[NO_REGION], *asked)
    assert nothing[0] == 404 or "没有代码为“ASKED”的县区" in nothing[2]
    for region in (OTHER, COUNTY, "990200"):
        assert blurred(asked[region], *asked) == nothing, region


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_list_of_another_countys_filings_is_not_to_be_had(own, kind):
    answers = {
        region: own.get(f"/export/region/{region}/filings.{kind}?{MONTH}")
        for region in (NO_REGION, OTHER)
    }
    nothing = blurred(answers[NO_REGION], *answers)
    assert nothing[0] == 404
    assert blurred(answers[OTHER], *answers) == nothing
    mine = own.get(f"/export/region/{OWN}/filings.{kind}?{MONTH}")
    assert OWN_FILE in text_of(mine)


def test_the_opened_cell_is_never_that_of_another_county(own):
    """``part`` names the county whose cell is opened: another's is like one that is not there."""
    way = f"/trace?{MONTH}&region={EAST}&project=visits&part="
    answers = {region: own.get(way + region) for region in (NO_REGION, OTHER, COUNTY)}
    nothing = blurred(answers[NO_REGION], *answers)
    assert nothing[0] == 200
    assert blurred(answers[OTHER], *answers) == nothing
    assert blurred(answers[COUNTY], *answers) == nothing


# ---------------------------------------------------------------- the filing page


@pytest.fixture(scope="module")
def checks(office: Office) -> dict[str, str]:
    """A checked workbook of county B and one of A, each on its own page: their numbers."""
    found = {}
    for region, client in (
        (OTHER, office.other_county(True)),
        (OWN, office.client_of("county", True)),
    ):
        content = file_form(second_city(), region, Month(2023, 6), usual_rows(region, 6))
        name = TRIED.format(region)
        form = {"csrf_token": token_of(client), "file": (io.BytesIO(content), name)}
        answer = client.post("/submit/check", data=form)
        number = re.search(r"check=(\d+)", answer.headers["Location"])
        assert number is not None
        found[region] = number[1]
        assert name in client.get(f"/submit?check={number[1]}").text
    return found


@pytest.mark.parametrize("path", ["/submit?check={}", "/submit/annotated/{}"])
def test_a_checked_workbook_of_another_county_is_like_one_that_is_not_there(own, checks, path):
    missing = str(NO_SUBMISSION)
    nothing = faceless(own.get(path.format(missing)), missing)
    assert nothing[0] == 404
    theirs = checks[OTHER]
    assert faceless(own.get(path.format(theirs)), theirs) == nothing
    both = own.get(path.format(f"{checks[OWN]},{theirs}")) if "?" in path else None
    assert both is None or both.status_code == 404
    assert own.get(path.format(checks[OWN])).status_code == 200


def test_a_receipt_of_another_county_is_like_one_that_is_not_there(office, own):
    missing = str(NO_SUBMISSION)
    nothing = faceless(own.get(f"/submit?receipt={missing}"), missing)
    assert nothing[0] == 404
    for number in map(str, office.submissions(OTHER)):
        assert faceless(own.get(f"/submit?receipt={number}"), number) == nothing
        both = own.get(f"/submit?region={OTHER}&receipt={number}")
        assert both.status_code == 404
    assert own.get(f"/submit?receipt={office.submissions(OWN)[0]}").status_code == 200


@pytest.mark.parametrize(
    "path",
    ["/submit?region={}", "/submit?region={}&" + MONTH, "/submit/template?region={}&" + MONTH],
)
def test_the_filing_page_of_another_county_is_like_that_of_none(own, path):
    asked = (NO_REGION, OTHER, COUNTY, EAST)
    answers = {region: own.get(path.format(region)) for region in asked}
    nothing = faceless(answers[NO_REGION], *asked)
    assert nothing[0] == 404
    for region in asked[1:]:
        assert faceless(answers[region], *asked) == nothing, region
    assert own.get(path.format(OWN)).status_code == 200


def test_nothing_is_filed_for_another_county(office, own, checks):
    before, token = office.submissions(OTHER), token_of(own)
    tries = {
        "/submit/file": {"check": checks[OTHER], "key": "1"},
        "/submit/nothing": {"region": OTHER, "year": "2023", "month": "6", "key": "2"},
    }
    for path, form in tries.items():
        theirs = own.post(path, data=form | {"csrf_token": token})
        values = {"check": str(NO_SUBMISSION), "region": NO_REGION}
        none = own.post(path, data={**form, **values, "csrf_token": token})
        assert theirs.status_code == 404
        names = (OTHER, NO_REGION, checks[OTHER], str(NO_SUBMISSION))
        assert faceless(theirs, *names) == faceless(none, *names)
    assert office.submissions(OTHER) == before


def faceless(answer: TestResponse, *names: str) -> tuple[Any, ...]:
    """The same without the token that a page's forms bear, which differs each time."""
    found = blurred(answer, *names)
    return (*found[:2], re.sub(r'<input [^>]*name="csrf_token"[^>]*>', "", found[2]))


def test_a_county_has_its_own(office, own):
    for number in office.submissions(OWN):
        told = own.get(f"/api/v1/submissions/{number}").get_json()
        assert (told["submission"], told["region"]) == (number, OWN)
        original = own.get(f"/api/v1/submissions/{number}/original")
        marked = own.get(f"/api/v1/submissions/{number}/annotated")
        assert [item.data[:2] for item in (original, marked)] == [b"PK", b"PK"]
    trace = own.get(f"/api/v1/trace?{MONTH}&region={OWN}&indicator=visits").get_json()
    assert trace["parts"][0]["file"] == OWN_FILE
    assert trace["parts"][0]["filed_by"] == NAMES["county"]
    page = own.get(f"/trace?{MONTH}&region={OWN}&project=visits")
    assert OWN_FILE in page.text
    assert f"/api/v1/submissions/{trace['parts'][0]['submission']}/original" in page.text


# ---------------------------------------------------------------- a sum that it is part of

KEPT = {"region", "region_name", "indicator", "field", "value", "state", "month", "computed"}


@pytest.mark.parametrize("region", [ROOT, EAST])
@pytest.mark.parametrize("indicator", INDICATORS)
def test_the_trace_of_a_sum_shows_of_others_only_the_value(office, own, region, indicator):
    way = f"/api/v1/trace?{MONTH}&region={region}&indicator={indicator}"
    mine = own.get(way).get_json()
    city = office.client_of("city", True).get(way).get_json()
    assert {key: mine[key] for key in ("value", "unit", "formula")} == {
        key: city[key] for key in ("value", "unit", "formula")
    }
    for part, whole in zip(mine["parts"], city["parts"], strict=True):
        if part["region"] == OWN:
            assert part == whole
            assert part["file"] == (None if part["state"] == "not_reported" else OWN_FILE)
        else:
            shown = {key for key, value in part.items() if value not in (None, "", [])}
            assert shown <= KEPT
            assert {key: part[key] for key in KEPT} == {key: whole[key] for key in KEPT}


def test_the_page_of_a_sum_shows_of_others_only_the_value(office, own):
    way = f"/trace?{MONTH}&region={EAST}&project=visits"
    city = office.client_of("city", True).get(way).text
    assert OTHER_FILES[0] in city
    for path in (way, f"/_dash-layout?page={quote(way, safe='')}"):
        text = text_of(own.get(path))
        assert OWN_FILE in text
        assert HIDDEN in text
        assert "松林街道" in text
        assert not secrets_in(text, office)


def test_the_csv_of_a_sum_shows_of_others_only_the_value(office, own):
    way = f"/export/trace/regions.csv?{MONTH}&region={EAST}&project=visits"
    mine, city = (text_of(client.get(way)) for client in (own, office.client_of("city", True)))
    rows, whole = ({row[0]: row[1:6] for row in csv.reader(io.StringIO(t))} for t in (mine, city))
    assert rows["河口街道"] == whole["河口街道"]
    assert OWN_FILE in rows["河口街道"]
    assert OTHER_FILES[0] in whole["松林街道"]
    assert rows["松林街道"] == [whole["松林街道"][0], HIDDEN, "", "", ""]


# ---------------------------------------------------------------- everything that it gets


def secrets(office: Office) -> set[str]:
    """What says who sent county B's workbooks, and which they are."""
    found = filings(office.database, OTHER, 2023)
    assert {item.file_name for item in found} >= set(OTHER_FILES)
    return {
        *(item.file_name.removesuffix(".xlsx") for item in found),  # a page may break before that
        *(item.sha256 for item in found),
        OTHER_ACCOUNT,
        TRIED.format(OTHER).removesuffix(".xlsx"),
    }


def secrets_in(text: str, office: Office) -> set[str]:
    return {word for word in secrets(office) if word in text}


def text_of(answer: TestResponse) -> str:
    """The words of an answer, those of a workbook too."""
    data = answer.data
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            parts = [packed.read(name).decode(errors="replace") for name in packed.namelist()]
        return unescape("\n".join(parts))
    if answer.is_json and data:
        return json.dumps(answer.get_json(), ensure_ascii=False)
    return unescape(data.decode(errors="replace"))


HREF = re.compile(r'href="(/[^"#]*)')
FIGURE = re.compile(r"[?&](figure|region)=([^&]*)")


def links_in(text: str) -> Iterator[str]:
    for found in HREF.finditer(text):
        yield unescape(found[1])


def kind_of(way: str) -> tuple[Any, ...]:
    """Ways of one kind differ in the project only: one of them is enough."""
    if way.startswith("/trace"):
        return ("/trace", *FIGURE.findall(way))
    path, _, query = way.partition("?")
    months = re.findall(r"month=(\d+)", query)
    return (path, *months)


def walked(client: FlaskClient, most: int = 700) -> dict[str, TestResponse]:
    """Every way that a visitor can go from the overview, in April and May."""
    seen: dict[str, TestResponse] = {}
    kinds: set[tuple[Any, ...]] = set()
    waiting = ["/", f"/?{MONTH}", f"/region/{OWN}?{MONTH}", "/help", "/account", "/nothing"]
    while waiting and len(seen) < most:
        way = waiting.pop()
        if kind_of(way) in kinds or not is_of_interest(way):
            continue
        kinds.add(kind_of(way))
        seen[way] = client.get(way)
        if seen[way].mimetype == "text/html":
            waiting += links_in(seen[way].text)
            if not way.startswith("/trace"):
                layout = f"/_dash-layout?page={quote(way, safe='')}"
                seen[layout] = client.get(layout)
    return seen


def is_of_interest(way: str) -> bool:
    """April's pages; a PNG shows what the SVG does, a project's workbook what its csv does."""
    months = re.findall(r"month=(\d+)", way)
    path = way.partition("?")[0]
    again = path.endswith(".png") or (path.endswith(".xlsx") and path.startswith("/export/project"))
    own_files = way.startswith(("/assets", "/_dash-component-suites", "/login"))
    return months in ([], ["4"]) and not again and not own_files


def test_nothing_that_a_county_gets_names_another_countys_files_or_senders(office, own, checks):
    seen = walked(own)
    table = ("", ".csv", ".xlsx")
    for kind in table:
        for by in ("project", "region", "cell"):
            way = f"/api/v1/completion{kind}?{MONTH}&by={by}"
            seen[way] = own.get(way)
    for region in (ROOT, EAST, OWN, OTHER, COUNTY):
        for indicator in INDICATORS:
            way = f"/api/v1/trace?{MONTH}&region={region}&indicator={indicator}"
            seen[way] = own.get(way)
        way = f"/submit?region={region}&{MONTH}"
        seen[way] = own.get(way)
        for name in ("filings.csv", "filings.xlsx", "cells.csv", "attention.csv"):
            way = f"/export/region/{region}/{name}?{MONTH}"
            seen[way] = own.get(way)
    for number in (*office.submissions(OTHER), *office.submissions(OWN)):
        seen[f"/submit?receipt={number}"] = own.get(f"/submit?receipt={number}")
        for part in ("", "/original", "/annotated"):
            way = f"/api/v1/submissions/{number}{part}"
            seen[way] = own.get(way)
    told = {
        way: found for way, item in seen.items() if (found := secrets_in(text_of(item), office))
    }
    count = f"looked at {len(seen)} answers, {len(told)} of them tell"
    print(count)
    assert not told, (count, told)
    shown = sum(item.status_code == 200 for item in seen.values())
    assert shown > 150, count
    assert f"/region/{OTHER}?{MONTH}" in seen
    assert {unquote(way).partition("?")[0] for way in seen} >= {"/trace", "/", "/help", "/account"}


def test_what_is_searched_for_is_found_where_it_may_be_seen(office):
    """Or the test above would hold for any page."""
    client = office.client_of("city", True)
    ways = [
        f"/trace?{MONTH}&region={OTHER}&project=visits",
        f"/export/region/{OTHER}/filings.csv?{MONTH}",
        f"/export/region/{OTHER}/filings.xlsx?{MONTH}",
        f"/_dash-layout?page={quote(f'/region/{OTHER}?{MONTH}', safe='')}",
        f"/api/v1/trace?{MONTH}&region={OTHER}&indicator=visits",
        f"/api/v1/submissions/{office.submissions(OTHER)[-2]}",
    ]
    assert [way for way in ways if not secrets_in(text_of(client.get(way)), office)] == []


@pytest.mark.parametrize("only_check", [True, False], ids=["checked", "filed"])
def test_sending_another_countys_workbook_tells_nothing_of_what_it_filed(office, own, only_check):
    """Neither that it is known already nor by whom, nor its number."""
    number = office.submissions(OTHER)[-2]
    content = office.client_of("city").get(f"/api/v1/submissions/{number}/original").data
    before = office.submissions(OTHER)
    form: dict[str, Any] = {
        "csrf_token": token_of(own),
        "file": (io.BytesIO(content), "试试.xlsx"),
        **({"check": "1"} if only_check else {}),
    }
    answer = own.post("/api/v1/submissions", data=form)
    (result,) = answer.get_json()["results"]
    assert not secrets_in(text_of(answer), office)
    assert (result.get("submission"), answer.status_code) == (None, 200)
    assert "E-REGION-FOREIGN" in str(result["findings"]) or result["findings"]
    assert office.submissions(OTHER) == before


# ---------------------------------------------------------------- nobody gets another's page

SHARED = (
    f"/trace?{MONTH}&region={EAST}&project=visits",
    f"/trace?{MONTH}&region={OTHER}&project=visits",
    f"/region/{OTHER}?{MONTH}",
    f"/region/{OWN}?{MONTH}",
    f"/?{MONTH}",
    "/help",
    "/nothing",
)
WAYS = (
    *SHARED,
    *(f"/_dash-layout?page={quote(way, safe='')}" for way in SHARED),
    f"/export/trace/regions.csv?{MONTH}&region={EAST}&project=visits",
    f"/export/trace/regions.xlsx?{MONTH}&region={EAST}&project=visits",
    f"/export/region/{OTHER}/filings.csv?{MONTH}",
    f"/export/region/{OWN}/filings.csv?{MONTH}",
    f"/api/v1/trace?{MONTH}&region={EAST}&indicator=visits",
    f"/api/v1/trace?{MONTH}&region={OTHER}&indicator=visits",
)


def told(answer: TestResponse) -> tuple[Any, ...]:
    """An answer as its reader has it; a workbook without the time that it was written."""
    return answer.status_code, answer.mimetype, answer.headers.get("Location"), text_of(answer)


def without_time(found: tuple[Any, ...]) -> tuple[Any, ...]:
    return (*found[:3], re.sub(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", "TIME", cast(str, found[3])))


def clients(office: Office, is_open: bool) -> dict[str, FlaskClient]:
    """B asks first, then A, then two who see more and less, nobody last."""
    found = {"B": office.other_county(is_open), "A": office.client_of("county", is_open)}
    others: tuple[Role, ...] = ("city", "press")
    for role in others:
        found[role] = office.client_of(role, is_open)
    return {**found, "nobody": office.nobody(is_open)}


@pytest.mark.parametrize("is_open", [True, False], ids=["open", "closed"])
def test_what_was_made_for_one_is_given_to_no_other(office, is_open):
    """Each gets from a server that has answered the others what it gets from one that has not."""
    visitors = clients(office, is_open)
    answers = {(who, way): client.get(way) for way in WAYS for who, client in visitors.items()}
    for who in ("A", "nobody"):
        fresh = cookie_moved(office, visitors[who], is_open)
        for way in WAYS:
            first = without_time(told(fresh.get(way)))
            assert first == without_time(told(answers[who, way])), (who, way)
    for way in WAYS:
        assert not secrets_in(text_of(answers["A", way]), office), way
        if not is_open:
            assert answers["nobody", way].status_code in (303, 401)
        if not way.endswith(("help", "nothing")):
            assert answers["press", way].status_code == 403


def cookie_moved(office: Office, client: FlaskClient, is_open: bool) -> FlaskClient:
    """The same browser at a server that remembers nothing."""
    moved = office.new_server(is_open).test_client()
    cookie = client.get_cookie(COOKIE)
    if cookie is not None:
        moved.set_cookie(COOKIE, cookie.value)
    return moved


@pytest.mark.parametrize("is_open", [True, False], ids=["open", "closed"])
def test_the_tag_of_anothers_page_opens_nothing(office, is_open):
    visitors = clients(office, is_open)
    tried = 0
    for way in WAYS:
        answers = {who: client.get(way) for who, client in visitors.items()}
        for who, client in visitors.items():
            for giver, given in answers.items():
                tag = given.headers.get("ETag")
                if tag is None or given.data == answers[who].data:
                    continue
                again = client.get(way, headers={"If-None-Match": tag})
                tried += 1
                assert again.status_code == answers[who].status_code, (way, who, giver)
                assert again.status_code != 304
    assert tried > 100


def test_pages_may_be_kept_by_the_visitors_browser_only(office):
    for who, client in clients(office, True).items():
        for way in WAYS:
            control = client.get(way).headers["Cache-Control"]
            assert control in ("private, no-cache", "no-store"), (who, way)
