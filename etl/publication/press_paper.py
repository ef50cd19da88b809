"""The press text as a paper: the article, then its tables and charts, then the notes."""

from __future__ import annotations

from collections.abc import Iterator

from etl.domain.sentence import sentence_text
from etl.publication.article import Article, Options, Paragraph
from etl.publication.charts import funds_chart, rates_chart
from etl.publication.compose import compose
from etl.publication.document import Block, Figure, Heading, PageBreak, Paper, Text, Title
from etl.publication.facts import ReleaseFacts
from etl.publication.note_words import stamp
from etl.publication.tables import county_marks, county_tables, project_table

_DIGITS = "零一二三四五六七八九十"


def press_paper(facts: ReleaseFacts, options: Options) -> Paper:
    """Return the paper of the text that was asked for. Raises KeyError for an unknown project."""
    article = compose(facts, options)
    return Paper(
        name=article.title,
        stamp=stamp(facts),
        author=facts.plan.issuer,
        made_on=facts.head.made_at.isoformat(),
        blocks=(*_text(article, options), *_exhibits(facts, options), *note_blocks(facts, article)),
    )


def _text(article: Article, options: Options) -> Iterator[Block]:
    title, bracket, below = article.title.rpartition("（")
    yield Title(title, f"{bracket}{below}")
    if options.length == "short" or options.project:
        yield from (_plain(item) for item in article.paragraphs)
        return
    yield from _under_headings(article)


def _plain(item: Paragraph) -> Text:
    return Text(sentence_text(item.body), f"{item.heading}。" if item.heading else "")


def _under_headings(article: Article) -> Iterator[Block]:
    summary = [item for item in article.paragraphs if item.kind == "summary"]
    projects = [item for item in article.paragraphs if item.project]
    others = [item for item in article.paragraphs if item not in summary and not item.project]
    yield Heading("一、总体情况")
    yield from (Text(sentence_text(item.body)) for item in summary)
    yield Heading("二、各项目进展")
    place = 0
    for item in projects:
        if item.kind == "project":
            place += 1
            yield Heading(f"（{chinese(place)}）{item.heading}", 2)
            yield Text(sentence_text(item.body))
        else:
            yield _plain(item)
    if others:
        yield Heading("三、其他情况")
        yield from (Text(sentence_text(item.body)) for item in others)


def chinese(number: int) -> str:
    """Return a number up to 99 as Chinese papers count: 一, 十二, 二十."""
    tens, ones = divmod(number, 10)
    if tens == 0:
        return _DIGITS[ones]
    return ("" if tens == 1 else _DIGITS[tens]) + "十" + (_DIGITS[ones] if ones else "")


def _exhibits(facts: ReleaseFacts, options: Options) -> Iterator[Block]:
    """Yield the tables and charts of a text about all projects."""
    if options.project or options.length == "short":
        return
    yield PageBreak()
    yield Heading("附表和附图")
    yield project_table(facts)
    chart = rates_chart(facts)
    if chart.categories:
        yield Figure(chart)
    yield from county_tables(facts)
    yield from county_marks(facts)
    money = funds_chart(facts)
    if money.categories:
        yield Figure(money)


def note_blocks(facts: ReleaseFacts, article: Article) -> Iterator[Block]:
    """Yield the notes, each a small paragraph."""
    for place, note in enumerate(article.notes, 1):
        yield Text(f"{place}.{note}。", "注：" if place == 1 else "", "note")
