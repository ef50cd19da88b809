"""Bytes decide what a file is; whatever it is, reading it ends with cells or a code."""

import random
import struct
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from etl.domain.codes_file import FILE_CODES
from etl.workbook.archive import CappedArchive
from etl.workbook.grid import UnreadableWorkbook
from etl.workbook.limits import MAX_FILE
from etl.workbook.opening import open_workbook
from tests.workbook.made_files import (
    MAIN,
    PACKAGE,
    Grid,
    by_odfpy,
    by_openpyxl,
    by_xlsxwriter,
    by_xlwt,
    compound,
    content,
    directory_entry,
    ods,
    ods_rows,
    refusal,
    xlsx,
    xlsx_parts,
    zipped,
)

SMALL: Grid = {(1, 1): "月报", (2, 2): 12, (3, 3): 330.1}
WRITERS = {
    "xlsx": by_xlsxwriter, "openpyxl": by_openpyxl, "xls": by_xlwt, "ods": by_odfpy,
}  # fmt: skip
MACRO = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
BINARY = "application/vnd.ms-excel.sheet.binary.macroEnabled.main"
MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def types(content_type: str) -> str:
    override = f'<Override PartName="/xl/workbook.xml" ContentType="{content_type}"/>'
    return f'<Types xmlns="{PACKAGE}/content-types">{override}</Types>'


def biff(*records: tuple[int, bytes]) -> bytes:
    return b"".join(struct.pack("<HH", code, len(data)) + data for code, data in records)


BIFF8_BOF = (0x809, struct.pack("<HHHHII", 0x600, 5, 0, 0, 0, 0))
BIFF5_BOF = (0x809, struct.pack("<HHHH", 0x500, 5, 0, 0))

FOREIGN = {
    "nothing": (b"", "E-FILE-EMPTY"),
    "large": (b"PK\x03\x04" + b"\0" * MAX_FILE, "E-FILE-TOO-LARGE"),
    "encrypted xlsx": (
        compound({"EncryptionInfo": b"x", "EncryptedPackage": b"x"}), "E-FILE-ENCRYPTED"),
    "encrypted xls": (
        compound({"Workbook": biff(BIFF8_BOF, (0x2F, b"\1\0\1\0\1\0"), (0x0A, b""))}),
        "E-FILE-ENCRYPTED"),
    "encrypted ods": (
        zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet",
                "content.xml": b"\x8f\x01noise",
                "META-INF/manifest.xml": "<manifest:encryption-data/>"}),
        "E-FILE-ENCRYPTED"),
    "encrypted ods of newer office": (
        zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet",
                "encrypted-package": b"noise"}),
        "E-FILE-ENCRYPTED"),
    "macro by type": (
        zipped({**xlsx_parts(""), "[Content_Types].xml": types(MACRO)}), "E-FILE-MACRO"),
    "macro by part": (zipped({**xlsx_parts(""), "xl/vbaProject.bin": b"x"}), "E-FILE-MACRO"),
    "xlsb": (
        zipped({"[Content_Types].xml": types(BINARY), "xl/workbook.bin": b"x"}), "E-FILE-XLSB"),
    "html": (b"<html><table><tr><td>1</td></tr></table></html>", "E-FILE-HTML"),
    "html with mark and blanks": (
        b"\xef\xbb\xbf\r\n  <!DOCTYPE HTML PUBLIC>\n<HTML><body>", "E-FILE-HTML"),
    "html in gbk": ("<meta charset=gbk><table><tr><td>昌黎".encode("gbk"), "E-FILE-HTML"),
    "web archive": (b"MIME-Version: 1.0\nContent-Type: multipart/related", "E-FILE-HTML"),
    "xml 2003": (
        b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>\n'
        b'<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>', "E-FILE-XML2003"),
    "other xml": (b'<?xml version="1.0"?><a/>', "E-FILE-UNKNOWN"),
    "csv": ("项目,本月\n康复,3\n辅具,4\n".encode(), "E-FILE-CSV"),
    "csv in gbk": ("项目,本月\r\n康复,3\r\n".encode("gbk"), "E-FILE-CSV"),
    "tabs in utf-16": ("项目\t本月\n康复\t3\n".encode("utf-16"), "E-FILE-CSV"),
    "text": ("各县区:请按时报送。\n".encode(), "E-FILE-TEXT"),
    "docx": (
        zipped({"[Content_Types].xml": "<Types/>", "word/document.xml": "<x/>"}), "E-FILE-WORD"),
    "doc": (compound({"WordDocument": b"x", "1Table": b"x"}), "E-FILE-WORD"),
    "odt": (
        ods("", mimetype="application/vnd.oasis.opendocument.text"), "E-FILE-WORD"),
    "rtf": (rb"{\rtf1\ansi text}", "E-FILE-WORD"),
    "pdf": (b"%PDF-1.7\n%\xe2\xe3", "E-FILE-PDF"),
    "zip": (zipped({"a.xlsx": b"x", "b.xlsx": b"x"}), "E-FILE-ZIP"),
    "empty zip": (zipped({}), "E-FILE-ZIP"),
    "rar": (b"Rar!\x1a\x07\x01\x00", "E-FILE-ZIP"),
    "et of its own kind": (compound({"ETContent": b"x"}), "E-FILE-ET"),
    "ole with nothing": (compound({}), "E-FILE-UNKNOWN"),
    "powerpoint": (compound({"PowerPoint Document": b"x"}), "E-FILE-UNKNOWN"),
    "pptx": (
        zipped({"[Content_Types].xml": "<Types/>", "ppt/presentation.xml": "<x/>"}),
        "E-FILE-UNKNOWN"),
    "biff5": (compound({"Book": biff(BIFF5_BOF, (0x0A, b""))}), "E-FILE-OLD-XLS"),
    "picture": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "E-FILE-UNKNOWN"),
    "zeros": (b"\0" * 4096, "E-FILE-UNKNOWN"),
    "zip cut short": (by_xlsxwriter(SMALL)[:-30], "E-FILE-BROKEN"),
    "ole cut short": (by_xlwt(SMALL)[:600], "E-FILE-BROKEN"),
    "no workbook part": (
        zipped({"[Content_Types].xml": types("x"), "xl/other.xml": "<x/>"}), "E-FILE-BROKEN"),
    "no content of ods": (ods("<x/>"), "E-FILE-BROKEN"),
}  # fmt: skip


