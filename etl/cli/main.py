"""The commands by name, and the one place where refusals become exit codes.

0 success, warnings included; 1 the input has errors; 2 wrong usage; 3 the system failed.
Commands are imported when they are called, and each imports only what it needs: a check
needs no pandas, a table no reader of workbooks.
"""

from __future__ import annotations

import importlib
import logging
import os
import sys
from typing import Any

import click

from etl.cli.chinese import speak_chinese
from etl.domain.refusal import Refusal
from etl.services.faults import fault_place, system_words

COMMANDS = {
    "init": "etl.cli.maintenance",
    "plan": "etl.cli.plan",
    "check": "etl.cli.submit",
    "load": "etl.cli.submit",
    "accept": "etl.cli.review",
    "return": "etl.cli.review",
    "annotate": "etl.cli.annotate",
    "template": "etl.cli.template",
    "completion": "etl.cli.completion",
    "figures": "etl.cli.figures",
    "trace": "etl.cli.trace",
    "release": "etl.cli.release",
    "releases": "etl.cli.release",
    "briefing": "etl.cli.briefing",
    "patterns": "etl.cli.quality",
    "recheck": "etl.cli.quality",
    "user": "etl.cli.user",
    "audit": "etl.cli.audit",
    "verify": "etl.cli.maintenance",
}

_NAMES = {"return": "return_"}
"""Commands whose functions cannot bear their names."""


class LateCommands(click.Group):
    """A group whose commands are imported by name when they are needed."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the commands in the order of the month's work."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import and return one command."""
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(COMMANDS[cmd_name])
        command: click.Command = getattr(module, _NAMES.get(cmd_name, cmd_name))
        command.options_metavar = "[选项]"
        return command


@click.group(
    cls=LateCommands,
    options_metavar="[选项]",
    subcommand_metavar="命令 [参数]...",
    context_settings={"help_option_names": ["-h", "--help"]},
)
def cli() -> None:
    """民生实事进度看板：从县区月报表到公布的数。"""


def main(arguments: list[str] | None = None) -> Any:
    """Run the command line and exit with the contract's code."""
    logging.basicConfig(stream=sys.stderr, level=logging.WARNING, format="%(message)s")
    for stream in (sys.stdout, sys.stderr):
        # Windows consoles default to a code page that lacks half of our characters.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    speak_chinese()
    try:
        code = cli(args=arguments, prog_name="python -m etl", standalone_mode=False)
    except Refusal as refusal:
        click.echo(refusal.message, err=True)
        sys.exit(refusal.exit_code)
    except click.ClickException as error:
        error.show()
        sys.exit(2)
    except (click.Abort, KeyboardInterrupt):
        click.echo("已中断。", err=True)
        sys.exit(130)
    except BrokenPipeError:
        # The reader of our output has seen enough; nothing more can be said to it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except OSError as error:
        click.echo(f"系统出错：{system_words(error)}。", err=True)
        sys.exit(3)
    except Exception as error:  # noqa: BLE001 - the exit code must not say that the input is wrong
        click.echo(f"程序出错，请把这一行交给系统管理员：{fault_place(error)}。", err=True)
        sys.exit(3)
    sys.exit(code if isinstance(code, int) else 0)
