"""What a file is that is no workbook but text: for the sentence that refuses it."""

from __future__ import annotations

import re

_HEAD = 64 * 1024
_HTML = re.compile(r"<!doctype html|<(?:html|head|body|table|meta|style|div)[\s>]|mime-version:")
_XML_2003 = "urn:schemas-microsoft-com:office:spreadsheet"
_SEPARATORS = ",\t;|，"
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


def text_code(data: bytes) -> str:
    """Return the code that says what kind of text (or what else) these bytes are."""
    text = _decoded(data[:_HEAD])
    if text is None or _CONTROLS.search(text):
        return "E-FILE-UNKNOWN"
    start = text.lstrip("\ufeff \t\r\n").lower()
    if _XML_2003 in start:
        return "E-FILE-XML2003"
    if start.startswith("<?xml") and "<html" not in start:
        return "E-FILE-UNKNOWN"
    if _HTML.search(start[:4096]):
        return "E-FILE-HTML"
    return "E-FILE-CSV" if _looks_like_rows(text) else "E-FILE-TEXT"


def _decoded(head: bytes) -> str | None:
    for mark, encoding in _MARKS:
        if head.startswith(mark):
            return head.decode(encoding, "replace")
    for encoding in ("utf-8", "gb18030"):
        # The head may end within a character.
        for cut in range(4):
            try:
                return head[: len(head) - cut].decode(encoding)
            except UnicodeDecodeError:
                continue
    return None


def _looks_like_rows(text: str) -> bool:
    """Whether most lines hold the same number of one separator."""
    lines = [line for line in text.splitlines()[:50] if line.strip()]
    for separator in _SEPARATORS:
        counts = [line.count(separator) for line in lines]
        usual = max(set(counts), key=counts.count, default=0)
        if usual and counts.count(usual) * 2 > len(counts) and (len(counts) > 1 or usual > 1):
            return True
    return False
