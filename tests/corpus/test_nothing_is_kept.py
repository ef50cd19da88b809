"""What is refused for personal data leaves nothing behind, wherever one looks.

Every kind of the corpus that holds personal data is filed into a database of its own; then the
bytes of the database, what was logged, answered and printed, and the folder for temporary files
are searched for what the form held, in every dress. The same for what a foot drops.
"""

from __future__ import annotations

import io
import json
import logging
import re
import shutil
import tempfile
import unicodedata
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from etl.services.answers import results_answer
from etl.services.database import Database, connect
from etl.services.files import sources
from etl.services.submit import Order, check_files, load_files
from tests.cities import sqlite
from tests.cli.running import runner
from tests.corpus import kinds_privacy
from tests.corpus.checking import corpus_database
from tests.corpus.form import plain_form
from tests.corpus.kinds import KINDS, Kind
from tests.corpus.kinds_privacy import (
    CERTIFICATE,
    CHILD,
    MOBILE,
    OLD,
    OTHER,
    RIGHT,
    WRONG,
    X_ENDED,
)
from tests.corpus.writers import WRITERS, Writer
from tests.services.snapshot import everything, kept

GROUP = kinds_privacy.GROUP
# A number keeps fifteen digits, so that is as much as may be looked for of any.
NUMBERS = {
    number[:15]
    for number in (RIGHT, WRONG, OTHER, CHILD, X_ENDED, CERTIFICATE, OLD, "990101870605432")
} | {MOBILE, "13900139000", "19900139000", "16612345678", "6222020200112233"}
PEOPLE = {"王五", "赵六", "孙七", "周八", "吴九", "郑十", "示例村"}
SEPARATORS = re.compile(r"[\s\x00\u200b-\u200f\u2011\u2060\ufeff\u00ad\-–—_.·,，、/'\"\\]+")


FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be", "gb18030")


def held_by(*texts: str | bytes) -> set[str]:
    """Which of the numbers and names stand in these texts, with or without separators."""
    found: set[str] = set()
    for text in texts:
        found |= _in_bytes(text) if isinstance(text, bytes) else _in_text(text)
    return found


def _in_text(text: str) -> set[str]:
    found: set[str] = set()
    # An answer in JSON may have 王 as \u738b.
    for plain in (text, text.encode().decode("unicode_escape", "ignore")):
        dressed = unicodedata.normalize("NFKC", plain)
        bare = SEPARATORS.sub("", dressed)
        found |= {number for number in NUMBERS if number in bare or number in dressed}
        found |= {name for name in PEOPLE if name in dressed}
    return found


def _in_bytes(content: bytes) -> set[str]:
    """The same in a file of any kind, the parts of a package unpacked."""
    bare = content.translate(None, b"\0\t\n\r -_.,/'")
    dresses = {number: [number, number.translate(FULL_WIDTH)] for number in NUMBERS}
    dresses |= {name: [name] for name in PEOPLE}
    found = {
        name
        for name, texts in dresses.items()
        for text in texts
        for encoding in ENCODINGS
        if (sought := text.encode(encoding)) in content or sought in bare
    }
    # Not a database with a package in it, nor a broken one.
    if content.startswith(b"PK") and zipfile.is_zipfile(io.BytesIO(content)):
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            found |= held_by(*(package.read(name).decode("utf-8") for name in package.namelist()))
    return found


def rows_of(database: Database) -> list[str | bytes]:
    """Every value of every table; bytes as bytes."""
    found: list[str | bytes] = []
    for rows in everything(database).values():
        for row in rows:
            found += [value if isinstance(value, bytes) else str(value) for value in row]
    return found


def files_in(folder: Path, start: str = "") -> list[bytes]:
    found = sorted(path for path in folder.rglob(f"{start}*") if path.is_file())
    return [path.read_bytes() for path in found] + [str(path.name).encode() for path in found]


# ---------------------------------------------------------------- the places


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of a database with the sample's plan and nothing filed."""
    folder = tmp_path_factory.mktemp("fresh")
    with corpus_database(folder):
        pass
    return folder / "corpus.sqlite"


@pytest.fixture
def store(fresh: Path, tmp_path: Path) -> Path:
    """A folder with a copy of it."""
    folder = tmp_path / "store"
    folder.mkdir()
    shutil.copyfile(fresh, folder / "data.sqlite")
    return folder


@pytest.fixture
def database(store: Path) -> Iterator[Database]:
    opened = connect(sqlite(store / "data.sqlite"))
    yield opened
    opened.close()


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A fresh folder for temporary files."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    for name in ("TMPDIR", "TMP", "TEMP"):
        monkeypatch.setenv(name, str(folder))
    monkeypatch.setattr(tempfile, "tempdir", None)
    return folder


def writer_of(kind: Kind) -> Writer:
    return next(writer for writer in WRITERS.values() if writer.can(kind.needs))


def refused_kinds() -> list[str]:
    return [
        name
        for name, kind in KINDS.items()
        if kind.group == GROUP and (form := kind.form()).refused and form.expected
    ]


