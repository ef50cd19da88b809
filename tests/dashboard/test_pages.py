"""Every page on every city: it renders, hides nothing, and says what the rows say."""

import re
from collections import Counter
from dataclasses import replace
from decimal import Decimal

import pytest

from dashboard.factory import server_for
from dashboard.pages.registry import PAGES
from etl.domain.period import Month
from etl.domain.text import count_text, rate_text, wan_text
from tests.dashboard import cities
from tests.dashboard.fake import FakeSource, Figure, flat_regions, make_plan
from tests.dashboard.reading import read

CITIES = "ordinary incomplete first_month empty plan_only second_city".split()
ORDINARY = ["/", "/project/rehab", "/project/students", "/region/990000", "/region/990009"]
SECOND = [
    "/",
    *(f"/project/{code}" for code in "abcde"),
    *(f"/region/{c}" for c in "R N S N1 S2".split()),
]


@pytest.mark.parametrize(
    "page",
    [page for page in PAGES if page.rule != "/help" and not page.private],
    ids=lambda page: page.rule,
)
@pytest.mark.parametrize("city", ["empty"])
def test_every_page_renders_with_no_query_on_an_empty_database(visit, city, page):
    answer = visit(city).get(page.rule.replace("<code>", "x"))
    assert answer.status_code == 200
    text = read(answer.text).text
    assert "第一步 年度任务书" in text
    assert "python -m etl plan" in text
    assert "python -m etl check" in text
    assert "python -m etl template" in text


def every_page():
    for city in CITIES:
        paths = SECOND if city == "second_city" else ORDINARY
        yield from ((city, path) for path in (["/"] if city == "empty" else paths))
    yield from ((city, "/help") for city in CITIES)
    yield "province", "/"
    yield "ordinary", "/?year=2021&month=12"
    yield "plan_only", "/?year=2021&month=3"
    yield "plan_only", "/region/990003?year=2021"


@pytest.mark.parametrize(("city", "path"), list(every_page()))
def test_every_page_is_a_whole_and_sound_document(visit, city, path):
    answer = visit(city).get(path)
    page = read(answer.text)
    assert answer.status_code == 200
    assert page.one("html").attributes["lang"] == "zh-CN"
    assert page.one("title").text
    assert len(page.all("h1")) == 1
    assert page.one("main").attributes["id"] == "content"
    ids = Counter(node.attributes["id"] for node in page.all() if "id" in node.attributes)
    assert max(ids.values()) == 1
    assert all(node.attributes.get("href") for node in page.all("a"))
    assert "None" not in page.one("main").text
    for table in page.all("table"):
        assert table.one("caption").text
        assert all(head.attributes["scope"] in ("col", "row") for head in table.all("th"))


