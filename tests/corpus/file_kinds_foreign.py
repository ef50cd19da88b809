"""What the bytes are decides, not the name: workbooks under wrong names, and what is no workbook.

Every refusal must be true: a web page is called a web page, an empty file empty.
"""

from __future__ import annotations

import base64
import bz2
import gzip
import io
import json
import lzma
import random
import sqlite3
import tarfile
import tempfile
from collections.abc import Callable, Mapping
from contextlib import closing
from pathlib import Path

from tests.corpus.file_kinds import BROKEN, either, file_kind
from tests.corpus.file_kinds_biff import compound
from tests.corpus.file_kinds_packages import PACKAGE, links_xml, packed, plain_bytes
from tests.corpus.form import plain_form

UNKNOWN, TEXT, CSV, HTML = "E-FILE-UNKNOWN", "E-FILE-TEXT", "E-FILE-CSV", "E-FILE-HTML"
ZIP, WORD, ENCRYPTED, EMPTY = "E-FILE-ZIP", "E-FILE-WORD", "E-FILE-ENCRYPTED", "E-FILE-EMPTY"

# ---- names

NAMES = (".xlsx", ".xls", ".ods", ".et", ".ett", ".csv", ".txt", "", ".XLSX", ".Xls", ".ODS", ".xlsm",
         ".xlsb", ".html", ".doc", ".pdf", ".zip", ".bak", ".xlsx.tmp", ".xls(1)", ".jpg", ".json")  # fmt: skip
for writer in ("openpyxl", "xlwt", "odfpy"):
    for suffix in NAMES:
        file_kind(f"{writer}'s workbook named {suffix or 'without ending'}", suffix)(
            lambda writer=writer: plain_bytes(writer)
        )
for stem in (
    "8月 报表（终）",
    "~$月报",
    "-月报",
    "a'b\"c",
    "报" * 70,
    "%E6%9C%88",
    "new\nline",
    ".hidden",
    "$(x)",
):
    file_kind(f"a workbook called {stem[:20]!r}", stem=stem)(lambda: plain_bytes("openpyxl"))


def foreign(name: str, suffix: str, codes: str, content: bytes | Callable[..., bytes]) -> None:
    """Refused under its own name and under a workbook's."""
    for other in dict.fromkeys((suffix, ".xlsx" if len(name) % 2 else ".xls")):
        file_kind(f"{name} named {other or 'without ending'}", other, refused=codes)(
            content if callable(content) else lambda: content
        )


# ---- web pages


def html_table() -> str:
    rows = ""
    drawn = plain_form().sheet
    for row in range(1, 19):
        values = [drawn.value(row, column) for column in range(1, 12)]
        cells = "".join(f"<td>{'' if value is None else value}</td>" for value in values)
        rows += f"<tr>{cells}</tr>\n"
    return f"<table border=1>\n{rows}</table>"


OFFICE = (
    '<html xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:x="urn:schemas-microsoft-com:office:excel" xmlns="http://www.w3.org/TR/REC-html40">'
    "<head><meta http-equiv=Content-Type content='text/html; charset={}'></head><body>"
)
PAGES: dict[str, bytes] = {
    "a table of a web page": html_table().encode(),
    "a table of Excel's as a web page": (OFFICE.format("utf-8") + html_table()).encode(),
    "a web page in GBK": (OFFICE.format("gb2312") + html_table()).encode("gbk"),
    "a web page with a mark": b"\xef\xbb\xbf" + f"<!DOCTYPE html><html>{html_table()}</html>".encode(),
    "a web page in UTF-16": f"<html>{html_table()}</html>".encode("utf-16"),
    "a web page after blank lines": b"\r\n\r\n  \t" + f"<HTML><BODY>{html_table()}".encode(),
    "a web page after a comment": f"<!-- 报表 --><html>{html_table()}</html>".encode(),
    "a web page as XML": f'<?xml version="1.0"?><!DOCTYPE html><html>{html_table()}</html>'.encode(),
    "a style and a table": f"<style>td{{x:1}}</style>{html_table()}".encode(),
    "a page of a proxy": b"<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n<center><h1>"
    b"502 Bad Gateway</h1></center><hr><center>nginx</center>\r\n</body>\r\n</html>\r\n",
    "a page to log in": "<!doctype html><html lang=zh><title>统一身份认证</title><form></form></html>".encode(),
    "a script that leads on": b"<script>window.location='/login'</script>",
    "a meta that leads on": b'<meta http-equiv="refresh" content="0;url=/login">',
    "a web page of one mark": b"<html",
}  # fmt: skip
for words, page in PAGES.items():
    also = TEXT if words in ("a script that leads on", "a web page of one mark") else ""
    foreign(words, ".htm", f"{HTML} {also}", page)
