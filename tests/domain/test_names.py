"""Names as people write them: exact but for blanks, marks, numbers and units around them."""

import pytest

from etl.domain.indicator_names import IndicatorNames
from etl.domain.names import bracketed, compact, is_unit, name_forms, plain_name
from etl.domain.region import Region
from etl.domain.region_names import RegionNames
from tests.workbook.forms import PLAN, REGIONS


@pytest.mark.parametrize(
    "written",
    [
        "老年助餐", " 老年 助餐 ", "老　年　助　餐", "老年\n助餐", "1.老年助餐", "1、老年助餐", "（一）老年助餐",
        "(1) 老年助餐", "①老年助餐", "①、老年助餐", "一、老年助餐", "1.1、老年助餐", "第1项：老年助餐",
        "一、1.老年助餐", "老年助餐（人）", "老年助餐(单位：人)", "老年助餐（人/户）", "★老年助餐", "老年助餐*",
        "*1.老年助餐", "老年助餐(人、户)", "老年\u200b助餐",
    ],
)  # fmt: skip
def test_what_stands_around_a_name_is_not_the_name(written):
    assert plain_name(written) == "老年助餐"


@pytest.mark.parametrize(
    "written",
    ["老年助餐(新增)", "老年助餐(不含人)", "(人)老年助餐", "老年助餐二", "老年助餐2", "助餐"],
)
def test_anything_else_is_another_name(written):
    assert plain_name(written) != "老年助餐"


def test_a_bare_number_is_tried_last():
    assert name_forms("3 老年助餐") == ("3老年助餐", "老年助餐")
    assert name_forms("老年助餐") == ("老年助餐",)


def test_a_name_that_is_only_a_number_or_a_bracket_stays():
    assert plain_name("1、") == "1、"
    assert plain_name("(人)") == "(人)"
    assert plain_name("") == ""


def test_brackets_and_units():
    assert bracketed("投入资金（万元）") == "万元"
    assert bracketed("投入资金") == ""
    assert compact("Ａ　Ｂ") == "AB"
    for unit in ("人/户", "单位:万元", "人民币万元", "人(户)", "计量单位"):
        assert is_unit(unit)
    for other in ("新增", "", "%", "百万元"):
        assert not is_unit(other)


NAMES = RegionNames(REGIONS, "990000")


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("东湖区", "990001"), ("东湖区残联", "990001"), ("东湖区残疾人联合会（盖章）", "990001"),
        ("清河市东湖区", "990001"), ("清河东湖区残联", "990001"), ("东　湖　区", "990001"),
        ("990001", "990001"), ("东湖区(990001)", "990001"), ("1.东湖区", "990001"), ("东湖", "990001"),
        ("东湖新区", "990002"), ("东湖新区管委会", "990002"), ("东湖新区管理委员会", "990002"),
        ("白石满族自治县残联", "990003"), ("清河市", "990000"), ("清河市残联", "990000"),
        ("东湖县", None), ("东湖区分局", None), ("东湖区、白石县", None), ("", None), ("残联", None),
        ("东湖区(990002)", None), ("东湖新", None), ("湖区", None),
    ],
)  # fmt: skip
def test_a_region_is_known_by_its_exact_names(written, code):
    assert NAMES.find(written) == code


def test_a_city_stands_only_before_its_own_counties():
    regions = (
        Region("1", "大江省", None, submits=False),
        Region("11", "甲州市", "1", ("甲州",), submits=False),
        Region("12", "乙州市", "1", ("乙州",), submits=False),
        Region("111", "城关区", "11"),
        Region("121", "河口县", "12"),
    )
    names = RegionNames(regions, "1")
    assert names.find("甲州市城关区") == "111"
    assert names.find("大江省甲州市城关区残联") == "111"
    assert names.find("乙州市城关区") is None
    assert names.find("甲州市河口县") is None


def test_indicators_and_projects():
    names = IndicatorNames(PLAN)
    assert names.indicator("1. 老年助餐（人）") == "meals"
    assert names.indicator("老年人助餐服务") == "meals"
    assert names.indicator("口袋公园（公顷）") == "parks"
    assert names.indicator("农村") == "homes_land"
    assert names.indicator("3农村") == "homes_land"
    assert names.indicator("适老化") is None
    assert names.indicator("农村(新增)") is None
    assert names.indicator("") is None
    assert names.project("居家适老化改造") == "homes"
    assert (names.count("homes"), names.count("meals")) == (2, 1)
