"""Texts of a release: short, medium or full; of one project, one county or all."""

from __future__ import annotations

from collections.abc import Iterator

from etl.domain.sentence import Sentence
from etl.domain.text import day_text
from etl.publication.article import Article, Options, Paragraph
from etl.publication.background_words import (
    fact_sentences,
    history_notes,
    history_sentences,
    policy_sentences,
)
from etl.publication.facts import ReleaseFacts
from etl.publication.note_words import notes
from etl.publication.place_words import place_sentences
from etl.publication.project_words import project_sentence
from etl.publication.summary_words import short_name, summary

_ENDS = ("进度看板", "看板")


def compose(facts: ReleaseFacts, options: Options) -> Article:
    """Return the text that was asked for. Raises KeyError for an unknown project."""
    return Article(
        title=title(facts, options),
        paragraphs=tuple(_paragraphs(facts, options)),
        notes=(*notes(facts), *_more_notes(facts, options)),
    )


def _more_notes(facts: ReleaseFacts, options: Options) -> Iterator[str]:
    if options.has("history") and facts.is_whole:
        chosen = facts.project(options.project).short_name if options.project else ""
        yield from (note for note in history_notes(facts) if note.startswith(chosen))


def programme(facts: ReleaseFacts) -> str:
    """Return what the plan calls the whole: its title without the name of a dashboard."""
    name = facts.plan.title
    for end in _ENDS:
        name = name.removesuffix(end)
    return name.strip() or facts.plan.title


def title(facts: ReleaseFacts, options: Options) -> str:
    """Return the title: the programme, the county and project if one is chosen, and the day."""
    where = "" if facts.is_whole else f"（{facts.region.name}）"
    of = facts.project(options.project).name if options.project else programme(facts)
    state = "" if facts.head.final else "初步数，"
    return f"{of}{where}进展情况（{state}截至{day_text(facts.head.as_of)}）"


def _paragraphs(facts: ReleaseFacts, options: Options) -> Iterator[Paragraph]:
    if not options.project:
        yield Paragraph("summary", summary(facts, options.has("funds")))
    chosen = [options.project] if options.project else [item.code for item in facts.plan.projects]
    if options.length != "short" or options.project:
        for code in chosen:
            yield from _of_project(facts, code, options)
    if options.length == "full" and not options.project:
        yield from _of_the_whole(facts, options)


def _of_project(facts: ReleaseFacts, code: str, options: Options) -> Iterator[Paragraph]:
    body: Sentence = project_sentence(facts, code, options)
    if options.has("places"):
        body += tuple(piece for item in place_sentences(facts, code) for piece in item)
    if options.has("history"):
        body += tuple(piece for item in history_sentences(facts, code) for piece in item)
    yield Paragraph("project", body, short_name(facts, code), code)
    if options.has("history"):
        for sentence in fact_sentences(facts, code):
            yield Paragraph("background", sentence, "相关情况", code)
    if options.has("policy"):
        points = tuple(piece for item in policy_sentences(facts, code) for piece in item)
        if points:
            yield Paragraph("policy", points, "政策要点", code)


def _of_the_whole(facts: ReleaseFacts, options: Options) -> Iterator[Paragraph]:
    """Yield what the plan says beside the projects: facts of the whole, general points."""
    if options.has("history"):
        for sentence in fact_sentences(facts, ""):
            yield Paragraph("background", sentence, "其他情况")
    if options.has("policy"):
        points = tuple(piece for item in policy_sentences(facts, "") for piece in item)
        if points:
            yield Paragraph("policy", points, "说明")
