"""Personal data in every dress and place, and what only looks like it.

ID and certificate numbers, lists of persons and mobile numbers refuse the whole file wherever
they stand; in the foot telephones and the names of those who filled it in are dropped. Landlines,
document numbers, codes, dates and counts are none. Every number here is invented: no region has
the code 990101.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from decimal import Decimal

from tests.corpus.form import FIELDS, INDICATORS, Form
from tests.corpus.kinds import kind
from tests.corpus.sheet import Drawn, Put, Visibility, Written

GROUP = "privacy"
Change = Callable[[Form], object]

ID, LIST, MOBILE_CODE = "E-PERSONAL-ID", "E-PERSONAL-LIST", "E-PERSONAL-MOBILE"
ANY = f"{ID} {LIST} {MOBILE_CODE}"
MOBILE = "13800138000"
LANDLINE = "0335-3086666"


def with_check(seventeen: str) -> str:
    """An ID number with its check sign after GB 11643."""
    total = sum(int(digit) * pow(2, 17 - place, 11) for place, digit in enumerate(seventeen))
    return seventeen + "10X98765432"[total % 11]


def x_ended(eight: str) -> str:
    """An ID number of somebody born on a day whose check sign is X."""
    made = (with_check(f"990101{eight}{number:03d}") for number in range(1, 1000))
    return next(number for number in made if number.endswith("X"))


RIGHT = with_check("99010119900101123")
OTHER = with_check("99010119870605432")
CHILD = with_check("99010120130501007")
WRONG = RIGHT[:-1] + str((int(RIGHT[-1]) + 1) % 10)
X_ENDED = x_ended("19650412")
CERTIFICATE = RIGHT + "41"
OLD = "990101900101123"

FULL_WIDTH = str.maketrans("0123456789X-", "０１２３４５６７８９Ｘ－")


def register(name: str, change: Change, needs: str = "") -> None:
    kind(GROUP, name, needs)(change)


def groups(text: str, sizes: Sequence[int], between: str) -> str:
    """Write digits in groups."""
    parts, at = [], 0
    for size in sizes:
        parts.append(text[at : at + size])
        at += size
    return between.join([*parts, text[at:]] if at < len(text) else parts)


# ---------------------------------------------------------------- typing


def note(form: Form, text: Written | Put) -> None:
    """Put something into a remark; ("secret",) is its place."""
    form.sheet.put(*form.place("rehab_adult", "note"), text)
    form.sheet.marks["secret",] = form.place("rehab_adult", "note")


def put(form: Form, row: int, column: int, text: Written | Put, number_format: str = "") -> None:
    form.sheet.put(row, column, text, number_format)
    form.sheet.marks["secret",] = (row, column)


def refused(change: Change, codes: str, times: int = 1) -> Change:
    """The file is refused whole, at the place that the change has marked or at any."""

    def made(form: Form) -> None:
        change(form)
        marks = [("secret",)] if ("secret",) in form.sheet.marks else []
        for _ in range(times):
            form.refuse_file(codes, *marks)

    return made


def in_remark(text: Written | Put, codes: str) -> Change:
    return refused(lambda form: note(form, text), codes)


# ---------------------------------------------------------------- ID numbers, how written

for name, written in {
    "with its right check digit": RIGHT,
    "with a wrong check digit": WRONG,
    "of a child": CHILD,
    "that ends in X": X_ENDED,
    "that ends in a lower-case x": X_ENDED.lower(),
    "that ends in a multiplication sign": X_ENDED.replace("X", "×"),
    "in full-width digits": RIGHT.translate(FULL_WIDTH),
    "in full-width digits that ends in X": X_ENDED.translate(FULL_WIDTH),
    "in groups parted by blanks": groups(RIGHT, (6, 8, 4), " "),
    "in groups of four parted by blanks": groups(RIGHT, (4, 4, 4, 4), " "),
    "with a blank after every digit": " ".join(RIGHT),
    "parted by no-break spaces": groups(RIGHT, (6, 8, 4), "\u00a0"),
    "parted by full-width blanks": groups(RIGHT, (6, 8, 4), "\u3000"),
    "parted by hyphens": groups(RIGHT, (6, 8, 4), "-"),
    "parted by en dashes": groups(RIGHT, (6, 8, 4), "–"),
    "parted by full-width hyphens": groups(RIGHT, (6, 8, 4), "－"),
    "parted by long dashes": groups(RIGHT, (6, 8, 4), "—"),
    "parted by a non-breaking hyphen": groups(RIGHT, (6, 8, 4), "\u2011"),
    "parted by dots": groups(RIGHT, (6, 8, 4), "."),
    "parted by middle dots": groups(RIGHT, (6, 8, 4), "·"),
    "parted by underscores": groups(RIGHT, (6, 8, 4), "_"),
    "wrapped over two lines": groups(RIGHT, (10, 8), "\n"),
    "parted by a tab": groups(RIGHT, (6, 12), "\t"),
    "with zero-width blanks": groups(RIGHT, (6, 8, 4), "\u200b"),
    "with zero-width joiners": groups(RIGHT, (6, 8, 4), "\u200d"),
    "with a byte order mark": "\ufeff" + groups(RIGHT, (6, 12), "\ufeff"),
    "with soft hyphens": groups(RIGHT, (6, 8, 4), "\u00ad"),
    "with marks of direction": "\u200e" + groups(RIGHT, (6, 12), "\u200e"),
    "with word joiners": groups(RIGHT, (6, 12), "\u2060"),
    "in a sentence": f"王五（身份证{RIGHT}）已换证",
    "after the words 身份证号": f"身份证号：{RIGHT}",
    "in brackets": f"({RIGHT})",
    "after an apostrophe": f"'{RIGHT}",
    "after the letters ID": f"ID{RIGHT}",
    "after NO.": f"NO.{RIGHT}",
    "before letters": f"{RIGHT}ok",
    "after a person's initials": f"WW{RIGHT}",
    "after a number and a blank": f"1 {RIGHT}",
    "after a number and a dot": f"1.{RIGHT}",
    "after a number and 、": f"1、{RIGHT}",
    "after a count and a line end": f"60\n{RIGHT}",
    "before an age": f"{RIGHT} 31",
    "before a date": f"{RIGHT} 2021-08-31",
    "before a landline": f"{RIGHT} {LANDLINE}",
    "after a landline": f"{LANDLINE} {RIGHT}",
    "after a date": f"2021-08-31 {RIGHT}",
    "with .0 after it": f"{RIGHT}.0",
    "twice, parted by a blank": f"{RIGHT} {OTHER}",
    "twice, parted by a line end": f"{RIGHT}\n{OTHER}",
    "twice, parted by a hyphen": f"{RIGHT}-{OTHER}",
    "twice, parted by 、": f"{RIGHT}、{OTHER}",
    "twice, parted by a comma": f"{RIGHT},{OTHER}",
    "twice, parted by a slash": f"{RIGHT}/{OTHER}",
    "twice, parted by nothing": RIGHT + OTHER,
    "three times in lines that begin with numbers": f"1 {RIGHT}\n2 {OTHER}\n3 {CHILD}",
    "of the old kind after the words 身份证号": f"身份证号：{OLD}",
    "with one digit lost after the words 身份证号": f"身份证号{RIGHT[:-1]}",
    "with an impossible birthday after the words 身份证": f"身份证：{RIGHT[:10]}13{RIGHT[12:]}",
}.items():
    register(f"ID number {name}", in_remark(written, ID))

for name, written in {
    "plain": CERTIFICATE,
    "issued again": f"{CERTIFICATE}B1",
    "issued again, lower case": f"{CERTIFICATE}b2",
    "parted by blanks": f"{groups(RIGHT, (6, 8, 4), ' ')} 41",
    "with a hyphen before kind and degree": f"{RIGHT}-41",
    "that has an X in it": f"{X_ENDED}12",
    "that has an x in it and is issued again": f"{X_ENDED.lower()}73B1",
    "in full-width digits": CERTIFICATE.translate(FULL_WIDTH),
    "of a child": f"{CHILD}54",
    "with a wrong check digit": f"{WRONG}23",
    "after the words 残疾人证号": f"残疾人证号：{CERTIFICATE}",
    "after 残疾证 without a colon": f"王五残疾证{CERTIFICATE}肢体一级",
    "twice, parted by a blank": f"{CERTIFICATE} {OTHER}23",
    "twice, parted by a line end": f"{CERTIFICATE}\n{OTHER}23",
    "issued again, with a blank before": f"{CERTIFICATE} B1",
}.items():
    register(f"certificate number {name}", in_remark(written, ID))


@kind(GROUP, "bank card in a remark after the words 银行卡号")
def bank_card(form: Form) -> None:
    refused(lambda form: note(form, "银行卡号6222020200112233445"), ANY)(form)


# ---------------------------------------------------------------- as numbers


def number_in_remark(value: int | Decimal, number_format: str = "") -> Change:
    def change(form: Form) -> None:
        put(form, *form.place("rehab_adult", "note"), value, number_format)

    return refused(change, ID)


register("ID number as a number in a remark", number_in_remark(int(RIGHT)))
register("certificate number as a number in a remark", number_in_remark(int(CERTIFICATE)))
register("a number of seventeen digits in a remark", number_in_remark(62220202001122334))
register("ID number as a number shown in full", number_in_remark(int(RIGHT), "0"), "format")
register(
    "ID number as a number shown with one digit", number_in_remark(int(RIGHT), "0.0E+00"), "format"
)


@kind(GROUP, "ID number as a number in a figure")
def id_as_figure(form: Form) -> None:
    put(form, *form.place("rehab_adult", "completed_total"), int(RIGHT))
    form.refuse_file(ID, ("secret",))


@kind(GROUP, "ID numbers as numbers on another sheet")
def ids_on_a_sheet(form: Form) -> None:
    drawn = Drawn(name="Sheet2")
    for row, number in enumerate((RIGHT, OTHER, CHILD), start=1):
        drawn.put(row, 1, int(number))
    form.after.append(drawn)
    refused(lambda _: None, ID, times=3)(form)


# ---------------------------------------------------------------- where


def at(row: int, column: int, text: Written | Put, codes: str = ID) -> Change:
    return refused(lambda form: put(form, row, column, text), codes)


def in_place(indicator: str, name: str, text: str, codes: str = ID) -> Change:
    return refused(lambda form: put(form, *form.place(indicator, name), text), codes)


for name, change in {
    "in the title": at(1, 1, f"民生实事进度月报表{RIGHT}"),
    "in the line of the region": at(2, 1, f"填报单位：昌黎县 {RIGHT}"),
    "alone in the line": at(2, 4, RIGHT),
    "in the header": at(3, 11, f"备注 {RIGHT}"),
    "as a project's name": at(5, 2, RIGHT),
    "as an indicator's name": at(5, 3, RIGHT),
    "as a unit": at(5, 4, RIGHT),
    "as a sequence number": at(5, 1, RIGHT),
    "as a target": at(5, 5, RIGHT),
    "as a figure": in_place("rehab_adult", "completed_total", RIGHT),
    "between two rows": at(17, 3, RIGHT),
    "in the foot": at(18, 4, RIGHT),
    "in the foot after 填表人": at(18, 1, f"填表人：甲 {RIGHT}"),
    "below the foot": at(25, 2, f"身份证号{RIGHT}"),
    "right of the table": at(6, 14, RIGHT),
    "in a far cell": at(120, 52, RIGHT),
}.items():
    register(f"ID number {name}", change)


@kind(GROUP, "ID number in a hidden row", "hidden_lines")
def in_hidden_row(form: Form) -> None:
    at(30, 2, RIGHT)(form)
    form.sheet.hidden_rows.add(30)


@kind(GROUP, "ID number in a hidden column", "hidden_lines")
def in_hidden_column(form: Form) -> None:
    at(6, 20, RIGHT)(form)
    form.sheet.hidden_columns.add(20)


def on_sheet(
    state: Visibility, text: Written | Put, *, name: str = "Sheet3", before: bool = False
) -> Change:
    def change(form: Form) -> None:
        drawn = Drawn(name=name, state=state)
        drawn.put(4, 3, text)
        (form.before if before else form.after).append(drawn)

    return change


def refused_sheet(
    state: Visibility, text: Written, codes: str, *, name: str = "Sheet3", before: bool = False
) -> Change:
    return refused(on_sheet(state, text, name=name, before=before), codes)


register("ID number on another sheet", refused_sheet("visible", RIGHT, ID))
register(
    "ID number on the guide's sheet", refused_sheet("visible", f"例：{RIGHT}", ID, name="填报说明")
)
register("ID number on a sheet before the form", refused_sheet("visible", RIGHT, ID, before=True))
register("ID number on a hidden sheet", refused_sheet("hidden", RIGHT, ID), "hidden_sheet")
register(
    "ID number on a very hidden sheet", refused_sheet("very_hidden", RIGHT, ID), "hidden_sheet"
)
register(
    "ID number in `_meta`", refused_sheet("very_hidden", RIGHT, ID, name="_meta"), "hidden_sheet"
)
again = f"{CERTIFICATE}B1"
register("certificate number on a hidden sheet", refused_sheet("hidden", again, ID), "hidden_sheet")


def commented(row: int, column: int, text: str, codes: str) -> Change:
    def change(form: Form) -> None:
        form.sheet.comments[row, column] = text
        form.sheet.marks["secret",] = (row, column)

    return refused(change, codes)


register("ID number in a comment on a figure", commented(6, 8, f"王五 {RIGHT}", ID), "comment")
register("ID number in a comment on a blank cell", commented(28, 3, RIGHT, ID), "comment")
register("certificate number in a comment", commented(5, 11, f"补报{CERTIFICATE}", ID), "comment")
wrapped = groups(RIGHT, (6, 12), "\n")
register("ID number in a comment, over lines", commented(5, 11, wrapped, ID), "comment")
register("mobile number in a comment", commented(6, 8, f"问 {MOBILE}", MOBILE_CODE), "comment")


@kind(GROUP, "ID number in a comment on a hidden sheet", "comment hidden_sheet")
def comment_on_hidden(form: Form) -> None:
    drawn = Drawn(name="底稿", state="hidden", cells={(1, 1): Put("底稿")})
    drawn.comments[1, 1] = RIGHT
    form.after.append(drawn)
    refused(lambda _: None, ID)(form)


@kind(GROUP, "ID number as the form's sheet name")
def as_sheet_name(form: Form) -> None:
    form.sheet.name = f"王五{RIGHT}"
    form.refuse_file(ID)


@kind(GROUP, "ID number as the name of another sheet")
def as_other_sheet_name(form: Form) -> None:
    refused_sheet("visible", "空", ID, name=RIGHT)(form)


@kind(GROUP, "ID number as the name of an empty hidden sheet", "hidden_sheet")
def as_hidden_sheet_name(form: Form) -> None:
    form.after.append(Drawn(name=RIGHT, state="hidden"))
    form.refuse_file(ID)


@kind(GROUP, "ID number in runs of rich text", "runs")
def in_runs(form: Form) -> None:
    in_remark(Put(f"证号{RIGHT}号", runs=("证号" + RIGHT[:6], RIGHT[6:14], RIGHT[14:] + "号")), ID)(
        form
    )


@kind(GROUP, "ID number as a formula's result", "result")
def as_result(form: Form) -> None:
    in_remark(Put(RIGHT, formula=f'"{RIGHT[:6]}"&"{RIGHT[6:]}"'), ID)(form)


@kind(GROUP, "ID number only inside a formula", "result")
def inside_formula(form: Form) -> None:
    in_remark(Put("1990", formula=f'MID("{RIGHT}",7,4)'), ID)(form)


@kind(GROUP, "ID number only inside a figure's formula", "result")
def inside_figure(form: Form) -> None:
    def change(form: Form) -> None:
        formula = f'IF("{RIGHT}"="",0,1033)'
        put(form, *form.place("rehab_adult", "completed_total"), Put(1033, formula=formula))

    refused(change, ID)(form)


@kind(GROUP, "ID number as a formula's number", "result")
def number_in_formula(form: Form) -> None:
    in_remark(Put(1, formula=f"IF({RIGHT}>0,1,0)"), ID)(form)


@kind(GROUP, "ID number in a formula without a result", "no_result")
def in_formula_alone(form: Form) -> None:
    at(30, 4, Put(None, formula=f'LEFT("{RIGHT}",6)'))(form)


@kind(GROUP, "mobile number inside a formula", "result")
def mobile_in_formula(form: Form) -> None:
    in_remark(Put("电话见通讯录", formula=f'IF("{MOBILE}"="","","电话见通讯录")'), MOBILE_CODE)(
        form
    )


@kind(GROUP, "ID numbers in many places at once")
def many_places(form: Form) -> None:
    form.sheet.put(1, 1, f"月报表{RIGHT}")
    form.sheet.put(18, 1, f"填表人：甲{OTHER}")
    form.say("rehab_child", CHILD)
    form.say("aid_child", f"{CERTIFICATE}B1")
    for _ in range(4):
        form.refuse_file(ID)


@kind(GROUP, "ID number in a form that nobody could read anyway")
def in_unreadable(form: Form) -> None:
    note(form, RIGHT)
    form.sheet.put(2, 1, "填报单位：滦南县")
    form.sheet.put(3, 3, "不知何物")
    form.refuse_file(ID, ("secret",))


@kind(GROUP, "ID number in a file without any form")
def without_form(form: Form) -> None:
    form.sheet.cells = {(1, 1): Put("会议通知"), (7, 2): Put(RIGHT)}
    form.sheet.merges = []
    form.sheet.marks["secret",] = (7, 2)
    form.refuse_file(ID, ("secret",))


# ---------------------------------------------------------------- lists of persons

PEOPLE: tuple[tuple[Written, ...], ...] = (
    (1, "王五", "肢体", "一级"),
    (2, "赵六", "视力", "二级"),
    (3, "孙七", "智力", "三级"),
)


def people(
    head: Sequence[Written],
    rows: Iterable[Sequence[Written]] = PEOPLE,
    *,
    name: str = "名单",
    state: Visibility = "visible",
    top: int = 1,
    heading: str = "",
) -> Drawn:
    """A sheet with a list of persons."""
    drawn = Drawn(name=name, state=state)
    if heading:
        drawn.put(1, 1, heading)
    drawn.line(top, *head)
    for row, person in enumerate(rows, start=top + 1):
        drawn.line(row, *person[: len(head)])
    return drawn


def refused_list(drawn: Drawn, codes: str = LIST, times: int = 1) -> Change:
    return refused(lambda form: form.after.append(drawn), codes, times)


for name, head in {
    "number, name, kind": ("序号", "姓名", "残疾类别"),
    "number, name": ("序号", "姓名"),
    "name spread": ("序号", "姓 名", "残疾类别", "等级"),
    "name spread with full-width blanks": ("序号", "姓　　名", "残疾类别"),
    "name over two lines": ("序号", "姓\n名", "残疾类别"),
    "disabled person's name": ("序号", "残疾人姓名", "残疾类别"),
    "pupil's name": ("序号", "学生姓名", "学校"),
    "child's name": ("序号", "儿童姓名", "康复机构"),
    "guardian": ("序号", "监护人", "关系"),
    "guardian's name": ("序号", "监护人姓名", "关系"),
    "householder's name": ("序号", "户主姓名", "人口"),
    "beneficiary's name": ("序号", "受益人姓名", "项目"),
    "applicant's name": ("序号", "申请人姓名", "项目"),
    "name with a star": ("序号", "*姓名", "残疾类别"),
    "name with a bracket": ("序号", "姓名（必填）", "残疾类别"),
    "name and sex in one": ("序号", "姓名/性别", "残疾类别"),
    "trainee's name": ("序号", "学员姓名", "工种"),
}.items():
    register(f"list with {name}", refused_list(people(head)))


ADDRESSES = ((1, "示例村1号", 800), (2, "示例村2号", 800), (3, "示例村3号", 800))
MASKED = ((1, "990101********1234", 800), (2, "990101********4321", 800))
CARDS = ((1, "6222****1234", 800), (2, "6222****4321", 800))
for name, head, rows in (
    ("home addresses", ("序号", "家庭住址", "金额"), ADDRESSES),
    ("home addresses, 家庭地址", ("序号", "家庭地址", "金额"), ADDRESSES),
    ("masked ID numbers", ("序号", "身份证号", "金额"), MASKED),
    ("masked ID numbers, 身份证号码", ("序号", "身份证号码", "金额"), MASKED),
    ("masked certificate numbers", ("序号", "残疾证号", "金额"), MASKED),
    ("masked certificate numbers, 残疾人证号", ("序号", "残疾人证号", "金额"), MASKED),
    ("masked bank cards", ("序号", "银行卡号", "金额"), CARDS),
    ("masked bank accounts", ("序号", "银行账号", "金额"), CARDS),
    ("social cards", ("序号", "社保卡号", "金额"), CARDS),
):
    register(f"list of {name}", refused_list(people(head, rows)))

CARD_NUMBERS = ((1, "6222020200112233445", 800), (2, "6222020200112233452", 800))
register(
    "list of bank cards in full",
    refused_list(people(("序号", "银行卡号", "金额"), CARD_NUMBERS), f"{LIST} {ID}", 3),
)
OLD_NUMBERS = ((1, OLD, 800), (2, "990101870605432", 800))
register(
    "list of old ID numbers",
    refused_list(people(("序号", "身份证号", "金额"), OLD_NUMBERS), f"{LIST} {ID}", 3),
)
register(
    "list of old ID numbers as numbers",
    refused_list(
        people(("序号", "身份证号", "金额"), [(1, int(OLD), 800), (2, 990101870605432, 800)]),
        f"{LIST} {ID}",
        3,
    ),
)
FULL = ((1, "王五", RIGHT, MOBILE), (2, "赵六", OTHER, "13900139000"), (3, "孙七", CHILD, LANDLINE))
FULL_HEAD = ("序号", "姓名", "身份证号", "联系电话")
register("list with everything", refused_list(people(FULL_HEAD, FULL), ANY, 6))
register(
    "list with everything, hidden", refused_list(people(FULL_HEAD, FULL, state="hidden"), ANY, 6), "hidden_sheet"
)  # fmt: skip

for state in ("hidden", "very_hidden"):
    register(
        f"list on a {state.replace('_', ' ')} sheet",
        refused_list(people(("序号", "姓名", "残疾类别"), state=state)),
        "hidden_sheet",
    )
register("list of one person", refused_list(people(("序号", "姓名", "残疾类别"), PEOPLE[:1])))
register(
    "list below a title and a line",
    refused_list(people(("序号", "姓名", "残疾类别"), top=4, heading="昌黎县辅具适配人员名单")),
)
register(
    "list that begins in row 40",
    refused_list(people(("序号", "姓名", "残疾类别"), top=40, heading="附件")),
)
register(
    "list with names only",
    refused_list(people(("姓名",), [("王五",), ("赵六",), ("孙七",)], name="Sheet2")),
)
register(
    "list with names beside money",
    refused_list(people(("姓名", "金额"), [("王五", 800), ("赵六", 1200)], name="发放表")),
)
register(
    "list after a blank row under its header",
    refused_list(people(("序号", "姓名", "类别"), [(), *PEOPLE])),
)
register(
    "list with a row of column numbers",
    refused_list(people(("序号", "姓名", "类别"), [("(1)", "(2)", "(3)"), *PEOPLE])),
)
register(
    "list without a header, names and ID numbers",
    refused_list(people(("王五", RIGHT), [("赵六", OTHER)]), ID, 2),
)
register(
    "list without a header, names and mobile numbers",
    refused_list(people(("王五", MOBILE), [("赵六", "13900139000")]), MOBILE_CODE, 2),
)
register(
    "list on the sheet before the form",
    refused(lambda form: form.before.append(people(("序号", "姓名", "残疾类别"))), LIST),
)


register(
    "list whose first lines are left blank",
    refused_list(people(("序号", "姓名", "类别"), [(), (), (), (), *PEOPLE])),
)
register(
    "list with a name of two columns, merged",
    refused_list(people(("序号", "残疾人姓名", None, "类别"), [(1, "王五", None, "肢体")])),
)


@kind(GROUP, "list written across, names in the last row")
def across_below(form: Form) -> None:
    drawn = Drawn(name="名单")
    drawn.line(1, "序号", 1, 2, 3)
    drawn.line(2, "姓名", "王五", "赵六", "孙七")
    refused_list(drawn)(form)


@kind(GROUP, "a card of one person")
def card(form: Form) -> None:
    drawn = Drawn(name="登记表")
    drawn.line(1, "残疾人基本辅具适配登记表")
    drawn.line(2, "姓名", "王五", "性别", "男")
    drawn.line(3, "残疾类别", "肢体", "等级", "一级")
    drawn.line(4, "家庭住址", "示例村1号", "监护人", "赵六")
    refused_list(drawn, LIST, 3)(form)


@kind(GROUP, "list with a header of two rows, merged")
def merged_header(form: Form) -> None:
    drawn = Drawn(name="名单")
    drawn.line(1, "序号", "姓名", "残疾情况")
    drawn.merge(1, 1, 2, 1)
    drawn.merge(1, 2, 2, 2)
    drawn.merge(1, 3, 1, 4)
    drawn.line(2, None, None, "类别", "等级")
    for row, person in enumerate(PEOPLE, start=3):
        drawn.line(row, *person)
    refused_list(drawn)(form)


@kind(GROUP, "list with the name below a common header")
def name_below(form: Form) -> None:
    drawn = Drawn(name="名单")
    drawn.line(1, "序号", "残疾人基本情况")
    drawn.merge(1, 2, 1, 4)
    drawn.line(2, None, "姓名", "类别", "等级")
    for row, person in enumerate(PEOPLE, start=3):
        drawn.line(row, *person)
    refused_list(drawn)(form)


@kind(GROUP, "two lists side by side")
def side_by_side(form: Form) -> None:
    drawn = people(("姓名", "金额", "姓名", "金额"), [("王五", 800, "赵六", 1200), ("孙七", 800)])
    refused_list(drawn, LIST, 2)(form)


@kind(GROUP, "list written across, names in a row")
def across(form: Form) -> None:
    drawn = Drawn(name="名单")
    drawn.line(1, "姓名", "王五", "赵六", "孙七")
    drawn.line(2, "残疾类别", "肢体", "视力", "智力")
    drawn.line(3, "补助金额", 800, 1200, 800)
    refused_list(drawn)(form)


def names_in_form(head: str, names: Sequence[str]) -> Change:
    """A column of persons put into the form."""

    def change(form: Form) -> None:
        column = form.column("note")
        form.sheet.insert_columns(column)
        form.sheet.put(form.header_top, column, head)
        form.sheet.merge(form.header_top, column, form.header_bottom, column)
        for indicator, name in zip(INDICATORS, names, strict=False):
            form.sheet.put(form.row(indicator), column, name)

    return refused(change, LIST)


NAMES = (
    "王五",
    "赵六",
    "孙七",
    "周八",
    "吴九",
    "郑十",
    "王五",
    "赵六",
    "孙七",
    "周八",
    "吴九",
    "郑十",
)
register("a column of names in the form", names_in_form("姓名", NAMES))
register("a column of beneficiaries' names in the form", names_in_form("受助人姓名", NAMES[:4]))
register(
    "a column of home addresses in the form", names_in_form("家庭住址", ["示例村1号", "示例村2号"])
)
register(
    "a column of masked ID numbers in the form",
    names_in_form("身份证号", ["990101****", "990101****"]),
)


def beside(row: int, column: int) -> Change:
    """A list on the form's own sheet."""

    def change(form: Form) -> None:
        for line, values in enumerate((("序号", "姓名", "残疾类别"), *PEOPLE), start=row):
            form.sheet.line(line, *values[:3], left=column)

    return refused(change, LIST)


