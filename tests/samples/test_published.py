"""Every published number stands in the plan or the sample, or the README says why not.

The table below says for each id of the published list where its number must be found:
a mere mention elsewhere does not do.
"""

import json
import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.samples.reading import DATA, city_total, plan_rows

PUBLISHED = {
    item["id"]: item
    for item in json.loads(
        (Path(__file__).parent / "published-2021-08-18.json").read_text(encoding="utf-8")
    )["figures"]
}
PEOPLE, FUNDS = "累计完成", "累计投入资金(万元)"
MONTH = "2021-08"


@dataclass(frozen=True)
class Counted:
    """The counties' forms of August add up to it."""

    indicators: str
    column: str = PEOPLE


@dataclass(frozen=True)
class Fact:
    """A row of 事实 with this text has its value, unit and approximation.

    The project is None where it speaks of the whole programme.
    """

    project: str | None
    text: str


@dataclass(frozen=True)
class Rule:
    """A policy point of the project has this phrase, which holds value and unit."""

    project: str
    phrase: str


@dataclass(frozen=True)
class Cell:
    """The cell of this sheet, row (by its first column) and column is the value."""

    sheet: str
    row: str
    column: str
    unit: str


DEVICES, REHAB, TRAINING = "assistive_devices", "rehabilitation", "vocational_training"
JOBS, CARE, HOMES = "employment_service", "care_service", "home_access"
SPORTS, AID, ALL = "home_sports", "student_aid", None

