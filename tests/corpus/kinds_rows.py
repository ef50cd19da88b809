"""Rows of the form: what is put between them, how they are named, sums, remarks and the foot."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from tests.corpus.form import COLUMNS, FIELDS, INDICATORS, ROWS, Form
from tests.corpus.kinds import kind
from tests.corpus.sheet import ErrorValue, Place, Put, Written, letters

PROJECT_OF = {row[0]: row[2] for row in ROWS}
PROJECTS = tuple(dict.fromkeys(row[2] for row in ROWS))
FUNDS = ("funds_month_yuan", "funds_total_yuan")
PEOPLE = ("completed_month", "completed_total")
LAST = len(COLUMNS)
OTHERS: tuple[Written, ...] = (11, 111, Decimal("1.6"), Decimal("12.3"))


# ---------------------------------------------------------------- how people edit a form


def indicators_of(project: str) -> list[str]:
    return [name for name in INDICATORS if PROJECT_OF[name] == project]


def name_place(form: Form, indicator: str) -> Place:
    return form.row(indicator), form.column("indicator")


def rename(form: Form, indicator: str, words: Written | Put, column: str = "indicator") -> None:
    """Type over an indicator's (or its project's) name; the place gets a mark."""
    place = form.row(indicator), form.column(column)
    form.sheet.put(*place, words)
    form.sheet.marks["name", indicator] = place


def part_projects(form: Form, column: str = "project", repeat: bool = True) -> None:
    """Undo the merging down of a column; the first row's words are repeated or not."""
    at = form.column(column)
    for merge in [m for m in form.sheet.merges if m[1] == at and m[0] > form.header_bottom]:
        form.sheet.merges.remove(merge)
        first = form.sheet.value(merge[0], at)
        for row in range(merge[0] + 1, merge[2] + 1):
            form.sheet.put(row, at, first if repeat else None)


def part_everything(form: Form) -> None:
    """Every row stands for itself: project repeated, targets on a project's first row."""
    part_projects(form)
    for column in ("target_province", "target_city"):
        part_projects(form, column, repeat=False)


def remove_row(form: Form, indicator: str) -> None:
    """Delete an indicator's row from a form without merged cells in it."""
    part_everything(form)
    form.drop_row(indicator)


def remove_column(form: Form, kind_of_column: str) -> None:
    """Delete a column; what was merged within it is gone with it."""
    at = form.column(kind_of_column)
    form.sheet.merges = [m for m in form.sheet.merges if not m[1] == m[3] == at]
    form.drop_column(kind_of_column)


def order_rows(form: Form, order: Sequence[str]) -> None:
    """Put the indicators' rows into another order, each with all that stands in it."""
    part_everything(form)
    sheet = form.sheet
    to = {
        form.row(name): row
        for name, row in zip(order, range(form.first_row, form.last_row + 1), strict=True)
    }
    sheet.cells = {(to.get(row, row), column): put for (row, column), put in sheet.cells.items()}
    sheet.marks = {mark: (to.get(row, row), column) for mark, (row, column) in sheet.marks.items()}


def amount(form: Form, name: str, indicators: Sequence[str]) -> Decimal:
    """The sum of what is reported, money in 万元."""
    values = [form.truth[indicator, name] for indicator in indicators]
    total = sum((value for value in values if value is not None), Decimal(0))
    return total / 10_000 if name in FUNDS else total


def shortest(value: Decimal) -> int | Decimal:
    return int(value) if value == value.to_integral_value() else value.normalize()


def put_sums(
    form: Form,
    row: int,
    indicators: Sequence[str] = INDICATORS,
    fields: Sequence[str] = FIELDS,
    mark: str = "sum",
) -> None:
    """Type the right sums into a row; the marks are (mark, field)."""
    for name in FIELDS:
        form.sheet.marks[mark, name] = row, form.column(name)
        if name in fields:
            form.sheet.put(row, form.column(name), shortest(amount(form, name, indicators)))


def add_total(form: Form, label: str = "合计", column: str = "indicator", top: bool = False) -> int:
    """A row of right sums over the whole table, under or above it."""
    row = form.first_row if top else form.last_row + 1
    form.sheet.insert_rows(row)
    form.sheet.put(row, form.column(column), label)
    put_sums(form, row)
    return row


def add_subtotals(form: Form, label: str = "小计", column: str = "indicator") -> None:
    """A row of right sums under each project; ``{}`` in the label is the project's name."""
    for project in reversed(PROJECTS):
        inside = indicators_of(project)
        row = form.row(inside[-1]) + 1
        form.sheet.insert_rows(row)
        form.sheet.put(row, form.column(column), label.format(project))
        put_sums(form, row, inside, mark=f"sum of {project}")


def add_row(form: Form, at: int, name: Written | None, *figures: Written, project: str = "") -> int:
    """Put a row in with an indicator's name, its project and up to four figures."""
    form.sheet.insert_rows(at)
    form.sheet.put(at, form.column("indicator"), name)
    form.sheet.put(at, form.column("project"), project or None)
    for column, figure in zip(FIELDS, figures, strict=False):
        form.sheet.put(at, form.column(column), figure)
    form.sheet.marks["added", "name"] = at, form.column("indicator")
    form.sheet.marks["added", "project"] = at, form.column("project")
    for column in FIELDS:
        form.sheet.marks["added", column] = at, form.column(column)
    return at


def add_text(form: Form, at: int, text: str, across: bool = False, left: int = 1) -> None:
    """Put a row of text in, in one cell or merged across the table."""
    form.sheet.insert_rows(at)
    form.sheet.put(at, left, text)
    if across:
        form.sheet.merge(at, left, at, LAST)


SUMS = [("sum", name) for name in FIELDS]
ADDED = [("added", name) for name in ("name", "project", *FIELDS)]


def forget(form: Form, indicator: str, *names: str) -> None:
    """Nothing can be read for these fields of an indicator."""
    for name in names or FIELDS:
        form.truth[indicator, name] = None


def empty_row(form: Form, indicator: str, *names: str) -> None:
    """Leave an indicator's cells blank."""
    for name in names or FIELDS:
        form.type(indicator, name, None)


def clear_foot(form: Form) -> int:
    """Take the foot away; the row directly under the table."""
    for place in [place for place in form.sheet.cells if place[0] > form.last_row]:
        del form.sheet.cells[place]
    return form.last_row + 1


def nameless(form: Form, indicator: str) -> None:
    """What is to be said where an indicator's name is not one: there, and that it is missing."""
    form.refuse("E-INDICATOR-UNKNOWN E-ROW-NAMELESS", ("name", indicator), *figures_of(indicator))
    form.refuse("E-INDICATOR-MISSING E-INDICATOR-UNKNOWN E-ROW-NAMELESS")
    forget(form, indicator)


def figures_of(indicator: str) -> list[object]:
    return [(indicator, name) for name in FIELDS]


def each(group_name: str, variants: dict[str, Any], change: Callable[[Form, Any], object]) -> None:
    """One kind per variant: its name ends in the variant's, ``change`` gets its value."""
    for name, value in variants.items():

        def made(form: Form, value: Any = value) -> None:
            change(form, value)

        kind("rows", f"{group_name}: {name}")(made)


# ---------------------------------------------------------------- rows put in between


@kind("rows", "a blank row after the header and after every row")
def blank_rows(form: Form) -> None:
    part_everything(form)
    for row in range(form.last_row + 1, form.first_row - 1, -1):
        form.sheet.insert_rows(row)


@kind("rows", "two blank rows in the middle of a merged project")
def blank_rows_in_project(form: Form) -> None:
    form.sheet.insert_rows(form.row("care_home"), 2)


@kind("rows", "rows of nothing but blanks and dashes")
def rows_of_dashes(form: Form) -> None:
    row = form.row("home_sports")
    form.sheet.insert_rows(row, 2)
    for column in range(1, LAST + 1):
        form.sheet.put(row, column, "　 ")
        form.sheet.put(row + 1, column, "——" if column >= 7 else " ")


@kind("rows", "numbered lines left empty at the end")
def numbered_lines(form: Form) -> None:
    row = form.last_row + 1
    form.sheet.insert_rows(row, 3)
    for number in range(3):
        form.sheet.put(row + number, 1, 9 + number)
        form.sheet.put(row + number, 4, "人")


def _sections(form: Form, value: Any) -> None:
    words, across, left = value
    firsts = ("home_access_limb", "vocational_training", "assistive_devices")
    for text, indicator in zip(words, firsts, strict=True):
        add_text(form, form.row(indicator), text, across, left)


each(
    "section rows",
    {
        "in the 序号 column": (("三、生活类", "二、就业类", "一、康复类"), False, 1),
        "in the 项目 column": (("三、生活类", "二、就业类", "一、康复类"), False, 2),
        "merged across the table": (("三、 生活类", "二、 就业类", "一、 康复类"), True, 1),
        "with numbers of projects in them": (
            ("（三）生活类（3项）", "（二）就业类（2项，教育就业部）", "（一）康复类（共2项）"),
            True,
            1,
        ),
        "as 第一部分": (("第三部分", "第二部分", "第一部分"), True, 1),
        "called like an indicator, merged": (("三、生活类", "二、就业服务", "一、康复类"), True, 1),
        "called like an indicator, in 项目": (("三、生活类", "二、就业服务", "一、康复类"), False, 2),
    },
    _sections,
)  # fmt: skip


@kind("rows", "a section row with figures of its own")
def section_with_figures(form: Form) -> None:
    add_row(form, form.row("vocational_training"), None, 183, 1762, project="一、康复类")
    form.refuse("E-INDICATOR-UNKNOWN E-ROW-NAMELESS", *ADDED)
    form.refuse("E-INDICATOR-UNKNOWN E-ROW-NAMELESS")


@kind("rows", "a project's own row with its sum and no word for it")
def project_row_with_sum(form: Form) -> None:
    add_row(form, form.row("care_institution"), None, 17, 210, 22, 27, project=PROJECTS[4])
    form.refuse("E-INDICATOR-UNKNOWN E-ROW-NAMELESS", *ADDED)
    for _ in FIELDS[1:]:
        form.refuse("E-INDICATOR-UNKNOWN E-ROW-NAMELESS")


def _headings(form: Form, value: Any) -> None:
    """Every project has a heading of its own and its indicators stand beneath."""
    column, across, words, more = value
    part_everything(form)
    for number, project in reversed(list(enumerate(PROJECTS))):
        first = indicators_of(project)[0]
        row = form.row(first)
        form.sheet.insert_rows(row)
        text = words.format("一二三四五六七八"[number], project)
        form.sheet.put(row, form.column(column), text)
        if "unit" in more:
            form.sheet.put(row, form.column("unit"), next(r[4] for r in ROWS if r[2] == project))
        for target in ("target_province", "target_city") if "target" in more else ():
            form.sheet.put(row, form.column(target), form.sheet.value(row + 1, form.column(target)))
            form.sheet.put(row + 1, form.column(target), None)
        if across:
            form.sheet.merge(row, 1, row, LAST)


