"""An ID number in the parts of a package that are no cells: it is found there too.

Each part is made twice, with an ID number and with a harmless word: the first must be refused
without the number being told, the second must be read, so that it is the number that refuses it.
"""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import openpyxl
import openpyxl.comments
import pytest

from etl.services.database import Database
from tests.corpus import kinds_privacy  # noqa: F401 - fills the register
from tests.corpus.checking import check_bytes, corpus_database
from tests.corpus.form import plain_form
from tests.corpus.kinds import KINDS
from tests.corpus.kinds_privacy import ID, LIST, MOBILE, MOBILE_CODE, RIGHT
from tests.corpus.writers import WRITERS
from tests.office import resaved

Maker = Callable[[str], bytes]
Part = tuple[str, str]
HARMLESS = "示例"

LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
SHEET = "xl/worksheets/sheet1.xml"


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    with corpus_database(tmp_path_factory.mktemp("parts")) as opened:
        yield opened


# ---------------------------------------------------------------- packages


def plain_xlsx() -> bytes:
    return WRITERS["xlsxwriter"].write(plain_form())


def repacked(
    content: bytes, edits: dict[str, Callable[[str], str]], added: dict[str, str | bytes]
) -> bytes:
    """The package with some parts changed and others added."""
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            text: str | bytes = old.read(name)
            if name in edits:
                assert isinstance(text, bytes)
                before = text.decode()
                text = edits[name](before)
                assert text != before, f"nothing was changed in {name}"
            new.writestr(name, text)
        for name, text in added.items():
            new.writestr(name, text)
    return target.getvalue()


def before(tag: str, more: str) -> Callable[[str], str]:
    """Put something before an element (or a closing one)."""
    return lambda text: text.replace(tag, more + tag, 1)


def relations(*items: Part) -> str:
    """The relationships of a part: (kind, target)."""
    made = "".join(
        f'<Relationship Id="rId{number}" Type="{LINKS}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(items, start=90)
    )
    return f'<Relationships xmlns="{PACKAGE}">{made}</Relationships>'


def edited(name: str, tag: str, more: str) -> bytes:
    return repacked(plain_xlsx(), {name: before(tag, more)}, {})


def on_sheet(tag: str, more: str) -> bytes:
    return edited(SHEET, tag, more)


def behind_margins(more: str) -> bytes:
    return on_sheet("</worksheet>", more)


def with_types(
    added: dict[str, str | bytes], types: dict[str, str], edits: dict[str, Callable[[str], str]]
) -> bytes:
    """Parts with their content types."""
    overrides = "".join(
        f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in types.items()
    )
    defaults = '<Default Extension="xlsx" ContentType="application/octet-stream"/>'
    typed = before("</Types>", defaults + overrides)
    return repacked(plain_xlsx(), {"[Content_Types].xml": typed} | edits, added)


OFFICE = "application/vnd.openxmlformats-officedocument"
DRAWING_TYPE = f"{OFFICE}.drawing+xml"
ANCHOR = (
    "<xdr:absoluteAnchor><xdr:pos x='1' y='1'/><xdr:ext cx='900000' cy='900000'/>{inner}"
    "<xdr:clientData/></xdr:absoluteAnchor>"
)
SHEET_LINK = f'<drawing xmlns:r="{LINKS}" r:id="rId90"/>'


def drawing(inner: str) -> str:
    return (
        f'<xdr:wsDr xmlns:xdr="{DRAWING}/spreadsheetDrawing" xmlns:a="{DRAWING}/main" '
        f'xmlns:r="{LINKS}">{ANCHOR.format(inner=inner)}</xdr:wsDr>'
    )


def shape(text: str, described: str = "") -> str:
    return (
        f'<xdr:sp macro="" textlink=""><xdr:nvSpPr><xdr:cNvPr id="2" name="文本框 1" descr="{described}"/>'
        "<xdr:cNvSpPr txBox='1'/></xdr:nvSpPr><xdr:spPr/><xdr:txBody><a:bodyPr/>"
        f"<a:p><a:r><a:t>{text}</a:t></a:r></a:p></xdr:txBody></xdr:sp>"
    )


