"""Pages and API over a real database: the sample year and a second city of another shape."""

from collections import Counter
from fractions import Fraction

import pytest

from etl.domain.period import Month
from etl.domain.text import count_text, rate_text
from etl.services.database import connect
from etl.workbook.template.form import FilledRow
from tests.cities import (
    EAST,
    PINES,
    RIVER,
    ROOT,
    WEST,
    YEAR,
    city_copy,
    file_form,
    load_forms,
    sample_copy,
    second_city,
    usual_rows,
)
from tests.contract.schemas import assert_fits
from tests.dashboard.reading import read
from tests.reading import open_server

SAID = {
    "exceeded": ("超额完成省定、市定任务",),
    "on_pace": ("达序时",),
    "not_started": ("未到实施期",),
    "behind": ("滞后", "略滞后", "黄灯滞后", "红灯滞后"),
}
BEHIND = ("slightly_behind", "behind", "far_behind")


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    return open_server(connect(sample_copy(tmp_path_factory.mktemp("sample")))).test_client()


@pytest.fixture(scope="module")
def city(tmp_path_factory):
    return open_server(connect(city_copy(tmp_path_factory.mktemp("city")))).test_client()


@pytest.mark.parametrize("month", range(1, 9))
def test_the_first_page_says_what_the_api_says(sample, month):
    answer = sample.get(f"/api/v1/completion?year=2021&month={month}").get_json()
    assert_fits(answer, "completion")
    page = read(sample.get(f"/?year=2021&month={month}").text)
    for row in answer["rows"]:
        line = page.one("tr", id=f"p-{row['project']}")
        assert line.one(data_figure="completed").text == count_text(row["completed"])
        for level in ("province", "city"):
            rate = Fraction(row["completed"], row["targets"][level])
            shown = line.one(data_figure="rate", data_level=level).text
            assert shown == rate_text(rate)
            assert abs(float(shown[:-1]) / 100 - row["rate"][level]) < 0.0006
        assert line.attributes["data-overall"] == row["status"]["overall"]
    coverage = answer["coverage"]
    covered = f"报送覆盖 {coverage['reported']}/{coverage['expected']}"
    assert covered in page.text


@pytest.mark.parametrize("month", range(1, 9))
def test_the_sentence_counts_what_the_api_says(sample, month):
    answer = sample.get(f"/api/v1/completion?year=2021&month={month}").get_json()
    overall = Counter(row["status"]["overall"] for row in answer["rows"])
    page = read(sample.get(f"/?year=2021&month={month}").text)
    sentence = page.one("p", data_figure="conclusion")
    counts = {
        node.attributes["data-count"]: int(node.text.split("个")[0])
        for node in sentence.all("strong")
        if node.attributes.get("data-count") in SAID
    }
    expected = {key: overall[key] for key in ("exceeded", "on_pace", "not_started")}
    expected["behind"] = sum(overall[key] for key in BEHIND)
    assert counts == {key: number for key, number in expected.items() if number}
    for missing in answer["coverage"]["missing"]:
        assert missing not in sentence.text  # names, never codes
    assert ("未报送" in sentence.text) == bool(answer["coverage"]["missing"])
    assert ("沿用" in sentence.text) == bool(answer["coverage"]["carried_forward"])


def test_the_published_day(sample):
    page = read(sample.get("/").text)
    said = page.one("p", data_figure="conclusion").text
    assert said.startswith(
        "截至2021年8月18日，秦皇岛市8个项目中7个超额完成省定、市定任务，1个未到实施期（大学生助学）"
    )
    for number in ("4674", "7014", "1620", "738", "1521", "800", "240"):
        assert number in page.text
    for money in ("240.7万元", "567.7万元", "225.3万元", "255万元"):
        assert money in page.text
    assert "示例数据" in page.text
    assert "演示日期为2021年8月20日" in page.text


@pytest.mark.parametrize("by", ["project", "region", "cell"])
def test_every_grouping_fits_the_contract_and_downloads(sample, by):
    assert_fits(sample.get(f"/api/v1/completion?by={by}").get_json(), "completion")
    csv = sample.get(f"/api/v1/completion.csv?by={by}").data
    assert csv.startswith("\ufeff".encode())
    assert "辅具" in csv.decode("utf-8-sig")
    assert sample.get(f"/api/v1/completion.xlsx?by={by}").data.startswith(b"PK")


def test_the_trace_fits_the_contract(sample):
    path = "/api/v1/trace?year=2021&month=8&region=130322&indicator=rehab_adult"
    answer = sample.get(path).get_json()
    assert_fits(answer, "trace")
    assert answer["parts"][0]["cell"]


def test_a_second_city_of_another_shape(city):
    plan = second_city()
    paths = ["/", *(f"/project/{item.code}" for item in plan.projects)]
    paths += [f"/region/{region.code}" for region in plan.tree]
    for path in paths:
        answer = city.get(path)
        assert answer.status_code == 200, path
        page = read(answer.text)
        assert plan.title in page.one("title").text
        assert "示例" not in page.text
        assert "秦皇岛" not in page.text
    for by in ("project", "region", "cell"):
        answer = city.get(f"/api/v1/completion?by={by}&region={ROOT}").get_json()
        assert_fits(answer, "completion")


def test_a_start_without_anything(tmp_path):
    from etl.services.database import prepare

    database = connect(f"sqlite:///{tmp_path / 'new.sqlite'}")
    prepare(database)
    visitor = open_server(database).test_client()
    assert "第一步 年度任务书" in visitor.get("/").text
    assert visitor.get("/readyz").status_code == 200
    assert visitor.get("/api/v1/completion").status_code == 404


def test_one_changed_cell_changes_what_shows_it_and_nothing_else(tmp_path):
    plan, database = second_city(), connect(city_copy(tmp_path))
    visitor = open_server(database).test_client()
    showing = ["/", "/project/meals", f"/region/{ROOT}", f"/region/{EAST}", f"/region/{PINES}"]
    # Regions beside one that changed show themselves among the others, and nothing else new.
    beside = [f"/region/{WEST}", f"/region/{RIVER}"]
    others = ["/project/visits", "/?year=2023&month=2", "/trace?project=visits"]
    before = {path: visitor.get(path).text for path in showing + beside + others}
    rows = usual_rows(PINES, 3)
    old = rows["meals_hall"]
    assert old.completed_month is not None
    assert old.completed_total is not None
    changed = FilledRow(old.completed_month + 1, old.completed_total + 1)
    form = file_form(plan, PINES, Month(YEAR, 3), {**rows, "meals_hall": changed})
    (result,) = load_forms(database, {f"{PINES}-{YEAR}-03.xlsx": form})
    assert result.submission is not None
    after = {path: visitor.get(path).text for path in before}
    assert [path for path in before if before[path] != after[path]] == showing + beside
    for path in beside:
        was, now = read(before[path]).one("main"), read(after[path]).one("main")
        assert was.text_without("position") == now.text_without("position")
