"""Forms, histories and findings drawn as tables, and what every finding must keep to."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from etl.checks.case import Case
from etl.checks.rules import judge
from etl.domain.codes import CODES
from etl.domain.finding import Finding
from etl.domain.history import AcceptedMonth, FilingHistory
from etl.domain.period import Month
from etl.domain.plan import FundStandard, Indicator, Plan, Project, TargetRow
from etl.domain.reading import Identity, Reading, SumRow, WrittenTarget
from etl.domain.region import Region
from etl.domain.submission import FIELD_NAMES, CellRef, Field, IndicatorFigures, Value
from tests.spec.table import drawn

SHEET = "月报"
FIRST_ROW = 7
MONTH = Month(2021, 8)
TODAY = date(2021, 8, 20)
COLUMNS: Mapping[str, tuple[Field, str]] = {
    "本月": ("completed_month", "G"),
    "累计": ("completed_total", "H"),
    "本月资金": ("funds_month_yuan", "I"),
    "累计资金": ("funds_total_yuan", "J"),
}
SEVERITIES = {"错误": "error", "提醒": "warning", "提示": "info"}


def _project(code: str, name: str, unit: str, *indicators: tuple[str, str]) -> Project:
    own = indicators or ((code, name),)
    return Project(code, name, name, unit, tuple(Indicator(a, b, code, unit) for a, b in own))


PROJECTS = (
    _project("devices", "辅具适配", "人"),
    _project("rehab", "精准康复", "人", ("rehab_adult", "成年康复"), ("rehab_child", "儿童康复")),
    _project("homes", "无障碍改造", "户"),
)
COUNTY, OTHER, DISTRICT, LATE = "100001", "100002", "100010", "100011"
PLAN = Plan(
    year=2021,
    title="",
    issuer="",
    root="100000",
    due_day=5,
    sample=False,
    regions=(
        Region("100000", "云州市", None, submits=False),
        Region(COUNTY, "河口县", "100000", order=1),
        Region(OTHER, "石门县", "100000", order=2),
        Region(DISTRICT, "东片", "100000", order=3, submits=False),
        Region(LATE, "松林区", DISTRICT, order=4, first_month=9),
    ),
    projects=PROJECTS,
)
CODES_OF_NAMES = {item.name: item.code for project in PROJECTS for item in project.indicators}


def targets(text: str, plan: Plan = PLAN) -> Plan:
    """The plan with targets of the county, drawn as 项目, 级别, 任务 and perhaps 单位."""
    levels = {"省定": "province", "市定": "city", "需求": "need"}
    projects = {item.name: item.code for item in plan.projects}
    rows: list[Any] = [
        TargetRow(
            projects[row["项目"]],
            levels[row["级别"]],  # type: ignore[arg-type]
            None,
            {COUNTY: Decimal(row["任务"])},
            row.get("单位") or None,
        )
        for row in drawn(text)
    ]
    return replace(plan, targets=tuple(rows))


def standard(indicator: str, low: int | None, high: int | None) -> Plan:
    lowest, highest = (None if border is None else Decimal(border) for border in (low, high))
    return replace(PLAN, standards=(FundStandard(CODES_OF_NAMES[indicator], lowest, highest),))


def limits(**changed: Any) -> Plan:
    return replace(PLAN, thresholds=replace(PLAN.thresholds, **changed))


# ---------------------------------------------------------------- forms

JULY = """
    指标    | 本月 | 累计 | 本月资金 | 累计资金
    辅具适配 | 10  | 100 | 2   | 20
    成年康复 | 5   | 50  | 0.5 | 5
    儿童康复 | 2   | 20  | 0.2 | 2
    无障碍改造 | 4  | 40  | 1   | 12
"""
"""The accepted month before, whose rows can all be told from each other."""


def form(text: str, month: Month = MONTH, region: str | None = COUNTY, **more: Any) -> Reading:
    """A form as read: columns 指标, 本月, 累计, 本月资金, 累计资金 (万元), 备注.

    The first row stands in row 7. Rows 小计 and 合计 are sums, ``小计:`` with the project's
    name behind it. A cell 坏 was refused by the reader. A row left out is missing.
    """
    figures, rows, sums, broken = {}, {}, [], set()
    for number, row in enumerate(drawn(text), start=FIRST_ROW):
        name, _, of = row["指标"].partition(":")
        values = {
            field: _value(row[column], field, f"{letter}{number}")
            for column, (field, letter) in COLUMNS.items()
            if column in row
        }
        if name in ("小计", "合计"):
            project = next((item.code for item in PROJECTS if item.name == of), None)
            sums.append(SumRow(name, project, number, values))
            continue
        code = CODES_OF_NAMES[name]
        broken |= {(code, COLUMNS[column][0]) for column in COLUMNS if row.get(column) == "坏"}
        note = row.get("备注", "")
        figures[code] = IndicatorFigures(code, values, note, CellRef(SHEET, f"K{number}"))
        rows[code] = number
    identity = Identity(
        region=region,
        region_cell=CellRef(SHEET, "A3"),
        month=month,
        month_cell=CellRef(SHEET, "E3"),
        as_of=month.last_day,
        as_of_cell=CellRef(SHEET, "I3"),
    )
    reading = Reading(
        sheet=SHEET,
        identity=identity,
        figures=figures,
        rows=rows,
        broken=frozenset(broken),
        sums=tuple(sums),
    )
    return replace(reading, **more)


def whole(text: str, **more: Any) -> Reading:
    """A form with the rows drawn, and the plan's other rows blank below them."""
    named = {row["指标"] for row in drawn(text)}
    lines = text.strip().splitlines()
    blank = " | " * lines[0].count("|")
    rest = [f"{name}{blank}" for name in CODES_OF_NAMES if name not in named]
    return form("\n".join([*lines, *rest]), **more)


