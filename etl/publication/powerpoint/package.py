"""The file itself: the same bytes whenever it is made."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from pptx.presentation import Presentation as Deck

_WHEN = (1980, 1, 1, 0, 0, 0)


def saved(deck: Deck) -> bytes:
    """Return the presentation as a file whose entries bear one fixed time."""
    written = BytesIO()
    deck.save(written)
    return at_fixed_time(written.getvalue())


def at_fixed_time(content: bytes) -> bytes:
    """Return a zip file with its entries in their order, all of one time and one system."""
    target = BytesIO()
    with ZipFile(BytesIO(content)) as source, ZipFile(target, "w", ZIP_DEFLATED) as result:
        for name in source.namelist():
            entry = ZipInfo(name, _WHEN)
            entry.compress_type = ZIP_DEFLATED
            entry.create_system = 0
            result.writestr(entry, source.read(name))
    return target.getvalue()