register("list right of the form", beside(3, 14))
register("list below the foot", beside(22, 1))
register("list between the form and its foot", beside(18, 2))


@kind(GROUP, "list in hidden columns right of the form", "hidden_lines")
def hidden_beside(form: Form) -> None:
    beside(3, 14)(form)
    form.sheet.hidden_columns |= {14, 15, 16}


@kind(GROUP, "list in hidden rows below the form", "hidden_lines")
def hidden_below(form: Form) -> None:
    beside(22, 1)(form)
    form.sheet.hidden_rows |= {22, 23, 24, 25}


# ---------------------------------------------------------------- mobile numbers

for name, written in {
    "plain": MOBILE,
    "after a name": f"王五{MOBILE}",
    "in groups": "138 0013 8000",
    "in groups with hyphens": "138-0013-8000",
    "in groups with full-width hyphens": "138－0013－8000",
    "in groups with no-break spaces": "138\u00a00013\u00a08000",
    "with a zero-width blank": "138\u200b0013\u200b8000",
    "with +86": f"+86 {MOBILE}",
    "with +86 and a hyphen": f"+86-{MOBILE}",
    "with 86 before it": f"86{MOBILE}",
    "with 0086 before it": f"0086{MOBILE}",
    "with 0 before it": f"0{MOBILE}",
    "in full-width digits": MOBILE.translate(FULL_WIDTH),
    "of a newer range": "19900139000",
    "of range 166": "16612345678",
    "after 电话": f"电话：{MOBILE}",
    "after a landline": f"{LANDLINE}，{MOBILE}",
    "after a landline and a slash": f"{LANDLINE}/{MOBILE}",
    "after a landline and a blank": f"{LANDLINE} {MOBILE}",
    "twice, parted by a blank": f"{MOBILE} 13900139000",
    "twice, parted by a line end": f"{MOBILE}\n13900139000",
    "twice, parted by 、": f"{MOBILE}、13900139000",
    "after a number and a blank": f"1 {MOBILE}",
    "before letters": f"{MOBILE}WeChat",
    "after letters": f"tel{MOBILE}",
    "with .0 after it": f"{MOBILE}.0",
    "in groups with dots": "138.0013.8000",
    "in groups with en dashes": "138–0013–8000",
    "in groups of four, three and four": "1380 013 8000",
    "with a hyphen after the third digit": "138-00138000",
    "with a blank after the fifth digit": "13800 138000",
    "with a blank after every digit": " ".join(MOBILE),
}.items():
    register(f"mobile number {name}", in_remark(written, MOBILE_CODE))