foreign(
    "a web archive", ".mht", f"{HTML} {TEXT} {UNKNOWN}",
    b"MIME-Version: 1.0\r\nX-Document-Type: Workbook\r\nContent-Type: multipart/related; boundary=\"x\"\r\n\r\n"
    b"--x\r\nContent-Location: file:///C:/a.htm\r\nContent-Type: text/html\r\n\r\n<html></html>\r\n--x--",
)  # fmt: skip

# ---- XML

SPREADSHEET = (
    '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" '
    'xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="月报"><Table><Row>'
    '<Cell><Data ss:Type="String">累计完成</Data></Cell></Row></Table></Worksheet></Workbook>'
)
PROGRAM = '<?mso-application progid="Excel.Sheet"?>'
for words, text, encoding in (
    ("as Excel writes it", f'<?xml version="1.0"?>\n{PROGRAM}\n{SPREADSHEET}', "utf-8"),
    ("without the program's name", f'<?xml version="1.0" encoding="UTF-8"?>{SPREADSHEET}', "utf-8-sig"),
    ("without a declaration", SPREADSHEET, "utf-8"),
    ("in GBK", f'<?xml version="1.0" encoding="gb2312"?>{PROGRAM}{SPREADSHEET}', "gbk"),
    ("in UTF-16", f'<?xml version="1.0" encoding="UTF-16"?>{PROGRAM}{SPREADSHEET}', "utf-16"),
    (
        "with a prefix",
        '<?xml version="1.0"?><ss:Workbook xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"/>',
        "utf-8",
    ),
    ("after a long comment", f'<?xml version="1.0"?><!--{"x" * 3000}-->{SPREADSHEET}', "utf-8"),
):  # fmt: skip
    foreign(f"XML of 2003 {words}", ".xml", "E-FILE-XML2003", text.encode(encoding))

FLAT = (
    '<?xml version="1.0" encoding="UTF-8"?><office:document '
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'office:mimetype="application/vnd.oasis.opendocument.spreadsheet"/>'
)
foreign("a flat spreadsheet of XML", ".fods", f"{UNKNOWN} {TEXT}", FLAT.encode())
foreign(
    "XML of another kind",
    ".xml",
    f"{UNKNOWN} {TEXT}",
    '<?xml version="1.0"?><报表 年="2021"><行/></报表>'.encode(),
)
foreign(
    "a Word document of XML",
    ".xml",
    f"{WORD} {UNKNOWN} {TEXT}",
    b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml"/>',
)

# ---- texts


def table_text(separator: str) -> str:
    drawn = plain_form().sheet
    lines = []
    for row in range(1, 19):
        values = (drawn.value(row, column) for column in range(1, 12))
        lines.append(separator.join("" if value is None else str(value) for value in values))
    return "\r\n".join(lines) + "\r\n"


for encoding in (
    "utf-8",
    "utf-8-sig",
    "gbk",
    "gb18030",
    "big5",
    "utf-16",
    "utf-16-le",
    "utf-16-be",
    "utf-32",
):
    # Without a mark 16 and 32 bits may be taken for anything.
    unknown = UNKNOWN if encoding in ("utf-16-le", "utf-16-be", "utf-32") else ""
    content = table_text(",").encode(encoding, "replace")
    foreign(f"CSV in {encoding}", ".csv", f"{CSV} {unknown}", content)
    content = table_text("\t").encode(encoding, "replace")
    foreign(f"a table with tabs in {encoding}", ".txt", f"{CSV} {TEXT} {unknown}", content)
foreign("CSV with semicolons", ".csv", f"{CSV} {TEXT}", table_text(";").encode())
foreign(
    "CSV in quotes", ".csv", CSV, ('"' + table_text(",").replace(",", '","') + '"').encode("gbk")
)
foreign(
    "CSV that says its separator", ".csv", f"{CSV} {TEXT}", ("sep=;\n" + table_text(";")).encode()
)
foreign("CSV of figures only", ".csv", CSV, b"1,2,3\n4,5,6\n")

