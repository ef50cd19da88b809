"""Command lines on a database of the test's own."""

from pathlib import Path

import pytest

from tests.cities import city_copy, sample_copy, sqlite
from tests.cli.running import Run, runner


@pytest.fixture(autouse=True)
def _no_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DATABASE_URL", "LIVELIHOOD_TODAY", "SAMPLE", "PORT", "HOST"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def empty(capfd: pytest.CaptureFixture[str], tmp_path: Path) -> Run:
    """Commands on a database that is not there yet."""
    return runner(capfd, sqlite(tmp_path / "new.sqlite"))


@pytest.fixture
def city(capfd: pytest.CaptureFixture[str], tmp_path: Path) -> Run:
    """Commands on the second city."""
    return runner(capfd, city_copy(tmp_path))


@pytest.fixture
def sample(capfd: pytest.CaptureFixture[str], tmp_path: Path) -> Run:
    """Commands on the sample year."""
    return runner(capfd, sample_copy(tmp_path))


@pytest.fixture
def bare(capfd: pytest.CaptureFixture[str]) -> Run:
    """Commands that name their database themselves."""
    return runner(capfd, None)