@pytest.mark.parametrize(("city", "path"), list(every_page()))
def test_every_link_of_a_page_leads_somewhere(visit, city, path):
    page = read(visit(city).get(path).text)
    ways = {node.attributes["href"].split("#")[0] for node in page.all("a")} - {""}
    # Figures and files are followed one by one elsewhere.
    ways = {way for way in ways if not way.startswith(("/trace?", "/export/"))}
    for way in sorted(ways)[:: max(1, len(ways) // 12)]:
        assert visit(city).get(way).status_code == 200, way


@pytest.mark.parametrize("month", range(1, 9))
def test_the_first_page_shows_the_figures_of_its_rows(visit, month):
    source = cities.ordinary(8)
    table = source.completion(Month(2021, month))
    page = read(visit("ordinary").get(f"/?year=2021&month={month}").text)
    for row in table.rows:
        line = page.one("tr", id=f"p-{row.project}")
        assert line.one(data_figure="completed").text == count_text(row.completed)
        for level in ("province", "city"):
            rate = line.one(data_figure="rate", data_level=level).text
            assert rate == rate_text(row.levels[level].rate)
            target = line.one(data_figure="target", data_level=level).text
            assert target == count_text(row.levels[level].target)
        funds = [node.text for node in line.all(data_figure="funds")]
        assert funds == ([] if row.funds is None else [wan_text(row.funds)])


def test_the_matrix_has_a_number_or_a_word_in_every_cell(visit):
    source = cities.incomplete()
    page = read(visit("incomplete").get("/").text)
    cells = {
        (node.attributes["data-region"], node.attributes["data-project"]): node
        for node in page.all("td")
        if "data-region" in node.attributes
    }
    rows = source.completion(Month(2021, 5), by="region").rows
    for row in rows:
        cell = cells[row.region, row.project]
        shown = cell.one("a").text
        if row.completed is None:
            assert shown == "未报"
        elif row.overall == "not_started":
            assert shown == "未到实施期"
        else:
            assert rate_text(row.levels["city"].rate).rstrip("%") in shown
            assert ("沿用" in shown) == bool(row.carried_forward)
    assert len(cells) == len(rows) + 8


def test_who_is_missing_and_who_is_carried_forward_is_named(visit):
    text = read(visit("incomplete").get("/").text).text
    assert "报送覆盖 7/9" in text
    assert "未报送：青松新区；沿用：石桥县" in text
    project = read(visit("incomplete").get("/project/rehab").text).text
    assert "已报7/9，位次不完整" in project
    assert "沿用3月数" in project
    assert "不参加排位：石桥县（沿用此前月份的数）；青松新区（未报）。" in project


def sentences(client, path):
    """The head's sentence of a page, and those under the headings of its cards by their names."""
    main = read(client.get(path).text).one("main")
    found = {
        section.attributes["id"]: section.all("p", **{"class": "says"})[0].text
        for section in main.all("section")
        if section.all("p", **{"class": "says"}) and "id" in section.attributes
    }
    return {"": main.all("p", data_figure="conclusion")[0].text, **found}


def test_what_lacks_names_its_level_who_is_carried_forward_and_who_is_missing(visit):
    said = sentences(visit("incomplete"), "/project/training")
    assert said["counts"] == (
        "有数的8个县区都还没有达到本县区市定任务；离市定任务还差：平川县175人、"
        "石桥县115人（沿用3月数）、清河县74人，另有5个县区未达到；青松新区未报。"
    )
    assert said["counties"] == (
        "市定完成率：白云经济技术开发区61.0%最高，平川县1.7%最低；石桥县、青松新区不排位。"
    )
    said = sentences(visit("ordinary"), "/project/training")
    assert said["counts"] == "9个县区中8个达到本县区市定任务；离市定任务还差：青松新区114人。"
    said = sentences(visit("second_city"), "/project/a")
    assert said["counts"].startswith("2个县区都还没有达到本县区省定任务；离省定任务还差：")


def test_without_places_both_cards_say_what_lacks_and_of_which_month_it_is(visit):
    said = sentences(visit("ordinary"), "/project/devices?year=2021&month=9")
    assert said["counts"] == "9个县区均已达到本县区市定任务（均沿用8月数）。"
    assert said["counties"] == said["counts"]


def test_before_its_start_nobody_lacks_anything(visit):
    said = sentences(visit("ordinary"), "/project/students?year=2021&month=5")
    assert said["counts"] == said["counties"] == "未到实施期，现在为0不算滞后。"
    source = cities.ordinary(5)
    key = Month(2021, 5), "990001", "students"
    source.figures[key] = replace(source.figures[key], completed=Decimal(2))
    begun = sentences(server_for(source).test_client(), "/project/students")
    assert begun["counts"] == "未到实施期，不算滞后。"


def test_the_head_of_a_project_counts_every_region_that_reported(visit):
    said = sentences(visit("incomplete"), "/project/training")[""]
    assert "；已报7个县区中6个达序时，1个滞后（平川县，慢40.0个百分点）；" in said
    said = sentences(visit("ordinary"), "/project/rehab")[""]
    assert "；9个县区中8个达到本县区任务，1个滞后（青松新区，慢18.8个百分点）。" in said
    assert sentences(visit("ordinary"), "/project/devices")[""].endswith(
        "；9个县区均达到本县区任务。"
    )
    assert sentences(visit("second_city"), "/project/b")[""].endswith("；2个县区均滞后。")


def test_the_limits_in_force_are_printed():
    source = cities.ordinary()
    plan = source.plans[2021]
    limits = replace(plan.thresholds, behind_from=Decimal(12), far_behind_from=Decimal("25.5"))
    source.plans[2021] = replace(plan, thresholds=limits)
    text = read(server_for(source).test_client().get("/").text).text
    assert "超过1、不足12为略滞后，12至25.5为黄灯滞后，超过25.5为红灯滞后" in text
    assert "▼黄灯滞后（慢12至25.5）" in text


def test_only_a_sample_bears_the_banner(visit):
    sample = visit("ordinary").get("/").text
    assert "示例数据" in read(sample).one("title").text
    assert "演示日期为2021年8月20日" in sample
    assert "示例数据" not in visit("second_city").get("/").text


def test_a_newer_plan_without_figures_is_said():
    source = cities.ordinary()
    source.plans[2022] = cities.rich_plan(2022)
    visitor = server_for(source).test_client()
    said = "2022年任务书已录入，尚无已采用的报送；以下为2021年的数据。"
    assert said in visitor.get("/").text
    assert said not in visitor.get("/?year=2021&month=8").text
    assert "2022年1月尚无已采用的报送，暂无进度数据。" in visitor.get("/?year=2022").text


def test_markup_in_names_is_text():
    evil = '<script>alert("1")</script>&'
    plan = make_plan(flat_regions(2, evil + "{}"), {"a": (evil, "人", 5, 6)}, title=evil)
    source = FakeSource({2021: plan})
    for number in (1, 2):
        source.figures[Month(2021, 3), f"99000{number}", "a"] = Figure(Decimal(1))
    visitor = server_for(source).test_client()
    for path in ("/", "/project/a", "/region/990001"):
        page = visitor.get(path).text
        assert "<script>alert" not in page
        assert evil in read(page).one("title").text


def test_a_target_in_another_unit_is_shown_without_a_rate():
    plan = make_plan(flat_regions(2), {"a": ("就业", "人", 5, 6)})
    targets = tuple(
        replace(row, unit="人月") if row.level == "province" else row for row in plan.targets
    )
    source = FakeSource({2021: replace(plan, targets=targets)})
    source.figures[Month(2021, 3), "990001", "a"] = Figure(Decimal(1))
    line = read(server_for(source).test_client().get("/").text).one("tr", id="p-a")
    assert "人月（单位不同，不计算）" in line.text
    assert line.one(data_figure="rate", data_level="province").text == "—"


def test_a_region_shows_its_filings_and_the_ways_up_and_down(visit):
    page = read(visit("ordinary").get("/region/990001").text)
    text = page.text
    assert "第2版" in text
    assert "已退回" in text
    assert "已采用（补录）" in text
    assert "9月" in text
    assert "10月10日前报送" in text
    crumbs = page.one("nav", aria_label="所在位置")
    assert [node.text for node in crumbs.all("li")] == ["总览", "云岭市", "东湖区"]
    below = read(visit("second_city").get("/region/N").text).one("nav", aria_label="下级县区")
    assert [node.text for node in below.all("a")] == ["北1县", "北2县", "北3县"]


def test_a_project_shows_its_months_funds_and_words(visit):
    text = read(visit("ordinary").get("/project/rehab").text).text
    assert "各月累计" in text
    assert "每人每年补贴500元" in text
    assert "签约康复机构：21家（截至2021年8月18日）" in text
    assert "当年接受服务的持证残疾人，按人计。" in text
    history = read(visit("ordinary").get("/project/sport").text).text
    assert "2016—2020年" in history
    assert "1470" in history


def test_no_page_writes_thousands_with_separators(visit):
    for path in ORDINARY:
        assert not re.search(r"\d,\d{3}", read(visit("ordinary").get(path).text).one("main").text)


def test_one_changed_figure_changes_what_shows_it_and_the_tag(visit):
    source = cities.ordinary()
    visitor = server_for(source).test_client()
    before = {path: visitor.get(path) for path in ORDINARY}
    key = (Month(2021, 8), "990009", "rehab")
    source.figures[key] = Figure(source.figures[key].completed + 1, source.figures[key].funds)
    source.version += 1
    after = {path: visitor.get(path) for path in ORDINARY}
    changed = {path for path in ORDINARY if before[path].text != after[path].text}
    assert changed == {"/", "/project/rehab", "/region/990000", "/region/990009"}
    for path in ORDINARY:
        assert (before[path].headers["ETag"] != after[path].headers["ETag"]) == (path in changed)


def test_a_report_that_waits_is_said_on_the_countys_page():
    source = cities.incomplete()
    late = source.plans[2021].tree.submitting("990000")[6].code
    visitor = server_for(source).test_client()
    before = read(visitor.get(f"/region/{late}?year=2021&month=5").text).text
    assert "5月未报送；以下是3月数，不判快慢。" in before
    assert "5月□未报送——已过6月10日期限" in before
    last = next(f for f in source.filed if f.month == Month(2021, 5))
    waiting = replace(last, id=999, region=late, state="submitted", version=2)
    source.filed = (*source.filed, waiting)
    after = read(visitor.get(f"/region/{late}?year=2021&month=5").text).text
    assert "第2版，等待审核；现沿用3月数" in after
    assert "5月报送第2版待审核；以下是3月数" in after
    assert "本月待审核" in after


def test_a_month_after_the_last_report_does_not_pretend(visit):
    text = read(visit("ordinary").get("/?year=2021&month=9").text).text
    assert "9月尚无已采用的报送；以下是8月数，不判快慢。" in text
    assert "沿用8月数（截至2021年8月18日）" in text
    assert "9月30日" not in text
