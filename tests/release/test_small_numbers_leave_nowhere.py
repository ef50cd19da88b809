"""A county's count of two children stands in no text, file, answer or page that leaves the house."""

import csv
import io
import re
import zipfile
from html import unescape

import pytest

from dashboard.factory import Access, create_server
from etl.services.briefing import PART_NAMES, Options, article_of
from etl.services.papers import Asked, paper_file
from etl.services.release_answers import figures_answer
from etl.services.released import open_release
from tests.month.city import COUNTIES, OTHERS, PASSWORD, give_accounts, token_in
from tests.publication.small_tables import BESIDE, Reader, Table
from tests.release.months import (
    NEW_DISTRICT,
    closed_and_released,
    correct,
    correct_after_closing,
    sample,
)

REHAB, ADULT, CHILD = "rehabilitation", "rehab_adult", "rehab_child"
FEW = {"H9": 2, "G9": -2, "J9": 6, "I9": 1.2, "K9": "核减重复登记"}
PRESS = "新闻办赵敏"
NAME = "2021-08-1"


@pytest.fixture(scope="module")
def city(tmp_path_factory):
    database = sample(tmp_path_factory.mktemp("small"))
    give_accounts(database)
    correct(database, NEW_DISTRICT, FEW)
    closed_and_released(database)
    yield database, open_release(database, NAME)
    database.close()


def table_of(opened) -> Table:
    """The real counts of the project, as a table for the independent reader."""
    facts = opened.facts()
    counts = {
        (row.region, row.indicator): int(row.completed)
        for row in facts.cells.rows
        if row.project == REHAB
    }
    return Table(counts, {"130300": list(COUNTIES)}, (ADULT, CHILD), root="130300")


def cannot_be_told(opened, hidden: dict) -> None:
    """Whoever sees all but ``hidden`` (place -> how it is shown) can recompute none of it."""
    small = {at for at, shown in hidden.items() if shown == "<3"}
    reader = Reader(table_of(opened), small, set(hidden) - small)
    assert (NEW_DISTRICT, CHILD) in small
    assert reader.is_told_the_truth()
    for place in hidden:
        assert reader.others(place, BESIDE), f"{place} follows from what is shown"


def client_of(database, name):
    client = create_server(database, Access("of the tests " * 3)).test_client()
    form = {"username": name, "password": PASSWORD}
    form["csrf_token"] = token_in(client.get("/login").text)
    assert client.post("/login", data=form).status_code == 303
    return client


def test_the_answer_for_programs_holds_back_what_would_give_it_away(city):
    _, opened = city
    answer = figures_answer(opened.facts())
    hidden = {
        (row["region"], row["indicator"]): row["withheld"]
        for row in answer["cells"]
        if row["project"] == REHAB and "withheld" in row
    }
    shown = {
        (row["region"], row["indicator"]): row["completed"]
        for row in answer["cells"]
        if row["project"] == REHAB and "withheld" not in row
    }
    assert len(hidden) == 4
    assert hidden.keys() | shown.keys() == {(c, i) for c in COUNTIES for i in (ADULT, CHILD)}
    cannot_be_told(opened, hidden)
    for row in answer["cells"] + answer["regions"]:
        if any(row["region"] == region for region, _ in hidden) and row["project"] == REHAB:
            assert row["funds_yuan"] is None, "money by published standards tells the count"


def test_the_csv_says_so_in_words_and_begins_with_a_mark_for_excel(city):
    database, opened = city
    data = paper_file(database, opened, Asked("figures", "csv"))
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))
    codes = {"成年残疾人康复": ADULT, "残疾儿童康复": CHILD}
    hidden = {
        (row["县区代码"], codes[row["指标"]]): row["累计完成"]
        for row in rows
        if row["指标"] in codes and not row["累计完成"].isdigit()
    }
    cannot_be_told(opened, hidden)


def test_the_countys_own_text_says_less_than_three(city):
    _, opened = city
    options = Options("full", parts=frozenset(PART_NAMES))
    text = article_of(opened.facts(NEW_DISTRICT), options).text
    assert "残疾儿童康复不足3人" in text
    assert "成年残疾人康复不公布" in text
    assert "儿童康复2人" not in text
    assert "6万元" not in text.split("技能培训")[0]
    assert "分项的县区数为1或2的写作“<3”" in text


@pytest.mark.parametrize("kind", ["docx", "xlsx", "pptx"])
@pytest.mark.parametrize("region", [None, NEW_DISTRICT])
def test_no_file_has_the_pair_that_gives_it_away(city, kind, region):
    """The county's adults beside its sum would tell the children; neither number may be there."""
    database, opened = city
    real = table_of(opened).cells[NEW_DISTRICT, ADULT]
    data = paper_file(database, opened, Asked("press", kind, region=region))
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        texts = [_texts(book, name) for name in book.namelist()]
    assert not [text for text in texts if re.search(rf"(?<![\d.]){real}(?![\d.])", text)]


def _texts(book: zipfile.ZipFile, name: str) -> str:
    if name.endswith(".xlsx"):
        with zipfile.ZipFile(io.BytesIO(book.read(name))) as inner:
            return "".join(_texts(inner, item) for item in inner.namelist())
    if not name.endswith(".xml"):
        return ""
    return unescape(re.sub(r"<[^>]*>", "|", book.read(name).decode()))


def test_the_press_sees_no_county_of_the_project_and_no_form(city):
    database, _ = city
    client = client_of(database, PRESS)
    base = f"/trace?release={NAME}&project={REHAB}"
    for query in ("", f"&indicator={CHILD}", f"&indicator={ADULT}", "&figure=funds"):
        page = client.get(f"{base}{query}")
        assert page.status_code == 200, query
        assert "分县区的数不公布" in page.text
        assert "北戴河新区" not in page.text.split('id="content"')[1]
        for county in (NEW_DISTRICT, "130302"):
            assert client.get(f"{base}{query}&region={county}").status_code == 404
    other = client.get(f"/trace?release={NAME}&project=home_access&region={NEW_DISTRICT}")
    assert other.status_code == 200
    assert "工作表“月报”节选" not in other.text
    assert client.get(f"{base}&year=2021&month=7").status_code == 404


def test_inside_the_house_the_real_number_stands(city):
    database, _ = city
    name = next(name for name, role in OTHERS.items() if role == "leadership")
    page = client_of(database, name).get(
        f"/trace?release={NAME}&indicator={CHILD}&region={NEW_DISTRICT}"
    )
    assert page.status_code == 200
    assert "北戴河新区残疾儿童康复累计完成 2人" in page.text


def test_the_next_release_of_the_month_holds_back_the_same_places(city):
    """Else a cell shown now that is the same as one held back before would tell it."""
    database, opened = city
    first = {(w.region, w.indicator) for w in opened.release.head.withheld}
    second = correct_after_closing(database, "130302", {"G11": 23, "H11": 174})
    assert first <= {(w.region, w.indicator) for w in second.head.withheld}
