"""Rules for what may be typed into cells, drop-down lists above all."""

from __future__ import annotations

from dataclasses import dataclass, replace

from xlsxwriter.worksheet import Worksheet

from etl.workbook.grid import Range
from etl.workbook.rewriting.parts import LAST_COLUMN, LAST_ROW, CopiedSheet, is_clean

_WITH_COMPARISON = ("whole", "decimal", "date", "time", "length")
_LONGEST_LIST, _LONGEST_TITLE, _LONGEST_MESSAGE = 255, 32, 255
_MOST_RANGES = 500


@dataclass(frozen=True)
class Validation:
    """A rule in XlsxWriter's words; ``formulas`` each begin with an equals sign.

    ``texts``: title and message of the hint, then of the error.
    """

    over: tuple[Range, ...]
    kind: str
    comparison: str = "between"
    listed: tuple[str, ...] | None = None
    formulas: tuple[str, ...] = ()
    ignores_blank: bool = True
    drops_down: bool = True
    shows_input: bool = True
    shows_error: bool = True
    texts: tuple[str, str, str, str] = ("", "", "", "")
    failure: str = "stop"


def validate(sheet: CopiedSheet, rule: Validation) -> bool:
    """Give a rule to the copy's sheet; False when a workbook cannot hold it."""
    rule = replace(rule, texts=tuple(text.strip("\0") for text in rule.texts))  # type: ignore[arg-type]
    if not _fits(rule):
        return False
    options = _options(rule)
    first, *others = rule.over
    if others:
        options["other_cells"] = [_corners(other) for other in others]
    sheet.setup.append(lambda made: _add(made, first, options))
    return True


def _add(sheet: Worksheet, over: Range, options: dict[str, object]) -> None:
    sheet.data_validation(*_corners(over), options)


def _corners(over: Range) -> tuple[int, int, int, int]:
    return over.top - 1, over.left - 1, over.bottom - 1, over.right - 1


def _options(rule: Validation) -> dict[str, object]:
    options: dict[str, object] = {
        "validate": rule.kind,
        "ignore_blank": rule.ignores_blank,
        "dropdown": rule.drops_down,
        "show_input": rule.shows_input,
        "show_error": rule.shows_error,
        "error_type": rule.failure,
    }
    names = ("input_title", "input_message", "error_title", "error_message")
    options |= {name: text for name, text in zip(names, rule.texts, strict=True) if text}
    if rule.listed is not None:
        options["source"] = list(rule.listed)
    elif rule.formulas:
        options["value"] = rule.formulas[0]
    if rule.kind in _WITH_COMPARISON:
        options["criteria"] = rule.comparison
        if len(rule.formulas) > 1:
            options["maximum"] = rule.formulas[1]
    return options


def _fits(rule: Validation) -> bool:
    titles, messages = rule.texts[::2], rule.texts[1::2]
    needed = 0 if rule.kind == "any" or rule.listed is not None else 1
    if rule.kind in _WITH_COMPARISON and rule.comparison.endswith("between"):
        needed = 2
    return (
        0 < len(rule.over) <= _MOST_RANGES
        and all(_on_sheet(over) for over in rule.over)
        and len(rule.formulas) >= needed
        and len(",".join(rule.listed or ())) <= _LONGEST_LIST
        and not any("," in choice or not is_clean(choice) for choice in rule.listed or ())
        and not (rule.listed is None and any(len(f) > _LONGEST_LIST for f in rule.formulas))
        and max(map(len, titles)) <= _LONGEST_TITLE
        and max(map(len, messages)) <= _LONGEST_MESSAGE
        and (rule.kind != "any" or bool(rule.texts[0] or rule.texts[1]))
    )


def _on_sheet(over: Range) -> bool:
    return 1 <= over.top <= over.bottom <= LAST_ROW and 1 <= over.left <= over.right <= LAST_COLUMN