def in_remark_number(number: int) -> Change:
    return refused(lambda form: put(form, *form.place("rehab_adult", "note"), number), MOBILE_CODE)


def number_mobile(form: Form) -> None:
    put(form, *form.place("rehab_adult", "note"), int(MOBILE))


for name, change in {
    "as a number in a remark": refused(number_mobile, MOBILE_CODE),
    "as a number with 86 before it": in_remark_number(86 * 10**11 + int(MOBILE)),
    "in the title": at(1, 1, f"月报表（问询电话{MOBILE}）", MOBILE_CODE),
    "in the line": at(2, 4, f"联系电话：{MOBILE}", MOBILE_CODE),
    "in the region's line": at(2, 1, f"填报单位：昌黎县 联系电话：{MOBILE}", MOBILE_CODE),
    "in the header": at(3, 11, f"备注（问{MOBILE}）", MOBILE_CODE),
    "as a project's name": at(5, 2, MOBILE, MOBILE_CODE),
    "as a figure": in_place("rehab_adult", "completed_total", MOBILE, MOBILE_CODE),
    "right of the table": at(6, 14, MOBILE, MOBILE_CODE),
    "on another sheet": refused_sheet("visible", f"请问 {MOBILE}", MOBILE_CODE),
    "on the guide's sheet": refused_sheet(
        "visible", f"咨询电话：{MOBILE}", MOBILE_CODE, name="填报说明"
    ),
    "as a sheet's name": refused_sheet("visible", "空", MOBILE_CODE, name=MOBILE),
}.items():
    register(f"mobile number {name}", change)
