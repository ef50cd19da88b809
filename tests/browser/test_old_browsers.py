"""What the pages bring themselves runs in Chromium 90, the oldest browser that offices still have.

A list of what is younger is never whole: it names what one is tempted to write.
"""

import re
from pathlib import Path

import pytest

ASSETS = Path(__file__).resolve().parents[2] / "assets"
OURS = sorted([*ASSETS.glob("*.css"), *ASSETS.glob("*.js")])

# What it is, how it is written, the first Chromium that knows it, and a line that has it.
STYLES = [
    (":has()", r":has\(", 105, "tr:has(a) {"),
    ("container queries", r"@container\b|\bcontainer(?:-\w+)?\s*:", 105, "container-type: size;"),
    ("@layer", r"@layer\b", 99, "@layer base {"),
    ("@scope", r"@scope\b", 118, "@scope (.card) {"),
    ("@starting-style", r"@starting-style\b", 117, "@starting-style {"),
    ("nesting", r"&", 112, "&:hover {"),
    ("color-mix()", r"\bcolor-mix\(", 111, "color: color-mix(in srgb, red, blue);"),
    ("colour spaces", r"\b(?:oklch|oklab|lch|lab|hwb|color)\(", 101, "color: oklch(40% 0.2 0);"),
    ("light-dark()", r"\blight-dark\(", 123, "color: light-dark(black, white);"),
    ("accent-color", r"\baccent-color\s*:", 93, "accent-color: red;"),
    ("subgrid", r"\bsubgrid\b", 117, "grid-template-columns: subgrid;"),
    ("text-wrap", r"\btext-wrap(?:-\w+)?\s*:", 114, "text-wrap: balance;"),
    ("trimmed text", r"\btext-(?:spacing-trim|autospace|box)\b", 120, "text-autospace: normal;"),
    ("window units", r"\d[dsl]v(?:[hwib]|min|max)\b", 108, "height: 100dvh;"),
    ("container units", r"\dcq(?:[hwib]|min|max)\b", 105, "width: 50cqw;"),
    ("line units", r"\dr?lh\b", 109, "height: 2lh;"),
    ("single transforms", r"(?:^|[;{\s])(?:translate|rotate|scale)\s*:", 104, "translate: 1px;"),
    ("scroll bars", r"\bscrollbar-(?:width|color|gutter)\s*:", 94, "scrollbar-width: thin;"),
    ("media ranges", r"@media[^{]*[<>]", 104, "@media (width < 40em) {"),
    ("prefers-contrast", r"\bprefers-contrast\b", 96, "@media (prefers-contrast: more) {"),
    ("unprefixed masks", r"(?:^|[;{\s])mask(?:-\w+)?\s*:", 120, "mask: url(a.svg);"),
    (
        "rounding and angles",
        r"\b(?:round|mod|rem|sin|cos|tan|sqrt|pow)\(",
        111,
        "width: round(1px);",
    ),
    (":nth-child(of)", r":nth-(?:last-)?child\([^)]*\bof\b", 111, "li:nth-child(2 of .on) {"),
]
SCRIPTS = [
    ("Object.hasOwn", r"\bObject\.hasOwn\b", 93, "Object.hasOwn(a, 'b')"),
    ("at()", r"\.at\(", 92, "list.at(-1)"),
    ("structuredClone", r"\bstructuredClone\b", 98, "structuredClone(a)"),
    ("static blocks", r"\bstatic\s*\{", 94, "class A { static { } }"),
    ("private names in objects", r"#\w+\s+in\b", 91, "#x in a"),
    ("await outside functions", r"(?m)^(?:\w+ \w+ = )?await\b", 89, "await load();"),
    ("findLast()", r"\.findLast(?:Index)?\(", 97, "list.findLast(f)"),
    ("groupBy()", r"\.groupBy\(", 117, "Object.groupBy(list, f)"),
    ("copying methods", r"\.to(?:Sorted|Reversed|Spliced)\(", 110, "list.toSorted()"),
    ("withResolvers()", r"\.withResolvers\b", 119, "Promise.withResolvers()"),
    ("error causes", r"\bcause\s*:", 93, "new Error('a', { cause: b })"),
    ("signals", r"\bAbortSignal\.(?:timeout|any)\b", 103, "AbortSignal.timeout(9)"),
    ("checkVisibility()", r"\.checkVisibility\(", 105, "node.checkVisibility()"),
    ("URL.canParse", r"\bURL\.(?:canParse|parse)\b", 120, "URL.canParse(a)"),
    ("view transitions", r"\bstartViewTransition\b", 111, "document.startViewTransition(f)"),
    ("popovers", r"\.(?:show|hide|toggle)Popover\(", 114, "node.showPopover()"),
]
LISTS = {".css": STYLES, ".js": SCRIPTS}
COMMENTS = {".css": r"/\*.*?\*/", ".js": r"/\*.*?\*/|(?m:^\s*//[^\n]*)"}


def younger(text: str, kind: str) -> list[tuple[str, int]]:
    """Return what a style sheet or script uses that Chromium 90 does not know."""
    code = re.sub(COMMENTS[kind], "", text, flags=re.DOTALL)
    return [(name, since) for name, written, since, _ in LISTS[kind] if re.search(written, code)]


@pytest.mark.parametrize("file", OURS, ids=lambda file: file.name)
def test_nothing_is_younger_than_chromium_90(file):
    assert younger(file.read_text(encoding="utf-8"), file.suffix) == []


@pytest.mark.parametrize(
    ("kind", "name", "since", "line"),
    [(kind, name, since, line) for kind in LISTS for name, _, since, line in LISTS[kind]],
)
def test_each_of_the_list_is_recognised_but_not_in_a_comment(kind, name, since, line):
    assert (name, since) in younger(line, kind)
    assert younger(f"/* {line} */", kind) == []
