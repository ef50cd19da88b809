"""A bullet chart in plain boxes: selectable words stand beside it, so it is silent itself."""

from __future__ import annotations

from fractions import Fraction

from dashboard import html
from dashboard.components.marks import HIDDEN, Node, aloud, silent
from dashboard.figures.bullet import Bullet, bullet, css_percent, position
from etl.domain.completion import NOT_JUDGED, CompletionRow
from etl.domain.judging import tone_of
from etl.domain.text import share_text


def bullet_chart(row: CompletionRow) -> Node:
    """Return the bar, both target marks and the pace mark of a row."""
    shape = bullet(row)
    if shape is None:
        return html.Div("无可比目标", className="bullet blank")
    drawn = html.Div(_parts(shape, tone_of(row)), className="bullet", **HIDDEN)
    return [aloud(f"序时{share_text(row.pace)}"), drawn]


def _parts(shape: Bullet, tone: str) -> list[Node]:
    return [
        _box("track", width=shape.track),
        _box(f"bar {tone}", width=shape.bar),
        *([_box(f"bar over {tone}", left=shape.bar, width=shape.over)] if shape.over else []),
        *([_box("far", left=Fraction(93))] if shape.far else []),
        _box("pace", left=shape.pace),
        *([_box("province", left=shape.province)] if shape.province is not None else []),
        *([_box("city", left=shape.city)] if shape.city is not None else []),
    ]


def _box(name: str, **places: Fraction) -> html.I:
    return html.I(className=name, style={key: css_percent(value) for key, value in places.items()})


def axis(pace: Fraction) -> list[Node]:
    """Return the scale over a column of bullets, with the linear pace named."""
    scale = ((Fraction(0), "0"), (Fraction(1, 2), "50%"), (Fraction(1), "100%"))
    ticks = [
        _tick(share, text, "end" if share == 1 else "")
        for share, text in scale
        if abs(share - pace) > Fraction(2, 5)
    ]
    here = _tick(pace, f"序时{share_text(pace)}", "pace-word")
    return [aloud("进度"), html.Div([*ticks, here], className="axis", **HIDDEN)]


def _tick(share: Fraction, text: str, name: str = "") -> html.I:
    place = {"left": css_percent(position(share))}
    return html.I(text, className=f"tick {name}".strip(), style=place)


def legend(stale: bool = False) -> html.Ul:
    """Return the meaning of every shape of the bullets, in words."""
    items = [
        ("bar good", "达序时及以上"),
        ("bar slow", "滞后"),
        *([("bar stale", NOT_JUDGED)] if stale else []),
        ("province", "省定任务"),
        ("city", "市定任务"),
        ("pace", "序时进度"),
    ]
    return html.Ul([_key(name, text) for name, text in items], className="legend")


def _key(name: str, text: str) -> html.Li:
    return html.Li([silent("", f"key {name}"), text])