register(
    "mobile number on a hidden sheet", refused_sheet("hidden", MOBILE, MOBILE_CODE), "hidden_sheet"
)


def below_a_remark(remark: str) -> Change:
    """A remark that begins as a foot does, and a mobile number in a row below it."""

    def change(form: Form) -> None:
        form.sheet.put(*form.place("assistive_devices", "note"), remark)
        note(form, f"问{MOBILE}")

    return refused(change, MOBILE_CODE)


for remark in ("联系人：丙", f"电话：{LANDLINE}", "负责人：丁", "联系电话见通讯录", "审核人：乙"):
    register(f"mobile number below the remark {remark}", below_a_remark(remark))


@kind(GROUP, "mobile number in the last remark, the remark itself begins with 联系人")
def last_remark(form: Form) -> None:
    def change(form: Form) -> None:
        put(form, *form.place("aid_child", "note"), f"联系人：丙{MOBILE}")

    refused(change, MOBILE_CODE)(form)


@kind(GROUP, "mobile numbers in a column of the form")
def mobile_column(form: Form) -> None:
    def change(form: Form) -> None:
        form.sheet.put(3, 12, "联系电话")
        for indicator in INDICATORS[:3]:
            form.sheet.put(form.row(indicator), 12, int(MOBILE))

    refused(change, f"{MOBILE_CODE} {LIST}", times=3)(form)


