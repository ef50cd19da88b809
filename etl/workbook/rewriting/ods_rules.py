"""The rules of .ods for what may be typed into cells, as far as .xlsx says them alike."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from etl.workbook.grid import Range
from etl.workbook.rewriting.functions import Unsure
from etl.workbook.rewriting.ods_formula import converted, plain_range, reference_text
from etl.workbook.rewriting.parts import CopiedSheet, Lost, clean
from etl.workbook.rewriting.validation import Validation, validate
from etl.workbook.xml_stream import Attributes

_LIST = re.compile(r"(?:of:)?cell-content-is-in-list\((?P<inside>.*)\)", re.DOTALL)
_CHOICES = re.compile(r'"((?:[^"]|"")*)"(?:;|$)')
_NUMBERS = re.compile(
    r"(?:of:)?cell-content-is-(?P<kind>whole-number|decimal-number|date|time)\(\)"
    r"(?: and (?P<rest>.+))?"
)
_LENGTH = re.compile(r"(?:of:)?cell-content-text-length(?P<rest>.+)")
_TRUE = re.compile(r"(?:of:)?is-true-formula\((?P<formula>.*)\)", re.DOTALL)
_BRACKETS = re.compile(r"\[([^\]]+)\]")
_FIXED = re.compile(r"\.\$[A-Z]+\$[0-9]+$")
_KINDS = {"whole-number": "whole", "decimal-number": "decimal", "date": "date", "time": "time"}
_COMPARED = re.compile(r"(?:cell-content\(\)|\(\))(?P<sign><=|>=|!=|=|<|>)(?P<value>.+)")
_BETWEEN = re.compile(
    r"(?:cell-content|-length)?-?is-(?P<not>not-)?between\((?P<from>[^;,()]+)[;,](?P<to>[^;,()]+)\)"
)
_SIGNS = {"=": "==", "!=": "!=", "<": "<", ">": ">", "<=": "<=", ">=": ">="}
_FAILURES = {"stop": "stop", "warning": "warning", "information": "information"}


@dataclass
class OdsRules:
    """Collects the rules of a workbook and where they hold."""

    rules: dict[str, Attributes] = field(default_factory=dict)
    _messages: dict[str, dict[str, tuple[str, str, Attributes]]] = field(default_factory=dict)
    _rule: str = ""
    _message: str = ""

    def start(self, element: str, attributes: Attributes) -> None:
        """Take the start of an element before the sheets."""
        if element == "table:content-validation":
            self._rule = attributes.get("table:name", "")
            self.rules[self._rule] = attributes
        elif element in ("table:help-message", "table:error-message"):
            self._message = element
            title = attributes.get("table:title", "")
            self._messages.setdefault(self._rule, {})[element] = (title, "", attributes)

    def text(self, data: str) -> None:
        """Take the words of a message."""
        if self._message and data.strip():
            title, text, attributes = self._messages[self._rule][self._message]
            whole = f"{text}\n{data}" if text else data
            self._messages[self._rule][self._message] = (title, whole, attributes)

    def end(self, element: str) -> None:
        """Take the end of an element."""
        if element == self._message:
            self._message = ""

    def set_up(
        self,
        sheet: CopiedSheet,
        places: Mapping[str, list[Range]],
        sheets: Mapping[str, str],
        lost: Lost,
    ) -> None:
        """Give a sheet its rules."""
        for name, over in places.items():
            attributes = self.rules.get(name)
            if attributes is None:
                continue
            try:
                rule = self._rule_of(name, attributes, over, sheets)
            except Unsure:
                rule = None
            if rule is None or not validate(sheet, rule):
                lost.count("数据有效性规则", "条")

    def _rule_of(
        self, name: str, attributes: Attributes, over: list[Range], sheets: Mapping[str, str]
    ) -> Validation | None:
        condition = attributes.get("table:condition", "")
        said = self._messages.get(name, {})
        help_title, help_text, helped = said.get("table:help-message", ("", "", {}))
        title, text, failed = said.get("table:error-message", ("", "", {}))
        kind, comparison, listed, formulas = _condition(condition, sheets)
        base = plain_range(attributes.get("table:base-cell-address", ""))
        first = over[0]
        if _moves(condition) and (
            base is None or base[1] != Range(first.top, first.left, first.top, first.left)
        ):
            raise Unsure
        return Validation(
            over=tuple(_stacked(over)),
            kind=kind,
            comparison=comparison,
            listed=listed,
            formulas=formulas,
            ignores_blank=attributes.get("table:allow-empty-cell") != "false",
            drops_down=attributes.get("table:display-list") != "none",
            shows_input=helped.get("table:display") == "true",
            shows_error=failed.get("table:display") != "false",
            texts=(clean(help_title), clean(help_text), clean(title), clean(text)),
            failure=_FAILURES.get(failed.get("table:message-type", "stop"), "stop"),
        )


def _moves(condition: str) -> bool:
    """Whether a condition has a place that is counted from the cell it is asked of."""
    places = (place for text in _BRACKETS.findall(condition) for place in text.split(":"))
    return any(_FIXED.search(place) is None for place in places)


_Condition = tuple[str, str, tuple[str, ...] | None, tuple[str, ...]]


def _condition(text: str, sheets: Mapping[str, str]) -> _Condition:
    """Return (kind, comparison, choices, formulas) of a condition; raises Unsure."""
    if not text:
        return "any", "between", None, ()
    if match := _LIST.fullmatch(text):
        return _list_condition(match["inside"], sheets)
    if match := _NUMBERS.fullmatch(text):
        if match["rest"] is None:
            raise Unsure
        return (_KINDS[match["kind"]], *_comparison(match["rest"], sheets))
    if match := _TRUE.fullmatch(text):
        return "custom", "between", None, (_value(match["formula"], sheets),)
    if match := _LENGTH.fullmatch(text):
        return ("length", *_comparison(match["rest"], sheets))
    raise Unsure


def _list_condition(inside: str, sheets: Mapping[str, str]) -> _Condition:
    if inside.startswith("[") and inside.endswith("]"):
        return "list", "between", None, ("=" + reference_text(inside[1:-1], sheets),)
    choices = [match[1].replace('""', '"') for match in _CHOICES.finditer(inside)]
    if not choices or _CHOICES.sub("", inside):
        raise Unsure
    return "list", "between", tuple(choices), ()


def _comparison(text: str, sheets: Mapping[str, str]) -> tuple[str, None, tuple[str, ...]]:
    if match := _COMPARED.fullmatch(text):
        return _SIGNS[match["sign"]], None, (_value(match["value"], sheets),)
    if match := _BETWEEN.fullmatch(text):
        way = "not between" if match["not"] else "between"
        return way, None, (_value(match["from"], sheets), _value(match["to"], sheets))
    raise Unsure


def _value(text: str, sheets: Mapping[str, str]) -> str:
    return "=" + converted("of:=" + text, sheets, frozenset())


def _stacked(ranges: list[Range]) -> list[Range]:
    """Put ranges of single rows that lie under each other together."""
    stacked: dict[tuple[int, int], list[Range]] = {}
    for item in ranges:
        column = stacked.setdefault((item.left, item.right), [])
        if column and column[-1].bottom == item.top - 1:
            column[-1] = Range(column[-1].top, item.left, item.bottom, item.right)
        else:
            column.append(item)
    return [item for column in stacked.values() for item in column]
