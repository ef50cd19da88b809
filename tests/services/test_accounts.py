"""Accounts: names and passwords that are taken, who keeps whose, what ends with them."""

from __future__ import annotations

import string
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from threading import Barrier, BrokenBarrierError

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.domain.account import (
    LONGEST_PASSWORD,
    SHORTEST_PASSWORD,
    Account,
    check_password,
    checked_name,
)
from etl.domain.refusal import NotFound, Refusal, WrongUsage
from etl.domain.roles import ROLES, Role, Visitor
from etl.services import accounts, passwords, sessions
from etl.services.accounts import Wanted
from etl.services.database import Database, connect
from tests.cities import COUNTY, EAST, ROOT, city_copy
from tests.services.snapshot import everything, kept

CHECKOUT = Path(__file__).resolve().parents[2]
ADMIN = Visitor("总管", "admin", "", "10.0.0.1")
CITY = Visitor("市统计", "city", "", "10.0.0.2")
NOT_KEEPERS = (
    Visitor("某领导", "leadership"),
    Visitor("某县", "county", COUNTY),
    Visitor("某记者", "press"),
)
COMMAND_LINE = Visitor("cli:root")
HOME = "10.0.0.9"
PASSWORD = "Abcdef12"


@pytest.fixture
def bare(sqlite_url: str) -> Iterator[Database]:
    """A database without a plan."""
    opened = connect(sqlite_url)
    yield opened
    opened.close()


@pytest.fixture
def city(tmp_path: Path) -> Iterator[Database]:
    """The second city, whose plan says which regions submit."""
    opened = connect(city_copy(tmp_path))
    yield opened
    opened.close()


def add(
    database: Database,
    name: str = "李四",
    role: Role = "press",
    region: str = "",
    by: Visitor = ADMIN,
    password: str | None = PASSWORD,
) -> str | None:
    return accounts.add_account(database, Wanted(name, role, region, password=password), by)


def names(database: Database) -> list[str]:
    return [item.name for item in accounts.every_account(database)]


def only(database: Database) -> Account:
    (found,) = accounts.every_account(database)
    return found


def sign_in(database: Database, name: str, password: str) -> sessions.LoggedIn:
    return sessions.sign_in(database, name, password, HOME)


# ---------------------------------------------------------------- names


@pytest.mark.parametrize(
    ("written", "kept_as"),
    [
        ("李", "李"),
        ("  王  小明 ", "王 小明"),
        ("wang.xm-01", "wang.xm-01"),
        ("昌黎县统计（备用）", "昌黎县统计（备用）"),
        ("名" * 60, "名" * 60),
        # Digits that are nobody's number.
        ("统计员20230101", "统计员20230101"),
    ],
)
def test_a_name_is_kept_as_it_is_written_but_for_needless_blanks(
    written: str, kept_as: str
) -> None:
    assert checked_name(written) == kept_as


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("", "1到60个字"),
        (" \t\n　", "1到60个字"),
        ("名" * 61, "1到60个字"),
        ("王\x07明", "控制字符"),
        ("王\x00明", "控制字符"),
        ("王\u200b明", "控制字符"),
        ("王\u202e明", "控制字符"),
        ("cli:root", "cli:"),
        ("CLI:某人", "cli:"),
        (" c l i ：某人", "cli:"),
        ("ｃｌｉ：某人", "cli:"),
        ("13812345678", "身份证号"),
        ("王明 138-1234-5678", "身份证号"),
        ("11010119900307123X", "身份证号"),
    ],
)
def test_a_name_that_cannot_be_used_is_refused_with_the_reason(written: str, said: str) -> None:
    with pytest.raises(Refusal, match=said):
        checked_name(written)


@pytest.mark.parametrize("other", ["WANG Ming", "wang ming", "ｗａｎｇ　ｍｉｎｇ", "WangMing"])
def test_two_names_that_differ_only_in_case_width_or_blanks_are_the_same(
    bare: Database, other: str
) -> None:
    add(bare, "Wang Ming")
    with pytest.raises(Refusal, match="已经有叫"):
        add(bare, other)
    assert names(bare) == ["Wang Ming"]
    # Whoever types it that way means that account.
    assert sign_in(bare, other, PASSWORD).account.name == "Wang Ming"


def test_a_refused_account_leaves_nothing_behind(bare: Database) -> None:
    before = everything(bare)
    for name, password in (("cli:x", PASSWORD), ("李四", "short")):
        with pytest.raises(Refusal):
            add(bare, name, password=password)
    assert everything(bare) == before


# ---------------------------------------------------------------- passwords

SIGNS = st.sampled_from(string.ascii_letters + string.digits + "!-_ 密码é１")