PLACES: dict[str, Counted | Fact | Rule | Cell] = {
    "F001": Fact(ALL, "助残服务项目数"),
    "F002": Counted("assistive_devices"),
    "F003": Counted("rehab_adult rehab_child"),
    "F004": Counted("vocational_training"),
    "F005": Counted("employment_service"),
    "F006": Counted("care_institution care_home"),
    "F007": Counted("home_access_limb home_access_other"),
    "F008": Counted("home_sports"),
    "F009": Fact(ALL, "除大学生助学项目外,全部超额完成省、市年度任务"),
    "F010": Fact(AID, "大学生助学正在采集信息,八月底完成资助"),
    "F011": Rule(REHAB, "残疾1级"),
    "F012": Counted("rehab_adult", FUNDS),
    "F013": Counted("rehab_adult"),
    "F014": Cell("资金标准", "rehab_adult", "标准(元)", "元/人"),
    "F015": Rule(REHAB, "药物补贴:不低于500元/人"),
    "F016": Rule(REHAB, "每年不少于5次"),
    "F017": Counted("rehab_child", FUNDS),
    "F018": Counted("rehab_child"),
    "F019": Rule(REHAB, "残疾儿童康复训练:0-8岁"),
    "F020": Cell("资金标准", "rehab_child", "标准(元)", "元/人"),
    "F021": Rule(REHAB, "人工耳蜗:1-17周岁"),
    "F022": Rule(REHAB, "未满18周岁"),
    "F023": Rule(REHAB, "免费提供一套"),
    "F024": Rule(REHAB, "术后补贴手术费12000元"),
    "F025": Rule(REHAB, "一学年康复训练费14000元"),
    "F026": Rule(REHAB, "手术补贴10000元"),
    "F027": Rule(REHAB, "术后康复训练6000元"),
    "F028": Rule(REHAB, "矫形器装配补贴1200元"),
    "F029": Counted("assistive_devices", FUNDS),
    "F030": Counted("assistive_devices"),
    "F031": Rule(DEVICES, "0-8岁"),
    "F032": Rule(DEVICES, "500元以内(含500元)"),
    "F033": Rule(DEVICES, "补贴100%"),
    "F034": Rule(DEVICES, "超过500元部分"),
    "F035": Rule(DEVICES, "补贴70%"),
    "F036": Rule(DEVICES, "个人负担30%"),
    "F037": Cell("资金标准", "assistive_devices", "上限(元)", "元/人"),
    "F038": Cell("资金标准", "home_sports", "标准(元)", "元/户"),
    "F039": Counted("home_sports"),
    "F040": Fact(SPORTS, "“十三五”以来累计提供居家康复体育服务的重度贫困残疾人家庭(含2021年240户)"),
    "F041": Cell("基本信息", "年度", "值", "年"),
    "F042": Counted("home_access_limb home_access_other", FUNDS),
    "F043": Counted("home_access_limb home_access_other"),
    "F044": Counted("home_access_limb"),
    "F045": Counted("home_access_other"),
    "F046": Fact(HOMES, "历年累计改造有需求且符合条件的残疾人家庭"),
    "F047": Counted("vocational_training"),
    "F048": Fact(TRAINING, "盲人按摩培训班累计期数"),
    "F049": Fact(TRAINING, "累计培训盲人按摩师"),
    "F050": Fact(TRAINING, "扶持开店的盲人"),
    "F051": Fact(TRAINING, "盲人按摩师人均年收入"),
    "F052": Rule(CARE, "2021年秦皇岛市实施阳光家园计划项目的实施方案"),
    "F053": Counted("care_institution care_home", FUNDS),
    "F054": Counted("care_institution care_home"),
    "F056": Fact(JOBS, "云客服先后开班期数"),
    "F057": Fact(JOBS, "云客服培训残疾人学员"),
    "F058": Fact(JOBS, "云客服稳定居家就业的残疾人"),
    "F059": Fact(JOBS, "云客服人均月收入"),
    "F063": Fact(JOBS, "与石家庄牛背集团开展直播带货培训的年份"),
    "F064": Fact(JOBS, "抖音网络直播带货培训期数"),
    "F065": Fact(JOBS, "抖音网络直播带货培训残疾人"),
    "F066": Fact(JOBS, "直播带货学员月收入"),
    "F067": Fact(JOBS, "扶贫就业基地累计投入资金(历年)"),
    "F068": Fact(JOBS, "扶贫就业基地数"),
    "F069": Fact(JOBS, "扶贫就业基地辐射带动就业从业的残疾人"),
    "F070": Fact(JOBS, "金日塑料基地先后扶持资金(历年)"),
    "F071": Fact(JOBS, "金日塑料基地安置就业的贫困残疾人"),
    "F072": Fact(JOBS, "金日塑料基地辐射周边县区数"),
    "F073": Fact(JOBS, "金日塑料基地辐射周边村数"),
    "F074": Fact(JOBS, "金日塑料基地带动居家从业的贫困残疾人"),
    "F075": Fact(JOBS, "金日塑料基地人均年收入"),
    "F076": Fact(JOBS, "昌黎县残疾人创业孵化基地投资"),
    "F077": Fact(JOBS, "昌黎县残疾人创业孵化基地面积"),
    "F078": Fact(JOBS, "辅助性就业先后投入资金(历年)"),
    "F079": Fact(JOBS, "扶持的辅助性就业机构数"),
    "F080": Fact(JOBS, "辅助性就业面向的困难人群类别数"),
    "F081": Fact(JOBS, "辅助性就业带动困难人群就业"),
    "F082": Fact(JOBS, "手工制作就业培训期数"),
    "F083": Fact(JOBS, "手工制作就业培训残疾人"),
    "F084": Fact(JOBS, "手工制作安置带动就业"),
    "F085": Fact(JOBS, "组织较大招聘会次数"),
    "F086": Fact(JOBS, "招聘会提供岗位"),
    "F087": Fact(JOBS, "招聘会达成意向"),
    "F088": Rule(AID, "省级资助(一次性):困难残疾学生考入本科5000元"),
    "F089": Rule(AID, "考入研究生6000元"),
    "F090": Rule(AID, "困难残疾人家庭子女(本科生、研究生)3000元"),
    "F091": Rule(AID, "市级资助(一次性):全日制高中起点专科3000元"),
    "F092": Rule(AID, "本科及研究生5000元"),
    "F093": Rule(AID, "困难残疾学生取得大专毕业证3000元"),
    "F094": Rule(AID, "取得本科以上毕业证5000元"),
    "F095": Rule(AID, "秦教规财〔2020〕13号"),
    "F096": Cell("历史累计", "student_aid", "累计资金(万元)", "万元"),
    "F097": Cell("历史累计", "student_aid", "累计完成", "人"),
    "F098": Cell("历史累计", "student_aid", "截止年", "年"),
    "F099": Fact(AID, "夏令营创办年份"),
    "F100": Fact(AID, "夏令营已连续举办届数"),
    "F101": Fact(AID, "夏令营选拔品学兼优的学生"),
    "F102": Fact(ALL, "秦皇岛市残疾人联合会成立年份"),
    "F103": Fact(ALL, "市残联升格为正处级参公事业单位的年份"),
    "F104": Cell("基本信息", "年度", "值", "年"),
    "F106": Fact(TRAINING, "盲人按摩培训班累计期数"),
    "F109": Fact(ALL, "综合工作评比位列全省第一的年份"),
    "F110": Fact(ALL, "综合工作评比在全省的名次(2017年)"),
    "F111": Fact(JOBS, "昌黎县解决残疾人居家就业经验入选案例的年份"),
}


def plain(text: str) -> str:
    """Full-width and half-width punctuation are the same here."""
    return unicodedata.normalize("NFKC", text)


def numbers(value: Any) -> list[Decimal]:
    """The number, or both ends of the range."""
    return [Decimal(str(item)) for item in (value if isinstance(value, list) else [value])]


