"""The key that cookies are signed with: from the environment, else made once and kept."""

from __future__ import annotations

import os
import secrets
import time
from pathlib import Path

from etl.domain.refusal import SystemFault
from etl.store.system_words import system_words

FILE = Path(__file__).parents[2] / "data" / "run" / "secret_key"
_SHORTEST = 32
_WAIT_SECONDS = 2.0


def secret_key(given: str = "", path: Path = FILE) -> str:
    """Return the key; the first process of a machine makes the file, for its user's eyes only.

    Several machines behind one address need the same key: that of the environment.
    """
    if given:
        return given
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        return _made(path) or _kept(path)
    except OSError as error:
        raise SystemFault(
            f"会话密钥文件 {path} 不能读写：{system_words(error)}。可用环境变量 SECRET_KEY 指定密钥。"
        ) from error


def _made(path: Path) -> str:
    """Make the file; "" when there is one."""
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return ""
    key = secrets.token_hex(32)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(key)
    return key


def _kept(path: Path) -> str:
    """Read the file; another process may be writing it at this very moment."""
    until = time.monotonic() + _WAIT_SECONDS
    while True:
        key = path.read_text(encoding="ascii").strip()
        if len(key) >= _SHORTEST:
            return key
        if time.monotonic() > until:
            raise SystemFault(f"会话密钥文件 {path} 内容不对，请删去后重新启动。")
        time.sleep(0.05)
