"""The help page: every code with its mend, the limits in force, nothing made up."""

import re
from collections import Counter
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

import pytest

from dashboard.code_examples import EXAMPLES
from dashboard.code_groups import GROUPS, group_key, grouped
from dashboard.factory import server_for
from dashboard.pages import help_codes
from dashboard.rendering import render
from dashboard.stand_ins import blanks, stand_in, told
from etl.domain.code_names import code_name
from etl.domain.codes import CODES, Code
from etl.domain.thresholds import THRESHOLD_NAMES, Thresholds
from etl.services.accepted_files import accepted_files
from etl.workbook import limits as reading_limits
from tests.checks.form import findings_of, history, standard, whole
from tests.dashboard import cities
from tests.dashboard.reading import read
from tests.workbook.forms import COLUMNS, HEAD
from tests.workbook.forms import form as drawn_form
from tests.workbook.forms import read as read_form


@pytest.fixture(scope="module")
def page(visit):
    return read(visit("ordinary").get("/help").text)


def help_of(source):
    return read(server_for(source).test_client().get("/help").text)


def with_limits(source, **changed):
    plan = source.plans[2021]
    source.plans[2021] = replace(plan, thresholds=replace(plan.thresholds, **changed))
    return source


def said(entry, sentence):
    return read(render(told(entry, sentence))).text


# ---------------------------------------------------------------- codes


def test_every_code_stands_once_with_its_anchor_its_grade_its_sentence_and_its_mend(page):
    named = [row for row in page.all() if row.attributes.get("id") in CODES]
    assert Counter(row.attributes["id"] for row in named) == Counter(list(CODES))
    rows = {row.attributes["id"]: row for row in named}
    words = {"error": "×错误", "warning": "△提醒", "info": "·说明"}
    for code, row in rows.items():
        entry, cells = CODES[code], row.all("td")
        assert row.one("th").text == code
        assert cells[0].text == words[entry.severity]
        assert cells[1].text.startswith(f"{code_name(code)}：{said(entry, entry.message)}")
        assert cells[2].text == "怎么办：" + said(entry, entry.hint)


def test_the_page_is_the_same_without_any_plan(page, visit):
    empty = read(visit("empty").get("/help").text)
    codes = [
        [row.text for row in found.all("tr", id=code)] for found in (page, empty) for code in CODES
    ]
    assert codes[: len(CODES)] == codes[len(CODES) :]
    assert "还没有录入年度任务书，现按默认值。" in empty.text


def test_a_code_that_is_new_appears_by_itself():
    new = Code("E-NEW-THING", "见到了{something_new}", "请改正。")
    found = read(render(help_codes.sections(grouped({**CODES, new.code: new}), frozenset())))
    row = found.one("tr", id="E-NEW-THING")
    assert "见到了〔具体内容〕" in row.text
    assert found.one("a", href="#E-NEW-THING").text == "E-NEW-THING"


@pytest.mark.parametrize(
    ("code", "key"),
    [
        ("E-FILE-MACRO", "file"), ("E-FOLDER-EMPTY", "file"), ("E-PERSONAL-ID", "personal"),
        ("E-FORM-TWO", "form"), ("E-FUNDS-UNIT", "form"), ("E-REGION-UNKNOWN", "identity"),
        ("W-META-STALE", "identity"), ("E-AS-OF-MONTH", "identity"), ("E-SUM", "rows"),
        ("E-UNIT", "rows"), ("E-CELL-UNIT", "values"), ("E-NOT-NUMBER", "values"),
        ("E-MONTH-ABOVE-TOTAL", "compared"), ("W-TOTAL-COMPUTED", "compared"),
        ("I-NORMALISED", "tidied"), ("I-MONTH-COMPUTED", "tidied"), ("I-UNCHANGED", "tidied"),
        ("I-PLAN-UNCHANGED", "plan"), ("W-PLAN-SPLIT", "plan"),
    ],
)  # fmt: skip
def test_a_code_stands_where_one_looks_for_it(code, key):
    assert group_key(CODES[code]) == key


