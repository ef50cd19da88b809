"""The unit of money: in the header, at its end, in a caption, or refused."""

from decimal import Decimal

import pytest

from etl.workbook.money_units import unit_in_brackets, unit_in_caption
from tests.workbook.forms import COLUMNS, HEAD, amounts, codes, form, read, said


@pytest.mark.parametrize(
    ("name", "times"),
    [("（元）", "0.0001"), ("(千元)", "0.1"), ("（单位：亿元）", "10000"), ("万元", "1"), ("(万)", "1"),
     ("（人民币：万元）", "1"), ("", "1"), ("（单位：万元）", "1"), ("(人民币元)", "0.0001")],
)  # fmt: skip
def test_the_unit_of_the_header(name, times):
    reading = read(form(columns=COLUMNS.replace("累计投入资金", "累计投入资金" + name)))
    value = reading.figures["meals"].amount("funds_total_yuan")
    assert value == Decimal("92500") * Decimal(times)
    # the caption of the form says 万元
    told = {"1": [], "0.0001": ["I-FUNDS-CAPTION"]}.get(times, ["I-FUNDS-UNIT"])
    assert codes(reading) == told


@pytest.mark.parametrize("name", ["(百元)", "(百万元)", "(美元)", "（十万元）"])
def test_a_unit_that_is_not_read(name):
    reading = read(form(columns=COLUMNS.replace("累计投入资金", "累计投入资金" + name)))
    assert said(reading) == [("E-FUNDS-UNIT", "H4")]
    assert reading.figures["meals"].amount("funds_total_yuan") is None


@pytest.mark.parametrize(
    ("caption", "unit"),
    [
        ("单位：人、户、万元", "万元"), ("单位：人、户；资金：元", "元"), ("(单位:万元)", "万元"), ("万元", "万元"),
        ("计量单位:人、户 资金单位:千元", None), ("资金单位为万元", "万元"), ("填报单位：甲 单位：万元", "万元"),
        ("单位：人、户", ""), ("民生资金200万元", ""), ("填报单位：万元县", ""), ("", ""),
        ("单位：元、万元", None), ("单位：百元", None), ("单位：百万元", None),
    ],
)  # fmt: skip
def test_the_unit_of_a_caption(caption, unit):
    assert unit_in_caption([caption]) == unit


def test_captions_that_contradict_name_no_unit():
    assert unit_in_caption(["单位：元", "单位：万元"]) is None
    head = HEAD.replace("单位：人、户；资金：万元", "单位：人、户")
    assert said(read(form(head=head))) == [("E-FUNDS-UNIT", "G4"), ("E-FUNDS-UNIT", "H4")]


def test_units_in_brackets():
    assert unit_in_brackets("投入资金（万元）") == "万元"
    assert unit_in_brackets("投入资金") == ""
    assert unit_in_brackets("投入资金（百元）") is None
    assert unit_in_brackets("投入资金百元") is None


def test_a_caption_that_names_another_unit_than_the_header_is_told():
    head = HEAD.replace("资金：万元", "资金：元")
    columns = COLUMNS.replace("累计投入资金", "累计投入资金（万元）").replace(
        "本月投入资金", "本月投入资金（万元）"
    )
    reading = read(form(head=head, columns=columns))
    assert said(reading) == [("I-FUNDS-CAPTION", "G4"), ("I-FUNDS-CAPTION", "H4")]
    assert amounts(reading)["meals"][2:] == ("15000.00", "92500.00")
