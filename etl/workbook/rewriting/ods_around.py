"""What the sheets of an .ods workbook share on their way into the copy."""

from __future__ import annotations

from dataclasses import dataclass, field

from etl.workbook.ods_styles import OdsStyles
from etl.workbook.rewriting.ods_styles import LATIN, OdsLooks, Script
from etl.workbook.rewriting.parts import Lost, Properties


@dataclass
class OdsAround:
    """What the sheets of a workbook share."""

    looks: OdsLooks = field(default_factory=OdsLooks)
    codes: OdsStyles = field(default_factory=OdsStyles)
    lost: Lost = field(default_factory=Lost)
    styles: list[Properties] = field(default_factory=list)
    # The copy's name of each sheet, and the names defined in it.
    sheets: dict[str, str] = field(default_factory=dict)
    names: frozenset[str] = frozenset()
    # Whether conditional looks stand on their own, and whether styles have some as well.
    conditions: bool = False
    mapped: bool = False
    # Whether the copy has some of them, and lacks some.
    conditions_kept: bool = False
    conditions_lost: bool = False
    blanks: int = 0
    rows: int = 0
    _numbers: dict[tuple[str, str, Script], int] = field(default_factory=dict)

    def style(self, name: str, code: str | None = None, script: Script = LATIN) -> int:
        """Return the number of a cell's look, with a number format of its own."""
        name = name or "Default"
        key = (name, self.codes.code(name) if code is None else code, script)
        if key not in self._numbers:
            self._numbers[key] = len(self.styles)
            self.styles.append(self.looks.cell(*key))
            self.mapped = self.mapped or name in self.looks.conditional
        return self._numbers[key]
