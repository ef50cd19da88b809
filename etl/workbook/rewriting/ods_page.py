"""How .ods sheets are printed (page styles) and shown (settings.xml)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from xlsxwriter.worksheet import Worksheet

from etl.workbook.ods_text import count
from etl.workbook.rewriting.ods_styles import points
from etl.workbook.rewriting.parts import CopiedSheet, Lost, clean
from etl.workbook.xml_stream import Attributes

_FO = "xsl-fo-compatible:"
# Paper by its shorter and longer side in millimetres, as Excel numbers it.
_PAPERS = {
    (297, 420): 8, (210, 297): 9, (148, 210): 11, (257, 364): 12, (182, 257): 13,
    (216, 279): 1, (216, 356): 5, (279, 432): 3, (184, 267): 7, (250, 353): 12,
}  # fmt: skip
_MILLIMETRE = 72 / 25.4
_FIELDS = {
    "text:page-number": "&P", "text:page-count": "&N", "text:sheet-name": "&A", "text:date": "&D",
    "text:time": "&T", "text:file-name": "&F", "text:title": "&F",
}  # fmt: skip
_REGIONS = {"style:region-left": "&L", "style:region-center": "&C", "style:region-right": "&R"}
_EDGES = ("style:header", "style:footer")
_LONGEST = 254
_MOST_ITEMS = 1_000


@dataclass
class _Layout:
    page: Attributes = field(default_factory=dict)
    edges: dict[str, Attributes] = field(default_factory=dict)


@dataclass
class _Master:
    layout: str
    edges: dict[str, str] = field(default_factory=dict)


@dataclass
class OdsPages:
    """Collects page layouts and the texts above and below."""

    layouts: dict[str, _Layout] = field(default_factory=dict)
    masters: dict[str, _Master] = field(default_factory=dict)
    _layout: _Layout | None = None
    _master: _Master | None = None
    _edge: str = ""
    _inside: int = 0
    _field: str = ""

    def start(self, element: str, attributes: Attributes) -> None:
        """Take the start of an element of styles.xml."""
        if element == "style:page-layout":
            self._layout = self.layouts[attributes.get("style:name", "")] = _Layout()
        elif element == "style:master-page":
            self._master = _Master(attributes.get("style:page-layout-name", ""))
            self.masters[attributes.get("style:name", "")] = self._master
        elif self._layout is not None:
            self._start_layout(self._layout, element, attributes)
        elif self._master is not None:
            self._start_edge(self._master, element, attributes)

    def _start_layout(self, layout: _Layout, element: str, attributes: Attributes) -> None:
        if element == "style:page-layout-properties":
            layout.page.update(attributes)
        elif element in ("style:header-style", "style:footer-style"):
            self._edge = element.removesuffix("-style")
        elif element == "style:header-footer-properties":
            layout.edges[self._edge] = attributes

    def _start_edge(self, master: _Master, element: str, attributes: Attributes) -> None:
        if element in _EDGES:
            shown = attributes.get("style:display") != "false"
            self._edge = element if shown else ""
            if shown:
                master.edges[element] = ""
        elif self._edge in master.edges:
            self._add(master, element, attributes)

    def _add(self, master: _Master, element: str, attributes: Attributes) -> None:
        text = master.edges[self._edge]
        if element in _REGIONS:
            text += _REGIONS[element]
        elif element in ("text:p", "text:h"):
            self._inside += 1
            if not text:
                text = "&C"
            elif text[-2:] not in _REGIONS.values():
                text += "\n"
        elif element in _FIELDS:
            self._field = element
            text += _FIELDS[element]
        elif element == "text:s":
            text += " " * min(count(attributes, "text:c"), _LONGEST)
        master.edges[self._edge] = text

    def text(self, data: str) -> None:
        """Take text; what a field shows at the moment is none."""
        if self._master is not None and self._inside and not self._field:
            written = data.replace("&", "&&")
            self._master.edges[self._edge] = self._master.edges.get(self._edge, "") + written

    def end(self, element: str) -> None:
        """Take the end of an element."""
        if element == "style:page-layout":
            self._layout = None
        elif element == "style:master-page":
            self._master = None
        elif element in _EDGES:
            self._edge = ""
        elif element in ("text:p", "text:h"):
            self._inside = max(0, self._inside - 1)
        elif element == self._field:
            self._field = ""

    def set_up(self, master: str, sheet: CopiedSheet, lost: Lost) -> None:
        """Have a sheet printed as its page style says."""
        found = self.masters.get(master) or self.masters.get("Default")
        layout = self.layouts.get(found.layout) if found else None
        if found is None or layout is None:
            return
        sheet.setup += _page_calls(layout.page)
        sheet.setup.append(_margins(layout, found))
        for edge in _EDGES:
            text = clean(found.edges.get(edge, ""))
            if len(text) > _LONGEST:
                lost.note("过长的页眉页脚")
            elif text:
                sheet.setup.append(_edge_call(edge, text, layout))


_Call = Callable[[Worksheet], object]


def _inches(length: str | None, otherwise: float) -> float:
    found = points(length)
    return otherwise if found is None or not 0 <= found < 3_000 else found / 72


def _margins(layout: _Layout, master: _Master) -> _Call:
    """Return the call for margins; here those of the page end where the header begins."""
    sides = {
        side: _inches(
            layout.page.get(f"{_FO}margin-{side}") or layout.page.get(_FO + "margin"), 0.79
        )
        for side in ("left", "right", "top", "bottom")
    }
    for edge, side in zip(_EDGES, ("top", "bottom"), strict=True):
        if edge in master.edges:
            said = layout.edges.get(edge, {})
            sides[side] += _inches(
                said.get(_FO + "min-height") or said.get("svg-compatible:height"), 0
            )
    return lambda sheet: sheet.set_margins(**sides)


def _edge_call(edge: str, text: str, layout: _Layout) -> _Call:
    side = "top" if edge == "style:header" else "bottom"
    margin = {"margin": _inches(layout.page.get(f"{_FO}margin-{side}"), 0.3)}
    if edge == "style:header":
        return lambda sheet: sheet.set_header(text, margin)
    return lambda sheet: sheet.set_footer(text, margin)


def _page_calls(page: Attributes) -> list[_Call]:
    calls: list[_Call] = []
    width, height = points(page.get(_FO + "page-width")), points(page.get(_FO + "page-height"))
    if width and height:
        sides = sorted((round(width / _MILLIMETRE), round(height / _MILLIMETRE)))
        paper = next(
            (code for size, code in _PAPERS.items()
             if abs(size[0] - sides[0]) <= 2 and abs(size[1] - sides[1]) <= 2), None
        )  # fmt: skip
        if paper is not None:
            calls.append(lambda sheet: sheet.set_paper(paper))
    if page.get("style:print-orientation") == "landscape" or (width and height and width > height):
        calls.append(lambda sheet: sheet.set_landscape())
    centred = page.get("style:table-centering", "none")
    if centred in ("horizontal", "both"):
        calls.append(lambda sheet: sheet.center_horizontally())
    if centred in ("vertical", "both"):
        calls.append(lambda sheet: sheet.center_vertically())
    if page.get("style:print-page-order") == "ltr":
        calls.append(lambda sheet: sheet.print_across())
    if "grid" in page.get("style:print", "").split():
        calls.append(lambda sheet: sheet.hide_gridlines(0))
    return calls + _scale_calls(page)


def _scale_calls(page: Attributes) -> list[_Call]:
    wide, high = (page.get(f"style:scale-to-{side}", "") for side in "XY")
    if wide.isdecimal() or high.isdecimal() or page.get("style:scale-to-pages", "0") != "0":
        pages = [min(int(side), 999) if side.isdecimal() else 0 for side in (wide, high)]
        if not any(pages):
            pages = [1, 0]
        return [lambda sheet: sheet.fit_to_pages(*pages)]
    scale = page.get("style:scale-to", "").removesuffix("%")
    if scale.isdecimal() and 10 <= int(scale) <= 400 and scale != "100":
        return [lambda sheet: sheet.set_print_scale(int(scale))]
    return []


@dataclass
class OdsSettings:
    """Collects settings.xml: by sheet what of it is frozen, its zoom, its grid."""

    active: str = ""
    everywhere: dict[str, str] = field(default_factory=dict)
    sheets: dict[str, dict[str, str]] = field(default_factory=dict)
    pieces: list[str] = field(default_factory=list)
    _maps: list[str] = field(default_factory=list)
    _sheet: str = ""
    _item: str = ""

    def start(self, element: str, raw: Attributes) -> None:
        """Take the start of an element."""
        self.pieces.clear()
        name = next((value for key, value in raw.items() if key.endswith(" name")), "")
        if element == "config:config-item-map-named":
            self._maps.append(name)
        elif element == "config:config-item-map-entry" and self._maps[-1:] == ["Tables"]:
            self._sheet = name
        elif element == "config:config-item":
            self._item = name

    def end(self, element: str) -> None:
        """Take the end of an element, and the value before it."""
        if element == "config:config-item":
            self._take("".join(self.pieces).strip())
            self._item = ""
        elif element == "config:config-item-map-named" and self._maps:
            self._maps.pop()
        self.pieces.clear()

    def _take(self, value: str) -> None:
        if self._maps[-1:] == ["Tables"]:
            self.sheets.setdefault(self._sheet, {})[self._item] = value
        elif self._item == "ActiveTable":
            self.active = value
        elif len(self.everywhere) < _MOST_ITEMS:
            self.everywhere[self._item] = value

    def set_up(self, name: str, sheet: CopiedSheet) -> None:
        """Have a sheet shown as it was."""
        said = {**self.everywhere, **self.sheets.get(name, {})}
        if said.get("ShowGrid") == "false":
            sheet.setup.append(lambda made: made.hide_gridlines(2))
        if said.get("ShowZeroValues") == "false":
            sheet.setup.append(lambda made: made.hide_zero())
        if said.get("HasColumnRowHeaders") == "false":
            sheet.setup.append(lambda made: made.hide_row_col_headers())
        zoom = _whole(said.get("ZoomValue"))
        if 10 <= zoom <= 400 and zoom != 100:
            sheet.setup.append(lambda made: made.set_zoom(zoom))
        frozen = [
            _whole(said.get(f"{way}SplitPosition")) if said.get(f"{way}SplitMode") == "2" else 0
            for way in ("Vertical", "Horizontal")
        ]
        if any(frozen):
            rows, columns = frozen
            top = max(rows, _whole(said.get("PositionBottom")))
            left = max(columns, _whole(said.get("PositionRight")))
            sheet.setup.append(lambda made: made.freeze_panes(rows, columns, top, left))


def _whole(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 8 else 0
