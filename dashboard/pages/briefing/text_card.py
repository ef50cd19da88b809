"""The text itself: every number a way to its origin, every sentence there to be copied."""

from __future__ import annotations

from dashboard import html
from dashboard.components.marks import Node, aria, data, inline
from dashboard.pages.briefing.view import BriefingView
from dashboard.shell import card
from etl.domain.text import day_text
from etl.services.briefing import LENGTH_NAMES, Paragraph


def text_card(view: BriefingView) -> html.Section:
    """Return the card with the text, its length and how many of its numbers have an origin."""
    article = view.article
    numbers = sum(1 for _ in article.figures)
    size = sum(len(item.text) for item in article.paragraphs)
    said = f"{size}字，{numbers}个数；带下划线的数都可点开出处，词句按数判断。"
    body = html.Div(
        [html.H3(article.title), *(_paragraph(item) for item in article.paragraphs), _notes(view)],
        className="article",
        **data(cite=citation(view)),
    )
    status = html.P("", className="copied basis", role="status")
    parts: list[Node] = [html.P(said, className="basis"), body, status]
    return card("文稿", parts, "text", _lengths(view), anchor="text")


def _lengths(view: BriefingView) -> html.Nav:
    items = []
    for key, name in LENGTH_NAMES.items():
        current = aria(current="true") if key == view.options.length else {}
        items.append(html.Li(html.A(name, href=view.address(length=key), **current)))
    return html.Nav(html.Ul(items), className="siblings lengths", **aria(label="篇幅"))


def _paragraph(item: Paragraph) -> html.P:
    lead = [html.Strong(f"{item.heading}。")] if item.heading else []
    return html.P([*lead, *inline(item.body)], className=f"par {item.kind}")


def _notes(view: BriefingView) -> html.Ol:
    items = [html.Li(f"{note}。") for note in view.article.notes]
    return html.Ol(items, className="notes", **aria(label="注"))


def citation(view: BriefingView) -> str:
    """Return what is copied along with a sentence, so that it stays true wherever it turns up."""
    head = view.release.head
    sample = "示例数据，" if head.sample else ""
    return f"（{sample}{view.plan.issuer}，{head.id}{head.kind}，截至{day_text(head.as_of)}）"
