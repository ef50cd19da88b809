"""Papers and pictures of a release as files; and the form that makes a release."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from flask import Flask, Response, flash, request

from dashboard.access.doors import Doors
from dashboard.cache import Recent
from dashboard.http.api import answer
from dashboard.http.downloads import kept_by_reader, named
from dashboard.http.forms import gone_on
from dashboard.pages.briefing.pictures import pictures_of
from dashboard.pages.briefing.view import BRIEFING_PATH, options_of
from dashboard.selection import BadSelection, links_within
from dashboard.services import ServiceSource
from dashboard.sources import ReleaseSource
from etl.domain.period import Month
from etl.domain.refusal import NotFound, Refusal, SystemFault
from etl.services.briefing import Options
from etl.services.database import Database
from etl.services.papers import PAPER_NAMES
from etl.services.release_answers import figures_answer, releases_answer
from etl.services.release_changes import changes_answer
from etl.services.releases import Wanted, every_release, make_release

_OFFICE = "application/vnd.openxmlformats-officedocument."
_TYPES = {
    "docx": f"{_OFFICE}wordprocessingml.document",
    "xlsx": f"{_OFFICE}spreadsheetml.sheet",
    "pptx": f"{_OFFICE}presentationml.presentation",
    "txt": "text/plain; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
    "svg": "image/svg+xml",
    "png": "image/png",
}
_INTERNAL = frozenset({"supervision"})
_KEPT_BYTES = 24_000_000


def add_briefing(server: Flask, db: Database, source: ServiceSource, doors: Doors) -> None:
    """Add the routes; the table of rights says who may take what."""
    routes = BriefingRoutes(db, source, doors)
    rule = f"{BRIEFING_PATH}/<name>"
    server.add_url_rule(f"{rule}/<file>", "briefing_file", routes.file)
    server.add_url_rule(f"{rule}/internal/<file>", "briefing_internal", routes.internal)
    server.add_url_rule(f"{rule}/charts/<file>", "briefing_chart", routes.chart)
    form = f"{BRIEFING_PATH}/release"
    server.add_url_rule(form, "briefing_release", routes.release, methods=["POST"])
    server.add_url_rule("/api/v1/releases", "api_releases", routes.listed)
    server.add_url_rule("/api/v1/releases/<name>", "api_release", routes.figures)


class BriefingRoutes:
    """What each address answers. A file is made once and then kept: a release never changes."""

    def __init__(self, db: Database, source: ServiceSource, doors: Doors) -> None:
        self._db, self._source, self._doors = db, source, doors
        self._made: Recent[bytes] = Recent(_KEPT_BYTES, len)

    def file(self, name: str, file: str) -> Response:
        """Return a paper that may leave the house."""
        paper, kind = _named(file)
        if paper in _INTERNAL:
            raise NotFound(_NO_FILE)
        return self._paper(name, paper, kind)

    def internal(self, name: str, file: str) -> Response:
        """Return a paper that is for the counties alone."""
        paper, kind = _named(file)
        if paper not in _INTERNAL:
            raise NotFound(_NO_FILE)
        return self._paper(name, paper, kind)

    def _paper(self, name: str, paper: str, kind: str) -> Response:
        read, query = self._source.released(name), request.args
        key = (name, paper, kind, tuple(sorted(query.items())))
        made = self._made.get(key)
        if made is None:
            options, region = _options(query), query.get("region") or None
            made = read.file(paper, kind, options, region)
            self._made.put(key, made)
        self._note(read, f"{paper}.{kind}")
        return _attached(read, made, f"{name}-{paper}", f"{PAPER_NAMES[paper]}", kind)

    def chart(self, name: str, file: str) -> Response:
        """Return a chart as a picture with title, as-of line and source in it."""
        chart, kind = _named(file)
        if kind not in ("svg", "png"):
            raise NotFound("图片有 png、svg 两种。")
        read = self._source.released(name)
        key = (name, "charts", file)
        made = self._made.get(key)
        if made is None:
            made = _drawn(read, chart, kind)
            self._made.put(key, made)
        self._note(read, f"图 {chart}.{kind}")
        return _attached(read, made, f"{name}-{chart}", f"图-{chart}", kind)

    def _note(self, read: ReleaseSource, what: str) -> None:
        read.note_export(self._doors.visitor(), what)

    def release(self) -> Response:
        """Make a release of the month that the form names, and show it."""
        try:
            made = make_release(self._db, _wanted(request.form), self._doors.visitor())
        except (NotFound, SystemFault):
            raise
        except Refusal as refusal:
            flash(refusal.message)
            return gone_on(f"{BRIEFING_PATH}#make")
        name = made.release.id
        words = f"数与{name}相同，没有另出新版。" if made.unchanged else f"已定版：{name}。"
        flash(words)
        return gone_on(BRIEFING_PATH)

    def listed(self) -> Response:
        """Return all releases as the command line lists them."""
        return answer(releases_answer(every_release(self._db)))

    def figures(self, name: str) -> Response:
        """Return a release with its figures, small counts held back; ``.csv`` as a table."""
        if name.endswith(".csv"):
            return self._paper(name.removesuffix(".csv"), "figures", "csv")
        read = self._source.released(name)
        facts = read.facts(request.args.get("region") or None)
        return answer(figures_answer(facts) | {"changes": changes_answer(read.changes())})


_OTHER = re.compile(r"[^A-Za-z0-9._-]+")
_NO_FILE = "没有这种文件，或者地址抄错了。请从新闻材料页的“文件”进入。"


def _options(query: Mapping[str, str]) -> Options:
    try:
        return options_of(query)
    except BadSelection as bad:
        raise NotFound(bad.message) from bad


def _named(file: str) -> tuple[str, str]:
    name, _, kind = file.rpartition(".")
    if not name or kind not in _TYPES:
        raise NotFound(_NO_FILE)
    return name, kind


def _wanted(given: Mapping[str, str]) -> Wanted:
    try:
        month = Month.parse(given.get("period", ""))
        written = given.get("as_of", "").strip()
        as_of = date.fromisoformat(written) if written else None
    except ValueError as bad:
        raise NotFound("报告期应为 2021-08 的样子，截至日期应为 2021-08-18 的样子。") from bad
    return Wanted(month, as_of, given.get("reason", ""))


def _drawn(read: ReleaseSource, chart: str, kind: str) -> bytes:
    with links_within(read.release.id):
        found = next((item for item in pictures_of(read) if item.key == chart), None)
        if found is None:
            raise NotFound("这个定版没有这张图，或者含有不公布的数。")
        drawn = found.draw()
    if kind == "svg":
        return drawn.encode()
    from dashboard.pictures.png import png

    return png(drawn)


def _attached(read: ReleaseSource, data: bytes, plain: str, name: str, kind: str) -> Response:
    """Return bytes to be saved under a Chinese name that says which release and day they are of."""
    head = read.release.head
    said = f"{name}-{head.id}-截至{head.as_of}.{kind}"
    ascii_name = _OTHER.sub("-", plain)
    response = Response(data, content_type=_TYPES[kind])
    return kept_by_reader(named(response, f"{ascii_name}.{kind}", said))
