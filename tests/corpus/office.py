"""The corpus as LibreOffice saves it: a whole folder in one call per format."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from pathlib import Path

from tests.corpus.kinds import Kind

# Beyond some 240 files the program stops without a word.
AT_ONCE = 100
FORMATS = ("xlsx", "xls", "ods")
File = tuple[Kind, str, str, bytes]


def saved_by_office(files: Sequence[File], folder: Path, program: str = "soffice") -> list[File]:
    """Each kind as LibreOffice saves it, from the first writer that could write it."""
    first: dict[str, File] = {}
    for item in files:
        if "no_result" in item[0].needs:
            continue  # LibreOffice would compute it
        first.setdefault(str(item[0]), item)
    source, made = folder / "office-in", folder / "office-out"
    source.mkdir()
    for number, (_, _, suffix, content) in enumerate(first.values()):
        (source / f"{number}{suffix}").write_bytes(content)
    found: list[File] = []
    for kind in FORMATS:
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        target = made / kind
        paths = sorted(source.iterdir())
        for begin in range(0, len(paths), AT_ONCE):
            subprocess.run(
                [program, profile, "--headless", "--convert-to", kind, "--outdir", str(target),
                 *map(str, paths[begin : begin + AT_ONCE])],
                check=True, capture_output=True, timeout=900,
            )  # fmt: skip
        for number, (mess, _, _, _) in enumerate(first.values()):
            if kind == "xls" and "result" in mess.needs:
                continue  # it stores 0 for the text of a formula that it did not compute
            path = target / f"{number}.{kind}"
            found.append((mess, f"LibreOffice {kind}", f".{kind}", path.read_bytes()))
    return found
