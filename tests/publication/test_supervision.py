"""督办提示单: one page to a county that is behind, with its own words and what it takes."""

from __future__ import annotations

import subprocess
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from etl.domain.judging import is_behind
from etl.domain.text import count_text, rounded_count
from etl.publication.bulletin import bulletin
from etl.publication.bulletin_facts import BulletinFacts, Remark
from etl.publication.document import Block, PageBreak, Table, Text, Title
from etl.publication.supervision import supervision_sheets, units_behind
from etl.publication.word.writer import word_file
from tests.office import save_as
from tests.publication.notices import notice_facts

WROTE = "因场地维修，原定八月的两期培训改到九月开办，已和学员逐人说明"


def far_behind(count: int, words: str = "") -> BulletinFacts:
    """The sample with one county behind in so many projects, each with what it wrote."""
    whole = notice_facts()
    pattern = next(row for row in whole.filing if is_behind(row))
    codes = [item.code for item in whole.facts.plan.projects][:count]
    forecast = whole.forecasts[pattern.region, pattern.project]
    return replace(
        whole,
        filing=tuple(replace(pattern, project=code) for code in codes),
        forecasts={(pattern.region, code): replace(forecast, project=code) for code in codes},
        remarks={
            (pattern.region, code): (Remark(whole.facts.project(code).indicators[0].code, words),)
            for code in codes
        },
    )


def sheets(facts: BulletinFacts) -> list[list[Block]]:
    made: list[list[Block]] = [[]]
    for block in supervision_sheets(facts).blocks:
        if isinstance(block, PageBreak):
            made.append([])
        else:
            made[-1].append(block)
    return made


def texts(blocks: list[Block]) -> list[str]:
    return [block.lead + block.text for block in blocks if isinstance(block, Text)]


@pytest.mark.parametrize("sample", [True, False])
def test_every_unit_behind_has_a_sheet_and_nobody_else(sample: bool):
    facts = notice_facts(sample)
    tree = facts.facts.plan.tree
    behind = {row.region for row in facts.filing if is_behind(row)}
    assert behind
    assert list(units_behind(facts)) == [
        item.code for item in tree.submitting(tree.root.code) if item.code in behind
    ]
    made = sheets(facts)
    assert [texts(sheet)[0] for sheet in made] == [
        f"{tree[code].name}：" for code in units_behind(facts)
    ]
    for sheet, rows in zip(made, units_behind(facts).values(), strict=True):
        (table,) = [block for block in sheet if isinstance(block, Table)]
        assert isinstance(sheet[0], Title)
        assert len(table.rows) == len(rows)
        assert f"中有{len(rows)}个项目慢于序时进度。" in texts(sheet)[1]


def test_a_sheet_says_by_how_much_and_what_it_takes():
    """卢龙县: 49 of 90, pace 66.7 %; 41 left in four months; 10 a month of late."""
    (sheet,) = [item for item in sheets(notice_facts()) if texts(item)[0] == "卢龙县："]
    (table,) = [block for block in sheet if isinstance(block, Table)]
    assert table.rows == (
        ("就业服务(人)", "49", "市定90", "54.4", "66.7", "12.2", "41", "11", "10", "黄灯滞后"),
    )
    said = texts(sheet)
    assert "于2021年10月10日前随9月报表报送。" in said[1]
    assert "就业服务。距市定任务还差41人，9—12月平均每月需完成11人；近3个月平均每月10人。" in said
    assert "你单位的说明：本月报表没有写明原因。" in said
    assert said[-1].startswith("判定规则：完成率比序时进度慢不超过1个百分点为达序时")


def test_a_county_reads_its_own_words():
    assert f"你单位的说明：“{WROTE}”。" in texts(sheets(far_behind(1, WROTE))[0])


def test_papers_of_a_release_bear_one_day():
    """In a demonstration year the day that it plays on, else the day the release was made."""
    for facts in (notice_facts(), notice_facts(False)):
        signed = [
            [x.text for x in paper.blocks if isinstance(x, Text) and x.kind == "signed"][:2]
            for paper in (bulletin(facts), supervision_sheets(facts))
        ]
        assert signed[0] == signed[1]
    day = notice_facts().facts.plan.demo_date
    assert day == date(2021, 8, 20)
    assert texts(sheets(notice_facts())[0])[-2] == "2021年8月20日"


@pytest.mark.parametrize("count", range(1, 9))
@pytest.mark.parametrize("words", ["", WROTE], ids=["silent", "wrote"])
def test_nothing_is_left_out_to_keep_to_the_page(count: int, words: str):
    facts = far_behind(count, words)
    (sheet,) = sheets(facts)
    (table,) = [block for block in sheet if isinstance(block, Table)]
    forecast = next(iter(facts.forecasts.values()))
    assert forecast.needed is not None
    needed = (count_text(forecast.remaining), rounded_count(forecast.needed))
    assert [row[6:8] for row in table.rows] == [needed] * count
    whole = "".join(texts(sheet))
    assert ("没有写明原因" in whole) != bool(words)
    assert (WROTE in whole) == bool(words)


@pytest.mark.office
def test_each_sheet_is_one_page(office: Path, tmp_path: Path):
    """A county behind in everything that wrote much to everything is the only one with more."""
    drawn = {"sample": notice_facts(), "city": notice_facts(False), "8": far_behind(8)}
    drawn |= {f"{n} {len(w)}": far_behind(n, w) for n in range(1, 7) for w in ("", WROTE)}
    for name, facts in drawn.items():
        (tmp_path / f"{name}.docx").write_bytes(word_file(supervision_sheets(facts)))
    files = sorted(tmp_path.glob("*.docx"))
    save_as(office, files, "pdf", tmp_path, tmp_path / "profile")
    pages = {name: _pages(tmp_path / f"{name}.pdf") for name in drawn}
    assert pages == {name: len(sheets(facts)) for name, facts in drawn.items()}


def _pages(file: Path) -> int:
    said = subprocess.run(["pdftotext", file, "-"], check=True, capture_output=True, timeout=60)
    return said.stdout.decode().count("\f")
