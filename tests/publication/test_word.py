"""A paper in Word, read back from the bare parts of its file."""

from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

import pytest
from lxml import etree

from etl.publication.document import PageBreak, Table, TableColumn, Text
from etl.publication.word.writer import word_file
from tests.publication.papers import PAPER, TABLE, TYPED_READ

SPACES = {
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "cp": "http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
}
W = f"{{{SPACES['w']}}}"


def parts_of(content):
    with ZipFile(BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}


def found(root, path):
    return root.xpath(path, namespaces=SPACES)


@pytest.fixture(scope="module")
def parts():
    return parts_of(word_file(PAPER))


@pytest.fixture(scope="module")
def body(parts):
    return etree.fromstring(parts["word/document.xml"])


@pytest.fixture(scope="module")
def styles(parts):
    return etree.fromstring(parts["word/styles.xml"])


def style_values(styles, name):
    """What a style says: its font, size, distance of lines, place and first indent."""
    (style,) = found(styles, f"w:style[w:name/@w:val='{name}']")
    return (
        *found(style, "w:rPr/w:rFonts/@w:eastAsia"),
        *(int(size) / 2 for size in found(style, "w:rPr/w:sz/@w:val")),
        *(f"{int(line) / 20:g}" for line in found(style, "w:pPr/w:spacing/@w:line")),
        *found(style, "w:pPr/w:jc/@w:val"),
        *(int(count) for count in found(style, "w:pPr/w:ind/@w:firstLineChars")),
    )


def paragraph_of(body, text):
    (item,) = [
        item
        for item in found(body, "w:body/w:p")
        if "".join(found(item, ".//w:t/text()")).startswith(text)
    ]
    return item


# ---------------------------------------------------------------- letters and page


def test_styles_have_the_letters_of_an_official_paper(styles):
    assert {name: style_values(styles, name) for name in (
        "Title", "Subtitle", "heading 1", "heading 2", "Body Text", "主送机关", "落款", "附注",
        "caption", "表格文字", "表头",
    )} == {
        "Title": ("方正小标宋简体", 22, "36", "center", 0),
        "Subtitle": ("楷体_GB2312", 16, "28", "center", 0),
        "heading 1": ("黑体", 16, "28", "both", 200),
        "heading 2": ("楷体_GB2312", 16, "28", "both", 200),
        "Body Text": ("仿宋_GB2312", 16, "28", "both", 200),
        "主送机关": ("仿宋_GB2312", 16, "28", "left", 0),
        "落款": ("仿宋_GB2312", 16, "28", "right", 0),
        "附注": ("仿宋_GB2312", 12, "20", "both", 200),
        "caption": ("黑体", 12, "20", "center", 0),
        "表格文字": ("仿宋_GB2312", 10.5, "16", "left", 0),
        "表头": ("黑体", 10.5, "16", "center", 0),
    }  # fmt: skip
    assert found(styles, "w:style[w:name/@w:val='Body Text']//w:ind/@w:firstLine") == ["640"]
    assert found(styles, "w:style[w:name/@w:val='落款']//w:ind/@w:rightChars") == ["200"]
    fixed = found(styles, "w:style[w:name/@w:val='Body Text']//w:spacing/@w:lineRule")
    assert fixed == ["exact"]


def test_what_no_style_says_is_chinese_too(styles):
    (defaults,) = found(styles, "w:docDefaults/w:rPrDefault/w:rPr")
    assert found(defaults, "w:rFonts/@w:eastAsia") == ["仿宋_GB2312"]
    assert found(defaults, "w:rFonts/@w:ascii") == ["Times New Roman"]
    assert found(defaults, "w:lang/@w:eastAsia") == ["zh-CN"]
    for style in found(styles, "w:style[@w:type='paragraph']"):
        assert found(style, "w:rPr/w:rFonts/@w:eastAsia"), style.get(f"{W}styleId")
    (table,) = found(styles, "w:style[@w:type='table' and w:tblPr/w:tblBorders]")
    assert len(found(table, ".//w:rFonts/@w:eastAsia")) == 2


