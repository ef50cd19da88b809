"""``release``, ``releases`` and ``briefing`` on the sample and on a city that is none."""

import zipfile
from pathlib import Path

import pytest

from tests.cities import YEAR
from tests.cli.running import Run
from tests.contract.schemas import assert_fits


def test_release_and_releases_answer_as_the_contract_says(sample: Run):
    made = sample("release", "--year", 2021, "--month", 8, "--json")
    assert made.code == 0
    assert_fits(made.answer, "release")
    assert (made.answer["id"], made.answer["final"], made.answer["as_of"]) == (
        "2021-08-1",
        False,
        "2021-08-18",
    )
    listed = sample("releases", "--json")
    assert_fits(listed.answer, "releases")
    (item,) = listed.answer["releases"]
    assert item["sha256"] == made.answer["sha256"]
    again = sample("release", "--year", 2021, "--month", 8, "--json").answer
    assert (again["id"], again["unchanged"]) == ("2021-08-1", True)
    assert sample("verify", "--json").answer == {"ok": True, "problems": []}


def test_a_provisional_release_says_so(sample: Run):
    said = sample("release", "--year", 2021, "--month", 8).out
    assert "2021-08-1：初步数，截至2021-08-18，报送9/9" in said
    assert "2021年8月还没有关账，这一版是初步数，引用时请说明。" in said
    assert "（示例数据）" in said


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("release", "--year", 2021, "--month", 9), 1, "2021年9月还没有已采用的报送，不能定版。"),
        (("release", "--year", 2030, "--month", 1), 1, "还没有录入2030年的年度任务书。"),
        (("briefing", "2021-08-1"), 1, "没有编号为“2021-08-1”的定版。"),
        (("briefing", "最新"), 1, "没有编号为“最新”的定版。"),
    ],
)
def test_what_cannot_be_is_said_in_one_sentence(sample: Run, arguments, code, said):
    ran = sample(*arguments)
    assert ran.code == code
    assert ran.one_sentence().startswith(said)


def test_an_as_of_date_is_taken_or_refused(sample: Run):
    refused = sample("release", "--year", 2021, "--month", 8, "--as-of", "2021-09-01")
    assert (refused.code, refused.one_sentence()) == (1, "截至日期2021-09-01不在2021年8月之内。")
    assert sample("release", "--year", 2021, "--month", 8, "--as-of", "8月18日").code == 2
    taken = sample("release", "--year", 2021, "--month", 8, "--as-of", "2021-08-18", "--json")
    assert taken.answer["as_of"] == "2021-08-18"


def test_briefing_prints_the_text_and_writes_the_files(sample: Run, tmp_path: Path):
    sample("release", "--year", 2021, "--month", 8)
    text = sample("briefing", "2021-08-1").out
    assert "残疾人基本辅具适配累计完成4674人（比上月增加595人）" in text
    short = sample("briefing", "2021-08-1", "--length", "short").out
    assert len(short) < len(text)
    for kind, head in (("docx", b"PK"), ("xlsx", b"PK"), ("pptx", b"PK"), ("text", "秦".encode())):
        path = tmp_path / f"press.{kind}"
        assert sample("briefing", "2021-08-1", "--format", kind, "-o", path).code == 0
        assert path.read_bytes().startswith(head)
        again = tmp_path / f"again.{kind}"
        sample("briefing", "2021-08-1", "--format", kind, "-o", again)
        assert again.read_bytes() == path.read_bytes()


def test_briefing_answers_programs_with_the_figure_of_each_number(sample: Run):
    sample("release", "--year", 2021, "--month", 8)
    answer = sample("briefing", "2021-08-1", "--region", "昌黎县", "--json").answer
    figures = [item for part in answer["paragraphs"] for item in part["figures"]]
    assert {"text": "871人", "figure": "completed", "region": "130322",
            "project": "assistive_devices", "indicator": None} in figures  # fmt: skip


def test_wrong_usage_of_briefing_is_told(sample: Run, tmp_path: Path):
    sample("release", "--year", 2021, "--month", 8)
    assert sample("briefing", "2021-08-1", "--format", "docx").code == 2
    assert sample("briefing", "2021-08-1", "--paper", "bulletin").code == 2
    nobody = sample("briefing", "2021-08-1", "--region", "不是县")
    assert (nobody.code, "没有县区“不是县”" in nobody.err) == (1, True)
    assert sample("briefing", "2021-08-1", "--project", "nothing").code == 1
    path = tmp_path / "correction.docx"
    none = sample("briefing", "2021-08-1", "--paper", "correction", "--format", "docx", "-o", path)
    assert (none.code, path.exists()) == (1, False)


def test_a_file_is_what_its_name_says(sample: Run, tmp_path: Path):
    sample("release", "--year", 2021, "--month", 8)
    for ending in ("docx", "xlsx", "pptx"):
        path = tmp_path / f"通稿.{ending}"
        assert sample("briefing", "2021-08-1", "-o", path).code == 0
        assert zipfile.is_zipfile(path)
    text = tmp_path / "通稿.txt"
    assert sample("briefing", "2021-08-1", "-o", text).code == 0
    assert "辅具适配" in text.read_text()
    odd = tmp_path / "通稿二.docx"
    for kind in ("text", "xlsx"):
        refused = sample("briefing", "2021-08-1", "--format", kind, "-o", odd)
        assert (refused.code, odd.exists()) == (2, False)
        assert "请改成 --format docx 或换一个文件名" in refused.one_sentence()
    named = tmp_path / "通报.docx"
    assert sample("briefing", "2021-08-1", "--paper", "bulletin", "-o", named).code == 0
    assert zipfile.is_zipfile(named)


def test_another_city_has_its_own_release_and_all_papers(city: Run, tmp_path: Path):
    made = city("release", "--year", YEAR, "--month", 3, "--json").answer
    assert made["id"] == f"{YEAR}-03-1"
    assert made["coverage"]["carried_forward"]
    assert "sample" not in made
    text = city("briefing", made["id"]).out
    assert "云州市5个民生实事项目中" in text
    assert "秦皇岛" not in text
    assert "示例" not in text
    for paper in ("press", "bulletin", "supervision"):
        path = tmp_path / f"{paper}.docx"
        ran = city("briefing", made["id"], "--paper", paper, "--format", "docx", "-o", path)
        assert (ran.code, path.read_bytes()[:2]) == (0, b"PK")
