"""The production server: waitress, which runs on every system that Python runs on."""

from __future__ import annotations

import errno
import socket
import sys
from collections.abc import Mapping
from typing import Any

from dashboard.http.limits import MAX_REQUEST
from etl.domain.refusal import Refusal, SystemFault
from etl.services.accounts import FIRST_ADMIN, first_administrator
from etl.services.database import connect
from etl.services.first_start import make_ready
from etl.services.reminders import MailServer
from etl.services.secret import secret_key
from etl.services.settings import Settings

THREADS = 8


def say(sentence: str) -> None:
    """Tell whoever started the server."""
    sys.stderr.write(sentence + "\n")
    sys.stderr.flush()


def serve(environment: Mapping[str, str]) -> int:
    """Prepare the database and serve until stopped; return the exit code."""
    try:
        _serve(Settings.from_environment(environment))
    except Refusal as refusal:
        say(refusal.message)
        return refusal.exit_code
    except KeyboardInterrupt:
        say("已停止。")
    return 0


def _serve(settings: Settings) -> None:
    _check_port(settings)
    database = connect(settings.database_url)
    make_ready(database, settings.load_sample, say)
    from waitress.server import create_server as listen

    from dashboard.factory import Access, create_server

    _welcome(first_administrator(database))
    access = Access(secret_key(settings.secret_key), settings.open_reading)
    mail = MailServer.of(settings.smtp_url)
    application = create_server(database, access, mail)
    try:
        server = listen(application, **_listening(settings))
    except OSError as error:
        raise _port_taken(settings, error) from error
    shown = "127.0.0.1" if settings.host == "0.0.0.0" else settings.host
    say(f"看板已启动：http://{shown}:{settings.port}  （按 Ctrl+C 停止）")
    server.run()


def _welcome(password: str | None) -> None:
    """Tell the first administrator's password, here and nowhere else."""
    if password is not None:
        say(
            f"已建立管理员账号：{FIRST_ADMIN}，一次性密码：{password}\n"
            "密码只在这里显示这一次，首次登录后要改；丢了可用 "
            f"python -m etl user reset {FIRST_ADMIN} 重新生成。"
        )


def _listening(settings: Settings) -> dict[str, Any]:
    """Return what waitress is started with; of proxies only the one named is believed."""
    given: dict[str, Any] = {
        "host": settings.host,
        "port": settings.port,
        "threads": THREADS,
        "ident": None,
        "max_request_body_size": MAX_REQUEST,
    }
    if settings.trusted_proxy:
        given["trusted_proxy"] = settings.trusted_proxy
        given["trusted_proxy_headers"] = {"x-forwarded-for", "x-forwarded-proto"}
        given["clear_untrusted_proxy_headers"] = True
    return given


def _check_port(settings: Settings) -> None:
    """Say at once that the port is taken, before anything is loaded."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        if sys.platform != "win32":
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.host, settings.port))
        except OSError as error:
            raise _port_taken(settings, error) from error


def _port_taken(settings: Settings, error: OSError) -> SystemFault:
    if error.errno == errno.EADDRNOTAVAIL or isinstance(error, socket.gaierror):
        return SystemFault(f"本机没有地址{settings.host}，请检查HOST。")
    return SystemFault(
        f"{settings.host}:{settings.port} 不能使用，可能已被其他程序占用。"
        f"请换一个端口，如 PORT={settings.port + 1}。"
    )