def written(name: str, folder: Path) -> Path:
    """The file of a kind, under a name that tells nothing."""
    kind = KINDS[name]
    writer = writer_of(kind)
    folder.mkdir(exist_ok=True)
    path = folder / f"月报{writer.suffix}"
    path.write_bytes(writer.write(kind.form()))
    return path


# ---------------------------------------------------------------- the search itself


def test_the_search_finds_what_it_looks_for() -> None:
    spaced = kinds_privacy.groups(RIGHT, (6, 8, 4), " ")
    assert held_by(f"x{RIGHT}y") == {RIGHT[:15]}
    assert held_by(spaced) == {RIGHT[:15]}
    assert held_by(spaced.encode("utf-16-le")) == {RIGHT[:15]}
    assert held_by(json.dumps({"raw": "王五 138-0013-8000"})) == {"王五", MOBILE}
    form = plain_form()
    form.say("rehab_adult", f"王五 {RIGHT}")
    for writer in WRITERS.values():
        assert held_by(writer.write(form)) >= {RIGHT[:15]}, writer.name


# ---------------------------------------------------------------- refused files


BATCHES = 20
"""So many databases take the refused files: each is then searched once for what any of them held."""


def batches() -> list[list[str]]:
    """The refused kinds, dealt out: neighbours are alike, so each batch is a mixture."""
    names = refused_kinds()
    return [names[number::BATCHES] for number in range(BATCHES)]