@pytest.mark.parametrize("name", FOREIGN)
def test_what_is_no_workbook_is_refused_for_what_it_is(name: str) -> None:
    data, code = FOREIGN[name]
    assert refusal(data) == code


def test_every_code_used_here_has_a_sentence() -> None:
    assert {code for _, code in FOREIGN.values()} <= FILE_CODES.keys()


@pytest.mark.parametrize("name", WRITERS)
def test_bytes_decide_the_format(name: str) -> None:
    book = open_workbook(WRITERS[name](SMALL))
    assert book.format == {"openpyxl": "xlsx"}.get(name, name)


def test_an_embedded_workbook_with_macros_is_no_macro_of_this_one() -> None:
    parts = xlsx_parts('<row r="1"><c r="A1"><v>1</v></c></row>')
    embedded = "application/vnd.ms-excel.sheet.macroEnabled.12"
    default = f'<Default Extension="xlsm" ContentType="{embedded}"/></Types>'
    parts["[Content_Types].xml"] = str(parts["[Content_Types].xml"]).replace("</Types>", default)
    assert content(zipped(parts)) == {"A1": 1}


def test_only_streams_at_the_root_say_what_a_compound_file_is() -> None:
    # An embedded document hangs below a storage and brings streams of its own.
    directory = compound({"Workbook": b"x"})
    at_root = directory_entry("Workbook", 2)[:64]
    hidden = directory.replace(at_root, directory_entry("MBD00", 1)[:64])
    assert refusal(hidden) == "E-FILE-UNKNOWN"


@pytest.mark.parametrize("entity", ["internal", "external", "many"])
def test_document_types_are_refused(entity: str) -> None:
    declared = {
        "internal": '<!DOCTYPE a [<!ENTITY x "12">]>',
        "external": '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        "many": "<!DOCTYPE a [<!ENTITY a 'x'>"
        + "".join(f"<!ENTITY x{n} '{'&a;' * 50}'>" for n in range(50))
        + "<!ENTITY x '&x1;'>]>",
    }[entity]
    parts = xlsx_parts('<row r="1"><c r="A1"><v>&x;</v></c></row>')
    parts["xl/worksheets/sheet1.xml"] = declared + str(parts["xl/worksheets/sheet1.xml"])
    assert refusal(zipped(parts)) == "E-FILE-BROKEN"


