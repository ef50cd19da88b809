"""Charts in Word: numbers that can be edited, the words and roles, and the whole paper on paper."""

import shutil
import subprocess
import sys
from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

import pytest
from lxml import etree
from openpyxl import load_workbook

from etl.publication.chart import Series
from etl.publication.native_chart import ROLE_STYLES, chart_part, workbook
from etl.publication.word.figures import height, letters
from etl.publication.word.writer import word_file
from tests.conftest import missing
from tests.publication.papers import BARS, CHARTS, COLUMNS, LINES, PAPER, PLACES, TYPED_READ
from tests.publication.test_word import found, parts_of


@pytest.fixture(scope="module")
def parts():
    return parts_of(word_file(PAPER))


@pytest.fixture(scope="module", params=range(len(CHARTS)), ids=[item.kind for item in CHARTS])
def pair(request, parts):
    """A chart of the model and its part."""
    number = request.param + 1
    return CHARTS[request.param], etree.fromstring(parts[f"word/charts/chart{number}.xml"]), number


def cached(series, kind):
    """The values of a series as the chart itself keeps them, by their places."""
    count = int(found(series, f"number(c:{kind}//c:ptCount/@val)"))
    points = {
        int(point.get("idx")): found(point, "string(c:v)")
        for point in found(series, f"c:{kind}//c:pt")
    }
    return [points.get(place) for place in range(count)]


def read(text):
    """A name as it can be read back: of what was typed, XML takes only a part."""
    return TYPED_READ if text.startswith("=1+1") else text


def test_a_chart_has_exactly_the_numbers_of_the_model(pair):
    chart, space, _ = pair
    rows = found(space, "//c:ser")
    assert len(rows) == len(chart.series)
    for row, series in zip(rows, chart.series, strict=True):
        values = [None if value is None else float(value) for value in cached(row, "val")]
        assert values == list(series.values)
        assert cached(row, "cat") == [read(item) for item in chart.categories]
        assert cached(row, "tx") == [read(series.name)]
        assert found(row, "string(c:val//c:formatCode)") == chart.number_format


def test_the_workbook_behind_it_agrees(pair, parts):
    chart, space, number = pair
    relations = etree.fromstring(parts[f"word/charts/_rels/chart{number}.xml.rels"])
    (relation,) = relations
    assert relation.get("Type").endswith("/package")
    assert relation.get("Id") in found(space, "c:externalData")[0].values()
    content = parts[relation.get("Target").replace("../", "word/")]
    sheet = load_workbook(BytesIO(content))["Sheet1"]
    head, *rows = sheet.iter_rows(values_only=True)
    assert list(head[1:]) == [read(item.name) for item in chart.series]
    assert [row[0] for row in rows] == [read(item) for item in chart.categories]
    for place, series in enumerate(chart.series, start=1):
        assert [row[place] for row in rows] == list(series.values)
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n"}
    for place, series in enumerate(found(space, "//c:ser")):
        column = "BCDE"[place]
        assert (
            found(series, "string(c:val//c:f)") == f"Sheet1!${column}$2:${column}${len(rows) + 1}"
        )


def test_gaps_stay_gaps(pair):
    _, space, _ = pair
    assert found(space, "//c:dispBlanksAs/@val") == ["gap"]


def test_a_chart_says_of_when_and_from_where_it_is(pair):
    chart, space, _ = pair
    lines = [
        "".join(found(line, ".//a:t/text()"))
        for line in found(space, "c:chart/c:title//a:p")
    ]  # fmt: skip
    assert lines == [chart.title, f"{chart.stamp} · {chart.source}"]
    assert found(space, "//c:valAx/c:title//a:t/text()") == [chart.axis]
    assert found(space, "//c:valAx/c:numFmt/@formatCode") == [chart.number_format]
    assert found(space, "//c:legend/c:legendPos/@val") == ["b"]
    for look in found(space, "//a:defRPr | //a:rPr"):
        assert found(look, "a:ea/@typeface")[0] in {"仿宋", "黑体"}


def test_a_chart_is_told_to_who_does_not_see_it(parts):
    body = etree.fromstring(parts["word/document.xml"])
    told = [(item.get("name"), item.get("descr")) for item in found(body, "//wp:docPr")]
    assert told == [(chart.name, chart.alternative) for chart in CHARTS]
    assert len({item.get("id") for item in found(body, "//wp:docPr")}) == len(CHARTS)


def test_roles_are_told_apart_without_colour(pair):
    chart, space, _ = pair
    for row, series in zip(found(space, "//c:ser"), chart.series, strict=True):
        style = ROLE_STYLES[series.role]
        assert style.colour in found(row, "c:spPr//a:srgbClr/@val")
        if chart.kind == "lines":
            assert found(row, "c:marker/c:symbol/@val") == [style.marker]
            assert found(row, "c:spPr//a:prstDash/@val") == ([style.dash] if style.dash else [])
        else:
            patterns = found(row, "c:spPr/a:pattFill/@prst")
            assert patterns == ([style.pattern] if style.pattern else [])
            assert found(row, "c:dLbls/c:showVal/@val") == ["1"]
    looks = {(item.pattern, item.dash) for item in ROLE_STYLES.values()}
    assert len(looks) == len(ROLE_STYLES)


