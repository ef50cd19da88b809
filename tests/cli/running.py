"""One command line in this process: exit code, what it printed, what it said on stderr."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from etl.cli.main import main


@dataclass(frozen=True)
class Ran:
    """What a command left behind."""

    code: int
    out: str
    err: str

    @property
    def answer(self) -> Any:
        """The JSON on stdout; nothing else may stand there."""
        return json.loads(self.out)

    def one_sentence(self) -> str:
        """Return what was said on stderr: one line, no traceback, stdout empty."""
        lines = self.err.strip().splitlines()
        assert (len(lines), self.out, "Traceback" in self.err) == (1, "", False), self
        assert lines[0].endswith("。"), lines[0]
        return lines[0]


Run = Callable[..., Ran]


def runner(capfd: pytest.CaptureFixture[str], url: str | None) -> Run:
    """Return a function that runs `python -m etl` with these arguments on one database."""

    def run(*arguments: object, db: bool = True) -> Ran:
        given = [str(argument) for argument in arguments]
        if url is not None and db:
            given += ["--db", url]
        capfd.readouterr()
        with pytest.raises(SystemExit) as ended:
            main(given)
        code = ended.value.code
        printed = capfd.readouterr()
        return Ran(code if isinstance(code, int) else 0, printed.out, printed.err)

    return run
