"""From a number on a page to the cell it was read from, on real databases."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient

from etl.domain.figure_ref import KIND_NAMES
from etl.services.database import connect
from tests.cities import city_copy, sample_copy
from tests.dashboard.reading import read
from tests.dashboard.tracing import Origins, figures_of, says
from tests.reading import open_server

SAMPLE = (
    "/",
    "/?year=2021&month=4",
    "/project/rehabilitation",
    "/project/care_service?year=2021&month=6",
    "/project/student_aid",
    "/region/130372",
    "/region/130324?year=2021&month=4",
)
CITY = ("/", "/project/meals", "/project/posts", "/region/990200", "/region/990202")


@pytest.fixture(scope="module")
def clients(tmp_path_factory: pytest.TempPathFactory) -> dict[str, FlaskClient]:
    folder = tmp_path_factory.mktemp("traced")
    return {
        "sample": open_server(connect(sample_copy(folder))).test_client(),
        "city": open_server(connect(city_copy(folder))).test_client(),
    }


@pytest.fixture(scope="module")
def origins(clients: dict[str, FlaskClient]) -> dict[str, Origins]:
    return {name: Origins(client) for name, client in clients.items()}


def addresses() -> Iterator[tuple[str, str]]:
    yield from (("sample", path) for path in SAMPLE)
    yield from (("city", path) for path in CITY)


@pytest.mark.parametrize(("name", "path"), list(addresses()))
def test_every_figure_leads_to_its_origin(
    clients: dict[str, FlaskClient], origins: dict[str, Origins], name: str, path: str
) -> None:
    shown = list(figures_of(read(clients[name].get(path).text).one("main")))
    assert shown
    assert [item for item in shown if not item.href.startswith("/trace?")] == []
    said = [(item, origins[name].said(item.href)) for item in shown]
    assert [pair for pair in said if not says(pair[1], pair[0])] == []


NOT_SEEN_HERE = {
    "count-completed",  # all projects done, and not all of them exceeded
    "count-not_reported",
    "count-no_target",
    "expected-province",
    "lost-province",
    # in texts of releases, which have a test of their own
    "fact",
    "funds-sum",
    "policy",
    "to-date",
    "year-on-year",
}


def test_every_kind_of_figure_is_shown_somewhere(clients: dict[str, FlaskClient]) -> None:
    """A figure that no page leads to would be explained to nobody."""
    found: set[str] = set()
    for name, path in [
        *addresses(),
        ("sample", "/project/home_access"),
        ("city", "/region/990000"),
    ]:
        found |= set(re.findall(r"figure=([a-z_-]+)", clients[name].get(path).text))
    assert set(KIND_NAMES) - found <= NOT_SEEN_HERE


def test_an_origin_names_file_sheet_cell_text_and_people(clients: dict[str, FlaskClient]) -> None:
    page = read(
        clients["sample"]
        .get(
            "/trace?year=2021&month=8&region=130300&project=rehabilitation&figure=rate-city&part=130322"
        )
        .text
    )
    text = page.one("main").text
    assert "7014 ÷ 6900 ＝ 101.7%" in text
    assert "出自9个填报单位的9个文件、18个单元格" in text
    assert "单元格：昌黎县2021年8月.xlsx › 月报!H8、H9" in text
    here = [node.text for node in page.all("td", class_="here")] or [
        node.text for node in page.all("td") if node.attributes.get("class") == "here"
    ]
    assert [item.replace("（所追的数）", "") for item in here] == ["1203", "29"]
    assert "cli:测试" in text
    assert "年度目标" in text
    assert "C6" in text
    assert "下载原件" not in text


def test_the_plans_cell_is_the_one_that_holds_the_target(clients: dict[str, FlaskClient]) -> None:
    from openpyxl import load_workbook
    from openpyxl.utils.cell import coordinate_to_tuple

    from tests.cities import SAMPLE_PLAN

    text = (
        read(
            clients["sample"]
            .get("/trace?year=2021&month=8&project=rehabilitation&figure=target-city")
            .text
        )
        .one("main")
        .text
    )
    cell = re.search(r"年度目标([A-Z]+\d+)行", text)
    assert cell is not None
    sheet = load_workbook(SAMPLE_PLAN)["年度目标"]
    assert sheet.cell(*coordinate_to_tuple(cell[1])).value == 6900
