"""Files as LibreOffice saves them, many in one start of it."""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Sequence
from functools import cache
from pathlib import Path

# Beyond some 240 files the program stops without a word.
AT_ONCE = 100


def save_as(
    office: Path | str, sources: Sequence[Path], kind: str, target: Path, profile: Path
) -> list[Path]:
    """Save files as a kind ("ods", or with a filter "pdf:calc_pdf_Export") into a folder.

    LibreOffice locks its profile: one that runs beside another needs one of its own.
    """
    saved = [target / f"{source.stem}.{kind.partition(':')[0]}" for source in sources]
    for begin in range(0, len(sources), AT_ONCE):
        some = map(str, sources[begin : begin + AT_ONCE])
        done = subprocess.run(
            [str(office), f"-env:UserInstallation={profile.as_uri()}", "--headless",
             "--convert-to", kind, "--outdir", str(target), *some],
            capture_output=True,
            text=True,
            timeout=900,
            check=False,
        )  # fmt: skip
        for path in saved[begin : begin + AT_ONCE]:
            assert path.exists(), f"LibreOffice wrote no {path.name}: {done.stdout}{done.stderr}"
    return saved


@cache
def _profile() -> tempfile.TemporaryDirectory[str]:
    """One profile for this process, whose conversions run one after another; it goes at the end.

    A fresh one for each takes as long as to convert a small workbook.
    """
    return tempfile.TemporaryDirectory(prefix="office-profile-")


def resaved(
    office: Path | str, files: Sequence[tuple[str, bytes]], kind: str, folder: Path
) -> list[bytes]:
    """Return files (suffix, content) as LibreOffice saves them."""
    source, target = folder / "office-in", folder / "office-out"
    source.mkdir(parents=True)
    paths = [source / f"{number:03}{suffix}" for number, (suffix, _) in enumerate(files)]
    for path, (_, content) in zip(paths, files, strict=True):
        path.write_bytes(content)
    saved = save_as(office, paths, kind, target, Path(_profile().name))
    return [path.read_bytes() for path in saved]
