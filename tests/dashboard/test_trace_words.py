"""What the page of origin says where there is no figure, and formulas that must be true."""

import re
from fractions import Fraction

import pytest

from tests.browser.addresses import figure
from tests.dashboard.reading import read


def page(visit, city, address):
    answer = visit(city).get(address)
    assert answer.status_code == 200
    return read(answer.text).one("main")


def traced(main):
    return main.one(data_figure="traced").text


@pytest.mark.parametrize(
    ("city", "address", "why"),
    [
        ("ordinary", figure("due", "990000", "rehab"), "没有写明是哪个指标"),
        ("ordinary", figure("off-standard", "990000", "rehab"), "没有写明是哪个指标"),
        ("incomplete", figure("change", "990009", "jobs", 5), "不作为零"),
        ("ordinary", figure("lost-city", "990009", "rehab", 1), "没有可比的数"),
        ("ordinary", figure("met-regions", "990009", "rehab"), "没有下级地区"),
        ("ordinary", figure("slow-regions", "990009", "rehab"), "没有下级地区"),
    ],
)
def test_what_is_not_there_is_no_zero_and_says_why(visit, city, address, why):
    main = page(visit, city, address)
    assert traced(main) == "—"
    assert why in main.text


def test_a_figure_of_a_region_is_no_projects(visit):
    main = page(visit, "ordinary", figure("coverage", "990000", "rehab"))
    assert "残疾人精准康复服务" not in main.one("h1").text


def test_an_average_over_months_is_written_with_its_brackets(visit):
    address = figure("recent-city", "990000", "rehab")
    said = page(visit, "ordinary", address).text
    found = re.search(r"（ ?(\d+) － (\d+) ）÷ (\d+) ＝ ([\d.]+)", said)
    assert found is not None, said
    end, start, months, shown = map(Fraction, found.groups())
    assert abs((end - start) / months - shown) <= Fraction(1, 20)
