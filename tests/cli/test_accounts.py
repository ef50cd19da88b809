"""Accounts, review, full check and log from the command line: answers, secrets, exit codes."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from etl.domain.account import check_password
from etl.domain.period import Month
from etl.domain.roles import Visitor
from etl.services import accounts, audit, sessions, uploads
from etl.services.database import Database, connect
from etl.services.filings import filings
from etl.services.orders import Order
from etl.services.uploads import Upload
from etl.store.clock import now
from tests.cities import COUNTY, YEAR, city_copy, file_form, second_city, sqlite, usual_rows
from tests.cli.running import Run, runner
from tests.contract.schemas import assert_fits

PLAN = second_city()
APRIL = Month(YEAR, 4)
HERE = "10.0.0.5"
PASSWORD = "Abcdef12"
CLERK = Visitor("市统计甲", "city")


@pytest.fixture
def url(tmp_path: Path) -> str:
    """The second city, which the test may look into beside the command."""
    return city_copy(tmp_path)


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str], url: str) -> Run:
    """Commands on that city."""
    return runner(capfd, url)


@pytest.fixture
def database(url: str) -> Iterator[Database]:
    """The same city, opened by the test."""
    opened = connect(url)
    yield opened
    opened.close()


def typed(monkeypatch: pytest.MonkeyPatch, line: str) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(line))


def enters(database: Database, name: str, password: str) -> bool:
    try:
        sessions.sign_in(database, name, password, HERE)
    except sessions.LoginRefused:
        return False
    return True


def waiting(database: Database, by: Visitor = CLERK) -> int:
    """A submission that waits for its review; its number."""
    content = file_form(PLAN, COUNTY, APRIL, usual_rows(COUNTY, 4))
    (result,) = uploads.file(database, [Upload("四月.xlsx", content)], Order.of(by))
    assert result.submission is not None
    return result.submission


def state_of(database: Database) -> str:
    return filings(database, COUNTY, YEAR)[-1].state


# ---------------------------------------------------------------- accounts


def test_add_prints_the_one_time_password_alone_on_stdout(run: Run, database: Database) -> None:
    ran = run("user", "add", "李四", "--role", "press")
    assert ran.code == 0
    password = ran.out.removesuffix("\n")
    check_password(password, "李四")
    assert password not in ran.err
    assert "已新建账号：李四（新闻）" in ran.err
    assert enters(database, "李四", password)


def test_add_as_json_gives_name_and_password(run: Run, database: Database) -> None:
    ran = run("user", "add", "李四", "--role", "press", "--json")
    assert (ran.code, ran.err) == (0, "")
    assert set(ran.answer) == {"name", "password"}
    assert enters(database, ran.answer["name"], ran.answer["password"])


@pytest.mark.parametrize("as_json", [False, True])
def test_a_password_that_is_typed_in_is_never_printed(
    run: Run, database: Database, monkeypatch: pytest.MonkeyPatch, as_json: bool
) -> None:
    typed(monkeypatch, f"{PASSWORD}\r\n")
    more = ["--json"] if as_json else []
    ran = run("user", "add", "李四", "--role", "press", "--password-stdin", *more)
    assert ran.code == 0
    assert PASSWORD not in ran.out + ran.err
    if as_json:
        assert ran.answer == {"name": "李四", "password": None}
    else:
        assert ran.out == ""
    assert enters(database, "李四", PASSWORD)
    assert not accounts.every_account(database)[0].one_time


@pytest.mark.parametrize(
    ("line", "code", "said"),
    [("\n", 2, "没有密码"), ("", 2, "没有密码"), ("weak\n", 1, "密码不合要求")],
)
def test_a_password_that_does_not_do_makes_no_account(
    run: Run,
    database: Database,
    monkeypatch: pytest.MonkeyPatch,
    line: str,
    code: int,
    said: str,
) -> None:
    typed(monkeypatch, line)
    ran = run("user", "add", "李四", "--role", "press", "--password-stdin")
    assert ran.code == code
    assert said in ran.one_sentence()
    assert accounts.every_account(database) == ()


def test_a_county_account_is_given_its_region_by_any_of_its_names(
    run: Run, database: Database
) -> None:
    assert run("user", "add", "石门统计", "--role", "county", "--region", "石门").code == 0
    assert accounts.every_account(database)[0].region == COUNTY


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("add", "李四"), 2),  # no role
        (("add", "李四", "--role", "king"), 2),
        (("add", "李四", "--role", "county"), 2),  # no region
        (("add", "李四", "--role", "press", "--region", COUNTY), 2),
        (("add", "李四", "--role", "county", "--region", "没有"), 1),
        (("add", "cli:root", "--role", "press"), 1),
        (("add", "13812345678", "--role", "press"), 1),
        (("disable", "没有"), 1),
        (("enable", "没有"), 1),
        (("reset", "没有"), 1),
        (("token", "没有"), 1),
        (("disable",), 2),
        (("没有",), 2),
    ],
)
def test_what_cannot_be_done_with_accounts_ends_with_the_contracts_code(
    run: Run, database: Database, arguments: tuple[str, ...], code: int
) -> None:
    ran = run("user", *arguments)
    assert (ran.code, ran.out) == (code, "")
    assert "Traceback" not in ran.err
    assert accounts.every_account(database) == ()


def test_a_second_account_of_the_name_is_refused(run: Run) -> None:
    run("user", "add", "Wang", "--role", "press")
    ran = run("user", "add", "ｗａｎｇ", "--role", "city")
    assert ran.code == 1
    assert "已经有叫" in ran.one_sentence()


def test_list_shows_every_account_and_no_secret(run: Run, database: Database) -> None:
    run("user", "add", "石门统计", "--role", "county", "--region", COUNTY)
    password = run("user", "add", "李四", "--role", "press").out.strip()
    run("user", "disable", "李四")
    for _ in range(5):
        assert not enters(database, "石门统计", "Wrong-Pw-1")
    ran = run("user", "list")
    assert ran.code == 0
    lines = ran.out.splitlines()
    assert lines == [
        f"石门统计：县区统计 {COUNTY}（锁定中，待改一次性密码）",
        "李四：新闻（停用，待改一次性密码）",
        "共 2 个账号。",
    ]
    answer = run("user", "list", "--json").answer["accounts"]
    assert [(item["name"], item["role"], item["region"]) for item in answer] == [
        ("石门统计", "county", COUNTY),
        ("李四", "press", None),
    ]
    assert [(item["disabled"], item["locked"]) for item in answer] == [(False, True), (True, False)]
    assert all(item["must_change_password"] for item in answer)
    assert all(item["made_by"].startswith("cli:") for item in answer)
    assert password not in repr(answer)
    assert "argon2" not in repr(answer)


def test_an_empty_list_is_one_too(run: Run) -> None:
    assert run("user", "list", "--json").answer == {"accounts": []}
    assert run("user", "list").out == "共 0 个账号。\n"


def test_disable_and_enable_take_hold_at_once(run: Run, database: Database) -> None:
    password = run("user", "add", "李四", "--role", "press").out.strip()
    key = sessions.sign_in(database, "李四", password, HERE).key
    ran = run("user", "disable", "李四")
    assert (ran.code, ran.out) == (0, "李四：已停用。\n")
    assert sessions.session_of(database, key) is None
    assert not enters(database, "李四", password)
    assert run("user", "enable", "李四", "--json").answer == {"name": "李四", "done": "已启用"}
    assert enters(database, "李四", password)


@pytest.mark.parametrize("as_json", [False, True])
def test_reset_gives_the_new_password_alone_and_the_old_one_is_worth_nothing(
    run: Run, database: Database, as_json: bool
) -> None:
    old = run("user", "add", "李四", "--role", "press").out.strip()
    ran = run("user", "reset", "李四", *(["--json"] if as_json else []))
    assert ran.code == 0
    new = ran.answer["password"] if as_json else ran.out.removesuffix("\n")
    check_password(new, "李四")
    assert (enters(database, "李四", old), enters(database, "李四", new)) == (False, True)


@pytest.mark.parametrize("as_json", [False, True])
def test_token_prints_the_token_alone_and_the_one_before_is_worth_nothing(
    run: Run, database: Database, monkeypatch: pytest.MonkeyPatch, as_json: bool
) -> None:
    typed(monkeypatch, f"{PASSWORD}\n")
    run("user", "add", "程序", "--role", "press", "--password-stdin")
    tokens = []
    for _ in range(2):
        ran = run("user", "token", "程序", *(["--json"] if as_json else []))
        assert ran.code == 0
        tokens.append(ran.answer["token"] if as_json else ran.out.removesuffix("\n"))
        assert tokens[-1] not in ran.err
    found = [sessions.of_token(database, token, HERE) for token in tokens]
    assert found == [None, Visitor("程序", "press", "", HERE)]


def test_an_account_out_of_use_gets_no_token(run: Run) -> None:
    run("user", "add", "程序", "--role", "press")
    run("user", "disable", "程序")
    ran = run("user", "token", "程序")
    assert ran.code == 1
    assert "已停用" in ran.one_sentence()


# ---------------------------------------------------------------- review


def test_accept_makes_a_submission_count(run: Run, database: Database) -> None:
    identifier = waiting(database)
    ran = run("accept", identifier)
    assert (ran.code, ran.out) == (
        0,
        f"编号{identifier}：{COUNTY} 2023年4月第1版，已采用。\n",
    )
    assert state_of(database) == "accepted"
    assert run("accept", identifier, "--json").answer == {
        "submission": identifier,
        "region": COUNTY,
        "month": "2023-04",
        "version": 1,
        "state": "accepted",
    }


def test_return_sends_it_back_with_the_reason(run: Run, database: Database) -> None:
    identifier = waiting(database)
    ran = run("return", identifier, "--reason", "慰问人数请核对", "--json")
    assert (ran.code, ran.answer["state"]) == (0, "returned")
    filing = filings(database, COUNTY, YEAR)[-1]
    assert (filing.state, filing.return_reason) == ("returned", "慰问人数请核对")
    assert (filing.returned_by or "").startswith("cli:")
    said = run("accept", identifier)
    assert said.code == 1
    assert "已经退回" in said.one_sentence()


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("accept", "999"), 1),
        (("return", "999", "--reason", "请核对"), 1),
        (("return", "13"), 2),  # no reason
        (("return", "13", "--reason", " "), 1),
        (("accept",), 2),
        (("accept", "四"), 2),
        (("accept", "999", "--as", "没有"), 1),
    ],
)
def test_what_cannot_be_reviewed_ends_with_the_contracts_code(
    run: Run, arguments: tuple[str, ...], code: int
) -> None:
    ran = run(*arguments)
    assert (ran.code, ran.out) == (code, "")
    assert "Traceback" not in ran.err


def test_under_an_accounts_name_its_rights_hold(run: Run, database: Database) -> None:
    for name, role in (("市统计甲", "city"), ("市统计乙", "city"), ("某领导", "leadership")):
        run("user", "add", name, "--role", role)
    identifier = waiting(database, CLERK)
    refused = {
        "市统计甲": "您自己报送",  # who filed does not accept
        "某领导": "只有市级统计人员",
        "没有": "没有叫",
    }
    for name, said in refused.items():
        ran = run("accept", identifier, "--as", name)
        assert ran.code == 1
        assert said in ran.one_sentence()
    assert state_of(database) == "submitted"
    assert run("accept", identifier, "--as", "市统计乙").code == 0
    assert filings(database, COUNTY, YEAR)[-1].accepted_by == "市统计乙"
    last = audit.newest(database, 1)[0].entry
    assert (last.actor, last.role, last.action) == ("市统计乙", "city", "accept")


def test_nobody_acts_under_the_name_of_an_account_out_of_use(run: Run, database: Database) -> None:
    run("user", "add", "市统计乙", "--role", "city")
    run("user", "disable", "市统计乙")
    identifier = waiting(database)
    for arguments in (("accept", identifier), ("return", identifier, "--reason", "请核对")):
        ran = run(*arguments, "--as", "市统计乙")
        assert ran.code == 1
        assert "已停用" in ran.one_sentence()
    assert state_of(database) == "submitted"


# ---------------------------------------------------------------- the full check


def test_verify_finds_a_whole_city_whole(run: Run) -> None:
    ran = run("verify")
    assert (ran.code, ran.out) == (0, "检查通过，没有发现问题。\n")
    told = run("verify", "--json")
    assert (told.code, told.answer) == (0, {"ok": True, "problems": []})
    assert_fits(told.answer, "verify")


def test_verify_names_what_was_altered_and_ends_with_1(run: Run, database: Database) -> None:
    with database.write() as connection:
        connection.execute(text("DROP TRIGGER audit_no_update"))
        connection.execute(text("UPDATE audit SET actor = '别人' WHERE id = 3"))
        connection.execute(text("UPDATE figure SET note = '改过' WHERE submission_id = 2"))
    told = run("verify", "--json")
    assert told.code == 1
    assert_fits(told.answer, "verify")
    assert told.answer == {
        "ok": False,
        "problems": [
            {"where": "table audit", "what": "防改动的触发器不在或停用了：audit_no_update"},
            {"where": "submission 2", "what": "保存的数与报送时的校验码不符"},
            {"where": "audit 3", "what": "这一行被改动过"},
        ],
    }
    ran = run("verify")
    assert ran.code == 1
    assert ran.out.splitlines() == [
        "table audit：防改动的触发器不在或停用了：audit_no_update",
        "submission 2：保存的数与报送时的校验码不符",
        "audit 3：这一行被改动过",
        "发现 3 处问题。",
    ]


def test_verify_of_what_is_no_database_of_ours_ends_with_3(bare: Run, tmp_path: Path) -> None:
    empty, garbage = tmp_path / "new.sqlite", tmp_path / "garbage.sqlite"
    garbage.write_bytes(b"not a database at all" * 200)
    for path in (empty, garbage):
        ran = bare("verify", "--db", sqlite(path))
        assert ran.code == 3
        assert ran.one_sentence()


def test_verify_ends_also_where_pages_of_the_file_are_destroyed(
    run: Run, database: Database, url: str
) -> None:
    with database.write() as connection:
        connection.execute(text("SELECT 1"))
    database.close()
    path = Path(url.removeprefix("sqlite:///"))
    with connect(url).engine.connect() as connection:
        connection.exec_driver_sql("ROLLBACK")
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.exec_driver_sql("BEGIN")
    content = bytearray(path.read_bytes())
    content[len(content) // 2 : len(content) // 2 + 20_000] = b"\xff" * 20_000
    path.write_bytes(content)
    ran = run("verify", "--json")
    assert ran.code in (1, 3)
    assert "Traceback" not in ran.err
    if ran.code == 1:
        assert_fits(ran.answer, "verify")
        assert not ran.answer["ok"]


# ---------------------------------------------------------------- the log


def test_the_log_is_exported_and_that_is_written_down(
    run: Run, database: Database, tmp_path: Path
) -> None:
    target = tmp_path / "日志.csv"
    ran = run("audit", "-o", target)
    assert (ran.code, ran.out) == (0, f"审计日志已导出到 {target}。\n")
    content = target.read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    assert len(content.decode("utf-8-sig").splitlines()) == len(audit.newest(database, 999))
    last = audit.newest(database, 1)[0].entry
    assert (last.action, last.actor.startswith("cli:"), last.result) == ("export", True, "ok")
    told = run("audit", "-o", tmp_path / "再.csv", "--json")
    assert told.answer == {"file": str(tmp_path / "再.csv"), "pruned": 0}


def test_old_rows_are_exported_and_pruned_and_the_rest_is_still_whole(
    empty: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "旧日志.csv"
    long_ago = now() - timedelta(days=365)
    with monkeypatch.context() as then:
        then.setattr(audit, "now", lambda: long_ago)
        for name in ("甲", "乙", "丙"):
            assert empty("user", "add", name, "--role", "leadership").code == 0
    told = empty("audit", "--prune", 12, "-o", target, "--json")
    assert (told.code, told.answer) == (0, {"file": str(target), "pruned": 0})
    assert not target.exists()
    ran = empty("audit", "--prune", 6, "-o", target)
    assert (ran.code, ran.out) == (0, f"已清理 3 行。导出在 {target}。\n")
    assert len(target.read_text("utf-8-sig").splitlines()) == 3 + 1
    assert empty("verify").code == 0


def test_what_cannot_be_exported_or_pruned_ends_with_the_contracts_code(
    run: Run, database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = tmp_path / "有了.csv"
    there.write_bytes(b"older")
    nowhere = tmp_path / "没有" / "日志.csv"
    rows = len(audit.newest(database, 999))
    later = now() + timedelta(days=365)
    monkeypatch.setattr(audit, "now", lambda: later)
    for arguments, code in (
        ((), 2),
        (("--prune", 6), 2),
        (("-o", there, "--prune", 5), 2),
        (("-o", there, "--prune", "许多"), 2),
        (("-o", there, "--prune", 6), 1),
        (("-o", nowhere), 3),
        (("-o", nowhere, "--prune", 6), 3),
        (("-o", tmp_path), 3),
    ):
        ran = run("audit", *arguments)
        assert (ran.code, ran.out) == (code, ""), arguments
        assert "Traceback" not in ran.err
    assert there.read_bytes() == b"older"
    assert len(audit.newest(database, 999)) == rows


@pytest.mark.parametrize(
    "arguments",
    [
        ("user", "list"),
        ("user", "add", "李四", "--role", "press"),
        ("accept", "1"),
        ("verify",),
        ("audit", "-o", "x.csv"),
    ],
)
def test_a_database_that_cannot_be_opened_is_the_systems_fault(
    bare: Run, tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    (tmp_path / "file").write_bytes(b"")
    ran = bare(*arguments, "--db", sqlite(tmp_path / "file" / "data.sqlite"))
    assert ran.code == 3
    assert ran.one_sentence()
