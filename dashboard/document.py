"""The HTML document round a tree: style and first paint in it, Dash's entry point beside that."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

from dashboard.pages.sheet import Sheet
from dashboard.rendering import HTML_NAMESPACE
from dashboard.shell import PRODUCT
from dashboard.still import NAMESPACE

# Strings and addresses are kept letter by letter, whatever they hold.
_KEPT = r"""(?P<kept>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|url\([^)"']*\))"""
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_CSS = re.compile(rf"{_KEPT}|(?:{_COMMENT.pattern}|\s)+", re.DOTALL)

# A browser that draws a page half read moves what it has drawn: it shows the page when it
# has all of it, with scripts or without.
_NOT_YET = "#served { display: none; }"
_NOW = "<style>#served { display: block; }</style>"


@dataclass(frozen=True)
class Bundles:
    """What a document holds and links to; ``config`` is Dash's own tag, ``style`` is CSS.

    ``form_style`` and ``form`` are style and script of pages that take what is typed into them,
    ``more`` are scripts of single pages by name. ``session`` is the script that warns before a session ends.
    ``takeover`` is the one script that the document runs: it adds the others, in order, when
    the painted page is on the screen, and starts Dash's client after the last of them.
    ``libraries`` are scripts that only documents with components of that library need;
    ``polyfill`` only serves libraries that load parts of themselves later, HTML does not.
    """

    style: str
    icon: str
    takeover: str
    still: str
    session: str
    form_style: str
    form: str
    more: Mapping[str, str]
    polyfill: tuple[str, ...]
    before: tuple[str, ...]
    libraries: tuple[tuple[str, str], ...]
    renderer: tuple[str, ...]
    config: str


def document(sheet: Sheet, painted: str, used: frozenset[str], bundles: Bundles) -> str:
    """Return a document that the client takes over.

    ``painted`` is the tree as HTML, ``used`` the component libraries the client needs for it.
    """
    body = (
        f'<div id="served">{painted}</div>\n{_NOW}\n'
        '<div id="react-entry-point" hidden></div>\n'
        f"{bundles.config}\n{_takeover(bundles.takeover, _needed(used, bundles))}"
        f"{_session(sheet, bundles)}"
    )
    return _whole(sheet, bundles, body, f"{bundles.style}\n{_NOT_YET}")


def plain_document(sheet: Sheet, bundles: Bundles, painted: str) -> str:
    """Return a document without Dash: pages that say what is wrong, or that take input.

    What is typed into a page must not be replaced under its writer's hands.
    """
    if not (sheet.private or sheet.plain):
        return _whole(sheet, bundles, painted + _session(sheet, bundles), bundles.style)
    scripts = [bundles.form, *(bundles.more[name] for name in sheet.scripts)]
    script = "".join(f'\n<script src="{escape(url)}" defer></script>' for url in scripts)
    body = painted + script + _session(sheet, bundles)
    return _whole(sheet, bundles, body, f"{bundles.style}\n{bundles.form_style}")


def _session(sheet: Sheet, bundles: Bundles) -> str:
    if not sheet.signed_in:
        return ""
    return f'\n<script src="{escape(bundles.session)}" defer></script>'


def compact(css: str) -> str:
    """Return CSS of the same meaning without comments, and with one space for many.

    ValueError for CSS that would end the style element it stands in.
    """
    if "</" in css:
        raise ValueError("CSS within a document must not contain '</'")
    return _CSS.sub(_compacted, css).strip()


def _compacted(found: re.Match[str]) -> str:
    if found["kept"]:
        return found["kept"]
    # A comment without space round it still keeps two words apart, and is no space.
    return " " if _COMMENT.sub("", found[0]) else "/**/"


def _needed(used: frozenset[str], bundles: Bundles) -> list[str]:
    libraries = [url for name, url in bundles.libraries if name in used]
    polyfill = bundles.polyfill if used - {HTML_NAMESPACE, NAMESPACE} else ()
    return [*polyfill, *bundles.before, *bundles.renderer, *libraries, bundles.still]


def _takeover(url: str, others: Sequence[str]) -> str:
    """Return the script that adds the others; addresses hold no spaces.

    It stands at the end and runs when it comes, so that the first paint need not wait for it.
    """
    return f'<script src="{escape(url)}" data-scripts="{escape(" ".join(others))}" async></script>'


def _whole(sheet: Sheet, bundles: Bundles, body: str, style: str) -> str:
    return (
        '<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(_title(sheet))}</title>\n"
        f'<link rel="icon" type="image/svg+xml" href="{escape(bundles.icon)}">\n'
        f"<style>{style}</style>\n"
        f"</head>\n<body>\n{body}\n</body>\n</html>\n"
    )


def _title(sheet: Sheet) -> str:
    site = sheet.plan.title if sheet.plan else PRODUCT
    sample = "（示例数据）" if sheet.plan and sheet.plan.sample else ""
    return f"{sheet.title} - {site}{sample}"
