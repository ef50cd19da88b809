"""Cell formats of the submission form: paper colours, inputs in light yellow."""

from __future__ import annotations

from typing import Any

FONT = "微软雅黑"
PADDED = "General_ "
"""As typed, with a hair of space before the border; right indents get lost between programs."""
INK, LINE, SHADE, HEAD, INPUT = "#18222d", "#c9d1da", "#f4f6f8", "#e8eef5", "#fffdf0"
MUTED, STOP_INK, WRONG = "#4a5866", "#a63c06", "#fde4d3"


class FormStyles:
    """The formats of one workbook; XlsxWriter formats belong to the workbook they come from."""

    def __init__(self, workbook: Any) -> None:
        def make(**properties: Any) -> Any:
            base = {"font_name": FONT, "font_size": 10, "font_color": INK, "valign": "vcenter"}
            return workbook.add_format({**base, **properties})

        box = {"border": 1, "border_color": LINE}
        self.title = make(font_size=16, bold=True, align="center")
        self.notice = make(font_size=9, font_color=MUTED, align="center")
        self.units = make(font_size=9, font_color=MUTED, align="right")
        self.identity = make(bold=True)
        self.identity_input = make(bg_color=INPUT, locked=False)
        self.header = make(bold=True, align="center", text_wrap=True, bg_color=HEAD, **box)
        self.locked = make(bg_color=SHADE, text_wrap=True, indent=1, **box)
        self.locked_centre = make(bg_color=SHADE, align="center", **box)
        self.locked_number = make(bg_color=SHADE, align="right", num_format=PADDED, **box)
        self.input_number = make(
            bg_color=INPUT, align="right", num_format=PADDED, locked=False, shrink=True, **box
        )
        self.input_text = make(bg_color=INPUT, text_wrap=True, indent=1, locked=False, **box)
        self.help_text = make(
            bg_color=SHADE, font_size=9, font_color=MUTED, text_wrap=True, indent=1, **box
        )
        self.heading = make(font_size=14, bold=True)
        self.guide = make(text_wrap=True, valign="top")
        self.guide_number = make(valign="top", align="right", font_color=MUTED)
        self.stop = workbook.add_format({"bold": True, "font_color": STOP_INK})
        self.ask = workbook.add_format({"bold": True, "font_color": INK})
        self.wrong = workbook.add_format({"bg_color": WRONG})
        self._make, self._box = make, box
        self._help_numbers: dict[int | None, Any] = {}

    def help_number(self, month: int | None = None) -> Any:
        """Return the format of a last cumulative; one of an older month says of which."""
        if month not in self._help_numbers:
            said = f'General"（{month}月）"_ ' if month else PADDED
            shape = {"align": "right", "shrink": True, "num_format": said, **self._box}
            self._help_numbers[month] = self._make(bg_color=SHADE, font_color=MUTED, **shape)
        return self._help_numbers[month]