def found_counted(place: Counted, published: dict[str, Any]) -> None:
    codes = place.indicators.split()
    parts = [city_total(MONTH, code, place.column) for code in codes]
    assert sum(part for part in parts if part is not None) == numbers(published["value"])[0]
    units = {row["单位"] for row in plan_rows("项目指标") if row["指标代码"] in codes}
    assert published["unit"] == ("万元" if place.column == FUNDS else units.pop())


def found_fact(place: Fact, published: dict[str, Any]) -> None:
    rows = [row for row in plan_rows("事实") if plain(row["事实"]) == plain(place.text)]
    assert [row["项目代码"] for row in rows] == [place.project]
    row = rows[0]
    if published["value"] is None:
        assert row["数值"] is None
        assert plain(published["quote"]) in plain(row["事实"])
        return
    ends = [row["数值"], row["数值上限"]]
    assert [Decimal(str(end)) for end in ends if end is not None] == numbers(published["value"])
    assert row["单位"] == published["unit"]
    assert (row["约数"] or "") == published.get("approx", "").partition("(")[0]


def found_rule(place: Rule, published: dict[str, Any]) -> None:
    points = [row["要点"] for row in plan_rows("政策要点") if row["项目代码"] == place.project]
    # A number must stand alone: 6000元 is not found in 16000元.
    pattern = rf"(?<![\d.]){re.escape(place.phrase)}(?![\d.])"
    assert any(re.search(pattern, plain(point)) for point in points)
    assert published_text(published) in place.phrase


def published_text(published: dict[str, Any]) -> str:
    """Value and unit as a sentence has them: 500元, 0-8岁, 一套."""
    if "value_text" in published:
        return str(published["value_text"])
    unit = published["unit"].partition("/")[0]
    return "-".join(map(str, numbers(published["value"]))) + unit


def found_cell(place: Cell, published: dict[str, Any]) -> None:
    rows = [row for row in plan_rows(place.sheet) if place.row in list(row.values())[:1]]
    assert [Decimal(str(row[place.column])) for row in rows] == numbers(published["value"])
    assert published["unit"].startswith(place.unit)


CHECKS = {Counted: found_counted, Fact: found_fact, Rule: found_rule, Cell: found_cell}


@pytest.mark.parametrize("identifier", PLACES)
def test_it_stands_where_the_table_says_with_value_and_unit(identifier):
    place = PLACES[identifier]
    check: Any = CHECKS[type(place)]
    check(place, PUBLISHED[identifier])


def test_what_is_in_neither_has_its_reason_in_the_readme():
    text = (DATA / "README.md").read_text(encoding="utf-8")
    listed = dict(re.findall(r"^\| (F\d{3}) \|.*\| ([^|]+) \|$", text, re.MULTILINE))
    assert set(listed) == set(PUBLISHED) - set(PLACES)
    assert set(PLACES) <= set(PUBLISHED)
    assert all(len(reason) > 15 for reason in listed.values())


def test_the_derived_history_and_this_year_make_the_published_total():
    before = next(row for row in plan_rows("历史累计") if row["项目代码"] == SPORTS)
    this_year = city_total(MONTH, "home_sports", PEOPLE)
    assert this_year is not None
    assert before["累计完成"] + this_year == PUBLISHED["F040"]["value"]
    assert "推算" in before["说明"]


def test_an_approximate_total_is_never_history():
    assert {row["累计完成"] for row in plan_rows("历史累计")} == {1470, 3380}
    assert {row["约数"] for row in plan_rows("历史累计")} == {None}


def test_seven_projects_are_above_both_tasks_and_student_aid_is_nothing_yet():
    targets = {(row["项目代码"], row["级别"]): row["全市"] for row in plan_rows("年度目标")}
    for project in {row["项目代码"] for row in plan_rows("项目指标")}:
        codes = [row["指标代码"] for row in plan_rows("项目指标") if row["项目代码"] == project]
        done = sum(city_total(MONTH, code, PEOPLE) or 0 for code in codes)
        if project == AID:
            assert done == 0
        else:
            assert done > targets[project, "市定"] >= targets[project, "省定"]


def test_the_readme_has_the_tasks_that_are_in_the_plan():
    text = (DATA / "README.md").read_text(encoding="utf-8")
    levels: dict[str, dict[str, int]] = {}
    for row in plan_rows("年度目标"):
        levels.setdefault(row["项目代码"], {})[row["级别"]] = row["全市"]
    names = {row["项目代码"]: row["简称"] for row in plan_rows("项目指标")}
    for code, row in levels.items():
        need = f" {row['需求']}" if "需求" in row else ""
        assert f"| {names[code]} | {row['省定']} | {row['市定']} |{need} |" in text
