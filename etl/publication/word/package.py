"""The file as a package: only the parts that are ours, and the same bytes at any time."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part

from etl.publication.document import Paper
from etl.publication.word.fonts import font_table

_FONT_TABLE = "application/vnd.openxmlformats-officedocument.wordprocessingml.fontTable+xml"
# What comes with python-docx's template and says things of another paper.
_FOREIGN = {
    RELATIONSHIP_TYPE.CUSTOM_XML,
    RELATIONSHIP_TYPE.EXTENDED_PROPERTIES,
    RELATIONSHIP_TYPE.FONT_TABLE,
    RELATIONSHIP_TYPE.NUMBERING,
    RELATIONSHIP_TYPE.THUMBNAIL,
    RELATIONSHIP_TYPE.WEB_SETTINGS,
    "http://schemas.microsoft.com/office/2007/relationships/stylesWithEffects",
}
_EPOCH = (1980, 1, 1, 0, 0, 0)
_LONGEST = 255  # of a property, by python-docx


def set_parts(document: Document) -> None:
    """Drop the template's own parts and put in the table of fonts."""
    for holder in (document.part.package, document.part):
        if holder is not None:
            for key in [key for key, rel in holder.rels.items() if rel.reltype in _FOREIGN]:
                del holder.rels[key]
    part = Part(PackURI("/word/fontTable.xml"), _FONT_TABLE, font_table(), document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FONT_TABLE)


def set_properties(document: Document, paper: Paper, clean_name: str, clean_author: str) -> None:
    """Say what the file is, whose, and of when."""
    core = document.core_properties
    made = moment(paper.made_on)
    core.title, core.language = clean_name[:_LONGEST], "zh-CN"
    core.author = core.last_modified_by = clean_author[:_LONGEST]
    core.created = core.modified = made
    core.comments = core.keywords = ""
    core.revision = 1


def moment(iso: str) -> datetime:
    """Return an ISO time as a file's properties have it: in UTC, without saying so."""
    given = datetime.fromisoformat(iso)
    return given if given.tzinfo is None else given.astimezone(UTC).replace(tzinfo=None)


def saved(document: Document) -> bytes:
    """Return the file. The order of its parts and their times depend on nothing."""
    stream, result = BytesIO(), BytesIO()
    document.save(stream)
    with ZipFile(stream) as made, ZipFile(result, "w", ZIP_DEFLATED) as fixed:
        for part in sorted(made.namelist(), key=_order):
            info = ZipInfo(part, _EPOCH)
            info.compress_type, info.create_system = ZIP_DEFLATED, 0
            fixed.writestr(info, made.read(part))
    return result.getvalue()


def _order(part: str) -> tuple[bool, bool, str]:
    """Put first what programs that tell a file by its beginning look for."""
    return part != "[Content_Types].xml", part != "_rels/.rels", part
