"""The ways to every project or region, for an address that names none."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard import html
from dashboard.frame import Ask, Frame, frame_for
from dashboard.pages import begin
from dashboard.pages.parts import foot
from dashboard.pages.sheet import Sheet
from dashboard.selection import address, project_path, region_path
from dashboard.shell import Head, card, page
from dashboard.sources import Source

Ways = Sequence[tuple[str, str]]


def projects(source: Source, ask: Ask) -> Sheet:
    """Return the list of the projects."""
    frame = frame_for(source, ask)
    if frame is None:
        return begin.sheet(source, ask.visitor)
    ways = [(item.name, project_path(item.code)) for item in frame.plan.projects]
    return _sheet(frame, "project", "项目", f"共{len(ways)}个项目，点击可看各项目的进度。", ways)


def regions(source: Source, ask: Ask) -> Sheet:
    """Return the list of the regions."""
    frame = frame_for(source, ask)
    if frame is None:
        return begin.sheet(source, ask.visitor)
    ways = [(item.name, region_path(item.code)) for item in frame.plan.tree]
    return _sheet(frame, "region", "县区", "点击可看各地区的进度和报送记录。", ways)


def _sheet(frame: Frame, here: str, name: str, lead: str, ways: Ways) -> Sheet:
    title = f"{frame.plan.year}年{name}"
    sentence = html.P(lead, className="conclusion")
    head = Head([("总览", address("/", frame.month))], title, (), sentence, name)
    items = [html.Li(html.A(text, href=address(href, frame.month))) for text, href in ways]
    body = [card(f"全部{name}", [html.Ul(items, className="links")])]
    return Sheet(title, page(frame, here, head, body, foot(frame)), frame.plan)
