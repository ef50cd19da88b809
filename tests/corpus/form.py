"""The monthly form of 昌黎县 for August 2021, as people retype it, and the truth in it.

The figures are invented (示例数据) and fit every rule, so that what a kind of mess adds is
the only thing to be said about a file.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from tests.corpus.sheet import Drawn, Place, Put, Written, address

Field = Literal["completed_month", "completed_total", "funds_month_yuan", "funds_total_yuan"]
Severity = Literal["error", "warning", "info"]

FIELDS: tuple[Field, ...] = (
    "completed_month",
    "completed_total",
    "funds_month_yuan",
    "funds_total_yuan",
)
REGION, MONTH, AS_OF = "130322", "2021-08", "2021-08-31"
TITLE = "秦皇岛市民生实事进度月报表"

# indicator, project's number, project, indicator, unit, 省定, 市定, four figures, money in 万元
ROWS: tuple[tuple[str, int, str, str, str, int, int, str, str, str, str], ...] = (
    ("assistive_devices", 1, "残疾人基本辅具适配", "辅助器具适配", "人", 840, 858, "60", "700", "3.1", "36.05"),
    ("rehab_adult", 2, "残疾人精准康复服务", "成年残疾人康复", "人", 1120, 1172, "120", "1033", "5.8", "50.05"),
    ("rehab_child", 2, "残疾人精准康复服务", "残疾儿童康复", "人", 1120, 1172, "3", "29", "3.6", "34.8"),
    ("vocational_training", 3, "残疾人职业技能培训", "职业技能培训", "人", 270, 280, "20", "230", "2", "23"),
    ("employment_service", 4, "残疾人就业服务", "就业服务", "人", 122, 125, "10", "110", "1.5", "12.25"),
    ("care_institution", 5, "残疾人托养服务", "机构托养", "人", 261, 270, "5", "60", "1", "12"),
    ("care_home", 5, "残疾人托养服务", "居家托养", "人", 261, 270, "12", "150", "1.2", "15"),
    ("home_access_limb", 6, "残疾人家庭无障碍改造", "肢体残疾人家庭", "户", 136, 144, "6", "50", "1.8", "15"),
    ("home_access_other", 6, "残疾人家庭无障碍改造", "其他残疾人家庭", "户", 136, 144, "7", "60", "1.4", "12"),
    ("home_sports", 7, "残疾人康复体育进家庭", "康复体育进家庭", "户", 37, 39, "3", "36", "0.15", "1.8"),
    ("aid_student", 8, "困难残疾大学生及残疾人子女助学", "残疾学生", "人", 68, 72, "8", "8", "3.2", "3.2"),
    ("aid_child", 8, "困难残疾大学生及残疾人子女助学", "残疾人子女", "人", 68, 72, "20", "20", "8", "8"),
)  # fmt: skip
INDICATORS = tuple(row[0] for row in ROWS)
HEAD: dict[str, str] = {
    "sequence": "序号",
    "project": "项目",
    "indicator": "指标",
    "unit": "单位",
    "target_province": "省定",
    "target_city": "市定",
    "completed_month": "本月完成",
    "completed_total": "累计完成",
    "funds_month_yuan": "本月投入资金（万元）",
    "funds_total_yuan": "累计投入资金（万元）",
    "note": "备注",
}
COLUMNS = tuple(HEAD)


@dataclass(frozen=True)
class Expected:
    """A finding that must be there: one of these codes, at one of these cells (None: at no cell).

    ``cells`` empty means that any place is right.
    """

    severity: Severity
    codes: frozenset[str]
    cells: frozenset[str | None] = frozenset()


@dataclass
class Form:
    """The sheet, the sheets before and after it, and what a reader must make of them.

    Addresses are asked when the file is finished: ``refuse`` and ``tell`` take marks, which
    move with the cells. A mark is (indicator, field), ("row", indicator), ("column", kind),
    ("region",), ("month",), ("as_of",), ("title",) or whatever a kind puts into ``sheet.marks``.
    """

    sheet: Drawn = field(default_factory=Drawn)
    before: list[Drawn] = field(default_factory=list)
    after: list[Drawn] = field(default_factory=list)
    file_name: str = "月报.xlsx"
    truth: dict[tuple[str, str], Decimal | None] = field(default_factory=dict)
    notes: dict[str, str] = field(default_factory=dict)
    region: str | None = REGION
    month: str | None = MONTH
    date_1904: bool = False
    # Whether the form as a whole is refused: then no figure need be read.
    refused: bool = False
    _expected: list[tuple[Severity, frozenset[str], tuple[object, ...]]] = field(
        default_factory=list
    )

    # ---- what is expected

    def refuse(self, codes: str, *marks: object) -> None:
        """Expect an error: codes parted by blanks, at one of the marks (a None mark: no cell)."""
        self._expect("error", codes, marks)

    def warn(self, codes: str, *marks: object) -> None:
        """Expect a warning."""
        self._expect("warning", codes, marks)

    def inform(self, codes: str, *marks: object) -> None:
        """Expect an info; infos that nobody expects are let pass."""
        self._expect("info", codes, marks)

    def refuse_file(self, codes: str, *marks: object) -> None:
        """Expect that the file is refused whole and no figure need be read."""
        self.refused = True
        self._expect("error", codes, marks)

    def _expect(self, severity: Severity, codes: str, marks: tuple[object, ...]) -> None:
        self._expected.append((severity, frozenset(codes.split()), marks))

    @property
    def expected(self) -> list[Expected]:
        return [
            Expected(severity, codes, frozenset(self._where(mark) for mark in marks))
            for severity, codes, marks in self._expected
        ]

    def _where(self, mark: object) -> str | None:
        return None if mark is None else address(self.sheet.marks[mark])

    # ---- places

    def row(self, indicator: str) -> int:
        return self.sheet.marks["row", indicator][0]

    def column(self, kind: str) -> int:
        return self.sheet.marks["column", kind][1]

    def place(self, indicator: str, name: str) -> Place:
        return self.sheet.marks[indicator, name]

    @property
    def header_top(self) -> int:
        return self.sheet.marks["header",][0]

    @property
    def header_bottom(self) -> int:
        return self.sheet.marks["header end",][0]

    @property
    def first_row(self) -> int:
        return min(self.row(indicator) for indicator in INDICATORS)

    @property
    def last_row(self) -> int:
        return max(self.row(indicator) for indicator in INDICATORS)

    @property
    def cells(self) -> dict[tuple[str, str], str]:
        """The address of every figure."""
        return {
            (indicator, name): address(self.place(indicator, name))
            for indicator in INDICATORS
            for name in FIELDS
            if (indicator, name) in self.sheet.marks
        }

    # ---- typing

    def type(
        self,
        indicator: str,
        name: str,
        written: Written | Put,
        reads: Decimal | int | str | None = None,
        number_format: str = "",
    ) -> None:
        """Type into a figure's cell; ``reads`` is what a careful person reads there.

        Money is given in yuan. None: not reported, or refused.
        """
        self.sheet.put(*self.place(indicator, name), written, number_format)
        self.truth[indicator, name] = None if reads is None else Decimal(reads)

    def say(self, indicator: str, note: str) -> None:
        """Type a remark."""
        self.sheet.put(*self.place(indicator, "note"), note)
        self.notes[indicator] = note.replace("\r\n", "\n").strip()

    def head(self, rows: Iterable[dict[str, Written]]) -> None:
        """Draw the header anew, row by row: {kind of column: words}."""
        drawn = list(rows)
        top, bottom = self.header_top, self.header_bottom
        have = bottom - top + 1
        self.sheet.merges = [
            merge for merge in self.sheet.merges if merge[2] < top or merge[0] > bottom
        ]
        for row, column in [place for place in self.sheet.cells if top <= place[0] <= bottom]:
            del self.sheet.cells[row, column]
        if len(drawn) > have:
            self.sheet.insert_rows(bottom + 1, len(drawn) - have)
        for _ in range(have - len(drawn)):
            self.sheet.delete_row(top + 1)
        self.sheet.marks["header",] = (top, 1)
        self.sheet.marks["header end",] = (top + len(drawn) - 1, 1)
        for number, words in enumerate(drawn):
            for kind, text in words.items():
                self.sheet.put(top + number, self.column(kind), text)

    def drop_column(self, kind: str) -> None:
        """Delete a column with its marks."""
        self.sheet.delete_column(self.column(kind))
        for mark in [mark for mark in self.sheet.marks if isinstance(mark, tuple) and mark[-1] == kind]:  # fmt: skip
            del self.sheet.marks[mark]

    def drop_row(self, indicator: str) -> None:
        """Delete an indicator's row with its marks and its truth."""
        self.sheet.delete_row(self.row(indicator))
        for mark in [mark for mark in self.sheet.marks if isinstance(mark, tuple) and indicator in mark]:  # fmt: skip
            del self.sheet.marks[mark]
        for name in FIELDS:
            self.truth[indicator, name] = None

    @property
    def sheets(self) -> list[Drawn]:
        return [*self.before, self.sheet, *self.after]