def is_good(password: str, name: str) -> bool:
    """The rule as it is told to users, written once more."""
    classes = (string.ascii_uppercase, string.ascii_lowercase, string.digits)
    kinds = sum(any(sign in group for sign in password) for group in classes)
    kinds += any(all(sign not in group for group in classes) for sign in password)
    # Full-width digits are digits to a reader, so the name is looked for without regard to width.
    plain = password.replace("１", "1").replace(" ", "").casefold()
    return 8 <= len(password) <= 128 and kinds >= 3 and name.casefold() not in plain


def is_taken(password: str, name: str) -> bool:
    try:
        check_password(password, name)
    except Refusal as refusal:
        return "密码不合要求" not in refusal.message  # any other sentence would be a surprise
    return True


@settings(deadline=None)
@given(st.text(SIGNS, min_size=0, max_size=20), st.sampled_from(["ab1", "王明", "管理员"]))
def test_a_password_is_taken_if_and_only_if_it_keeps_the_rule(password: str, name: str) -> None:
    assert is_taken(password, name) is is_good(password, name)


@settings(deadline=None)
@given(
    st.text(SIGNS, max_size=6), st.text(SIGNS, max_size=6), st.sampled_from(["AB1", "A b1", "ab1"])
)
def test_a_password_never_holds_the_name_whatever_its_case(
    before: str, after: str, name: str
) -> None:
    assert not is_taken(f"{before}{name}{after}Xy9-Xy9-", "ab1")


@pytest.mark.parametrize(
    ("length", "taken"),
    [
        (SHORTEST_PASSWORD - 1, False),
        (SHORTEST_PASSWORD, True),
        (LONGEST_PASSWORD, True),
        (LONGEST_PASSWORD + 1, False),
    ],
)
def test_a_password_has_8_to_128_signs(length: int, taken: bool) -> None:
    assert is_taken(("Ab1" * 50)[:length], "王明") is taken


def test_no_refusal_repeats_the_password() -> None:
    for password in ("Xy9", "abcdefghij", "王明Xy9-Xy9-"):
        with pytest.raises(Refusal) as refused:
            check_password(password, "王明")
        assert password not in refused.value.message


@pytest.mark.parametrize("name", ["管理员", "admin", "石门县统计", "wang ming"])
def test_the_one_time_password_always_keeps_the_rule_and_is_another_each_time(name: str) -> None:
    made = [passwords.one_time_password() for _ in range(200)]
    assert len(set(made)) == len(made)
    for password in made:
        check_password(password, name)
    # Signs that are taken for one another on the telephone are left out.
    assert not set("".join(made)) & set("0O1lI")


def test_no_password_is_stored_as_it_is(bare: Database) -> None:
    made = add(bare, password=None)
    assert made is not None
    assert made not in repr(everything(bare))
    (row,) = kept(bare, "account")
    assert row["password_hash"].startswith("$argon2id$")


# ---------------------------------------------------------------- roles and regions


@pytest.mark.parametrize("written", [COUNTY, "石门县", "石门", " 石门县 "])
def test_a_county_account_belongs_to_a_region_named_by_code_name_or_alias(
    city: Database, written: str
) -> None:
    add(city, role="county", region=written)
    assert (only(city).role, only(city).region) == ("county", COUNTY)


@pytest.mark.parametrize(
    ("region", "said"),
    [
        ("", "要写明县区"),
        ("  ", "要写明县区"),
        ("石门镇", "石门镇"),
        ("999999", "999999"),
        (EAST, "没有报送月报表的县区"),  # a district whose streets submit
        (ROOT, "没有报送月报表的县区"),
    ],
)
def test_a_county_account_needs_a_region_that_submits(
    city: Database, region: str, said: str
) -> None:
    with pytest.raises(Refusal, match=said) as refused:
        add(city, role="county", region=region)
    assert isinstance(refused.value, NotFound if region.strip() else WrongUsage)
    assert names(city) == []


@pytest.mark.parametrize("role", [role for role in ROLES if role != "county"])
def test_other_accounts_belong_to_no_region(city: Database, role: Role) -> None:
    with pytest.raises(WrongUsage, match="不写县区"):
        add(city, role=role, region=COUNTY)
    add(city, role=role, region=" ")
    assert only(city).region == ""


def test_before_any_plan_a_region_is_taken_as_given(bare: Database) -> None:
    add(bare, role="county", region="990300")
    assert only(bare).region == "990300"


# ---------------------------------------------------------------- who keeps which accounts