def test_bars_read_from_top_to_bottom(pair):
    chart, space, _ = pair
    lying = chart.kind == "bars"
    order = found(space, "//c:catAx/c:scaling/c:orientation/@val")
    assert order == ["maxMin" if lying else "minMax"]
    assert found(space, "//c:valAx/c:crosses/@val") == ["max" if lying else "autoZero"]


def test_a_marked_value_is_in_sight(pair):
    chart, space, _ = pair
    highest = max(value for item in chart.series for value in item.values if value is not None)
    assert found(space, "//c:valAx/c:scaling/c:min/@val") == ["0"]
    if chart.mark is None:
        assert not found(space, "//c:valAx/c:scaling/c:max")
        return
    apart = found(space, "number(//c:valAx/c:majorUnit/@val)")
    assert chart.mark % apart == 0
    assert found(space, "number(//c:valAx/c:scaling/c:max/@val)") > max(highest, chart.mark)
    assert (apart == chart.mark) == (chart is not LINES)


@pytest.mark.parametrize(
    ("highest", "end"), [(40, "120"), (120, "140"), (199, "200"), (430, "440")]
)
def test_the_scale_ends_beyond_the_longest_bar_and_the_mark(highest, end):
    chart = replace(BARS, categories=("甲",), series=(Series("率", "done", (highest,)),))
    space = etree.fromstring(chart_part(chart, "rId1"))
    assert found(space, "//c:valAx/c:majorUnit/@val") == ["100"]
    assert found(space, "//c:valAx/c:scaling/c:max/@val") == [end]
    assert bool(found(space, "//c:valAx/c:minorGridlines")) == (highest < 400)


@pytest.mark.parametrize(("places", "upright"), [(3, False), (12, True)])
def test_numbers_of_narrow_columns_stand_upright(places, upright):
    values = tuple(float(place) for place in range(places))
    series = tuple(Series(role, role, values) for role in ("province", "city"))
    names = tuple(f"{place}月" for place in range(places))
    space = etree.fromstring(chart_part(replace(COLUMNS, categories=names, series=series), "rId1"))
    turned = set(found(space, "//c:dLbls//a:bodyPr/@rot"))
    assert turned == ({"-5400000"} if upright else set())


def test_bars_that_are_alone_in_their_category_stand_in_its_middle():
    for chart, overlap in ((BARS, "100"), (COLUMNS, "0")):
        space = etree.fromstring(chart_part(chart, "rId1"))
        assert found(space, "//c:overlap/@val") == [overlap]


def test_a_chart_is_as_high_as_its_bars_need():
    several = replace(BARS, series=(replace(BARS.series[0], values=(1.0,) * 9),) * 2)
    many = replace(several, categories=PLACES * 3, series=(
        replace(BARS.series[0], values=(1.0,) * 27),) * 2)  # fmt: skip
    few = replace(BARS, categories=("甲",), series=(Series("率", "done", (1.0,)),))
    assert [height(few), height(BARS) < height(several) < height(many), height(many)] == [
        70, True, 150,
    ]  # fmt: skip
    assert [letters(chart) for chart in (few, several, many)] == [9, 9, 7]


def test_the_workbook_has_no_day_of_its_own():
    with ZipFile(BytesIO(workbook(BARS))) as package:
        core = etree.fromstring(package.read("docProps/core.xml"))
    assert {
        day[:4] for day in found(core, "//dcterms:created/text() | //dcterms:modified/text()")
    } == {"1980"}


def test_looks_of_roles_are_known_without_loading_a_library():
    """A page that offers the file asks for no more than that."""
    code = (
        "import sys, etl.publication.native_chart\n"
        "sys.exit(bool({'docx', 'pptx', 'lxml', 'xlsxwriter'} & set(sys.modules)))"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)


@pytest.mark.office
def test_an_office_shows_the_paper(office_convert, tmp_path):
    reader = shutil.which("pdftotext") or missing("pdftotext is not installed")
    source = tmp_path / "paper.docx"
    source.write_bytes(word_file(PAPER))
    pages = subprocess.run(
        [reader, str(office_convert(source, "pdf", tmp_path)), "-"],
        capture_output=True, check=True, timeout=60,
    ).stdout.decode().split("\f")[:-1]  # fmt: skip
    words = ["".join(page.split()) for page in pages]
    assert 4 <= len(pages) <= 6
    assert all(f"—{number}—" in page for number, page in enumerate(words, start=1))
    assert all("".join(PAPER.stamp.split()) in page for page in words)
    whole = "".join(words)
    for text in ("各县区残联：", "单位：人", "合计", "各县区完成率", "120.0%", "逐月完成率"):
        assert text in whole
    assert next(number for number, page in enumerate(words) if "第二篇" in page) == len(pages) - 1
