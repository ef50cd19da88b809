"""What is typed in a cell, read by formulas as our reader will read the file.

Digits, signs and separators may be full-width, thousands be parted, the unit follow the
number, and 无 or a dash stand for nothing. What else is text is no number. Nothing here
asks the office to turn a text into a number: that would depend on its language.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from etl.domain.submission import Field
from etl.workbook.template.facts import FEN_OF_WAN, RowFacts
from etl.workbook.template.places import READING_STEPS, at
from etl.workbook.template.terms import Scalar, quoted
from etl.workbook.values import MAX_DIGITS, NOT_REPORTED_WORDS, PERSONS

NOT_REPORTED_MARKS = "-‐‑‒–—―−─━﹘ー⸺⸻ｰ︱︲⁻₋/\\－﹣／＼﹨"
"""Any number of these, like the reader's words, stand for nothing reported."""
# Taken alike by the reader, which folds widths and drops what cannot be seen.
_TIDIED = (("\u3000", " "), ("\u00a0", " "), ("\u200b", ""), ("．", "."), ("，", ","))
_MINUS = "-－﹣−"
_BEFORE = f"{_MINUS}+＋'‘’`"
_DIGITS = "0123456789０１２３４５６７８９"
_LONGEST = 20
_EACH = "{" + ",".join(map(str, range(1, _LONGEST + 1))) + "}"
_END = "¦"
NO_NUMBER = "应为数字"
TOO_LONG = f"超过 {MAX_DIGITS} 位数字"


def units_of(name: Field, unit: str) -> tuple[str, ...]:
    """Return the units that may follow a number in a column, longer ones first."""
    if name.startswith("funds"):
        return ("万元", "万")
    return PERSONS if unit in PERSONS else (unit,) if unit else ()


def reading_formulas(facts: RowFacts, name: Field, row: int) -> dict[str, str]:
    """Return the formula of each step for one figure of a zero-based row."""
    cell = at(name, row)
    text, bare, digits, number, _ = (at(f"{step}_{name}", row) for step in READING_STEPS)
    formulas = {
        "text": f'IF(ISTEXT({cell}),TRIM({_replaced(cell, *_TIDIED)}),"")',
        "bare": _bare(text, units_of(name, facts.indicator.unit)),
        "digits": _digits(text, bare),
        "number": _number(cell, text, digits),
        "read": _checked(number, facts, name),
    }
    return {f"{step}_{name}": f"={formula}" for step, formula in formulas.items()}


def _replaced(text: str, *pairs: tuple[str, str]) -> str:
    for old, new in pairs:
        text = f"SUBSTITUTE({text},{quoted(old)},{quoted(new)})"
    return text


def _bare(text: str, units: tuple[str, ...]) -> str:
    """Take the unit off the end and a sign off the front; blanks part thousands like commas."""
    cut = _replaced(f'{text}&"{_END}"', *((f"{unit}{_END}", "") for unit in units), (_END, ""))
    first = f'1+ISNUMBER(FIND(LEFT({text}),"{_BEFORE}"))'
    return _replaced(f"MID(TRIM({cut}),{first},30)", (" ", ","))


def _digits(text: str, bare: str) -> str:
    """Return the digits with their point, "" for nothing reported and "?" for no number."""
    squeezed = _replaced(text, (" ", ""))
    words = ",".join(f'{squeezed}="{word}"' for word in NOT_REPORTED_WORDS)
    nothing = f"OR({words},{_all_in(text, NOT_REPORTED_MARKS + ' ')})"
    point = f'FIND(".",{bare}&".")'
    commas = f"LEN({bare})-LEN({_replaced(bare, (',', ''))})"
    # Where groups of three end, counted leftwards; zeros before keep places positive.
    grouped = f'SUMPRODUCT(--(MID(REPT("0",16)&{bare},{point}+16-{{4,8,12}},1)=","))'
    wrong = (
        f'{bare}=""',
        f'LEFT({bare})="."',
        f'RIGHT({bare})="."',
        f"LEN({bare})>{_LONGEST}",
        f"LEN({_replaced(bare, ('.', ''))})<LEN({bare})-1",
        _all_in(bare, _DIGITS + ".,", is_so=False),
        f"{commas}<>{grouped}",
        f"({commas}>0)*({commas}<>INT(({point}-2-({commas}))/3))",
    )
    return f'IF({nothing},"",IF(OR({",".join(wrong)}),"?",{_replaced(bare, (",", ""))}))'