def drawn(inner: str, added: dict[str, str | bytes] | None = None, *links: Part) -> bytes:
    """A drawing on the form's sheet, with what it refers to."""
    parts: dict[str, str | bytes] = {
        "xl/worksheets/_rels/sheet1.xml.rels": relations(("drawing", "../drawings/drawing1.xml")),
        "xl/drawings/drawing1.xml": drawing(inner),
    }
    if links:
        parts["xl/drawings/_rels/drawing1.xml.rels"] = relations(*links)
    types = {"xl/drawings/drawing1.xml": DRAWING_TYPE}
    if added:
        types |= {name: f"{OFFICE}.drawingml.chart+xml" for name in added if "chart" in name}
    return with_types(parts | (added or {}), types, {SHEET: before("</worksheet>", SHEET_LINK)})


def chart(title: str, cached: str = HARMLESS) -> bytes:
    frame = (
        '<xdr:graphicFrame macro=""><xdr:nvGraphicFramePr><xdr:cNvPr id="2" name="图表 1"/>'
        "<xdr:cNvGraphicFramePr/></xdr:nvGraphicFramePr><xdr:xfrm/><a:graphic><a:graphicData "
        f'uri="{DRAWING}/chart"><c:chart xmlns:c="{DRAWING}/chart" r:id="rId90"/>'
        "</a:graphicData></a:graphic></xdr:graphicFrame>"
    )
    text = (
        f'<c:chartSpace xmlns:c="{DRAWING}/chart" xmlns:a="{DRAWING}/main"><c:chart><c:title><c:tx>'
        f"<c:rich><a:bodyPr/><a:p><a:r><a:t>{title}</a:t></a:r></a:p></c:rich></c:tx></c:title>"
        "<c:plotArea><c:barChart><c:ser><c:cat><c:strRef><c:f>月报!$C$5</c:f><c:strCache>"
        f'<c:ptCount val="1"/><c:pt idx="0"><c:v>{cached}</c:v></c:pt></c:strCache></c:strRef></c:cat>'
        "</c:ser></c:barChart></c:plotArea></c:chart></c:chartSpace>"
    )
    return drawn(frame, {"xl/charts/chart1.xml": text}, ("chart", "../charts/chart1.xml"))


def beside_sheet(kind: str, name: str, text: str, more: str = "") -> bytes:
    """A part that the form's sheet refers to."""
    parts: dict[str, str | bytes] = {
        "xl/worksheets/_rels/sheet1.xml.rels": relations((kind, f"../{name}")),
        f"xl/{name}": text,
    }
    edits = {SHEET: before("</worksheet>", more)} if more else {}
    return with_types(parts, {}, edits)


def beside_book(kind: str, name: str, text: str, more: str = "") -> bytes:
    """A part that the workbook refers to."""
    link = f'<Relationship Id="rId90" Type="{LINKS}/{kind}" Target="{name}"/>'
    edits = {"xl/_rels/workbook.xml.rels": before("</Relationships>", link)}
    if more:
        edits["xl/workbook.xml"] = before("<calcPr", more)
    return with_types({f"xl/{name}": text}, {}, edits)


def of_book(more: str) -> bytes:
    return edited("xl/workbook.xml", "<calcPr", more)


def validation(formula: str = '"人,户"', attributes: str = "") -> bytes:
    return on_sheet(
        "<pageMargins",
        f'<dataValidations count="1"><dataValidation type="list" allowBlank="1" {attributes} '
        f'sqref="D5:D16"><formula1>{formula}</formula1></dataValidation></dataValidations>',
    )


def property_of(part: str, closing: str, more: str) -> bytes:
    return edited(f"docProps/{part}.xml", closing, more)


def custom_property(text: str) -> bytes:
    schema = "http://schemas.openxmlformats.org/officeDocument/2006"
    made = (
        f'<Properties xmlns="{schema}/custom-properties" xmlns:vt="{schema}/docPropsVTypes">'
        '<property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="2" name="备注">'
        f"<vt:lpwstr>{text}</vt:lpwstr></property></Properties>"
    )
    link = (
        f'<Relationship Id="rId90" Type="{LINKS}/custom-properties" Target="docProps/custom.xml"/>'
    )
    edits = {"_rels/.rels": before("</Relationships>", link)}
    return with_types(
        {"docProps/custom.xml": made},
        {"docProps/custom.xml": f"{OFFICE}.custom-properties+xml"},
        edits,
    )


