"""The counties behind a traced figure: their values, files and cells, and one cell opened."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from dashboard import html
from dashboard.components.exhibit_card import exhibit_card
from dashboard.components.tables import Cell, Column, Entry, Row, table
from dashboard.exhibits import Exhibit, grid
from dashboard.pages.sheet import Shown
from dashboard.sources import Source
from dashboard.tracing.ledger import Ledger
from dashboard.tracing.reference import trace_address
from etl.domain.completion import CompletionRow
from etl.domain.figure_ref import FigureRef
from etl.domain.plan import Indicator
from etl.domain.provenance import FigurePart
from etl.domain.region import Region
from etl.domain.submission import Field
from etl.domain.text import count_text, moment_text, wan_text


@dataclass(frozen=True)
class Origins:
    """What a figure goes back to: parts by region that files itself, sums of the others.

    Of ``hidden`` regions the visitor sees the figures, but no file, cell or sender.
    """

    regions: tuple[Region, ...]
    indicators: tuple[Indicator, ...]
    field: Field
    parts: Mapping[str, tuple[FigurePart, ...]]
    hidden: frozenset[str] = frozenset()

    @property
    def money(self) -> bool:
        """Whether the figure is one of money, shown in 万元."""
        return self.field == "funds_total_yuan"

    @property
    def filed(self) -> list[FigurePart]:
        """The parts that have a value."""
        return [part for parts in self.parts.values() for part in parts if part.filing is not None]

    def summary(self) -> str:
        """Say of how many counties, files and cells the figure is made."""
        found = self.filed
        files = {part.filing.sha256 for part in found if part.filing}
        regions = {part.region.code for part in found}
        own = f"出自{len(regions)}个填报单位的{len(files)}个文件、{len(found)}个单元格"
        sums = sum(region.code not in self.parts for region in self.regions)
        if not sums:
            return own
        below = f"{sums}个下级地区各由其下属填报单位相加"
        return f"{own}，另有{below}" if found else f"由{below}"


def origins_of(source: Source, ledger: Ledger, ref: FigureRef, field: Field) -> Origins:
    """Return what a figure of a region goes back to: its children's, or its own cells."""
    plan = ledger.frame.plan
    project = plan.project(ref.project)
    chosen = plan.indicator(ref.indicator) if ref.indicator else None
    indicators = (chosen,) if chosen else (project.indicators if project else ())
    own = plan.tree[ref.region]
    regions = (own,) if own.submits else plan.tree.children(ref.region)
    filing = [region.code for region in regions if region.submits]
    found = source.figure_parts(
        ledger.frame.month, filing, [item.code for item in indicators], field
    )
    grouped: dict[str, list[FigurePart]] = {}
    for part in found:
        grouped.setdefault(part.region.code, []).append(part)
    parts = {code: tuple(items) for code, items in grouped.items()}
    visitor = ledger.frame.visitor
    hidden = frozenset(code for code in parts if not visitor.may_see_filings(code))
    return Origins(tuple(regions), indicators, field, parts, hidden)


def county_rows(ledger: Ledger, ref: FigureRef, origins: Origins, opened: str) -> Shown:
    """Return a row per region: values per indicator, file, cells, version, time."""
    several = len(origins.indicators) > 1
    heads = [Column(item.name, True) for item in origins.indicators]
    columns = [
        Column("县区"),
        *heads,
        *([Column("合计", True)] if several else []),
        Column("文件"),
        Column("单元格"),
        Column("计入版本"),
        Column("报送"),
    ]
    rows = [_row(ledger, ref, origins, region, opened) for region in origins.regions]
    unit = "万元" if origins.money else _unit(ledger, ref)
    note = f"单位：{unit}。点数字看该县区这个数的来源"
    note += "，点单元格在下面打开那一格。" if ledger.frame.visitor.sees_small_numbers else "。"
    foot = _total(ledger, ref, origins) if len(rows) > 1 else ()
    body = table("各县区的数及其文件和单元格", columns, rows, foot)
    exhibit = Exhibit("regions", "县区", grid(columns, rows, foot))
    parts = [body, html.P(note, className="basis")]
    return Shown(exhibit_card(ledger.frame, exhibit, parts, "trace-regions"), exhibit)


