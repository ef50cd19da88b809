"""The address of a traced figure: kept through the months, helped when it names nothing."""

import pytest

from tests.dashboard.reading import read


def test_a_release_that_is_not_there_is_not_answered_by_live_figures(visit):
    answer = visit("ordinary").get("/project/rehab?year=2021&month=8&release=2021-08-1")
    assert answer.status_code == 404
    assert "没有编号为“2021-08-1”的定版" in read(answer.text).text


def test_another_month_of_a_traced_figure_is_the_same_figure(visit):
    page = read(visit("ordinary").get("/trace?project=rehab&figure=rate-city&region=990003").text)
    hrefs = [node.attributes.get("href", "") for node in page.all("a")]
    march = [href for href in hrefs if "month=3&" in href and href.startswith("/trace?year=2021")]
    assert march == ["/trace?year=2021&month=3&region=990003&project=rehab&figure=rate-city"]
    hidden = {
        node.attributes["name"]: node.attributes["value"]
        for node in page.all("input")
        if node.attributes["type"] == "hidden"
    }
    assert hidden == {"region": "990003", "project": "rehab", "figure": "rate-city"}
    assert visit("ordinary").get(march[0]).status_code == 200


@pytest.mark.parametrize(
    "query",
    ["figure=nonsense", "figure=rate-city", "project=nobody", "region=nowhere&project=rehab"],
)
def test_a_figure_that_is_none_is_helped(visit, query):
    answer = visit("ordinary").get(f"/trace?{query}")
    assert answer.status_code == 404
    assert "回到总览" in answer.text


def test_a_sum_of_sums_says_that_its_parts_go_further_down(visit):
    page = read(visit("second_city").get("/trace?project=e&figure=completed").text)
    lead = page.one("main").text
    assert "完成数由2个下级地区各由其下属填报单位相加" in lead
    rows = page.one("tbody").all("tr")
    assert [row.all("th")[0].text for row in rows] == ["北片区", "南片区"]
    down = page.one("tbody").all("a")[0].attributes["href"]
    assert "region=N" in down
    assert "北1县" in read(visit("second_city").get(down).text).one("main").text


@pytest.mark.parametrize(
    ("asked", "same"),
    [
        ("indicator=rehab", "project=rehab"),
        ("indicator=rehab&region=990000", "project=rehab&figure=completed"),
        ("project=rehab&part=990004", "project=rehab&part=990004"),
    ],
)
def test_a_program_may_name_the_indicator_alone(visit, asked, same):
    client = visit("ordinary")
    first, second = client.get(f"/trace?{asked}"), client.get(f"/trace?{same}")
    assert first.status_code == second.status_code == 200
    one, two = read(first.text).one("h1").text, read(second.text).one("h1").text
    assert one == two
