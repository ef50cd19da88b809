"""What stands in a figure's cell as text, and figures that are odd in themselves.

Dresses of a number that a careful person reads (with an info that says so), writings that
nobody can read for sure (an error at the cell), the exact list of what means "not reported",
zeros, binary noise, negative figures, money in the wrong unit, targets and units.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from tests.corpus.form import FIELDS, HEAD, INDICATORS, Field, Form
from tests.corpus.kinds import kind
from tests.corpus.sheet import Put, Written

Cell = tuple[str, Field]

TOTAL: Cell = ("rehab_adult", "completed_total")  # 1033 人
MONTH: Cell = ("rehab_adult", "completed_month")  # 120 人
FUNDS: Cell = ("rehab_adult", "funds_total_yuan")  # 50.05 万元
FAMILIES: Cell = ("home_access_limb", "completed_total")  # 50 户
FREE = "vocational_training"  # no standard per person: 20, 230, 2, 23
FUNDS_FIELDS: tuple[Field, ...] = ("funds_month_yuan", "funds_total_yuan")
STANDARD = tuple(name for name in INDICATORS if name not in {FREE, "employment_service"})


# ---- what many kinds do


def reads(name: str, cell: Cell, text: Written | Put, value: int | str) -> None:
    """A kind: one cell is written oddly, is read all the same, and an info says how."""

    @kind("values", name)
    def change(form: Form) -> None:
        form.type(*cell, text, value)
        form.inform("I-NORMALISED", cell)


def refuses(name: str, codes: str, texts: Iterable[str], field: Field = "completed_total") -> None:
    """A kind: nobody can read these for sure; each stands in a row of its own."""

    @kind("values", name)
    def change(form: Form) -> None:
        for indicator, text in zip(INDICATORS, texts, strict=False):
            form.type(indicator, field, text)
            form.refuse(codes, (indicator, field))

    assert len(list(texts)) <= len(INDICATORS), name


def blanks(name: str, words: Iterable[str], needs: str = "") -> None:
    """A kind: each word stands in all four cells of a row and means that nothing is reported."""

    @kind("values", name, needs)
    def change(form: Form) -> None:
        for indicator, word in zip(INDICATORS, words, strict=False):
            unreport(form, indicator, word)

    assert len(list(words)) < len(INDICATORS), name


def unreport(form: Form, indicator: str, word: Written | Put = None) -> None:
    for field in FIELDS:
        form.type(indicator, field, word)


def plain_number(form: Form, indicator: str, field: Field) -> Decimal:
    """The figure as it stands on the plain form, money in 万元."""
    value = form.sheet.value(*form.place(indicator, field))
    return Decimal(str(value))


def in_yuan(form: Form) -> None:
    """The two columns of money are headed and filled in 元."""
    for field in FUNDS_FIELDS:
        column = form.column(field)
        form.sheet.put(form.header_top, column, HEAD[field].replace("万元", "元"))
        for indicator in INDICATORS:
            yuan = plain_number(form, indicator, field) * 10_000
            form.type(indicator, field, int(yuan), int(yuan))


# ---- a count that is written oddly and read

COUNTS: Mapping[str, str] = {
    "a number as text": "1033",
    "full-width digits": "１０３３",
    "half-width digits among full-width ones": "1０3３",
    "a thousands comma": "1,033",
    "a full-width thousands comma": "1，033",
    "full-width digits with a full-width comma": "１，０３３",
    "a blank as thousands separator": "1 033",
    "a full-width blank as thousands separator": "1　033",
    "a no-break blank as thousands separator": "1\u00a0033",
    "a thin blank as thousands separator": "1\u2009033",
    "a narrow no-break blank as thousands separator": "1\u202f033",
    "an apostrophe before the number": "'1033",
    "a plus sign before the number": "+1033",
    "a full-width plus sign before the number": "＋1033",
    "zeros before the number": "01033",
    "a count with two decimals that are zero": "1033.00",
    "a count with one decimal that is zero": "1033.0",
    "full-width count with a decimal that is zero": "１０３３．０",
    "a thousands comma and decimals that are zero": "1,033.00",
    "noise of a calculator in a text": "1033.0000000001",
    "blanks around": "  1033 ",
    "full-width blanks before, to align": "　　1033",
    "no-break blanks around": "\u00a01033\u00a0",
    "a zero-width blank after": "1033\u200b",
    "a zero-width blank between digits": "10\u200b33",
    "a byte order mark before": "\ufeff1033",
    "direction marks from a calculator": "\u202d1033\u202c",
    "a tab after": "1033\t",
    "a line break after": "1033\n",
    "a line break before": "\n1033",
    "persons after the number": "1033人",
    "persons after the number, the other word": "1033名",
    "persons after a blank": "1033 人",
    "persons after a full-width blank": "1033　人",
    "persons in the next line of the cell": "1033\n人",
    "full-width digits, comma and persons": " １，０３３　人 ",
    "a plus sign, a comma and persons": "+1,033人",
    "a zero-width blank before persons": "1033\u200b人",
}
for what, text in COUNTS.items():
    reads(f"count: {what}", TOTAL, text, 1033)
reads("count: families after the number", FAMILIES, "50户", 50)
reads("count: families after full-width digits and a blank", FAMILIES, "５０ 户", 50)
reads("count: a month with a plus sign and persons", MONTH, "+120人", 120)
reads("count: a month of one digit in full width", ("rehab_child", "completed_month"), "３", 3)

# ---- money that is written oddly and read

MONEY: Mapping[str, str] = {
    "a number as text": "50.05",
    "full-width digits and dot": "５０．０５",
    "a full-width dot": "50．05",
    "a zero at the end": "50.050",
    "its unit after": "50.05万元",
    "its unit after a blank": "50.05 万元",
    "its unit after full-width digits": "５０．０５万元",
    "its unit in the next line of the cell": "50.05\n万元",
    "its unit shortened": "50.05万",
    "noise of a calculator in a text": "50.0500000000001",
    "a no-break blank after": "50.05\u00a0",
    "a plus sign": "+50.05",
}
for what, text in MONEY.items():
    reads(f"money: {what}", FUNDS, text, 500500)
reads("money: thousands of 万元", (FREE, "funds_total_yuan"), "1,234.5", 12345000)
reads(
    "money: thousands of 万元 in full width with unit",
    (FREE, "funds_total_yuan"),
    "１，２３４．５０万元",
    12345000,
)

YUAN: Mapping[str, str] = {
    "the unit after": "500500元",
    "thousands commas and decimals": "500,500.00",
    "full-width thousands commas and unit": "５００，５００元",
    "thousands commas, decimals and unit": "500,500.00 元",
    "two thousands commas": "1,500,500",
}


def reads_yuan(name: str, text: str) -> None:
    @kind("values", name)
    def change(form: Form) -> None:
        in_yuan(form)
        cell = (FREE, "funds_total_yuan")
        form.type(*cell, text, 1500500 if text.startswith("1") else 500500)
        form.inform("I-NORMALISED", cell)


for what, text in YUAN.items():
    reads_yuan(f"money headed in 元: {what}", text)


@kind("values", "money headed in 元: as it should be")
def headed_in_yuan(form: Form) -> None:
    in_yuan(form)
    form.type(*FUNDS, Decimal("500500.01"), "500500.01")


def headed_in(form: Form, unit: str, per_ten_thousand: Decimal) -> None:
    """The two columns of money are headed and filled in another unit."""
    for field in FUNDS_FIELDS:
        form.sheet.put(form.header_top, form.column(field), HEAD[field].replace("万元", unit))
        form.inform("I-FUNDS-UNIT", ("column", field))
        for indicator in INDICATORS:
            amount = plain_number(form, indicator, field) * per_ten_thousand
            form.type(indicator, field, amount, form.truth[indicator, field])


@kind("values", "money headed in 千元: right and wrong units after the number")
def headed_in_thousands(form: Form) -> None:
    headed_in(form, "千元", Decimal(10))
    form.type(*FUNDS, "500.5 千元", 500500)
    form.inform("I-NORMALISED", FUNDS)
    for indicator, text in ((FREE, "23万元"), ("care_home", "150000元")):
        form.type(indicator, "funds_total_yuan", text)
        form.refuse("E-CELL-UNIT E-NOT-NUMBER", (indicator, "funds_total_yuan"))


@kind("values", "money headed in 亿元: right and wrong units after the number")
def headed_in_hundred_millions(form: Form) -> None:
    headed_in(form, "亿元", Decimal("0.0001"))
    form.type(*FUNDS, "0.005005亿元", 500500)
    form.inform("I-NORMALISED", FUNDS)
    form.type(FREE, "funds_total_yuan", "23万")
    form.refuse("E-CELL-UNIT E-NOT-NUMBER", (FREE, "funds_total_yuan"))


# ---- whole tables as people fill them


@kind("values", "every figure has its unit typed after it")
def units_everywhere(form: Form) -> None:
    for indicator in INDICATORS:
        counted = form.sheet.value(form.row(indicator), form.column("unit"))
        for field in FIELDS:
            unit = "万元" if field in FUNDS_FIELDS else counted
            text = f"{plain_number(form, indicator, field)}{unit}"
            form.type(indicator, field, text, form.truth[indicator, field])
            form.inform("I-NORMALISED", (indicator, field))


@kind("values", "every figure is text in full width, aligned by blanks")
def full_width_everywhere(form: Form) -> None:
    wide = str.maketrans("0123456789.", "０１２３４５６７８９．")
    for indicator in INDICATORS:
        for field in FIELDS:
            text = str(plain_number(form, indicator, field)).translate(wide)
            form.type(indicator, field, text.rjust(6, "　"), form.truth[indicator, field])
            form.inform("I-NORMALISED", (indicator, field))


@kind("values", "every figure copied from a web page, with no-break and zero-width blanks")
def web_everywhere(form: Form) -> None:
    for indicator in INDICATORS:
        for field in FIELDS:
            text = f"\u200b{plain_number(form, indicator, field):,}\u00a0"
            form.type(indicator, field, text, form.truth[indicator, field])
            form.inform("I-NORMALISED", (indicator, field))


@kind("values", "a row in which every cell is dressed another way")
def mixed_row(form: Form) -> None:
    form.type("rehab_adult", "completed_month", "　120 人", 120)
    form.type("rehab_adult", "completed_total", "１，０３３", 1033)
    form.type("rehab_adult", "funds_month_yuan", "5.80万元", 58000)
    form.type("rehab_adult", "funds_total_yuan", Decimal("50.050000000000004"), 500500)
    for field in FIELDS[:3]:
        form.inform("I-NORMALISED", ("rehab_adult", field))


@kind("values", "two cells of a column are refused and the rest are read")
def two_of_a_column(form: Form) -> None:
    form.type("assistive_devices", "completed_total", "700人", 700)
    form.inform("I-NORMALISED", ("assistive_devices", "completed_total"))
    for indicator, text in (("rehab_adult", "1033余"), ("care_home", "约150人")):
        form.type(indicator, "completed_total", text)
        form.refuse("E-INEXACT E-NOT-NUMBER", (indicator, "completed_total"))


@kind("values", "words in one row: nothing this month, but a total")
def words_in_a_row(form: Form) -> None:
    form.type(FREE, "completed_month", "无")
    form.type(FREE, "completed_total", "230人", 230)
    form.type(FREE, "funds_month_yuan", "——")
    form.type(FREE, "funds_total_yuan", "23万元", 230000)
    form.inform("I-NORMALISED", (FREE, "completed_total"))
    form.inform("I-NORMALISED", (FREE, "funds_total_yuan"))


@kind("values", "a month typed as total by one who writes words for numbers in the note")
def words_and_note(form: Form) -> None:
    form.type(*TOTAL, "1033人（含上年结转）")
    form.refuse("E-BRACKETS E-NOT-NUMBER", TOTAL)
    form.say("rehab_adult", "累计1033人，其中重度残疾人520人")


# ---- what nobody reads for sure

refuses(
    "commas that group nothing",
    "E-DECIMAL-COMMA E-NOT-NUMBER",
    "1,52 10,33 1,0333 ,033 1033, 1,,033 12,34,567 1、033 1，03 0,5 1,033,5 10330,00".split(),
)
refuses(
    "commas for the decimal dot in money",
    "E-DECIMAL-COMMA E-NOT-NUMBER",
    "36,05 50，05 34,8 23,0 1,50,5 12,0000 5，5万元 3,5元 1.234,5 1;5 2；5 0,1".split(),
    "funds_total_yuan",
)
refuses(
    "dots that are no decimal dot",
    "E-NOT-NUMBER E-NOT-INTEGER E-DECIMAL-COMMA",
    "1..5 1.2.3 1.033.000 1．．5 1·5 1。033 1.033 1．033 1.520 ..5 0.1033. 1033.".split(),
)
refuses(
    "dots that are no decimal dot in money",
    "E-NOT-NUMBER E-DECIMAL-COMMA E-DATE",
    ["36..05", "50。05", "34·8", "2.3.0", "12:25", "1 2.5", "15。", ".15", "12…", "1'8"],
    "funds_total_yuan",
)
refuses(
    "blanks and line breaks between two numbers",
    "E-NOT-NUMBER",
    ["1033 120", "1033\n120", "10 33", "103 3", "1, 033", "12 34 567", "1033\t120", "10\n33",
     "1 03", "1033人 520人"],
)  # fmt: skip
refuses(
    "more than one blank, a tab or a line mark between digits",
    "E-NOT-NUMBER",
    ["60  700", "120\t233", "3　　290", "20\u2028230", "1\t033", "1   033", "5\u00a0\u00a0060"],
)
refuses(
    "signs that are no thousands separator for sure",
    "E-NOT-NUMBER",
    ["1'033", "1’033", "1_033", "1·033", "1-033", "1`033", "1٬033"],
)
refuses(
    "letters for digits",
    "E-NOT-NUMBER",
    ["1O33", "l033", "I033", "103o", "１Ｏ３３", "2З0", "B0", "1S0", "|033", "S0", "O", "l"],
)
refuses(
    "digits of other scripts",
    "E-NOT-NUMBER E-ENCLOSED-NUMBER",
    ["٧٠٠", "١٠٣٣", "२९", "۲۳۰", "৩০", "๖๐"],
)
refuses(
    "inexact counts with a word after",
    "E-INEXACT E-NOT-NUMBER",
    ["700余", "1033多", "29多人", "230余人", "110左右", "60上下", "150以上", "50以内", "60来户",
     "36+", "8人左右", "20余名"],
)  # fmt: skip
refuses(
    "inexact counts with a word before",
    "E-INEXACT E-NOT-NUMBER",
    ["约700", "近1033", "大约29", "将近230人", "超110", "逾60", "至少150", "不少于50", "不足60",
     "近36户", "约８", "≈20"],
)  # fmt: skip
refuses(
    "inexact money",
    "E-INEXACT E-NOT-NUMBER",
    ["约36", "50余", "34万余元", "23万多元", "12.25左右", "近12", "15多万元", "不低于15", "~12"],
    "funds_total_yuan",
)
refuses(
    "bounds and ranges",
    "E-NOT-NUMBER E-INEXACT E-DATE",
    ["≥700", ">1000", "<30", "＞230", "≤110", "60-70", "150～160", "50~60", "60至70", "30—40",
     "1-2", "20/30"],
)  # fmt: skip
refuses(
    "Chinese numerals",
    "E-CHINESE-NUMERAL E-ENCLOSED-NUMBER E-NOT-NUMBER E-INEXACT",
    ["七百", "一千〇三十三", "廿九", "贰佰叁拾", "一百一十", "六十人", "百五十", "五十", "〇",
     "卅六", "捌", "两百多"],
)  # fmt: skip
refuses(
    "Chinese numerals mixed with digits",
    "E-CHINESE-NUMERAL E-NOT-NUMBER E-CELL-UNIT E-INEXACT",
    ["7百", "1千零33", "0.1033万", "2百30", "1百1", "零", "一", "十", "5十", "○", "8人整", "两"],
)
refuses(
    "digits in circles and brackets of one sign",
    "E-ENCLOSED-NUMBER E-NOT-NUMBER",
    ["①", "⑳", "㈠", "⑴", "⒈", "⒑", "Ⅷ", "ⅷ", "❶", "㊀", "㍘", "㋀"],
)
refuses(
    "a footnote sign or a small digit after the number",
    "E-ENCLOSED-NUMBER E-NOT-NUMBER",
    ["700①", "1033¹", "29²", "230³", "10²", "60₁", "150⑴", "50★", "60*", "36↑", "8▲", "20#"],
)
refuses(
    "fractions and powers",
    "E-ENCLOSED-NUMBER E-NOT-NUMBER E-DATE",
    ["½", "10½", "3/4", "１／２", "7⅓", "2^3", "1*9", "1×9", "2x3", "3：4", "5÷1", "√"],
)
refuses(
    "sums and formulas as text",
    "E-NOT-NUMBER E-CELL-UNIT E-BRACKETS",
    ["=30+5", "30+5", "30人+5人", "=1033", "=SUM(H5:H6)", "580+120", "1100-67", "@60", "150=",
     "＝50", "20、40", "6+2"],
)  # fmt: skip
refuses(
    "scientific notation as text",
    "E-SCIENTIFIC E-NOT-NUMBER",
    ["1e3", "1.033E+03", "1E3", "1.1e2", "1×10^3", "1E+02", "１Ｅ３", "1.5d2", "6E", "1.50E+02人"],
)
refuses(
    "a count in brackets or quotes",
    "E-BRACKETS E-NOT-NUMBER E-INEXACT",
    ["（700）", "(1033)", "[29]", "【230】", "〔110〕", "{60}", "150(含续建)", "50（户）", "“60”",
     "36（新增3）", "<8>", "(20人)"],
)  # fmt: skip
refuses(
    "words before the number",
    "E-NOT-NUMBER",
    ["共700", "计1033人", "累计29", "共计230人", "完成110人", "合计：60", "人150", "第50", "No.60",
     "新增36户", "男8", "：20"],
)  # fmt: skip
refuses(
    "words after the number",
    "E-NOT-NUMBER E-CELL-UNIT E-BRACKETS",
    ["700已完成", "1033（累计）", "29，其中女12", "230人。", "110?", "60待核", "150人已验收",
     "50户（在建）", "60！", "36起", "8人、2人", "20等"],
)  # fmt: skip
refuses(
    "another unit than persons",
    "E-CELL-UNIT E-NOT-NUMBER",
    ["700人次", "1033户", "29人/户", "230元", "110万元", "60人月", "150件", "60万人", "8例次"],
)
refuses(
    "percentages as text", "E-PERCENT E-NOT-NUMBER", "50% 83.3% １００％ 1.2％ 5‰ 92.1﹪".split()
)
refuses(
    "dates as text",
    "E-DATE E-NOT-NUMBER",
    ["8-1", "2021/8/1", "8月1日", "2021-08-31", "2021.8.1", "8/1", "2021年8月", "20210831日",
     "8月", "1日", "12:30", "8月底"],
)  # fmt: skip
refuses(
    "truth values and errors as text",
    "E-NOT-NUMBER E-BOOLEAN E-ERROR-VALUE",
    ["TRUE", "FALSE", "#REF!", "#N/A", "#DIV/0!", "#####", "是", "否", "NaN", "inf", "-inf", "nan"],
)
refuses(
    "money with a unit that the header does not have",
    "E-CELL-UNIT E-NOT-NUMBER",
    ["360500元", "50.05元", "34.8千元", "0.0023亿元", "¥12.25", "￥120000", "$15", "15美元",
     "12w", "1.8W", "3.2人", "8万美元"],
    "funds_total_yuan",
)  # fmt: skip
refuses(
    "money in two units at once",
    "E-CELL-UNIT E-CHINESE-NUMERAL E-NOT-NUMBER",
    ["36万500元", "50万零500元", "34.8万元整", "23万5", "12万2千5百", "12万元/年", "拾伍万元"],
    "funds_total_yuan",
)


@kind("values", "families: another unit than the row's")
def families_unit(form: Form) -> None:
    rows = ("home_access_limb", "home_access_other", "home_sports")
    for indicator, text in zip(rows, ("50人", "60户次", "36家"), strict=True):
        form.type(indicator, "completed_total", text)
        form.refuse("E-CELL-UNIT E-NOT-NUMBER", (indicator, "completed_total"))


@kind("values", "money headed in 元 but typed with 万元 in two cells")
def yuan_and_ten_thousands(form: Form) -> None:
    in_yuan(form)
    for cell, text in ((FUNDS, "50.05万元"), ((FREE, "funds_total_yuan"), "23万")):
        form.type(*cell, text)
        form.refuse("E-CELL-UNIT E-NOT-NUMBER", cell)


# ---- signs that nobody sees, or sees otherwise than they are stored

refuses(
    "digits crossed out, framed or underlined by signs that stand upon them",
    "E-NOT-NUMBER E-ENCLOSED-NUMBER",
    ["1\u03360\u03363\u03363\u0336", "2\ufe0f\u20e3", "5\u20dd", "6\u03320\u0332", "10\u0338"],
)
refuses(
    "direction marks that turn the digits round",
    "E-NOT-NUMBER",
    ["\u202e007", "\u202e3301\u202c", "92\u202e1"],
)
refuses(
    "digits of mathematics and small digits alone",
    "E-ENCLOSED-NUMBER E-NOT-NUMBER",
    ["₇₀₀", "¹⁰³³", "㉙", "⓪", "➉", "⑳⑤", "Ⅻ", "ↈ"],
)
refuses(
    "signs that look like a dash or a digit and are a word",
    "E-NOT-NUMBER E-CHINESE-NUMERAL E-ENCLOSED-NUMBER",
    ["一", "⼀", "丨", "ㄧ", "ㅡ", "○○", "〇〇", "口", "工", "二一", "丶"],
)
refuses(
    "two figures in one cell",
    "E-NOT-NUMBER E-CELL-UNIT E-INEXACT E-BRACKETS E-DECIMAL-COMMA",
    ["700人36万元", "1033人/50.05万元", "29，34.8", "230；23", "8月110人", "截至8月60人", "150 (15)",
     "50户120人", "60\n12", "36户、1.8万元"],
)  # fmt: skip
refuses(
    "punctuation after the number",
    "E-NOT-NUMBER E-DECIMAL-COMMA",
    [
        "700，",
        "1033；",
        "29、",
        "230。",
        "110:",
        "60人，",
        "150,",
        "50-",
        "60/",
        "36…",
        "8！",
        "20..",
    ],
)
refuses(
    "texts as long as a cell can hold",
    "E-NOT-NUMBER E-TOO-LONG E-DECIMAL-COMMA",
    ["1,033" * 6000, "1," * 16000, "- " * 16000 + "1", "1 033" * 6000, "人" * 32000],
)
refuses(
    "numbers far too large, as text",
    "E-NOT-NUMBER E-TOO-LONG E-SCIENTIFIC",
    ["1E400", "1e999999999", "99,999,999,999,999", "1234567890123人", "-1E400", "1e-400"],
)


# ---- what means that nothing is reported, and what does not

blanks("blank: nothing, blanks and signs without width", ["", " ", "　", "\u00a0", "\u200b", "\ufeff",
       "\t", "\n", " \u3000\u200b", "\u2003"])  # fmt: skip
blanks("blank: dashes short and long", ["-", "--", "---", "—", "——", "－", "－－", "–", "―", "─"])
blanks("blank: rarer dashes", ["−", "‐", "‒", "﹣", "──", "———", "－－－－", "–-", " — ", "⸺"])
blanks("blank: strokes and words", ["/", "\\", "无", "未开展", "未启动", "／", "＼", " 无 ", "　/　",
       "未开展\n"])  # fmt: skip


@kind("values", "blank: every figure of the form is a dash")
def nothing_reported(form: Form) -> None:
    for indicator in INDICATORS:
        unreport(form, indicator, "—")
    form.warn("W-NOTHING-REPORTED")


@kind("values", "blank: months only, no month accepted before")
def blank_months(form: Form) -> None:
    for indicator, word in zip(INDICATORS, ("-", "—", "/", "无", "", "　", "未开展"), strict=False):
        form.type(indicator, "completed_month", word)
        form.type(indicator, "funds_month_yuan", word)


@kind("values", "blank: a total beside a month")
def blank_total(form: Form) -> None:
    form.type(*TOTAL, "—")
    form.warn("W-TOTAL-MISSING W-TOTAL-COMPUTED", TOTAL, MONTH)


@kind("values", "blank: money only")
def blank_money(form: Form) -> None:
    for indicator, word in zip(INDICATORS, ("-", "——", "/", "无", None, " "), strict=False):
        for field in FUNDS_FIELDS:
            form.type(indicator, field, word)


refuses(
    "words that are not on the list of blanks",
    "E-NOT-NUMBER",
    ["暂无", "待定", "无新增", "没有", "不涉及", "尚未开展", "未开始", "同上", "已完成", "未完成",
     "见备注", "无数据"],
)  # fmt: skip
refuses(
    "words that are not on the list of blanks, in months",
    "E-NOT-NUMBER",
    ["暂未开展", "未开展（疫情）", "无。", "空", "不适用", "待报", "停工", "已开展", "筹备中", "暂停",
     "未启动，9月启动", "无任务"],
    "completed_month",
)  # fmt: skip
refuses(
    "signs that are not on the list of blanks",
    "E-NOT-NUMBER E-ERROR-VALUE",
    ["N/A", "null", "*", ".", "×", "√", "?", "…", "……", "#", "〃", "、"],
)
refuses(
    "signs that are not on the list of blanks, in money",
    "E-NOT-NUMBER",
    ["n/a", "NULL", "None", "nan", "。", "·", "○", "x", "+", "_", "''", "()"],
    "funds_month_yuan",
)
refuses(
    "a dash or a stroke with more beside it",
    "E-NOT-NUMBER E-CHINESE-NUMERAL E-INEXACT E-BRACKETS",
    ["-无", "/人", "—人", "无人", "-?", "(-)", "一 一", "- 60", "—5", "–5", "—（未开展）", "/5"],
)


# ---- zero

ZEROS: Mapping[str, tuple[Written, Written]] = {
    "the number": (0, 0),
    "text": ("0", "0"),
    "full width": ("０", "０"),
    "decimals": ("0.0", "0.00"),
    "its unit": ("0人", "0万元"),
    "an apostrophe": ("'0", "'0"),
    "a blank before its unit": ("0 人", "　0 万元"),
    "the number with a minus sign": (Decimal("-0"), Decimal("-0")),
    "two digits": ("00", "0.000"),
}


def zero(name: str, count: Written, money: Written) -> None:
    @kind("values", name)
    def change(form: Form) -> None:
        for field in FIELDS:
            written = money if field in FUNDS_FIELDS else count
            form.type(FREE, field, written, 0)
            if isinstance(written, str):
                form.inform("I-NORMALISED", (FREE, field))


for what, (count, money) in ZEROS.items():
    zero(f"zero: {what}", count, money)


@kind("values", "zero: every figure of the form")
def all_zero(form: Form) -> None:
    for indicator in INDICATORS:
        for field in FIELDS:
            form.type(indicator, field, 0, 0)


@kind("values", "zero and blank side by side are two things")
def zero_and_blank(form: Form) -> None:
    form.type(FREE, "completed_month", 0, 0)
    form.type(FREE, "funds_month_yuan", "")
    form.type("employment_service", "completed_month", "-")
    form.type("employment_service", "funds_month_yuan", "0", 0)


@kind("values", "zero persons with money")
def money_without_persons(form: Form) -> None:
    form.type("care_home", "completed_month", 0, 0)
    form.type("care_home", "completed_total", "0人", 0)
    form.warn(
        "W-FUNDS-WITHOUT-COUNT",
        ("care_home", "completed_total"),
        ("care_home", "funds_total_yuan"),
    )


# ---- numbers as they are stored


def stored(name: str, cell: Cell, number: str, value: int | str) -> None:
    """A kind: a stored number that is read without a word."""

    @kind("values", name)
    def change(form: Form) -> None:
        form.type(*cell, Decimal(number), value)


def refused_number(name: str, codes: str, cell: Cell, number: str) -> None:
    @kind("values", name)
    def change(form: Form) -> None:
        form.type(*cell, Decimal(number))
        form.refuse(codes, cell)


FREE_FUNDS: Cell = (FREE, "funds_total_yuan")
stored("noise: 330.1", FREE_FUNDS, "330.10000000000002", 3301000)
stored("noise: 36.05", ("assistive_devices", "funds_total_yuan"), "36.050000000000004", 360500)
stored("noise: a tenth and two tenths", (FREE, "funds_month_yuan"), "0.30000000000000004", 3000)
stored("noise: below the value", FREE_FUNDS, "237.59999999999999", 2376000)
stored("noise: a count", TOTAL, "1033.0000000001", 1033)
stored("noise: a count just below", TOTAL, "1032.9999999999998", 1033)
stored("noise: a difference that is not quite zero", (FREE, "funds_month_yuan"), "1.1E-16", 0)
stored("number: a count stored with a decimal", TOTAL, "1033.0", 1033)
stored("number: a count stored with an exponent", TOTAL, "1.033E+3", 1033)
stored("number: money stored with an exponent", FUNDS, "5.005E+1", 500500)
stored("number: money to the 分", FUNDS, "50.050001", "500500.01")
stored("number: one 分", (FREE, "funds_month_yuan"), "0.000001", "0.01")
refused_number("number: a count with a small rest", "E-NOT-INTEGER", TOTAL, "1033.00000001")
refused_number("number: a count with a rest", "E-NOT-INTEGER", TOTAL, "1033.4")
refused_number("number: a count far below one", "E-NOT-INTEGER", MONTH, "0.0012")
refused_number("number: families and a half", "E-NOT-INTEGER", FAMILIES, "50.5")
refused_number("number: a tenth of a 分", "E-FRACTION-OF-FEN", FUNDS, "50.0500001")
refused_number("number: a quotient as money", "E-FRACTION-OF-FEN", FREE_FUNDS, "12.3333333333333")
refused_number(
    "number: money far below a 分", "E-FRACTION-OF-FEN", (FREE, "funds_month_yuan"), "2E-9"
)
refused_number(
    "number: more digits than a count can have", "E-TOO-LONG E-PERSONAL-ID", TOTAL, "1234567890123"
)
refuses(
    "a count with a rest, as text",
    "E-NOT-INTEGER",
    ["700.5", "1033.4人", "２９．５", "0.5", "1,033.5"],
)
refuses(
    "a fraction of a 分, as text",
    "E-FRACTION-OF-FEN",
    ["36.0500001", "50.05000012万元", "34.81234567", "23.0000005"],
    "funds_total_yuan",
)


@kind("values", "number: a fraction of a 分 under a header in 元")
def fraction_of_fen_in_yuan(form: Form) -> None:
    in_yuan(form)
    for cell, written in ((FUNDS, Decimal("500500.005")), (FREE_FUNDS, "230000.123元")):
        form.type(*cell, written)
        form.refuse("E-FRACTION-OF-FEN", cell)


@kind("values", "number: noise under a header in 元")
def noise_in_yuan(form: Form) -> None:
    in_yuan(form)
    form.type(*FUNDS, Decimal("500500.09999999998"), "500500.10")


@kind("values", "number: a count with three zeros too many")
def zeros_too_many(form: Form) -> None:
    form.type(FREE, "completed_total", 230000, 230000)
    form.warn("W-FAR-OVER-TARGET", (FREE, "completed_total"))


@kind("values", "number: a true and a false")
def booleans(form: Form) -> None:
    for cell, value in ((TOTAL, True), (MONTH, False), (FUNDS, True)):
        form.type(*cell, value)
        form.refuse("E-BOOLEAN", cell)


# ---- negative figures, months above totals


@kind("values", "negative: a month of persons without a remark")
def negative_month(form: Form) -> None:
    form.type(FREE, "completed_month", -5, -5)
    form.refuse("E-NEGATIVE-MONTH", (FREE, "completed_month"))


@kind("values", "negative: a month of money without a remark")
def negative_month_of_money(form: Form) -> None:
    form.type(FREE, "funds_month_yuan", Decimal("-0.5"), -5000)
    form.refuse("E-NEGATIVE-MONTH", (FREE, "funds_month_yuan"))


@kind("values", "negative: a month of persons and money with a remark")
def negative_month_with_remark(form: Form) -> None:
    form.type(FREE, "completed_month", -5, -5)
    form.type(FREE, "funds_month_yuan", Decimal("-0.5"), -5000)
    form.say(FREE, "核减上月重复统计5人，退回资金0.5万元")
    form.warn("W-NEGATIVE-MONTH", (FREE, "completed_month"))
    form.warn("W-NEGATIVE-MONTH", (FREE, "funds_month_yuan"))


def negative_text(name: str, text: str) -> None:
    @kind("values", name)
    def change(form: Form) -> None:
        form.type(FREE, "completed_month", text, -5)
        form.say(FREE, "更正：上月多报5人")
        form.inform("I-NORMALISED", (FREE, "completed_month"))
        form.warn("W-NEGATIVE-MONTH", (FREE, "completed_month"))


negative_text("negative: as text with a remark", "-5")
negative_text("negative: a full-width minus sign and a remark", "－５")
negative_text("negative: the sign of mathematics and a remark", "−5")
negative_text("negative: with its unit and a remark", "-5人")
refuses(
    "negative: signs that are no minus sign for sure",
    "E-NOT-NUMBER E-BRACKETS E-NEGATIVE-MONTH",
    ["—5", "–5", "――5", "--5", "5-", "负5", "减5", "△5", "(5)", "▲5", "- -5", "－－5"],
    "completed_month",
)


@kind("values", "negative: a total, with a remark")
def negative_total(form: Form) -> None:
    form.type(FREE, "completed_month", None)
    form.type(FREE, "completed_total", -230, -230)
    form.say(FREE, "更正")
    form.refuse("E-NEGATIVE-TOTAL", (FREE, "completed_total"))


@kind("values", "negative: total of money")
def negative_total_of_money(form: Form) -> None:
    form.type(FREE, "funds_month_yuan", "-")
    form.type(*FREE_FUNDS, Decimal("-23"), -230000)
    form.refuse("E-NEGATIVE-TOTAL", FREE_FUNDS)


@kind("values", "a month above its total, persons and money")
def month_above_total(form: Form) -> None:
    form.type(FREE, "completed_month", 231, 231)
    form.refuse("E-MONTH-ABOVE-TOTAL", (FREE, "completed_month"), (FREE, "completed_total"))
    form.type("employment_service", "funds_month_yuan", "12.26万元", 122600)
    form.refuse(
        "E-MONTH-ABOVE-TOTAL",
        ("employment_service", "funds_month_yuan"),
        ("employment_service", "funds_total_yuan"),
    )


@kind("values", "a month above its total, with a remark")
def month_above_total_with_remark(form: Form) -> None:
    form.type(FREE, "completed_month", "２３１", 231)
    form.say(FREE, "累计数正在核对")
    form.refuse("E-MONTH-ABOVE-TOTAL", (FREE, "completed_month"), (FREE, "completed_total"))


@kind("values", "a month as large as its total")
def month_as_total(form: Form) -> None:
    form.type(FREE, "completed_month", 230, 230)
    form.type(FREE, "funds_month_yuan", Decimal("23.0"), 230000)


# ---- money in the wrong unit, which only the standard per person can tell


def _warn_standard(form: Form, indicator: str) -> None:
    form.warn("W-FUNDS-STANDARD", (indicator, "funds_total_yuan"), (indicator, "completed_total"))


@kind("values", "yuan under 万元: one row")
def yuan_in_one_row(form: Form) -> None:
    form.type("rehab_adult", "funds_month_yuan", 58000, 580_000_000)
    form.type(*FUNDS, 500500, 5_005_000_000)
    _warn_standard(form, "rehab_adult")


@kind("values", "yuan under 万元: the whole table")
def yuan_in_the_table(form: Form) -> None:
    for indicator in INDICATORS:
        for field in FUNDS_FIELDS:
            yuan = int(plain_number(form, indicator, field) * 10_000)
            form.type(indicator, field, yuan, yuan * 10_000)
    places = (
        (name, field) for name in STANDARD for field in ("funds_total_yuan", "completed_total")
    )
    form.warn("W-FUNDS-SCALE", *places)


@kind("values", "yuan under 万元: as text with thousands commas")
def yuan_with_commas(form: Form) -> None:
    form.type(*FUNDS, "500,500.00", 5_005_000_000)
    form.inform("I-NORMALISED", FUNDS)
    _warn_standard(form, "rehab_adult")


@kind("values", "万元 under a header in 元")
def ten_thousands_under_yuan(form: Form) -> None:
    in_yuan(form)
    form.type("rehab_child", "funds_month_yuan", Decimal("3.6"), "3.60")
    form.type("rehab_child", "funds_total_yuan", Decimal("34.8"), "34.80")
    _warn_standard(form, "rehab_child")


# ---- targets: only compared


def target(form: Form, indicator: str, level: str, written: Written | Put) -> object:
    """Type a target and give its mark."""
    mark = ("target", indicator, level)
    place = (form.row(indicator), form.column(f"target_{level}"))
    form.sheet.marks[mark] = place
    form.sheet.put(*place, written)
    return mark


@kind("values", "target: the right numbers in odd writing")
def dressed_targets(form: Form) -> None:
    target(form, "assistive_devices", "province", "840")
    target(form, "assistive_devices", "city", "８５８")
    target(form, "rehab_adult", "province", "1,120")
    target(form, "rehab_adult", "city", "1172人")
    target(form, "home_access_limb", "city", "144户")
    target(form, FREE, "city", "　280 ")


@kind("values", "target: other numbers than the plan's")
def other_targets(form: Form) -> None:
    mark = target(form, "assistive_devices", "province", 841)
    form.warn("W-TARGET-DIFFERS", mark)
    mark = target(form, "rehab_adult", "city", "1,173")
    form.warn("W-TARGET-DIFFERS", mark)


@kind("values", "target: blanks and dashes")
def blank_targets(form: Form) -> None:
    target(form, "assistive_devices", "province", None)
    target(form, "rehab_adult", "city", "")
    target(form, FREE, "city", "　")


@kind("values", "target: words that are no number")
def worded_targets(form: Form) -> None:
    for indicator, level, word in (
        ("assistive_devices", "province", "应补尽补"),
        ("rehab_adult", "city", "不低于1172"),
        (FREE, "city", "约280"),
        ("home_sports", "province", "完成年度目标任务"),
    ):
        form.warn("W-TARGET-DIFFERS", target(form, indicator, level, word))


# ---- the unit of a row


def unit(form: Form, indicator: str, written: Written) -> object:
    """Type a row's unit and give its mark."""
    mark = ("unit", indicator)
    form.sheet.marks[mark] = (form.row(indicator), form.column("unit"))
    form.sheet.put(*form.sheet.marks[mark], written)
    return mark


