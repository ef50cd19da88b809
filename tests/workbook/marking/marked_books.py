"""Workbooks with all that a sender may have in them, and marks put on them."""

import struct
import zipfile
import zlib
from io import BytesIO

import xlsxwriter

from etl.workbook.marking.annotate import CellNote, annotate
from etl.workbook.marking.comments import OURS
from etl.workbook.marking.finding_list import FindingList, ListedFinding
from etl.workbook.opening import open_workbook


def note(cell, grade="error", sheet="月报", text="填错了。", paint="full"):
    return CellNote(sheet, cell, grade, f"{OURS}× 错误\n{text}", paint)


def listing(*cells, sheet="月报"):
    def of(unmarked, _=()):
        findings = tuple(
            ListedFinding(
                "error", sheet, cell, (sheet, cell), "成年康复", "累计完成", "12.5",
                "应为整数", "改。", "E-NOT-INTEGER",
            )
            for cell in cells
        )  # fmt: skip
        asides = (("差别", tuple(unmarked)),) if unmarked else ()
        return FindingList("问题清单 · 昌黎县", ("错误 1 处。",), findings, asides)

    return of


def marked(content, *notes, sheet="月报"):
    cells = [item.cell for item in notes]
    return annotate(content, open_workbook(content), notes, listing(*cells, sheet=sheet))


def picture():
    raw = b"".join(b"\0" + b"\x20\x60\xa0" * 8 for _ in range(8))

    def chunk(kind, data):
        check = struct.pack(">I", zlib.crc32(kind + data))
        return struct.pack(">I", len(data)) + kind + data + check

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 8, 8, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(raw)) + chunk(b"IEND", b"")


def rich_workbook():
    """Pictures, drop-downs, conditional formats, a chart, comments, names, a table, a header."""
    target = BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        sheet, other = book.add_worksheet("月报"), book.add_worksheet("其他'表")
        sheet.write_row(0, 0, ["指标", "本月完成", "累计完成", "备注"])
        for row in range(1, 9):
            sheet.write_row(row, 0, [f"甲{row}", row, row * 10.5])
            sheet.write_formula(row, 4, f"=B{row + 1}+C{row + 1}", None, row * 11.5)
        money = book.add_format({"num_format": "0.00", "bg_color": "#FFFDF0", "border": 1})
        sheet.write_number("C3", 21.25, money)
        sheet.insert_image("G2", "p.png", {"image_data": BytesIO(picture())})
        sheet.data_validation("D2:D9", {"validate": "list", "source": ["是", "否"]})
        rule = {
            "type": "cell",
            "criteria": ">",
            "value": 50,
            "format": book.add_format({"bold": 1}),
        }
        sheet.conditional_format("C2:C9", rule)
        chart = book.add_chart({"type": "column"})
        chart.add_series({"values": "=月报!$C$2:$C$9"})
        sheet.insert_chart("G8", chart)
        sheet.write_comment("B2", "这个数要核", {"author": "老张"})
        sheet.write_comment("C2", "我们的说法", {"author": "老张"})
        sheet.merge_range("A12:C13", "合并的格", money)
        sheet.autofilter("A1:D9")
        sheet.print_area("A1:E13")
        sheet.set_header("&L&G", {"image_left": "p.png", "image_data_left": BytesIO(picture())})
        other.write_string(0, 0, "别的")
        other.activate()
        book.define_name("其他范围", "='其他''表'!$A$1")
    return target.getvalue()


RICH = rich_workbook()


def parts(content):
    with zipfile.ZipFile(BytesIO(content)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def xml_of(content, name):
    return parts(content)[name].decode()


def changed(content, name, change):
    target = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(target, "w") as new:
        for entry in old.infolist():
            data = old.read(entry)
            new.writestr(entry.filename, change(data) if entry.filename == name else data)
    return target.getvalue()
