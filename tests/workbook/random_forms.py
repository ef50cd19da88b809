"""A random truth in a random layout, as a person would still read it without doubt."""

import io
from dataclasses import dataclass, field
from decimal import Decimal
from random import Random
from typing import Any

import openpyxl
from openpyxl.utils import get_column_letter

from etl.domain.submission import FIELDS
from tests.workbook.forms import PLAN

MARKS = ("-", "—", "/", "无", "未开展", None)
MONTHS = ("本月", "当月", "3月")
TOTALS = ("累计", "截至本月累计", "本年累计", "1-3月累计")
DONE = ("完成", "完成数", "完成情况")
FUNDS = ("投入资金", "资金投入", "投入金额")
EXTRAS = (
    "完成率(%)",
    "上年同期累计完成",
    "到位资金(万元)",
    "开工数",
    "责任单位",
    "上月累计完成",
    "支付资金",
)
PER = {"元": 1, "千元": 1000, "万元": 10_000}


@dataclass
class Made:
    """The file, and what a reader must find in it."""

    content: bytes = b""
    values: dict[str, tuple[str | None, ...]] = field(default_factory=dict)
    cells: dict[str, tuple[str, ...]] = field(default_factory=dict)
    notes: dict[str, str] = field(default_factory=dict)
    sums: int = 0


