"""The whole way, workbook to page: what a page says is what the computation answers.

Run on the sample year and on the second city; the expected texts are made here from the
JSON, by rounding of this test's own.
"""

from __future__ import annotations

import re
from collections import Counter
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from etl.domain.period import Month
from etl.services.database import connect
from etl.workbook.template.form import FilledRow
from tests.cities import (
    COUNTY,
    EAST,
    RIVER,
    city_copy,
    file_form,
    load_forms,
    sample_copy,
    second_city,
    usual_rows,
)
from tests.dashboard.reading import Node, read
from tests.reading import open_server

SAMPLE_MONTHS = [Month(2021, number) for number in range(1, 9)]
CITY_MONTHS = [Month(2023, number) for number in (1, 2, 3)]
BEHIND = {"slightly_behind", "behind", "far_behind"}


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    return open_server(connect(sample_copy(tmp_path_factory.mktemp("sample")))).test_client()


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    return open_server(connect(city_copy(tmp_path_factory.mktemp("city")))).test_client()


def answer(client: FlaskClient, month: Month, **wanted: str) -> dict:
    query = {"year": month.year, "month": month.number, **wanted}
    response = client.get("/api/v1/completion", query_string=query)
    assert response.status_code == 200
    return response.get_json()


def page(client: FlaskClient, address: str, month: Month) -> Node:
    response = client.get(f"{address}?year={month.year}&month={month.number}")
    assert response.status_code == 200
    return read(response.get_data(as_text=True))


def percent(rate: float | None, target_reached: bool) -> str:
    """One decimal, half up, never over the line between reached and not."""
    if rate is None:
        return "—"
    shown = (Decimal(str(rate)) * 100).quantize(Decimal("0.1"), ROUND_HALF_UP)
    if not target_reached:
        shown = min(shown, Decimal("99.9"))
    return f"{shown}%"


def counted(sentence: Node) -> dict[str, int]:
    """The counts that the conclusion states, by what they count."""
    found = {}
    for piece in sentence.all("strong"):
        match = re.match(r"(\d+)个", piece.text)
        if match:
            found[piece.attributes["data-count"]] = int(match[1])
    return found


def groups(rows: list[dict]) -> dict[str, int]:
    statuses = (row["status"]["overall"] for row in rows)
    return dict(Counter("behind" if status in BEHIND else status for status in statuses))


@pytest.mark.parametrize("month", SAMPLE_MONTHS, ids=str)
def test_the_sentence_counts_what_the_completion_counts(sample, month):
    rows = answer(sample, month)["rows"]
    sentence = page(sample, "/", month).one(data_figure="conclusion")
    assert counted(sentence) == groups(rows)
    assert (
        sentence.text.startswith(f"截至{month.year}年{month.number}月") or "暂无" in sentence.text
    )


def test_of_august_it_says_seven_of_eight_and_one_not_yet_in_its_period(sample):
    text = page(sample, "/", Month(2021, 8)).one(data_figure="conclusion").text
    assert text.startswith(
        "截至2021年8月18日，秦皇岛市8个项目中7个超额完成省定、市定任务，1个未到实施期"
    )
    assert "全部" not in text


@pytest.mark.parametrize("month", [*SAMPLE_MONTHS, *CITY_MONTHS], ids=str)
def test_every_row_of_the_overview_shows_the_answers_figures(sample, city, month):
    client = sample if month.year == 2021 else city
    overview = page(client, "/", month)
    for row in answer(client, month)["rows"]:
        line = overview.one("tr", data_project=row["project"], data_region=row["region"])
        assert line.attributes["data-overall"] == row["status"]["overall"]
        assert figures(line) == expected(row)


def figures(line: Node) -> dict[str, str]:
    """What a row shows: completed, funds, and per level target and rate."""
    found = {}
    for node in line.all():
        name = node.attributes.get("data-figure")
        if name in ("completed", "funds"):
            found[name] = node.text
        elif name in ("target", "rate"):
            found[f"{name} {node.attributes['data-level']}"] = node.text
    return found


def expected(row: dict) -> dict[str, str]:
    wanted = {"completed": "未报" if row["completed"] is None else f"{row['completed']}"}
    if row["completed"] is not None and row["funds_yuan"] is not None:
        wan = (Decimal(row["funds_yuan"]) / 10_000).quantize(Decimal("0.01"), ROUND_HALF_UP)
        wanted["funds"] = f"{wan.normalize():f}"
    for level in ("province", "city", "need"):
        target, rate = row["targets"][level], row["rate"][level]
        if target is not None:
            wanted[f"target {level}"] = f"{target}"
        if level != "need" or target is not None:
            reached = None not in (row["completed"], target) and row["completed"] >= target
            wanted[f"rate {level}"] = percent(rate, reached)
    return wanted


@pytest.mark.parametrize("month", [*SAMPLE_MONTHS, *CITY_MONTHS], ids=str)
def test_the_matrix_shows_each_childs_rate(sample, city, month):
    client = sample if month.year == 2021 else city
    overview = page(client, "/", month)
    matrix = next(t for t in overview.all("table") if "matrix" in t.attributes.get("class", ""))
    for row in answer(client, month, by="region")["rows"]:
        cell = matrix.one("td", data_project=row["project"], data_region=row["region"])
        level = "city" if row["status"]["city"] != "no_target" else "province"
        rate = row["rate"][level]
        if rate is None or row["status"]["overall"] == "not_started":
            assert not cell.all(data_figure="rate")
            assert cell.text.strip()
        else:
            reached = row["completed"] >= row["targets"][level]
            assert cell.one(data_figure="rate").text == percent(rate, reached).rstrip("%")