# ---------------------------------------------------------------- the foot


def foot(*cells: tuple[int, int, Written]) -> Change:
    """Other words in the foot: all is read, nothing is said."""

    def change(form: Form) -> None:
        for row, column, value in cells:
            form.sheet.put(row, column, value)

    return change


def only_foot(text: str) -> Change:
    """Nothing else stands below the table."""
    return foot((18, 1, text), (18, 6, None), (18, 9, None))


for name, change in {
    "a mobile number after 联系电话": foot((18, 4, f"联系电话：{MOBILE}")),
    "a mobile number in a cell of its own": foot((18, 4, "联系电话："), (18, 5, MOBILE)),
    "a mobile number as a number": foot((18, 4, "联系电话："), (18, 5, int(MOBILE))),
    "a mobile number after 填表人": foot((18, 1, f"填表人：甲 {MOBILE}")),
    "a mobile number in groups": foot((18, 4, "电话：138 0013 8000")),
    "a mobile number with +86": foot((18, 4, f"手机：+86 {MOBILE}")),
    "a landline": foot((18, 4, f"联系电话：{LANDLINE}")),
    "a landline and a mobile number": foot((18, 4, f"联系电话：{LANDLINE}、{MOBILE}")),
    "all in one cell": foot(
        (
            18,
            1,
            f"单位负责人：丙　审核人：乙　填表人：甲　联系电话：{MOBILE}　填报日期：2021年9月2日",
        ),
        (18, 6, None),
        (18, 9, None),
    ),
    "a second row with the number": foot((19, 1, f"联系人：丙　{MOBILE}")),
    "directly under the table": foot(
        (17, 1, "填表人：甲"),
        (17, 4, f"联系电话：{MOBILE}"),
        (18, 1, None),
        (18, 6, None),
        (18, 9, None),
    ),
    "a note with a number": foot((20, 1, f"注：如有疑问请拨打{MOBILE}。")),
    "the words 填表人姓名": foot((18, 1, "填表人姓名：甲"), (18, 4, f"联系方式：{MOBILE}")),
    "姓名 and the name in two cells": foot((18, 1, "填表人姓名"), (18, 2, "甲")),
    "负责人 and 联系人": foot((18, 1, "负责人：丙"), (18, 3, "联系人：丁"), (18, 4, LANDLINE)),
    "the words 经办人 and 分管领导": foot((18, 1, "分管领导：戊"), (18, 4, "经办人：己")),
    "an electronic address": foot((19, 1, "电子邮箱：shili@example.com")),
    "persons below one another": foot(
        (18, 1, "单位负责人："),
        (18, 2, "丙"),
        (19, 1, "审核人："),
        (19, 2, "乙"),
        (20, 1, "填表人："),
        (20, 2, "甲"),
        (21, 1, "联系电话："),
        (21, 2, MOBILE),
    ),
    "a signature line left blank": foot(
        (18, 1, "填表人："), (18, 6, "审核人："), (18, 9, "填报日期：")
    ),
    "names below one another": foot(
        (18, 1, "填表人姓名"),
        (18, 2, "甲"),
        (19, 1, "审核人姓名"),
        (19, 2, "乙"),
        (18, 6, None),
        (18, 9, None),
    ),
    "the word 制表 and a mobile number only": only_foot(f"制表：甲 {MOBILE}"),
    "the word 联络员 and a mobile number only": only_foot(f"联络员：甲 {MOBILE}"),
    "the word 报送人 and a mobile number only": only_foot(f"报送人：甲 {MOBILE}"),
    "the word 理事长 and a mobile number only": only_foot(f"理事长：丙 {MOBILE}"),
    "a note with a mobile number only": only_foot(f"注：本表由县残联填写，咨询电话{MOBILE}。"),
    "a date and a mobile number only": only_foot(f"填报日期：2021-09-02　{MOBILE}"),
    "a name and a mobile number only": only_foot(f"甲 {MOBILE}"),
    "a mobile number only": only_foot(MOBILE),
    "the word 身份证 in a sentence": foot(
        (19, 1, "说明：请勿填写姓名、身份证号、残疾人证号等个人信息。")
    ),
}.items():
    register(f"foot with {name}", change)