TEXTS: dict[str, bytes] = {
    "a line": "本月已完成。".encode(),
    "a line in GBK": "本月已完成，累计完成1033人。\r\n请查收。".encode("gbk"),
    "JSON": json.dumps({"code": 401, "msg": "未登录"}, ensure_ascii=False).encode(),
    "JSON in lines": json.dumps([{"a": 1, "b": [1, 2, 3]}] * 30, indent=1).encode(),
    "a letter in base64": b"UEsDBBQABgAIAAAAIQ" * 100,
    "a mail": b"Received: from x\r\nSubject: =?gbk?B?1MKxqA==?=\r\n\r\nPK",
    "one letter": b"a",
    "three letters": b"PK\r",
    "a log": b"2021-09-02 10:00:01 ERROR x\n" * 50,
    "a script": b"#!/bin/sh\necho x\n",
    "SYLK": b"ID;PWXL;N;E\r\nC;Y1;X1;K\"x\"\r\nE\r\n",
    "DIF": b"TABLE\r\n0,1\r\n\"EXCEL\"\r\nVECTORS\r\n0,11\r\n",
    "a lock file of LibreOffice": ",甲,pc,02.09.2021 10:00,file:///C:/x;".encode(),
}  # fmt: skip
DOUBTFUL = {"DIF", "a log", "SYLK", "a lock file of LibreOffice", "JSON in lines", "three letters"}
for words, content in TEXTS.items():
    codes = f"{TEXT} {UNKNOWN} {CSV} {BROKEN}" if words in DOUBTFUL else TEXT
    foreign(words, ".txt", codes, content)
foreign(
    "rich text",
    ".rtf",
    f"{WORD} {TEXT} {UNKNOWN}",
    b"{\\rtf1\\ansi\\deff0 {\\fonttbl{\\f0 SimSun;}} x}",
)

# ---- nothing

foreign("nothing at all", "", EMPTY, b"")
for words, content in {
    "blanks": b"   \r\n \t",
    "a byte order mark": b"\xef\xbb\xbf",
    "one line end": b"\n",
}.items():
    foreign(words, "", f"{EMPTY} {TEXT} {UNKNOWN}", content)
foreign("one zero byte", "", f"{UNKNOWN} {EMPTY} {BROKEN}", b"\0")
foreign("a megabyte of zeros", "", f"{UNKNOWN} {EMPTY} {BROKEN}", bytes(1 << 20))
for start in (
    b"PK",
    b"PK\x03",
    b"PK\x03\x04",
    b"PK\x05\x06",
    b"\xd0\xcf",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
):
    foreign(
        f"only the first {len(start)} bytes {start[:5]!r}", "", f"{BROKEN} {UNKNOWN} {TEXT}", start
    )
for seed in range(12):
    foreign(
        f"random bytes {seed}", ".bin", f"{UNKNOWN} {TEXT}",
        random.Random(seed).randbytes((7, 40, 512, 3000, 20_000)[seed % 5]),
    )  # fmt: skip
foreign(
    "a lock file of Excel",
    "",
    f"{UNKNOWN} {TEXT}",
    b"\x05admin".ljust(55, b" ") + "admin".ljust(55).encode("utf-16-le"),
)

# ---- other packages


def zipped(pieces: Mapping[str, bytes | str]) -> bytes:
    return packed(pieces)


WORKBOOK = plain_bytes("openpyxl")
foreign("an archive of one workbook", ".zip", ZIP, zipped({"月报.xlsx": WORKBOOK}))
foreign(
    "an archive of a folder",
    ".zip",
    ZIP,
    zipped({"8月/": b"", "8月/昌黎.xlsx": WORKBOOK, "8月/说明.txt": b"x"}),
)
foreign("an archive in an archive", ".zip", ZIP, zipped({"a.zip": zipped({"月报.xlsx": WORKBOOK})}))
foreign("an archive of nothing", ".zip", f"{ZIP} {EMPTY} {BROKEN}", zipped({}))
foreign(
    "an archive of pictures",
    ".zip",
    ZIP,
    zipped({"1.jpg": b"\xff\xd8\xff\xe0", "2.jpg": b"\xff\xd8"}),
)
foreign("an archive of rar", ".rar", ZIP, b"Rar!\x1a\x07\x01\x00" + bytes(100))
foreign("an archive of old rar", ".rar", ZIP, b"Rar!\x1a\x07\x00" + bytes(100))
foreign("an archive of 7z", ".7z", ZIP, b"7z\xbc\xaf\x27\x1c\x00\x04" + bytes(100))
foreign("an archive of gzip", ".gz", ZIP, gzip.compress(WORKBOOK, mtime=0))
foreign("an archive of bzip2", ".bz2", f"{ZIP} {UNKNOWN}", bz2.compress(WORKBOOK))
foreign("an archive of xz", ".xz", f"{ZIP} {UNKNOWN}", lzma.compress(WORKBOOK))
foreign("an archive of cab", ".cab", f"{ZIP} {UNKNOWN}", b"MSCF\0\0\0\0" + bytes(100))