@pytest.mark.parametrize("names", batches(), ids=lambda names: names[0])
def test_of_a_refused_file_nothing_is_kept(
    names: list[str],
    database: Database,
    store: Path,
    temporary: Path,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    paths = [written(name, tmp_path / str(number)) for number, name in enumerate(names)]
    contents = [path.read_bytes() for path in paths]
    for name, path in zip(names, paths, strict=True):
        assert_refused_in_silence(name, database, path)
    assert held_by(*rows_of(database)) == set()
    assert not set(contents) & {row["content"] for row in kept(database, "original")}
    attempts = kept(database, "attempt")
    assert [(item["file_name"], item["sha256"]) for item in attempts] == [("", None)] * len(names)
    assert held_by(*files_in(store, "data.sqlite")) == set()
    on_disk = b"".join(files_in(store, "data.sqlite"))
    assert not [name for name, made in zip(names, contents, strict=True) if made[:256] in on_disk]
    database.close()
    assert held_by(*files_in(store, "data.sqlite")) == set()
    assert held_by(caplog.text) == set()
    assert files_in(temporary) == []


def assert_refused_in_silence(name: str, database: Database, path: Path) -> None:
    """Checked and loaded, the file is refused for personal data, and no answer tells any."""
    found = sources([str(path)])
    checked = results_answer(check_files(database, found))
    loaded = results_answer(load_files(database, found, Order("cli:测试", "有原因", accept=True)))
    for answer in (checked, loaded):
        (result,) = answer["results"]
        assert (result["outcome"], result["submission"]) == ("errors", None), name
        assert {item["code"][:11] for item in result["findings"]} == {"E-PERSONAL-"}, name
        told = held_by(json.dumps(answer), json.dumps(answer, ensure_ascii=False))
        assert told == set(), name


# One for every rule and place is enough for the words that are printed.
PRINTED = [
    "privacy: ID number with its right check digit",
    "privacy: ID number in the line of the region",
    "privacy: ID number as a figure",
    "privacy: ID number as a unit",
    "privacy: ID number as a project's name",
    "privacy: ID number as an indicator's name",
    "privacy: ID number as the form's sheet name",
    "privacy: ID number as the name of another sheet",
    "privacy: ID number as a formula's result",
    "privacy: ID number only inside a formula",
    "privacy: ID number in a comment on a figure",
    "privacy: ID number in the foot after 填表人",
    "privacy: ID number in a file without any form",
    "privacy: ID number in a form that nobody could read anyway",
    "privacy: ID numbers in many places at once",
    "privacy: certificate number issued again",
    "privacy: list with everything",
    "privacy: a column of names in the form",
    "privacy: mobile number in the region's line",
    "privacy: mobile number as a figure",
    "privacy: a list, an ID number and a wrong figure",
]


@pytest.mark.parametrize("name", PRINTED)
def test_of_a_refused_file_nothing_is_printed(
    name: str,
    store: Path,
    temporary: Path,
    tmp_path: Path,
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for variable in ("DATABASE_URL", "LIVELIHOOD_TODAY", "SAMPLE"):
        monkeypatch.delenv(variable, raising=False)
    path = written(name, tmp_path / "in")
    run = runner(capfd, sqlite(store / "data.sqlite"))
    for command in (("check",), ("check", "--json"), ("load", "--accept"), ("load", "--json")):
        done = run(*command, path)
        assert done.code == 1, done
        assert "E-PERSONAL-" in done.out + done.err or "个人信息" in done.out + done.err
        assert held_by(done.out, done.err) == set()
    assert held_by(*files_in(store, "data.sqlite")) == set()
    assert files_in(temporary) == []


def test_a_refused_file_leaves_nothing_in_the_results_of_others(
    database: Database, store: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "in"
    bad = written("privacy: list with everything", folder)
    good = folder / "昌黎县.xlsx"
    good.write_bytes(WRITERS["openpyxl"].write(plain_form()))
    answer = results_answer(
        load_files(database, sources([str(bad), str(good)]), Order("cli:测试", accept=True))
    )
    assert [item["outcome"] for item in answer["results"]] == ["errors", "ok"]
    assert [item["submission"] for item in answer["results"]] == [None, 1]
    assert held_by(json.dumps(answer), *rows_of(database), *files_in(store)) == set()


@pytest.mark.parametrize("text", [RIGHT, f"{CERTIFICATE}B1", MOBILE])
def test_a_file_named_after_a_person_leaves_no_name(
    text: str, database: Database, store: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    path = tmp_path / f"王五{text}.xlsx"
    path.write_bytes(WRITERS["openpyxl"].write(plain_form()))
    load_files(database, sources([str(path)]), Order("cli:测试", accept=True))
    assert held_by(*rows_of(database), *files_in(store), caplog.text) == set()


@pytest.mark.parametrize("cut", [200, 2000, -200, -2000])
def test_a_broken_file_with_personal_data_leaves_nothing(
    cut: int, database: Database, store: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    path = written("privacy: list with everything", tmp_path / "in")
    content = path.read_bytes()[:cut]
    path.write_bytes(content)
    (result,) = load_files(database, sources([str(path)]), Order("cli:测试", accept=True))
    assert result.outcome == "errors"
    assert content not in [row["content"] for row in kept(database, "original")]
    assert held_by(*rows_of(database), *files_in(store), caplog.text) == set()


@pytest.mark.parametrize(
    ("suffix", "content"),
    [
        (".csv", f"姓名,身份证号,电话\n王五,{RIGHT},{MOBILE}\n".encode("gb18030")),
        (".xls", f"<html><table><tr><td>王五</td><td>{RIGHT}</td></tr></table></html>".encode()),
        (".xml", f'<?xml version="1.0"?><Workbook><Cell>{RIGHT}</Cell></Workbook>'.encode()),
        (".txt", f"王五 {RIGHT} {MOBILE}".encode("utf-16")),
        (".xlsx", f"PK\x03\x04 王五 {RIGHT}".encode()),
        (".pdf", f"%PDF-1.4 王五 {RIGHT}".encode()),
    ],
)
def test_of_what_is_no_workbook_nothing_is_kept(
    suffix: str,
    content: bytes,
    database: Database,
    store: Path,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    path = tmp_path / f"月报{suffix}"
    path.write_bytes(content)
    results = load_files(database, sources([str(path)]), Order("cli:测试", accept=True))
    answer = results_answer(results)
    assert results[0].outcome == "errors"
    assert held_by(json.dumps(answer), *rows_of(database), *files_in(store), caplog.text) == set()


# ---------------------------------------------------------------- what a foot drops

FOOT_PEOPLE = {"子虚", "乌有", "亡是"}


def without_original(database: Database) -> list[str | bytes]:
    """Every value but the files as they were sent."""
    found: list[str | bytes] = []
    for name, rows in everything(database).items():
        if name != "original":
            found += [str(value) for row in rows for value in row]
    return found


@pytest.mark.parametrize("writer", WRITERS)
@pytest.mark.parametrize("wrong", [False, True], ids=["accepted", "with an error"])
def test_telephone_and_names_of_the_foot_are_dropped(
    writer: str,
    wrong: bool,
    store: Path,
    tmp_path: Path,
    capfd: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    form = plain_form()
    form.sheet.put(18, 1, f"填表人：子虚 {MOBILE}")
    form.sheet.put(18, 6, "审核人：乌有")
    form.sheet.put(19, 1, "单位负责人：")
    form.sheet.put(19, 2, "亡是")
    form.sheet.put(19, 4, int(MOBILE))
    if wrong:
        form.sheet.put(2, 1, "填报单位：滦南县")
    path = tmp_path / f"月报{WRITERS[writer].suffix}"
    path.write_bytes(WRITERS[writer].write(form))
    run = runner(capfd, sqlite(store / "data.sqlite"))
    texts: list[Any] = []
    for command in (("check",), ("check", "--json"), ("load", "--accept"), ("load", "--json")):
        done = run(*command, path)
        assert done.code == int(wrong), done
        texts += [done.out, done.err]
    place = ("--month", "8", "--region", "130322")
    for asked in (
        ("trace", *place, "--indicator", "rehab_adult"),
        ("completion", *place, "--by", "cell"),
        ("figures",),
    ):
        done = run(*asked, "--year", "2021", "--json")
        texts += [done.out, done.err]
    opened = connect(sqlite(store / "data.sqlite"))
    texts += [*without_original(opened), caplog.text]
    opened.close()
    whole = "\n".join(map(str, texts))
    assert {name for name in FOOT_PEOPLE if name in whole} == set()
    assert held_by(whole) == set()