@kind(GROUP, "foot with a table of contacts")
def contacts(form: Form) -> None:
    foot(
        *((20, 1, "科室"), (20, 2, "联系电话")),
        *((21, 1, "康复部"), (21, 2, MOBILE)),
        *((22, 1, "教就部"), (22, 2, LANDLINE)),
    )(form)


@kind(GROUP, "foot with a mobile number in a hidden row", "hidden_lines")
def hidden_foot(form: Form) -> None:
    foot((19, 1, f"联系电话：{MOBILE}"))(form)
    form.sheet.hidden_rows.add(19)


# ---------------------------------------------------------------- what is none


def harmless(text: str) -> Change:
    return lambda form: form.say("rehab_adult", text)


for name, written in {
    "landline": f"联系 {LANDLINE}",
    "landline in brackets": "（0335）3086666",
    "landline with a blank": "0335 3086666",
    "landline without a hyphen": "03353086666",
    "landline with an extension": "0335-3086666-801",
    "landline with +86": "+86-335-3086666",
    "landline of eight digits": "010-66580000",
    "two landlines": "0335-3086666、3086667",
    "hotline": "咨询 12385 或 12345",
    "service number": "400-810-6666",
    "document number": "秦残联〔2021〕18号",
    "document number of the province": "见冀政办字〔2021〕118号文",
    "day": "2021-08-31 前完成",
    "day of eight digits": "20210831",
    "two days": "20210801-20210831",
    "two days in words": "2021年8月1日至2021年8月31日",
    "moment of fourteen digits": "20210831120000",
    "order number of fourteen digits": "订单20210831000123",
    "order number of fifteen digits": "批次 202108310001234",
    "statistical code of twelve digits": "130322001001",
    "statistical codes of twelve digits": "130322001001、130322001002",
    "code of the county with zeros": "区划 130322000000",
    "credit code of an institution": "统一社会信用代码 52130322MJ0123456X",
    "credit code in digits": "统一社会信用代码：521303224023845672",
    "post code": "邮编 066600",
    "word 身份证 without a number": "已核对身份证和残疾人证",
    "word 身份证号 in a sentence": "身份证号已核对，不上报",
    "word 姓名 in a sentence": "姓名、住址等信息留存县残联",
    "word 监护人 in a sentence": "监护人已签字",
    "counts parted by blanks": "各镇分别为 120 98 76 50 12 33 21",
    "counts that run together to eleven digits": "各镇：158 60 33 12 21",
    "counts in lines": "辅具 60\n康复 120\n培训 20",
    "many counts": "12 34 56 78 90 12 34 56 78 90",
    "amount with separators": "合计 1,380,013.80 元",
    "long decimal": "36.049999999999997",
    "decimal that looks like a mobile number": "占比0.13800138000",
    "share": "83.33333333333333%",
    "version": "模板 2021.1.20210801",
    "web page": "http://www.example.com/2021/08/31/9001.html",
    "serial number of a device": "SN2021A000138",
    "budget line": "预算科目2081105",
    "number of ten digits": "1380013800",
    "number of twelve digits that begins like a mobile number": "138001380001",
}.items():
    register(f"no personal data, {name}", harmless(written))


