"""Identity, certificate and mobile numbers in a text, in whatever dress people write them.

A number is digits alone, or in groups parted by blanks, hyphens or dots. What stands beside
it (another number, a date, letters) does not hide it; what only happens to have as many
digits (dates, codes, counts in a row) is none.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

_INVISIBLE = re.compile(r"[\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\u00ad\u0336]")
_SEPARATOR = r"[\s\-‐‑‒–—−_.·]{1,2}"
_ELEVEN = re.compile(rf"[0-9](?:(?:{_SEPARATOR})?[0-9]){{10}}")
# A run of digits in groups; the last sign of an identity number may be an X.
_RUN = re.compile(rf"[0-9]+(?:[Xx×](?![A-Za-z]))?(?:{_SEPARATOR}[0-9]+(?:[Xx×](?![A-Za-z]))?)*")
_GROUP = re.compile(r"[0-9]+[Xx×]?")
_BIRTHDAY = r"(?:18|19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
_IDENTITY = re.compile(rf"[1-9]\d{{5}}{_BIRTHDAY}\d{{3}}[\dX]")
# After it a certificate has the kind of disability (1 to 7) and its degree (1 to 4).
_CERTIFICATE = re.compile(rf"{_IDENTITY.pattern}[1-7][1-4]")
_WEIGHTS = [pow(2, 17 - place, 11) for place in range(17)]
# How people part an identity number; other groups may be counts and days in a row.
_IDENTITY_GROUPS = frozenset(
    (
        (6, 8, 4),
        (6, 4, 4, 4),
        (4, 4, 4, 4, 2),
        (3, 3, 4, 4, 4),
        (6, 12),
        (10, 8),
        (14, 4),
        (1,) * 18,
    )
)
_MOBILE = re.compile(r"1[3-9]\d{9}")
_MOBILE_GROUPS = frozenset(((3, 4, 4), (4, 3, 4), (3, 8), (7, 4), (5, 6), (1,) * 11))
# A number with a point, and none of several groups parted by points.
_DECIMAL = re.compile(r"(?<![0-9.])([0-9]+)\.([0-9]+)(?!\.?[0-9])")
# Keys that programs make: digits and letters in turn, or the groups of a GUID.
_CODE = re.compile(
    r"(?<![0-9A-Fa-f])[0-9A-Fa-f]{4,}(?:[-_][0-9A-Fa-f]{4}){2,}[-_][0-9A-Fa-f]{4,}"
    r"|(?<![0-9A-Za-z])(?=[0-9A-Za-z]*[0-9][A-Za-z]+[0-9])[0-9A-Za-z]{12,}"
)
# Words that a number follows: then one that is not quite right is meant as such all the same.
_AFTER_IDENTITY = re.compile(
    r"(?:身份证|残疾人?证|公民身份|证件)[^\d]{0,8}\d(?:[\s\-.]{0,2}[\dXx]){13,}"
)
_AFTER_CARD = re.compile(r"(?:银行卡|社保卡|卡号)[^\d]{0,8}\d(?:[\s\-.]{0,2}\d){12,}")


def holds_personal_number(text: str) -> bool:
    """Whether a text holds an identity, certificate, card or mobile number."""
    return holds_identity_number(text) or holds_mobile(text)


def holds_identity_number(text: str) -> bool:
    """Whether a text holds an identity or certificate number, or a card's after its name."""
    plain = _with_digits(text)
    if plain is None:
        return False
    if _AFTER_IDENTITY.search(plain) or _AFTER_CARD.search(plain):
        return True
    return any(_has_identity(_run_of(found[0])) for found in _long_runs(plain, 18))


def holds_mobile(text: str) -> bool:
    """Whether a text holds a mobile number; landlines are no personal data."""
    plain = _with_digits(text)
    if plain is None:
        return False
    plain = _DECIMAL.sub(_whole_part, _CODE.sub(" ", plain))
    return any(_has_mobile(plain, found) for found in _long_runs(plain, 11))


def has_many_digits(text: str) -> bool:
    """Whether a text has as many digits close together as a mobile number."""
    return _with_digits(text) is not None


def _with_digits(text: str) -> str | None:
    """Return the text in NFKC when it has eleven digits close together; few texts have."""
    if len(text) < 11:
        return None
    if text.isascii():
        return text if _ELEVEN.search(text) else None
    plain = _INVISIBLE.sub("", unicodedata.normalize("NFKC", text))
    return plain if _ELEVEN.search(plain) else None


