"""The corpus as LibreOffice saves it: a whole folder in one call per format."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from tests.corpus.kinds import Kind
from tests.office import resaved

FORMATS = ("xlsx", "xls", "ods")
File = tuple[Kind, str, str, bytes]


def saved_by_office(files: Sequence[File], folder: Path, program: str = "soffice") -> list[File]:
    """Each kind as LibreOffice saves it, from the first writer that could write it."""
    first: dict[str, File] = {}
    for item in files:
        if "no_result" in item[0].needs:
            continue  # LibreOffice would compute it
        first.setdefault(str(item[0]), item)
    sources = [(suffix, content) for _, _, suffix, content in first.values()]
    return [
        (mess, f"LibreOffice {kind}", f".{kind}", content)
        for kind in FORMATS
        for (mess, *_), content in zip(
            first.values(), resaved(program, sources, kind, folder / kind), strict=True
        )
        # .xls stores 0 for the text of a formula that LibreOffice did not compute.
        if not (kind == "xls" and "result" in mess.needs)
    ]