def test_every_code_of_the_catalogue_has_a_group_with_a_heading(page):
    used = {group_key(entry) for entry in CODES.values()}
    assert used == {group.key for group in GROUPS} - {"other"}
    titles = [group.title for group in GROUPS if group.key in used]
    assert [node.text for node in page.all("h3")][-len(titles) :] == titles
    ways = page.one("nav", aria_label="编号分类").all("a")
    assert [node.attributes["href"] for node in ways] == [f"#group-{g.key}" for g in GROUPS[:-1]]


def test_the_index_has_every_code_by_the_alphabet(page):
    links = [node.attributes["href"] for node in page.one("details").all("a")]
    assert links == [f"#{code}" for code in sorted(CODES)]


def test_every_way_within_the_page_leads_to_a_part_of_it(page):
    ids = {node.attributes["id"] for node in page.all() if "id" in node.attributes}
    inner = {way[1:] for node in page.all("a") if (way := node.attributes["href"])[0] == "#"}
    assert inner <= ids
    assert {"filing", "codes", "limits", "figures", "files"} <= inner


# ---------------------------------------------------------------- blanks and examples


@pytest.mark.parametrize("code", CODES)
def test_every_blank_of_the_catalogue_has_words_of_its_own(code):
    entry = CODES[code]
    used = blanks(entry.message) | blanks(entry.hint)
    assert {name for name in used if stand_in(entry, name) is None} == set()


def test_no_blank_is_shown_by_its_name(page):
    main = page.one("main").text
    assert not re.search(r"[{}]", main)
    assert "〔具体内容〕" not in main
    assert "〔〕" not in main.replace("下面〔〕里的内容", "")
    assert not re.search(r" 〔|〕 ", main)


def test_one_blank_reads_as_what_it_means_in_its_sentence():
    falls, future = CODES["E-NOT-ADDING-UP"], CODES["E-MONTH-FUTURE"]
    assert said(falls, "{field}加{month}") == "〔栏目〕加〔本月数〕"
    assert said(future, "{month}还没有开始") == "〔月份〕还没有开始"


@pytest.mark.parametrize("code", EXAMPLES)
def test_an_example_fills_the_sentence_of_its_code(code):
    assert blanks(CODES[code].message) <= EXAMPLES[code].words.keys()


HEADER = "指标 | 本月 | 累计 | 累计资金"
JULY = history({7: "指标 | 累计\n辅具适配 | 100"})


def compared(line, past=None, **more):
    return findings_of(whole(f"{HEADER}\n辅具适配 | {line}"), past, **more)


def of_cell(value):
    return read_form(drawn_form(), F5=value).findings


@pytest.mark.parametrize(
    ("code", "findings"),
    [
        ("E-NOT-ADDING-UP", lambda: compared("20 | 125 |", JULY)),
        ("E-TOTAL-FALLS", lambda: compared("0 | 90 |", JULY)),
        ("I-MONTH-COMPUTED", lambda: compared(" | 120 |", JULY)),
        (
            "W-FUNDS-STANDARD",
            lambda: compared(" | 300 | 12", plan=standard("辅具适配", 500, 600)),
        ),
        ("E-INEXACT", lambda: of_cell("约240")),
        ("E-NOT-INTEGER", lambda: of_cell(Decimal("12.5"))),
        ("I-NORMALISED", lambda: of_cell("１５２０人")),
        (
            "E-MONTH-SPAN",
            lambda: read_form(drawn_form(HEAD.replace("2022年3月", "2021年三季度"))).findings,
        ),
        (
            "E-FUNDS-UNIT",
            lambda: (
                read_form(
                    drawn_form(
                        HEAD.replace("；资金：万元", ""), COLUMNS.replace("本月投入资金 | ", "")
                    )
                ).findings
            ),
        ),
    ],
)
def test_an_example_says_what_the_program_says(page, code, findings):
    (message,) = {item.message for item in findings() if item.code == code}
    assert f"例：{EXAMPLES[code].written}。提示：{message}。" in page.one("tr", id=code).text


