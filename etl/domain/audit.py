"""The audit (审计日志): who did what, when, from where, with what result."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Literal

Action = Literal[
    "login", "logout", "password", "account", "token", "upload", "accept", "return", "close",
    "reopen", "release", "extension", "plan", "export", "reminder", "audit",
]  # fmt: skip
Result = Literal["ok", "refused", "failed"]

ACTION_NAMES: Mapping[Action, str] = MappingProxyType(
    {
        "login": "登录",
        "logout": "退出",
        "password": "改密码",
        "account": "账号",
        "token": "接口令牌",
        "upload": "报送",
        "accept": "采用",
        "return": "退回",
        "close": "关账",
        "reopen": "重新开账",
        "release": "定版",
        "extension": "延期",
        "plan": "任务书",
        "export": "导出",
        "reminder": "催报",
        "audit": "日志",
    }
)
RESULT_NAMES: Mapping[Result, str] = MappingProxyType(
    {"ok": "成功", "refused": "拒绝", "failed": "失败"}
)
NO_HASH = "0" * 64
"""What stands before the first row."""


@dataclass(frozen=True)
class Entry:
    """One row without its place in the chain. Never a password, a personal number, a content."""

    at: datetime
    actor: str
    role: str
    address: str
    action: Action
    subject: str
    result: Result
    detail: str = ""


@dataclass(frozen=True)
class Row:
    """An entry in its place: its number, the hash of the row before, its own hash."""

    id: int
    entry: Entry
    previous: str
    hash: str

    @property
    def is_true(self) -> bool:
        """Whether the row still says what its hash was made of."""
        return self.hash == chained(self.id, self.entry, self.previous)


def chained(number: int, entry: Entry, previous: str) -> str:
    """Return the hash of a row: over all it says, its number, and the hash of the row before."""
    said = [
        number, entry.at.isoformat(), entry.actor, entry.role, entry.address, entry.action,
        entry.subject, entry.result, entry.detail, previous,
    ]  # fmt: skip
    text = json.dumps(said, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