@pytest.mark.parametrize("by", [ADMIN, COMMAND_LINE])
@pytest.mark.parametrize("role", ROLES)
def test_the_administrator_and_the_command_line_keep_every_account(
    city: Database, by: Visitor, role: Role
) -> None:
    add(city, role=role, region=COUNTY if role == "county" else "", by=by)
    accounts.set_mail(city, "李四", " li@example.cn ", by)
    accounts.reset_password(city, "李四", by)
    accounts.make_token(city, "李四", by)
    accounts.set_disabled(city, "李四", True, by)
    assert (only(city).role, only(city).mail, only(city).disabled) == (role, "li@example.cn", True)
    assert only(city).made_by == by.name


def test_the_city_keeps_the_accounts_of_counties_leadership_and_press_only(city: Database) -> None:
    kept_by_city = {"county", "leadership", "press"}
    assert set(accounts.roles_kept_by(CITY)) == kept_by_city
    for role in ROLES:
        region = COUNTY if role == "county" else ""
        if role in kept_by_city:
            add(city, f"甲{role}", role, region, by=CITY)
        else:
            with pytest.raises(Refusal, match="由管理员管理"):
                add(city, f"甲{role}", role, region, by=CITY)
    assert {item.role for item in accounts.every_account(city)} == kept_by_city


@pytest.mark.parametrize("by", [CITY, *NOT_KEEPERS])
def test_whoever_does_not_keep_an_account_changes_nothing_of_it(
    bare: Database, by: Visitor
) -> None:
    add(bare, "另一位管理员", "admin")
    before = everything(bare)
    for act in (
        lambda: accounts.set_disabled(bare, "另一位管理员", True, by),
        lambda: accounts.reset_password(bare, "另一位管理员", by),
        lambda: accounts.make_token(bare, "另一位管理员", by),
        lambda: accounts.set_mail(bare, "另一位管理员", "x@example.cn", by),
    ):
        with pytest.raises(Refusal, match="由管理员管理"):
            act()
    assert everything(bare) == before


@pytest.mark.parametrize("by", NOT_KEEPERS)
def test_leadership_counties_and_press_keep_no_account(city: Database, by: Visitor) -> None:
    assert accounts.roles_kept_by(by) == ()
    for role in ROLES:
        with pytest.raises(Refusal, match="由管理员管理"):
            add(city, role=role, region=COUNTY if role == "county" else "", by=by)
    assert names(city) == []


def test_an_unknown_account_is_not_found(bare: Database) -> None:
    for act in (
        lambda: accounts.set_disabled(bare, "没有", True, ADMIN),
        lambda: accounts.reset_password(bare, "没有", ADMIN),
        lambda: accounts.make_token(bare, "没有", ADMIN),
        lambda: accounts.set_mail(bare, "没有", "", ADMIN),
        lambda: accounts.acting_as(bare, "没有"),
    ):
        with pytest.raises(NotFound, match="没有叫“没有”的账号"):
            act()


# ---------------------------------------------------------------- out of use, reset, token


def test_out_of_use_an_account_is_logged_out_everywhere_and_its_token_is_gone(
    database: Database,
) -> None:
    add(database)
    keys = [sign_in(database, "李四", PASSWORD).key for _ in range(2)]
    token = accounts.make_token(database, "李四", ADMIN)
    accounts.set_disabled(database, "李四", True, ADMIN)
    assert [sessions.session_of(database, key) for key in keys] == [None, None]
    assert sessions.of_token(database, token, HOME) is None
    with pytest.raises(Refusal, match="停用"):
        accounts.make_token(database, "李四", ADMIN)
    with pytest.raises(Refusal, match="停用"):
        accounts.acting_as(database, "李四")
    # In use again it begins anew: what was open then stays shut.
    accounts.set_disabled(database, "李四", False, ADMIN)
    assert [sessions.session_of(database, key) for key in keys] == [None, None]
    assert sessions.of_token(database, token, HOME) is None
    assert sign_in(database, "李四", PASSWORD).account.name == "李四"


@pytest.mark.parametrize("typed", ["总管", " 总 管 "])
def test_nobody_puts_his_own_account_out_of_use(bare: Database, typed: str) -> None:
    add(bare, "总管", "admin", by=COMMAND_LINE)
    with pytest.raises(Refusal, match="不能停用自己的账号"):
        accounts.set_disabled(bare, typed, True, ADMIN)
    assert not only(bare).disabled
    accounts.set_disabled(bare, typed, True, Visitor("另一位", "admin"))
    assert only(bare).disabled