def embedded(text: str) -> bytes:
    """A workbook inside the workbook, as pasted from another file."""
    inside = openpyxl.Workbook()
    inside.worksheets[0]["B2"] = text
    target = io.BytesIO()
    inside.save(target)
    parts: dict[str, str | bytes] = {
        "xl/worksheets/_rels/sheet1.xml.rels": relations(("package", "../embeddings/book1.xlsx")),
        "xl/embeddings/book1.xlsx": target.getvalue(),
    }
    return with_types(parts, {}, {})


def behind_merge(text: str) -> bytes:
    """A value that a merged range covers, as programs leave it."""
    form = plain_form()
    form.sheet.put(7, 2, text)
    return WRITERS["xlsxwriter"].write(form)


def number_format(text: str, used: bool) -> bytes:
    form = plain_form()
    if used:
        form.sheet.put(16, 13, 5, f'0"{text}"')
        return WRITERS["xlsxwriter"].write(form)
    more = f'<numFmts count="1"><numFmt numFmtId="190" formatCode="0&quot;{text}&quot;"/></numFmts>'
    return edited("xl/styles.xml", "<fonts", more)


def comment_author(text: str) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(WRITERS["openpyxl"].write(plain_form())))
    book.worksheets[0]["K5"].comment = openpyxl.comments.Comment("已核", text)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def string_item(inner: str) -> bytes:
    return edited("xl/sharedStrings.xml", "</sst>", f"<si>{inner}</si>")


def reading_aid(text: str) -> bytes:
    more = f'<rPh sb="0" eb="1"><t>{text}</t></rPh>'
    return repacked(
        plain_xlsx(),
        {"xl/sharedStrings.xml": lambda old: old.replace("</t></si>", f"</t>{more}</si>", 1)},
        {},
    )


def external_cache(text: str) -> bytes:
    made = (
        f'<externalLink xmlns="{MAIN}" xmlns:r="{LINKS}"><externalBook r:id="rId1"><sheetNames>'
        '<sheetName val="名单"/></sheetNames><sheetDataSet><sheetData sheetId="0"><row r="2">'
        f'<cell r="B2" t="str"><v>{text}</v></cell></row></sheetData></sheetDataSet></externalBook>'
        "</externalLink>"
    )
    more = '<externalReferences><externalReference r:id="rId90"/></externalReferences>'
    return beside_book("externalLink", "externalLinks/externalLink1.xml", made, more)


def pivot_cache(text: str) -> bytes:
    made = (
        f'<pivotCacheDefinition xmlns="{MAIN}"><cacheFields count="1"><cacheField name="项目">'
        f'<sharedItems count="1"><s v="{text}"/></sharedItems></cacheField></cacheFields>'
        "</pivotCacheDefinition>"
    )
    return beside_book("pivotCacheDefinition", "pivotCache/pivotCacheDefinition1.xml", made)


def threaded_comment(text: str) -> bytes:
    made = (
        '<ThreadedComments xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments">'
        f'<threadedComment ref="K5" dT="2021-09-02T00:00:00.00"><text>{text}</text></threadedComment>'
        "</ThreadedComments>"
    )
    return beside_sheet("threadedComment", "threadedComments/threadedComment1.xml", made)


def table_column(text: str) -> bytes:
    made = (
        f'<table xmlns="{MAIN}" id="1" name="表1" displayName="表1" ref="M3:M5"><tableColumns count="1">'
        f'<tableColumn id="1" name="{text}"/></tableColumns></table>'
    )
    more = f'<tableParts count="1"><tablePart xmlns:r="{LINKS}" r:id="rId90"/></tableParts>'
    return beside_sheet("table", "tables/table1.xml", made, more)


def custom_xml(text: str) -> bytes:
    link = f'<Relationship Id="rId90" Type="{LINKS}/customXml" Target="../customXml/item1.xml"/>'
    edits = {"xl/_rels/workbook.xml.rels": before("</Relationships>", link)}
    return with_types({"customXml/item1.xml": f"<data><person>{text}</person></data>"}, {}, edits)


def cell_pictures(text: str) -> bytes:
    """The pictures of cells as WPS keeps them, with their names."""
    made = (
        '<etc:cellImages xmlns:etc="http://www.wps.cn/officeDocument/2017/etCustomData" '
        f'xmlns:xdr="{DRAWING}/spreadsheetDrawing"><etc:cellImage><xdr:pic><xdr:nvPicPr>'
        f'<xdr:cNvPr id="2" name="ID_1" descr="{text}"/></xdr:nvPicPr></xdr:pic></etc:cellImage>'
        "</etc:cellImages>"
    )
    return beside_book("cellImage", "cellimages.xml", made)


