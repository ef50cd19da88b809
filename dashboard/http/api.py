"""The API for programs: completion as JSON, csv and xlsx, and where a number comes from."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, cast

from flask import Flask, Response, request

from dashboard.access.doors import Doors
from dashboard.http.downloads import named
from dashboard.selection import BadSelection, parse_selection
from dashboard.sources import Source
from etl.domain.completion import CompletionTable, Grouping
from etl.domain.period import Month
from etl.domain.plan import Plan
from etl.domain.refusal import NotFound
from etl.domain.roles import Visitor
from etl.services.provenance import NO_REGION

_GROUPINGS = ("project", "region", "cell")
_CSV = "text/csv; charset=utf-8"
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_BY_NAMES = {"project": "分项目", "region": "分县区", "cell": "分县区分指标"}


class BadRequest(Exception):
    """A request that makes no sense as written; ``message`` says in Chinese what to mend."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


def add_api(server: Flask, source: Source, doors: Doors) -> None:
    """Add the routes of the API."""

    def completion() -> Response:
        table = _table(source)
        return answer(source.completion_answer(table, _plan(source, table)))

    def completion_csv() -> Response:
        table = _table(source)
        data = source.completion_csv(table, _plan(source, table))
        source.note_export(doors.visitor(), f"完成情况 {table.month}.csv")
        return _download(data, _CSV, table, "csv")

    def completion_xlsx() -> Response:
        table = _table(source)
        data = source.completion_xlsx(table, _plan(source, table))
        source.note_export(doors.visitor(), f"完成情况 {table.month}.xlsx")
        return _download(data, _XLSX, table, "xlsx")

    def trace() -> Response:
        region, indicator = _needed("region", "县区代码"), _needed("indicator", "指标代码")
        month, visitor = _month(source, request.args), doors.visitor()
        _may_trace(source, visitor, month, region)
        return answer(_as_seen(visitor, source.trace(month, region, indicator)))

    def nothing(path: str) -> Response:
        return failure(f"没有这个接口：/api/{path[:60]}", 404)

    base = "/api/v1/completion"
    server.add_url_rule(base, "api_completion", completion)
    server.add_url_rule(f"{base}.csv", "api_completion_csv", completion_csv)
    server.add_url_rule(f"{base}.xlsx", "api_completion_xlsx", completion_xlsx)
    server.add_url_rule("/api/v1/trace", "api_trace", trace)
    server.add_url_rule("/api/<path:path>", "api_nothing", nothing)


def _may_trace(source: Source, visitor: Visitor, month: Month, region: str) -> None:
    """Give a county the answer for a region that is not there for every other county's."""
    revision = source.plan_in_force(month)
    if revision is not None and not visitor.may_trace(revision.plan.tree, region):
        raise NotFound(NO_REGION.format(year=month.year, code=region))


def _as_seen(visitor: Visitor, found: dict[str, Any]) -> dict[str, Any]:
    """Return a trace as a visitor may see it: of other counties no file, cell or sender."""
    parts = [
        part if visitor.may_see_filings(part["region"]) else part | _NOT_SEEN
        for part in found["parts"]
    ]
    return found | {"parts": parts}


_NOT_SEEN: dict[str, Any] = {
    **dict.fromkeys(
        ("file", "sheet", "cell", "raw", "submission", "version", "sha256", "filed_by", "filed_at",
         "accepted_by", "accepted_at")
    ),
    "note": "",
    "reason": "",
    "warnings": [],
}  # fmt: skip


def answer(content: Mapping[str, Any], status: int = 200) -> Response:
    """Return JSON as the command line prints it: readable Chinese, exact text."""
    text = json.dumps(content, ensure_ascii=False)
    response = Response(text, status, content_type="application/json; charset=utf-8")
    response.headers["Cache-Control"] = "private, no-cache"
    return response


def failure(message: str, status: int) -> Response:
    """Return an error in the API's one shape."""
    return answer({"error": message}, status)


def _table(source: Source) -> CompletionTable:
    month = _month(source, request.args)
    by = request.args.get("by") or "project"
    if by not in _GROUPINGS:
        raise BadRequest(f"by应为{'、'.join(_GROUPINGS)}之一，写的是“{by[:20]}”。")
    return source.completion(month, request.args.get("region") or None, cast(Grouping, by))


def _month(source: Source, query: Mapping[str, str]) -> Month:
    if query.get("release"):
        raise BadRequest("这个接口只给实时数；定版的数请用 /api/v1/releases/定版编号。")
    try:
        selection = parse_selection(query)
    except BadSelection as bad:
        raise BadRequest(bad.message) from bad
    if selection.month:
        return selection.month
    accepted = source.accepted_months(selection.year) if selection.year else ()
    month = accepted[-1] if accepted else None if selection.year else source.latest_month()
    if month is not None and selection.number:
        return Month(month.year, selection.number)
    if month is None:
        raise NotFound("还没有已采用的报送；请写明year和month。")
    return month


def _needed(key: str, name: str) -> str:
    value = request.args.get(key, "").strip()
    if not value:
        raise BadRequest(f"缺少参数{key}（{name}）。")
    return value


def _plan(source: Source, table: CompletionTable) -> Plan:
    found = source.plan_in_force(table.month)
    if found is None:
        raise NotFound(f"没有{table.month.year}年的年度任务书。")
    return found.plan


def _download(data: bytes, mimetype: str, table: CompletionTable, kind: str) -> Response:
    by = _BY_NAMES.get(request.args.get("by") or "project", "")
    name = f"完成情况-{table.month}-{by}.{kind}"
    response = Response(data, content_type=mimetype)
    response.headers["Cache-Control"] = "private, no-cache"
    return named(response, f"completion-{table.month}.{kind}", name)