BLANK_ROW = '<row r="{0}"><c r="A{0}" s="1"/><c r="B{0}" s="1"/></row>'
BOMBS = {
    "more than 200 MB by the directory": (lambda: xlsx(" " * 210_000_000), "E-FILE-UNPACKED"),
    "one endless text": (
        lambda: xlsx('<row><c t="str"><v>' + "x" * 30_000_000 + "</v></c></row>"),
        "E-FILE-BROKEN"),
    "one endless tag": (lambda: xlsx('<row a="' + "x" * 30_000_000 + '"/>'), "E-FILE-BROKEN"),
    "endless content types": (
        lambda: zipped({**xlsx_parts(""), "[Content_Types].xml": " " * 30_000_000}),
        "E-FILE-BROKEN"),
    "endless depth": (lambda: xlsx("<a>" * 3_000_000), "E-FILE-BROKEN"),
    "endless elements": (lambda: xlsx("<a/>" * 4_100_000), "E-FILE-UNPACKED"),
    "too many rows": (
        lambda: xlsx("".join(f'<row r="{n}"><c><v>1</v></c></row>' for n in range(1, 10_002))),
        "E-FILE-TOO-MANY-ROWS"),
    "too many rows by repetition": (
        lambda: ods_rows('<table:table-row table:number-rows-repeated="1048576"><table:table-cell'
                         ' office:value-type="float" office:value="1"/></table:table-row>'),
        "E-FILE-TOO-MANY-ROWS"),
    "too many columns by repetition": (
        lambda: ods_rows('<table:table-row><table:table-cell office:value-type="float" '
                         'office:value="1" table:number-columns-repeated="99999999"/>'
                         "</table:table-row>"),
        "E-FILE-TOO-MANY-ROWS"),
    "merged ranges without end": (
        lambda: xlsx("", "<mergeCells>" + '<mergeCell ref="A1:B2"/>' * 70_000 + "</mergeCells>"),
        "E-FILE-TOO-MANY-ROWS"),
}  # fmt: skip


@pytest.mark.parametrize("name", BOMBS)
def test_bombs_are_refused_quickly(name: str) -> None:
    make, code = BOMBS[name]
    data = make()
    began = time.process_time()
    assert refusal(data) == code
    assert time.process_time() - began < 10


def test_a_part_named_by_a_thousand_sheets_is_not_unpacked_a_thousand_times() -> None:
    parts = xlsx_parts('<row r="1"><c r="A1"><v>1</v></c></row>' + " " * 3_000_000)
    sheets = "".join(f'<sheet name="s{n}" sheetId="{n}" r:id="r1"/>' for n in range(1, 999))
    workbook = str(parts["xl/workbook.xml"])
    parts["xl/workbook.xml"] = workbook.replace("</sheets>", sheets + "</sheets>")
    assert refusal(zipped(parts)) == "E-FILE-UNPACKED"


def test_a_directory_that_lies_about_sizes_is_found_out() -> None:
    data = bytearray(xlsx('<row r="1"><c r="A1"><v>1</v></c></row>' + " " * 100_000))
    entry = data.rindex(b"PK\x01\x02")
    data[entry + 24 : entry + 28] = struct.pack("<I", 50)
    assert refusal(bytes(data)) == "E-FILE-BROKEN"


def test_a_used_range_of_a_million_blank_rows_is_fine() -> None:
    rows = "".join(BLANK_ROW.format(row) for row in range(2, 1_000_001))
    data = xlsx('<row r="1"><c r="A1"><v>1</v></c></row>' + rows + '<row><c t="str"><v>x</v></c>'
                '<c r="C1000001"><v>7</v></c><c><v>8</v></c></row>')  # fmt: skip
    expected = {"A1": 1, "A1000001": "x", "C1000001": 7, "D1000001": 8}
    assert content(data) == expected


def test_thinning_never_moves_a_cell() -> None:
    padding = " " * 1_100_000
    rows = (
        '<row r="1"><c r="A1" s="1"/><c r="B1" s="1"/><c><v>3</v></c></row>'
        '<row r="2"><c r="A2" s="1"/></row><row r="3"/><row><c><v>4</v></c></row>'
        '<row r="9" hidden="1"/><row r="10"><c r="B10" s="1"/><c r="C10"><v>5</v></c></row>'
    )
    assert content(xlsx(padding + rows)) == content(xlsx(rows)) == {"C1": 3, "A4": 4, "C10": 5}


