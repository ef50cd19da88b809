"""Files and folders named by a user: what to read, in which order, and what cannot be read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from etl.domain.codes import finding
from etl.domain.finding import Finding
from etl.store.system_words import system_words
from etl.workbook.limits import MAX_FILE

_NEVER_WORKBOOKS = frozenset(
    (
        ".txt .md .log .json .ini .db .lnk .py .sh .bat .yml .yaml .toml .tmp .bak "
        ".sqlite .sqlite-wal .sqlite-shm .sqlite-journal"
    ).split()
)


@dataclass(frozen=True)
class Source:
    """One file to treat; ``name`` is the path as given or found under a given folder."""

    name: str
    path: Path
    problem: Finding | None = None


def sources(paths: Iterable[str]) -> tuple[Source, ...]:
    """Return the files to treat: folders are searched to their depths, in name order.

    In folders, hidden files, lock files of office programs and files of kinds that are
    never workbooks are passed over; everything else is tried and, if need be, refused.
    """
    found: list[Source] = []
    for name in paths:
        path = Path(name)
        if _is_folder(path):
            inside = [Source(str(item), item) for item in _files_in(path)]
            found.extend(inside or [Source(name, path, finding("E-FOLDER-EMPTY"))])
        else:
            found.append(Source(name, path))
    return tuple(found)


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:  # no right to look, a name too long: reading it says which
        return False


def _files_in(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")):
        parts = path.relative_to(folder).parts
        hidden = any(part.startswith((".", "~$")) for part in parts)
        if path.is_file() and not hidden and path.suffix.lower() not in _NEVER_WORKBOOKS:
            yield path


def read_bytes(path: Path) -> bytes | Finding:
    """Return a file's bytes, or the finding that says why they cannot be read."""
    try:
        size = path.stat().st_size
        if not path.is_file():
            return finding("E-FILE-MISSING", {"reason": "这不是文件"})
        if size > MAX_FILE:
            return finding("E-FILE-TOO-LARGE")
        return path.read_bytes()
    except FileNotFoundError:
        return finding("E-FILE-MISSING", {"reason": "没有这个文件"})
    except PermissionError:
        return finding("E-FILE-MISSING", {"reason": "没有读取权限"})
    except OSError as error:
        return finding("E-FILE-MISSING", {"reason": system_words(error)})