def _long_runs(text: str, length: int) -> Iterator[re.Match[str]]:
    return (found for found in _RUN.finditer(text) if len(found[0]) >= length)


@dataclass(frozen=True)
class _Run:
    """Digits in groups, an X in upper case, with what parts each from the group before."""

    groups: tuple[str, ...]
    between: tuple[str, ...]

    def joined(self, shortest: int, longest: int) -> Iterator[tuple[int, int, str]]:
        """Yield (first, end, digits) of neighbouring groups that are parted alike."""
        for first in range(len(self.groups)):
            digits = ""
            for end in range(first + 1, len(self.groups) + 1):
                digits += self.groups[end - 1]
                if len(digits) > longest or len(set(self.between[first : end - 1])) > 1:
                    break
                if len(digits) >= shortest:
                    yield first, end, digits

    def sizes(self, first: int, end: int) -> tuple[int, ...]:
        """Return the lengths of some groups."""
        return tuple(len(group) for group in self.groups[first:end])


def _run_of(text: str) -> _Run:
    groups = tuple(group.upper().replace("×", "X") for group in _GROUP.findall(text))
    between = (part.strip() or " " for part in _GROUP.split(text)[1:-1])
    return _Run(groups, tuple(between))


def _has_identity(run: _Run) -> bool:
    if any(_is_identity(digits, run.sizes(a, b)) for a, b, digits in run.joined(18, 20)):
        return True
    return any(_has_checked(group) for group in run.groups if len(group) > 20)


def _is_identity(joined: str, sizes: tuple[int, ...]) -> bool:
    """Whether groups joined are one number: grouped as people do, or with its check sign."""
    own = sizes[:-1] if len(joined) == 20 and len(sizes) > 1 and sizes[-1] == 2 else sizes
    if len(joined) == 18 and _IDENTITY.fullmatch(joined):
        return len(sizes) == 1 or sizes in _IDENTITY_GROUPS or _is_checked(joined)
    if len(joined) == 20 and _CERTIFICATE.fullmatch(joined):
        return len(own) == 1 or own in _IDENTITY_GROUPS or _is_checked(joined[:18])
    return False


def _is_checked(number: str) -> bool:
    """Whether the last sign is the check sign of the seventeen digits before (GB 11643)."""
    total = sum(int(digit) * weight for digit, weight in zip(number[:17], _WEIGHTS, strict=True))
    return number[17] == "10X98765432"[total % 11]


def _has_checked(digits: str) -> bool:
    """Whether a number with its check sign stands somewhere in a long run of digits."""
    places = range(len(digits) - 17)
    parts = (digits[place : place + 18] for place in places)
    return any(_IDENTITY.fullmatch(part) and _is_checked(part) for part in parts)


def _whole_part(match: re.Match[str]) -> str:
    """Return what of a decimal may be a number of somebody: 13800138000.0, 2.13800138000."""
    whole, fraction = match[1], match[2]
    if not fraction.strip("0"):
        return whole
    numbered = len(whole) < 3 and whole != "0" and match[0] != match.string.strip()
    return f"{whole}、{fraction}" if numbered else ""


def _has_mobile(text: str, found: re.Match[str]) -> bool:
    run = _run_of(found[0])
    letter = text[: found.start()][-1:]
    for first, end, digits in run.joined(11, 15):
        sizes = run.sizes(first, end)
        if len(sizes) > 1 and first == 0 and letter.isascii() and letter.isalpha():
            continue  # a part of a code
        if len(sizes) > 1 and sizes[0] == 1 and len(sizes) != len(run.groups):
            continue  # single digits in a row are a longer number
        if _is_one_mobile(digits, list(sizes)):
            return True
    return False


def _is_one_mobile(joined: str, sizes: list[int]) -> bool:
    """Whether groups joined are a mobile number, perhaps with 86, 0086 or 0 before it."""
    for prefix in ("", "0086", "86", "0"):
        number = joined.removeprefix(prefix)
        if prefix and number == joined:
            continue
        if _MOBILE.fullmatch(number):
            own = _without(sizes, len(prefix))
            return len(own) == 1 or own in _MOBILE_GROUPS
    return False


def _without(sizes: list[int], length: int) -> tuple[int, ...]:
    """Return the sizes of groups after so many digits of a prefix."""
    left = list(sizes)
    while length and left:
        taken = min(length, left[0])
        left[0] -= taken
        length -= taken
        if not left[0]:
            left.pop(0)
    return tuple(left)
