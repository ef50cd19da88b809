"""RULES: the table of contents of what is checked, in the order who, where, what."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from etl.checks import figure_rules, identity_rules, plan_rules
from etl.checks.case import Case
from etl.checks.completing import complete
from etl.checks.fold import fold
from etl.domain.finding import Finding
from etl.domain.history import FilingHistory
from etl.domain.submission import IndicatorFigures

Rule = Callable[[Case], Iterator[Finding]]

RULES: tuple[Rule, ...] = (
    identity_rules.month_has_begun,
    identity_rules.region_is_expected,
    identity_rules.meta_agrees,
    identity_rules.title_and_file_name_agree,
    plan_rules.something_is_reported,
    plan_rules.every_indicator_has_a_row,
    plan_rules.targets_are_the_plans,
    plan_rules.sums_add_up,
    figure_rules.totals_are_not_negative,
    figure_rules.negative_months_have_a_reason,
    figure_rules.month_is_within_total,
    figure_rules.totals_do_not_fall,
    figure_rules.months_add_up,
    plan_rules.totals_are_near_targets,
    plan_rules.funds_fit_the_standard,
    figure_rules.near_last_year,
    figure_rules.later_months_still_agree,
)


def _without_comparisons(case: Case) -> Case:
    """Judge a form of another region by itself: every comparison would only echo the mistake."""
    reading = replace(case.reading, targets=())
    return replace(case, reading=reading, history=FilingHistory())


def judge(case: Case) -> tuple[dict[str, IndicatorFigures], tuple[Finding, ...]]:
    """Return the figures with computed ones put in, and all findings folded and in order."""
    if identity_rules.is_of_another_region(case):
        case = _without_comparisons(case)
    figures, findings = complete(case)
    completed = replace(case, figures=figures)
    found = [*case.reading.findings, *findings]
    for rule in RULES:
        found.extend(rule(completed))
    trial = case.plan.thresholds.trial_codes
    spoken = [
        replace(item, severity="warning")
        if item.code in trial and item.severity == "error"
        else item
        for item in found
    ]
    return figures, fold(spoken)
