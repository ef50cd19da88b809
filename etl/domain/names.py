"""Exact matching of names as people write them. Nothing is ever matched by likeness."""

from __future__ import annotations

import re
import unicodedata

_INVISIBLE = re.compile(r"[\s\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\u00ad]+")
_NUMBERING = re.compile(
    r"^(?:[(](?:\d{1,2}|[一二三四五六七八九十]{1,3})[)]|(?:\d{1,2}|[一二三四五六七八九十]{1,3})[.、．:)])"
)
_ENCLOSED = re.compile(r"^[\u2460-\u249b\u24ea-\u24ff\u2776-\u2793]")
_BRACKETED = re.compile(r"[(（【\[][^()（）【】\[\]]*[)）】\]]$")
_SEAL = re.compile(r"[(](?:盖章|公章|签章)[)]")


def compact(text: str) -> str:
    """Return the text in NFKC without any blank or invisible character."""
    return _INVISIBLE.sub("", unicodedata.normalize("NFKC", text))


def plain_name(text: str) -> str:
    """Return a name without blanks, numbering before it and a bracketed unit after it."""
    bare = _INVISIBLE.sub("", text)
    bare = _ENCLOSED.sub("", bare)
    name = _SEAL.sub("", compact(bare))
    name = _NUMBERING.sub("", name)
    without = _BRACKETED.sub("", name)
    return (without or name).casefold()


def bracketed(text: str) -> str:
    """Return what stands in brackets at the end of a text, "" if nothing does."""
    match = _BRACKETED.search(compact(text))
    return match[0][1:-1] if match else ""
