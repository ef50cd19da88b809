import pytest

from dashboard.selection import BadSelection, Selection, address, parse_selection, region_path
from etl.domain.period import Month


@pytest.mark.parametrize(
    ("query", "selection"),
    [
        ({}, Selection()),
        ({"year": ""}, Selection()),
        ({"year": "2021", "month": "8"}, Selection(Month(2021, 8), 2021)),
        ({"year": " 2021 ", "month": "08"}, Selection(Month(2021, 8), 2021)),
        ({"year": "2021"}, Selection(None, 2021)),
    ],
)
def test_selections(query, selection):
    assert parse_selection(query) == selection


@pytest.mark.parametrize(
    "query",
    [
        {"year": "2021", "month": "13"},
        {"year": "2021", "month": "0"},
        {"year": "abc"},
        {"year": "2021", "month": "-1"},
        {"year": "20211"},
        {"year": "1"},
        {"year": "²021"},
    ],
)
def test_what_names_no_month_is_refused_with_a_sentence(query):
    with pytest.raises(BadSelection) as refused:
        parse_selection(query)
    assert refused.value.message.endswith("。") or "?" in refused.value.message


def test_addresses():
    assert address("/", Month(2021, 8)) == "/?year=2021&month=8"
    assert address("/") == "/"
    assert address(region_path("a b/c"), Month(2021, 8), "p-x") == (
        "/region/a%20b%2Fc?year=2021&month=8#p-x"
    )