class Writer:
    """Draws one layout and writes one truth into it."""

    def __init__(self, chance: Random) -> None:
        self.chance = chance
        book: Any = openpyxl.Workbook()
        self.book = book
        self.sheet = book.active
        self.sheet.title = chance.choice(("月报", "3月", "Sheet1", "2022.3"))
        self.made = Made()
        self.row = 1 + chance.choice((0, 0, 2))
        self.left = 1 + chance.choice((0, 0, 1, 3))
        self.unit = chance.choice(tuple(PER))
        where = (
            ("header", "group", "row")
            if self.unit == "千元"
            else ("header", "group", "caption", "row")
        )
        self.unit_where = chance.choice(where)
        self.style = chance.choice(("flat", "period", "measure"))
        self.columns = self._columns()

    def maybe(self, part: float = 0.5) -> bool:
        return self.chance.random() < part

    def put(self, row: int, kind_or_column: str | int, value: Any) -> None:
        column = self.place(kind_or_column) if isinstance(kind_or_column, str) else kind_or_column
        if value is not None:
            self.sheet.cell(row, column, value)

    def place(self, kind: str) -> int:
        return self.left + self.columns.index(kind)

    # ---- columns

    def _columns(self) -> list[str]:
        names = [["indicator"], ["project", "indicator"]][self.maybe(0.7)]
        front = [kind for kind in ("sequence", "unit") if self.maybe(0.7)]
        pairs: list[list[str]] = [list(FIELDS[:2]), list(FIELDS[2:])]
        if self.style == "period":
            pairs = [[FIELDS[0], FIELDS[2]], [FIELDS[1], FIELDS[3]]]
        self.chance.shuffle(pairs)
        blocks: list[list[str]] = [names, *[[kind] for kind in front], *pairs, ["note"]]
        blocks += [[extra] for extra in self.chance.sample(EXTRAS, self.chance.randrange(3))]
        if self.maybe(0.3):
            self.chance.shuffle(blocks)
        return [kind for block in blocks for kind in block]

    # ---- the head

    def head(self) -> None:
        unit = f"单位：人、户、{self.unit}" if self.unit_where == "caption" else "单位：人、户"
        title = self.chance.choice(
            (
                "清河市民生实事进度月报表",
                "民生工程月报表（2022年3月）",
                "东湖区残联民生实事项目报表",
            )
        )
        self.put(self.row, self.left, title)
        region = self.chance.choice(
            ("东湖区", "东湖区残联", "清河市东湖区", "990001", "东　湖　区")
        )
        month = self.chance.choice(
            ("2022年3月", "2022-03", "2022.3", "202203", "二〇二二年三月", "2022年3月份")
        )
        as_of = self.chance.choice(("2022-03-31", "2022年3月31日", "2022/3/31"))
        pairs = (("填报单位", region), ("报告期", month), ("截至日期", as_of))
        row, column = self.row + 1, self.left
        if self.maybe(0.3):
            self.put(row, column, "    ".join(f"{name}：{value}" for name, value in pairs))
        else:
            apart = self.maybe()
            for name, value in pairs:
                self.put(row, column, f"{name}：" if apart else f"{name}：{value}")
                self.put(row, column + 1, value if apart else None)
                column += 3
        self.put(row + 1, self.left, unit)
        self.row += 3 + self.chance.choice((0, 1))

    # ---- the header

    def header(self) -> None:
        if self.style == "flat":
            self._flat()
        else:
            self._grouped()
        if self.unit_where == "row":
            for kind in FIELDS:
                self.put(self.row, kind, f"({self.unit})" if kind in FIELDS[2:] else "(人/户)")
            self.row += 1
        if self.maybe(0.3):
            for number in range(len(self.columns)):
                self.put(
                    self.row, self.left + number, f"({number + 1})" if self.row % 2 else number + 1
                )
            self.row += 1

    def _words(self, kind: str) -> str:
        choices = {
            "sequence": ("序号", "编号"), "project": ("项目", "项目名称"), "indicator": ("指标", "指标名称", "指 标"),
            "unit": ("单位", "计量单位"), "note": ("备注", "说明", "备 注"),
        }  # fmt: skip
        return self.chance.choice(choices.get(kind, (kind,)))

    def _period(self, kind: str) -> str:
        return self.chance.choice(MONTHS if "month" in kind else TOTALS)

    def _measure(self, kind: str) -> str:
        return self.chance.choice(FUNDS if kind in FIELDS[2:] else DONE)

    def _unit(self, kind: str, where: str) -> str:
        if kind not in FIELDS[2:] or self.unit_where not in where:
            return ""
        return self.chance.choice((f"（{self.unit}）", f"\n({self.unit})", f"(单位:{self.unit})"))

    def _flat(self) -> None:
        for kind in self.columns:
            words = self._words(kind)
            if kind in FIELDS:
                words = self._period(kind) + self._measure(kind) + self._unit(kind, "header group")
            self.put(self.row, kind, words)
        self.row += 1

    def _grouped(self) -> None:
        merged = self.maybe()
        for kind in self.columns:
            if kind not in FIELDS:
                self.put(self.row, kind, self._words(kind))
                if merged:
                    self._merge(self.row, self.place(kind), self.row + 1, self.place(kind))
        of_period = self.style == "period"
        groups = ((0, 2), (1, 3)) if of_period else ((0, 1), (2, 3))
        for pair in groups:
            first, second = sorted((FIELDS[pair[0]], FIELDS[pair[1]]), key=self.place)
            group = self._period(first) if of_period else self._measure(first)
            unit = "" if of_period else self._unit(first, "group")
            self.put(self.row, first, group + unit)
            if merged:
                self._merge(self.row, self.place(first), self.row, self.place(second))
            for kind in (first, second):
                leaf = self._measure(kind) if of_period else self._period(kind)
                where = "header group" if of_period else "header"
                self.put(self.row + 1, kind, leaf + self._unit(kind, where))
        self.row += 2

    def _merge(self, top: int, left: int, bottom: int, right: int) -> None:
        self.sheet.merge_cells(start_row=top, start_column=left, end_row=bottom, end_column=right)

    # ---- rows

    def rows(self) -> None:
        projects = list(PLAN.projects)
        self.chance.shuffle(projects)
        for number, project in enumerate(projects, start=1):
            if self.maybe(0.15):
                self.put(self.row, "indicator", f"第{number}部分")
                self.row += 1
            top = self.row
            for indicator in project.indicators:
                self._row(number, project, indicator)
                if self.maybe(0.15):
                    self.put(self.row, "indicator", "其中：新增")
                    self.put(self.row, "completed_total", 1)
                    self.row += 1
            self._project(project, top)
            self.row += self.chance.choice((0, 0, 0, 1))
            if self.maybe(0.1) and number < len(projects):
                self.header()
        if self.maybe(0.4):
            column = self.chance.choice(
                [kind for kind in ("sequence", "indicator") if kind in self.columns]
            )
            self.put(self.row, column, self.chance.choice(("合计", "合 计", "总计", "全市合计")))
            self.put(self.row, "completed_total", 99)
            self.made.sums = 1
            self.row += 1

    def _project(self, project: Any, top: int) -> None:
        if "project" not in self.columns:
            return
        how = self.chance.choice(("merged", "repeated", "first"))
        last = self.row - 1
        for row in range(top, (top if how != "repeated" else last) + 1):
            self.put(row, "project", self.chance.choice((project.name, project.short_name)))
        if how == "merged" and last > top:
            self._merge(top, self.place("project"), last, self.place("project"))

    def _row(self, number: int, project: Any, indicator: Any) -> None:
        name = self.chance.choice((indicator.name, *indicator.aliases))
        around = self.chance.choice(
            ("{0}", "{0}", "1.{0}", "（一）{0}", "①{0}", "{0}（{1}）", " {0} ")
        )
        self.put(self.row, "indicator", around.format(name, indicator.unit))
        for kind in self.columns:
            if kind in EXTRAS:
                self.put(self.row, kind, self.chance.choice((0.5, 77, "甲", None)))
        if "sequence" in self.columns:
            self.put(self.row, "sequence", self.chance.choice((number, str(number))))
        if "unit" in self.columns:
            self.put(self.row, "unit", indicator.unit)
        note = self.chance.choice(("", "", "更正：核减 3 人", "  两行\n备注 "))
        self.put(self.row, "note", note or None)
        self.made.notes[indicator.code] = note.strip()
        self.made.values[indicator.code] = tuple(self._figure(kind, indicator) for kind in FIELDS)
        self.made.cells[indicator.code] = tuple(
            f"{get_column_letter(self.place(kind))}{self.row}" for kind in FIELDS
        )
        self.row += 1

    def _figure(self, kind: str, indicator: Any) -> str | None:
        if self.maybe(0.15):
            self.put(self.row, kind, self.chance.choice(MARKS))
            return None
        if kind in FIELDS[2:]:
            value = Decimal(self.chance.randrange(0, 10**7)) / 100
            self.put(self.row, kind, self._written(value, self.unit))
            return f"{(value * PER[self.unit]).quantize(Decimal('0.01')):f}"
        value = Decimal(self.chance.randrange(0, 10**6))
        if indicator.decimals:
            value /= 100
        self.put(self.row, kind, self._written(value, indicator.unit))
        plain = int(value) if value == value.to_integral_value() else value.normalize()
        return f"{plain:f}" if isinstance(plain, Decimal) else str(plain)

    def _written(self, value: Decimal, unit: str) -> Any:
        wide = str.maketrans("0123456789.,", "０１２３４５６７８９．，")
        return self.chance.choice(
            (float(value), float(value), float(value), f"{value}", f"{value:,}", f"{value:,}".translate(wide),
             f"{value}{unit}", f" {value} ", f"{value}\u200b")
        )  # fmt: skip

    # ---- below

    def foot(self) -> None:
        self.row += self.chance.choice((0, 1, 2))
        for line in self.chance.sample(
            (
                "注：1、累计 500 人",
                "填表人：甲    审核人：乙    联系电话：0335-1234567",
                "说明：无",
            ),
            self.chance.randrange(4),
        ):
            self.put(self.row, self.left, line)
            self.row += 1
        if self.maybe(0.2):
            self.put(self.row + 1, self.left, "附：资金来源")
            for column, word in enumerate(("来源", "中央", "省级", "市级")):
                self.put(self.row + 2, self.left + column, word)
                self.put(self.row + 3, self.left + column, column * 10 if column else "资金")


def make(seed: int) -> Made:
    writer = Writer(Random(seed))
    writer.head()
    writer.header()
    writer.rows()
    writer.foot()
    if writer.maybe(0.2):
        other = writer.book.create_sheet("填报说明", writer.chance.choice((0, 1)))
        other.append(["项目", "说明"])
        other.append(["助餐", "按月填报"])
    target = io.BytesIO()
    writer.book.save(target)
    writer.made.content = target.getvalue()
    return writer.made
