"""``briefing``: the press material of a release, as text or as a file."""

from __future__ import annotations

from pathlib import Path

import click

from etl.cli.options import (
    database_option,
    json_option,
    note_export,
    open_ready,
    print_json,
    write_output,
)
from etl.domain.refusal import WrongUsage
from etl.services.briefing import (
    KINDS,
    LENGTH_NAMES,
    PART_NAMES,
    Length,
    Options,
    Part,
    article_answer,
)
from etl.services.papers import PAPERS, Asked, paper_file
from etl.services.released import known_region, open_release


@click.command()
@click.argument("release", metavar="RELEASE")
@click.option(
    "--format", "asked_kind", type=click.Choice(["text", *KINDS]), default=None,
    help="文字，或 Word、Excel、PowerPoint 文件  [默认：按 -o 的文件名，否则是文字]",
)  # fmt: skip
@click.option("-o", "output", type=click.Path(path_type=Path), help="写到文件（文字默认标准输出）")
@click.option("--length", type=click.Choice(list(LENGTH_NAMES)), default="full", show_default=True,
              help="短稿、中稿或全文")  # fmt: skip
@click.option("--region", default=None, metavar="CODE", help="只写一个县区（代码或名称）")
@click.option("--project", default="", metavar="CODE", help="只写一个项目（代码）")
@click.option("--with", "parts", multiple=True, type=click.Choice(list(PART_NAMES)),
              help="写入哪些内容，可重复；不写时按篇幅的常规内容")  # fmt: skip
@click.option("--paper", type=click.Choice(PAPERS), default="press", show_default=True,
              help="通稿、通报、督办提示单或更正通知（后三种是 docx）")  # fmt: skip
@database_option
@json_option
def briefing(
    release: str,
    asked_kind: str | None,
    output: Path | None,
    length: Length,
    region: str | None,
    project: str,
    parts: tuple[Part, ...],
    paper: str,
    db: str | None,
    as_json: bool,
) -> None:
    """某一定版的新闻材料：文稿、表、图。只取定版数，不取实时数。"""
    kind = _kind(asked_kind, output)
    if kind != "text" and output is None:
        raise WrongUsage(f"{kind} 要用 -o 指定文件。")
    database = open_ready(db)
    released = open_release(database, release)
    code = known_region(released.plan, region) if region else None
    options = Options(length, project, frozenset(parts) if parts else None)
    if kind == "text" and as_json:
        print_json(article_answer(released.facts(code), options))
        return
    if paper != "press" and kind != "docx":
        raise WrongUsage(
            "通报、督办提示单和更正通知是 Word 文件，请用 --format docx -o 文件.docx。"
        )
    content = paper_file(database, released, Asked(paper, kind, options, code))
    write_output(content, output)
    note_export(database, f"{release} {paper}.{kind}", output)
    if as_json and output is not None:
        print_json({"release": release, "file": str(output), "bytes": len(content)})


def _kind(asked: str | None, output: Path | None) -> str:
    """A file is of the format that its name says; a name that says another is refused."""
    ending = output.suffix.lower().removeprefix(".") if output else ""
    if ending not in KINDS:
        return asked or "text"
    if asked not in (None, ending):
        raise WrongUsage(
            f"--format {asked} 和文件名 {output} 对不上，请改成 --format {ending} 或换一个文件名。"
        )
    return ending