def diagram(text: str) -> bytes:
    made = (
        f'<dgm:dataModel xmlns:dgm="{DRAWING}/diagram" xmlns:a="{DRAWING}/main"><dgm:ptLst><dgm:pt>'
        f"<dgm:t><a:p><a:r><a:t>{text}</a:t></a:r></a:p></dgm:t></dgm:pt></dgm:ptLst></dgm:dataModel>"
    )
    added: dict[str, str | bytes] = {"xl/diagrams/data1.xml": made}
    return drawn(shape(HARMLESS), added, ("diagramData", "../diagrams/data1.xml"))


def header_footer(tag: str) -> Maker:
    return lambda text: behind_margins(f"<headerFooter><{tag}>&amp;C{text}</{tag}></headerFooter>")


def linked(attributes: str, text: str) -> bytes:
    more = (
        f'<hyperlinks><hyperlink ref="K5" location="月报!A1" {attributes}="{text}"/></hyperlinks>'
    )
    return on_sheet("<pageMargins", more)


XLSX: dict[str, Maker] = {
    "list of a validation": lambda text: validation(f'"人,户,{text}"'),
    "prompt of a validation": lambda text: validation(attributes=f'prompt="例 {text}"'),
    "title of a validation's prompt": lambda text: validation(attributes=f'promptTitle="{text}"'),
    "error of a validation": lambda text: validation(attributes=f'error="{text}"'),
    "print header": header_footer("oddHeader"),
    "print footer": header_footer("oddFooter"),
    "first page's header": header_footer("firstHeader"),
    "even page's footer": header_footer("evenFooter"),
    "value of a defined name": lambda text: of_book(
        f'<definedNames><definedName name="证号">"{text}"</definedName></definedNames>'
    ),
    "hidden defined name": lambda text: of_book(
        f'<definedNames><definedName name="证号" hidden="1">"{text}"</definedName></definedNames>'
    ),
    "a defined name itself": lambda text: of_book(
        f'<definedNames><definedName name="_{text}">月报!$A$1</definedName></definedNames>'
    ),
    "comment of a defined name": lambda text: of_book(
        f'<definedNames><definedName name="甲" comment="{text}">月报!$A$1</definedName></definedNames>'
    ),
    "title of the document": lambda text: property_of(
        "core", "</cp:coreProperties>", f"<dc:title>{text}</dc:title>"
    ),
    "keywords of the document": lambda text: property_of(
        "core", "</cp:coreProperties>", f"<cp:keywords>{text}</cp:keywords>"
    ),
    "description of the document": lambda text: property_of(
        "core", "</cp:coreProperties>", f"<dc:description>王五 {text}</dc:description>"
    ),
    "company of the document": lambda text: property_of(
        "app", "</Properties>", f"<Company>{text}</Company>"
    ),
    "custom property": custom_property,
    "text box": lambda text: drawn(shape(text)),
    "text box in runs": lambda text: drawn(shape(f"{text[:2]}</a:t></a:r><a:r><a:t>{text[2:]}")),
    "description of a shape": lambda text: drawn(shape(HARMLESS, text)),
    "title of a chart": chart,
    "cached labels of a chart": lambda text: chart(HARMLESS, text),
    "diagram": diagram,
    "rule of a conditional format": lambda text: on_sheet(
        "<pageMargins",
        '<conditionalFormatting sqref="K5"><cfRule type="expression" priority="1">'
        f'<formula>$K5="{text}"</formula></cfRule></conditionalFormatting>',
    ),
    "hint of a link": lambda text: linked("tooltip", text),
    "shown text of a link": lambda text: linked("display", text),
    "column of a table object": table_column,
    "criterion of a filter": lambda text: on_sheet(
        "<mergeCells",
        '<autoFilter ref="M3:N9"><filterColumn colId="0"><filters>'
        f'<filter val="{text}"/></filters></filterColumn></autoFilter>',
    ),
    "value of a scenario": lambda text: on_sheet(
        "<mergeCells",
        f'<scenarios><scenario name="一" count="1"><inputCells r="M9" val="{text}"/></scenario></scenarios>',
    ),
    "number format of a cell": lambda text: number_format(text, used=True),
    "number format that no cell has": lambda text: number_format(text, used=False),
    "name of a cell style": lambda text: repacked(
        plain_xlsx(),
        {
            "xl/styles.xml": lambda old: old.replace(
                '<cellStyle name="Normal"', f'<cellStyle name="{text}"'
            )
        },
        {},
    ),
    "cell behind a merged one": behind_merge,
    "string that no cell uses": lambda text: string_item(f"<t>{text}</t>"),
    "reading aid of a string": reading_aid,
    "author of a comment": comment_author,
    "threaded comment": threaded_comment,
    "cache of another workbook": external_cache,
    "cache of a pivot table": pivot_cache,
    "custom XML": custom_xml,
    "description of a cell's picture": cell_pictures,
    "embedded workbook": embedded,
}

