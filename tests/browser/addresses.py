"""Every page in every state, once: what holds for the whole site is asked of these addresses.

A new page gets a line for each state in which it looks otherwise; a test tells when it has none.
"""

import pytest


def figure(kind: str, region: str, project: str = "", month: int = 8) -> str:
    """Return where a figure is explained."""
    of = f"&project={project}" if project else ""
    return f"/trace?year=2021&month={month}&region={region}{of}&figure={kind}"


ADDRESSES = [
    ("ordinary", "/"),
    ("ordinary", "/project/"),
    ("ordinary", "/project/rehab"),
    ("ordinary", "/project/sport"),
    ("ordinary", "/region/"),
    ("ordinary", "/region/990009"),
    ("ordinary", figure("rate-city", "990009", "rehab")),
    ("ordinary", figure("target-city", "990009", "rehab")),
    ("ordinary", figure("place", "990009", "rehab")),
    ("ordinary", figure("average", "990000", "rehab")),
    ("ordinary", figure("needed-city", "990000", "rehab")),
    ("ordinary", figure("reached-city", "990000")),
    ("ordinary", figure("behind", "990009")),
    ("ordinary", figure("coverage", "990000")),
    ("ordinary", figure("score", "990009")),
    ("ordinary", "/help"),
    ("incomplete", "/"),
    ("incomplete", "/project/training"),
    ("incomplete", "/region/990000"),
    ("incomplete", "/region/990004"),
    ("incomplete", "/region/990009"),
    ("incomplete", figure("rate-city", "990000", "jobs", 5)),
    ("incomplete", figure("completed", "990007", "jobs", 5)),
    ("incomplete", figure("completed", "990009", "jobs", 5)),
    ("first_month", "/"),
    ("first_month", "/project/students"),
    ("first_month", "/region/990001"),
    ("empty", "/"),
    ("empty", "/help"),
    ("plan_only", "/"),
    ("plan_only", "/?year=2021&month=12"),
    ("plan_only", "/project/"),
    ("plan_only", "/region/990001?year=2021&month=1"),
    ("second_city", "/"),
    ("second_city", "/project/b"),
    ("second_city", "/project/c"),
    ("second_city", "/region/R"),
    ("second_city", "/region/N"),
    ("second_city", "/region/N1"),
    ("province", "/"),
]
# Answered with 404 or 400, which the browser writes into the console as an error.
WRONG_ADDRESSES = [
    ("ordinary", "/nothing"),
    ("ordinary", "/project/nobody"),
    ("ordinary", "/?year=2021&month=99"),
    ("ordinary", "/trace"),
    ("empty", "/nothing"),
]
EVERYWHERE = [
    *ADDRESSES,
    *(pytest.param(*item, marks=pytest.mark.console_errors) for item in WRONG_ADDRESSES),
]
