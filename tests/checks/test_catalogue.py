"""The catalogue of findings and the program say the same codes, and in good sentences."""

import ast
import re
import string
from functools import cache
from pathlib import Path

import pytest

from etl.domain.codes import CODES, finding
from etl.domain.codes_file import FILE_CODES
from etl.domain.codes_form import FORM_CODES
from etl.domain.codes_plan import PLAN_CODES
from etl.domain.codes_rules import RULE_CODES
from tests.checks.form import findings_of, whole
from tests.raised_codes import RAISED

ROOT = Path(__file__).resolve().parents[2]
CODE = re.compile(r"(?<![A-Z0-9-])[EWI]-[A-Z0-9]+(?:-[A-Z0-9]+)*")
HALF_WIDTH = re.compile(r"[一-鿿）”}][,;?!]|[,;?!][一-鿿（“]")

# Codes that are no rule's: by table, and who raises them. Their own tests name them.
ELSEWHERE = (
    (FILE_CODES, ("etl/workbook", "etl/services")),
    (FORM_CODES, ("etl/workbook",)),
    (PLAN_CODES, ("etl/workbook", "etl/services")),
)


@cache
def literals(folder: str) -> frozenset[str]:
    """Every code written in the Python files of a folder; the catalogue and this file left out."""
    found = set()
    for path in (ROOT / folder).rglob("*.py"):
        if path == Path(__file__).resolve() or path.name.startswith("codes"):
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                found |= set(CODE.findall(node.value))
    return frozenset(found)


def test_every_code_of_the_program_is_in_the_catalogue():
    assert literals("etl") - CODES.keys() == set()


@pytest.mark.parametrize("code", sorted(CODES))
def test_every_code_of_the_catalogue_is_raised_and_tested(code):
    if code in literals("etl/checks"):
        assert code in literals("tests/checks")
        return
    places = [folders for table, folders in ELSEWHERE if code in table]
    assert places, f"{code} is a rule's, but no rule says it"
    assert any(code in literals(folder) for folder in places[0]), f"nothing raises {code}"
    assert code in literals("tests"), f"no test names {code}"


def test_only_what_the_program_itself_raises_is_noted_as_raised():
    RAISED.discard("E-NEGATIVE-TOTAL")
    finding("E-NEGATIVE-TOTAL", {"field": "累计完成", "raw": "-1"})
    assert "E-NEGATIVE-TOTAL" not in RAISED
    findings_of(whole("指标 | 累计\n辅具适配 | -1"))
    assert "E-NEGATIVE-TOTAL" in RAISED


def test_no_code_is_put_together_from_pieces():
    """A code that is never written out can neither be found nor held against the catalogue."""
    for path in (ROOT / "etl").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.JoinedStr):
                first = node.values[0] if node.values else None
                text = first.value if isinstance(first, ast.Constant) else ""
                assert not re.match(r"[EWI]-", str(text)), f"{path.name}:{node.lineno}"


def test_each_code_stands_in_one_table_only():
    tables = (FILE_CODES, FORM_CODES, RULE_CODES, PLAN_CODES)
    assert sum(map(len, tables)) == len(CODES)


def placeholders(text):
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("code", sorted(CODES))
def test_every_sentence_is_one(code):
    entry = CODES[code]
    words = dict.fromkeys(placeholders(entry.message) | placeholders(entry.hint), "某")
    filled = finding(code, words)
    assert filled.severity == {"E": "error", "W": "warning", "I": "info"}[code[0]]
    for text in (filled.message, filled.hint):
        assert text == text.strip() != ""
        assert not HALF_WIDTH.search(text), text
        assert not re.search(r"[{}]|[a-z]+_[a-z]+", text), text
    assert not filled.message.endswith("。")
    assert filled.hint.endswith("。")


@pytest.mark.parametrize("code", sorted(code for code in CODES if code[0] == "W"))
def test_the_hint_of_a_warning_about_a_form_says_that_a_reason_is_enough(code):
    if code not in PLAN_CODES:
        assert "报送时写明原因即可" in CODES[code].hint
