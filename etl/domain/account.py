"""Accounts: one person each, whose name stands under everything done with it."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime

from etl.domain.personal_numbers import holds_personal_number
from etl.domain.refusal import Refusal
from etl.domain.roles import Role

LONGEST_NAME = 60
LONGEST_MAIL = 120
_MAIL = re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_LONGEST_KEY = 200
_SIGNS = frozenset("·•-_.()（）、 ")
_RESERVED = ("首次启动", "示例数据", "未登录", "系统", "没有这个账号")
"""Whom the program itself writes under things."""

SHORTEST_PASSWORD = 8
LONGEST_PASSWORD = 128
KINDS_NEEDED = 3
PASSWORD_RULE = (
    f"密码至少{SHORTEST_PASSWORD}位，大写字母、小写字母、数字、其他符号四类里至少有{KINDS_NEEDED}类，"
    "不含账号名。"
)
_TELLING = 3
"""Shorter names of Latin letters are in any password by chance."""

FAILURES_ALLOWED = 5
LOCK_MINUTES = 5


@dataclass(frozen=True)
class Account:
    """An account as it is managed; ``one_time``: its password must be changed first."""

    id: int
    name: str
    role: Role
    region: str
    mail: str
    one_time: bool
    disabled: bool
    made_by: str
    made_at: datetime
    login_at: datetime | None = None
    locked: bool = False


def name_key(name: str) -> str:
    """Return what two names must not share: the name without regard to case, width, blanks.

    What cannot be seen does not count either, and no database need store it.
    """
    shown = (sign for sign in name if not unicodedata.category(sign).startswith("C"))
    return "".join(unicodedata.normalize("NFKC", "".join(shown)).split()).casefold()[:_LONGEST_KEY]


def checked_name(written: str) -> str:
    """Return the name of a new account; Refusal says what is wrong with it."""
    name = " ".join(written.split())
    if not name or len(name) > LONGEST_NAME:
        raise Refusal(f"账号名应为1到{LONGEST_NAME}个字。")
    if any(unicodedata.category(sign).startswith("C") for sign in name):
        raise Refusal("账号名里有看不见的控制字符，请重新输入。")
    if name_key(name).startswith("cli:"):
        raise Refusal("账号名不能以“cli:”开头，那是命令行留下的名字。")
    if any(word in name for word in _RESERVED):
        raise Refusal("这个名字是系统自己用的，请换一个。")
    if not all(_is_plain(sign) for sign in unicodedata.normalize("NFKC", name)):
        raise Refusal("账号名只用汉字、字母、数字和 · - _ . 、括号、空格，请重新输入。")
    if holds_personal_number(name):
        raise Refusal("账号名里不要写身份证号、残疾人证号或手机号。")
    return name


def _is_plain(sign: str) -> bool:
    """Whether a sign of a name is what it looks like: a Chinese character, a letter, a digit."""
    if sign in _SIGNS:
        return True
    kind = unicodedata.name(sign, "")
    return kind.startswith(("CJK UNIFIED", "LATIN ")) or (sign.isascii() and sign.isalnum())


def check_mail(written: str) -> str:
    """Return a mail address, "" for none; Refusal for what is not one address alone."""
    mail = written.strip()
    if mail and (len(mail) > LONGEST_MAIL or not _MAIL.fullmatch(mail)):
        raise Refusal("邮箱不对：应为一个地址，如 name@example.cn。")
    return mail


def check_password(password: str, name: str) -> None:
    """Raise a Refusal for a password that is too easy to guess."""
    if not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD:
        raise Refusal(
            f"密码不合要求：应为{SHORTEST_PASSWORD}到{LONGEST_PASSWORD}位。{PASSWORD_RULE}"
        )
    if len({_kind(sign) for sign in password}) < KINDS_NEEDED:
        raise Refusal(f"密码不合要求：种类太少。{PASSWORD_RULE}")
    key = name_key(name)
    telling = len(key) >= _TELLING or not key.isascii()
    if telling and key in name_key(password):
        raise Refusal(f"密码不合要求：里面有账号名。{PASSWORD_RULE}")


def _kind(sign: str) -> str:
    if sign.isascii() and sign.isalnum():
        return "digit" if sign.isdigit() else "upper" if sign.isupper() else "lower"
    return "other"
