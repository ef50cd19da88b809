"""Which hyperlinks a copy keeps: to the web, to a mail address, and within the workbook."""

from __future__ import annotations

from etl.workbook.rewriting.parts import clean

_KEPT = ("http://", "https://", "mailto:", "ftp://")


def allowed_address(address: str) -> str | None:
    """Return an address as XlsxWriter takes it, None for one that is not kept.

    A link to a file is of no use to who gets the copy, and one to a program a danger.
    """
    address = clean(address).strip()
    if address.startswith("#") and len(address) > 1:
        return "internal:" + address[1:]
    return address if address.lower().startswith(_KEPT) else None
