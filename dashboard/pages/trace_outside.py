"""What a trace may show to who takes figures out of the house: nothing that tells of one person.

A release held back some counts of counties. Of a project with any, the numbers by county are
not shown at all, nor what they are added from. Of the others all is, but no county's form:
beside the cell asked for it has others.
"""

from __future__ import annotations

from dataclasses import replace

from dashboard.frame import Frame
from dashboard.tracing.explanation import Explanation
from etl.domain.figure_ref import FigureRef
from etl.domain.refusal import NotFound

_HELD = "含有1、2人（户）的小数，为免推算出个人，分县区的数不公布。"


def is_outside(frame: Frame) -> bool:
    """Whether the page is for somebody who must not see small counts."""
    visitor = frame.visitor
    return not visitor.sees_small_numbers or (frame.release is not None and visitor.role is None)


_OF_THE_MONTH = ("completed", "funds", "pace", "place", "fact", "policy")
"""Figures of a county that need no other month; rates, targets and gaps beside them."""


def holds_back(frame: Frame, ref: FigureRef) -> bool:
    """Whether the numbers by county of a figure's project are not for this visitor."""
    if not is_outside(frame) or frame.release is None:
        return False
    head = frame.release.head
    if ref.kind == "funds-sum":
        return bool(head.split_withheld or head.withheld)
    if not ref.project:  # of all projects: lists of them have the counties' totals at most
        return bool(head.split_withheld) or any(not item.indicator for item in head.withheld)
    return ref.project in head.split_withheld or any(
        item.project == ref.project for item in head.withheld
    )


def _needs_other_months(frame: Frame, ref: FigureRef) -> bool:
    """Whether a county's figure of a project with several indicators tells of another month."""
    project = frame.plan.project(ref.project) if ref.project else None
    if project is None or ref.region == frame.plan.root or len(project.indicators) < 2:
        return False
    return ref.kind not in _OF_THE_MONTH and ref.kind.partition("-")[0] not in (
        "rate", "target", "gap", "remaining",
    )  # fmt: skip


def check_may_show(frame: Frame, ref: FigureRef) -> None:
    """Raise NotFound for a county's figure of a project whose numbers by county are held back.

    And for other months than the release's own: what is held back of them nobody has worked out.
    """
    release = frame.release
    if is_outside(frame) and release is not None and frame.month != release.head.month:
        raise NotFound(f"定版{release.id}只公布{release.head.month.label}的数。")
    if is_outside(frame) and _needs_other_months(frame, ref):
        raise NotFound("县区有分项的项目，只公布定版当月的数。")
    if not holds_back(frame, ref):
        return
    assert frame.release is not None
    split = ref.project in frame.release.head.split_withheld and ref.indicator
    if ref.region != frame.plan.root or split:
        raise NotFound(f"这个项目{_HELD}")


def without_counties(frame: Frame, found: Explanation) -> Explanation:
    """Return an explanation without what it is added from, county by county."""
    below = any(term.ref is not None and term.ref.region != frame.plan.root for term in found.terms)
    return replace(
        found,
        terms=() if below else found.terms,
        listing=None,
        rules=(*found.rules, ("分县区", _HELD)),
    )
