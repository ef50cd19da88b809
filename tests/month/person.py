"""Somebody at a browser without scripts: logs in, uploads, files, accepts; over real HTTP."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import requests

from tests.month.city import PASSWORD, token_in


class Person:
    """One account with its own cookies."""

    def __init__(self, base: str, name: str, password: str = PASSWORD) -> None:
        self.base, self.name = base, name
        self.web = requests.Session()
        self.web.trust_env = False
        answer = self.post("/login", {"username": name, "password": password}, page="/login")
        assert answer.status_code == 200, answer.text[-600:]
        assert "登录 - " not in answer.text, f"{name} was not let in"

    def get(self, path: str, **more: object) -> requests.Response:
        return self.web.get(self.base + path, timeout=60, **more)  # type: ignore[arg-type]

    def post(
        self,
        path: str,
        fields: dict[str, str],
        page: str = "/account",
        files: Sequence[tuple[str, tuple[str, bytes]]] = (),
    ) -> requests.Response:
        """Send a form with the token of a page that has one."""
        token = token_in(self.get(page).text)
        return self.web.post(
            self.base + path,
            {"csrf_token": token, **fields},
            files=list(files) or None,
            timeout=60,
        )

    def check(self, *paths: Path) -> tuple[str, str]:
        """Upload workbooks for a check; return the page with the result and the drafts' numbers."""
        files = [("file", (path.name, path.read_bytes())) for path in paths]
        answer = self.post("/submit/check", {}, "/submit", files)
        assert answer.status_code == 200, answer.text[-600:]
        found = re.search(r"[?&]check=([\d%C,]+)", answer.url)
        assert found, answer.url
        return answer.text, found[1].replace("%2C", ",")

    def file(self, numbers: str, key: str = "", **reasons: str) -> requests.Response:
        """File drafts by their numbers."""
        return self.post("/submit/file", {"check": numbers, "key": key, **reasons}, "/submit")


def receipt_numbers(page: str) -> list[str]:
    """The receipts that a page lists, newest first."""
    table = page[page.index("历次回执") :]
    return re.findall(r">(\d{6}-\d{6}-\d{2})</a>", table)


def plain(page: str) -> str:
    """The words of a page: no style, no tags, no places to break."""
    text = re.sub(r"<style.*?</style>|<wbr>", "", page, flags=re.DOTALL)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text))


def said(page: str) -> str:
    """What a page says of the form sent before."""
    found = re.search(r'class="said[^"]*"[^>]*>(.*?)</div>', page)
    return re.sub(r"<[^>]+>", " ", found[1]).strip() if found else ""
