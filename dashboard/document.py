"""The HTML document round a tree: first paint beside Dash's entry point, scripts at the end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from dashboard.pages.sheet import Sheet
from dashboard.rendering import HTML_NAMESPACE
from dashboard.shell import PRODUCT
from dashboard.still import NAMESPACE


@dataclass(frozen=True)
class Bundles:
    """What a document links to, in order; ``config`` and ``start`` are Dash's own tags.

    ``libraries`` are scripts that only documents with components of that library need;
    ``polyfill`` only serves libraries that load parts of themselves later, HTML does not.
    """

    style: str
    icon: str
    takeover: str
    still: str
    polyfill: tuple[str, ...]
    before: tuple[str, ...]
    libraries: tuple[tuple[str, str], ...]
    renderer: tuple[str, ...]
    config: str
    start: str


def document(sheet: Sheet, painted: str, used: frozenset[str], bundles: Bundles) -> str:
    """Return a document that the client takes over.

    ``painted`` is the tree as HTML, ``used`` the component libraries the client needs for it.
    """
    body = (
        f'<div id="served">{painted}</div>\n'
        '<div id="react-entry-point" hidden></div>\n'
        f"{bundles.config}\n{_scripts(_needed(used, bundles))}\n{bundles.start}"
    )
    return _whole(sheet, bundles, body)


def plain_document(sheet: Sheet, bundles: Bundles, painted: str) -> str:
    """Return a document without scripts, for pages that say that something is wrong."""
    return _whole(sheet, bundles, painted)


def _needed(used: frozenset[str], bundles: Bundles) -> list[str]:
    libraries = [url for name, url in bundles.libraries if name in used]
    polyfill = bundles.polyfill if used - {HTML_NAMESPACE, NAMESPACE} else ()
    scripts = [bundles.takeover, *polyfill, *bundles.before]
    return [*scripts, *bundles.renderer, *libraries, bundles.still]


def _scripts(urls: Sequence[str]) -> str:
    return "\n".join(f'<script src="{escape(url)}"></script>' for url in urls)


def _whole(sheet: Sheet, bundles: Bundles, body: str) -> str:
    return (
        '<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(_title(sheet))}</title>\n"
        f'<link rel="icon" type="image/svg+xml" href="{escape(bundles.icon)}">\n'
        f'<link rel="stylesheet" href="{escape(bundles.style)}">\n'
        f"</head>\n<body>\n{body}\n</body>\n</html>\n"
    )


def _title(sheet: Sheet) -> str:
    site = sheet.plan.title if sheet.plan else PRODUCT
    sample = "（示例数据）" if sheet.plan and sheet.plan.sample else ""
    return f"{sheet.title} - {site}{sample}"
