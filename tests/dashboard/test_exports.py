"""Files taken from a page: the very texts of its tables, the very numbers of its charts."""

import csv
import io
import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from functools import cache, partial

import pytest
from openpyxl import load_workbook

from dashboard.factory import server_for
from etl.domain.completion import NOT_JUDGED
from etl.domain.roles import Visitor
from tests.dashboard import cities
from tests.dashboard.fake import FakeSource
from tests.dashboard.reading import read

PAGES = [
    ("ordinary", "/"),
    ("ordinary", "/project/rehab"),
    ("ordinary", "/region/990009"),
    ("incomplete", "/"),
    ("incomplete", "/project/training"),
    ("incomplete", "/region/990007"),
    ("first_month", "/project/sport"),
    ("second_city", "/"),
    ("second_city", "/project/b"),
    ("second_city", "/region/N"),
]
NUMBER = re.compile(r"[+−-]?\d+(?:\.\d+)?%?")
STAMPED = 2  # columns that say of each row what it is of; a sample has one more


@cache
def client(city):
    return server_for(getattr(cities, city)()).test_client()


@cache
def page(city, path):
    return read(client(city).get(path).text)


def exports(city, path, kind):
    """The addresses of a page's files of one kind, by the card they stand in."""
    found = {}
    for section in page(city, path).all("section"):
        for link in section.all("a"):
            href = link.attributes.get("href", "")
            if href.startswith("/export/") and f".{kind}?" in href:
                found[section.attributes["id"]] = (section, href)
    return found


def rows_of_csv(city, href):
    answer = client(city).get(href)
    assert answer.status_code == 200, href
    assert answer.data.startswith(b"\xef\xbb\xbf"), "Excel takes it for another encoding"
    return list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig"))))


def plain(text):
    """A cell as a spreadsheet has it: numbers without sign of percent, nothing for a dash."""
    text = text.strip()
    if text == "—":
        return ""
    if NUMBER.fullmatch(text):
        return text.rstrip("%").replace("−", "-").lstrip("+")
    return text


@pytest.mark.parametrize(("city", "path"), PAGES)
def test_a_plain_table_as_csv_has_the_texts_of_the_page(city, path):
    compared = 0
    for section, href in exports(city, path, "csv").values():
        tables = [t for t in section.all("table") if t.attributes.get("class") == "plain"]
        if not tables:
            continue
        head, *rows = rows_of_csv(city, href)
        shown = [
            [plain(cell.spoken) for cell in line.children]
            for body in ("tbody", "tfoot")
            for part in tables[0].all(body)
            for line in part.all("tr")
        ]
        if section.attributes["id"] == "position":  # a drawing has no text to take away
            shown = [[line[0], *line[2:]] for line in shown]
        width = len(shown[0])
        assert [[value.strip("'") for value in row[:width]] for row in rows] == shown, href
        assert len(head) in (width + STAMPED, width + STAMPED + 1)
        compared += 1
    assert compared


@pytest.mark.parametrize(("city", "path"), PAGES)
def test_rows_of_progress_as_csv_have_every_figure_of_the_page(city, path):
    for section, href in exports(city, path, "csv").values():
        tables = [t for t in section.all("table") if "progress" in t.attributes.get("class", "")]
        if not tables:
            continue
        head, *rows = rows_of_csv(city, href)
        lines = [line for line in tables[0].all("tr") if "data-region" in line.attributes]
        assert len(rows) == len(lines)
        for row, line in zip(rows, lines, strict=True):
            told = dict(zip(head, row, strict=True))
            for level, name in (("province", "省定"), ("city", "市定")):
                rate = line.one(data_figure="rate", data_level=level).text
                assert told[f"{name}完成率(%)"] == plain(rate)
                for target in line.all(data_figure="target", data_level=level):
                    assert told[f"{name}任务"] == target.text
            done = line.one(data_figure="completed").text
            assert told["累计完成"] == ("" if done == "未报" else done)
            assert told["状态"].split("（")[0] in line.one(data_figure="status").text
            for gap in line.all(data_figure="gap"):
                size = re.search(r"[\d.]+", gap.text)
                assert size is None or told["与序时比（百分点）"].lstrip("-") == size[0]


