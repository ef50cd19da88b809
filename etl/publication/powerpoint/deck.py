"""The slides: cover, how it stands, one for each project, notes."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, Final

from pptx.enum.text import PP_ALIGN
from pptx.presentation import Presentation as Deck
from pptx.util import Pt

from etl.domain.text import day_text
from etl.publication.chart import Chart
from etl.publication.charts import counties_chart, is_empty, months_chart, rates_chart
from etl.publication.clean_text import clean
from etl.publication.facts import ReleaseFacts
from etl.publication.note_words import SAMPLE, SAMPLE_NOTE, notes, stamp
from etl.publication.powerpoint.drawing import MOST_STANDING, draw
from etl.publication.powerpoint.fitting import Box, fits, pages
from etl.publication.powerpoint.fonts import set_fonts
from etl.publication.powerpoint.package import saved
from etl.publication.powerpoint.slide import (
    TITLE_SIZES,
    Look,
    bar,
    fill,
    foot,
    speak,
    titled,
    write,
)
from etl.publication.powerpoint.slide_words import (
    conclusion,
    deck_title,
    headline,
    no_counties,
    no_months,
    sentence_of,
    speaker_text,
)
from etl.publication.powerpoint.theme import (
    AMBER,
    COVER_TEXT,
    COVER_TITLE,
    MUTED,
    TITLE,
    empty_deck,
    rgb,
    set_themes,
)

BODY: Final = Box(0.5, 1.45, 12.333, 5.15)
OVERVIEW_CHART: Final = Box(0.5, 1.4, 8.4, 5.25)
OVERVIEW_TEXT: Final = Box(9.1, 1.5, 3.733, 5.1)
CHARTS: Final = Box(0.5, 1.4, 12.333, 3.95)
SENTENCE: Final = Box(0.5, 5.4, 12.333, 1.3)
SAMPLE_BOX: Final = Box(1.0, 1.1, 4.4, 0.5)
COVER_LINE: Final = Box(1.0, 3.8, 11.333, 0.04)
MORE: Final = "……（全文见备注）"
MOST_PROJECTS: Final = 10
"""Projects whose two bars and names still have room beneath each other."""
NOTE_SIZE: Final = 16


def deck(facts: ReleaseFacts) -> bytes:
    """Return the slides as a file."""
    made = empty_deck()
    _cover(made, facts)
    _overview(made, facts)
    for project in facts.plan.projects:
        _project(made, facts, project.code)
    _notes(made, facts)
    _properties(made, facts)
    set_themes(made)
    set_fonts(made)
    return saved(made)


def _properties(made: Deck, facts: ReleaseFacts) -> None:
    """Fix what the file says of itself to the release, not to the moment of writing."""
    properties = made.core_properties
    properties.title = deck_title(facts)
    properties.subject = stamp(facts)
    properties.author = properties.last_modified_by = facts.plan.issuer
    properties.keywords = facts.head.id
    properties.comments = SAMPLE_NOTE if facts.head.sample else ""
    properties.revision = 1
    properties.created = properties.modified = _moment(facts)


# ---------------------------------------------------------------- slides


def _cover(made: Deck, facts: ReleaseFacts) -> None:
    slide = made.slides.add_slide(made.slide_layouts[0])
    title, below = slide.placeholders
    fill(title, [deck_title(facts)], COVER_TITLE, Look((40, 36, 32, 28, 24, 20), bold=True))
    head = facts.head
    lines = [
        f"截至{day_text(head.as_of)}",
        f"{head.id}{head.kind}，任务书第{head.plan_revision}版",
        facts.plan.issuer,
    ]
    fill(below, lines, COVER_TEXT, Look((20, 18, 16, 14), MUTED))
    bar(slide, COVER_LINE)
    if head.sample:
        look = Look((18, 16), AMBER, bold=True, middle=True)
        shape = write(slide, [SAMPLE_NOTE], SAMPLE_BOX, look)
        shape.text_frame.paragraphs[0].alignment = PP_ALIGN.CENTER
        shape.name = SAMPLE
        shape.line.color.rgb = rgb(AMBER)
        shape.line.width = Pt(1.5)
    foot(slide, facts)


def _overview(made: Deck, facts: ReleaseFacts) -> None:
    """Say how the whole stands; many projects need several slides, all under one conclusion."""
    first, rest = conclusion(facts)
    text = f"{first}。{rest}"
    if not fits([clean(first)], TITLE_SIZES[-1], TITLE):
        first, rest = f"{len(facts.plan.projects)}个项目进展情况", text
    chart = rates_chart(facts)
    parts = _shares(chart)
    for place, part in enumerate(parts, start=1):
        nth = f"（{place}/{len(parts)}）" if len(parts) > 1 else ""
        slide = titled(made, first + nth)
        if is_empty(chart):
            words = ["各项目都没有可画的完成率。", *_sentences(rest)]
            write(slide, words, BODY)
        else:
            draw(slide, part, OVERVIEW_CHART, facts.plan.issuer, _moment(facts))
            write(slide, _sentences(rest), OVERVIEW_TEXT)
        foot(slide, facts)
        speak(slide, text)


def _shares(chart: Chart) -> list[Chart]:
    """Share a chart's projects among slides."""
    count = max(1, -(-len(chart.categories) // MOST_PROJECTS))
    if count == 1:
        return [chart]
    size = -(-len(chart.categories) // count)
    return [
        replace(
            chart,
            name=f"{chart.name}-{place // size + 1}",
            categories=chart.categories[place : place + size],
            series=tuple(
                replace(item, values=item.values[place : place + size]) for item in chart.series
            ),
        )
        for place in range(0, len(chart.categories), size)
    ]


def _project(made: Deck, facts: ReleaseFacts, code: str) -> None:
    slide = titled(made, headline(facts, code))
    counties, months = counties_chart(facts, code), months_chart(facts, code)
    left, right = _halves(len(counties.categories))
    if not facts.plan.tree.children(facts.region.code):
        right = CHARTS
    else:
        _chart_or_words(slide, facts, counties, left, no_counties(facts, code))
    _chart_or_words(slide, facts, months, right, no_months(facts, code))
    write(slide, [sentence_of(facts, code)], SENTENCE, Look(tail=MORE))
    foot(slide, facts)
    speak(slide, speaker_text(facts, code))


def _halves(counties: int) -> tuple[Box, Box]:
    """Return the places of both charts; many counties take more of the width."""
    share = 0.5 if counties <= MOST_STANDING else 0.64
    gap, width = 0.25, CHARTS.width
    left = Box(CHARTS.left, CHARTS.top, width * share - gap / 2, CHARTS.height)
    start = left.left + left.width + gap
    return left, Box(start, CHARTS.top, width - left.width - gap, CHARTS.height)


def _chart_or_words(slide: Any, facts: ReleaseFacts, chart: Chart, box: Box, words: str) -> None:
    if is_empty(chart):
        write(slide, [words], box, Look(colour=MUTED, middle=True))
    else:
        draw(slide, chart, box, facts.plan.issuer, _moment(facts))


def _notes(made: Deck, facts: ReleaseFacts) -> None:
    said = [f"{place}.{note}。" for place, note in enumerate(notes(facts), start=1)]
    for place, paragraphs in enumerate(pages(said, BODY, NOTE_SIZE)):
        slide = titled(made, "说明" if place == 0 else "说明（续）")
        write(slide, paragraphs, BODY, Look((NOTE_SIZE,)))
        foot(slide, facts)


def _sentences(text: str) -> list[str]:
    return [f"{item}。" for item in text.split("。") if item]


def _moment(facts: ReleaseFacts) -> datetime:
    """Return when the release was made, as files write it."""
    return facts.head.made_at.astimezone(UTC).replace(tzinfo=None, microsecond=0)
