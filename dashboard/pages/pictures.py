"""The pictures of a page's charts, drawn only when somebody takes one away."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from dashboard.components.matrix import Matrix
from dashboard.components.progress import Heads, Line
from dashboard.figures.chart import Chart
from dashboard.frame import Frame
from dashboard.pictures.words import PictureWords
from etl.domain.sentence import sentence_text


def picture_of(frame: Frame, subject: str, chart: Chart) -> Callable[[], str]:
    """Return what draws a chart with its words, as SVG; ``subject`` is the page's own title."""

    def draw() -> str:
        from dashboard.pictures.chart import chart_svg

        words = words_of(frame, (subject, chart.title), sentence_text(chart.sentence), chart.notes)
        return chart_svg(chart, words)

    return draw


def bullets_of(
    frame: Frame,
    titles: Sequence[str],
    sentence: str,
    notes: Sequence[str],
    heads: Heads,
    lines: Sequence[Line],
) -> Callable[[], str]:
    """Return what draws rows of progress with their words, as SVG."""

    def draw() -> str:
        from dashboard.pictures.bullets import BulletLine, bullets_svg

        rows = [
            BulletLine(line.name, line.sub if isinstance(line.sub, str) else "", line.row)
            for line in lines
        ]
        words = words_of(frame, titles, sentence, tuple(notes))
        return bullets_svg(rows, heads.pace, words, heads.limits, heads.first)

    return draw


def matrix_picture(
    frame: Frame, titles: Sequence[str], sentence: str, notes: Sequence[str], matrix: Matrix
) -> Callable[[], str]:
    """Return what draws the matrix with its words, as SVG."""

    def draw() -> str:
        from dashboard.pictures.matrix import matrix_svg

        words = words_of(frame, titles, sentence, tuple(notes))
        return matrix_svg(matrix, words, frame.plan.thresholds)

    return draw


def words_of(
    frame: Frame, titles: Sequence[str], sentence: str, notes: tuple[str, ...]
) -> PictureWords:
    """Return the words of a picture: it says itself of what, of which plan and of which day."""
    plan = frame.plan
    stands = f"{plan.title}，{plan.issuer}" if plan.issuer else plan.title
    return PictureWords("　".join(titles), sentence, notes, stands, plan.sample)