def test_every_run_has_its_chinese_font(parts):
    for name in ("document", "header1", "header2", "footer1", "footer2"):
        runs = found(etree.fromstring(parts[f"word/{name}.xml"]), "//w:r[w:t]")
        assert runs
        for run in runs:
            assert found(run, "w:rPr/w:rFonts/@w:eastAsia"), found(run, "w:t/text()")


def test_first_words_are_set_apart(body):
    runs = found(paragraph_of(body, "阳光家园托养。"), "w:r")
    fonts = [found(run, "w:rPr/w:rFonts/@w:eastAsia")[0] for run in runs]
    assert fonts == ["黑体", "仿宋_GB2312"]


def test_the_page_is_that_of_an_official_paper(body):
    (size,) = found(body, "//w:sectPr/w:pgSz")
    (margins,) = found(body, "//w:sectPr/w:pgMar")
    assert millimetres(size, "w", "h") == [210, 297]
    assert millimetres(margins, "top", "left", "right", "bottom") == [37, 28, 26, 35]


def millimetres(element, *names):
    return [round(int(element.get(W + name)) / 1440 * 25.4) for name in names]


def test_numbers_of_pages_stand_at_the_outer_side(parts, body, styles):
    assert found(etree.fromstring(parts["word/settings.xml"]), "w:evenAndOddHeaders")
    relations = etree.fromstring(parts["word/_rels/document.xml.rels"])
    targets = {item.get("Id"): item.get("Target") for item in relations}
    sides = {}
    for reference in found(body, "//w:sectPr/w:footerReference"):
        target = targets[found(reference, "string(@r:id)")]
        (line,) = found(etree.fromstring(parts[f"word/{target}"]), "w:p")
        assert found(line, ".//w:instrText/text()") == [" PAGE "]
        assert "".join(found(line, ".//w:t/text()")) == "— 1 —"
        assert set(found(line, ".//w:rFonts/@w:eastAsia")) == {"宋体"}
        assert set(found(line, ".//w:sz/@w:val")) == {"28"}
        sides[reference.get(f"{W}type")] = found(line, "w:pPr/w:jc/@w:val")
    assert sides == {"default": [], "even": ["left"]}
    assert style_values(styles, "footer")[-2] == "right"


def test_each_page_has_the_stamp_in_its_head(parts):
    for name in ("header1", "header2"):
        head = etree.fromstring(parts[f"word/{name}.xml"])
        assert found(head, "//w:t/text()") == [PAPER.stamp]


def test_fonts_that_are_missing_have_others_named(parts):
    table = etree.fromstring(parts["word/fontTable.xml"])
    others = {
        font.get(f"{W}name"): "".join(found(font, "w:altName/@w:val"))
        for font in found(table, "w:font")
    }
    assert "SimSun" in others["方正小标宋简体"]
    assert "FangSong" in others["仿宋_GB2312"]
    assert "KaiTi" in others["楷体_GB2312"]
    assert "SimHei" in others["黑体"]
    assert not [name for name in parts if "font" in name.lower() and "fontTable" not in name]


# ---------------------------------------------------------------- structure


def test_titles_and_headings_are_real_ones(body):
    named = [
        (found(item, "w:pPr/w:pStyle/@w:val")[0], "".join(found(item, ".//w:t/text()")))
        for item in found(body, "w:body/w:p[starts-with(w:pPr/w:pStyle/@w:val, 'Heading')"
                                " or w:pPr/w:pStyle/@w:val='Title']")
    ]  # fmt: skip
    assert named == [
        ("Title", "关于残疾人民生实事进展情况的通报"),
        ("Heading1", "一、总体情况"),
        ("Heading2", "（一）完成较好的县区"),
        ("Title", "第二篇"),
    ]


def test_a_break_belongs_to_what_follows(body):
    assert found(paragraph_of(body, "第二篇"), "w:pPr/w:pageBreakBefore")
    assert not found(body, "//w:br[@w:type='page']")