def tar() -> bytes:
    target = io.BytesIO()
    with tarfile.open(fileobj=target, mode="w") as archive:
        archive.addfile(tarfile.TarInfo("月报.xlsx"), io.BytesIO())
    return target.getvalue()


foreign("an archive of tar", ".tar", f"{ZIP} {UNKNOWN}", tar)


def office(kind: str, main: str, mime: str) -> bytes:
    return packed(
        {
            "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"><Override PartName="/{main}" '
            f'ContentType="application/vnd.openxmlformats-officedocument.{mime}.main+xml"/></Types>',
            "_rels/.rels": links_xml(("rId1", "officeDocument", main)),
            main: f"<{kind}/>",
        }
    )


foreign(
    "a Word document",
    ".docx",
    WORD,
    office("document", "word/document.xml", "wordprocessingml.document"),
)
foreign("a Word document with a workbook in it", ".docx", WORD, packed({
    "[Content_Types].xml": b"<Types/>", "_rels/.rels": links_xml(("rId1", "officeDocument", "word/document.xml")),
    "word/document.xml": b"<w/>", "word/embeddings/Microsoft_Excel_Sheet1.xlsx": WORKBOOK,
}))  # fmt: skip
foreign(
    "slides",
    ".pptx",
    UNKNOWN,
    office("presentation", "ppt/presentation.xml", "presentationml.presentation"),
)
for words, suffix, codes, mime in (
    ("a text of LibreOffice", ".odt", f"{WORD} {UNKNOWN}", "text"),
    ("slides of LibreOffice", ".odp", UNKNOWN, "presentation"),
    ("a drawing of LibreOffice", ".odg", UNKNOWN, "graphics"),
    ("a chart of LibreOffice", ".odc", UNKNOWN, "chart"),
    ("a database of LibreOffice", ".odb", UNKNOWN, "base"),
):
    name = f"application/vnd.oasis.opendocument.{mime}"
    foreign(
        words,
        suffix,
        codes,
        packed({"mimetype": name, "content.xml": "<x/>", "META-INF/manifest.xml": "<x/>"}),
    )
foreign("a table of StarOffice", ".sxc", UNKNOWN, packed({
    "mimetype": "application/vnd.sun.xml.calc", "content.xml": "<x/>", "META-INF/manifest.xml": "<x/>",
}))  # fmt: skip
foreign(
    "a book",
    ".epub",
    f"{UNKNOWN} {ZIP}",
    packed({"mimetype": "application/epub+zip", "a.xhtml": "<x/>"}),
)
foreign("a table of Numbers", ".numbers", UNKNOWN, packed({
    "Index/Document.iwa": b"\0\1\2", "Metadata/Properties.plist": b"x", "preview.jpg": b"\xff\xd8",
}))  # fmt: skip
foreign(
    "a program for a phone",
    ".apk",
    f"{ZIP} {UNKNOWN}",
    packed({"AndroidManifest.xml": b"\3\0", "classes.dex": b"dex"}),
)

# ---- compound files

BIG = bytes(range(256)) * 20
COMPOUND: tuple[tuple[str, str, str, dict[str, bytes]], ...] = (
    ("an old Word document", ".doc", WORD, {"WordDocument": BIG, "1Table": BIG}),
    ("old slides", ".ppt", UNKNOWN, {"PowerPoint Document": BIG, "Current User": b"x"}),
    ("a mail of Outlook", ".msg", UNKNOWN, {"__properties_version1.0": BIG}),
    ("a package of Windows", ".msi", UNKNOWN, {"\u4840\u3f3f": BIG}),
    ("an object", ".bin", UNKNOWN, {"\x01Ole10Native": BIG}),
    ("thumbnails", ".db", UNKNOWN, {"256_aaaa": BIG}),
    ("a compound file of nothing", "", f"{UNKNOWN} {BROKEN}", {"x": b""}),
)
for words, suffix, codes, streams in COMPOUND:
    foreign(words, suffix, codes, lambda streams=streams: compound(streams).done())
