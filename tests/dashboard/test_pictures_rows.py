"""The rows and the matrix of a city as pictures: they say and measure what the pages do."""

from fractions import Fraction

import pytest

from dashboard.components.matrix import Matrix, cell_content
from dashboard.figures.bullet import bullet
from dashboard.pictures.bullets import BulletLine, bullets_svg
from dashboard.pictures.matrix import matrix_svg
from dashboard.pictures.row_words import completed_words, gap_said, rate_words, status_said
from etl.domain.period import Month
from tests.dashboard import cities
from tests.dashboard.picturing import (
    WORDS,
    assert_no_words_on_words,
    assert_nothing_outside,
    named,
    shapes,
    texts,
)
from tests.dashboard.reading import Node, read

SHOWN = [("ordinary", 2021, 8), ("incomplete", 2021, 5), ("second_city", 2024, 5)]


def city_of(name, year, number):
    source, month = getattr(cities, name)(), Month(year, number)
    plan = source.plan_in_force(month).plan
    rows, parts = source.completion(month).rows, source.completion(month, by="region").rows
    matrix = Matrix(
        month,
        "县区",
        plan.tree.children(plan.root),
        plan.projects,
        {(row.region, row.project): row for row in parts},
        plan.tree[plan.root].name,
        {row.project: row for row in rows},
    )
    return plan, rows, matrix


def seen(node: Node) -> str:
    """The words of a page's node that the eye sees on a wide screen, without blanks."""
    if set(node.attributes.get("class", "").split()) & {"vh", "lbl"}:
        return ""
    return "".join(c.replace(" ", "") if isinstance(c, str) else seen(c) for c in node.children)


def page_rows(page: Node) -> list[dict[str, str]]:
    """The words of each row of progress on a page, by the cell's own class."""
    (table,) = (t for t in page.all("table") if "progress" in t.attributes["class"].split())
    return [
        {cell.attributes["class"].split()[-1]: seen(cell) for cell in line.all("td")}
        for line in table.one("tbody").all("tr")
    ]


@pytest.mark.parametrize(("name", "year", "number"), SHOWN)
def test_rows_say_what_the_page_says(visit, name, year, number):
    plan, rows, _ = city_of(name, year, number)
    lines = [BulletLine(row.name, "", row) for row in rows]
    svg = bullets_svg(lines, Fraction(number, 12), WORDS, plan.thresholds)
    whole = "".join(shape.text for shape in shapes(svg)).replace(" ", "")
    page = read(visit(name).get(f"/?year={year}&month={number}").text)
    for cells, row in zip(page_rows(page), rows, strict=True):
        done, funds = completed_words(row)
        rates = ["".join(rate_words(row, level)) for level in ("province", "city")]
        judged = gap_said(row).text + status_said(row, plan.thresholds).text
        said = [words.replace(" ", "") for words in (done.text + funds, *rates, judged)]
        assert said == [cells[key] for key in ("done", "province-rate", "city-rate", "judged")]
        assert all(words in whole for words in said)
    assert_nothing_outside(svg)
    assert_no_words_on_words(svg)


def test_bullets_are_drawn_to_the_geometry_of_the_page():
    plan, rows, _ = city_of("incomplete", 2021, 5)
    row = rows[0]
    svg = bullets_svg([BulletLine(row.name, "", row)], Fraction(5, 12), WORDS, plan.thresholds)
    drawn = shapes(svg)
    shape = bullet(row)
    assert shape is not None
    (track,), (bar,) = named(drawn, "track"), named(drawn, "bar")
    assert bar.size[0] / track.size[0] == pytest.approx(float(shape.bar / shape.track), abs=1e-3)
    (city,) = named(drawn, "city")
    middle = (city.box[0] + city.box[2]) / 2
    share = (middle - track.box[0]) / track.size[0]
    assert share == pytest.approx(float((shape.city or 0) / shape.track), abs=1e-3)


@pytest.mark.parametrize(("name", "year", "number"), [*SHOWN, ("province", 2021, 8)])
def test_the_matrix_has_the_words_and_steps_of_the_page(name, year, number):
    plan, _, matrix = city_of(name, year, number)
    svg = matrix_svg(matrix, WORDS, plan.thresholds)
    drawn = shapes(svg)
    rows = [matrix.cells[region.code, p.code] for region in matrix.regions for p in plan.projects]
    rows += [matrix.total[project.code] for project in plan.projects]
    steps = [shape.name.split()[1] for shape in named(drawn, "cell")]
    assert steps == [cell_content(row)[0] for row in rows]
    whole = "".join(shape.text for shape in drawn)
    for region in matrix.regions:
        assert region.name in whole
    figures = [step for step in steps if step != "not-started"]
    assert len(texts(drawn, "figure")) == len(figures)
    assert len(texts(drawn, "sum")) == len(matrix.regions) + 1
    assert_nothing_outside(svg)
    if name != "province":
        assert_no_words_on_words(svg)


def test_without_limits_the_picture_names_none():
    _, rows, matrix = city_of("ordinary", 2021, 8)
    lines = [BulletLine(row.name, "", row) for row in rows]
    assert "个百分点以内" not in bullets_svg(lines, Fraction(8, 12), WORDS)
    assert "慢不超过" not in matrix_svg(matrix, WORDS)
