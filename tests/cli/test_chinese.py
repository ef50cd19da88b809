"""What click and the system say themselves is said in Chinese."""

from __future__ import annotations

from pathlib import Path

import pytest

from etl.store.system_words import database_words, system_words
from tests.cities import YEAR, sqlite
from tests.cli.running import Run


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("nonsense",), "没有 nonsense 这个命令。"),
        (("completion",), "缺少选项 '--year'."),
        (("completion", "--year", YEAR, "--month", 13), "13 不在范围 1<=x<=12 里。"),
        (("completion", "--year", "now", "--month", 3), "now 不是整数。"),
        (("init", "--colour"), "没有 --colour 这个选项。"),
        (("load",), "缺少参数"),
    ],
)
def test_wrong_usage_is_said_in_chinese(
    bare: Run, arguments: tuple[object, ...], said: str
) -> None:
    ran = bare(*arguments)
    assert (ran.code, said in ran.err) == (2, True), ran.err
    assert not {"Error", "Usage", "Try", "Missing"} & set(ran.err.replace(":", " ").split())


def test_help_has_chinese_headings(bare: Run) -> None:
    said = bare("load", "--help").out
    assert "用法：" in said
    assert "选项:" in said
    assert "Show this message" not in said


def test_a_file_that_is_no_database_and_an_errno_are_said_in_chinese(
    bare: Run, tmp_path: Path
) -> None:
    path = tmp_path / "x.sqlite"
    path.write_text("no database\n" * 100)
    ran = bare("init", "--db", sqlite(path))
    assert "这个文件不是本程序的数据库" in ran.one_sentence()
    assert system_words(OSError(13, "Permission denied")) == "没有权限"
    assert system_words(OSError(99999, "odd")) == "odd"
    assert database_words("connection failed: Connection refused") == "连接不上数据库"


def test_the_hint_of_an_address_can_be_copied(bare: Run) -> None:
    said = bare("init", "--db", "nonsense").one_sentence()
    assert "postgresql+psycopg://用户名:口令@主机/库名" in said