@kind(GROUP, "no personal data, statistical codes as numbers on another sheet")
def codes_as_numbers(form: Form) -> None:
    drawn = Drawn(name="区划")
    drawn.line(1, "代码", "名称")
    drawn.line(2, 130322001001, "示例居委会")
    drawn.line(3, 130322001002, "示例村委会")
    form.after.append(drawn)


@kind(GROUP, "no personal data, a number of fourteen digits in a remark")
def fourteen_digits(form: Form) -> None:
    form.say("rehab_adult", "20210831000123")
    form.sheet.put(*form.place("rehab_adult", "note"), 20210831000123)


@kind(GROUP, "no personal data, shares right of the table with long fractions")
def shares(form: Form) -> None:
    form.sheet.put(3, 13, "完成率")
    for number, indicator in enumerate(INDICATORS):
        form.sheet.put(form.row(indicator), 13, Decimal("0.13800138000") + number)


@kind(GROUP, "no personal data, figures with binary noise")
def noise(form: Form) -> None:
    form.type("assistive_devices", "funds_total_yuan", Decimal("36.050000000000004"), 360_500)
    form.type("rehab_adult", "funds_total_yuan", Decimal("50.049999999999997"), 500_500)


def other_sheet(*lines: Sequence[Written], name: str = "Sheet2") -> Change:
    def change(form: Form) -> None:
        drawn = Drawn(name=name)
        for row, values in enumerate(lines, start=1):
            drawn.line(row, *values)
        form.after.append(drawn)

    return change