def test_a_reset_gives_a_one_time_password_and_ends_sessions_token_and_lock(
    database: Database,
) -> None:
    add(database)
    key = sign_in(database, "李四", PASSWORD).key
    token = accounts.make_token(database, "李四", ADMIN)
    for _ in range(5):
        with pytest.raises(sessions.LoginRefused):
            sign_in(database, "李四", "Wrong-1x")
    assert only(database).locked
    made = accounts.reset_password(database, "李四", ADMIN)
    assert (only(database).locked, only(database).one_time) == (False, True)
    assert sessions.session_of(database, key) is None
    assert sessions.of_token(database, token, HOME) is None
    with pytest.raises(sessions.LoginRefused):
        sign_in(database, "李四", PASSWORD)
    assert sign_in(database, "李四", made).account.one_time


def test_a_token_acts_for_its_account_from_the_address_that_it_comes_from(
    bare: Database,
) -> None:
    add(bare, role="county", region=COUNTY)
    token = accounts.make_token(bare, "李四", ADMIN)
    found = sessions.of_token(bare, token, "10.9.9.9")
    assert found == Visitor("李四", "county", COUNTY, "10.9.9.9")
    assert sessions.of_token(bare, token + "x", HOME) is None
    assert sessions.of_token(bare, "", HOME) is None
    assert token not in repr(everything(bare))


def test_a_new_token_takes_the_place_of_the_one_before(bare: Database) -> None:
    add(bare)
    first, second = (accounts.make_token(bare, "李四", ADMIN) for _ in range(2))
    assert sessions.of_token(bare, first, HOME) is None
    assert sessions.of_token(bare, second, HOME) is not None


def test_a_token_does_nothing_while_the_password_is_a_one_time_one(bare: Database) -> None:
    made = add(bare, password=None)
    assert made is not None
    token = accounts.make_token(bare, "李四", ADMIN)
    assert sessions.of_token(bare, token, HOME) is None
    sessions.change_password(bare, sign_in(bare, "李四", made), made, PASSWORD, HOME)
    assert sessions.of_token(bare, token, HOME) is not None


def test_a_key_of_a_session_is_no_token_and_a_token_no_session(bare: Database) -> None:
    add(bare)
    key = sign_in(bare, "李四", PASSWORD).key
    token = accounts.make_token(bare, "李四", ADMIN)
    assert sessions.of_token(bare, key, HOME) is None
    assert sessions.session_of(bare, token) is None


# ---------------------------------------------------------------- the first administrator


def test_the_first_administrator_is_made_once(bare: Database) -> None:
    made = accounts.first_administrator(bare)
    assert made is not None
    assert [accounts.first_administrator(bare) for _ in range(2)] == [None, None]
    found = sign_in(bare, accounts.FIRST_ADMIN, made).account
    assert (found.role, found.one_time, found.made_by) == ("admin", True, "首次启动")
    assert names(bare) == [accounts.FIRST_ADMIN]


def test_an_administrator_out_of_use_is_one_all_the_same(bare: Database) -> None:
    add(bare, "总管", "admin")
    accounts.set_disabled(bare, "总管", True, COMMAND_LINE)
    assert accounts.first_administrator(bare) is None


def test_the_first_administrator_finds_another_name_where_his_is_taken(bare: Database) -> None:
    add(bare, "Admin")
    made = accounts.first_administrator(bare)
    assert made is not None
    assert sign_in(bare, "admin1", made).account.role == "admin"


def test_two_starts_at_once_make_one_administrator(
    database: Database, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Both have seen that there is none before either makes one.
    barrier = Barrier(2, timeout=5)
    genuine = passwords.hash_password

    def hashed(password: str) -> str:
        with suppress(BrokenBarrierError):  # as the other one may not come by here any more
            barrier.wait()
        return genuine(password)

    monkeypatch.setattr(accounts, "hash_password", hashed)

    def start(_: int) -> str | None:
        own = connect(url)
        try:
            return accounts.first_administrator(own)
        finally:
            own.close()

    with ThreadPoolExecutor(2) as pool:
        made = [*pool.map(start, range(2))]
    assert sorted(item is None for item in made) == [False, True]
    (password,) = (item for item in made if item is not None)
    assert names(database) == [accounts.FIRST_ADMIN]
    assert sign_in(database, accounts.FIRST_ADMIN, password).account.role == "admin"


def test_the_program_hashes_as_the_library_recommends() -> None:
    """In a process of its own: in the tests' own, hashes are cheap."""
    ask = "from etl.services.passwords import hash_password; print(hash_password('Abcdef12'))"
    done = subprocess.run(
        [sys.executable, "-c", ask], capture_output=True, text=True, check=True, cwd=CHECKOUT
    )
    assert done.stdout.startswith("$argon2id$v=19$m=65536,t=3,p=4$")
