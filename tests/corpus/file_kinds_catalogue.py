"""Every kind of file, gathered: importing the modules fills the register."""

from tests.corpus import (
    file_kinds_foreign,
    file_kinds_hostile,
    file_kinds_ods,
    file_kinds_programs,
    file_kinds_xls,
    file_kinds_xlsx,
    file_kinds_xlsx_parts,
)
from tests.corpus.file_kinds import FILE_KINDS
from tests.corpus.file_kinds_hostile import HOSTILE

MODULES = (
    file_kinds_xlsx,
    file_kinds_xlsx_parts,
    file_kinds_xls,
    file_kinds_ods,
    file_kinds_programs,
    file_kinds_foreign,
    file_kinds_hostile,
)

__all__ = ["FILE_KINDS", "HOSTILE", "MODULES"]