each(
    "each project as a heading",
    {
        "in 序号": ("sequence", False, "{0}、{1}", ""),
        "in 项目": ("project", False, "{1}", ""),
        "in 项目, numbered": ("project", False, "{0}、{1}", ""),
        "merged across the table": ("sequence", True, "{0}、{1}", ""),
        "with the unit": ("project", False, "{1}", "unit"),
        "with the targets": ("project", False, "{1}", "target"),
        "with unit and targets": ("project", False, "{1}", "unit target"),
    },
    _headings,
)


@kind("rows", "a project's own row without figures above its indicators")
def project_row(form: Form) -> None:
    part_everything(form)
    add_row(form, form.row("rehab_adult"), None, project="残疾人精准康复服务")


@kind("rows", "a remark of the drafter between the rows")
def text_between(form: Form) -> None:
    add_text(
        form, form.row("employment_service"), "（以下2项由教育就业部填报，9月2日前报送）", True
    )


@kind("rows", "figures with no name at all")
def figures_without_name(form: Form) -> None:
    add_row(form, form.row("home_sports"), None, 4, 44)
    form.refuse("E-ROW-NAMELESS E-INDICATOR-UNKNOWN", *ADDED)
    form.refuse("E-ROW-NAMELESS E-INDICATOR-UNKNOWN")


def _nameless_figures(form: Form, value: Any) -> None:
    add_row(form, form.row("home_sports"), None, *value)
    for _ in value:
        form.refuse("E-ROW-NAMELESS E-INDICATOR-UNKNOWN", *ADDED)


each(
    "figures with no name in the middle",
    {
        "as text": ("4", "44"),
        "with units": ("4户", "44户"),
        "with words": ("4户（新增）", "44户（含新增4户）"),
        "spoilt into dates": (date(2021, 1, 4), date(2021, 2, 13)),
    },
    _nameless_figures,
)


@kind("rows", "a section row that repeats the words of the columns")
def section_with_column_words(form: Form) -> None:
    row = form.row("vocational_training")
    form.sheet.insert_rows(row)
    form.sheet.line(row, "二、就业类", left=2)
    form.sheet.line(row, "本月完成", "累计完成", "本月投入资金", "累计投入资金", left=7)


@kind("rows", "a single stray number under a column")
def stray_number(form: Form) -> None:
    add_row(form, form.last_row + 1, None, None, 2486)
    form.refuse("E-ROW-NAMELESS E-INDICATOR-UNKNOWN", ("added", "completed_total"))


# ---------------------------------------------------------------- 序号


def _numbers(form: Form, value: Any) -> None:
    for indicator, text in zip(INDICATORS, value, strict=True):
        form.sheet.put(form.row(indicator), 1, text)


each(
    "sequence",
    {
        "as text": tuple(str(n) for n in range(1, 13)),
        "with points": tuple(f"{n}." for n in range(1, 13)),
        "in two levels as text": ("1", "2.1", "2.2", "3", "4", "5.1", "5.2", "6.1", "6.2", "7", "8.1", "8.2"),
        "in two levels as numbers": tuple(
            Decimal(text) for text in "1 2.1 2.2 3 4 5.1 5.2 6.1 6.2 7 8.1 8.2".split()
        ),
        "in Chinese": tuple("一 二 二 三 四 五 五 六 六 七 八 八".split()),
        "in brackets": tuple(f"（{text}）" for text in "一 二 三 四 五 六 七 八 九 十 十一 十二".split()),
        "in circles": tuple("①②③④⑤⑥⑦⑧⑨⑩⑪⑫"),
        "left out": (None,) * 12,
        "only on some rows": (1, None, None, 3, None, 5, None, None, None, 7, None, None),
        "twice the same": (1, 2, 2, 3, 3, 3, 3, 4, 4, 4, 5, 5),
        "spoilt into dates": (1, date(2021, 2, 1), date(2021, 2, 2), *range(4, 13)),
        "with words": tuple(f"项目{n}" for n in range(1, 13)),
    },
    _numbers,
)  # fmt: skip


@kind("rows", "sequence: a formula without a result", "no_result")
def sequence_formula(form: Form) -> None:
    for indicator in INDICATORS:
        form.sheet.put(form.row(indicator), 1, Put(None, formula="ROW()-4"))


@kind("rows", "sequence: merged over a project")
def sequence_merged(form: Form) -> None:
    for project in PROJECTS:
        inside = [form.row(indicator) for indicator in indicators_of(project)]
        if len(inside) > 1:
            form.sheet.merge(inside[0], 1, inside[-1], 1)


# ---------------------------------------------------------------- 项目


@kind("rows", "project repeated on every row")
def project_repeated(form: Form) -> None:
    part_projects(form)


@kind("rows", "project only on its first row, not merged")
def project_first_only(form: Form) -> None:
    part_projects(form, repeat=False)


@kind("rows", "targets split over a project's indicators")
def targets_split(form: Form) -> None:
    part_everything(form)
    for column in ("target_province", "target_city"):
        for indicator, figure in (("rehab_adult", 1000), ("rehab_child", 120)):
            form.sheet.put(form.row(indicator), form.column(column), figure)
            form.sheet.marks[indicator, column] = form.row(indicator), form.column(column)
        form.warn("W-TARGET-DIFFERS", ("rehab_adult", column))
        form.warn("W-TARGET-DIFFERS", ("rehab_adult", column), ("rehab_child", column))


@kind("rows", "project and targets only on the first row, targets repeated")
def targets_repeated(form: Form) -> None:
    part_projects(form, repeat=False)
    part_projects(form, "target_province")
    part_projects(form, "target_city")


@kind("rows", "project cells left blank")
def project_blank(form: Form) -> None:
    part_projects(form)
    for indicator in INDICATORS:
        rename(form, indicator, None, "project")


def _project_names(form: Form, value: Any) -> None:
    for project in PROJECTS:
        row = form.row(indicators_of(project)[0])
        form.sheet.put(row, form.column("project"), value(project))


_SHORT = "辅具适配 精准康复 技能培训 就业服务 托养服务 无障碍改造 康复体育 大学生助学"
SHORT = dict(zip(PROJECTS, _SHORT.split(), strict=True))
each(
    "project written",
    {
        "by its short name": SHORT.__getitem__,
        "with a number before": lambda name: f"{PROJECTS.index(name) + 1}.{name}",
        "with a Chinese number before": lambda name: (f"{'一二三四五六七八'[PROJECTS.index(name)]}、{name}"),
        "with a line break": lambda name: f"{name[:5]}\n{name[5:]}",
        "with full-width blanks": lambda name: f"　{name[:3]}　{name[3:]}",
        "with its unit": lambda name: f"{name}（{'户' if '家庭' in name else '人'}）",
        "short, numbered and broken": lambda name: f"{PROJECTS.index(name) + 1}、\n{SHORT[name]} ",
    },
    _project_names,
)  # fmt: skip


@kind("rows", "project of one indicator written by the indicator's alias")
def project_by_alias(form: Form) -> None:
    rename(form, "assistive_devices", "辅助器具适配", "project")
    rename(form, "vocational_training", "残疾人技能培训", "project")


def _wrong_project(form: Form, value: Any) -> None:
    part_projects(form)
    rename(form, "care_home", value, "project")
    form.warn("W-PROJECT-NAME", ("name", "care_home"), ("row", "care_home"))


each(
    "wrong project",
    {
        "another's": "残疾人就业服务",
        "another's short name": "无障碍改造",
        "one that is not in the plan": "残疾人证办理",
        "one that looks alike": "残疾人托养",
    },
    _wrong_project,
)


@kind("rows", "wrong project: the merged cell reaches one row too far")
def project_merged_too_far(form: Form) -> None:
    form.sheet.merges.remove((6, 2, 7, 2))
    form.sheet.merge(6, 2, 8, 2)
    form.warn("W-PROJECT-NAME", ("project",), ("row", "vocational_training"))
    form.sheet.marks["project",] = (6, 2)


@kind("rows", "wrong project: two rows have changed places under merged projects")
def projects_swapped(form: Form) -> None:
    part_projects(form)
    for column in ("target_province", "target_city"):
        part_projects(form, column, repeat=False)
        for project in (PROJECTS[1], PROJECTS[4]):
            form.sheet.put(form.row(indicators_of(project)[0]), form.column(column), None)
    for indicator, words in (("rehab_child", "机构托养"), ("care_institution", "残疾儿童康复")):
        rename(form, indicator, words)
    sheet, down = form.sheet, form.row("care_institution") - form.row("rehab_child")
    for name in (*FIELDS, "note"):
        upper, lower = sheet.marks["rehab_child", name], sheet.marks["care_institution", name]
        assert lower[0] - upper[0] == down
        sheet.marks["rehab_child", name], sheet.marks["care_institution", name] = lower, upper
    for indicator in ("rehab_child", "care_institution"):
        form.truth |= {
            (indicator, name): Decimal(str(sheet.value(*form.place(indicator, name))))
            * (10_000 if name in FUNDS else 1)
            for name in FIELDS
        }
    upper_row, lower_row = form.row("rehab_child"), form.row("care_institution")
    sheet.marks |= {("project", 1): (upper_row, 2), ("project", 2): (lower_row, 2)}
    for number in (1, 2):
        form.warn("W-PROJECT-NAME", ("project", number))
    # 60 people for 12 万元 and 29 for 34.8 万元 now stand for the other indicator.
    for indicator in ("rehab_child", "care_institution"):
        places = [(indicator, name) for name in ("completed_total", "funds_total_yuan")]
        form.warn("W-FUNDS-STANDARD", *places)


# ---------------------------------------------------------------- 指标


def _indicator_names(form: Form, value: Any) -> None:
    for indicator in INDICATORS:
        place = name_place(form, indicator)
        form.sheet.put(
            *place, value(str(form.sheet.value(*place)), INDICATORS.index(indicator) + 1)
        )


UNITS = {row[3]: row[4] for row in ROWS}
each(
    "indicator written",
    {
        "with blanks between the signs": lambda name, _: " ".join(name),
        "with full-width blanks before": lambda name, _: f"　　{name}",
        "with a no-break and a zero-width blank": lambda name, _: (f"\u00a0{name[:2]}\u200b{name[2:]}"),
        "with blanks behind": lambda name, _: f"{name}   ",
        "with a tabulator": lambda name, _: f"\t{name}",
        "over two lines": lambda name, _: f"{name[:3]}\n{name[3:]}",
        "over two lines with blanks": lambda name, _: f"{name[:2]} \n {name[2:]}\n",
        "with 1. before": lambda name, n: f"{n}.{name}",
        "with 1、 before": lambda name, n: f"{n}、{name}",
        "with (1) before": lambda name, n: f"({n}) {name}",
        "with （一） before": lambda name, n: f"（{'一二三四五六七八九十'[(n - 1) % 10]}）{name}",
        "with ① before": lambda name, n: f"{'①②③④⑤⑥⑦⑧⑨⑩⑪⑫'[n - 1]}{name}",
        "with 2.1 before": lambda name, n: f"2.{n} {name}",
        "with （人） after": lambda name, _: f"{name}（{UNITS[name]}）",
        "with a spaced (人) after": lambda name, _: f"{name} ( {UNITS[name]} )",
        "with [人] after": lambda name, _: f"{name}[{UNITS[name]}]",
        "with （单位：人） after": lambda name, _: f"{name}（单位：{UNITS[name]}）",
        "with number, break and unit": lambda name, n: (f"{n}、{name[:4]}\n{name[4:]}（{UNITS[name]}）"),
    },
    _indicator_names,
)  # fmt: skip

