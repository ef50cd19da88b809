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
    sources = [(suffix, content) for _, _, suffix, content in first.values()]
    return [
        (mess, f"LibreOffice {kind}", f".{kind}", content)
        for kind in FORMATS
        for (mess, *_), content in zip(
            first.values(), converted(sources, kind, folder / kind, program), strict=True
        )
        # .xls stores 0 for the text of a formula that LibreOffice did not compute.
        if not (kind == "xls" and "result" in mess.needs)
    ]


def converted(
    files: Sequence[tuple[str, bytes]], kind: str, folder: Path, program: str
) -> list[bytes]:
    """Files (suffix, content) as LibreOffice saves them, many in one call."""
    source, target = folder / "office-in", folder / "office-out"
    source.mkdir(parents=True)
    paths = [source / f"{number}{suffix}" for number, (suffix, _) in enumerate(files)]
    for path, (_, content) in zip(paths, files, strict=True):
        path.write_bytes(content)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    for begin in range(0, len(paths), AT_ONCE):
        subprocess.run(
            [program, profile, "--headless", "--convert-to", kind, "--outdir", str(target),
             *map(str, paths[begin : begin + AT_ONCE])],
            check=True, capture_output=True, timeout=900,
        )  # fmt: skip
    return [(target / f"{path.stem}.{kind}").read_bytes() for path in paths]