def _value(text: str, field: Field, address: str) -> Value:
    place = CellRef(SHEET, address)
    if text in ("", "坏"):
        return Value(None, text or None, place)
    raw, _, read = text.partition("=")
    try:
        number = Decimal(read or raw)
    except InvalidOperation as error:
        raise AssertionError(f"{text} is no number; write 原文=数") from error
    return Value(number * 10_000 if field.startswith("funds") else number, raw, place)


def written_target(project: str, level: str, value: int, address: str) -> WrittenTarget:
    code = next(item.code for item in PROJECTS if item.name == project)
    place = CellRef(SHEET, address)
    kind: Any = {"省定": "province", "市定": "city"}[level]
    return WrittenTarget(code, kind, Decimal(value), str(value), place, int(address[1:]))


def accepted(text: str, month: Month) -> AcceptedMonth:
    return AcceptedMonth(month, form(text, month).figures)


def history(
    earlier: Mapping[int, str] | None = None,
    later: Mapping[int, str] | None = None,
    last_year: str | None = None,
) -> FilingHistory:
    """Accepted months of the year by number, and 同期, drawn like forms."""

    def months(drawings: Mapping[int, str] | None) -> tuple[AcceptedMonth, ...]:
        return tuple(
            accepted(text, Month(MONTH.year, number))
            for number, text in sorted((drawings or {}).items())
        )

    then = None if last_year is None else accepted(last_year, MONTH.a_year_before)
    return FilingHistory(months(earlier), months(later), then)


# ---------------------------------------------------------------- findings


def judged(
    reading: Reading,
    past: FilingHistory | None = None,
    plan: Plan = PLAN,
    revision: int = 1,
    today: date = TODAY,
    blanks: bool = False,
) -> tuple[Mapping[str, IndicatorFigures], tuple[Finding, ...]]:
    """Judge a form; what is said of figures left blank only if asked for (``blanks``).

    Most forms here have nothing but the columns that a rule looks at.
    """
    case = Case(reading, plan, revision, past or FilingHistory(), today)
    figures, findings = judge(case)
    for item in findings:
        keeps_to_the_rules(item)
    told = (item for item in findings if blanks or item.code != "I-CARRIED-FORWARD")
    return figures, tuple(told)


def findings_of(reading: Reading, *more: Any, **named: Any) -> list[Finding]:
    return list(judged(reading, *more, **named)[1])


def told(findings: Sequence[Finding]) -> list[dict[str, str]]:
    """Findings as rows of a drawn table."""
    names = {code: name for name, code in CODES_OF_NAMES.items()}
    severities = {code: name for name, code in SEVERITIES.items()}
    return [
        {
            "级别": severities[item.severity],
            "代码": item.code,
            "单元格": "、".join(item.cells),
            "行": str(item.row or ""),
            "栏目": FIELD_NAMES[item.field] if item.field else "",
            "指标": names[item.indicator] if item.indicator else "",
            "话": item.message,
        }
        for item in findings
    ]


def tells(findings: Sequence[Finding], expected: str) -> None:
    """Compare the whole list of findings with a drawn one; columns not drawn are not asked."""
    rows = drawn(expected) if expected.strip() else []
    asked = rows[0].keys() if rows else ("代码", "单元格", "话")
    assert [{name: row[name] for name in asked} for row in told(findings)] == rows


_HALF_WIDTH = re.compile(r"[一-鿿）”][,;:?!()]|[,;:?!()][一-鿿（“]")
_CODE = re.compile(r"[a-z]+_[a-z]+|\bNone\b|[{}]|Decimal|E\+")


def keeps_to_the_rules(item: Finding) -> None:
    """What holds for every finding about a form, besides its words."""
    speaks_like_a_colleague(item)
    assert len(item.cells) == len(set(item.cells))
    assert all(re.fullmatch(r"[A-Z]+[0-9]+", address) for address in item.cells)
    assert item.field is None or item.field in FIELD_NAMES
    assert item.sheet == SHEET


def speaks_like_a_colleague(item: Finding) -> None:
    """No code of a field, no placeholder, full-width marks; the hint is a sentence."""
    assert item.severity in (CODES[item.code].severity, "warning")
    for text in (item.message, item.hint.replace("试行:", "")):  # as the sheet 阈值 has it
        assert text.strip() == text
        assert not _CODE.search(text), text
        assert not _HALF_WIDTH.search(text), text
        assert "  " not in text, text
        assert "。。" not in text, text
    assert not item.message.endswith("。")
    assert item.hint.endswith("。")