file_kind("a table of WPS's own kind", ".et", refused="E-FILE-ET")(
    lambda: compound({"ET_WorkBook": BIG, "Contents": BIG}).done()
)
ENCRYPTED_PACKAGE = {
    "EncryptionInfo": bytes(300),
    "EncryptedPackage": BIG,
    "\x06DataSpaces/Version": bytes(76),
}
foreign("an encrypted workbook", ".xlsx", ENCRYPTED, lambda: compound(ENCRYPTED_PACKAGE).done())
foreign("an encrypted workbook of few bytes", ".xlsx", ENCRYPTED, lambda: compound(
    {"EncryptionInfo": bytes(300), "EncryptedPackage": bytes(900)}).done())  # fmt: skip
foreign("a workbook under rights", ".xlsx", f"{ENCRYPTED} {UNKNOWN}", lambda: compound(
    {"\x09DRMContent": BIG, "\x06DataSpaces/Version": bytes(76)}).done())  # fmt: skip
foreign("an encrypted old workbook under rights", ".xls", ENCRYPTED, lambda: compound(
    {"EncryptedPackage": BIG, "Workbook": BIG}).done())  # fmt: skip
for words, start in {
    "E-SafeNet": b"b\x14#e\x01\0E-SafeNet\0LOCK",
    "TSD": b"%TSD-Header-###%",
    "a house's own": b"\x62\x14\x23\x65\x9f\x11",
}.items():
    foreign(
        f"encrypted by {words}",
        ".xlsx",
        f"{ENCRYPTED} {UNKNOWN}",
        start + random.Random(3).randbytes(4000),
    )

# ---- pictures, programs, databases

foreign("a PDF", ".pdf", "E-FILE-PDF", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n%%EOF")
foreign("a PDF after a line", ".pdf", f"E-FILE-PDF {UNKNOWN} {TEXT}", b"\r\n%PDF-1.4\nx")
for words, suffix, content in (
    ("a PNG picture", ".png", b"\x89PNG\r\n\x1a\n" + bytes(200)),
    ("a JPEG picture", ".jpg", b"\xff\xd8\xff\xe0\0\x10JFIF\0" + bytes(200)),
    ("a GIF picture", ".gif", b"GIF89a" + bytes(200)),
    ("a BMP picture", ".bmp", b"BM" + bytes(200)),
    ("a WebP picture", ".webp", b"RIFF\x10\0\0\0WEBPVP8 " + bytes(100)),
    ("a HEIC picture", ".heic", b"\0\0\0\x18ftypheic" + bytes(100)),
    ("a TIFF picture", ".tif", b"II*\0" + bytes(100)),
    ("a program", ".exe", b"MZ\x90\0" + bytes(300)),
    ("a film", ".mp4", b"\0\0\0\x20ftypisom" + bytes(100)),
    ("a table of dBase", ".dbf", b"\x03\x79\x09\x02\x01\0\0\0A\0\x10\0" + bytes(100)),
    ("a table of Lotus", ".wk1", b"\0\0\2\0\6\4\6\0\x08\0" + bytes(60)),
    ("a table of Quattro", ".wq1", b"\0\0\2\0\x20\x51" + bytes(60)),
    ("a database of Access", ".mdb", b"\0\1\0\0Standard Jet DB\0" + bytes(200)),
    ("a table of Parquet", ".parquet", b"PAR1" + bytes(100) + b"PAR1"),
    ("an OFD document", ".ofd", b"\x00OFD" + bytes(100)),
):
    foreign(words, suffix, UNKNOWN, content)


def database() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "x.sqlite"
        with closing(sqlite3.connect(path)) as opened:
            opened.execute("create table x (y)")
            opened.commit()
        return path.read_bytes()


foreign("a database of SQLite", ".sqlite", UNKNOWN, database)
either("a workbook in base64", refused=f"{TEXT} {UNKNOWN}")(
    lambda: base64.b64encode(plain_bytes("openpyxl"))
)