@pytest.mark.parametrize("before", [(), (Text("前"),), (TABLE,)])
def test_a_table_without_caption_can_begin_a_page(before):
    bare = replace(TABLE, caption="", unit="")
    content = word_file(replace(PAPER, blocks=(*before, PageBreak(), bare, bare)))
    root = etree.fromstring(parts_of(content)["word/document.xml"])
    assert len(found(root, "//w:pageBreakBefore")) == bool(before)
    assert not found(root, "//w:tbl/following-sibling::*[1][self::w:tbl]")
    assert found(root, "//w:sectPr/preceding-sibling::*[1][self::w:p]")


def test_rows_stay_whole_and_their_head_comes_again(body):
    for table in found(body, "//w:tbl"):
        rows = found(table, "w:tr")
        assert len(rows) == len(TABLE.rows) + 1
        assert [bool(found(row, "w:trPr/w:tblHeader")) for row in rows] == [
            True,
            *[False] * len(TABLE.rows),
        ]
        assert all(found(row, "w:trPr/w:cantSplit") for row in rows)


def test_cells_have_their_letters_and_places(body):
    table = found(body, "//w:tbl")[0]
    fonts = [set(found(row, ".//w:r/w:rPr/w:rFonts/@w:eastAsia")) for row in found(table, "w:tr")]
    assert fonts == [{"黑体"}, *[{"仿宋_GB2312"}] * 9, {"黑体"}]
    assert set(found(table, ".//w:r/w:rPr/w:sz/@w:val")) == {"21"}
    assert len(found(table, ".//w:r")) == len(found(table, ".//w:tc"))
    places = [found(row, ".//w:pStyle/@w:val") for row in found(table, "w:tr")][1]
    assert places == ["TableText", "TableNumber", "TableNumber", "TableText"]


@pytest.mark.parametrize("widths", [(2, 1, 1, 3), (1, 1, 1, 1.1), (0.1, 7, 1 / 3, 1)])
def test_columns_fill_the_width_of_the_text(widths):
    columns = tuple(TableColumn("项", width=width) for width in widths)
    content = word_file(replace(PAPER, blocks=(Table("表", "", columns, ()),)))
    root = etree.fromstring(parts_of(content)["word/document.xml"])
    given = [int(width) for width in found(root, "//w:tblGrid/w:gridCol/@w:w")]
    assert sum(given) == round(156 / 25.4 * 1440)
    assert given == pytest.approx([sum(given) * width / sum(widths) for width in widths], abs=1)


def test_the_unit_stands_once_above(body):
    units = [text for text in found(body, "//w:t/text()") if text.startswith("单位")]
    assert units == ["单位：人"] * 2


def test_what_people_typed_is_text(body):
    texts = found(body, "//w:t/text()")
    assert texts.count(TYPED_READ) == 3
    assert found(paragraph_of(body, "株洲市残疾人联合会"), "w:r/w:br")


def test_properties_name_the_paper(parts):
    core = etree.fromstring(parts["docProps/core.xml"])
    assert {key: found(core, f"string({key})") for key in (
        "dc:title", "dc:creator", "cp:lastModifiedBy", "dc:language", "dcterms:created",
        "dcterms:modified", "dc:description",
    )} == {
        "dc:title": "民生实事进展情况",
        "dc:creator": "株洲市残疾人联合会",
        "cp:lastModifiedBy": "株洲市残疾人联合会",
        "dc:language": "zh-CN",
        "dcterms:created": "2021-08-18T00:12:00Z",
        "dcterms:modified": "2021-08-18T00:12:00Z",
        "dc:description": "",
    }  # fmt: skip


def test_the_same_paper_has_the_same_bytes(monkeypatch):
    first = word_file(PAPER)
    monkeypatch.setattr("time.time", lambda: 2_000_000_000.0)
    assert word_file(PAPER) == first
    with ZipFile(BytesIO(first)) as package:
        assert {info.date_time[0] for info in package.infolist()} == {1980}


def test_nothing_of_the_template_remains(parts):
    assert not [name for name in parts if "thumbnail" in name or "customXml" in name]