# ---------------------------------------------------------------- OpenDocument

SPACES = {
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "draw": "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0",
    "dc": "http://purl.org/dc/elements/1.1/",
    "xlink": "http://www.w3.org/1999/xlink",
}


def ods(edit: Callable[[str], str], part: str = "content.xml") -> bytes:
    """The form as .ods with its text changed."""

    def change(text: str) -> str:
        missing = "".join(
            f' xmlns:{name}="{value}"'
            for name, value in SPACES.items()
            if f"xmlns:{name}=" not in text
        )
        return edit(re.sub(r"<office:document-\w+", lambda tag: tag[0] + missing, text, count=1))

    return repacked(WRITERS["odfpy"].write(plain_form()), {part: change}, {})


def ods_cell(inner: str, attributes: str = "") -> bytes:
    """A cell of the foot's row with anything in it."""
    cell = f'<table:table-cell office:value-type="string"{attributes}>{inner}</table:table-cell>'
    row = f"<table:table-row><table:table-cell/>{cell}</table:table-row>"
    return ods(before("</table:table></office:spreadsheet>", row))


def ods_sheet(more: str, tag: str = "<table:table-row") -> bytes:
    return ods(before(tag, more))


def ods_book(more: str, tag: str = "<table:table ") -> bytes:
    return ods(before(tag, more))


def ods_master(text: str) -> bytes:
    more = (
        '<office:master-styles><style:master-page style:name="Default"><style:header>'
        f"<text:p>{text}</text:p></style:header></style:master-page></office:master-styles>"
    )
    return ods(before("</office:document-styles>", more), "styles.xml")


def hidden_table(text: str) -> bytes:
    style = (
        '<office:automatic-styles><style:style style:name="ta9" style:family="table">'
        '<style:table-properties table:display="false"/></style:style></office:automatic-styles>'
    )
    table = (
        '<table:table table:name="底稿" table:style-name="ta9"><table:table-row><table:table-cell '
        f'office:value-type="string"><text:p>{text}</text:p></table:table-cell></table:table-row></table:table>'
    )

    def edit(old: str) -> str:
        styled = old.replace("<office:automatic-styles/>", style, 1)
        return styled.replace("</office:spreadsheet>", table + "</office:spreadsheet>", 1)

    return ods(edit)


