"""The sheet 问题清单 of an annotated workbook: every finding on a line, with a link to its cell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from etl.domain.finding import Severity, marked_name
from etl.workbook.grid import column_letters
from etl.workbook.marking.finding_list import LIST_HEADER, FindingList, ListedFinding
from etl.workbook.marking.marks import ERROR_FILL, solid_fill
from etl.workbook.marking.office_parts import Namespaces, xml_part
from etl.workbook.marking.styles import StyleBook
from etl.workbook.marking.xml_edit import quoted, written
from etl.workbook.styles import row_height, wrapped_lines

_WIDTHS = (5.5, 8.5, 9, 19, 17, 13, 17, 40, 44, 9, 24)
_SINCE = 9
_LAST = column_letters(len(_WIDTHS))
_CENTRED = (0, 1, _SINCE)
_LINK = 3


def list_part(listing: FindingList, styles: StyleBook, names: Namespaces) -> bytes:
    """Return the worksheet part of the list."""
    return _ListWriter(listing, styles).part(names)


class _ListWriter:
    def __init__(self, listing: FindingList, styles: StyleBook) -> None:
        self._listing = listing
        self._looks = _Looks(styles)
        self._rows: list[str] = []
        self._merged: list[str] = []
        self._links: list[str] = []
        compared = any(item.since for item in listing.findings)
        # The column about last time is shown only if there was one.
        self._hidden = () if compared else (_SINCE,)
        shown = (width for place, width in enumerate(_WIDTHS) if place not in self._hidden)
        self._width = sum(shown)

    def part(self, names: Namespaces) -> bytes:
        self._across(self._listing.title, self._looks.title, 30)
        for line in self._listing.lines:
            self._across(line, self._looks.line)
        # By its header a list is known again, so one without findings has it too, unseen.
        header = [(text, self._looks.header) for text in LIST_HEADER]
        self._row(header, 24, hidden=not self._listing.findings)
        for number, item in enumerate(self._listing.findings, start=1):
            self._finding(number, item)
        for heading, sentences in self._listing.asides:
            self._across("", self._looks.line, 9)
            self._across(heading, self._looks.heading)
            for sentence in sentences:
                self._across(sentence, self._looks.line)
        return xml_part("".join(self._xml(names)))

    def _xml(self, names: Namespaces) -> Iterator[str]:
        columns = "".join(
            f'<col min="{place}" max="{place}" width="{width}" customWidth="1"{hidden}/>'
            for place, width, hidden in self._columns()
        )
        merged = "".join(f'<mergeCell ref="{reference}"/>' for reference in self._merged)
        yield f'<worksheet xmlns="{names.main}">'
        yield '<sheetPr><tabColor rgb="FFB5500B"/><pageSetUpPr fitToPage="1"/></sheetPr>'
        yield '<sheetViews><sheetView showGridLines="0" tabSelected="1" workbookViewId="0">'
        yield f"{self._pane()}</sheetView></sheetViews>"
        yield f'<sheetFormatPr defaultRowHeight="18"/><cols>{columns}</cols>'
        yield f"<sheetData>{''.join(self._rows)}</sheetData>"
        yield f'<mergeCells count="{len(self._merged)}">{merged}</mergeCells>'
        if self._links:
            yield f"<hyperlinks>{''.join(self._links)}</hyperlinks>"
        yield '<pageMargins left="0.4" right="0.4" top="0.5" bottom="0.5" '
        yield 'header="0.2" footer="0.2"/>'
        yield '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/>'
        yield "<headerFooter><oddFooter>&amp;C&amp;P / &amp;N</oddFooter></headerFooter></worksheet>"

    def _columns(self) -> Iterator[tuple[int, float, str]]:
        """Yield each column's number and width."""
        for place, width in enumerate(_WIDTHS):
            yield place + 1, width, ' hidden="1"' if place in self._hidden else ""

    def _pane(self) -> str:
        """Return what keeps the header in sight."""
        row = self._listing.header_row
        place = f'ySplit="{row}" topLeftCell="A{row + 1}" activePane="bottomLeft"'
        return f'<pane {place} state="frozen"/>' if self._listing.findings else ""

    # ---- rows

    def _finding(self, number: int, item: ListedFinding) -> None:
        place, all_cells = _on_one_line(item.place)
        texts = (
            str(number), marked_name(item.grade), item.sheet, place, item.subject, item.field,
            item.raw, f"{item.message}{all_cells}。", item.mend, item.since, item.code,
        )  # fmt: skip
        looks = [self._looks.centred if column in _CENTRED else self._looks.body
                 for column in range(len(texts))]  # fmt: skip
        looks[1] = self._looks.grades[item.grade]
        looks[-1] = self._looks.code
        if item.link is not None:
            looks[_LINK] = self._looks.link
            self._link(len(self._rows) + 1, item.link, place)
        lines = max(wrapped_lines(text, width) for text, width in zip(texts, _WIDTHS, strict=True))
        self._row(list(zip(texts, looks, strict=True)), row_height(lines))

    def _link(self, row: int, target: tuple[str, str], shown: str) -> None:
        sheet, address = target
        name = sheet.replace("'", "''")
        location = quoted(f"'{name}'!{address}")
        tip = quoted(f"跳到“{sheet}”的 {address}")
        reference = f"{column_letters(_LINK + 1)}{row}"
        self._links.append(
            f'<hyperlink ref="{reference}" location={location} display={quoted(shown)} '
            f"tooltip={tip}/>"
        )

    def _across(self, text: str, look: int, height: float | None = None) -> None:
        """Write one sentence over the whole width."""
        row = len(self._rows) + 1
        self._merged.append(f"A{row}:{_LAST}{row}")
        lines = wrapped_lines(text, self._width)
        self._row([(text, look)], height or row_height(lines))

    def _row(
        self, cells: Sequence[tuple[str, int]], height: float, *, hidden: bool = False
    ) -> None:
        row = len(self._rows) + 1
        made = "".join(
            f'<c r="{column_letters(column)}{row}" s="{look}" t="inlineStr">'
            f'<is><t xml:space="preserve">{written(text)}</t></is></c>'
            for column, (text, look) in enumerate(cells, start=1)
        )
        # A row is at most 409 points high, whatever it holds.
        shown = f'ht="{min(height, 409):g}" customHeight="1"' + (' hidden="1"' if hidden else "")
        self._rows.append(f'<row r="{row}" {shown}>{made}</row>')


