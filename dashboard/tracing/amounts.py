"""Explanations of one project's amounts: completed, funds, and the change since last month."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from dashboard.tracing.explanation import Explanation, Term
from dashboard.tracing.ledger import Ledger
from etl.domain.completion import CompletionRow
from etl.domain.figure_ref import FigureRef
from etl.domain.plan import Project
from etl.domain.text import NOTHING, count_text, plain, signed_text, wan_text

SUMMED = 12
"""Up to so many terms a sum is written out; beyond, only what it is a sum of."""


def completed(ledger: Ledger, ref: FigureRef) -> Explanation:
    """Explain 累计完成: of an indicator or a project, of a county or a sum."""
    row = row_of(ledger, ref)
    return Explanation(
        name="累计完成",
        shown="未报" if row.completed is None else count_text(row.completed),
        unit=row.unit,
        terms=_summed(ledger, ref, money=False),
        rules=(("口径", "当年1月起的累计数，取各县区当月已采用的版本。"), *_basis(ledger, row)),
        field="completed_total",
    )


def funds(ledger: Ledger, ref: FigureRef) -> Explanation:
    """Explain 累计投入资金, in 万元 as pages show it."""
    row = row_of(ledger, ref)
    yuan = None if row.funds is None else f"{plain(row.funds)}元"
    return Explanation(
        name="累计投入资金",
        shown="未报" if row.funds is None else wan_text(row.funds),
        unit="万元",
        terms=_summed(ledger, ref, money=True),
        exact=yuan or "",
        rules=(
            ("取整", "按分存储和相加，显示为万元，最多两位小数。"),
            ("口径", "只加报送了资金的县区；没有报送的不作为零。"),
        ),
        field="funds_total_yuan",
    )


def row_of(ledger: Ledger, ref: FigureRef) -> CompletionRow:
    """Return the row a figure is of; one of a single indicator is made from the cells."""
    row = ledger.row(ref.region, ref.project)
    if not ref.indicator:
        return row
    cells = [c for c in ledger.cells(ref.region, ref.project) if c.indicator == ref.indicator]
    return _summed_row(row, cells)


def _summed_row(row: CompletionRow, cells: Sequence[CompletionRow]) -> CompletionRow:
    done = [cell.completed for cell in cells if cell.completed is not None]
    paid = [cell.funds for cell in cells if cell.funds is not None]
    return replace(
        row,
        completed=sum(done, Decimal(0)) if done else None,
        funds=sum(paid, Decimal(0)) if paid else None,
    )


def _summed(ledger: Ledger, ref: FigureRef, money: bool) -> tuple[Term, ...]:
    """Return the terms of a sum: a project's indicators, else a region's children."""
    project = project_of(ledger, ref)
    kind = "funds" if money else "completed"
    if not ref.indicator and len(project.indicators) > 1:
        refs = [(item.name, ref.of(kind, indicator=item.code)) for item in project.indicators]
    else:
        children = ledger.frame.plan.tree.children(ref.region)
        refs = [(child.name, ref.of(kind, region=child.code)) for child in children]
    if len(refs) > SUMMED:
        return ()
    terms: list[Term] = []
    for name, item in refs:
        row = row_of(ledger, item)
        amount = row.funds if money else row.completed
        if amount is not None:
            text = wan_text(amount) if money else count_text(amount)
            unit = "万元" if money else row.unit
            terms.append(Term(name, text, unit, item, "＋" if terms else ""))
    return tuple(terms)


def _basis(ledger: Ledger, row: CompletionRow) -> list[tuple[str, str]]:
    names = ledger.frame.region_names
    found = []
    if row.carried_forward:
        listed = "、".join(names[code] for code in row.carried_forward)
        found.append(("沿用", f"{listed}当月没有已采用的数，沿用此前月份的数。"))
    if row.missing:
        listed = "、".join(names[code] for code in row.missing)
        found.append(("未报", f"{listed}当年还没有数，不作为零。"))
    return found


def project_of(ledger: Ledger, ref: FigureRef) -> Project:
    """Return the project of a figure; the address was checked before."""
    project = ledger.frame.plan.project(ref.project)
    assert project is not None
    return project


def change(ledger: Ledger, ref: FigureRef) -> Explanation:
    """Explain 比上月: the cumulative figure less that of the month before."""
    month = ledger.frame.month
    row = ledger.row(ref.region, ref.project)
    terms = [
        Term(f"{month.number}月累计", count_text(row.completed), row.unit, ref.of("completed"))
    ]
    before = None
    if month.number > 1:
        last = month.previous
        before = ledger.row(ref.region, ref.project, last).completed
        earlier = FigureRef("completed", last, ref.region, ref.project)
        text = count_text(before)
        terms.append(Term(f"{last.number}月累计", text, row.unit, earlier, "－"))
    if row.completed is None:
        return Explanation(
            "比上月",
            NOTHING,
            "",
            rules=(("为什么没有", "本月没有已采用的数，不作为零，也不与上月比。"),),
        )
    if before is None:
        terms = terms[:1]
    value = row.completed - (before or Decimal(0))
    return Explanation(
        name="比上月",
        shown=signed_text(value),
        unit=row.unit,
        terms=tuple(terms),
        rules=(("条件", "本月或上月报送不全时，差里含补报或沿用，不与其他月份比高低。"),),
        field="completed_total",
    )