ODS: dict[str, Maker] = {
    "annotation": lambda text: ods_cell(
        f"<office:annotation><text:p>{text}</text:p></office:annotation><text:p>已核</text:p>"
    ),
    "annotation on a blank cell": lambda text: ods_cell(
        f"<office:annotation><text:p>{text}</text:p></office:annotation>"
    ),
    "spans": lambda text: ods_cell(f"<text:p>{text[:2]}<text:span>{text[2:]}</text:span></text:p>"),
    "spaces of its own": lambda text: ods_cell(f"<text:p>{text[:2]}<text:s/>{text[2:]}</text:p>"),
    "two paragraphs": lambda text: ods_cell(
        f"<text:p>{text[:2]}</text:p><text:p>{text[2:]}</text:p>"
    ),
    "stored text behind the shown": lambda text: ods_cell(
        "<text:p>见备注</text:p>", f' office:string-value="{text}"'
    ),
    "formula": lambda text: ods_cell(
        "<text:p>1990</text:p>", f' table:formula="of:=MID(&quot;{text}&quot;;1;1)"'
    ),
    "link's address": lambda text: ods_cell(
        f'<text:p><text:a xlink:href="http://example.com/{text}">链接</text:a></text:p>'
    ),
    "covered cell": lambda text: ods(
        lambda old: old.replace(
            "<table:covered-table-cell/>",
            '<table:covered-table-cell office:value-type="string">'
            f"<text:p>{text}</text:p></table:covered-table-cell>",
            1,
        )
    ),
    "hidden sheet": hidden_table,
    "page header": ods_master,
    "title of the document": lambda text: ods(
        before("</office:meta>", f"<dc:title>{text}</dc:title>"), "meta.xml"
    ),
    "property of the document": lambda text: ods(
        before("</office:meta>", f'<meta:user-defined meta:name="备注">{text}</meta:user-defined>'),
        "meta.xml",
    ),
    "text box": lambda text: ods_sheet(
        f"<table:shapes><draw:frame><draw:text-box><text:p>{text}</text:p></draw:text-box></draw:frame>"
        "</table:shapes>"
    ),
    "validation": lambda text: ods_book(
        '<table:content-validations><table:content-validation table:name="v1" '
        f'table:condition="of:cell-content-is-in-list(&quot;{text}&quot;)"/></table:content-validations>'
    ),
    "named expression": lambda text: ods_book(
        '<table:named-expressions><table:named-expression table:name="证号" '
        f'table:expression="&quot;{text}&quot;"/></table:named-expressions>',
        "</office:spreadsheet>",
    ),
    "tracked change": lambda text: ods_book(
        '<table:tracked-changes><table:cell-content-change table:id="c1"><table:previous>'
        f'<table:change-track-table-cell office:value-type="string"><text:p>{text}</text:p>'
        "</table:change-track-table-cell></table:previous></table:cell-content-change></table:tracked-changes>"
    ),
    "description of a sheet": lambda text: ods_sheet(f"<table:desc>{text}</table:desc>"),
}


# ---------------------------------------------------------------- what must come of it


def outcome(database: Database, content: bytes, suffix: str) -> tuple[str, set[str], str]:
    answer = check_bytes(database, content, f"月报{suffix}")
    told = json.dumps(answer, ensure_ascii=False)
    return answer["outcome"], {item["code"] for item in answer["findings"]}, told


CASES = [
    *(pytest.param(".xlsx", maker, id=f"xlsx {name}") for name, maker in XLSX.items()),
    *(pytest.param(".ods", maker, id=f"ods {name}") for name, maker in ODS.items()),
]


@pytest.mark.parametrize(("suffix", "maker"), CASES)
def test_an_id_number_in_a_part_is_refused(database: Database, suffix: str, maker: Maker) -> None:
    result, codes, told = outcome(database, maker(RIGHT), suffix)
    assert (result, codes) == ("errors", {ID})
    assert RIGHT not in told


@pytest.mark.parametrize(("suffix", "maker"), CASES)
def test_the_same_part_with_a_harmless_word_is_read(
    database: Database, suffix: str, maker: Maker
) -> None:
    result, codes, _ = outcome(database, maker(HARMLESS), suffix)
    assert (result, codes) == ("ok", set())


@pytest.mark.parametrize(
    "name", ["text box", "title of a chart", "threaded comment", "list of a validation"]
)
def test_a_mobile_number_in_a_part_is_refused(database: Database, name: str) -> None:
    result, codes, told = outcome(database, XLSX[name](MOBILE), ".xlsx")
    assert (result, codes) == ("errors", {MOBILE_CODE})
    assert MOBILE not in told


LOST_BY_OFFICE = {"author of a comment"}
SAVED_BY_OFFICE = (
    "author of a comment",
    "cell behind a merged one",
    "list of a validation",
    "number format of a cell",
    "print footer",
    "print header",
    "prompt of a validation",
    "text box",
    "title of a chart",
    "title of the document",
    "value of a defined name",
)


@pytest.mark.office
@pytest.mark.parametrize("kind", ["xls", "ods"])
def test_a_part_as_another_program_saves_it(
    database: Database, office: Path, tmp_path: Path, kind: str
) -> None:
    form = plain_form()
    form.sheet.comments[6, 8] = f"王五 {RIGHT}"
    made = {name: XLSX[name](RIGHT) for name in SAVED_BY_OFFICE}
    made["comment"] = WRITERS["xlsxwriter"].write(form)
    files = [(".xlsx", content) for content in made.values()]
    saved = dict(zip(made, resaved(office, files, kind, tmp_path), strict=True))
    holding = [name for name, content in saved.items() if kept_by(content)]
    assert made.keys() - holding <= LOST_BY_OFFICE
    told = {name: outcome(database, saved[name], f".{kind}") for name in holding}
    assert {name: found[:2] for name, found in told.items()} == dict.fromkeys(
        holding, ("errors", {ID})
    )
    assert "H6" in told["comment"][2]


