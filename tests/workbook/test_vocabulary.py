"""The catalogue of header words: each says one thing, and nothing is one by accident."""

from itertools import combinations

import pytest

from etl.workbook import vocabulary
from etl.workbook.column_meaning import meaning
from etl.workbook.column_numbers import is_column_numbers
from etl.workbook.column_words import word
from tests.workbook.forms import draw


def kind_of(texts):
    found = meaning(texts)
    return None if found is None else found.kind


def test_every_word_says_one_thing():
    figures = {
        "month": {a + b for a in vocabulary.MONTH_WORDS for b in vocabulary.DONE_WORDS},
        "total": {a + b for a in vocabulary.TOTAL_WORDS for b in vocabulary.DONE_WORDS},
        "money": {a + b for a in vocabulary.MONTH_WORDS for b in vocabulary.FUNDS_WORDS},
        "moneys": {a + b for a in vocabulary.TOTAL_WORDS for b in vocabulary.FUNDS_WORDS},
    }
    for one, other in combinations(figures.values(), 2):
        assert not one & other
    plain = {name for name, kind in vocabulary.HEADER_WORDS.items() if kind in ("project", "note")}
    assert not plain & set().union(*figures.values())


def test_the_letters_of_naming_words():
    for name, kind in vocabulary.HEADER_WORDS.items():
        if kind in vocabulary.NAME_KINDS:
            assert vocabulary.NAME_LETTERS & set(name), name


@pytest.mark.parametrize("period", [*vocabulary.MONTH_WORDS, *vocabulary.TOTAL_WORDS])
def test_every_period_word_stands_with_every_measure(period):
    ending = "month" if period in vocabulary.MONTH_WORDS else "total"
    for done in vocabulary.DONE_WORDS:
        for texts in ((period + done,), (done + period,), (period, done), (done, period)):
            assert kind_of(texts) == f"completed_{ending}", texts
    for funds in vocabulary.FUNDS_WORDS:
        for texts in ((period + funds,), (period, funds), (funds, period)):
            assert kind_of(texts) == f"funds_{ending}_yuan", texts


@pytest.mark.parametrize("group", vocabulary.TARGET_GROUPS)
def test_every_target_word_stands_with_every_level(group):
    for kind, levels in (
        ("target_province", vocabulary.PROVINCE_WORDS),
        ("target_city", vocabulary.CITY_WORDS),
    ):
        for level in levels:
            for texts in ((group + level,), (level + group,), (group, level)):
                assert kind_of(texts) == kind, texts
    assert meaning((group,)) is None
    assert meaning(("完成率", "省定")) is None
    assert meaning(("资金到位", "市定")) is None


PLAIN_WORDS = {
    "sequence": "序号 编号 序 行次 项次 行号 No",
    "project": "项目 项目名称 民生项目 实事项目 工程项目 民生实事项目 民生实事 民生工程 民生工程项目 "
    "民生实事名称 实事名称 民生项目名称 实事项目名称",
    "indicator": "指标 指标名称 项目指标 指标内容 考核指标 任务指标 具体指标 服务指标 统计指标 分项指标 分项 子项 "
    "项目内容 服务内容 项目及指标 项目/指标 项目、指标 指标(项目) 项目(指标) 指标(单位)",
    "unit": "单位 计量单位 计数单位 数量单位 指标单位",
    "note": "备注 备注说明 备注(说明) 备注及说明 备注/说明 备注、说明 备注（需说明原因）",
    "remark": "说明 情况说明 说明(备注) 说明事项",
    "place": "县区 地区 县市区 县(市、区) 县(市区) 县(区) 区县 乡镇 乡(镇) 镇街 街道 村 社区 村(社区) 姓名 残疾人姓名 "
    "受助人姓名 填报县区 所在县区 单位名称 填报单位 报送单位 各县区",
}


@pytest.mark.parametrize("kind", PLAIN_WORDS)
def test_plain_words(kind):
    assert {word(name).kind for name in PLAIN_WORDS[kind].split()} == {kind}
    listed = {name for name, of in vocabulary.HEADER_WORDS.items() if of == kind}
    drawn = {name.casefold() for name in PLAIN_WORDS[kind].split()}
    assert {name for name in listed if name != "no."} <= drawn


@pytest.mark.parametrize(
    "texts",
    [("到位资金", "累计"), ("资金", "完成"), ("上年", "累计完成"), ("完成率",), ("累计", "本月完成"), ("责任单位",),
     ("项目", "累计完成", "率"), ("上月累计完成",), ("其中", "累计完成"), ("本月完成", "其中"), ("年度任务", "人数"),
     ("开工数",), ("支付资金", "本月"), ("年度任务",)],
)  # fmt: skip
def test_words_that_say_nothing_the_form_asks_for(texts):
    assert meaning(texts) is None


@pytest.mark.parametrize(
    ("row", "numbers"),
    [
        ("(1) | (2) | (3)", True), ("1 | 2 | 3 | 4", True), ("A | B | C", True), ("甲 | 乙 | 1 | 2", True),
        ("① | ② | ③", True), ("栏次 | 1 | 2 | 3", True), ("甲 | — | 1 | 2 | 3=1+2", True), ("一 | 二 | 三", True),
        ("1 | 2", False), ("1 | 3 | 5", False), ("5 | 6 | 7", False), ("1 | 助餐 | 2 | 3", False),
        ("20 | 120 | 1.5", False),
    ],
)  # fmt: skip
def test_the_row_of_column_numbers(row, numbers):
    assert is_column_numbers(draw(row).row(1)) is numbers
