"""Which kinds may happen to one form together, found out by trying and not by a list.

A *head* changes only the lines above the table, a *layout* leaves every figure's value as it
is, a *local* kind changes the figures of its own indicators and goes wherever these are. What
each expects, all together must give.
"""

from __future__ import annotations

import copy
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from tests.corpus.catalogue import KINDS
from tests.corpus.form import FIELDS, INDICATORS, Form, plain_form
from tests.corpus.kinds import Kind
from tests.corpus.sheet import Place, Put


def cells_of(form: Form) -> dict[Place, Put]:
    return dict(form.sheet.cells)


def _shifted(form: Form) -> Form:
    form.sheet.insert_rows(1, 3)
    form.sheet.insert_columns(1, 2)
    return form


def _same(first: Form, second: Form) -> bool:
    return (
        first.sheet == second.sheet
        and first.truth == second.truth
        and first.notes == second.notes
        and first.expected == second.expected
    )


def _changed(form: Form, plain: Form) -> set[Place]:
    before, after = cells_of(plain), cells_of(form)
    places = before.keys() | after.keys()
    return {place for place in places if before.get(place) != after.get(place)}


@dataclass(frozen=True)
class Part:
    """A kind and the indicators whose cells it types into."""

    kind: Kind
    indicators: frozenset[str] = frozenset()


def _applied(kind: Kind) -> Form | None:
    form = kind.form()
    alone = not (form.before or form.after or form.refused or form.date_1904)
    return form if alone and form.file_name == "月报.xlsx" else None


def _as_head(kind: Kind, form: Form, plain: Form) -> Part | None:
    moved = form.sheet.marks != {**form.sheet.marks, **plain.sheet.marks}
    above = all(row < plain.header_top for row, _ in _changed(form, plain))
    known = (form.region, form.month) == (plain.region, plain.month)
    return Part(kind) if above and known and not moved and form.truth == plain.truth else None


def _above(form: Form) -> dict[Place, Put]:
    return {place: put for place, put in cells_of(form).items() if place[0] < form.header_top}


def _figures(form: Form) -> dict[tuple[str, str], Put | None]:
    return {
        (indicator, name): form.sheet.cells.get(form.sheet.marks[indicator, name])
        for indicator, name in plain_form().truth
        if (indicator, name) in form.sheet.marks
    }


def _as_layout(kind: Kind, form: Form, plain: Form) -> Part | None:
    silent = all(one.severity == "info" for one in form.expected)
    same = form.truth == plain.truth and _figures(form) == _figures(plain)
    lines = _above(form) == _above(plain) and form.header_top == plain.header_top
    if ("column", "note") not in form.sheet.marks or form.notes or form.sheet.hidden_rows:
        return None
    free = all(merge[3] < form.column("note") or merge[0] < 5 for merge in form.sheet.merges)
    return Part(kind) if lines and same and silent and free else None


def _as_local(kind: Kind, form: Form, plain: Form) -> Part | None:
    columns = {plain.column(name) for name in (*FIELDS, "note")}
    rows = {plain.row(indicator): indicator for indicator in INDICATORS}
    changed = _changed(form, plain)
    if not changed or any(row not in rows or column not in columns for row, column in changed):
        return None
    blank = [
        key for key, value in plain.truth.items() if form.truth[key] is None and value is not None
    ]
    refused = sum(one.severity == "error" for one in form.expected)
    # What is not reported any more changes the sums that another kind may put in.
    kept = len(blank) <= refused and all(
        form.truth[key] == value for key, value in plain.truth.items() if key not in blank
    )
    shifted_first = _shifted(plain_form())
    try:
        kind.change(shifted_first)
    except (KeyError, AssertionError, ValueError):
        return None
    follows = _same(shifted_first, _shifted(copy.deepcopy(form)))
    touched = frozenset(rows[row] for row, _ in changed)
    return Part(kind, touched) if kept and follows and len(touched) < 6 else None


@cache
def parts() -> tuple[list[Part], list[Part], list[Part]]:
    """Heads, layouts and local kinds."""
    heads: list[Part] = []
    layouts: list[Part] = []
    local: list[Part] = []
    judges = {
        "identity": (_as_head, heads),
        "columns": (_as_layout, layouts),
        "rows": (_as_layout, layouts),
        "values": (_as_local, local),
        "formats": (_as_local, local),
    }
    for kind in KINDS.values():
        form = _applied(kind)
        if form is None or kind.group not in judges:
            continue
        judge, kept = judges[kind.group]
        part = judge(kind, form, plain_form())
        if part is not None:
            kept.append(part)
    return heads, layouts, local


def combined(chosen: Sequence[Part]) -> Kind:
    """One kind of several."""

    def change(form: Form) -> None:
        for part in chosen:
            part.kind.change(form)

    names = " + ".join(str(part.kind) for part in chosen)
    needs = frozenset[str]().union(*(part.kind.needs for part in chosen))
    return Kind(names, "combined", change, needs)