def _all_in(text: str, letters: str, *, is_so: bool = True) -> str:
    """Whether a text has only these letters: filled up with one of them, it has so many."""
    found = f'ISNUMBER(FIND({_letters(text, letters[0])},"{letters}"))'
    return f"SUMPRODUCT(--{found}){'=' if is_so else '<>'}{_LONGEST}"


def _letters(text: str, filling: str) -> str:
    """Return the letters of a text; offices differ in what they find in an empty text."""
    return f'MID({text}&"{filling * _LONGEST}",{_EACH},1)'


def _number(cell: str, text: str, digits: str) -> str:
    point = f'FIND(".",{digits}&".")'
    power = f"10^({point}-{_EACH}-({_EACH}<{point}))"
    # Ten and twenty places on is the same digit, and the point stands where a nought would.
    found = f'FIND({_letters(digits, "0")},"{_DIGITS}.")'
    value = f"SUMPRODUCT(MOD({found}-1,10)*{power})"
    sign = f'(1-2*ISNUMBER(FIND(LEFT({text}),"{_MINUS}")))'
    # LibreOffice takes a logical value for a number.
    plain = f"AND(ISNUMBER({cell}),NOT(ISLOGICAL({cell})))"
    unread = f'OR(ISLOGICAL({cell}),ISERROR({cell}),{digits}="?")'
    return f'IF({plain},{cell},IF({unread},"?",IF({digits}="","",{sign}*{value})))'


def _checked(number: str, facts: RowFacts, name: Field) -> str:
    places = _places(facts, name)
    # Half a unit of the twelfth digit: what the reader takes for binary noise.
    noise = f"5*10^(INT(LOG10(MAX(1,ABS({number}))))-{MAX_DIGITS})"
    exact = (
        f'IF(ABS({number}-ROUND({number},{places}))>{noise},"{_inexact(facts, name)}",'
        f"ROUND({number},{places}))"
    )
    sized = f'IF(ABS({number})>=10^{MAX_DIGITS},"{_too_long(facts)}",{exact})'
    return f'IF(ISNUMBER({number}),{sized},IF({number}="","","× {NO_NUMBER}"))'


def _places(facts: RowFacts, name: Field) -> int:
    return (facts.money if name.startswith("funds") else facts.people).places


def _too_long(facts: RowFacts) -> str:
    return _marked("E-TOO-LONG", TOO_LONG, facts)


def _inexact(facts: RowFacts, name: Field) -> str:
    if name.startswith("funds"):
        return _marked("E-FRACTION-OF-FEN", f"最多 {FEN_OF_WAN} 位小数（精确到分）", facts)
    if facts.people.places == 0:
        return _marked("E-NOT-INTEGER", "应为整数", facts)
    return _marked("E-DECIMALS", f"最多 {facts.people.places} 位小数", facts)


def _marked(code: str, words: str, facts: RowFacts) -> str:
    return f"{'△' if code in facts.trial else '×'} {words}"


def as_read(value: Decimal | None, facts: RowFacts, name: Field) -> Scalar:
    """Return what the last step holds for a number, or for a cell left blank."""
    if value is None:
        return ""
    if abs(value) >= 10**MAX_DIGITS:
        return _too_long(facts)
    kept = value.quantize(Decimal(1).scaleb(-_places(facts, name)), ROUND_HALF_UP)
    noise = Decimal(5).scaleb(max(value.adjusted(), 0) - MAX_DIGITS)
    return _inexact(facts, name) if abs(value - kept) > noise else kept