def plain_form() -> Form:
    """The form as the template draws it, retyped by hand: no `_meta`, no formulas.

    Row 1 title, row 2 填报单位 (A), 报告期 (F), 截至日期 (I), rows 3 and 4 header,
    rows 5 to 16 indicators, row 18 foot. Columns A to K in the order of COLUMNS.
    """
    form = Form()
    sheet = form.sheet
    sheet.put(1, 1, TITLE)
    sheet.merge(1, 1, 1, 11)
    sheet.put(2, 1, "填报单位：昌黎县")
    sheet.put(2, 6, "报告期：2021年8月")
    sheet.put(2, 9, "截至日期：2021-08-31")
    sheet.marks |= {("title",): (1, 1), ("region",): (2, 1), ("month",): (2, 6)}
    sheet.marks |= {("as_of",): (2, 9), ("header",): (3, 1), ("header end",): (4, 1)}
    for column, (kind, words) in enumerate(HEAD.items(), start=1):
        sheet.marks["column", kind] = (3, column)
        if kind.startswith("target"):
            sheet.put(4, column, words)
        else:
            sheet.put(3, column, words)
            sheet.merge(3, column, 4, column)
    sheet.put(3, 5, "年度任务")
    sheet.merge(3, 5, 3, 6)
    for number, row in enumerate(ROWS, start=5):
        _draw_row(form, number, row)
    sheet.put(18, 1, "填表人：甲")
    sheet.put(18, 6, "审核人：乙")
    sheet.put(18, 9, "填报日期：2021-09-02")
    sheet.marks["foot",] = (18, 1)
    return form


def _draw_row(form: Form, number: int, row: tuple[str | int, ...]) -> None:
    indicator, sequence, project, name, unit, province, city, *figures = row
    assert isinstance(indicator, str)
    sheet = form.sheet
    sheet.marks["row", indicator] = (number, 1)
    first = next(item[0] for item in ROWS if item[1] == sequence) == indicator
    sheet.line(number, sequence, project, name, unit)
    if first:
        sheet.line(number, province, city, left=5)
    elif sheet.merges and sheet.merges[-1][0] == number - 1:
        raise AssertionError("no project has three indicators")
    for column, (field_name, text) in enumerate(zip(FIELDS, figures, strict=True), start=7):
        amount = Decimal(str(text))
        sheet.marks[indicator, field_name] = (number, column)
        whole = amount == amount.to_integral_value()
        sheet.put(number, column, int(amount) if whole else amount)
        form.truth[indicator, field_name] = amount * (10_000 if column >= 9 else 1)
    sheet.marks[indicator, "note"] = (number, 11)
    if not first:
        for column in (2, 5, 6):
            sheet.merge(number - 1, column, number, column)
