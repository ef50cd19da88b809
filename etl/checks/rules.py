"""RULES: the table of contents of what is checked, in the order who, where, what."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import replace

from etl.checks import figure_rules, identity_rules, plan_rules
from etl.checks.advice import advised
from etl.checks.case import TOTALS, Case
from etl.checks.completing import complete
from etl.checks.echoes import without_echoes
from etl.checks.fold import fold, in_order
from etl.checks.identity_doubt import wrong_month, wrong_region
from etl.checks.knock_on import without_knock_on
from etl.checks.last_month_again import last_month_again
from etl.checks.misplaced import months_for_totals, people_for_money
from etl.checks.misplaced_rows import figures_of_other_rows
from etl.checks.money_unit import money_in_another_unit
from etl.checks.sums import sums_add_up
from etl.checks.whole_form import Diagnose, explained
from etl.domain.finding import Finding
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
    sums_add_up,
    figure_rules.totals_are_not_negative,
    figure_rules.negative_months_have_a_reason,
    figure_rules.month_is_within_total,
    figure_rules.totals_do_not_fall,
    figure_rules.months_add_up,
    figure_rules.what_is_carried_forward,
    plan_rules.totals_are_near_targets,
    plan_rules.funds_fit_the_standard,
    figure_rules.near_last_year,
    figure_rules.later_months_still_agree,
)

DIAGNOSES: tuple[Diagnose, ...] = (
    wrong_region,
    wrong_month,
    last_month_again,
    *map(months_for_totals, TOTALS),
    people_for_money,
    money_in_another_unit,
    *map(figures_of_other_rows, (TOTALS, TOTALS[:1], TOTALS[1:])),
)


def collect(case: Case) -> tuple[Case, list[Finding]]:
    """Return the case with computed figures put in, and all that reader and rules say of it.

    A rule on trial speaks as a warning.
    """
    if identity_rules.is_of_another_region(case):
        case = case.without_comparisons()
    figures, findings = complete(case)
    completed = replace(case, figures=figures)
    found = [*case.reading.findings, *findings]
    for rule in RULES:
        found.extend(rule(completed))
    return completed, on_trial(found, case.plan.thresholds.trial_codes)


def _once(case: Case) -> tuple[Case, list[Finding]]:
    completed, found = collect(case)
    return completed, without_knock_on(completed, found)


def examine(case: Case) -> tuple[Mapping[str, IndicatorFigures], tuple[Finding, ...]]:
    """Return the figures with computed ones put in, and each finding by itself, in order.

    What another finding explains is dropped.
    """
    case, found = _once(case)
    told = explained(case, found, DIAGNOSES, _once)
    left = without_echoes(told.meant, told.left, _once)
    each = [*told.lines, *advised(told.meant, left, told.unsure)]
    # Again: a line that sums up may be on trial itself, or sum up what is.
    return case.figures, in_order(on_trial(each, case.plan.thresholds.trial_codes))


def on_trial(findings: Iterable[Finding], codes: Collection[str]) -> list[Finding]:
    """Return the findings with errors of these codes as warnings (试行)."""
    return [
        replace(item, severity="warning")
        if item.code in codes and item.severity == "error"
        else item
        for item in findings
    ]


def judge(case: Case) -> tuple[Mapping[str, IndicatorFigures], tuple[Finding, ...]]:
    """Do the same with the findings folded: what says the same is one line."""
    figures, each = examine(case)
    return figures, fold(each)