ALIASES: dict[str, tuple[str, ...]] = {
    "assistive_devices": (
        "辅具适配",
        "基本辅具适配",
        "残疾人辅助器具适配",
        "残疾人基本辅具适配",
        "辅具",
    ),
    "rehab_adult": (
        "成年康复",
        "成人康复",
        "成年残疾人",
        "成年残疾人康复服务",
        "成年残疾人基本康复",
    ),
    "rehab_child": ("儿童康复", "残疾儿童", "残疾儿童康复救助", "儿童康复救助", "残疾儿童康复训练"),
    "vocational_training": ("技能培训", "职业技术培训", "残疾人职业技能培训", "残疾人技能培训"),
    "employment_service": ("残疾人就业服务", "残疾人就业", "解决残疾人就业"),
    "care_institution": ("机构托养服务", "寄宿制托养", "残疾人机构托养"),
    "care_home": ("居家托养服务", "居家服务", "残疾人居家托养"),
    "home_access_limb": ("肢体残疾人", "肢体残疾人家庭无障碍改造", "肢体残疾家庭"),
    "home_access_other": ("其他残疾人", "其他残疾人家庭无障碍改造", "其他类别残疾人家庭"),
    "home_sports": ("康复体育", "残疾人康复体育进家庭", "康复体育进家庭服务", "居家康复体育"),
    "aid_student": ("困难残疾学生", "残疾大学生", "困难残疾大学生", "残疾学生助学"),
    "aid_child": ("残疾人家庭子女", "困难残疾人子女", "困难残疾人家庭子女", "残疾人子女助学"),
}


def _aliases(form: Form, value: Any) -> None:
    for indicator, names in ALIASES.items():
        rename(form, indicator, names[value % len(names)])


each("aliases of the plan", {str(n + 1): n for n in range(5)}, _aliases)


@kind("rows", "aliases with numbers, breaks and units")
def aliases_dressed(form: Form) -> None:
    for number, (indicator, names) in enumerate(ALIASES.items(), start=1):
        unit = ROWS[number - 1][4]
        rename(form, indicator, f"（{number}）{names[-1][:3]}\n{names[-1][3:]}（{unit}）")


@kind("rows", "indicator by a formula with its result", "result no_result")
def indicator_formula(form: Form) -> None:
    rename(form, "employment_service", Put("就业服务", formula='"就业"&"服务"'))


@kind("rows", "indicator by a formula without a result", "no_result")
def indicator_formula_bare(form: Form) -> None:
    rename(form, "employment_service", Put(None, formula='"就业"&"服务"'))
    part_projects(form)
    rename(form, "employment_service", None, "project")
    form.sheet.marks["name", "employment_service"] = name_place(form, "employment_service")
    codes = "E-FORMULA-NO-RESULT E-ROW-NAMELESS E-INDICATOR-UNKNOWN"
    form.refuse(codes, ("name", "employment_service"), *figures_of("employment_service"))
    form.refuse(f"E-INDICATOR-MISSING {codes}")
    forget(form, "employment_service")


@kind("rows", "project's name as indicator where it has only one")
def project_as_indicator(form: Form) -> None:
    for indicator in (
        "assistive_devices",
        "vocational_training",
        "employment_service",
        "home_sports",
    ):
        rename(form, indicator, PROJECT_OF[indicator])


@kind("rows", "indicator blank where the project has only one")
def indicator_blank(form: Form) -> None:
    for indicator in ("assistive_devices", "employment_service", "home_sports"):
        rename(form, indicator, None)


@kind("rows", "indicator blank and project merged across both columns")
def project_across(form: Form) -> None:
    for indicator in ("assistive_devices", "employment_service", "home_sports"):
        form.sheet.merge(form.row(indicator), 2, form.row(indicator), 3)


@kind("rows", "indicator merged across the column of units")
def indicator_over_unit(form: Form) -> None:
    for indicator in ("vocational_training", "care_home"):
        form.sheet.merge(form.row(indicator), 3, form.row(indicator), 4)


@kind("rows", "sequence merged across the project where it has no number")
def project_over_sequence(form: Form) -> None:
    for indicator in ("assistive_devices", "home_sports"):
        row = form.row(indicator)
        form.sheet.put(row, 1, PROJECT_OF[indicator])
        form.sheet.merge(row, 1, row, 2)


@kind("rows", "indicator blank where the project has two")
def indicator_blank_of_two(form: Form) -> None:
    part_projects(form)
    rename(form, "care_institution", None)
    nameless(form, "care_institution")
    form.sheet.marks["name", "care_institution"] = form.row("care_institution"), 2


@kind("rows", "project's name as indicator where it has two")
def project_of_two_as_indicator(form: Form) -> None:
    rename(form, "care_institution", "残疾人托养服务")
    nameless(form, "care_institution")


@kind("rows", "indicator given in the project column")
def indicator_in_project_column(form: Form) -> None:
    part_projects(form)
    for indicator in INDICATORS:
        row = form.row(indicator)
        form.sheet.put(row, form.column("project"), form.sheet.value(row, form.column("indicator")))
        form.sheet.put(row, form.column("indicator"), None)


@kind("rows", "no project column, indicators stand under 项目")
def only_project_header(form: Form) -> None:
    part_projects(form)
    remove_column(form, "project")
    form.sheet.put(form.header_top, form.column("indicator"), "项目")


@kind("rows", "no indicator column and a project with two rows")
def only_projects(form: Form) -> None:
    part_projects(form)
    remove_column(form, "indicator")
    for project in PROJECTS:
        inside = indicators_of(project)
        for indicator in inside if len(inside) > 1 else []:
            forget(form, indicator)
            form.refuse("E-INDICATOR-UNKNOWN E-INDICATOR-MISSING E-ROW-NAMELESS E-DUPLICATE-ROW")
            form.refuse("E-INDICATOR-UNKNOWN E-INDICATOR-MISSING E-ROW-NAMELESS E-DUPLICATE-ROW")
            for _ in FIELDS:
                form.refuse(
                    "E-INDICATOR-UNKNOWN E-INDICATOR-MISSING E-ROW-NAMELESS E-DUPLICATE-ROW"
                )


def _alike(form: Form, value: Any) -> None:
    indicator, words = value
    rename(form, indicator, words)
    nameless(form, indicator)


each(
    "looks alike and is none",
    {
        words: (indicator, words)
        for indicator, words in (
            ("assistive_devices", "辅助器具"),
            ("assistive_devices", "辅助器具适配人数"),
            ("rehab_adult", "残疾人康复"),
            ("rehab_adult", "成年残疾人康复训练"),
            ("rehab_child", "残疾儿童康复服务"),
            ("employment_service", "就业服务（含创业）"),
            ("care_institution", "机构托管"),
            ("care_home", "残疾人托养服务（居家）"),
            ("home_access_limb", "肢体残疾人家庭改造"),
            ("home_access_other", "其他残疾家庭"),
            ("home_sports", "康复体育进家"),
            ("aid_child", "残疾人子女、残疾学生"),
        )
    },
    _alike,
)


def _other_unit(form: Form, value: Any) -> None:
    if not value:
        remove_column(form, "unit")
    rename(form, "home_access_limb", "肢体残疾人家庭（人）")
    form.sheet.marks["unit", 1] = form.row("home_access_limb"), form.column("indicator") + 1
    form.refuse("E-UNIT", ("name", "home_access_limb"), ("unit", 1))


each(
    "indicator with another unit in brackets",
    {"and its own in the column": True, "and no column of units": False},
    _other_unit,
)


@kind("rows", "two indicators in one row")
def two_names_in_a_row(form: Form) -> None:
    remove_row(form, "care_home")
    rename(form, "care_institution", "机构托养\n居家托养")
    nameless(form, "care_institution")
    form.refuse("E-INDICATOR-MISSING")


# ---------------------------------------------------------------- unknown, missing, twice


def _unknown(form: Form, value: Any) -> None:
    row = add_row(form, form.row("home_sports"), "残疾人证办理", *value, project="残疾人证办理")
    form.sheet.put(row, form.column("unit"), "人")
    form.refuse("E-INDICATOR-UNKNOWN", *ADDED)


each(
    "unknown indicator",
    {
        "with figures": (10, 90, 1, 2),
        "with one figure": (None, 90),
        "without figures": (),
        "with dashes": ("—", "—", "—", "—"),
        "with a zero": (0, 0, 0, 0),
    },
    _unknown,
)


@kind("rows", "unknown indicator with figures and 说明： in a column without a header")
def unknown_with_words(form: Form) -> None:
    row = add_row(form, form.row("home_sports"), "残疾人证办理", 10, 90, 1, 2)
    form.sheet.put(row, LAST + 1, "说明：省里新增")
    form.refuse("E-INDICATOR-UNKNOWN", *ADDED)


@kind("rows", "unknown indicator with figures as text and 注： beside")
def unknown_with_note(form: Form) -> None:
    row = add_row(form, form.row("home_sports"), "残疾人证办理", "10人", "90人")
    form.sheet.put(row, LAST + 1, "注：省里新增")
    form.refuse("E-INDICATOR-UNKNOWN", *ADDED)


@kind("rows", "unknown indicator with figures as text, the last, with a date beside")
def unknown_with_day(form: Form) -> None:
    row = add_row(form, form.last_row + 1, "残疾人证办理", "10人", "90人")
    form.sheet.put(row, LAST + 1, "日期：9月2日")
    form.refuse("E-INDICATOR-UNKNOWN", *ADDED)


@kind("rows", "unknown indicator that begins with 备注： in the middle of the table")
def unknown_called_remark(form: Form) -> None:
    add_row(form, form.row("home_sports"), "备注：残疾人证办理", 10, 90)
    form.refuse("E-INDICATOR-UNKNOWN E-ROW-NAMELESS", *ADDED)
    form.refuse("E-INDICATOR-UNKNOWN E-ROW-NAMELESS")


@kind("rows", "unknown indicator with figures, the last, with 备注： beside")
def unknown_last_with_words(form: Form) -> None:
    row = add_row(form, form.last_row + 1, "残疾人证办理", 10, 90, 1, 2)
    form.sheet.put(row, LAST + 2, "备注：省里新增")
    form.refuse("E-INDICATOR-UNKNOWN", *ADDED)


@kind("rows", "unknown indicator under a project's merged cell")
def unknown_under_project(form: Form) -> None:
    add_row(form, form.row("care_home"), "日间照料", 3, 30, 0, 1)
    form.refuse("E-INDICATOR-UNKNOWN", *ADDED)