SOURCES = [
    ("ordinary", "/export/projects.csv", {"本月"}),
    ("incomplete", "/export/projects.csv", {"含1县区沿用，缺1县区"}),
    ("incomplete", "/export/projects.csv?year=2021&month=3", {"缺1县区"}),
    ("incomplete", "/export/projects.csv?year=2021&month=6", {"沿用5月及此前的数，缺1县区"}),
    ("incomplete", "/export/region/990007/projects.csv", {"沿用3月数"}),
    ("incomplete", "/export/region/990009/projects.csv", {"未报"}),
    ("incomplete", "/export/project/jobs/counts.csv", {"本月", "沿用3月数", "未报"}),
    (
        "incomplete",
        "/export/project/jobs/counties.csv",
        {"本月", "沿用3月数", "未报", "含1县区沿用，缺1县区"},
    ),
]


@pytest.mark.parametrize(("city", "path", "words"), SOURCES)
def test_a_file_says_of_which_month_each_figure_is(city, path, words):
    head, *rows = rows_of_csv(city, path)
    told = [dict(zip(head, row, strict=True)) for row in rows]
    assert {line["取数"] for line in told} == words
    judged = [line for line in told if line.get("状态", NOT_JUDGED) != NOT_JUDGED]
    assert all(("缺1县区" in line["状态"]) == ("缺1县区" in line["取数"]) for line in judged)


@pytest.mark.parametrize(("project", "level"), [("a", "省定"), ("b", "市定"), ("d", "市定")])
def test_what_lacks_names_the_level_it_is_counted_to(project, level):
    head, *_ = rows_of_csv("second_city", f"/export/project/{project}/counts.csv")
    assert f"距{level}任务还差" in head


def test_the_matrix_as_csv_has_every_cell():
    for city in ("ordinary", "incomplete", "second_city"):
        section, href = exports(city, "/", "csv")["matrix"]
        _, *rows = rows_of_csv(city, href)
        lines = [line for part in ("tbody", "tfoot") for line in section.one(part).all("tr")]
        for row, line in zip(rows, lines, strict=True):
            cells = [n for n in line.all("td") if "data-region" in n.attributes]
            for value, cell in zip(row[1:], cells, strict=False):
                shown = cell.one("a")
                words = "".join(
                    c if isinstance(c, str) else c.text
                    for c in shown.children
                    if isinstance(c, str)
                    or not {"vh", "shape"} & set(c.attributes.get("class", "").split())
                )
                assert value.replace(" ", "") == words.replace(" ", ""), (row[0], words)


@pytest.mark.parametrize(("city", "path"), PAGES)
def test_a_workbook_has_what_the_csv_has_with_numbers_as_numbers(city, path):
    for name, (_, href) in exports(city, path, "xlsx").items():
        answer = client(city).get(href)
        assert answer.status_code == 200
        sheet = load_workbook(io.BytesIO(answer.data)).worksheets[0]
        _, *rows = rows_of_csv(city, href.replace(".xlsx", ".csv"))
        filled = [[cell.value for cell in line] for line in sheet.iter_rows(min_row=4)]
        for told, line in zip(rows, filled, strict=True):
            for text, value in zip(told, line, strict=False):
                if isinstance(value, int | float):
                    assert float(text) == value, (name, text)
                else:
                    assert (value or "") == text, (name, text)
        assert any(isinstance(v, int | float) for line in filled for v in line) or name in (
            "filings",
            "attention",
            "coverage",
        )


