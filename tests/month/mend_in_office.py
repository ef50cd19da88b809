"""Mend a workbook in LibreOffice as a person does: open it, type into cells, save it.

Run by the system's Python, which has the office suite's bridge:
``python3 mend_in_office.py IN OUT CELL=VALUE...`` with an empty value to clear a cell.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

_PATIENCE = 60


def main(source: str, target: str, cells: list[str]) -> None:
    """Open, type, save as .xlsx."""
    import uno  # type: ignore[import-not-found]

    profile = tempfile.mkdtemp(prefix="livelihood-office-")
    pipe = f"pipe,name=livelihood-{Path(profile).name}"
    office = subprocess.Popen(
        ["soffice", f"-env:UserInstallation={Path(profile).as_uri()}", "--headless", "--norestore",
         f"--accept={pipe};urp;"],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        desktop = _desktop(uno, pipe)
        book = desktop.loadComponentFromURL(
            Path(source).as_uri(), "_blank", 0, (_set(uno, "Hidden", True),)
        )
        sheet = book.getSheets().getByName("月报")
        for text in cells:
            address, _, value = text.partition("=")
            cell = sheet.getCellRangeByName(address)
            if value == "":
                cell.setString("")
            else:
                cell.setFormula(value)  # as typed: numbers become numbers
        kind = _set(uno, "FilterName", "Calc MS Excel 2007 XML")
        book.storeToURL(Path(target).as_uri(), (kind,))
        book.close(True)
        desktop.terminate()
        office.wait(_PATIENCE)
    finally:
        office.kill()


def _desktop(uno: Any, pipe: str) -> Any:
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext(
        "com.sun.star.bridge.UnoUrlResolver", local
    )
    end = time.monotonic() + _PATIENCE
    while True:
        try:
            context = resolver.resolve(f"uno:{pipe};urp;StarOffice.ComponentContext")
        except Exception:
            if time.monotonic() > end:
                raise
            time.sleep(0.2)
        else:
            return context.ServiceManager.createInstanceWithContext(
                "com.sun.star.frame.Desktop", context
            )


def _set(uno: Any, name: str, value: object) -> Any:
    made = uno.createUnoStruct("com.sun.star.beans.PropertyValue")
    made.Name, made.Value = name, value
    return made


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3:])
