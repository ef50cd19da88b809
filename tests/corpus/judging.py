"""Holds what `check` says of a file against what a careful person reads in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from tests.corpus.form import FIELDS, INDICATORS, Expected, Form

MONEY = Decimal("0.01")


@dataclass
class Verdict:
    """Everything that is wrong with an answer; empty lists are a pass.

    ``misread``: another number, or another cell, than a person reads. ``lost``: a readable
    number that was not read. ``missed``: something was to be said and was not. ``false``:
    an error or a warning about what is right.
    """

    misread: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)
    false: list[str] = field(default_factory=list)
    outcome: str = ""
    codes: frozenset[str] = frozenset()

    @property
    def complaints(self) -> list[str]:
        return [*self.misread, *self.lost, *self.missed, *self.false]

    @property
    def column(self) -> str:
        """Where a right answer is counted in the table."""
        if self.misread:
            return "misread"
        if self.complaints:
            return "wrong"
        return {"ok": "right", "warnings": "right with finding"}.get(self.outcome, "refused")


def judge(answer: Mapping[str, Any], form: Form) -> Verdict:
    """Compare one result of ``check --json`` with the truth of a form."""
    codes = frozenset(item["code"] for item in answer["findings"])
    verdict = Verdict(outcome=answer["outcome"], codes=codes)
    figures = {row["indicator"]: row for row in answer["figures"]}
    _compare_figures(verdict, figures, form)
    if not form.refused:
        _compare_identity(verdict, answer, form)
    _compare_findings(verdict, answer["findings"], form)
    return verdict


def _compare_figures(verdict: Verdict, figures: Mapping[str, Any], form: Form) -> None:
    cells, sheet = form.cells, form.sheet.name
    for indicator in INDICATORS:
        row = figures.get(indicator, {})
        for name in FIELDS:
            where = f"{indicator}.{name}"
            read, true = row.get(name), form.truth.get((indicator, name))
            if read is None:
                if true is not None and not form.refused:
                    verdict.lost.append(f"{where}: {true} is not read")
                continue
            if true is None or Decimal(str(read)) != true:
                verdict.misread.append(f"{where}: read {read}, is {true}")
            said = row["cells"].get(name)
            if said is not None and said != f"{sheet}!{cells.get((indicator, name))}":
                verdict.misread.append(f"{where}: at {said}, is at {cells.get((indicator, name))}")
        note = form.notes.get(indicator)
        if note is not None and not form.refused and row.get("note") != note:
            verdict.misread.append(f"{indicator}.note: read {row.get('note')!r}, is {note!r}")


def _compare_identity(verdict: Verdict, answer: Mapping[str, Any], form: Form) -> None:
    for name, true in (("region", form.region), ("month", form.month)):
        read = answer[name]
        if read == true:
            continue
        (verdict.lost if read is None else verdict.misread).append(f"{name}: {read}, is {true}")


def _compare_findings(verdict: Verdict, findings: list[Any], form: Form) -> None:
    open_ones = list(form.expected)
    for item in findings:
        fitting = [one for one in open_ones if _fits(item, one, form.sheet.name)]
        if fitting:
            open_ones.remove(fitting[0])
        elif item["severity"] != "info":
            verdict.false.append(
                f"{item['severity']} {item['code']} at {item['cells'] or item['cell']}: {item['message']}"
            )
    for one in open_ones:
        # Findings are folded: one may speak of all the cells of a field.
        if not any(_fits(item, one, form.sheet.name) for item in findings):
            places = sorted(str(cell) for cell in one.cells)
            verdict.missed.append(f"{one.severity} {sorted(one.codes)} at {places}")


def _fits(item: Mapping[str, Any], one: Expected, sheet: str) -> bool:
    if item["severity"] != one.severity or item["code"] not in one.codes:
        return False
    if not one.cells:
        return True
    if item["cell"] is None:
        return None in one.cells
    return bool(one.cells & {item["cell"], *item["cells"]}) and item["sheet"] == sheet
