"""What a notice is made of, for the sample and for the second city."""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path

from etl.domain.period import Month
from etl.domain.roles import Visitor
from etl.publication.bulletin_facts import BulletinFacts
from etl.services.briefing import bulletin_facts
from etl.services.database import connect
from etl.services.released import open_release
from etl.services.releases import Wanted, make_release
from tests.cities import city_copy, sample_copy


@cache
def notice_facts(sample: bool = True) -> BulletinFacts:
    """The sample in August, or the second city in March."""
    copy, month = (sample_copy, Month(2021, 8)) if sample else (city_copy, Month(2023, 3))
    database = connect(copy(Path(tempfile.mkdtemp())))
    made = make_release(database, Wanted(month), Visitor("cli:测试")).release
    facts = bulletin_facts(open_release(database, made.id))
    database.close()
    return facts