@pytest.mark.parametrize(("city", "path"), PAGES)
def test_a_picture_says_title_day_source_and_the_numbers_of_its_table(city, path):
    for name, (section, href) in exports(city, path, "svg").items():
        answer = client(city).get(href)
        assert (answer.status_code, answer.mimetype) == (200, "image/svg+xml")
        texts = [node.text or "" for node in ET.fromstring(answer.data).iter() if node.text]
        said = "".join(texts)
        assert section.one("h2").text.replace(" ", "") in said.replace(" ", "")
        assert "任务书第1版" in said
        assert "未定版" in said
        if city != "second_city":
            assert "示例数据" in said
        if name in ("months", "added", "funds", "counts"):
            numbers = [plain(row.children[1].text) for row in section.one("tbody").all("tr")]
            missing = [n for n in numbers if n and n != "未报" and n not in texts]
            assert len(missing) <= len(numbers) // 2, (href, missing)


def test_pictures_can_be_had_as_png_for_each_svg():
    png = exports("ordinary", "/project/rehab", "png")
    assert png.keys() == exports("ordinary", "/project/rehab", "svg").keys()
    answer = client("ordinary").get(png["added"][1])
    assert answer.data.startswith(b"\x89PNG")
    assert "attachment" in answer.headers["Content-Disposition"]
    assert client("ordinary").get(png["added"][1]).data == answer.data


@pytest.mark.parametrize(
    "path",
    [
        "/export/nothing.csv",
        "/export/projects.pdf",
        "/export/project/nobody/months.csv",
        "/export/project/rehab/places.csv",
        "/export/attention.svg",
        "/export/projects.csv?year=1998&month=1",
        "/export/.csv",
    ],
)
def test_a_file_that_is_not_there_is_said_to_be_so(path):
    answer = client("ordinary").get(path)
    assert answer.status_code == 404
    assert "<h1>" in answer.text


def test_a_typed_formula_is_a_text_in_a_file_and_markup_is_text_in_a_picture():
    source = cities.ordinary()
    plan = source.plans[2021]
    evil = '=cmd|" /C calc"!A1<script>&'
    regions = tuple(replace(r, name=evil) if r.order == 9 else r for r in plan.regions)
    source.plans[2021] = replace(plan, regions=regions)
    visitor = server_for(source).test_client()
    text = visitor.get("/export/project/rehab/counts.csv").data.decode("utf-8-sig")
    assert f'"\'{evil.replace(chr(34), chr(34) * 2)}"' in text
    picture = visitor.get("/export/project/rehab/counties.svg").data
    assert b"<script" not in picture
    ET.fromstring(picture)


def _who(visitor: Visitor) -> Visitor:
    return visitor


def test_an_original_is_for_the_city_and_its_sender_only():
    source = cities.ordinary()
    number = source.number_of(max(key[0] for key in source.figures), "990003")
    path = f"/api/v1/submissions/{number}/original"
    wanted = {
        Visitor(): 401,
        Visitor("领导", "leadership"): 403,
        Visitor("新闻", "press"): 403,
        Visitor("别县", "county", "990004"): 404,
        Visitor("本县", "county", "990003"): 200,
        Visitor("市级", "city"): 200,
        Visitor("管理", "admin"): 200,
    }
    for visitor, status in wanted.items():
        seen = server_for(source, partial(_who, visitor)).test_client()
        answer = seen.get(path)
        assert answer.status_code == status, visitor
        assert (answer.data.startswith(b"PK")) == (status == 200)
        trace = seen.get("/trace?region=990003&project=rehab&figure=completed").text
        assert ("下载原件" in trace) == (status == 200), visitor


def test_the_pictures_of_a_page_that_was_just_shown_make_it_no_second_time():
    asked = []

    class Counting(FakeSource):
        def plan_in_force(self, month):
            asked.append(month)
            return super().plan_in_force(month)

    made = cities.ordinary()
    source = Counting(made.plans, made.figures)
    visitor = server_for(source).test_client()
    assert visitor.get("/project/rehab").status_code == 200
    once = len(asked)
    for name in ("months", "added", "counts", "funds"):
        path = f"/export/project/rehab/{name}.svg?year=2021&month=8"
        assert visitor.get(path).status_code == 200
    assert len(asked) == once
    source.version += 1
    assert visitor.get("/export/project/rehab/months.svg?year=2021&month=8").status_code == 200
    assert len(asked) > once
