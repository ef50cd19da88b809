"""The papers of a release by name and kind: one door for the command line and the pages."""

from __future__ import annotations

from dataclasses import dataclass, field

from etl.domain.refusal import NotFound
from etl.services.briefing import (
    KINDS,
    Options,
    article_of,
    bulletin_file,
    press_file,
    supervision_file,
)
from etl.services.database import Database
from etl.services.figures_csv import figures_csv
from etl.services.release_changes import changes_since, correction_file
from etl.services.released import Released

PAPERS = ("press", "bulletin", "supervision", "correction")
PAPER_NAMES = {
    "press": "通稿",
    "bulletin": "通报",
    "supervision": "督办提示单",
    "correction": "更正通知",
    "figures": "数据",
}


@dataclass(frozen=True)
class Asked:
    """A paper by name, the kind of file, what is to be in it, of which region (None: all)."""

    paper: str
    kind: str
    options: Options = field(default_factory=Options)
    region: str | None = None


def paper_file(database: Database, released: Released, asked: Asked) -> bytes:
    """Return a paper's bytes; NotFound for one that there is not, or not of this release."""
    if asked.paper == "press":
        return _press(released, asked)
    if asked.paper == "figures" and asked.kind == "csv":
        return figures_csv(released.facts(asked.region))
    if asked.kind != "docx":
        raise NotFound("没有这种文件。通报、督办提示单和更正通知是 docx，数据是 csv。")
    if asked.paper == "bulletin":
        return bulletin_file(released)
    if asked.paper == "supervision":
        return supervision_file(released, asked.region or "")
    return _correction(database, released, asked)


def _press(released: Released, asked: Asked) -> bytes:
    facts = released.facts(asked.region)
    for name in KINDS:
        if asked.kind == name:
            return press_file(facts, name, asked.options)
    if asked.kind in ("text", "txt"):
        return article_of(facts, asked.options).text.encode()
    raise NotFound("通稿有 txt、docx、xlsx、pptx 四种。")


def _correction(database: Database, released: Released, asked: Asked) -> bytes:
    if asked.paper != "correction":
        raise NotFound("没有这种材料。")
    changes = changes_since(database, released)
    if changes is None or not changes.is_correction:
        raise NotFound(f"{released.release.id}没有更正别的定版，没有更正通知。")
    return correction_file(changes)