for name, change in {
    "institutions with addresses and landlines": other_sheet(
        ("序号", "机构名称", "机构地址", "联系电话", "床位"),
        (1, "示例托养中心", "示例路1号", LANDLINE, 60),
        (2, "示例康复中心", "示例路2号", "0335-3086667", 40),
    ),
    "a guide that forbids names": other_sheet(
        ("填报说明",),
        ("1. 不得填写姓名、身份证号、残疾人证号、家庭住址、银行卡号。",),
        ("2. 截至日期一般填当月最后一天。",),
        name="填报说明",
    ),
    "names of projects and indicators": other_sheet(
        ("项目名称", "指标名称"), ("残疾人托养服务", "机构托养"), ("残疾人托养服务", "居家托养")
    ),
    "names of regions": other_sheet(("县区名称", "人数"), ("昌黎县", 700), ("卢龙县", 600)),
    "numbers of people by kind": other_sheet(
        ("残疾类别", "人数"), ("肢体", 400), ("视力", 120), ("智力", 180)
    ),
    "an empty list with its header only": other_sheet(
        ("序号", "姓名", "身份证号", "残疾证号"), name="名单"
    ),
    "the sentence that names were deleted": other_sheet(("姓名、证号等已删除",)),
    "responsible bodies": other_sheet(
        ("项目", "责任单位"), ("辅具适配", "康复部"), ("托养", "教就部")
    ),
}.items():
    register(f"no personal data, {name} on another sheet", change)


@kind(GROUP, "no personal data, responsible bodies in the form")
def responsible_bodies(form: Form) -> None:
    form.sheet.put(3, 12, "责任单位")
    for indicator in INDICATORS:
        form.sheet.put(form.row(indicator), 12, "县残联康复部")


@kind(GROUP, "no personal data, persons and a landline in the line above")
def persons_above(form: Form) -> None:
    form.sheet.put(2, 4, f"填表人：甲 {LANDLINE}")


@kind(GROUP, "no personal data, a comment with a date and a document", "comment")
def harmless_comment(form: Form) -> None:
    form.sheet.comments[6, 8] = "依据秦残联〔2021〕18号，2021-08-31核定"


@kind(GROUP, "no personal data, dates as numbers in far cells")
def far_dates(form: Form) -> None:
    form.sheet.put(30, 13, date(2021, 8, 31))
    form.sheet.put(31, 13, 20210831)
    form.sheet.put(32, 13, Decimal("44439.70833333333"))


# ---------------------------------------------------------------- several at once


@kind(GROUP, "a mobile number in a remark and one in the foot")
def both(form: Form) -> None:
    foot((18, 4, f"联系电话：{MOBILE}"))(form)
    in_remark(f"问{MOBILE}", MOBILE_CODE)(form)


@kind(GROUP, "a list, an ID number and a wrong figure")
def list_and_more(form: Form) -> None:
    form.sheet.put(*form.place("rehab_adult", "completed_total"), Decimal("12.5"))
    form.after.append(people(FULL_HEAD, FULL))
    form.say("aid_child", RIGHT)
    for _ in range(7):
        form.refuse_file(ANY)


@kind(GROUP, "figures all zero and an ID number far down", "error")
def zeros(form: Form) -> None:
    for indicator in INDICATORS:
        for name in FIELDS:
            form.type(indicator, name, 0, 0)
    at(9000, 3, RIGHT)(form)
