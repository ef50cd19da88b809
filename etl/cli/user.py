"""``user``: accounts from the command line."""

from __future__ import annotations

import sys
from typing import Any, cast

import click

from etl.cli.options import by, database_option, json_option, open_ready, print_json
from etl.domain.account import Account
from etl.domain.refusal import WrongUsage
from etl.domain.roles import ROLE_NAMES, ROLES, Role
from etl.services import accounts
from etl.services.accounts import Wanted


@click.group(options_metavar="[选项]", subcommand_metavar="命令 [参数]...")
def user() -> None:
    """管理账号：新建、列出、停用、启用、重置密码、发接口令牌。"""


@user.command()
@click.argument("name", metavar="NAME")
@click.option("--role", type=click.Choice(ROLES), required=True, help="角色")
@click.option("--region", default="", metavar="CODE", help="县区统计账号所属的县区")
@click.option("--mail", default="", metavar="ADDRESS", help="催报邮件发到哪里")
@click.option("--password-stdin", is_flag=True, help="密码从标准输入读入（不给则生成一次性密码）")
@database_option
@json_option
def add(
    name: str,
    role: str,
    region: str,
    mail: str,
    password_stdin: bool,
    db: str | None,
    as_json: bool,
) -> None:
    """新建账号；不给密码时生成一次性密码，首次登录后要改。"""
    password = _password_read() if password_stdin else None
    wanted = Wanted(name, cast(Role, role), region, mail, password)
    made = accounts.add_account(open_ready(db), wanted, by())
    _tell(as_json, f"已新建账号：{name}（{ROLE_NAMES[wanted.role]}）", name, "password", made)


def _password_read() -> str:
    written = sys.stdin.readline().rstrip("\r\n")
    if not written:
        raise WrongUsage("标准输入里没有密码。")
    return written


def _tell(as_json: bool, sentence: str, name: str, what: str, secret: str | None) -> None:
    if as_json:
        print_json({"name": name, what: secret})
        return
    click.echo(f"{sentence}。", err=True)
    if secret is not None:
        label = "一次性密码" if what == "password" else "接口令牌"
        click.echo(f"{label}（只显示这一次）：", err=True)
        click.echo(secret)  # alone on stdout, for whoever pipes it on


@user.command("list")
@database_option
@json_option
def list_(db: str | None, as_json: bool) -> None:
    """列出全部账号。"""
    found = accounts.every_account(open_ready(db))
    if as_json:
        print_json({"accounts": [_answer(item) for item in found]})
        return
    for item in found:
        region = f" {item.region}" if item.region else ""
        click.echo(f"{item.name}：{ROLE_NAMES[item.role]}{region}{_state(item)}")
    click.echo(f"共 {len(found)} 个账号。")


def _state(item: Account) -> str:
    words = ["停用"] if item.disabled else []
    words += ["锁定中"] if item.locked else []
    words += ["待改一次性密码"] if item.one_time else []
    return f"（{'，'.join(words)}）" if words else ""


def _answer(item: Account) -> dict[str, Any]:
    return {
        "name": item.name,
        "role": item.role,
        "region": item.region or None,
        "disabled": item.disabled,
        "locked": item.locked,
        "must_change_password": item.one_time,
        "made_by": item.made_by,
        "made_at": item.made_at.isoformat(),
        "login_at": item.login_at.isoformat() if item.login_at else None,
    }


@user.command()
@click.argument("name", metavar="NAME")
@database_option
@json_option
def disable(name: str, db: str | None, as_json: bool) -> None:
    """停用账号：各处的登录和接口令牌随即失效。"""
    accounts.set_disabled(open_ready(db), name, True, by())
    _done(as_json, name, "已停用")


@user.command()
@click.argument("name", metavar="NAME")
@database_option
@json_option
def enable(name: str, db: str | None, as_json: bool) -> None:
    """启用停用的账号。"""
    accounts.set_disabled(open_ready(db), name, False, by())
    _done(as_json, name, "已启用")


def _done(as_json: bool, name: str, words: str) -> None:
    if as_json:
        print_json({"name": name, "done": words})
    else:
        click.echo(f"{name}：{words}。")


@user.command()
@click.argument("name", metavar="NAME")
@database_option
@json_option
def reset(name: str, db: str | None, as_json: bool) -> None:
    """重置密码：生成一次性密码，原来的登录、接口令牌和锁定都失效。"""
    made = accounts.reset_password(open_ready(db), name, by())
    _tell(as_json, f"已重置密码：{name}", name, "password", made)


@user.command()
@click.argument("name", metavar="NAME")
@database_option
@json_option
def token(name: str, db: str | None, as_json: bool) -> None:
    """发接口令牌，原有的作废。"""
    made = accounts.make_token(open_ready(db), name, by())
    _tell(as_json, f"已发接口令牌：{name}", name, "token", made)