@kind("rows", "unknown indicator and the one it stands for is missing")
def unknown_for_known(form: Form) -> None:
    rename(form, "aid_child", "困难家庭子女")
    nameless(form, "aid_child")


def _missing(form: Form, value: Any) -> None:
    for indicator in value:
        remove_row(form, indicator)
        form.refuse("E-INDICATOR-MISSING", None)


each(
    "missing indicator",
    {
        "one of two": ("care_home",),
        "the last": ("aid_child",),
        "a whole project": ("home_sports",),
        "three": ("assistive_devices", "rehab_child", "aid_student"),
    },
    _missing,
)


@kind("rows", "missing indicator and a total that fits without it")
def missing_with_total(form: Form) -> None:
    remove_row(form, "home_sports")
    form.refuse("E-INDICATOR-MISSING", None)
    row = max(form.row(name) for name in INDICATORS if name != "home_sports") + 1
    form.sheet.insert_rows(row)
    form.sheet.put(row, 2, "合计")
    put_sums(form, row)


def copy_row(form: Form, indicator: str, at: int) -> None:
    """Copy an indicator's row to row ``at`` (which is put in); marks are ("copy", field)."""
    source = form.row(indicator)
    cells = {column: put for (row, column), put in form.sheet.cells.items() if row == source}
    form.sheet.insert_rows(at)
    for column, put in cells.items():
        form.sheet.put(at, column, put)
    form.sheet.marks["copy", "name"] = at, form.column("indicator")
    for name in FIELDS:
        form.sheet.marks["copy", name] = at, form.column(name)


def twice(indicator: str) -> list[object]:
    copied = [("copy", name) for name in ("name", *FIELDS)]
    return [("row", indicator), ("name", indicator), *figures_of(indicator), *copied]


def mark_name(form: Form, indicator: str) -> None:
    form.sheet.marks["name", indicator] = name_place(form, indicator)


@kind("rows", "twice: equal rows directly after each other")
def twice_equal(form: Form) -> None:
    mark_name(form, "employment_service")
    copy_row(form, "employment_service", form.row("employment_service") + 1)
    form.warn("W-DUPLICATE-ROW", *twice("employment_service"))


@kind("rows", "twice: equal rows far from each other, once by an alias")
def twice_equal_far(form: Form) -> None:
    mark_name(form, "home_sports")
    copy_row(form, "home_sports", form.last_row + 1)
    form.sheet.put(*form.sheet.marks["copy", "name"], "居家康复体育")
    form.warn("W-DUPLICATE-ROW", *twice("home_sports"))


@kind("rows", "twice: equal figures written differently")
def twice_equal_text(form: Form) -> None:
    mark_name(form, "employment_service")
    copy_row(form, "employment_service", form.row("employment_service") + 1)
    form.sheet.put(*form.sheet.marks["copy", "completed_total"], "110人")
    form.warn("W-DUPLICATE-ROW", *twice("employment_service"))


@kind("rows", "twice: every figure differs")
def twice_different(form: Form) -> None:
    mark_name(form, "employment_service")
    copy_row(form, "employment_service", form.row("employment_service") + 1)
    for name, figure in zip(FIELDS, OTHERS, strict=True):
        form.sheet.put(*form.sheet.marks["copy", name], figure)
    form.refuse("E-DUPLICATE-ROW", *twice("employment_service"))
    forget(form, "employment_service")


@kind("rows", "twice: the second is hidden and differs", "hidden_lines")
def twice_hidden(form: Form) -> None:
    twice_different(form)
    form.sheet.hidden_rows.add(form.sheet.marks["copy", "name"][0])


@kind("rows", "twice: the second is hidden and equal", "hidden_lines")
def twice_hidden_equal(form: Form) -> None:
    twice_equal(form)
    form.sheet.hidden_rows.add(form.sheet.marks["copy", "name"][0])


@kind("rows", "twice: a corrected row under a note at the end")
def twice_corrected(form: Form) -> None:
    row = clear_foot(form)
    form.sheet.put(row, 1, "说明：以下为更正数")
    mark_name(form, "employment_service")
    copy_row(form, "employment_service", row + 1)
    for name, figure in zip(FIELDS, OTHERS, strict=True):
        form.sheet.put(*form.sheet.marks["copy", name], figure)
    form.refuse("E-DUPLICATE-ROW", *twice("employment_service"))
    forget(form, "employment_service")


@kind("rows", "three times, equal")
def three_times(form: Form) -> None:
    twice_equal(form)
    copy_row(form, "employment_service", form.last_row + 1)


# ---------------------------------------------------------------- rows of two lines, merged figures


@kind("rows", "every indicator on two lines, all cells merged")
def two_lines(form: Form) -> None:
    part_everything(form)
    for indicator in reversed(INDICATORS):
        row = form.row(indicator)
        form.sheet.insert_rows(row + 1)
        for column in range(1, LAST + 1):
            form.sheet.merge(row, column, row + 1, column)


@kind("rows", "an indicator's name on two lines, the second line empty")
def two_lines_second_empty(form: Form) -> None:
    row = form.row("employment_service")
    form.sheet.insert_rows(row + 1)
    for column in (1, 2, 3, 4, 11):
        form.sheet.merge(row, column, row + 1, column)


@kind("rows", "an indicator on two lines with figures on both")
def two_lines_both(form: Form) -> None:
    row = form.row("employment_service")
    form.sheet.insert_rows(row + 1)
    for column in (1, 2, 3, 4, 11):
        form.sheet.merge(row, column, row + 1, column)
    mark_name(form, "employment_service")
    for name, figure in zip(FIELDS, OTHERS, strict=True):
        form.sheet.marks["copy", name] = row + 1, form.column(name)
        form.sheet.put(row + 1, form.column(name), figure)
    form.sheet.marks["copy", "name"] = row + 1, 3
    for _ in FIELDS:
        form.refuse("E-DUPLICATE-ROW E-ROW-NAMELESS E-CELLS-TWO", *twice("employment_service"))
    forget(form, "employment_service")


def _order(form: Form, value: Any) -> None:
    order_rows(form, value)


each(
    "rows in another order",
    {
        "backwards": list(reversed(INDICATORS)),
        "shuffled": random.Random(7).sample(INDICATORS, len(INDICATORS)),
        "children first": sorted(INDICATORS, key=lambda name: "child" not in name),
    },
    _order,
)


def _shared(form: Form, value: Any) -> None:
    upper, lower, names = value
    for name in names:
        row, column = form.place(upper, name)
        form.sheet.merge(row, column, form.row(lower), column)
        form.refuse("E-CELL-SHARED", (upper, name))
        forget(form, upper, name)
        forget(form, lower, name)


each(
    "figure merged over",
    {
        "two indicators of one project": ("rehab_adult", "rehab_child", ("completed_total",)),
        "two projects": ("vocational_training", "employment_service", ("completed_month",)),
        "funds of two indicators": ("care_institution", "care_home", FUNDS),
        "all figures of two indicators": ("home_access_limb", "home_access_other", FIELDS),
    },
    _shared,
)


@kind("rows", "figure merged over month and total")
def merged_across(form: Form) -> None:
    row, column = form.place("employment_service", "completed_month")
    form.sheet.merge(row, column, row, column + 1)
    form.refuse("E-CELL-SHARED", ("employment_service", "completed_month"))
    forget(form, "employment_service", *PEOPLE)


@kind("rows", "blank figure cells merged over two indicators")
def blank_shared(form: Form) -> None:
    for name in FIELDS:
        for indicator in ("care_institution", "care_home"):
            form.type(indicator, name, None)
        row, column = form.place("care_institution", name)
        form.sheet.merge(row, column, row + 1, column)


def _words_shared(form: Form, value: Any) -> None:
    row, column = form.place("home_sports", "completed_month")
    empty_row(form, "home_sports")
    form.sheet.put(row, column, value)
    form.sheet.merge(row, column, row, column + 3)


each(
    "not reported, written once across the four figures",
    {"未开展": "未开展", "a dash": "——", "无": "无"},
    _words_shared,
)


@kind("rows", "figure merged over two indicators with the other's still under it")
def shared_with_leftover(form: Form) -> None:
    _shared(form, ("rehab_adult", "rehab_child", ("completed_total",)))
    form.sheet.put(*form.place("rehab_child", "completed_total"), 29)


@kind("rows", "figure merged with the empty row under it")
def merged_with_empty_row(form: Form) -> None:
    row = form.row("employment_service")
    form.sheet.insert_rows(row + 1)
    form.sheet.merge(row, 8, row + 1, 8)


# ---------------------------------------------------------------- 小计


def _subtotals(form: Form, value: Any) -> None:
    label, column = value
    add_subtotals(form, label, column)


each(
    "subtotals after each project, right",
    {
        "in 指标": ("小计", "indicator"),
        "in 项目": ("小计", "project"),
        "in 序号": ("小计", "sequence"),
        "spaced": ("小  计", "indicator"),
        "with a full-width blank": ("小　计", "project"),
        "with a unit": ("小计（人）", "indicator"),
        "with the project's name": ("{}小计", "indicator"),
        "with the project's name in 项目": ("{}小计", "project"),
        "with the project's name and a blank": ("{} 小计", "indicator"),
        "with 合计 for the word": ("{}合计", "indicator"),
    },
    _subtotals,
)  # fmt: skip


@kind("rows", "subtotals inside the merged project cell")
def subtotals_inside(form: Form) -> None:
    add_subtotals(form)
    for project in PROJECTS:
        top = form.row(indicators_of(project)[0])
        bottom = form.sheet.marks[f"sum of {project}", "completed_total"][0]
        form.sheet.merges = [m for m in form.sheet.merges if not (m[0] == top and m[1] == 2)]
        form.sheet.merge(top, 2, bottom, 2)


@kind("rows", "subtotals above their indicators with the project's name")
def subtotals_above(form: Form) -> None:
    part_everything(form)
    for project in reversed(PROJECTS):
        inside = indicators_of(project)
        row = form.row(inside[0])
        form.sheet.insert_rows(row)
        form.sheet.put(row, form.column("project"), project)
        form.sheet.put(row, form.column("indicator"), "小计")
        put_sums(form, row, inside, mark=f"sum of {project}")


@kind("rows", "subtotals by the project's short name at the end of the table")
def subtotals_at_end(form: Form) -> None:
    row = form.last_row + 1
    for project in reversed(PROJECTS):
        form.sheet.insert_rows(row)
        form.sheet.put(row, form.column("project"), SHORT[project])
        form.sheet.put(row, form.column("indicator"), "小计")
        put_sums(form, row, indicators_of(project), mark=f"sum of {project}")


@kind("rows", "subtotals and a total, all right")
def subtotals_and_total(form: Form) -> None:
    add_total(form, "合  计", "sequence")
    add_subtotals(form)


def _wrong_subtotal(form: Form, value: Any) -> None:
    label, column, name, figure = value
    add_subtotals(form, label, column)
    mark = f"sum of {PROJECTS[1]}", name
    form.sheet.put(*form.sheet.marks[mark], figure)
    form.refuse("E-SUM", mark)


