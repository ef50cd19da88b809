"""Tables and charts of pages as files: what the page at the same address shows, nothing else."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import quote

from flask import Flask, Response, request

from dashboard.cache import Recent
from dashboard.exhibits import Exhibit, Grid
from dashboard.http.downloads import kept_by_reader, named
from dashboard.pages.registry import parse_address
from dashboard.pages.sheet import Sheet
from dashboard.selection import EXPORT_PATH
from dashboard.sheets import Sheets
from etl.domain.plan import Plan
from etl.domain.refusal import NotFound

_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "svg": "image/svg+xml",
    "png": "image/png",
}


_KEPT_BYTES = 16_000_000
"""How much of what was written is kept: a PNG takes some tenths of a second to draw."""


def add_exports(server: Flask, sheets: Sheets, note: Callable[[str], None]) -> None:
    """Add the route of every page's exhibits: /export/<page>/<name>.<kind>.

    ``note`` writes down what was taken away; the SVG is what the page itself shows.
    """

    drawn: Recent[bytes] = Recent(_KEPT_BYTES, len)

    def export(path: str) -> Response:
        page, _, file = path.rpartition("/")
        name, _, kind = file.rpartition(".")
        if kind not in _TYPES:
            raise NotFound("导出的格式有csv、xlsx、png、svg四种。")
        query = request.query_string.decode("ascii", "replace")
        where = parse_address(f"/{quote(page)}?{query}")
        sheet = sheets.to_take_from(where)
        exhibit = _found(sheet, name, kind)
        key = (sheets.key(where), name, kind)
        data = drawn.get(key)
        if data is None:
            data = _bytes(sheet, exhibit, kind)
            drawn.put(key, data)
        if kind != "svg":
            note(f"{sheet.title}-{exhibit.title}.{kind}")
        return _answer(sheet, exhibit, kind, data)

    server.add_url_rule(f"{EXPORT_PATH}/<path:path>", "export", export)


def _found(sheet: Sheet, name: str, kind: str) -> Exhibit:
    found = next((item for item in sheet.exhibits if item.name == name), None)
    if sheet.status != 200 or found is None or kind not in found.kinds:
        raise NotFound("这一页没有这个可导出的图表，或者地址抄错了。请从页面上的“导出”进入。")
    return found


def _answer(sheet: Sheet, exhibit: Exhibit, kind: str, data: bytes) -> Response:
    response = Response(data, content_type=_TYPES[kind])
    name = f"{sheet.title}-{exhibit.title}.{kind}".replace("/", "-")
    # The page itself shows the picture: only a link marked for download saves it as a file.
    place = "inline" if kind == "svg" else "attachment"
    return kept_by_reader(named(response, f"{exhibit.name}.{kind}", name, place))


def _bytes(sheet: Sheet, exhibit: Exhibit, kind: str) -> bytes:
    if exhibit.picture is not None and kind in ("svg", "png"):
        drawn = exhibit.picture()
        return drawn.encode() if kind == "svg" else _png(drawn)
    assert exhibit.grid is not None
    assert sheet.plan is not None
    return _table(sheet, exhibit, exhibit.grid, sheet.plan, kind)


def _png(drawn: str) -> bytes:
    from dashboard.pictures.png import png

    return png(drawn)


def _table(sheet: Sheet, exhibit: Exhibit, grid: Grid, plan: Plan, kind: str) -> bytes:
    from etl.services.exports import grid_csv, grid_xlsx

    stamp = {"页面": sheet.title, "截至与依据": sheet.basis}
    if kind == "csv":
        return grid_csv(grid.headers, grid.rows, plan, stamp)
    return grid_xlsx(grid.headers, grid.rows, plan, exhibit.title, f"{sheet.title} · {sheet.basis}")
