"""通报: a sentence to a project, places with ties, who is behind, each held against the rows."""

from __future__ import annotations

from fractions import Fraction
from io import BytesIO

import docx
import pytest

from etl.domain.text import count_text, rate_text
from etl.publication.bulletin import bulletin
from etl.publication.bulletin_facts import BulletinFacts
from etl.publication.document import Heading, Table, Text
from etl.publication.summary_words import short_name
from etl.publication.word.writer import word_file
from tests.publication.notices import notice_facts

BOTH = pytest.mark.parametrize("sample", [True, False], ids=["sample", "city"])


def tables(found: BulletinFacts) -> dict[str, Table]:
    blocks = bulletin(found).blocks
    return {block.caption: block for block in blocks if isinstance(block, Table)}


def texts(found: BulletinFacts, kind: str = "text") -> list[str]:
    blocks = bulletin(found).blocks
    return [item.text for item in blocks if isinstance(item, Text) and item.kind == kind]


@BOTH
def test_every_project_has_its_sentence_in_the_order_of_the_plan(sample: bool):
    found = notice_facts(sample)
    said = [text for text in texts(found) if text.split(".")[0].isdigit()]
    assert len(said) == len(found.facts.plan.projects)
    for place, (text, row) in enumerate(zip(said, found.facts.table.rows, strict=True), 1):
        assert text.startswith(f"{place}.")
        if row.completed is not None and row.pace > 0:
            assert f"累计完成{count_text(row.completed)}{row.unit}" in text
            for level in (row.levels["province"], row.levels["city"]):
                assert level.rate is None or rate_text(level.rate) in text


@BOTH
def test_who_is_behind_is_listed_by_project_furthest_first(sample: bool):
    found = notice_facts(sample)
    facts = found.facts
    listed = [row[:2] for row in tables(found)["慢于序时进度的县区"].rows]
    expected = []
    for project in facts.plan.projects:
        slow = [
            (
                max(row.pace - item.rate for item in row.levels.values() if item.rate is not None),
                row,
            )
            for row in found.filing
            if row.project == project.code
            and row.overall in ("slightly_behind", "behind", "far_behind")
            and row.region not in row.carried_forward
        ]
        slow.sort(key=lambda pair: -pair[0])
        expected += [
            (short_name(facts, project.code), facts.plan.tree[row.region].name) for _, row in slow
        ]
    assert expected
    assert listed == expected
    assert any(text.startswith("判定规则：完成率比序时进度慢") for text in texts(found, "note"))


def test_places_follow_the_exact_rates_and_those_that_tie_share_one():
    found = notice_facts()
    (table,) = [item for name, item in tables(found).items() if name.startswith("各项目县区位次")]
    heads = [column.head for column in table.columns]
    checked, shared = 0, 0
    for project in found.facts.plan.projects:
        rows = [row for row in found.facts.below.rows if row.project == project.code]
        if not rows[0].pace:
            continue
        rates = {
            found.facts.plan.tree[row.region].name: row.levels["city"].rate or Fraction(-1)
            for row in rows
        }
        column = heads.index(short_name(found.facts, project.code))
        for line in table.rows:
            better = sum(rate > rates[line[0]] for rate in rates.values())
            alike = sum(rate == rates[line[0]] for rate in rates.values()) > 1
            assert line[column] == f"{better + 1}{'（并列）' if alike else ''}"
            checked += 1
            shared += alike
    assert checked == 7 * 9
    assert shared
    assert any("相同的并列，其后名次空出" in text for text in texts(found, "note"))


def test_what_is_asked_for_names_who_is_behind_and_the_day():
    found = notice_facts()
    behind = {row.region for row in found.filing if row.overall == "slightly_behind"} | {
        row.region for row in found.filing if row.overall in ("behind", "far_behind")
    }
    asked = next(text for text in texts(found) if "督办提示单" in text)
    assert asked.startswith(f"{len(behind)}个慢于序时进度的填报单位")
    assert "2021年10月10日前随9月报表一并报送" in asked


@BOTH
def test_its_chapters_are_numbered_in_order(sample: bool):
    heads = [
        item.text for item in bulletin(notice_facts(sample)).blocks if isinstance(item, Heading)
    ]
    assert [text[:2] for text in heads if text[1] == "、"] == [
        "一、",
        "二、",
        "三、",
        "四、",
        "五、",
    ]


@BOTH
def test_a_signature_stands_on_a_page_with_text(sample: bool):
    document = docx.Document(BytesIO(word_file(bulletin(notice_facts(sample)))))
    styles = [item.style.style_id for item in document.paragraphs if item.style]
    before = document.paragraphs[styles.index("Signed") - 1]
    assert before.text in texts(notice_facts(sample))
    assert before.paragraph_format.keep_with_next
    assert document.styles["落款"].paragraph_format.keep_with_next