def kept_by(content: bytes) -> bool:
    """Whether the number is anywhere in what was saved."""
    if zipfile.is_zipfile(io.BytesIO(content)):
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            content = b"".join(package.read(name) for name in package.namelist())
    forms = (RIGHT.encode(), RIGHT.encode("utf-16-le"))
    return any(form in content for form in forms)


# ---------------------------------------------------------------- where it is said to be


@pytest.mark.parametrize(
    ("kind", "code", "sheet", "cell"),
    [
        ("ID number on a hidden sheet", ID, "Sheet3", "C4"),
        ("ID number on a very hidden sheet", ID, "Sheet3", "C4"),
        ("ID number on another sheet", ID, "Sheet3", "C4"),
        ("ID number in a comment on a figure", ID, "月报", "H6"),
        ("ID number in a hidden row", ID, "月报", "B30"),
        ("mobile number on another sheet", MOBILE_CODE, "Sheet3", "C4"),
        ("list with number, name, kind", LIST, "名单", "B1"),
        ("list on a hidden sheet", LIST, "名单", "B1"),
        ("list that begins in row 40", LIST, "名单", "B40"),
    ],
)
def test_the_cell_is_named(database: Database, kind: str, code: str, sheet: str, cell: str) -> None:
    content = WRITERS["xlsxwriter"].write(KINDS[f"privacy: {kind}"].form())
    answer = check_bytes(database, content, "月报.xlsx")
    told = [(item["code"], item["sheet"], item["cell"], item["raw"]) for item in answer["findings"]]
    assert told == [(code, sheet, cell, None)]


@pytest.mark.parametrize("writer", ["openpyxl", "xlsxwriter", "exporter"])
@pytest.mark.parametrize(
    ("row", "column", "cell"),
    [(5000, 702, "ZZ5000"), (1_048_576, 1, "A1048576"), (3, 16_384, "XFD3")],
)
def test_the_farthest_cells_are_searched(
    database: Database, writer: str, row: int, column: int, cell: str
) -> None:
    form = plain_form()
    form.sheet.put(row, column, RIGHT)
    answer = check_bytes(database, WRITERS[writer].write(form), "月报.xlsx")
    assert [(item["code"], item["cell"]) for item in answer["findings"]] == [(ID, cell)]


# ---------------------------------------------------------------- the file's own name


@pytest.mark.parametrize("name", [f"{RIGHT}.xlsx", f"王五{RIGHT}的月报.xlsx", f"ID{RIGHT}.xlsx"])
def test_an_id_number_in_the_files_name_is_refused(database: Database, name: str) -> None:
    answer = check_bytes(database, plain_xlsx(), name)
    assert {item["code"] for item in answer["findings"]} == {ID}


def test_a_mobile_number_in_the_files_name_is_refused(database: Database) -> None:
    answer = check_bytes(database, plain_xlsx(), f"昌黎县8月{MOBILE}.xlsx")
    assert {item["code"] for item in answer["findings"]} == {MOBILE_CODE}


def long_sheet(foot: str, feet: str) -> bytes:
    """A form in an exporter's file of some megabytes, with a foot of the table and of the page."""
    form = plain_form()
    form.sheet.put(18, 4, foot)
    content = WRITERS["exporter"].write(form)
    blank = "".join(
        f'<x:row r="{row}"><x:c r="A{row}" s="0"/></x:row>' for row in range(30, 90_000)
    )

    def grown(text: str) -> str:
        longer = text.replace("</x:sheetData>", f"{blank}</x:sheetData>")
        oddly = f"<x:headerFooter><x:oddFooter>{feet}</x:oddFooter></x:headerFooter></x:worksheet>"
        return longer.replace("</x:worksheet>", oddly)

    return repacked(content, {"xl/worksheets/sheet1.xml": grown}, {})


def test_a_long_sheet_is_searched_around_its_cells(database: Database) -> None:
    phone = f"联系电话：{MOBILE}"
    assert outcome(database, long_sheet(phone, HARMLESS), ".xlsx")[:2] == ("ok", set())
    assert outcome(database, long_sheet(phone, RIGHT), ".xlsx")[:2] == ("errors", {ID})
    assert outcome(database, long_sheet("", MOBILE), ".xlsx")[:2] == ("errors", {MOBILE_CODE})
