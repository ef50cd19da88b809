"""A rule on trial (试行) speaks as a warning; everything else about it stays."""

from dataclasses import replace

import pytest

from tests.checks.form import findings_of, form, history, limits, whole

JULY = "指标 | 累计\n辅具适配 | 100"


def test_only_the_severity_is_lowered():
    reading = whole("指标 | 本月 | 累计\n辅具适配 | 1 | 90")
    (strict,) = findings_of(reading, history({7: JULY}))
    (trial,) = findings_of(
        reading, history({7: JULY}), limits(trial_codes=frozenset({"E-TOTAL-FALLS"}))
    )
    assert (strict.severity, trial.severity) == ("error", "warning")
    assert replace(trial, severity="error") == strict


def test_other_rules_stay_errors():
    reading = form("指标 | 本月 | 累计\n辅具适配 | 1 | -5")
    plan = limits(trial_codes=frozenset({"E-INDICATOR-MISSING"}))
    severities = {item.code: item.severity for item in findings_of(reading, None, plan)}
    assert severities == {"E-NEGATIVE-TOTAL": "error", "E-INDICATOR-MISSING": "warning"}


@pytest.mark.parametrize("code", ["W-NOTHING-REPORTED", "I-MONTH-COMPUTED"])
def test_warnings_and_infos_are_not_changed(code):
    plan = limits(trial_codes=frozenset({code}))
    text = "指标 | 本月 | 累计\n辅具适配 | |" + (" 120" if code[0] == "I" else "")
    reading = whole(text)
    plain = findings_of(reading, history({7: JULY}))
    assert [item.code for item in plain] == [code]
    assert findings_of(reading, history({7: JULY}), plan) == plain