each(
    "subtotal wrong",
    {
        "by one": ("小计", "indicator", "completed_total", 1063),
        "in the month": ("小计", "project", "completed_month", 120),
        "in funds by a hair": ("小计", "indicator", "funds_total_yuan", Decimal("84.86")),
        "with the project's name": ("{}小计", "indicator", "completed_total", 1033),
        "in 元 under 万元": ("小计", "sequence", "funds_month_yuan", 94000),
        "zero": ("小计", "indicator", "completed_total", 0),
    },
    _wrong_subtotal,
)


@kind("rows", "subtotal wrong: hidden", "hidden_lines")
def subtotal_hidden(form: Form) -> None:
    _wrong_subtotal(form, ("小计", "indicator", "completed_total", 1063))
    form.sheet.hidden_rows.add(form.sheet.marks[f"sum of {PROJECTS[1]}", "completed_total"][0])


@kind("rows", "subtotals hidden and right", "hidden_lines")
def subtotals_hidden_right(form: Form) -> None:
    add_subtotals(form)
    form.sheet.hidden_rows |= {
        form.sheet.marks[f"sum of {project}", "completed_total"][0] for project in PROJECTS
    }


@kind("rows", "subtotal of a section")
def subtotal_of_section(form: Form) -> None:
    row = form.row("vocational_training")
    form.sheet.insert_rows(row)
    form.sheet.put(row, 2, "康复类小计")
    put_sums(form, row, INDICATORS[:3])
    form.sheet.marks["sum", "name"] = row, 2
    for _ in FIELDS:
        form.refuse("E-SUM E-INDICATOR-UNKNOWN E-ROW-NAMELESS", ("sum", "name"), *SUMS)


# ---------------------------------------------------------------- 合计


def _total(form: Form, value: Any) -> None:
    label, column, top = value
    add_total(form, label, column, top)


each(
    "total right",
    {
        "合计 in 指标": ("合计", "indicator", False),
        "合计 in 项目": ("合计", "project", False),
        "合计 in 序号": ("合计", "sequence", False),
        "合 计": ("合 计", "sequence", False),
        "合　　计": ("合　　计", "project", False),
        "合\\n计": ("合\n计", "sequence", False),
        "总计": ("总计", "indicator", False),
        "总　计": ("总　计", "project", False),
        "全市": ("全市", "indicator", False),
        "合计 at the top": ("合计", "project", True),
        "全市 at the top": ("全市", "sequence", True),
        "总计 at the top in 指标": ("总 计", "indicator", True),
        "合计（人）": ("合计（人）", "indicator", False),
        "合计：": ("合计：", "sequence", False),
        "共计": ("共计", "indicator", False),
        "全县合计": ("全县合计", "project", False),
    },
    _total,
)  # fmt: skip


@kind("rows", "total right: label merged over four columns")
def total_merged(form: Form) -> None:
    row = add_total(form, "合  计", "sequence")
    form.sheet.merge(row, 1, row, 4)


@kind("rows", "total right: at the top and at the bottom")
def total_twice(form: Form) -> None:
    add_total(form, "全市", "sequence", top=True)
    add_total(form, "合计", "project")


@kind("rows", "total right: with the targets summed too")
def total_with_targets(form: Form) -> None:
    row = add_total(form)
    form.sheet.line(row, 2854, 2959, left=5)


@kind("rows", "total right: after a blank row")
def total_after_blank(form: Form) -> None:
    form.sheet.insert_rows(add_total(form))


@kind("rows", "total right: under the hidden rows it holds", "hidden_lines")
def total_over_hidden(form: Form) -> None:
    add_total(form)
    form.sheet.hidden_rows |= {form.row("care_institution"), form.row("care_home")}
    form.inform("I-HIDDEN")


@kind("rows", "total right: two indicators are not reported")
def total_over_blank(form: Form) -> None:
    empty_row(form, "care_home")
    for name in FIELDS:
        form.type("aid_child", name, "——")
    add_total(form, "合计", "project")


@kind("rows", "total right: only funds are summed")
def total_of_funds(form: Form) -> None:
    row = add_total(form, "合计", "sequence")
    for name in PEOPLE:
        form.sheet.put(row, form.column(name), None)


def _blank_total(form: Form, value: Any) -> None:
    row = add_total(form, "合计", "project")
    for name in PEOPLE:
        form.sheet.put(row, form.column(name), value)


each(
    "total right: people are left out as",
    {"/": "/", "—": "—", "——": "——", "无": "无", "a blank": " ", "*": "-"},
    _blank_total,
)


@kind("rows", "total right: all cells blank")
def total_blank(form: Form) -> None:
    row = form.last_row + 1
    form.sheet.insert_rows(row)
    form.sheet.put(row, 1, "合计")


def _text_total(form: Form, value: Any) -> None:
    people, funds = value
    row = add_total(form)
    form.sheet.put(row, form.column("completed_total"), people)
    form.sheet.put(row, form.column("funds_total_yuan"), funds)


each(
    "total right: as text",
    {
        "plain": ("2486", "223.15"),
        "with separators": ("2,486", "223.1500"),
        "with units": ("2486人", "223.15万元"),
        "full-width": ("２４８６", "２２３．１５"),
    },
    _text_total,
)


@kind("rows", "total right: in words")
def total_in_words(form: Form) -> None:
    row = add_total(form)
    form.sheet.put(row, form.column("completed_total"), "二千四百八十六")


@kind("rows", "total right: as a sentence across the row")
def total_as_sentence(form: Form) -> None:
    add_text(
        form,
        form.last_row + 1,
        "合计：本月完成274人（户），累计完成2486人（户），资金223.15万元",
        True,
    )


@kind("rows", "total right: an error value where nobody looks", "error")
def total_error_value(form: Form) -> None:
    """What a sum shows is compared where it can be read, and is no figure."""
    row = add_total(form)
    form.sheet.put(row, form.column("target_province"), ErrorValue("#REF!"))


@kind("rows", "total right: binary noise in the stored sum", "result")
def total_with_noise(form: Form) -> None:
    row = add_total(form)
    for name, stored in zip(FUNDS, ("32.749999999999996", "223.15000000000003"), strict=True):
        formula = f"SUM({letters(form.column(name))}5:{letters(form.column(name))}16)"
        form.sheet.put(row, form.column(name), Put(Decimal(stored), formula=formula))


@kind("rows", "total right: shown with one decimal", "format")
def total_shown_rounded(form: Form) -> None:
    row = add_total(form)
    form.sheet.put(row, form.column("funds_total_yuan"), Decimal("223.15"), "0.0")


@kind("rows", "total wrong: rounded to one decimal")
def total_rounded(form: Form) -> None:
    row = add_total(form)
    form.sheet.put(row, form.column("funds_total_yuan"), Decimal("223.2"))
    form.refuse("E-SUM", ("sum", "funds_total_yuan"))


def _wrong_total(form: Form, value: Any) -> None:
    label, column, top, name, figure = value
    row = add_total(form, label, column, top)
    form.sheet.put(row, form.column(name), figure)
    form.refuse("E-SUM", ("sum", name))


each(
    "total wrong",
    {
        "by one": ("合计", "project", False, "completed_total", 2487),
        "at the top": ("合计", "sequence", True, "completed_month", 247),
        "全市": ("全市", "indicator", False, "funds_total_yuan", Decimal("223.16")),
        "总 计": ("总 计", "project", False, "completed_month", 275),
        "as text": ("合计", "project", False, "completed_total", "2,487人"),
        "only of the people": ("合计", "indicator", False, "completed_total", 2340),
        "last month's": ("合　计", "sequence", False, "completed_total", 2212),
        "zero": ("合计", "indicator", False, "completed_total", 0),
        "negative": ("合计", "indicator", False, "completed_month", -274),
    },
    _wrong_total,
)  # fmt: skip


@kind("rows", "total wrong: hidden", "hidden_lines")
def total_hidden(form: Form) -> None:
    _wrong_total(form, ("合计", "project", False, "completed_total", 2487))
    form.sheet.hidden_rows.add(form.sheet.marks["sum", "completed_total"][0])


@kind("rows", "total wrong: counts the subtotals too")
def total_of_subtotals(form: Form) -> None:
    row = add_total(form, "合计", "project")
    form.sheet.put(row, form.column("completed_total"), 4972)
    add_subtotals(form)
    form.refuse("E-SUM", ("sum", "completed_total"))


@kind("rows", "total where a figure cannot be read")
def total_over_unreadable(form: Form) -> None:
    add_total(form, "合计", "project")
    form.type("rehab_adult", "completed_total", "约1033")
    form.refuse("E-INEXACT", ("rehab_adult", "completed_total"))


def formulas(form: Form, row: int, results: Sequence[Written], top: int = 0) -> None:
    for name, result in zip(FIELDS, results, strict=True):
        letter = letters(form.column(name))
        formula = f"SUM({letter}{top or form.first_row}:{letter}{row - 1})"
        form.sheet.put(row, form.column(name), Put(result, formula=formula))


@kind("rows", "total by formulas with right results", "result")
def total_formula(form: Form) -> None:
    row = add_total(form, "合计", "project")
    formulas(form, row, [shortest(amount(form, name, INDICATORS)) for name in FIELDS])


@kind("rows", "total by formulas with stale results", "result")
def total_formula_stale(form: Form) -> None:
    row = add_total(form, "合计", "project")
    formulas(form, row, [274, 2400, Decimal("32.75"), Decimal("223.15")])
    form.refuse("E-SUM", ("sum", "completed_total"))


@kind("rows", "total by formulas without results", "no_result")
def total_formula_bare(form: Form) -> None:
    formulas(form, add_total(form, "合计", "project"), [None] * 4)


@kind("rows", "subtotals by formulas without results", "no_result")
def subtotal_formula_bare(form: Form) -> None:
    add_subtotals(form)
    for project in PROJECTS:
        row = form.sheet.marks[f"sum of {project}", "completed_total"][0]
        formulas(form, row, [None] * 4, form.row(indicators_of(project)[0]))


@kind("rows", "total by formulas over a form with nothing in it", "result")
def total_formula_of_nothing(form: Form) -> None:
    for indicator in INDICATORS:
        empty_row(form, indicator)
    formulas(form, add_total(form), [0, 0, 0, 0])
    form.warn("W-NOTHING-REPORTED")


@kind("rows", "subtotal zero by formula where its project reports nothing", "result")
def subtotal_formula_of_nothing(form: Form) -> None:
    for indicator in ("care_institution", "care_home"):
        empty_row(form, indicator)
    add_subtotals(form)
    row = form.sheet.marks[f"sum of {PROJECTS[4]}", "completed_total"][0]
    formulas(form, row, [0, 0, 0, 0], form.row("care_institution"))


def _other_words(form: Form, value: Any) -> None:
    add_total(form, value, "indicator")
    form.sheet.marks["sum", "label"] = form.sheet.marks["sum", "completed_total"][0], 3
    for _ in FIELDS:
        form.refuse("E-INDICATOR-UNKNOWN E-ROW-NAMELESS", ("sum", "label"), *SUMS)