# ---------------------------------------------------------------- limits, figures, files


def limits_of(page):
    rows = page.one("section", id="limits").one("tbody").all("tr")
    return [[cell.text for cell in row.children] for row in rows]


def test_every_limit_has_its_default_and_what_the_newest_plan_says():
    source = with_limits(cities.ordinary(), behind_from=Decimal("12.5"))
    page = help_of(source)
    assert "现行值（2021年任务书第1版）" in page.text
    shown = {row[0]: row[1:] for row in limits_of(page)}
    assert list(shown) == [item.name for item in THRESHOLD_NAMES]
    assert shown["黄灯下限"] == ["12.5", "10", "百分点", "慢于序时进度达到这个数，为黄灯滞后"]
    assert shown["任务倍数"][:3] == ["3", "3", "倍"]
    assert "慢12.5至30个百分点" in page.text


def test_without_a_plan_the_defaults_are_in_force(visit):
    for item, row in zip(
        THRESHOLD_NAMES, limits_of(read(visit("empty").get("/help").text)), strict=True
    ):
        assert row == [
            item.name, f"{getattr(Thresholds(), item.attribute)}", item.unit, item.meaning
        ]  # fmt: skip


def test_a_newer_plan_without_figures_is_the_one_whose_limits_are_shown():
    source = cities.ordinary()
    source.plans[2022] = replace(
        cities.rich_plan(2022), thresholds=Thresholds(far_behind_from=Decimal(25))
    )
    page = help_of(source)
    assert "现行值（2022年任务书第1版）" in page.text
    assert ["红灯下限", "25", "30"] in [row[:3] for row in limits_of(page)]


def test_rules_on_trial_are_named_and_marked_where_they_stand(page):
    assert "现在没有试行中的规则" in page.text
    trial = help_of(with_limits(cities.ordinary(), trial_codes=frozenset({"E-TOTAL-FALLS"})))
    section = trial.one("section", id="limits")
    assert [node.attributes["href"] for node in section.all("a")] == ["#E-TOTAL-FALLS"]
    assert "试行中，按提醒处理" in trial.one("tr", id="E-TOTAL-FALLS").text
    assert trial.text.count("试行中，按提醒处理") == 1
    assert "工作表“阈值”" in section.text


def test_the_limits_of_files_are_those_the_readers_keep(page):
    text = page.one("section", id="files").text
    known = accepted_files()
    assert "收 .xlsx、.xls、.ods" in text
    assert known.megabytes * 1024 * 1024 == reading_limits.MAX_FILE
    assert f"文件不超过 {known.megabytes} MB，解开后不超过 {known.unpacked_megabytes} MB" in text
    assert f"不超过 {reading_limits.MAX_ROWS_WITH_CONTENT} 行" in text


# ---------------------------------------------------------------- the page


def test_the_way_to_help_is_the_last_of_every_page(visit):
    for city, path in (("ordinary", "/"), ("empty", "/"), ("ordinary", "/region/990001")):
        ways = read(visit(city).get(path).text).one("nav", aria_label="主导航").all("a")
        assert (ways[-1].text, ways[-1].attributes["href"]) == ("帮助", "/help")
    here = read(visit("empty").get("/help").text).one("nav", aria_label="主导航").all("a")
    assert here[-1].attributes["aria-current"] == "true"


def test_headings_are_in_order(page):
    levels = [int(node.tag[1]) for node in page.all() if re.fullmatch("h[1-6]", node.tag)]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_the_page_says_when_to_file_and_is_made_once(visit):
    visitor = visit("ordinary")
    assert "次月10日前报送（2021年任务书）" in visitor.get("/help").text
    first = visitor.get("/help", headers={"Accept-Encoding": "gzip"})
    again = visitor.get(
        "/help", headers={"Accept-Encoding": "gzip", "If-None-Match": first.headers["ETag"]}
    )
    assert (again.status_code, again.data) == (304, b"")
    assert len(first.data) < 24_500
