"""Texts and files of a release: what the press and the counties take away."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from etl.completion.forecast import forecasts_below
from etl.completion.overall import overall_ranking
from etl.domain.completion import CompletionRow
from etl.domain.due import due_date
from etl.domain.forecast import Forecast
from etl.domain.refusal import NotFound
from etl.domain.sentence import sentence_text
from etl.publication.article import (
    DEFAULT_PARTS,
    LENGTH_NAMES,
    PART_NAMES,
    Article,
    Length,
    Options,
    Paragraph,
    Part,
)
from etl.publication.bulletin_facts import BulletinFacts, Remark
from etl.publication.compose import compose
from etl.publication.facts import ReleaseFacts
from etl.services.provenance import figure_parts
from etl.services.released import Released

__all__ = [
    "DEFAULT_PARTS",
    "KINDS",
    "LENGTH_NAMES",
    "PART_NAMES",
    "Article",
    "Kind",
    "Length",
    "Options",
    "Paragraph",
    "Part",
    "ReleaseFacts",
]

Kind = Literal["docx", "xlsx", "pptx"]
KINDS: tuple[Kind, ...] = ("docx", "xlsx", "pptx")


def article_of(facts: ReleaseFacts, options: Options) -> Article:
    """Return a text; NotFound for a project that the plan does not have."""
    _check(facts, options)
    return compose(facts, options)


def article_answer(facts: ReleaseFacts, options: Options) -> dict[str, Any]:
    """Return a text as JSON, with the figure that each of its numbers is."""
    article = article_of(facts, options)
    return {
        "release": facts.head.id,
        "title": article.title,
        "paragraphs": [
            {
                "kind": item.kind,
                "project": item.project or None,
                "heading": item.heading,
                "text": sentence_text(item.body),
                "figures": [
                    {
                        "text": piece.text,
                        "figure": piece.ref.kind,
                        "region": piece.ref.region,
                        "project": piece.ref.project or None,
                        "indicator": piece.ref.indicator or None,
                    }
                    for piece in item.body
                    if piece.ref is not None
                ],
            }
            for item in article.paragraphs
        ],
        "notes": list(article.notes),
        "text": article.text,
    }


def _check(facts: ReleaseFacts, options: Options) -> None:
    if options.project and facts.plan.project(options.project) is None:
        raise NotFound(f"{facts.plan.year}年任务书中没有代码为“{options.project[:40]}”的项目。")


def press_file(facts: ReleaseFacts, kind: Kind, options: Options) -> bytes:
    """Return the press material as a file; the options are of the Word text."""
    _check(facts, options)
    if kind == "docx":
        from etl.publication.press_paper import press_paper
        from etl.publication.word.writer import word_file

        return word_file(press_paper(facts, options))
    if kind == "xlsx":
        from etl.publication.excel import excel_file

        return excel_file(facts)
    from etl.publication.powerpoint import powerpoint_file

    return powerpoint_file(facts)


def bulletin_file(released: Released) -> bytes:
    """Return the monthly notice (通报) as a Word file."""
    from etl.publication.bulletin import bulletin
    from etl.publication.word.writer import word_file

    return word_file(bulletin(bulletin_facts(released)))


def supervision_file(released: Released, region: str = "") -> bytes:
    """Return the sheets for counties behind (督办提示单), of all or of one, as a Word file."""
    from etl.publication.supervision import supervision_sheets
    from etl.publication.word.writer import word_file

    found = bulletin_facts(released)
    if region and region not in found.facts.plan.tree:
        raise NotFound(f"{found.facts.plan.year}年任务书中没有代码为“{region[:40]}”的县区。")
    return word_file(supervision_sheets(found, region))


def bulletin_facts(released: Released) -> BulletinFacts:
    """Return what the notice says of each county, from the release alone."""
    facts = released.facts()
    rows: list[CompletionRow] = []
    forecasts: dict[tuple[str, str], Forecast] = {}
    for inner in [item.code for item in facts.plan.tree if facts.plan.tree.children(item.code)]:
        tables = released.completions(released.month, inner, "region")
        rows += [row for row in tables[-1].rows if facts.plan.tree[row.region].submits]
        forecasts |= {
            (item.region, item.project): item
            for project in facts.plan.projects
            for item in forecasts_below(facts.plan, tables, project.code)
        }
    return BulletinFacts(
        facts=facts,
        overall=overall_ranking(facts.below.rows, facts.plan.thresholds.weights),
        filing=tuple(rows),
        forecasts=forecasts,
        remarks=_remarks(released, facts),
        due=due_date(facts.plan, released.month.following),
    )


def _remarks(
    released: Released, facts: ReleaseFacts
) -> Mapping[tuple[str, str], tuple[Remark, ...]]:
    """Return what was written to figures of this month, by region that files and project."""
    regions = [item.code for item in facts.plan.tree.submitting(facts.plan.root)]
    indicators = [item.code for item in facts.plan.indicators]
    found: dict[tuple[str, str], list[Remark]] = {}
    for part in figure_parts(released.database, released.month, regions, indicators):
        if part.filing is None or part.state != "reported":
            continue
        place = (part.region.code, part.indicator.project)
        reason = part.filing.reason if part.warnings else ""
        found.setdefault(place, []).append(Remark(part.indicator.code, part.note, reason))
    return {place: tuple(items) for place, items in found.items()}