def _unit(ledger: Ledger, ref: FigureRef) -> str:
    project = ledger.frame.plan.project(ref.project)
    return project.unit if project else ""


def _row(ledger: Ledger, ref: FigureRef, origins: Origins, region: Region, opened: str) -> Row:
    parts = origins.parts.get(region.code)
    name = Cell(region.name, strong=region.code == opened)
    if parts is None:
        return _sum_row(ledger, ref, origins, region)
    kind = "funds" if origins.money else "completed"
    values: list[Entry] = [
        _value(
            part.value.value,
            ref.of(kind, region=region.code, indicator=_code(origins, part)),
            origins,
        )
        for part in parts
    ]
    if len(parts) > 1:
        given = [part.value.value for part in parts if part.value.value is not None]
        total = sum(given, Decimal(0)) if given else None
        values.append(_value(total, ref.of(kind, region=region.code, indicator=""), origins))
    if region.code in origins.hidden:
        return (name, *values, "其他县区的文件不显示", "", "", "")
    return (name, *values, *_where(ledger, ref, parts, region))


def _code(origins: Origins, part: FigurePart) -> str:
    return part.indicator.code if len(origins.indicators) > 1 else ""


def _value(value: Decimal | None, ref: FigureRef, origins: Origins) -> Entry:
    if value is None:
        return "未报"
    return Cell(wan_text(value) if origins.money else count_text(value), ref)


def _sum_row(ledger: Ledger, ref: FigureRef, origins: Origins, region: Region) -> Row:
    """Return the row of a region that only sums up: its figure is traced on a page of its own."""
    below = len(ledger.frame.plan.tree.submitting(region.code))
    values = _sums(ledger, ref.of(ref.kind, region=region.code), origins)
    return (region.name, *values, f"下属{below}个填报单位", "", "", "")


def _total(ledger: Ledger, ref: FigureRef, origins: Origins) -> Row:
    """Return the sums that the rows above must come to."""
    return ("合计", *_sums(ledger, ref, origins), "", "", "", "")


def _sums(ledger: Ledger, ref: FigureRef, origins: Origins) -> list[Entry]:
    """Return what a region's cells come to: of each indicator, and of several together."""
    kind = "funds" if origins.money else "completed"
    several = len(origins.indicators) > 1
    cells = ledger.cells(ref.region, ref.project)
    values: list[Entry] = []
    for item in origins.indicators:
        own = [cell for cell in cells if cell.indicator == item.code]
        code = item.code if several or ref.indicator else ""
        values.append(_value(_sum(own, origins), ref.of(kind, indicator=code), origins))
    if several:
        values.append(_value(_sum(cells, origins), ref.of(kind, indicator=""), origins))
    return values


def _sum(cells: Sequence[CompletionRow], origins: Origins) -> Decimal | None:
    amounts = [cell.funds if origins.money else cell.completed for cell in cells]
    given = [amount for amount in amounts if amount is not None]
    return sum(given, Decimal(0)) if given else None


def _where(
    ledger: Ledger, ref: FigureRef, parts: Sequence[FigurePart], region: Region
) -> list[Entry]:
    filed = [part for part in parts if part.filing is not None]
    if not filed:
        return ["未报送", "", "", ""]
    filing = filed[0].filing
    assert filing is not None
    cells = "、".join(part.value.cell.address for part in filed if part.value.cell)
    sheet = next((part.value.cell.sheet for part in filed if part.value.cell), "")
    carried = "（沿用）" if filed[0].state == "carried_forward" else ""
    time = moment_text(filing.filed_at, ledger.frame.plan.zone)
    opens = ledger.frame.visitor.sees_small_numbers  # a form has more than the cell asked for
    way = trace_address(ref, region.code) + "#cell" if opens else ""
    return [
        filing.file_name,
        Cell(f"{sheet}!{cells}", href=way),
        f"{filing.month.number}月第{filing.version}版{carried}",
        time,
    ]


def opened_part(origins: Origins, asked: str) -> tuple[FigurePart, ...]:
    """Return the parts of the region whose cell is opened: the one asked for, else the first."""
    filed = {
        code: parts
        for code, parts in origins.parts.items()
        if code not in origins.hidden and any(part.filing is not None for part in parts)
    }
    if asked in filed:
        return filed[asked]
    return next(iter(filed.values()), ())
