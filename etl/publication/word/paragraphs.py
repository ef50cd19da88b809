"""Paragraphs and runs, each with its fonts: a run that inherits them loses them when pasted."""

from __future__ import annotations

import re
from dataclasses import replace

from etl.publication.markup import Element, name, w
from etl.publication.word import fonts
from etl.publication.word.looks import Look

_TWENTIETHS = 20
_OFF = 10 * _TWENTIETHS
_BREAKS = re.compile(r"\r\n|\r|\n")


def paragraph(look: Look, *runs: Element) -> Element:
    """Build a paragraph of a style."""
    return w("p", w("pPr", w("pStyle", val=look.id)), *runs)


def text_paragraph(look: Look, text: str, lead: str = "") -> Element:
    """Build a paragraph of a text, with its first words set apart in 黑体."""
    first = [run(lead, replace(look, font=fonts.HEI))] if lead else []
    return paragraph(look, *first, run(text, look))


def run(text: str, look: Look) -> Element:
    """Build a run; a line break within the text stays one."""
    made = w("r", characters(look))
    for place, part in enumerate(_BREAKS.split(text)):
        if place:
            made.append(w("br"))
        letters = w("t", part)
        letters.set(name("xml:space"), "preserve")
        made.append(letters)
    return made


def field(code: str, look: Look) -> tuple[Element, ...]:
    """Build a field that Word fills in, such as PAGE."""
    instruction = w("instrText", f" {code} ")
    instruction.set(name("xml:space"), "preserve")
    return (
        w("r", characters(look), w("fldChar", fldCharType="begin")),
        w("r", characters(look), instruction),
        w("r", characters(look), w("fldChar", fldCharType="separate")),
        run("1", look),
        w("r", characters(look), w("fldChar", fldCharType="end")),
    )


def characters(look: Look) -> Element:
    """Build run properties. The hint has “”, — and … set in the Chinese font, at full width."""
    size = round(look.points * 2)
    return w(
        "rPr",
        w(
            "rFonts",
            hint="eastAsia",
            ascii=look.latin,
            eastAsia=look.font,
            hAnsi=look.latin,
            cs=look.latin,
        ),
        w("sz", val=size),
        w("szCs", val=size),
    )


def spacing(look: Look) -> Element:
    """Build the distances before, after and between lines."""
    given = {"before": round(look.before * _TWENTIETHS), "after": round(look.after * _TWENTIETHS)}
    if look.line is None:
        return w("spacing", **given, line=240, lineRule="auto")
    return w("spacing", **given, line=round(look.line * _TWENTIETHS), lineRule="exact")


def indents(look: Look) -> Element:
    """Build the indents, in characters for Word and in twentieths of a point for the others."""
    character = round(look.points * _TWENTIETHS)
    return w(
        "ind",
        rightChars=look.right * 100,
        right=look.right * character,
        firstLineChars=look.indent * 100,
        firstLine=look.indent * character,
    )


def begin_page(first: Element) -> None:
    """Have a paragraph begin a page."""
    first.find(name("w:pPr")).append(w("pageBreakBefore"))


def keep_off(first: Element) -> None:
    """Have a paragraph stand off from the table above it, which has no distance of its own."""
    first.find(name("w:pPr")).append(w("spacing", before=_OFF))


def stay_with_next(last: Element) -> None:
    """Keep a paragraph with what follows: a signature never stands on a page without text."""
    last.find(name("w:pPr")).insert(1, w("keepNext"))
