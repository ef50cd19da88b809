"""A subsidy rule of the plan (in full up to, a share above, at most) as a worked line.

The rule is read from the policy's own sentence and nothing else; a sentence that does not say
all three numbers in these words is shown as it is and not worked out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal

from dashboard import html
from dashboard.components.exhibit_card import exhibit_card
from dashboard.components.marks import says
from dashboard.components.tables import Column, Row, table
from dashboard.exhibits import Exhibit, grid
from dashboard.frame import Frame
from dashboard.pages.sheet import Shown
from etl.domain.text import plain

_IN_FULL = re.compile(r"(\d+)元以内(?:（含\1元）)?补贴100%")
_ABOVE = re.compile(r"超过(\d+)元部分补贴(\d+)%")
_AT_MOST = re.compile(r"最高限额(\d+)元")


@dataclass(frozen=True)
class SubsidyRule:
    """Yuan up to ``in_full`` are paid whole, a ``share`` (percent) above, ``at_most`` in all."""

    in_full: Decimal
    share: Decimal
    at_most: Decimal

    def paid(self, price: Decimal) -> Decimal:
        """Return the subsidy for a price, in yuan."""
        above = max(price - self.in_full, Decimal(0)) * self.share / 100
        return min(min(price, self.in_full) + above, self.at_most)

    def line(self, price: Decimal) -> str:
        """Write the computation for a price as a person would."""
        if price <= self.in_full:
            return f"{plain(price)}×100%＝{plain(self.paid(price))}元"
        above = price - self.in_full
        whole = self.in_full + above * self.share / 100
        text = f"{plain(self.in_full)}＋{plain(above)}×{plain(self.share)}%＝{plain(whole)}元"
        if whole > self.at_most:
            return f"{text}，超过最高限额，按{plain(self.at_most)}元"
        return text

    @property
    def examples(self) -> tuple[Decimal, ...]:
        """Three prices: in full, with a share above, and beyond the price where the most is due."""
        reached = self.in_full + (self.at_most - self.in_full) * 100 / self.share
        steps = (reached / self.in_full).to_integral_value(ROUND_CEILING)
        return self.in_full, self.in_full * 2, self.in_full * max(steps, Decimal(3))


def rule_in(text: str) -> SubsidyRule | None:
    """Return the rule that a policy sentence states, None when it does not state one whole."""
    full, above, most = _IN_FULL.search(text), _ABOVE.search(text), _AT_MOST.search(text)
    if not (full and above and most) or full[1] != above[1]:
        return None
    rule = SubsidyRule(Decimal(full[1]), Decimal(above[2]), Decimal(most[1]))
    sound = 0 < rule.share <= 100 and 0 < rule.in_full < rule.at_most
    return rule if sound else None


def worked_rule(frame: Frame, policies: Sequence[str]) -> Shown | None:
    """Return the first rule among policy sentences with its worked examples."""
    found = next(((rule, text) for text in policies if (rule := rule_in(text))), None)
    if found is None:
        return None
    rule, text = found
    columns = [Column("选配金额（元）", True), Column("算式"), Column("补贴（元）", True)]
    rows: list[Row] = [
        (plain(price), rule.line(price), plain(rule.paid(price))) for price in rule.examples
    ]
    content = [
        says(text),
        table("补贴办法算例", columns, rows),
        html.P("算例按政策要点中的数推算，不是实际发放数。", className="basis"),
    ]
    exhibit = Exhibit("subsidy", "补贴办法算例", grid(columns, rows))
    return Shown(exhibit_card(frame, exhibit, content), exhibit)
