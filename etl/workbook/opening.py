"""The one door for workbooks: bytes in, addressed cells out, or the reason why not.

What a file is, its bytes decide and never its name. Whatever a damaged file makes a
reader stumble over ends here as a code; nothing but a want of memory passes.
"""

from __future__ import annotations

import re

from etl.workbook.archive import CappedArchive
from etl.workbook.compound import SIGNATURE, CompoundFile
from etl.workbook.grid import UnreadableWorkbook, Workbook
from etl.workbook.limits import MAX_FILE
from etl.workbook.open_ods import open_ods
from etl.workbook.open_xls import open_xls
from etl.workbook.open_xlsx import open_xlsx
from etl.workbook.outside_cells import outside_texts, texts_of_bytes
from etl.workbook.text_files import text_code

_ODS = b"application/vnd.oasis.opendocument.spreadsheet"
_ODT = b"application/vnd.oasis.opendocument.text"
_BARE_BIFF8 = b"\x09\x08\x10\x00\x00\x06"
# BOF records of Excel 2, 3, 4 and 5, each followed by its length.
_BARE_OLD_BIFF = re.compile(rb"\x09[\x00\x02\x04][\x04\x06]\x00|\x09\x08.\x00\x00\x05", re.DOTALL)
_OTHER_ARCHIVES = (b"Rar!", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b")
_TYPES, _MANIFEST = "[content_types].xml", "meta-inf/manifest.xml"
_MAX_SMALL_PART = 4 * 1024 * 1024
_PACKED = 0x1  # flag of a zip entry under a password


def open_workbook(data: bytes) -> Workbook:
    """Read a workbook of any accepted format; raises UnreadableWorkbook with its code."""
    if not data:
        raise UnreadableWorkbook("E-FILE-EMPTY")
    if len(data) > MAX_FILE:
        raise UnreadableWorkbook("E-FILE-TOO-LARGE")
    try:
        return _open(data)
    except (UnreadableWorkbook, MemoryError):
        raise
    except Exception as error:  # a damaged file may trip a reader anywhere
        raise UnreadableWorkbook("E-FILE-BROKEN") from error


def _open(data: bytes) -> Workbook:
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        with CappedArchive(data) as archive:
            workbook = _open_archive(archive)
            workbook.outside = outside_texts(archive)
            return workbook
    if data.startswith((SIGNATURE, _BARE_BIFF8)):
        workbook = _open_compound(data) if data.startswith(SIGNATURE) else open_xls(data)
        workbook.outside = texts_of_bytes(data)
        return workbook
    if _BARE_OLD_BIFF.match(data):
        raise UnreadableWorkbook("E-FILE-OLD-XLS")
    raise UnreadableWorkbook(_foreign(data))


def _foreign(data: bytes) -> str:
    if b"%PDF-" in data[:1024]:
        return "E-FILE-PDF"
    if data.startswith(_OTHER_ARCHIVES):
        return "E-FILE-ZIP"
    if data.startswith(b"{\\rtf"):
        return "E-FILE-WORD"
    if SIGNATURE.startswith(data[:8]) or data.startswith(b"PK"):
        return "E-FILE-BROKEN"
    return text_code(data)


def _open_compound(data: bytes) -> Workbook:
    compound = CompoundFile(data)
    if compound.has("EncryptedPackage"):
        raise UnreadableWorkbook("E-FILE-ENCRYPTED")
    if compound.has("Workbook") or compound.has("Book"):
        return open_xls(data)
    if compound.has("WordDocument"):
        raise UnreadableWorkbook("E-FILE-WORD")
    if any(name.lower().startswith("et") for name in compound.names()):
        raise UnreadableWorkbook("E-FILE-ET")
    raise UnreadableWorkbook("E-FILE-UNKNOWN")


def _open_archive(archive: CappedArchive) -> Workbook:
    names = {name.replace("\\", "/").lower(): name for name in archive.namelist()}
    if _TYPES in names or "xl/workbook.xml" in names or "xl/workbook.bin" in names:
        _refuse_other_office(archive, names)
        return open_xlsx(archive)
    if "encrypted-package" in names:
        raise UnreadableWorkbook("E-FILE-ENCRYPTED")
    if "content.xml" in names:
        _refuse_other_document(archive, names)
        return open_ods(archive)
    if "mimetype" in names:
        spreadsheet = _small_part(archive, names["mimetype"]).startswith(_ODS)
        raise UnreadableWorkbook("E-FILE-BROKEN" if spreadsheet else "E-FILE-UNKNOWN")
    if any(name.endswith(".iwa") for name in names):
        raise UnreadableWorkbook("E-FILE-UNKNOWN")
    raise UnreadableWorkbook("E-FILE-ZIP")


def _small_part(archive: CappedArchive, name: str) -> bytes:
    """Return a part that only says what the file is: kilobytes, or the file is no honest one."""
    if archive.getinfo(name).file_size > _MAX_SMALL_PART:
        raise UnreadableWorkbook("E-FILE-BROKEN")
    return archive.read(name)


def _refuse_other_office(archive: CappedArchive, names: dict[str, str]) -> None:
    """Refuse Office packages that are no .xlsx, by their parts and content types."""
    if any(archive.getinfo(name).flag_bits & _PACKED for name in names.values()):
        raise UnreadableWorkbook("E-FILE-ENCRYPTED")
    types = _small_part(archive, names[_TYPES]).lower() if _TYPES in names else b""
    if any(name.startswith("word/") for name in names):
        raise UnreadableWorkbook("E-FILE-WORD")
    if any(name.startswith("ppt/") for name in names):
        raise UnreadableWorkbook("E-FILE-UNKNOWN")
    if b"sheet.binary.macroenabled.main" in types or "xl/workbook.bin" in names:
        raise UnreadableWorkbook("E-FILE-XLSB")
    if b"macroenabled.main" in types or any(name.endswith("vbaproject.bin") for name in names):
        raise UnreadableWorkbook("E-FILE-MACRO")
    if not any(name.startswith("xl/") for name in names) and b"spreadsheetml" not in types:
        raise UnreadableWorkbook("E-FILE-UNKNOWN")


def _refuse_other_document(archive: CappedArchive, names: dict[str, str]) -> None:
    """Refuse OpenDocument files that are encrypted or no spreadsheet."""
    if _MANIFEST in names and b"encryption-data" in _small_part(archive, names[_MANIFEST]):
        raise UnreadableWorkbook("E-FILE-ENCRYPTED")
    kind = _small_part(archive, names["mimetype"]).strip() if "mimetype" in names else _ODS
    if kind.startswith(_ODT):
        raise UnreadableWorkbook("E-FILE-WORD")
    if not kind.startswith(_ODS):
        raise UnreadableWorkbook("E-FILE-UNKNOWN")
