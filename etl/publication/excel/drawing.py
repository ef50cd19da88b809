"""The charts of the workbook: native ones, from a sheet that holds their numbers.

They do not refer to the lists: there a word may stand in place of a number, and a program
draws a word as 0. On the sheet of their own a gap is an empty cell.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from etl.publication.chart import Chart, Series, bars_abreast, needs_legend, share_a_place
from etl.publication.chart_axis import MarkedAxis, marked_axis
from etl.publication.chart_names import readable
from etl.publication.clean_text import clean
from etl.publication.excel.styles import FONT, HAIRLINE, INK, MUTED, Styles, width_of
from etl.publication.excel.writing import print_set_up, titles, write_text
from etl.publication.facts import ReleaseFacts
from etl.publication.native_chart import ROLE_STYLES

CHARTS: Final = "图"
NUMBERS: Final = "图数据"
WIDTH: Final = 600
LEAST_HEIGHT, MOST_HEIGHT = 342, 532
"""Pixels; no row is higher than that, and each chart stands in one row, which no page cuts."""
COLUMN: Final = 88.0
BAR, AROUND = 20, 110
"""Pixels of height that a bar with its number takes, and all that stands around the bars."""
TOP: Final = 3
_TALLEST: Final = 24
MOST_NUMBERED: Final = 14
"""Columns whose numbers stand side by side."""
_PATTERNS: Final = {
    "pct5": "percent_5", "pct10": "percent_10", "pct20": "percent_20", "pct25": "percent_25",
    "pct50": "percent_50", "narHorz": "narrow_horizontal", "narVert": "narrow_vertical",
    "ltHorz": "light_horizontal", "ltVert": "light_vertical", "dkHorz": "dark_horizontal",
    "wdUpDiag": "wide_upward_diagonal", "wdDnDiag": "wide_downward_diagonal",
    "ltUpDiag": "light_upward_diagonal", "ltDnDiag": "light_downward_diagonal",
    "smGrid": "small_grid", "dotGrid": "dotted_grid",
}  # fmt: skip
_DASHES: Final = {
    "dash": "dash", "sysDot": "round_dot", "sysDash": "square_dot", "lgDash": "long_dash",
    "dashDot": "dash_dot",
}  # fmt: skip


def write_charts(book: Any, styles: Styles, found: Sequence[Chart], facts: ReleaseFacts) -> None:
    """Write the sheet of the charts and, behind it, that of their numbers."""
    charts = [readable(chart) for chart in found]
    shown, numbers = book.add_worksheet(CHARTS), book.add_worksheet(NUMBERS)
    for sheet, title in ((shown, "图"), (numbers, "图的数据")):
        titles(sheet, styles, title, facts)
        print_set_up(sheet, facts)
        sheet.fit_to_pages(1, 0)
    shown.hide_gridlines(2)
    shown.set_column(0, 1, COLUMN)
    _set_up_numbers(numbers, charts)
    row = TOP
    for place, chart in enumerate(charts):
        first = _write_numbers(numbers, styles, chart, row)
        row = first + len(chart.categories) + 1
        at = TOP + place // 2
        height = max(map(height_of, charts[place - place % 2 : place - place % 2 + 2]))
        shown.set_row_pixels(at, height + 12)
        drawn = _drawn(book, chart, first)
        drawn.set_size({"width": WIDTH, "height": height})
        options = {
            "description": clean(chart.alternative),
            "object_position": 1,
            "x_offset": 4,
            "y_offset": 6,
        }
        shown.insert_chart(at, place % 2, drawn, options)


def _set_up_numbers(sheet: Any, charts: Sequence[Chart]) -> None:
    names = [name for chart in charts for name in chart.categories]
    sheet.set_column(0, 0, min(max(map(width_of, names), default=10) + 3, 50))
    heads = [width_of(series.name) for chart in charts for series in chart.series]
    most = max((len(chart.series) for chart in charts), default=1)
    sheet.set_column(1, max(most, 1), min(max([18, *(width + 3 for width in heads)]), 50))
    sheet.freeze_panes(TOP, 1)
    sheet.repeat_rows(0, TOP - 1)


def height_of(chart: Chart) -> int:
    """Return the height of a chart: by its bars, within what a row can be."""
    bars = len(chart.categories) * bars_abreast(chart) if _kind(chart) == "bar" else 0
    return min(max(bars * BAR + AROUND, LEAST_HEIGHT), MOST_HEIGHT)


def _write_numbers(sheet: Any, styles: Styles, chart: Chart, row: int) -> int:
    """Write a block of numbers below its title; return its first row."""
    write_text(sheet, (row, 0), chart.title, styles.get(bold=True))
    write_text(sheet, (row + 1, 0), "", styles.head())
    lined = {"border": 1, "border_color": HAIRLINE}
    numbers = styles.get(num_format=chart.number_format, align="right", **lined)
    for column, series in enumerate(chart.series, start=1):
        write_text(sheet, (row + 1, column), series.name, styles.head())
        for place, value in enumerate(series.values, start=row + 2):
            if value is None:
                sheet.write_blank(place, column, None, numbers)
            else:
                sheet.write_number(place, column, value, numbers)
    for place, name in enumerate(chart.categories, start=row + 2):
        write_text(sheet, (place, 0), name, styles.get(**lined))
    return row + 2


def _drawn(book: Any, chart: Chart, first: int) -> Any:
    last = first + len(chart.categories) - 1
    drawn = book.add_chart({"type": _kind(chart)})
    for column, series in enumerate(chart.series, start=1):
        drawn.add_series(
            {
                "name": [NUMBERS, first - 1, column],
                "categories": [NUMBERS, first, 0, last, 0],
                "values": [NUMBERS, first, column, last, column],
                **_look(series, chart),
                **_labels(series, chart),
            }
        )
    drawn.set_title(
        {"name": clean(chart.title), "name_font": _font(13, bold=True), "overlay": False}
    )
    drawn.set_legend(
        {"position": "bottom", "font": _font(10)} if needs_legend(chart) else {"none": True}
    )
    drawn.set_chartarea({"border": {"color": HAIRLINE}, "fill": {"color": "#FFFFFF"}})
    drawn.show_blanks_as("gap")
    _set_axes(drawn, chart)
    return drawn


def _kind(chart: Chart) -> str:
    """Return what is drawn: many bars stand, since names beneath each other need height."""
    if chart.kind == "bars":
        return "bar" if len(chart.categories) <= _TALLEST else "column"
    return {"columns": "column", "lines": "line"}[chart.kind]


def _font(size: int, *, bold: bool = False) -> dict[str, Any]:
    return {"name": FONT, "size": size, "bold": bold, "color": INK}


def _set_axes(drawn: Any, chart: Chart) -> None:
    names: dict[str, Any] = {
        "num_font": _font(10),
        "line": {"color": MUTED},
        "major_tick_mark": "none",
        "label_position": "low",
    }
    values: dict[str, Any] = {
        "name": clean(chart.axis),
        "name_font": _font(10),
        "num_font": _font(10),
        "num_format": '0"%"' if chart.mark else "General",
        "min": 0,
        "line": {"none": True},
        "major_tick_mark": "none",
        "major_gridlines": _grid(HAIRLINE, 0.5),
        **_marked(marked_axis(chart)),
    }
    if _kind(chart) == "bar":
        drawn.set_y_axis({**names, "reverse": True, "crossing": "max"})
        # Beneath bars a name would say what the title says, and take the room of two of them.
        drawn.set_x_axis({key: value for key, value in values.items() if key != "name"})
    else:
        drawn.set_x_axis(names)
        drawn.set_y_axis(values)


def _marked(axis: MarkedAxis | None) -> dict[str, Any]:
    if axis is None:
        return {}
    found: dict[str, Any] = {
        "max": axis.maximum,
        "major_unit": axis.mark,
        "major_gridlines": _grid(MUTED, 1.5),
    }
    if axis.step is not None:
        found |= {"minor_unit": axis.step, "minor_gridlines": _grid(HAIRLINE, 0.5)}
    return found


def _grid(colour: str, width: float) -> dict[str, Any]:
    return {"visible": True, "line": {"color": colour, "width": width}}


def _look(series: Series, chart: Chart) -> dict[str, Any]:
    """Return how a role looks, told apart in black and white too."""
    style = ROLE_STYLES[series.role]
    colour, back = f"#{style.colour}", f"#{style.back}"
    line: dict[str, Any] = {"color": colour, "width": 2.25 if chart.kind == "lines" else 0.75}
    if style.dash:
        line["dash_type"] = _DASHES.get(style.dash, "dash")
    if chart.kind == "lines":
        filled = {"fill": {"color": colour}, "border": {"color": colour}, "size": 7}
        marker = {"type": "none"} if style.marker == "none" else {"type": style.marker, **filled}
        return {"line": line, "marker": marker}
    overlap = 100 if share_a_place(chart) else 0
    found: dict[str, Any] = {"border": line, "gap": 45, "overlap": overlap}
    pattern = _PATTERNS.get(style.pattern or "")
    if pattern:
        found["pattern"] = {"pattern": pattern, "fg_color": colour, "bg_color": back}
    else:
        found["fill"] = {"color": back if style.dash else colour}
    return found


def _labels(series: Series, chart: Chart) -> dict[str, Any]:
    """Write the numbers at bars, and at the last point of a line."""
    known = [place for place, value in enumerate(series.values) if value is not None]
    if not known:
        return {}
    labels: dict[str, Any] = {"value": True, "font": _font(10)}
    if not _has_room(chart):
        return {}
    if chart.kind != "lines":
        return {"data_labels": {**labels, "num_format": chart.number_format}}
    custom = [None if place == known[-1] else {"delete": True} for place in range(known[-1] + 1)]
    rest = [{"delete": True}] * (len(series.values) - len(custom))
    return {"data_labels": {**labels, "position": "above", "custom": [*custom, *rest]}}


def _has_room(chart: Chart) -> bool:
    """Whether the numbers of bars do not cover each other."""
    bars = len(chart.categories) * bars_abreast(chart)
    if _kind(chart) == "bar":
        return bars * BAR <= height_of(chart)
    return chart.kind == "lines" or bars <= MOST_NUMBERED
