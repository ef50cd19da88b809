"""What can be taken away: Word, Excel, PowerPoint, csv, the notices, every chart as a picture."""

from __future__ import annotations

from dashboard import html
from dashboard.components.marks import Node, aria
from dashboard.pages.briefing.pictures import ReleasePicture, pictures_of
from dashboard.pages.briefing.view import BriefingView
from dashboard.shell import card


def files_card(view: BriefingView) -> html.Section:
    """Return the ways to the papers; those for the counties only to whom they concern."""
    items = [
        _file(view, "Word通稿", "press", "docx", "A4公文版式，含表和可编辑的图"),
        _file(view, "Excel数据", "press", "xlsx", "项目、县区两级完成率，图可编辑"),
        _file(view, "PPT", "press", "pptx", "每个项目一页，图可编辑"),
        _file(view, "文字", "press", "txt", "上面的文稿"),
        _file(view, "CSV", "figures", "csv", "Excel打开中文不乱码"),
    ]
    parts: list[Node] = [html.Ul(items, className="files")]
    notices = [_file(view, "通报", "bulletin", "docx", "位次、慢于序时的县区和判定规则")]
    if view.ask.visitor.role in ("city", "leadership", None):
        notices.append(
            _file(
                view, "督办提示单", "supervision", "docx", "滞后县区每家一页，内部使用", "/internal"
            )
        )
    if view.release.head.corrects:
        notices.append(_file(view, "更正通知", "correction", "docx", "前后对照、原因、经办"))
    return card("文件", [*parts, html.Ul(notices, className="files")], anchor="files")


def _file(
    view: BriefingView, name: str, paper: str, kind: str, words: str, folder: str = ""
) -> html.Li:
    plain = paper in ("bulletin", "supervision", "correction")
    href = view.file(paper, kind, folder, plain)
    way = html.A([html.Strong(name), f" .{kind}"], href=href, download="")
    return html.Li([way, html.Span(words)])


def pictures_card(view: BriefingView) -> html.Section:
    """Return a way to each chart as PNG and SVG: title, as-of line and source stand in it."""
    groups: dict[str, list[ReleasePicture]] = {}
    for item in pictures_of(view.read):
        groups.setdefault(item.group, []).append(item)
    count = sum(map(len, groups.values()))
    said = f"{count}张图，图内带标题、截至日期和来源。"
    listed = [
        html.Details(
            [
                html.Summary(f"{name}（{len(items)}张）"),
                html.Ul([_picture(view, item) for item in items], className="points"),
            ],
            className="more",
        )
        for name, items in groups.items()
    ]
    return card("图片", [html.P(said, className="basis"), *listed], anchor="pictures")


def _picture(view: BriefingView, item: ReleasePicture) -> html.Li:
    ways: list[Node] = [item.title]
    for kind in ("png", "svg"):
        href = view.file(item.key, kind, "/charts", plain=True)
        named = aria(label=f"{item.group}{item.title}，{kind.upper()}图片")
        ways += [" ", html.A(kind.upper(), href=href, download="", **named)]
    return html.Li(ways)
