"""The overall ranking (综合): how a region does in all projects that have begun, in one number.

A region's score is the mean of its rates, each capped at 1 so that plenty in a small
project does not hide a gap in another one (domain 1.4). It is the mean over the projects that
have begun and for which the region has a target; all of them must have whole figures. Places
go by the score alone; how many projects are behind stands beside it. The projects count the
same unless the plan gives weights. Weights that leave a project out, are negative or all zero
say nothing certain, so they are not used at all, and the ranking tells so: a forgotten or
misspelt line would else drop a project unseen. A project is left out on purpose by weight 0.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from etl.completion.ranking import Case, case_of, grouped, refusal_of
from etl.domain.completion import CompletionRow
from etl.domain.ranking import (
    Contribution,
    Overall,
    Score,
    Turnout,
    Unplaced,
    Unranked,
    Weighting,
    WeightNote,
    count_behind,
    is_whole,
    places,
    ranked_level,
)


def weighting(projects: Iterable[str], weights: Mapping[str, Decimal]) -> Weighting:
    """Return the weights of the projects: the plan's, or 1 each where those cannot be used."""
    projects = list(dict.fromkeys(projects))
    given = {code: Fraction(weights[code]) for code in projects if code in weights}
    lacking = tuple(code for code in projects if code not in given) if given else ()
    notes: tuple[tuple[WeightNote, bool], ...] = (
        ("negative", any(weight < 0 for weight in given.values())),
        ("incomplete", bool(lacking)),
        ("all_zero", bool(given) and not any(given.values())),
    )
    note = next((note for note, holds in notes if holds), None)
    if note is None and given:
        return Weighting("weighted", given)
    return Weighting("equal", dict.fromkeys(projects, Fraction(1)), note, lacking)


def overall_ranking(rows: Sequence[CompletionRow], weights: Mapping[str, Decimal]) -> Overall:
    """Rank regions over all projects; ``rows`` are a table's, grouped by region.

    ``weights`` are those of the plan's thresholds, by project.
    """
    use = weighting((row.project for row in rows), weights)
    regions = [
        _Account(region, items, use.weights)
        for region, items in grouped((row.region, row) for row in rows).items()
    ]
    able = [item for item in regions if item.reason is None]
    turnout = Turnout(
        sum(item.expected for item in regions), sum(item.reported for item in regions)
    )
    refusal = refusal_of(rows, turnout, len(able))
    return Overall(
        weighting=use,
        turnout=turnout,
        placed=() if refusal else _scored(able),
        unplaced=tuple(
            Unplaced(item.region, item.reason or "ranking_refused", projects=item.lacking)
            for item in regions
            if refusal or item.reason
        ),
        refusal=refusal,
    )


@dataclass(frozen=True)
class _Account:
    """All rows of one region, and what of them counts for its score."""

    region: str
    rows: Sequence[CompletionRow]
    weights: Mapping[str, Fraction]

    @cached_property
    def counted(self) -> list[Case]:
        """What has begun by its plan and has a target."""
        cases = [case_of(row, None) for row in self.rows]
        return [case for case in cases if case.level is not None and case.row.pace > 0]

    @property
    def expected(self) -> bool:
        """Whether anything should be reported in the month."""
        return any(row.expected > 0 for row in self.rows)

    @property
    def reported(self) -> bool:
        """Whether what counts is whole; where nothing does, whether all else is."""
        return all(is_whole(row) for row in [case.row for case in self.counted] or self.rows)

    @property
    def lacking(self) -> tuple[str, ...]:
        """The projects that count and have no whole figure of this month."""
        return tuple(case.row.project for case in self.counted if not is_whole(case.row))

    @cached_property
    def reason(self) -> Unranked | None:
        """Tell why the region cannot be placed; the reason of a part is not that of all."""
        reasons: tuple[tuple[Unranked, bool], ...] = (
            ("no_target", all(ranked_level(row) is None for row in self.rows)),
            ("not_expected", not self.expected),
            ("not_started", not self.counted),
            ("not_reported", all(case.row.completed is None for case in self.counted)),
            ("incomplete", 0 < len(self.lacking) < len(self.counted)),
            ("incomplete", any(case.row.partial for case in self.counted)),
            ("carried_forward", bool(self.lacking)),
            ("no_weight", not any(item.weight for item in self.contributions)),
        )
        return next((reason for reason, holds in reasons if holds), None)

    @cached_property
    def contributions(self) -> tuple[Contribution, ...]:
        """What each project that counts adds, where it has a rate."""
        return tuple(
            Contribution(
                case.row.project,
                case.level,
                self.weights[case.row.project],
                rate,
                min(rate, Fraction(1)),
            )
            for case in self.counted
            if case.level is not None and (rate := case.rate) is not None
        )

    @property
    def score(self) -> Fraction:
        """The weighted mean; only for a region without a reason against it."""
        total = sum((item.weight for item in self.contributions), Fraction(0))
        counted = (item.weight * item.counted for item in self.contributions)
        return sum(counted, Fraction(0)) / total


def _scored(regions: Sequence[_Account]) -> tuple[Score, ...]:
    scores = [item.score for item in regions]
    found = places(scores)
    shared = Counter(found)
    placed = [
        Score(
            region=item.region,
            place=place,
            tied=shared[place] > 1,
            score=score,
            behind=count_behind(item.rows),
            contributions=item.contributions,
        )
        for item, score, place in zip(regions, scores, found, strict=True)
        if place is not None
    ]
    return tuple(sorted(placed, key=lambda item: item.place))
