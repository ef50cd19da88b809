"""The floor under the overview: its content as a page written by hand, nothing to fetch beside it.

Same sentence, rows with bullets and both rates, matrix and legend, from the same figures;
style and shapes stand in the document. Faster than this no page with this content can be.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from html import escape, unescape
from typing import Any

from flask.testing import FlaskClient

from dashboard.figures.bullet import Bullet, bullet
from dashboard.frame import Ask, Frame, frame_for
from dashboard.selection import Selection, address, project_path, region_path
from dashboard.services import ServiceSource
from etl.domain.completion import STATUS_NAMES, CompletionRow, CompletionTable
from etl.domain.judging import is_behind, result_of
from etl.domain.period import Month
from etl.domain.plan import JUDGED_LEVELS, LEVEL_NAMES
from etl.domain.text import count_text, gap_words, rate_number, rate_text, span_text
from etl.services.database import Database
from tests.reading import open_server

Answer = Callable[..., Any]

_SENTENCE = re.compile(r'<p class="conclusion"[^>]*>(.*?)</p>', re.DOTALL)
_TAG = re.compile(r"<[^>]*>")


@dataclass(frozen=True)
class Content:
    """What the overview of a month says: frame, rows of the whole and of its parts, sentence."""

    frame: Frame
    table: CompletionTable
    parts: CompletionTable
    sentence: str


def contents(database: Database) -> Mapping[str, Content]:
    """Return the content of every month's overview by address; "/" is the latest month's."""
    source = ServiceSource(database)
    product = open_server(database).test_client()
    latest = source.latest_month()
    if latest is None:
        raise LookupError("the floor needs figures")
    found = {
        address("/", month): _content(source, month, product)
        for month in source.accepted_months(latest.year)
    }
    return {**found, "/": found[address("/", latest)]}


def _content(source: ServiceSource, month: Month, product: FlaskClient) -> Content:
    frame = frame_for(source, Ask("/", {}, Selection(month, month.year)))
    said = _SENTENCE.search(product.get(address("/", month)).text)
    if frame is None or said is None:
        raise LookupError(f"no figures for {month}")
    sentence = unescape(_TAG.sub("", said[1]))
    return Content(frame, source.completion(month), source.completion(month, by="region"), sentence)


# ---- the page

_STYLE = (
    "body{margin:0 auto;max-width:1400px;padding:16px;background:#f4f6f8;color:#18222d;"
    'font:14px/1.5 "PingFang SC","Microsoft YaHei","Noto Sans CJK SC",system-ui}'
    "section{background:#fff;border:1px solid #dfe4ea;padding:12px;margin:12px 0}"
    "h1{font-size:22px}table{border-collapse:collapse;width:100%}"
    "th,td{border-top:1px solid #dfe4ea;padding:4px 6px;text-align:left}"
    "nav a{margin-right:12px}.good{fill:#1d5a96}.slow{fill:#b5500b}.track{fill:#dfe4ea}"
    ".pace{stroke:#6a3d9a;stroke-dasharray:2}.tick{stroke:#18222d}td.slow{color:#b5500b}"
)


def page(content: Content) -> str:
    """Return the whole document of a month."""
    frame = content.frame
    title = f"{span_text(frame.month.year, frame.month.number)}民生实事进度总览"
    rows = "".join(_row(frame, row) for row in content.table.rows)
    heads = "<th>项目<th>进度<th>累计完成<th>省定完成率<th>市定完成率<th>与序时比"
    months = "".join(
        f'<a href="{escape(address("/", month))}">{month.number}月</a>' for month in frame.accepted
    )
    return (
        f'<!DOCTYPE html><html lang="zh-CN"><meta charset="utf-8"><title>{title}</title>'
        f'<link rel="icon" href="data:,"><style>{_STYLE}</style>'
        f'<h1>{title}</h1><p class="conclusion">{escape(content.sentence)}</p>'
        f"<nav>{months}</nav><section><h2>项目进度</h2>{_LEGEND}"
        f'<table class="progress"><thead><tr>{heads}<tbody>{rows}</table></section>'
        f"<section><h2>县区 × 项目：市定完成率（%）</h2>{_matrix(content)}</section></html>"
    )


def _row(frame: Frame, row: CompletionRow) -> str:
    rates = "".join(
        f"<td>{LEVEL_NAMES[level]}完成率 {rate_text(row.levels[level].rate)}"
        f"<br>任务 {count_text(row.levels[level].target)}"
        for level in JUDGED_LEVELS
    )
    judged = result_of(row)
    gap = "" if judged is None or judged.gap is None else gap_words(judged.gap)
    href = escape(address(project_path(row.project), frame.month))
    return (
        f'<tr><th><a href="{href}">{escape(row.name)}</a><td>{_shape(row)}'
        f"<td>{count_text(row.completed)}{escape(row.unit)}{rates}"
        f"<td>{gap} {STATUS_NAMES[row.overall]}"
    )


def _shape(row: CompletionRow) -> str:
    drawn = bullet(row)
    if drawn is None:
        return "无可比目标"
    tone = "slow" if is_behind(row) else "good"
    return (
        '<svg width="240" height="18" viewBox="0 0 100 18" preserveAspectRatio="none">'
        f'<rect class="track" y="4" height="10" width="{float(drawn.track):g}"/>'
        f'<rect class="{tone}" y="6" height="6" width="{float(drawn.bar + drawn.over):g}"/>'
        f"{''.join(_marks(drawn))}</svg>"
    )


def _marks(drawn: Bullet) -> Iterable[str]:
    for name, place in (("pace", drawn.pace), ("tick", drawn.province), ("tick", drawn.city)):
        if place is not None:
            yield f'<path class="{name}" d="M{float(place):g} 1v16"/>'


_LEGEND = (
    '<p><svg width="12" height="8"><rect class="good" width="12" height="8"/></svg> 达序时及以上 '
    '<svg width="12" height="8"><rect class="slow" width="12" height="8"/></svg> 滞后 '
    '<svg width="4" height="12"><path class="tick" d="M2 0v12"/></svg> 省定任务、市定任务 '
    '<svg width="4" height="12"><path class="pace" d="M2 0v12"/></svg> 序时进度'
)


def _matrix(content: Content) -> str:
    frame = content.frame
    cells = {(row.region, row.project): row for row in content.parts.rows}
    heads = "".join(f"<th>{escape(name)}" for name in frame.project_names.values())
    body = "".join(
        f"<tr><th>{escape(region.name)}"
        + "".join(
            _cell(cells[region.code, code], frame, region.code) for code in frame.project_names
        )
        for region in frame.plan.tree.children(content.table.region)
    )
    return f'<table class="matrix"><thead><tr><th>县区{heads}<tbody>{body}</table>'


def _cell(row: CompletionRow, frame: Frame, region: str) -> str:
    judged = result_of(row)
    text = "未报" if row.completed is None or judged is None else rate_number(judged.rate)
    href = escape(address(region_path(region), frame.month, f"p-{row.project}"))
    return f'<td{" class=slow" if is_behind(row) else ""}><a href="{href}">{text}</a>'


# ---- its server


def application(database: Database) -> Answer:
    """Return a WSGI application with every month's page in memory, compressed and tagged."""
    made = {where: _packed(page(content)) for where, content in contents(database).items()}

    def answer(environ: Mapping[str, Any], start: Callable[..., Any]) -> list[bytes]:
        query = environ.get("QUERY_STRING", "")
        found = made.get(environ["PATH_INFO"] + (f"?{query}" if query else ""))
        if found is None:
            start("404 Not Found", [("Content-Length", "0")])
            return []
        body, tag = found
        heads = [("ETag", tag), ("Cache-Control", "private, no-cache")]
        if environ.get("HTTP_IF_NONE_MATCH") == tag:
            start("304 Not Modified", heads)
            return []
        kind = ("Content-Type", "text/html; charset=utf-8")
        size = ("Content-Length", str(len(body)))
        start("200 OK", [*heads, kind, size, ("Content-Encoding", "gzip")])
        return [body]

    return answer


def _packed(text: str) -> tuple[bytes, str]:
    plain = text.encode()
    return gzip.compress(plain, 6, mtime=0), f'"{sha256(plain).hexdigest()[:24]}"'
