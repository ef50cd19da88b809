"""Files spoilt at random, in their bytes or in the text of their parts, as transfers and
programs spoil them: whatever comes of one, it is an answer."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from random import Random

from tests.corpus.form import plain_form
from tests.corpus.writers import WRITERS

_TAG = re.compile(r"<[^<>]*>")
_WORDS = (
    "", "0", "-1", "1e9", "99999999999", "NaN", "A1:XFD1048576", "XFD1048576", "&#0;", "&amp;",
    "\ufffd", "true", "<v>9</v>", "<c/>", "</row>", "]]>", "<!--", 'r="A1"', 't="s"', "\x00", "月",
)  # fmt: skip


def sources() -> dict[str, tuple[str, bytes]]:
    """Suffix and bytes of the plain form by every writer."""
    return {name: (writer.suffix, writer.write(plain_form())) for name, writer in WRITERS.items()}


def spoilt(chance: Random, content: bytes) -> bytes:
    """The file with one to four things wrong."""
    for _ in range(chance.randrange(1, 5)):
        zipped = content.startswith(b"PK") and chance.random() < 0.75
        content = _part_spoilt(chance, content) if zipped else _bytes_spoilt(chance, content)
    return content


def _bytes_spoilt(chance: Random, content: bytes) -> bytes:
    if not content:
        return content
    at = chance.randrange(len(content))
    length = min(chance.choice((1, 1, 2, 8, 64, 1024)), len(content) - at)
    ways: tuple[Callable[[], bytes], ...] = (
        lambda: content[:at] + chance.randbytes(length) + content[at + length :],
        lambda: content[:at] + b"\0" * length + content[at + length :],
        lambda: content[:at] + content[at + length :],
        lambda: content[:at] + content[at : at + length] * 3 + content[at + length :],
        lambda: content[:at],
        lambda: content + chance.randbytes(length),
    )
    return chance.choice(ways)()


def _part_spoilt(chance: Random, content: bytes) -> bytes:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
    except Exception:  # noqa: BLE001 - what is spoilt too much already is spoilt in its bytes
        return _bytes_spoilt(chance, content)
    if not parts:
        return content
    name = chance.choice(sorted(parts))
    if chance.random() < 0.1:
        del parts[name]
    elif chance.random() < 0.2:
        parts[name] = _bytes_spoilt(chance, parts[name])
    else:
        text = parts[name].decode("utf-8", "replace")
        parts[name] = _text_spoilt(chance, text).encode("utf-8", "replace")
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, data in parts.items():
            archive.writestr(part, data)
    return target.getvalue()


def _text_spoilt(chance: Random, text: str) -> str:
    tags = [match.span() for match in _TAG.finditer(text)]
    if not tags:
        return text + chance.choice(_WORDS)
    first, second = chance.choice(tags), chance.choice(tags)
    values = [match.span(1) for match in re.finditer(r'="([^"]*)"|>([^<>]+)<', text) if match[1]]
    value = chance.choice(values) if values else first
    word = chance.choice(_WORDS)
    ways: tuple[Callable[[], str], ...] = (
        lambda: text[: first[0]] + text[first[1] :],
        lambda: text[: first[1]] + text[first[0] :],
        lambda: text[: first[0]] + text[slice(*second)] + text[first[1] :],
        lambda: text[: first[0]] + word + text[first[1] :],
        lambda: text[: value[0]] + word + text[value[1] :],
        lambda: text[: first[1]] + word + text[first[1] :],
        lambda: text[: max(first[0], second[0])],
    )
    return chance.choice(ways)()
