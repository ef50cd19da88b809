"""Click's own words in Chinese: one table, put in the place of its look-ups.

A text that is not in the table stays as it is; a newer click loses no message by it.
"""

from __future__ import annotations

import click

_WORDS = {
    "Usage:": "用法：",
    "Options": "选项",
    "Commands": "命令",
    "Show this message and exit.": "显示这段说明。",
    "required": "必填",
    "default: {default}": "默认：{default}",
    "Error: {message}": "用法不对：{message}",
    "Try '{command} {option}' for help.": "查看说明：{command} {option}",
    "Invalid value: {message}": "写得不对：{message}",
    "Invalid value for {param_hint}: {message}": "{param_hint} 写得不对：{message}",
    "Missing argument": "缺少参数",
    "Missing option": "缺少选项",
    "Missing parameter": "缺少参数",
    "Missing command.": "缺少命令。",
    "Choose from:\n\t{choices}": "可以写：{choices}",
    "No such option {name!r}.": "没有 {name} 这个选项。",
    "No such command {name!r}.": "没有 {name} 这个命令。",
    "Did you mean {possibility}?": "是不是 {possibility}？",
    "(Did you mean one of: {possibilities}?)": "（是不是其中之一：{possibilities}？）",
    "Option {name!r} requires an argument.": "选项 {name} 后面要写内容。",
    "Option {name!r} does not take a value.": "选项 {name} 后面不写内容。",
    "Got unexpected extra argument ({args})": "多写了：{args}",
    "Got unexpected extra arguments ({args})": "多写了：{args}",
    "{value!r} is not {choice}.": "{value} 不是 {choice}。",
    "{value!r} is not one of {choices}.": "{value} 不在可选的 {choices} 里。",
    "{value!r} is not a valid {number_type}.": "{value} 不是整数。",
    "{value} is not in the range {range}.": "{value} 不在范围 {range} 里。",
}


def _said(text: str) -> str:
    return _WORDS.get(text, text)


def _said_of_many(one: str, many: str, count: int) -> str:
    return _said(one if count == 1 else many)


def speak_chinese() -> None:
    """Let click say its own messages in Chinese."""
    for module in (click.core, click.decorators, click.exceptions, click.formatting, click.parser):
        setattr(module, "_", _said)  # noqa: B010 - the name is click's own
        setattr(module, "ngettext", _said_of_many)  # noqa: B010
    setattr(click.types, "_", _said)  # noqa: B010
    setattr(click.types, "ngettext", _said_of_many)  # noqa: B010