each(
    "sum by a word that is none",
    {word: word for word in ("累计", "上年同期", "本月比上月增加")},
    _other_words,
)


@kind("rows", "a column of sums beside the figures")
def sum_column(form: Form) -> None:
    form.sheet.insert_columns(form.column("note"))
    column = form.column("note") - 1
    form.sheet.put(form.header_top, column, "合计")
    form.sheet.merge(form.header_top, column, form.header_bottom, column)
    for indicator in INDICATORS:
        form.sheet.put(form.row(indicator), column, 99)


# ---------------------------------------------------------------- 其中


def _of_which(form: Form, value: Any) -> None:
    column, words = value
    row = form.row("employment_service") + 1
    for number, text in enumerate(words):
        add_row(form, row + number, None, 4 - number, 40 + number, Decimal("0.5"), 4)
        form.sheet.put(row + number, form.column(column), text)


each(
    "of which",
    {
        "其中：女": ("indicator", ("其中：女",)),
        "其中:农村": ("indicator", ("其中:农村",)),
        "indented": ("indicator", ("　　其中： 女", "    其中：农村")),
        "spaced": ("indicator", ("其 中：女",)),
        "with a unit": ("indicator", ("其中：女（人）",)),
        "with an age": ("indicator", ("其中：0-6岁儿童",)),
        "without a colon": ("indicator", ("其中女性",)),
        "with a number before": ("indicator", ("1.其中：女", "2.其中：脱贫户")),
        "in brackets": ("indicator", ("（其中：女）",)),
        "in 项目": ("project", ("其中：女", "其中：男")),
        "in 序号": ("sequence", ("其中：女",)),
        "over two lines": ("indicator", ("其中：\n女",)),
        "with (1) before": ("indicator", ("（1）其中：女", "（2）其中：男")),
    },
    _of_which,
)  # fmt: skip


@kind("rows", "of which: 其中 merged over two rows beside 男 and 女")
def of_which_merged(form: Form) -> None:
    row = form.row("employment_service") + 1
    add_row(form, row, "男", 6, 60, project="其中")
    add_row(form, row + 1, "女", 4, 50)
    form.sheet.merge(row, 2, row + 1, 2)


@kind("rows", "of which: inside a merged project, with a total beneath")
def of_which_with_total(form: Form) -> None:
    add_total(form, "合计", "project")
    add_subtotals(form)
    add_row(form, form.row("rehab_child"), "其中：女", 55, 480)
    add_row(form, form.row("care_home"), "其中：女", 2, 25, Decimal("0.4"), Decimal("4.8"))


@kind("rows", "of which: figures nobody could read")
def of_which_unreadable(form: Form) -> None:
    add_row(form, form.row("employment_service") + 1, "其中：女", "约4", Decimal("40.5"), "见附件")


@kind("rows", "of which: under the total")
def of_which_total(form: Form) -> None:
    row = add_total(form, "合计", "project")
    add_row(form, row + 1, "其中：农村", 100, 900, 10, 100)


@kind("rows", "of which: more than the row above")
def of_which_more(form: Form) -> None:
    add_row(form, form.row("employment_service") + 1, "其中：女", 100, 1100)


@kind("rows", "of which: formula without a result", "no_result")
def of_which_formula(form: Form) -> None:
    row = add_row(form, form.row("employment_service") + 1, "其中：女")
    form.sheet.put(row, 8, Put(None, formula="SUM(H9:H9)/2"))


@kind("rows", "of which: the second line has lost its 其中")
def of_which_then_bare(form: Form) -> None:
    row = form.row("employment_service") + 1
    add_row(form, row, "其中：男", 6, 60)
    add_row(form, row + 1, "      女", 4, 50)
    form.refuse("E-INDICATOR-UNKNOWN E-ROW-NAMELESS", *ADDED)


@kind("rows", "of which: an indicator of the plan is called 其中")
def of_which_indicator(form: Form) -> None:
    rename(form, "rehab_child", "其中：残疾儿童康复")
    form.refuse("E-INDICATOR-MISSING E-INDICATOR-UNKNOWN")
    forget(form, "rehab_child")


# ---------------------------------------------------------------- notes under the table


def _note_under(form: Form, value: Any) -> None:
    gap, left, text = value
    row = form.last_row + 1
    form.sheet.insert_rows(row, gap + 1)
    form.sheet.put(row + gap, left, text)


each(
    "note under the table",
    {
        "with words of the header": (0, 1, "注：1.本月完成指8月1日至31日完成数；2.累计完成 500 人以上的另附说明。"),
        "in the indicator column": (0, 3, "注：累计完成 500 人以上的另附说明"),
        "in the project column": (1, 2, "说明：本表资金单位为万元，累计完成含去年结转12人"),
        "with every word of the header": (1, 1, "填报说明：指标、本月完成、累计完成、累计投入资金（万元）由县区填写"),
        "under a figure": (1, 8, "累计完成 500"),
        "starred": (0, 1, "*累计完成数含2020年结转的15人"),
        "with a number of a rule": (0, 1, "备注：按冀残联〔2021〕12号文件执行，共涉及8项"),
        "check rule": (0, 1, "审核关系：累计完成=上月累计完成+本月完成"),
    },
    _note_under,
)  # fmt: skip


@kind("rows", "note under the table: several lines after 注：")
def notes_of_lines(form: Form) -> None:
    row = form.last_row + 1
    form.sheet.insert_rows(row, 4)
    form.sheet.put(row, 1, "注：")
    lines = ("本表一式两份；", "累计完成从1月1日起算；", "资金以万元为单位，保留2位小数。")
    for number, text in enumerate(lines, 1):
        form.sheet.put(row + number, 1, f"{number}.")
        form.sheet.put(row + number, 2, text)


@kind("rows", "note under the table: merged over rows and columns")
def note_merged(form: Form) -> None:
    row = form.last_row + 2
    form.sheet.insert_rows(row, 3)
    form.sheet.put(
        row, 1, "填表说明：\n1.指标按口径填报\n2.累计完成不得小于本月完成\n3.逾期3天通报"
    )
    form.sheet.merge(row, 1, row + 2, LAST)


# ---------------------------------------------------------------- the foot


def _foot(form: Form, value: Any) -> None:
    row = clear_foot(form)
    for letter, words in value.items():
        form.sheet.put(row, "ABCDEFGHIJK".index(letter) + 1, words)


each(
    "foot directly under the table",
    {
        "in one cell": {"A": "填表人：甲　审核人：乙　联系电话：0335-2022222　填报日期：2021年9月2日"},
        "in one cell with a mobile number": {"A": "填表人：甲 联系电话：13000000000 填报日期：2021.9.2"},
        "in many cells": {"A": "单位负责人：", "C": "丙", "D": "审核人：", "G": "乙", "I": "填表人：", "K": "甲"},
        "with a date under a figure": {"A": "填表人：甲", "H": "填报日期：", "I": date(2021, 9, 2)},
        "with a landline as a number": {"A": "填表人：甲", "G": "联系电话：", "H": 2022222},
        "with a mobile as a number": {"A": "填表人：甲", "G": "联系电话", "H": 13000000000},
        "with the telephone first": {"A": "联系电话：", "B": "0335-2022222", "G": "填表人：甲"},
        "in the indicator column": {"C": "填表人：甲", "G": "审核人：乙", "I": "联系电话：0335-2022222"},
        "of signatures": {"A": "单位负责人（签章）：", "G": "统计负责人（签章）：", "K": "（公章）"},
        "with the month in it": {"A": "报出日期：2021年9月2日", "G": "报告期内无调整", "K": "共 1 页"},
        "分管领导": {"A": "分管领导：丙", "G": "经办人：甲", "I": "报送时间：", "J": date(2021, 9, 2)},
        "制表": {"B": "制表：甲", "G": "复核：乙", "H": "日期：", "I": date(2021, 9, 2)},
        "填报人 in 项目": {"B": "填报人", "C": "甲", "G": "电话", "H": "2022222", "I": "填报时间", "J": "2021-09-02"},
        "year, month and day in cells": {"A": "填表人：甲", "G": 2021, "H": "年9月", "I": 2, "J": "日"},
    },
    _foot,
)  # fmt: skip


@kind("rows", "foot of many rows with dates and telephones")
def foot_of_rows(form: Form) -> None:
    row = clear_foot(form)
    labels = "单位负责人： 审核人： 填表人： 联系电话： 手机： 填报日期：".split()
    words: tuple[Written, ...] = ("丙", "乙", "甲", 2022222, "130 0000 0000", date(2021, 9, 2))
    for number, line in enumerate(zip(labels, words, strict=True)):
        form.sheet.line(row + number, *line, left=form.column("completed_month"))


def _odd_foot(form: Form, value: Any) -> None:
    gap, cells = value
    row = clear_foot(form) + gap
    for letter, words in cells.items():
        form.sheet.put(row, "ABCDEFGHIJK".index(letter) + 1, words)


each(
    "foot of other words",
    {
        f"{name}, {'after a blank row' if gap else 'without a gap'}": (gap, cells)
        for gap in (0, 1)
        for name, cells in (
            ("报出日期", {"A": "报出日期：", "G": date(2021, 9, 2)}),
            ("日期", {"D": "日期", "H": date(2021, 9, 2)}),
            ("传真", {"A": "传真：", "G": 2022223}),
            (
                "签发人",
                {"C": "签发人：丙", "G": "核对人：乙", "I": "录入人：甲"},
            ),
            (
                "理事长",
                {"A": "理事长：", "B": "丙", "G": "经手人：", "H": "甲"},
            ),
            (
                "signature and date",
                {"H": "昌黎县残疾人联合会", "J": "2021年9月2日"},
            ),
        )
    },
    _odd_foot,
)


@kind("rows", "foot of a seal and a date under it, without a gap")
def foot_of_seal(form: Form) -> None:
    row = clear_foot(form)
    form.sheet.put(row, 8, "昌黎县残疾人联合会")
    form.sheet.put(row + 1, 8, "2021年9月2日")


@kind("rows", "foot of a seal and a stored date under it")
def foot_of_seal_and_day(form: Form) -> None:
    row = clear_foot(form)
    form.sheet.put(row + 1, 8, "昌黎县残疾人联合会（盖章）")
    form.sheet.put(row + 2, 8, date(2021, 9, 2))


@kind("rows", "foot left out")
def no_foot(form: Form) -> None:
    clear_foot(form)


@kind("rows", "foot under a total, without a blank row")
def foot_under_total(form: Form) -> None:
    row = clear_foot(form)
    form.sheet.put(row, 1, "填表人：甲")
    form.sheet.put(row, 7, "填报日期：")
    form.sheet.put(row, 8, date(2021, 9, 2))
    add_total(form, "合计", "project")


# ---------------------------------------------------------------- other tables on the sheet


def draw(form: Form, row: int, lines: Sequence[Sequence[Written]], left: int = 1) -> None:
    for number, line in enumerate(lines):
        form.sheet.line(row + number, *line, left=left)


