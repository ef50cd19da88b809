"""Reminders reach those who owe a month, and only those; over a real SMTP conversation."""

from __future__ import annotations

import email
import socketserver
from collections.abc import Iterator
from email.policy import default
from threading import Thread

import pytest

from etl.domain.period import Month
from etl.domain.refusal import Refusal, SystemFault, WrongUsage
from etl.domain.roles import Visitor
from etl.services import audit
from etl.services.accounts import Wanted, add_account, set_disabled
from etl.services.database import Database, connect
from etl.services.reminders import MailServer, remind
from tests.cities import COUNTY, PAGODA, PINES, RIVER, WILLOWS, YEAR, city_copy

MARCH = Month(YEAR, 3)
CITY = Visitor("市级", "city")


class _Letterbox(socketserver.StreamRequestHandler):
    """As much of SMTP as it takes to hand a letter in."""

    def handle(self) -> None:
        self.wfile.write(b"220 here\r\n")
        for line in self.rfile:
            word = line.split()[0].upper() if line.strip() else b""
            if word == b"DATA":
                self.wfile.write(b"354 go on\r\n")
                self.server.letters.append(self._letter())  # type: ignore[attr-defined]
            self.wfile.write(b"221 bye\r\n" if word == b"QUIT" else b"250 ok\r\n")
            if word == b"QUIT":
                return

    def _letter(self) -> bytes:
        lines = []
        for line in self.rfile:
            if line == b".\r\n":
                break
            lines.append(line)
        return b"".join(lines)


class Letterbox(socketserver.ThreadingTCPServer):
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Letterbox)
        self.letters: list[bytes] = []

    @property
    def mail_server(self) -> MailServer:
        found = MailServer.of(f"smtp://127.0.0.1:{self.server_address[1]}/tongji@example.cn")
        assert found is not None
        return found


@pytest.fixture
def letterbox() -> Iterator[Letterbox]:
    with Letterbox() as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


@pytest.fixture
def city(tmp_path) -> Iterator[Database]:
    """The second city: in March one county filed nothing."""
    database = connect(city_copy(tmp_path))
    by = Visitor("cli:测试")
    for code in (RIVER, PINES, WILLOWS, PAGODA, COUNTY):
        wanted = Wanted(f"{code}的人", "county", code, f"{code}@example.cn", "Abcd-1234")
        add_account(database, wanted, by)
    yield database
    database.close()


def addressees(letterbox: Letterbox) -> set[str]:
    return {email.message_from_bytes(item, policy=default)["To"] for item in letterbox.letters}


def test_only_the_county_that_owes_the_month_is_written_to(
    city: Database, letterbox: Letterbox
) -> None:
    found = remind(city, MARCH, CITY, letterbox.mail_server)
    assert addressees(letterbox) == {f"{WILLOWS}@example.cn"}
    assert found.without_address == ()
    letter = email.message_from_bytes(letterbox.letters[0], policy=default)
    assert f"{YEAR}年3月" in letter["Subject"]
    assert found.counties[0] in letter.get_content()
    (row,) = audit.newest(city, 1)
    assert (row.entry.action, row.entry.subject) == ("reminder", f"{YEAR}年3月")
    assert "@" not in row.entry.detail


def test_accounts_out_of_use_and_without_an_address_are_left_out_and_named(
    city: Database, letterbox: Letterbox
) -> None:
    set_disabled(city, f"{WILLOWS}的人", True, Visitor("cli:测试"))
    found = remind(city, MARCH, CITY, letterbox.mail_server)
    assert letterbox.letters == []
    assert len(found.without_address) == 1


def test_nobody_but_the_city_reminds_and_without_a_server_there_is_a_list(city: Database) -> None:
    with pytest.raises(Refusal, match="市级统计人员"):
        remind(city, MARCH, Visitor("县", "county", RIVER), None)
    with pytest.raises(Refusal, match="SMTP_URL"):
        remind(city, MARCH, CITY, None)


def test_a_mail_server_that_does_not_answer_is_a_sentence_without_its_password(
    city: Database,
) -> None:
    server = MailServer.of("smtp://user:geheim-1@127.0.0.1:1/tongji@example.cn")
    with pytest.raises(SystemFault) as fault:
        remind(city, MARCH, CITY, server)
    assert "127.0.0.1" in fault.value.message
    assert "geheim-1" not in fault.value.message


@pytest.mark.parametrize(
    "url", ["mail.example.cn", "http://a/b@c.cn", "smtp://host", "smtps:///a@b.cn"]
)
def test_an_address_that_is_none_is_wrong_usage(url: str) -> None:
    with pytest.raises(WrongUsage, match="SMTP_URL"):
        MailServer.of(url)


def test_no_address_is_no_server() -> None:
    assert MailServer.of("") is None
