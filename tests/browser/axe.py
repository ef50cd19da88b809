"""axe in a page: what it finds there, as sentences.

The script comes with axe-playwright-python; that package's own code stays out, because it reads
the file in the machine's encoding, which is not UTF-8 on a Chinese Windows.
"""

from importlib.resources import files

from playwright.sync_api import Page

SCRIPT = (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

# The styles are ours and local: axe need not load them a second time.
RUN = """async ([repeated, tags]) => {
  document.querySelectorAll(repeated).forEach((node) => node.remove());
  const options = { runOnly: tags, resultTypes: ["violations"], preload: false };
  const found = await axe.run(document, options);
  const why = (node) => (node.failureSummary || "").split("\\n").slice(1)
    .map((line) => line.trim()).join("; ");
  return found.violations.flatMap((rule) => rule.nodes.map(
    (node) => `${rule.id}: ${node.target.flat().join(" ")}: ${why(node)}`));
}"""


def bring_axe(page: Page) -> None:
    """Load axe into the document; the page's policy does not bind what a test evaluates."""
    page.evaluate(SCRIPT)


def violations(page: Page, repeated: str) -> list[str]:
    """Return "rule: target: why" for whatever is wrong.

    What a selector says only repeats is taken out of the page first: axe looks at the place of
    every node even where it is told to leave it out, which takes half a minute of 170 counties.
    """
    found: list[str] = page.evaluate(RUN, [repeated, TAGS])
    return found