SOURCES: list[list[Written]] = [
    ["序号", None, "资金来源", None, None, None, "本月", "累计", "占比"],
    [1, None, "中央", None, None, None, 10, 100, "45%"],
    [2, None, "省级", None, None, None, 8, 60, "27%"],
    [3, None, "市县", None, None, None, Decimal("14.75"), Decimal("63.15"), "28%"],
    [None, None, "合计", None, None, None, 99, 999, "100%"],
]


@kind("rows", "second table: sources of the funds after the foot")
def sources_after_foot(form: Form) -> None:
    draw(form, 20, SOURCES)


@kind("rows", "second table: sources of the funds before the foot, with a title")
def sources_before_foot(form: Form) -> None:
    row = form.last_row + 2
    form.sheet.insert_rows(row, 7)
    form.sheet.put(row, 1, "附：资金来源情况")
    draw(form, row + 1, SOURCES)


@kind("rows", "second table: the plan's indicators with last year's figures")
def last_year_table(form: Form) -> None:
    lines: list[list[Written]] = [["序号", "项目", "指标", "单位", None, None, "上年同期", "增减"]]
    lines += [[n, row[2], row[3], row[4], None, None, 3, "+5%"] for n, row in enumerate(ROWS, 1)]
    draw(form, 20, lines)


BY_SOURCE: list[list[Any]] = [
    [None, "项目", None, None, None, None, "中央", "省级", "市县", "合计"],
    *[
        [None, project, None, None, None, None, 1, 2, 3, 6]
        for project in ("残疾人基本辅具适配", "残疾人就业服务", "残疾人康复体育进家庭")
    ],
]
LAST_YEAR: list[list[Any]] = [
    [None, None, "指标", None, None, None, "上年同期", "上年累计完成", "同比增减"],
    *[[None, None, row[3], None, None, None, 2, 20, "+5%"] for row in ROWS],
]


YEAR_2020: list[list[Any]] = [
    [None, None, "指标", None, None, None, "2020年8月", "2020年累计"],
    *LAST_YEAR[1:],
]


def _second_table(form: Form, value: Any) -> None:
    lines, title, with_foot = value
    row = form.last_row + 2 if not with_foot else 20
    if not with_foot:
        form.sheet.insert_rows(row, len(lines) + 2)
    form.sheet.put(row, 1, title or None)
    draw(form, row + bool(title), lines)


each(
    "second table",
    {
        "funds by project and source after the foot": (BY_SOURCE, "", True),
        "funds by project and source before the foot": (BY_SOURCE, "", False),
        "funds by project and source before the foot, titled": (BY_SOURCE, "附表：资金来源（万元）", False),
        "indicators last year after the foot": (LAST_YEAR, "", True),
        "indicators last year before the foot": (LAST_YEAR, "", False),
        "indicators last year before the foot, titled": (LAST_YEAR, "附：上年同期情况", False),
        "indicators in 2020 after the foot": (YEAR_2020, "", True),
        "sources without a sum before the foot": (SOURCES[:-1], "资金来源情况表", False),
    },
    _second_table,
)  # fmt: skip


def _missing_here_there(form: Form, value: Any) -> None:
    """The form lacks an indicator that the table below it has: that is not the form's row."""
    remove_row(form, "care_home")
    form.refuse("E-INDICATOR-MISSING", None)
    draw(form, 20, value)


each(
    "second table: after the foot has the row that the form lacks",
    {
        "last year's": LAST_YEAR,
        "last year's with numbers": [[n or "序号", *line[1:]] for n, line in enumerate(LAST_YEAR)],
        "next month's plan": [
            [None, None, "项目", None, None, None, "计划数", "备注"],
            *[[None, None, row[3], None, None, None, 5] for row in ROWS],
        ],
        "only that row under a title": [["附：上年同期"], [None, None, "居家托养", None, None, None, 5, 50]],
        "without a header": [["附：上年同期"], *[[None, None, row[3], None, None, None, 5, 50] for row in ROWS]],
    },
    _missing_here_there,
)  # fmt: skip


@kind("rows", "second table: townships with month and total")
def township_table(form: Form) -> None:
    lines: list[list[Written]] = [["序号", None, "乡镇", None, None, None, "本月完成", "累计完成"]]
    lines += [[n, None, f"示例{n}镇", None, None, None, n, 10 * n] for n in range(1, 5)]
    lines += [[None, None, "合计", None, None, None, 10, 100]]
    draw(form, 20, lines)


@kind("rows", "second table: to the right, of another kind")
def table_beside(form: Form) -> None:
    for number, line in enumerate(SOURCES):
        words = [
            {"本月": "金额（万元）", "累计": "全年"}.get(str(cell), cell) for cell in line if cell
        ]
        form.sheet.line(form.header_top + number, *words, left=14)


def copy_form(form: Form, down: int, right: int, rows: tuple[int, int]) -> None:
    """Copy a part of the sheet elsewhere on it."""
    top, bottom = rows
    for (row, column), put in list(form.sheet.cells.items()):
        if top <= row <= bottom:
            form.sheet.put(row + down, column + right, put)


TWO = "E-FORM-TWO E-FORM-REPEATED E-COLUMN-TWO E-DUPLICATE-ROW"


def two_forms(form: Form, codes: str = TWO) -> None:
    form.refuse_file(codes)
    for _ in range(30):
        form.refuse(codes)


@kind("rows", "second form under the first, last month's")
def second_form_under(form: Form) -> None:
    copy_form(form, 20, 0, (1, 18))
    form.sheet.put(22, 6, "报告期：2021年7月")
    for indicator in INDICATORS:
        for name in PEOPLE:
            row, column = form.place(indicator, name)
            form.sheet.put(row + 20, column, 1)
    two_forms(form)


@kind("rows", "second form under the first, another county's")
def second_county_under(form: Form) -> None:
    copy_form(form, 20, 0, (1, 18))
    form.sheet.put(22, 1, "填报单位：卢龙县")
    two_forms(form)


@kind("rows", "second form under the first, only header and rows, other figures")
def second_form_bare(form: Form) -> None:
    copy_form(form, 17, 0, (3, 16))
    for indicator in INDICATORS:
        row, column = form.place(indicator, "completed_total")
        form.sheet.put(row + 17, column, 5000)
    two_forms(form)


@kind("rows", "second form beside the first")
def second_form_beside(form: Form) -> None:
    copy_form(form, 0, 12, (1, 18))
    for indicator in INDICATORS:
        row, column = form.place(indicator, "completed_total")
        form.sheet.put(row, column + 12, 9999)
    two_forms(form)


@kind("rows", "the second half of the rows beside the first")
def halves_beside(form: Form) -> None:
    part_everything(form)
    for (row, column), put in list(form.sheet.cells.items()):
        if form.header_top <= row <= form.header_bottom:
            form.sheet.put(row, column + 12, put)
        if 11 <= row <= 16:
            form.sheet.put(row - 6, column + 12, put)
            form.sheet.put(row, column, None)
    two_forms(form, f"{TWO} E-INDICATOR-MISSING")


def _page_break(form: Form, value: Any) -> None:
    top, foot, gap = value
    height = form.header_bottom - top + 1
    at = form.row("care_institution")
    form.sheet.insert_rows(at, height + foot + gap)
    if foot:
        form.sheet.line(at, "填表人：甲", left=1)
        form.sheet.line(at, "第1页", left=9)
    for (row, column), put in list(form.sheet.cells.items()):
        if top <= row <= form.header_bottom:
            form.sheet.put(at + foot + gap + row - top, column, put)
    for merge in list(form.sheet.merges):
        if top <= merge[0] <= form.header_bottom:
            down = at + foot + gap - top
            form.sheet.merges.append((merge[0] + down, merge[1], merge[2] + down, merge[3]))


each(
    "page break with the header repeated",
    {
        "header only": (3, 0, 0),
        "after a blank row": (3, 0, 1),
        "with the line of unit and month": (2, 0, 0),
        "with title, line and header": (1, 0, 2),
        "with title, line and header without a gap": (1, 0, 0),
        "with a foot before and the title after": (1, 1, 1),
    },
    _page_break,
)


@kind("rows", "page break: before every project")
def header_before_every_project(form: Form) -> None:
    part_everything(form)
    head = {p: put for p, put in form.sheet.cells.items() if p[0] in (3, 4)}
    for project in PROJECTS[:0:-1]:
        at = form.row(indicators_of(project)[0])
        form.sheet.insert_rows(at, 2)
        for (row, column), put in head.items():
            form.sheet.put(at + row - 3, column, put)
        form.sheet.merge(at, 5, at, 6)


@kind("rows", "page break: an empty second page")
def empty_second_page(form: Form) -> None:
    row = clear_foot(form) + 2
    copy_form(form, row - 1, 0, (1, 4))
    for number in range(4, 8):
        form.sheet.put(row + number, 1, number + 9)


@kind("rows", "page break: the second page is in 元")
def second_page_in_yuan(form: Form) -> None:
    _page_break(form, (3, 0, 0))
    row = form.row("care_institution") - 2
    form.sheet.put(row, 9, "本月投入资金（元）")
    form.sheet.put(row, 10, "累计投入资金（元）")
    for indicator in INDICATORS[5:]:
        for name in FUNDS:
            form.sheet.put(
                *form.place(indicator, name), shortest(form.truth[indicator, name] or Decimal(0))
            )


@kind("rows", "page break: the second page says no unit of money")
def second_page_without_unit(form: Form) -> None:
    _page_break(form, (3, 0, 0))
    row = form.row("care_institution") - 2
    for column, words, name in ((9, "本月投入资金", FUNDS[0]), (10, "累计投入资金", FUNDS[1])):
        form.sheet.put(row, column, words)
        form.sheet.marks["second", name] = row, column
        form.refuse("E-FUNDS-UNIT", ("second", name), *[(i, name) for i in INDICATORS[5:]])
        for indicator in INDICATORS[5:]:
            forget(form, indicator, name)


@kind("rows", "page break: the second page has no columns for funds")
def second_page_without_funds(form: Form) -> None:
    _page_break(form, (3, 0, 0))
    row = form.row("care_institution") - 2
    for column, name in ((9, FUNDS[0]), (10, FUNDS[1])):
        form.sheet.put(row, column, None)
        for indicator in INDICATORS[5:]:
            form.type(indicator, name, None)


@kind("rows", "page break: the second page is another county's")
def page_of_other_county(form: Form) -> None:
    _page_break(form, (1, 0, 1))
    row = form.row("care_institution") - 3
    assert form.sheet.value(row, 1) == "填报单位：昌黎县"
    form.sheet.put(row, 1, "填报单位：卢龙县")
    two_forms(form, f"{TWO} E-REGION-UNKNOWN E-REGION-MISSING W-REGION-ELSEWHERE")


@kind("rows", "page break: the second page is another month's")
def page_of_other_month(form: Form) -> None:
    _page_break(form, (1, 0, 1))
    row = form.row("care_institution") - 3
    form.sheet.put(row, 6, "报告期：2021年7月")
    two_forms(form, f"{TWO} E-MONTH-SPAN E-MONTH-UNREADABLE")


