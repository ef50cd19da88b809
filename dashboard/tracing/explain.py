"""From an address to an explanation: which figures there are, and who explains each."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from dashboard.frame import Frame
from dashboard.selection import BadSelection
from dashboard.tracing import amounts, counts, outlooks, places, published, rates, shares
from dashboard.tracing.explanation import Explanation
from dashboard.tracing.ledger import Ledger
from etl.domain.figure_ref import KIND_NAMES, OF_A_PROJECT, OF_THE_PLAN, FigureRef
from etl.domain.plan import LEVELS, Plan
from etl.domain.refusal import NotFound

Explain = Callable[[Ledger, FigureRef], Explanation]

_BY_LEVEL: Mapping[str, Explain] = {
    "target": rates.target,
    "rate": rates.rate,
    "gap": rates.gap,
    "lost": rates.lost,
    "remaining": outlooks.remaining,
    "recent": outlooks.recent,
    "needed": outlooks.needed,
    "expected": outlooks.expected,
}
_EXPLAIN: Mapping[str, Explain] = {
    "completed": amounts.completed,
    "funds": amounts.funds,
    "change": amounts.change,
    "pace": rates.pace,
    "average": shares.average,
    "standard": shares.standard,
    "share": shares.share,
    "history": shares.history,
    "history-funds": shares.history,
    "to-date": published.to_date,
    "year-on-year": published.year_on_year,
    "funds-sum": published.funds_sum,
    "fact": published.fact,
    "policy": published.policy,
    "place": places.place,
    "median": places.median,
    "score": places.score,
    "overall-place": places.overall_place,
    "linear-pace": rates.linear_pace,
    "reached-province": counts.reached,
    "reached-city": counts.reached,
    "behind": counts.behind,
    "behind-below": counts.behind_below,
    "behind-regions": counts.behind_regions,
    "coverage": counts.coverage,
    "slow-regions": counts.slow_regions,
    "on-pace-regions": counts.on_pace_regions,
    "reached-regions": counts.reached_regions,
    "met-regions": counts.met_regions,
    "unfunded-regions": counts.unfunded_regions,
    "due": shares.due,
    "off-standard": shares.off_standard,
    **{kind: counts.standing for kind in KIND_NAMES if kind.startswith("count-")},
    **{
        f"{kind}-{level}": function
        for kind, function in _BY_LEVEL.items()
        for level in LEVELS
        if f"{kind}-{level}" in KIND_NAMES
    },
}


def explain(ledger: Ledger, ref: FigureRef) -> Explanation:
    """Return how a figure comes about."""
    return _EXPLAIN[ref.kind](ledger, ref)


def figure_asked(frame: Frame, query: Mapping[str, str]) -> FigureRef:
    """Return the figure that an address names, of the plan's regions, projects and indicators.

    A county's visitor gets no other answer for another county than for one that is not there.
    An address of a program may name the indicator only, or by it a project. Raises NotFound
    for what the plan does not have, BadSelection for a figure there is none of.
    """
    plan = frame.plan
    region = query.get("region") or plan.root
    if region not in plan.tree or not frame.visitor.may_trace(plan.tree, region):
        raise NotFound(f"{plan.year}年任务书中没有代码为“{region[:40]}”的县区。")
    kind = query.get("figure") or "completed"
    if kind not in _EXPLAIN:
        raise BadSelection(f"没有叫“{kind[:40]}”的数，无法说明来源。")
    project, indicator = _project_asked(plan, query, kind)
    if kind in OF_A_PROJECT and not project:
        raise BadSelection("地址中没有写明是哪个项目（project）或指标（indicator）的数。")
    if kind not in (*OF_A_PROJECT, *OF_THE_PLAN):
        project = indicator = ""  # it is the region's, whatever the address says beside it
    return FigureRef(kind, frame.month, region, project, indicator)


def _project_asked(plan: Plan, query: Mapping[str, str], kind: str) -> tuple[str, str]:
    code, indicator = query.get("project", ""), query.get("indicator", "")
    if kind.startswith("history") or kind == "to-date":
        return _known(plan, code), indicator
    if kind in OF_THE_PLAN:
        return (_known(plan, code) if code else ""), indicator
    found = plan.indicator(indicator) if indicator else None
    if indicator and found is None:
        return _known(plan, indicator), ""
    if found is None:
        return (_known(plan, code) if code else ""), ""
    project = plan.project(found.project)
    alone = project is not None and len(project.indicators) == 1
    by_itself = alone and kind not in ("average", "standard")
    return found.project, "" if by_itself else indicator


def _known(plan: Plan, code: str) -> str:
    if plan.project(code) is None:
        raise NotFound(f"{plan.year}年任务书中没有代码为“{code[:40]}”的项目或指标。")
    return code
