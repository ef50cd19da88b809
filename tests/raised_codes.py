"""Proof that every code of the catalogue is raised by the program in some test.

Each use of ``finding`` from within ``etl`` is noted while the tests run; a whole run that
leaves a code out fails. That a test names a code proves little: it may be there for its
sentence alone.
"""

from __future__ import annotations

import sys
from typing import Any

import pytest

from etl.domain import codes

RAISED: set[str] = set()


class _Noted(dict[str, codes.Code]):
    """The catalogue, noting which codes the program makes findings of."""

    def __getitem__(self, code: str) -> codes.Code:
        asking = sys._getframe(1)
        if asking.f_code is codes.finding.__code__ and asking.f_back is not None:
            module = str(asking.f_back.f_globals.get("__name__", ""))
            if module.startswith("etl."):
                RAISED.add(code)
        return super().__getitem__(code)


codes.CODES = _Noted(codes.CODES)


def _is_whole_run(config: pytest.Config) -> bool:
    chosen = config.option.keyword or config.option.markexpr or config.option.maxfail
    picked = getattr(config.option, "lf", False) or config.option.collectonly
    everything = config.args_source is not pytest.Config.ArgsSource.ARGS
    return everything and not chosen and not picked


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any, error: object) -> None:
    """Take over what a worker has seen."""
    RAISED.update(getattr(node, "workeroutput", {}).get("raised_codes", ()))


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """Hand on to the controller what was seen, or there, after a whole run, judge it."""
    output = getattr(session.config, "workeroutput", None)
    if output is not None:
        output["raised_codes"] = sorted(RAISED)
        return
    left = sorted(codes.CODES.keys() - RAISED)
    if exitstatus == pytest.ExitCode.OK and left and _is_whole_run(session.config):
        print(f"\nno test makes the program raise: {', '.join(left)}", file=sys.stderr)
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