@kind("rows", "page break: the columns change places on the second page")
def page_of_other_columns(form: Form) -> None:
    _page_break(form, (3, 0, 0))
    row = form.row("care_institution") - 2
    form.sheet.put(row, 7, "累计完成")
    form.sheet.put(row, 8, "本月完成")
    for indicator in INDICATORS[5:]:
        upper, lower = (
            form.place(indicator, "completed_month"),
            form.place(indicator, "completed_total"),
        )
        month, total = form.sheet.value(*upper), form.sheet.value(*lower)
        form.sheet.put(*upper, total)
        form.sheet.put(*lower, month)
        form.sheet.marks[indicator, "completed_month"] = lower
        form.sheet.marks[indicator, "completed_total"] = upper


# ---------------------------------------------------------------- hidden rows, blank forms


@kind("rows", "hidden rows with figures", "hidden_lines")
def hidden_rows(form: Form) -> None:
    form.sheet.hidden_rows |= {form.row("home_sports"), form.row("rehab_child")}
    form.inform("I-HIDDEN")


@kind("rows", "hidden row of an unknown indicator", "hidden_lines")
def hidden_unknown(form: Form) -> None:
    row = add_row(form, form.last_row + 1, "残疾人证办理", 10, 90)
    form.sheet.hidden_rows.add(row)
    form.refuse("E-INDICATOR-UNKNOWN", *ADDED)


@kind("rows", "hidden row with a bad figure", "hidden_lines")
def hidden_bad_figure(form: Form) -> None:
    form.type("home_sports", "completed_total", Decimal("36.5"))
    form.sheet.hidden_rows.add(form.row("home_sports"))
    form.refuse("E-NOT-INTEGER", ("home_sports", "completed_total"))
    form.inform("I-HIDDEN")


@kind("rows", "hidden blank rows, header row and foot", "hidden_lines")
def hidden_others(form: Form) -> None:
    form.sheet.hidden_rows |= {form.header_bottom, 17, 18}


@kind("rows", "all rows of the table hidden", "hidden_lines")
def all_hidden(form: Form) -> None:
    form.sheet.hidden_rows |= set(range(form.first_row, form.last_row + 1))
    form.inform("I-HIDDEN")


def _blank_form(form: Form, value: Any) -> None:
    for indicator in INDICATORS:
        for name in FIELDS:
            form.type(indicator, name, value)
    form.warn("W-NOTHING-REPORTED")


each(
    "nothing reported",
    {"blank": None, "dashes": "—", "无": "无", "/": "/", "未开展": "未开展", "blanks": "　"},
    _blank_form,
)


@kind("rows", "nothing reported but remarks and targets")
def nothing_but_remarks(form: Form) -> None:
    _blank_form(form, None)
    form.say("employment_service", "8月份没有开展，计划9月开班")


@kind("rows", "zero everywhere")
def zero_everywhere(form: Form) -> None:
    for indicator in INDICATORS:
        for name in FIELDS:
            form.type(indicator, name, 0, 0)


@kind("rows", "one row blank")
def one_row_blank(form: Form) -> None:
    empty_row(form, "aid_student")


@kind("rows", "only the total of an indicator")
def only_total(form: Form) -> None:
    empty_row(form, "employment_service", "completed_month", "funds_month_yuan")


@kind("rows", "only the month of an indicator")
def only_month(form: Form) -> None:
    empty_row(form, "employment_service", "completed_total", "funds_total_yuan")
    for month, total in zip(
        ("completed_month", "funds_month_yuan"),
        ("completed_total", "funds_total_yuan"),
        strict=True,
    ):
        form.warn("W-TOTAL-MISSING", ("employment_service", month), ("employment_service", total))


@kind("rows", "only the totals of all indicators")
def only_totals(form: Form) -> None:
    for indicator in INDICATORS:
        empty_row(form, indicator, "completed_month", "funds_month_yuan")


@kind("rows", "people without funds and funds without people")
def halves(form: Form) -> None:
    empty_row(form, "vocational_training", *FUNDS)
    empty_row(form, "care_home", *PEOPLE)


# ---------------------------------------------------------------- 备注


def _remark(form: Form, value: Any) -> None:
    form.say("employment_service", value)


each(
    "remark",
    {
        "plain": "含上年结转12人",
        "over three lines": "1.新增10人\n2.核减2人\n3.下月开班",
        "with leading and trailing blanks": "  　同比增长20%，详见附件　 ",
        "with inner blanks": "甲镇 5 人    乙镇  5 人",
        "of a dash": "—",
        "of 无": "无",
        "of one sign": "/",
        "of a number as text": "0120",
        "that begins with =": "=上月累计+本月",
        "that begins with a plus": "+10",
        "with a quotation mark": "'按“阳光家园”计划执行'",
        "long": "按照实施方案，" + "本月继续推进，下月验收；" * 150,
        "with a sum": "合计110人，小计10人，其中：女4人",
        "with words of the header": "累计完成 110，本月完成 10",
        "with another indicator": "其中居家托养150人在另表",
        "with a document number": "冀残联〔2021〕12号 0335-2022222",
        "with signs of markup": "<b>10</b> & “含” 5 > 3",
        "full-width": "累计１１０人（含 结转）",
        "with an emoji": "已完成👍",
    },
    _remark,
)  # fmt: skip


def _number_remark(form: Form, value: Any) -> None:
    written, note = value
    form.sheet.put(*form.place("employment_service", "note"), written)
    form.notes["employment_service"] = note


each(
    "remark of a number",
    {"12": (12, "12"), "2021": (2021, "2021"), "0.5": (Decimal("0.5"), "0.5"), "0": (0, "0")},
    _number_remark,
)


@kind("rows", "remark of a date", "format")
def remark_date(form: Form) -> None:
    form.sheet.put(*form.place("employment_service", "note"), date(2021, 8, 31), "yyyy-mm-dd")
    form.notes["employment_service"] = "2021-08-31"


@kind("rows", "remark by a formula with its result", "result no_result")
def remark_formula(form: Form) -> None:
    place = form.place("employment_service", "note")
    form.sheet.put(*place, Put("比上月增加10人", formula='"比上月增加"&G9&"人"'))
    form.notes["employment_service"] = "比上月增加10人"


@kind("rows", "remark by a formula without a result", "no_result")
def remark_formula_bare(form: Form) -> None:
    place = form.place("employment_service", "note")
    form.sheet.put(*place, Put(None, formula='"比上月增加"&G9&"人"'))
    form.refuse("E-FORMULA-NO-RESULT", ("employment_service", "note"))


@kind("rows", "remark in rich text", "runs")
def remark_runs(form: Form) -> None:
    runs = ("含上年", "结转", "12人")
    place = form.place("employment_service", "note")
    form.sheet.put(*place, Put("".join(runs), runs=runs))
    form.notes["employment_service"] = "".join(runs)


@kind("rows", "a comment on a figure and on a remark", "comment")
def cell_comments(form: Form) -> None:
    form.sheet.comments[form.place("employment_service", "completed_total")] = "上月为100，请核对"
    form.sheet.comments[form.place("employment_service", "note")] = "此处填说明"
    form.notes["employment_service"] = ""


@kind("rows", "remark merged over a project's rows")
def remark_merged(form: Form) -> None:
    row, column = form.place("care_institution", "note")
    form.say("care_institution", "按季度拨付，8月未拨")
    form.sheet.merge(row, column, row + 1, column)


@kind("rows", "remark merged over rows is the reason of the second too")
def remark_merged_reason(form: Form) -> None:
    row, column = form.place("care_institution", "note")
    form.say("care_institution", "更正：核减7月重复统计的2人")
    form.sheet.merge(row, column, row + 1, column)
    form.type("care_home", "completed_month", -2, -2)
    form.warn("W-NEGATIVE-MONTH", ("care_home", "completed_month"))


@kind("rows", "remark merged over the whole table")
def remark_over_all(form: Form) -> None:
    form.say("assistive_devices", "以上数据截至8月31日")
    form.sheet.merge(form.first_row, LAST, form.last_row, LAST)


@kind("rows", "remark column two columns wide, merged in each row")
def remark_wide(form: Form) -> None:
    for row in range(form.first_row, form.last_row + 1):
        form.sheet.merge(row, LAST, row, LAST + 1)
    form.say("employment_service", "含上年结转12人")


@kind("rows", "two remark columns")
def two_remarks(form: Form) -> None:
    form.sheet.put(form.header_top, LAST + 1, "说明")
    form.sheet.marks["column", "second note"] = form.header_top, LAST + 1
    form.say("employment_service", "含上年结转12人")
    del form.notes["employment_service"]
    form.sheet.put(form.row("employment_service"), LAST + 1, "下月开班")
    form.refuse("E-COLUMN-TWO", ("column", "note"), ("column", "second note"))


@kind("rows", "words right of the table without a header")
def words_beside(form: Form) -> None:
    form.sheet.put(form.row("employment_service"), LAST + 1, "请核对此行")
    form.sheet.put(form.row("care_home"), LAST + 2, 150)
    form.say("employment_service", "已核对")


@kind("rows", "remark beside a total, a subtotal and a blank row")
def remarks_elsewhere(form: Form) -> None:
    row = add_total(form, "合计", "project")
    form.sheet.put(row, LAST, "其中人数2340")
    form.sheet.insert_rows(form.row("home_sports"))
    form.sheet.put(form.row("home_sports") - 1, LAST, "以下为户数")


@kind("rows", "error value in the remark column", "error")
def remark_error(form: Form) -> None:
    form.sheet.put(*form.place("employment_service", "note"), ErrorValue("#N/A"))


# ---------------------------------------------------------------- several at once


@kind("rows", "sections, subtotals, a total, 其中, an alias and a foot without a gap")
def everything(form: Form) -> None:
    row = clear_foot(form)
    form.sheet.put(row, 1, "单位负责人：丙　审核人：乙　填表人：甲　电话：2022222")
    form.sheet.put(row, 9, date(2021, 9, 2))
    add_total(form, "合　计", "sequence")
    add_subtotals(form, "小计", "indicator")
    add_row(form, form.row("rehab_child"), "　其中：女", 55, 480)
    rename(form, "home_access_limb", "1.肢体残疾家庭（户）")
    _sections(form, (("三、生活类", "二、就业类", "一、康复类"), True, 1))


@kind("rows", "total right and one subtotal wrong, rows in another order")
def shuffled_with_sums(form: Form) -> None:
    order_rows(form, list(reversed(INDICATORS)))
    row = form.last_row + 1
    form.sheet.insert_rows(row, 2)
    form.sheet.put(row, 2, "残疾人托养服务小计")
    put_sums(form, row, indicators_of("残疾人托养服务"), mark="sub")
    form.sheet.put(row, form.column("completed_total"), 150)
    form.sheet.put(row + 1, 2, "合计")
    put_sums(form, row + 1)
    form.refuse("E-SUM", ("sub", "completed_total"))


@kind("rows", "page break, subtotals and a total at the end")
def page_break_with_sums(form: Form) -> None:
    add_total(form, "合计", "project")
    add_subtotals(form)
    _page_break(form, (3, 0, 0))
