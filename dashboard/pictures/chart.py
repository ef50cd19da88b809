"""A chart as a picture."""

from __future__ import annotations

from dataclasses import replace

from dashboard.figures.chart import Chart
from dashboard.pictures.legend import keys_of
from dashboard.pictures.paper import paper
from dashboard.pictures.sideways import sideways
from dashboard.pictures.upright import upright
from dashboard.pictures.words import PictureWords


def chart_svg(chart: Chart, words: PictureWords) -> str:
    """Return a chart as SVG, 960 pixels wide and as high as it needs; same input, same bytes.

    Title, sentence and notes are those of ``words``; notes of the chart that are not among
    them follow.
    """
    drawing = sideways(chart) if chart.sideways else upright(chart)
    more = tuple(note for note in chart.notes if note not in words.notes)
    said = replace(words, notes=(*words.notes, *more))
    return paper(said, replace(drawing, keys=keys_of(chart)))
