"""Fill a form in LibreOffice as a clerk does, save it in three formats, tell what 核对 says.

Run by the Python that LibreOffice's bridge belongs to, none of our packages in reach:
``type_in_office.py SOFFICE JOB.json``. The job names the form, the cells with what is typed
into each, the folder to save to, the cells to read, and the folder of a fresh profile.
Answers on standard output: the text of each cell read.
"""

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import uno  # type: ignore[import-not-found]
from com.sun.star.beans import PropertyValue  # type: ignore[import-not-found]
from com.sun.star.connection import NoConnectException  # type: ignore[import-not-found]

FILTERS = {"xlsx": "Calc MS Excel 2007 XML", "ods": "calc8", "xls": "MS Excel 97"}
PATIENCE = 90


def option(name: str, value: object) -> Any:
    """One of the options of loading and storing."""
    return PropertyValue(Name=name, Value=value)


def connected(pipe: str) -> Any:
    """Return the desktop once the office listens; raises when it does not."""
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstance("com.sun.star.bridge.UnoUrlResolver")
    for _ in range(PATIENCE * 4):
        try:
            address = f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext"
            return resolver.resolve(address).getValueByName(
                "/singletons/com.sun.star.frame.theDesktop"
            )
        except NoConnectException:
            time.sleep(0.25)
    raise TimeoutError("LibreOffice does not listen")


def typed_in(desktop: Any, job: dict[str, Any]) -> dict[str, str]:
    """Type into the form, save it, and return what the cells asked for show."""
    form = Path(job["form"])
    document = desktop.loadComponentFromURL(form.as_uri(), "_blank", 0, (option("Hidden", True),))
    sheet = document.Sheets.getByIndex(0)
    for address, text in job["typed"].items():
        # What a formula bar takes: a number where it is one, else the text.
        sheet.getCellRangeByName(address).setFormula(text)
    shown = {address: sheet.getCellRangeByName(address).String for address in job["read"]}
    for ending, name in FILTERS.items():
        target = Path(job["folder"]) / f"{form.stem}.{ending}"
        document.storeToURL(target.as_uri(), (option("FilterName", name),))
    document.close(True)
    return shown


def main() -> None:
    """Start an office of our own, do the job, end it."""
    program, job = sys.argv[1], json.loads(Path(sys.argv[2]).read_text(encoding="utf-8"))
    profile = Path(job["profile"])
    office = subprocess.Popen(
        [
            *(program, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore"),
            f"--accept=pipe,name={profile.name};urp;",
        ],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        desktop = connected(profile.name)
        print(json.dumps(typed_in(desktop, job), ensure_ascii=False))
        desktop.terminate()
        office.wait(PATIENCE)
    finally:
        if sys.platform == "win32":
            office.kill()
        else:
            # The program is a script that starts another: both are in the session begun above.
            with contextlib.suppress(ProcessLookupError):
                os.killpg(office.pid, signal.SIGKILL)


if __name__ == "__main__":
    main()
