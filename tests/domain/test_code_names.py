"""Every code of the catalogue can be named in a few characters, and no two alike."""

from __future__ import annotations

import re

from etl.domain.code_names import CODE_NAMES, code_name
from etl.domain.codes import CODES


def test_every_code_has_a_name_and_every_name_a_code() -> None:
    assert set(CODE_NAMES) == set(CODES)


def test_names_are_short_and_chinese() -> None:
    names = CODE_NAMES.values()
    assert [name for name in names if not 2 <= len(name) <= 10] == []
    assert [name for name in names if not re.search(r"[\u4e00-\u9fff]", name)] == []


def test_no_two_codes_have_the_same_name() -> None:
    assert len(set(CODE_NAMES.values())) == len(CODE_NAMES)


def test_a_code_that_the_catalogue_no_longer_has_stands_for_itself() -> None:
    assert code_name("E-NO-LONGER-HERE") == "E-NO-LONGER-HERE"
