"""What has become of the findings of the try before, in words."""

from __future__ import annotations

from etl.checks.changes import Changes


def changes_in_words(found: Changes) -> str:
    """Say what is mended, still there and new, each part only if there is any."""
    parts = [
        (len(found.mended), "已改好 {} 处"),
        (len(found.remaining), "还没改 {} 处"),
        (len(found.new), "新出现 {} 处"),
    ]
    said = [words.format(number) for number, words in parts if number]
    return "，".join(said) or "没有变化"