def test_what_is_read_is_counted_and_not_what_the_directory_says() -> None:
    archive = CappedArchive(zipped({"a": b"x" * 1000}))
    archive.unpacked = 200 * 1024 * 1024
    with pytest.raises(UnreadableWorkbook):
        archive.read("a")


@pytest.mark.parametrize("name", WRITERS)
def test_a_file_cut_anywhere_never_crashes(name: str) -> None:
    data = WRITERS[name](SMALL)
    for length in range(1, len(data), 97):
        assert_read_or_refused(data[:length])


@pytest.mark.parametrize("name", WRITERS)
def test_a_damaged_file_never_crashes(name: str) -> None:
    """Bytes changed, dropped and doubled; the zip's parts are also damaged inside."""
    chance = random.Random(name)
    whole = WRITERS[name](SMALL)
    for _ in range(50):
        assert_read_or_refused(mutated(whole, chance))


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, 10**9))
def test_damaged_xml_never_crashes(seed: int) -> None:
    chance = random.Random(seed)
    rows = (
        '<row r="1"><c r="A1" t="s" s="1"><v>0</v></c><c r="B1"><f>A1</f><v>2.5</v></c></row>'
        '<row r="2"><c t="b"><v>1</v></c><c t="e"><v>#N/A</v></c><c t="d"><v>2021-08-01</v></c>'
        '<c t="inlineStr"><is><r><t>文</t></r><rPh><t>x</t></rPh></is></c></row>'
    )
    parts = xlsx_parts(
        rows,
        '<mergeCells><mergeCell ref="A1:B2"/></mergeCells>',
        strings="<si><t>甲</t></si>",
        styles='<numFmts><numFmt numFmtId="165" formatCode="0%"/></numFmts>'
        '<cellXfs><xf numFmtId="0"/><xf numFmtId="165"/></cellXfs>',
    )
    name = chance.choice(list(parts))
    damaged = mutated(str(parts[name]).encode(), chance)
    assert_read_or_refused(zipped({**parts, name: damaged}))


def mutated(data: bytes, chance: random.Random) -> bytes:
    result = bytearray(data)
    for _ in range(chance.randrange(1, 8)):
        place = chance.randrange(len(result))
        kind = chance.randrange(4)
        if kind == 0:
            result[place] = chance.randrange(256)
        elif kind == 1:
            del result[place : place + chance.randrange(1, 40)]
        elif kind == 2:
            result[place:place] = result[place : place + chance.randrange(1, 40)]
        else:
            result[place : place + 4] = chance.choice((b"\xff" * 4, b"\0" * 4, b"\xfe\xff\xff\xff"))
        if not result:
            return b"\0"
    return bytes(result)


def assert_read_or_refused(data: bytes) -> None:
    try:
        open_workbook(data)
    except UnreadableWorkbook as refused:
        assert refused.code in FILE_CODES  # noqa: PT017  either way is right, a crash is not


def test_damage_inside_a_packed_part_is_found() -> None:
    data = bytearray(xlsx('<row r="1"><c r="A1"><v>123456</v></c></row>'))
    place = data.index(b"xl/worksheets/sheet1.xml") + 60
    data[place] ^= 0xFF
    assert refusal(bytes(data)) == "E-FILE-BROKEN"


def test_a_want_of_memory_is_no_damaged_file(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: bytes) -> None:
        raise MemoryError

    monkeypatch.setattr("etl.workbook.opening._open", fail)
    with pytest.raises(MemoryError):
        open_workbook(b"x")


def test_a_strict_workbook_is_read() -> None:
    data = xlsx('<row r="1"><c r="A1"><v>1</v></c></row>')
    strict = {"A1": 1}
    assert content(data) == strict
    parts = xlsx_parts('<row r="1"><c r="A1"><v>1</v></c></row>')
    renamed = {
        name: str(part).replace(MAIN, "http://purl.oclc.org/ooxml/spreadsheetml/main")
        for name, part in parts.items()
    }
    assert content(zipped(renamed)) == strict