def _on_one_line(place: str) -> tuple[str, str]:
    """Return what a link shows, and in brackets all cells where it has no room for them.

    LibreOffice does not wrap a link; what is longer than its column would not be seen.
    """
    if wrapped_lines(place, _WIDTHS[_LINK]) == 1:
        return place, ""
    return f"{place.partition('、')[0]} 等", f"（{place}）"


class _Looks:
    """The styles of the list: calm paper, as all our workbooks."""

    def __init__(self, styles: StyleBook) -> None:
        line = "".join(
            f'<{side} style="thin"><color rgb="FFDFE4EA"/></{side}>'
            for side in ("left", "right", "top", "bottom")
        )
        box = f"<border>{line}</border>"
        wrap = '<alignment vertical="center" wrapText="1"/>'
        left = '<alignment horizontal="left" vertical="center" wrapText="1" indent="1"/>'
        centre = '<alignment horizontal="center" vertical="center" wrapText="1"/>'
        self.title = styles.add(_font(15, bold=True), alignment=wrap)
        self.line = styles.add(_font(10, "FF4A5866"), alignment=wrap)
        self.heading = styles.add(_font(10, bold=True), alignment=wrap)
        self.header = styles.add(_font(10, bold=True), solid_fill("FFE8EEF5"), box, centre)
        self.body = styles.add(_font(10), border=box, alignment=left)
        self.centred = styles.add(_font(10), border=box, alignment=centre)
        self.code = styles.add(_font(9, "FF5D6B79"), border=box, alignment=left)
        self.link = styles.add(_font(10, "FF1D5A96", underline=True), border=box, alignment=left)
        error = styles.add(_font(10, "FF9A4408", bold=True), solid_fill(ERROR_FILL), box, centre)
        warning = styles.add(_font(10, bold=True), border=box, alignment=centre)
        info = styles.add(_font(10, "FF5D6B79"), border=box, alignment=centre)
        self.grades: dict[Severity, int] = {"error": error, "warning": warning, "info": info}


def _font(
    size: int, colour: str = "FF18222D", *, bold: bool = False, underline: bool = False
) -> str:
    parts = ["<b/>"] if bold else []
    parts += ["<u/>"] if underline else []
    rest = f'<sz val="{size}"/><color rgb="{colour}"/><name val="微软雅黑"/><charset val="134"/>'
    return f"<font>{''.join(parts)}{rest}</font>"
