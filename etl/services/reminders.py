"""Reminding those who have not filed a month, and only those (催报): by mail where there is one."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Sequence
from dataclasses import dataclass
from email.message import EmailMessage
from urllib.parse import unquote, urlsplit

from etl.domain.due import due_date
from etl.domain.period import Month
from etl.domain.plan import Plan
from etl.domain.refusal import Refusal, SystemFault, WrongUsage
from etl.domain.region import Region
from etl.domain.roles import Visitor
from etl.services import audit
from etl.services.database import Database
from etl.services.plan_lookup import plan_of
from etl.store import accounts, submissions
from etl.store.database import Connection

_SECONDS = 15
_PORTS = {"smtp": 25, "smtp+starttls": 587, "smtps": 465}


@dataclass(frozen=True)
class MailServer:
    """Where mail is handed in: smtp (plain, within the house), smtp+starttls, or smtps."""

    kind: str
    host: str
    port: int
    sender: str
    user: str = ""
    password: str = ""

    @classmethod
    def of(cls, url: str) -> MailServer | None:
        """Read ``smtps://user:password@host:465/sender@example.cn``; None for an empty text."""
        if not url:
            return None
        parts = urlsplit(url)
        sender = parts.path.strip("/") or unquote(parts.username or "")
        if parts.scheme not in _PORTS or not parts.hostname or "@" not in sender:
            raise WrongUsage(
                "环境变量 SMTP_URL 应为 smtps://用户名:口令@主机:端口/发件地址 "
                "（也可用 smtp:// 或 smtp+starttls://）。"
            )
        return cls(
            parts.scheme,
            parts.hostname,
            parts.port or _PORTS[parts.scheme],
            sender,
            unquote(parts.username or ""),
            unquote(parts.password or ""),
        )


@dataclass(frozen=True)
class Reminded:
    """Who was written to, and which counties have no account with an address."""

    counties: tuple[str, ...]
    without_address: tuple[str, ...]


def not_filed(connection: Connection, plan: Plan, month: Month) -> tuple[Region, ...]:
    """Return the counties that owe the month: nothing waits or counts of them."""
    filed = {
        item.region
        for item in submissions.filings_of_month(connection, month)
        if item.state in ("submitted", "accepted")
    }
    submitting = plan.tree.submitting(plan.root)
    return tuple(
        item for item in submitting if item.expected_in(month.number) and item.code not in filed
    )


def remind(database: Database, month: Month, by: Visitor, server: MailServer | None) -> Reminded:
    """Write to the statisticians of the counties that owe a month."""
    if by.role not in (None, "city"):
        raise Refusal("催报由市级统计人员办理。")
    if server is None:
        raise Refusal("没有设置邮件服务器（SMTP_URL），请复制名单用其他方式通知。")
    with database.read() as connection:
        plan = plan_of(connection, month).plan
        owing = not_filed(connection, plan, month)
        people = [item for item in accounts.every(connection) if item.role == "county"]
    wanted = {
        region.name: [
            item.mail for item in people if item.region == region.code and item.mail
            and not item.disabled
        ]
        for region in owing
    }  # fmt: skip
    letters = [
        _letter(plan, month, name, address, server)
        for name, addresses in wanted.items()
        for address in addresses
    ]
    if letters:
        _send(server, letters)
    reached = tuple(name for name, addresses in wanted.items() if addresses)
    without = tuple(name for name, addresses in wanted.items() if not addresses)
    audit.note(database, by, "reminder", month.label, detail=f"发给：{'、'.join(reached) or '无'}")
    return Reminded(reached, without)


def _letter(
    plan: Plan, month: Month, county: str, address: str, server: MailServer
) -> EmailMessage:
    due = due_date(plan, month)
    until = f"请于{due.month}月{due.day}日前报送。" if due else "请尽快报送。"
    sample = "（示例数据）" if plan.sample else ""
    letter = EmailMessage()
    letter["Subject"] = f"{sample}催报：{county}{month.label}民生实事进度月报表"
    letter["From"], letter["To"] = server.sender, address
    letter.set_content(
        f"{county}：\n\n{month.label}民生实事进度月报表尚未收到，{until}\n"
        f"登录{plan.title}的“数据报送”页，可以下载模板、检查和报送。\n\n{plan.issuer}\n"
    )
    return letter


def _send(server: MailServer, letters: Sequence[EmailMessage]) -> None:
    try:
        with _connected(server) as connection:
            for letter in letters:
                connection.send_message(letter)
    except (OSError, smtplib.SMTPException) as error:
        reason = type(error).__name__
        raise SystemFault(f"邮件没有发出：邮件服务器 {server.host} 出错（{reason}）。") from error


def _connected(server: MailServer) -> smtplib.SMTP:
    context = ssl.create_default_context()
    if server.kind == "smtps":
        made: smtplib.SMTP = smtplib.SMTP_SSL(
            server.host, server.port, timeout=_SECONDS, context=context
        )
    else:
        made = smtplib.SMTP(server.host, server.port, timeout=_SECONDS)
    if server.kind == "smtp+starttls":
        made.starttls(context=context)
    if server.user:
        made.login(server.user, server.password)
    return made
