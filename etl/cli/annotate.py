"""``annotate``: the sender's workbook handed back with every finding marked on its cell."""

from __future__ import annotations

from pathlib import Path

import click

from etl.cli.fates import fate_of_check
from etl.cli.options import database_option, json_option, open_ready, print_json, write_file
from etl.cli.printing import print_result
from etl.domain.refusal import Refusal, WrongUsage
from etl.services.annotate import AnnotatedFile, annotate_file
from etl.services.answers import result_answer
from etl.services.files import Source


@click.command()
@click.argument("file", metavar="FILE")
@click.option(
    "-o", "output", required=True, type=click.Path(path_type=Path), metavar="FILE.xlsx",
    help="批注件写到哪个文件",
)  # fmt: skip
@database_option
@json_option
def annotate(file: str, output: Path, db: str | None, as_json: bool) -> None:
    """把问题标在原表的格子上，另存一份；不保存到库里，原件不动。"""
    source = Path(file)
    if _is_same(output, source):
        raise WrongUsage("批注件不能写在原件上，请用 -o 另起一个文件名。")
    if output.suffix.lower() != ".xlsx":
        raise WrongUsage(
            f"批注件是 .xlsx 工作簿，请把 -o 的文件名改成以 .xlsx 结尾：{output.name}。"
        )
    if source.is_dir():
        raise Refusal(f"{file} 是文件夹；一次只批注一个文件，请给出文件名。")
    if not source.is_file():
        raise Refusal(f"没有这个文件：{file}。")
    made = annotate_file(open_ready(db), Source(file, source))
    write_file(output, made.content)
    if as_json:
        print_json(_answer(made, output))
    else:
        _print(made, output)
    if not made.copied:
        raise click.exceptions.Exit(1)


def _is_same(output: Path, source: Path) -> bool:
    """Whether two paths are one file: a link to the original is the original."""
    if output.resolve() == source.resolve():
        return True
    return output.exists() and source.exists() and output.samefile(source)


def _answer(made: AnnotatedFile, output: Path) -> dict[str, object]:
    """Return the file's result as ``check`` gives it, with the copy's path and differences."""
    own = {"output": str(output), "copied": made.copied, "differences": list(made.differences)}
    return result_answer(made.result) | own


def _print(made: AnnotatedFile, output: Path) -> None:
    print_result(made.result, fate_of_check(made.result))
    what = "批注件" if made.copied else "问题清单"
    click.echo(f"{what}已写到 {output}。")
    for sentence in made.differences:
        click.echo(f"  {sentence}")
