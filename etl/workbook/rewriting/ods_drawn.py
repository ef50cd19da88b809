"""What is drawn on .ods sheets, counted to be named as lost."""

from __future__ import annotations

from dataclasses import dataclass

from etl.workbook.rewriting.parts import Lost


@dataclass
class OdsDrawn:
    """Counts drawn things by what stands outermost: a frame by what it holds first."""

    lost: Lost
    _depth: int = 0
    _frame: bool = False

    def start(self, element: str) -> None:
        """Take the start of an element of a sheet or a cell."""
        if not element.startswith("draw:"):
            return
        self._depth += 1
        if self._depth == 1:
            self._frame = element == "draw:frame"
            if not self._frame:
                self.lost.count("图形或控件")
        elif self._frame:
            self._frame = False
            if element == "draw:image":
                self.lost.count("图片", "张")
            elif element.startswith("draw:object"):
                self.lost.count("图表或嵌入的对象")
            else:
                self.lost.count("图形或控件")

    def end(self, element: str) -> None:
        """Take the end of an element."""
        self._depth -= element.startswith("draw:")