@kind("values", "unit: blank in some rows")
def blank_units(form: Form) -> None:
    for indicator, word in zip(INDICATORS[::2], (None, "", "　", "\u200b"), strict=False):
        unit(form, indicator, word)


@kind("values", "unit: the right word with blanks, line breaks and brackets")
def dressed_units(form: Form) -> None:
    words = (" 人", "人　", "人\n", "（人）", "\u00a0人")
    for indicator, word in zip(INDICATORS, words, strict=False):
        unit(form, indicator, word)
    unit(form, "home_sports", "户 ")


@kind("values", "unit: the other word for persons")
def other_word(form: Form) -> None:
    for indicator in ("rehab_adult", FREE, "aid_student"):
        unit(form, indicator, "名")


def wrong_unit(name: str, indicator: str, word: Written) -> None:
    @kind("values", name)
    def change(form: Form) -> None:
        form.refuse("E-UNIT", unit(form, indicator, word))


for indicator, word in (
    ("rehab_adult", "户"), ("rehab_adult", "人次"), ("rehab_adult", "万元"), ("rehab_adult", "个"),
    ("rehab_adult", "千人"), ("home_sports", "人"), ("home_sports", "户次"), ("home_sports", "套"),
):  # fmt: skip
    wrong_unit(f"unit: {word} for {indicator}", indicator, word)


@kind("values", "unit: persons and families changed round, and the figures have units too")
def units_changed_round(form: Form) -> None:
    form.refuse("E-UNIT", unit(form, "care_home", "户"))
    form.refuse("E-UNIT", unit(form, "home_access_limb", "人"))
    form.type("home_access_limb", "completed_total", "50户", 50)
    form.inform("I-NORMALISED", ("home_access_limb", "completed_total"))
