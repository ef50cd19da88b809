"""A project's indicators summed up over regions: people, money, and the average of both."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from etl.domain.completion import CompletionRow
from etl.domain.plan import Project


@dataclass(frozen=True)
class Part:
    """The sums of one indicator; ``average`` in yuan, only over regions that reported funds."""

    name: str
    completed: Decimal | None
    funds: Decimal | None
    average: Fraction | None
    without_funds: int


def part_of(name: str, cells: Sequence[CompletionRow]) -> Part:
    """Sum up the regions' rows of one indicator; nothing reported stays nothing."""
    done = [cell.completed for cell in cells if cell.completed is not None]
    paid = [cell for cell in cells if cell.funds is not None and cell.completed is not None]
    money = [cell.funds for cell in paid if cell.funds is not None]
    heads = sum((cell.completed or Decimal(0) for cell in paid), Decimal(0))
    total = sum(money, Decimal(0)) if money else None
    average = Fraction(total) / Fraction(heads) if total is not None and heads else None
    whole = sum(done, Decimal(0)) if done else None
    return Part(name, whole, total, average, len(done) - len(paid))


def parts_of(project: Project, cells: Sequence[CompletionRow]) -> dict[str, Part]:
    """Return the parts of a project by indicator."""
    return {
        item.code: part_of(item.name, [cell for cell in cells if cell.indicator == item.code])
        for item in project.indicators
    }
