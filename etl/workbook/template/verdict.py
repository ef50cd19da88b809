"""The live line of the form (核对): formulas, and their results for a form that is filled.

× stands for what `check` calls an error, △ for a warning; a remark turns certain errors
into warnings there and here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from etl.domain.submission import FIELDS, Field
from etl.workbook.template.facts import RowFacts
from etl.workbook.template.reading import as_read
from etl.workbook.template.rules import Rule, counted, pair_rules, pairs, row_rules
from etl.workbook.template.terms import (
    Cells,
    Scalar,
    Term,
    both,
    cell,
    constant,
    first_of,
    is_blank,
    joined,
    when,
)

BLANK = "未填"
RIGHT = "合格"
STOP, ASK = "×", "△"
_END = "¦"
_REMINDS = ("remind_people", "remind_money", "remind_row")
_READ_THERE = (FIELDS[:2], FIELDS[2:], ())
"""The fields whose complaints stand among the warnings, when their rule is on trial."""
_NAMES: Mapping[Field, str] = {
    "completed_month": "本月完成",
    "completed_total": "累计完成",
    "funds_month_yuan": "本月投入",
    "funds_total_yuan": "累计投入",
}


def counted_terms(facts: RowFacts) -> dict[str, Term]:
    """Return the cumulative figures that will count, by the name of their cell."""
    return {pair.counted: counted(pair) for pair in pairs(facts)}


def line_terms(facts: RowFacts) -> dict[str, Term]:
    """Return the terms of the line, in the order in which they build on each other.

    ``stop`` holds what is always an error, ``ask`` what a remark softens, the others the
    warnings: so the first sentence of them all is the gravest.
    """
    of_pairs = [[*pair_rules(pair)] for pair in pairs(facts)]
    of_row = [*row_rules(facts)]
    rules = [*of_pairs[0], *of_pairs[1], *of_row]
    stops = [item for item in rules if _stops(item, facts) and not item.noted]
    asks = [item for item in rules if _stops(item, facts) and item.noted]
    softened = when(cell("noted"), constant(ASK), constant(STOP))
    terms = {
        "stop": joined(_complaints(STOP, FIELDS), *_sentences(stops, STOP)),
        "ask": joined("", *_sentences(asks, softened)),
    }
    for name, some, fields in zip(_REMINDS, (*of_pairs, of_row), _READ_THERE, strict=True):
        warnings = _sentences([item for item in some if not _stops(item, facts)], ASK)
        complaints = _complaints(ASK, fields if facts.trial else ())
        terms[name] = joined(complaints, *warnings)
    return {**terms, "verdict": _line()}


def _stops(rule: Rule, facts: RowFacts) -> bool:
    return rule.code.startswith("E") and rule.code not in facts.trial


def _sentences(rules: Iterable[Rule], mark: Term | str) -> list[Term]:
    return [
        when(rule.condition, joined(mark, " ", *rule.words, _END), constant("")) for rule in rules
    ]


def _complaints(mark: str, fields: Iterable[Field]) -> Term:
    """Return what the reading of some cells complains of, with the names of the cells."""
    return joined("", *(_complaint(f"read_{name}", _NAMES[name], mark) for name in fields))


def _complaint(read: str, name: str, mark: str) -> Term:
    return Term(
        f'IF(LEFT({{{read}}})="{mark}","{mark} {name}"&MID({{{read}}},3,40)&"{_END}","")',
        lambda cells: _complained(cells[read], name, mark),
    )


def _complained(read: Scalar, name: str, mark: str) -> str:
    text = read if isinstance(read, str) else ""
    return f"{mark} {name}{text[2:]}{_END}" if text.startswith(mark) else ""


def _line() -> Term:
    told = ("stop", "ask", *_REMINDS)
    every = joined(*(cell(name) for name in told))
    untouched = both(*(is_blank(f"read_{name}") for name in FIELDS))
    nothing = both(*(is_blank(name) for name in told))
    fine = when(untouched, constant(BLANK), constant(RIGHT))
    return when(nothing, fine, first_of(every, _END))


def read_cells(
    facts: RowFacts, written: Mapping[Field, Decimal | None], note: str
) -> dict[str, Scalar]:
    """Return what the cells of a row hold once these figures (in the form's unit) are in."""
    cells: dict[str, Scalar] = {"noted": bool(note.strip())}
    for field in FIELDS:
        cells[f"read_{field}"] = as_read(written[field], facts, field)
    for pair in pairs(facts):
        cells[pair.last] = pair.facts.last.value if pair.facts.last else ""
    for name, term in counted_terms(facts).items():
        cells[name] = term.result(cells)
    return cells


def said(terms: Mapping[str, Term], cells: Cells, project_total: Decimal) -> dict[str, Scalar]:
    """Return what the terms of the line yield for those cells, one after the other."""
    known: dict[str, Scalar] = {**cells, "project": project_total}
    for name, term in terms.items():
        known[name] = term.result(known)
    return {name: known[name] for name in terms}
