"""Identity, certificate and mobile numbers in a text, in whatever dress people write them.

A number is digits alone, or in groups parted by blanks, hyphens or dots. What stands beside
it (another number, a date, letters) does not hide it; what only happens to have as many
digits (dates, codes, counts in a row) is none.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

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
_FRACTION = re.compile(r"[0-9]{10,}\.[0-9]*[1-9][0-9]*")
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
    return any(_has_identity(_groups(found[0])) for found in _long_runs(plain, 18))


def holds_mobile(text: str) -> bool:
    """Whether a text holds a mobile number; landlines are no personal data."""
    plain = _with_digits(text)
    return plain is not None and any(_is_mobile(plain, run) for run in _long_runs(plain, 11))


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


def _groups(run: str) -> list[str]:
    """Return the groups of digits of a run, an X in upper case."""
    return [group.upper().replace("×", "X") for group in _GROUP.findall(run)]


def _has_identity(groups: list[str]) -> bool:
    for first in range(len(groups)):
        joined = ""
        for last in range(first, len(groups)):
            joined += groups[last]
            if len(joined) > 20:
                break
            if _is_identity(joined, tuple(map(len, groups[first : last + 1]))):
                return True
    return any(_has_checked(group) for group in groups if len(group) > 20)


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


def _is_mobile(text: str, found: re.Match[str]) -> bool:
    if text[: found.start()].endswith(("0.", "0．")):
        return False
    if _FRACTION.fullmatch(found[0]):
        return False
    groups = re.findall(r"[0-9]+", found[0])
    before, after = text[: found.start()][-1:], text[found.end() :][:1]
    inside_a_word = before.isalpha() and before.isascii() and after.isalpha() and after.isascii()
    if inside_a_word or len(set(re.findall(r"[^0-9Xx×]+", found[0]))) > 1:
        groups = [max(groups, key=len)]  # groups of several kinds are no one number's
    if len(groups) > 1 and groups[0] == "0" and found[0][1] == ".":
        groups = groups[2:]  # 0.13800138000 is a share
    for first in range(len(groups)):
        joined, sizes = "", list[int]()
        for group in groups[first:]:
            joined += group
            sizes.append(len(group))
            if len(joined) > 15:
                break
            alone = len(sizes) == 1 or sizes[0] > 1 or len(sizes) == len(groups)
            if alone and _is_one_mobile(joined, sizes):
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
