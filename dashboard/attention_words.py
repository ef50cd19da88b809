"""What needs attention, in words: what it is, where, who does what next, and the way there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from dashboard.frame import Frame
from dashboard.selection import address, region_path
from dashboard.tracing.reference import trace_address
from etl.domain.attention import (
    Behind,
    Entry,
    FallingBack,
    FiledLate,
    Kind,
    Late,
    Odd,
    Returned,
    Unreviewed,
)
from etl.domain.completion import STATUS_NAMES
from etl.domain.figure_ref import FigureRef
from etl.domain.judging import STATUS_SHAPES, part_notes
from etl.domain.plan import LEVEL_NAMES
from etl.domain.sentence import Sentence, said, stated
from etl.domain.text import count_text, gap_words, in_brackets, listed, plain, points, short_day

KIND_NAMES: Mapping[Kind, str] = {
    "behind": "滞后",
    "falling_back": "退步",
    "late": "逾期未报",
    "unreviewed": "待审核",
    "returned": "已退回",
    "odd": "有提醒",
    "filed_late": "迟报",
}
_SHAPES: Mapping[Kind, str] = {
    "falling_back": "↘",
    "late": "□",
    "unreviewed": "○",
    "returned": "▽",
    "odd": "△",
    "filed_late": "◷",
}


@dataclass(frozen=True)
class Notice:
    """One entry in words: ``what`` leads to ``href``, ``figure`` is its number if it has one.

    ``next`` says who does what; a state always does.
    """

    kind: Kind
    shape: str
    what: str
    href: str
    said: Sentence
    next: Sentence
    figure: tuple[str, FigureRef] | None = None


def notice_of(frame: Frame, entry: Entry, own: str = "") -> Notice:
    """Return an entry in words; on the page of the region ``own`` it speaks to that region."""
    return _WORDS[entry.kind](Reader(frame, own), entry)


@dataclass(frozen=True)
class Reader:
    """The setting of the page, and the region that reads it as its own, "" for none."""

    frame: Frame
    own: str

    def asked(self, entry: Entry, project: str = "") -> str:
        """Say who is asked: nobody by name on the own page; of the whole, who answers for it."""
        plan = self.frame.plan
        if entry.region == self.own:
            return "请"
        known = plan.project(project) if project else None
        if entry.region == plan.root and known is not None and known.responsible:
            return f"请{known.responsible}"
        return f"请{_region(self.frame, entry)}"


def _region(frame: Frame, entry: Entry) -> str:
    known = frame.plan.tree.get(entry.region)
    return known.name if known else entry.region


def _way(frame: Frame, entry: Entry, fragment: str) -> str:
    return address(region_path(entry.region), frame.month, fragment)


def _project(frame: Frame, code: str) -> str:
    return frame.project_names.get(code, code)


def _behind(reader: Reader, entry: Behind) -> Notice:
    frame = reader.frame
    ref = FigureRef(f"gap-{entry.level}", frame.month, entry.region, entry.project)
    notes = part_notes(len(entry.missing), len(entry.carried_forward))
    status = STATUS_NAMES[entry.status] + in_brackets(notes)
    lacking = stated(count_text(entry.remaining), ref.of(f"remaining-{entry.level}"))
    return Notice(
        "behind",
        STATUS_SHAPES[entry.status],
        f"{_region(frame, entry)} {_project(frame, entry.project)}",
        _way(frame, entry, f"p-{entry.project}"),
        said(status),
        said(
            f"离{LEVEL_NAMES[entry.level]}任务还差",
            lacking,
            f"{entry.unit}，{reader.asked(entry, entry.project)}说明原因和补进度的安排",
        ),
        (gap_words(entry.gap), ref),
    )


def fallen_words(frame: Frame, entry: FallingBack) -> Sentence:
    """Say what was lost since the month before: against the pace, or in counts."""
    month = entry.before.number
    if entry.total_fell:
        ref = FigureRef("change", frame.month, entry.region, entry.project)
        less = stated(plain(entry.completed_before - entry.completed), ref)
        return said(f"累计数比{month}月少", less, entry.unit)
    words = f"与序时比{month}月退步"
    if entry.lost is None:
        return said(words)
    ref = FigureRef(f"lost-{entry.level}", frame.month, entry.region, entry.project)
    return said(words, stated(points(entry.lost), ref), "个百分点")


def _falling_back(reader: Reader, entry: FallingBack) -> Notice:
    frame = reader.frame
    words = fallen_words(frame, entry)
    if not entry.total_fell:
        words = said(*words, f"，现{STATUS_NAMES[entry.status]}")
    figure = None
    if entry.gap is not None and entry.level is not None:
        ref = FigureRef(f"gap-{entry.level}", frame.month, entry.region, entry.project)
        figure = (gap_words(entry.gap), ref)
    return Notice(
        "falling_back",
        _SHAPES["falling_back"],
        f"{_region(frame, entry)} {_project(frame, entry.project)}",
        _way(frame, entry, f"p-{entry.project}"),
        words,
        said(f"{reader.asked(entry, entry.project)}说明本月放慢的原因"),
        figure,
    )


def _late(reader: Reader, entry: Late) -> Notice:
    frame = reader.frame
    return Notice(
        "late",
        _SHAPES["late"],
        f"{_region(frame, entry)} {frame.month.number}月月报",
        _way(frame, entry, "filings"),
        said(f"{short_day(entry.due)}到期，已逾期{entry.days}天未报"),
        said(
            "请尽快报送" if entry.region == reader.own else f"{reader.asked(entry)}报送，市级催报"
        ),
    )


def _filed_late(reader: Reader, entry: FiledLate) -> Notice:
    frame = reader.frame
    return Notice(
        "filed_late",
        _SHAPES["filed_late"],
        f"{_region(frame, entry)} {frame.month.number}月月报",
        _way(frame, entry, "filings"),
        said(f"{short_day(entry.due)}到期，迟{entry.days}天报送"),
        said("已报，下月请按时"),
    )


def _unreviewed(reader: Reader, entry: Unreviewed) -> Notice:
    frame = reader.frame
    day = short_day(entry.filed_at.astimezone(frame.plan.zone).date())
    meanwhile = f"审核前仍计入第{entry.counting}版" if entry.counting else "审核前不计入"
    return Notice(
        "unreviewed",
        _SHAPES["unreviewed"],
        f"{_region(frame, entry)} {frame.month.number}月第{entry.version}版",
        _way(frame, entry, "filings"),
        said(f"{day}报送，待审核{f'{entry.days}天' if entry.days else ''}；{meanwhile}"),
        said("请市残联审核"),
    )


def _returned(reader: Reader, entry: Returned) -> Notice:
    frame = reader.frame
    late = f"，已逾期{entry.days_late}天" if entry.days_late else ""
    counting = f"，现计入第{entry.counting}版" if entry.counting else ""
    return Notice(
        "returned",
        _SHAPES["returned"],
        f"{_region(frame, entry)} {frame.month.number}月第{entry.version}版",
        _way(frame, entry, "filings"),
        said(f"已退回{late}{counting}"),
        said(f"{reader.asked(entry)}改正后重新报送"),
    )


def _odd(reader: Reader, entry: Odd) -> Notice:
    frame = reader.frame
    known = frame.plan.indicator(entry.indicator) if entry.indicator else None
    name = f" {known.name}" if known else ""
    href = _way(frame, entry, "filings")
    if known is not None:
        href = _trace(frame, entry, known.project, known.code)
    answer = f"已附说明：{entry.answer}" if entry.answer else "没有附说明，请市残联核实"
    return Notice(
        "odd",
        _SHAPES["odd"],
        f"{_region(frame, entry)}{name}",
        href,
        said(entry.message),
        said(answer),
    )


def _trace(frame: Frame, entry: Odd, project: str, indicator: str) -> str:
    return trace_address(FigureRef("completed", frame.month, entry.region, project, indicator))


_WORDS: Mapping[Kind, Callable[[Reader, Any], Notice]] = {
    "behind": _behind,
    "falling_back": _falling_back,
    "late": _late,
    "unreviewed": _unreviewed,
    "returned": _returned,
    "odd": _odd,
    "filed_late": _filed_late,
}


def counted(notices: list[Notice]) -> str:
    """Say how many entries there are of each kind: 滞后4、待审核1."""
    found: dict[Kind, int] = {}
    for item in notices:
        found[item.kind] = found.get(item.kind, 0) + 1
    return listed([f"{KIND_NAMES[kind]}{count}" for kind, count in found.items()], 9, "类")