@pytest.mark.parametrize("month", [*SAMPLE_MONTHS, *CITY_MONTHS], ids=str)
def test_project_and_region_pages_show_the_same_figures(sample, city, month):
    client = sample if month.year == 2021 else city
    rows = answer(client, month, by="region")["rows"]
    first = rows[0]["project"]
    listed = page(client, f"/project/{first}", month)
    for row in rows:
        if row["project"] == first:
            line = listed.one("tr", data_project=first, data_region=row["region"])
            assert figures(line) == expected(row)
    region = rows[-1]["region"]
    own = page(client, f"/region/{region}", month)
    for row in answer(client, month, region=region)["rows"]:
        line = own.one("tr", data_project=row["project"], data_region=region)
        assert figures(line) == expected(row)


def test_without_a_month_the_latest_accepted_one_is_shown(city):
    shown = read(city.get("/").get_data(as_text=True))
    assert "2023年" in shown.one("h1").text
    assert "3月" in shown.one("h1").text


ADDRESSES = (
    *("/", "/project/visits", "/project/meals", "/project/skills"),
    *(f"/region/{code}" for code in (RIVER, EAST, COUNTY)),
)
SHOWING = (
    "/api/v1/completion",
    "/export/projects.csv",
    "/export/matrix.xlsx",
    "/export/projects.svg",
    "/export/project/visits/months.csv",
    "/export/project/visits/counties.png",
    f"/export/region/{RIVER}/cells.csv",
    "/trace?project=visits",
    f"/trace?project=visits&figure=rate-province&region={EAST}",
    f"/api/v1/trace?region={RIVER}&indicator=visits",
)
NOT_SHOWING = (
    f"/api/v1/completion?region={COUNTY}",
    "/export/project/meals/months.csv",
    "/export/project/skills/counties.svg",
    f"/export/region/{COUNTY}/cells.csv",
    "/trace?project=heating",
    f"/trace?project=visits&region={COUNTY}",
    "/trace?project=visits&figure=target-province",
)
"""Files, answers and origins of March that say the number, and that do not."""


def march_of(client: FlaskClient) -> dict[str, bytes]:
    found = {}
    for item in (*SHOWING, *NOT_SHOWING):
        sign = "&" if "?" in item else "?"
        answer = client.get(f"{item}{sign}year=2023&month=3")
        assert answer.status_code == 200, item
        found[item] = answer.data
    return found


def test_one_changed_cell_changes_every_file_and_answer_that_shows_it(tmp_path: Path):
    database = connect(city_copy(tmp_path))
    client = open_server(database).test_client()
    before = march_of(client)
    plan = second_city()
    rows = usual_rows(RIVER, 3) | {"visits": FilledRow(14, 22)}
    load_forms(database, {"更正.xlsx": file_form(plan, RIVER, Month(plan.year, 3), rows)})
    after = march_of(client)
    assert {item for item in before if before[item] != after[item]} == set(SHOWING)


def snapshot(client: FlaskClient) -> dict[str, str]:
    """Every page of March and February, by address."""
    return {
        f"{address} {month}": client.get(
            f"{address}?year={month.year}&month={month.number}"
        ).get_data(as_text=True)
        for address in ADDRESSES
        for month in CITY_MONTHS[1:]
    }


def test_one_changed_cell_changes_every_page_that_shows_it_and_nothing_else(tmp_path: Path):
    """Ten more visits of one street in March: filed, accepted, and seen up the tree."""
    database = connect(city_copy(tmp_path))
    client = open_server(database).test_client()
    before = snapshot(client)
    plan = second_city()
    rows = usual_rows(RIVER, 3)
    assert rows["visits"] == FilledRow(4, 12)
    rows["visits"] = FilledRow(14, 22)
    form = file_form(plan, RIVER, Month(plan.year, 3), rows)
    (result,) = load_forms(database, {"更正.xlsx": form})
    assert (result.outcome, result.unchanged) == ("ok", False)
    after = snapshot(client)
    changed = {address for address in before if before[address] != after[address]}
    march = CITY_MONTHS[2]
    shows = {"/", "/project/visits", f"/region/{RIVER}", f"/region/{EAST}"}
    # February's pages of the street list March's filing, whose version is now the second;
    # a region beside one that changed shows itself among the others, and nothing else new.
    beside = {f"/region/{COUNTY} {march}"}
    later = {f"/region/{RIVER} {march.previous}"}
    assert changed == {f"{item} {march}" for item in shows} | beside | later
    for address in beside:
        old, new = read(before[address]).one("main"), read(after[address]).one("main")
        assert old.text_without("position") == new.text_without("position")
    for address in sorted(shows):
        old, new = read(before[f"{address} {march}"]), read(after[f"{address} {march}"])
        differing = {
            line.attributes.get("data-project")
            for line, other in zip(old.all("tr"), new.all("tr"), strict=False)
            if line.text != other.text and line.attributes.get("data-project")
        }
        assert differing == {"visits"}
