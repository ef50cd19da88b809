"""Personal data is found wherever it stands, and never repeated."""

from decimal import Decimal

import pytest

from etl.workbook.grid import Comment
from etl.workbook.personal_data import personal_data
from tests.workbook.forms import FOOT, book, draw, form

ID = "110101199003070038"  # made up: no such person
MOBILE = "13900000000"


def found(sheet, *others):
    return [(item.code, item.cells) for item in personal_data(book(sheet, *others))]


def test_an_ordinary_form_has_none():
    phone = FOOT + " | 联系电话：" + MOBILE + " | 电话 | " + MOBILE
    assert found(draw(form(foot=phone)), draw("姓名、身份证号不要写进表里", "填报说明")) == []
    assert found(draw(form(), I5="电话0335-1234567", J5=Decimal("12345678901"))) == []
    assert (
        found(draw("1 | 123456789012345 | 20220331 | 1.25", A2=Decimal("0.1234567890123456789")))
        == []
    )


@pytest.mark.parametrize(
    "written",
    [ID, f"更正：{ID}。", "110101 19900307 0038", "110101-19900307-0038", "１１０１０１１９９００３０７００３８",
     f"{ID}41",
     f"{ID}41B1", "11010119900307003x", "110101\u200b199003070038"],
)  # fmt: skip
def test_identity_and_certificate_numbers(written):
    for state in ("visible", "hidden", "very_hidden"):
        sheet = draw("1 | 2", "乙", state, C5=written)
        assert found(draw(form()), sheet) == [("E-PERSONAL-ID", ("C5",))]


def test_numbers_past_fifteen_digits():
    assert found(draw("1", B2=Decimal("110101199003070000"))) == [("E-PERSONAL-ID", ("B2",))]
    assert found(draw("1", B2=Decimal("6222020000000000"))) == [("E-PERSONAL-ID", ("B2",))]
    assert found(draw("1", B2=Decimal("1E+30"))) == []


def test_comments_hidden_rows_and_formulas():
    sheet = draw(form())
    sheet.comments.append(Comment(3, 2, f"问 {ID}"))
    sheet.comments.append(Comment(4, 2, f"问 {MOBILE}"))
    sheet.hidden_rows = {5}
    assert found(sheet) == [("E-PERSONAL-ID", ("B3",)), ("E-PERSONAL-MOBILE", ("B4",))]
    cell = draw("1").cells[1, 1]._replace(formula=f'"{ID}"', value="甲", raw="甲", kind="text")
    assert found(draw("1", A1=cell)) == [("E-PERSONAL-ID", ("A1",))]


@pytest.mark.parametrize(
    "written",
    [MOBILE, "139 0000 0000", "139-0000-0000", f"电话{MOBILE}", f"+86{MOBILE}", Decimal(MOBILE)],
)  # fmt: skip
def test_a_mobile_number_anywhere_but_the_foot(written):
    assert found(draw(form(), I5=written)) == [("E-PERSONAL-MOBILE", ("I5",))]
    assert found(draw(form(), H1=written)) == [("E-PERSONAL-MOBILE", ("H1",))]
    assert found(draw(form(), H11=written)) == []
    assert found(draw("联系电话 | 1", "通讯录", C1=written)) == [("E-PERSONAL-MOBILE", ("C1",))]


@pytest.mark.parametrize(
    "head", ["姓名", "身份证号", "残疾人证号", "家庭住址", "银行卡号", "1.姓 名"]
)
def test_lists_of_persons(head):
    sheet = draw(f"序号 | {head}\n1 | 甲\n2 | 乙", "名单", "hidden")
    assert found(draw(form()), sheet) == [("E-PERSONAL-LIST", ("B1",))]
    assert found(draw(f"序号 | {head}")) == []
    assert found(draw(f"{head}\n甲")) == [("E-PERSONAL-LIST", ("A1",))]
    assert found(draw(f"填表人{head}\n甲")) == []


def test_no_finding_repeats_what_it_found():
    sheet = draw(form(), I5=ID, I6=MOBILE)
    for item in personal_data(book(sheet)):
        assert item.raw is None
        assert ID not in f"{item}"
        assert MOBILE not in f"{item}"
