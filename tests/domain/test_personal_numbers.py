"""What is a number of a person, and what only has as many digits."""

import pytest

from etl.domain.personal_numbers import holds_identity_number, holds_mobile

# An invented number with its right check sign; no region has the code 990101.
ID = "990101199001011230"


@pytest.mark.parametrize(
    "text",
    [ID, f"1 {ID}", f"1.{ID}", f"{ID}41", f"{ID}{ID}", f"{ID} 2021-08-31", "990101 19900101 1230",
     "9901-0119-9001-0112-30", " ".join(ID), f"ID{ID}ok", f"{ID}.0"],
)  # fmt: skip
def test_identity_numbers(text):
    assert holds_identity_number(text)


@pytest.mark.parametrize(
    "text",
    ["130300 2021-08-18 1200", "324.707 2000 1005.8594", "20210801-20210831", "0.36049999999999997",
     "521303224023845672", "1234567890123456", "各镇 120 98 76 50 12 33 21 44"],
)  # fmt: skip
def test_what_is_no_identity_number(text):
    assert not holds_identity_number(text)


@pytest.mark.parametrize(
    "text",
    ["13800138000", "138 0013 8000", "138.0013.8000", "+86-138-0013-8000", "086 13800138000",
     "0335-3086666 13800138000", "tel13800138000", "13800138000.0", "电话2.13800138000", "1 13800138000"],
)  # fmt: skip
def test_mobile_numbers(text):
    assert holds_mobile(text)


@pytest.mark.parametrize(
    "text",
    ["131.85546875", "242932.19999999998", "0.13800138000", "15127042595.795", "42124.015532407408",
     "{D4018F5F-1467-41D1-84A3-D16421024146}", "47362dbd0b2e04c99e18350883780ba7", "130 1988-1997",
     "86fed158-7307-4310-908b", "158 60 33 12 21", "138001380001", "0335-3086666"],
)  # fmt: skip
def test_what_is_no_mobile_number(text):
    assert not holds_mobile(text)
