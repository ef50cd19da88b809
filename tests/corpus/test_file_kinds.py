"""Every kind of file through the same check that users run."""

from __future__ import annotations

import socket
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from etl.services.database import Database
from tests.corpus.checking import check_bytes, corpus_database
from tests.corpus.file_kinds import FileKind
from tests.corpus.file_kinds_catalogue import FILE_KINDS
from tests.corpus.file_kinds_packages import (
    BOOK_LINKS,
    SHEET,
    handmade_parts,
    links_xml,
    packed,
    put,
)


@pytest.fixture(scope="module")
def database() -> Iterator[Database]:
    with tempfile.TemporaryDirectory() as folder, corpus_database(Path(folder)) as opened:
        yield opened


@pytest.mark.parametrize("kind", FILE_KINDS.values(), ids=FILE_KINDS)
def test_file_kind(database: Database, kind: FileKind) -> None:
    answer = check_bytes(database, kind.make(), kind.file_name)
    assert kind.complaints(answer) == []


@pytest.mark.parametrize("place", ["entity", "document type", "link", "style sheet"])
def test_nothing_is_fetched(database: Database, place: str) -> None:
    """What a file names on the net is never asked for."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        address = f"http://127.0.0.1:{server.getsockname()[1]}/x.xml"
        server.settimeout(0.05)
        check_bytes(database, naming(address, place), "月报.xlsx")
        with pytest.raises(TimeoutError):
            server.accept()


def naming(address: str, place: str) -> bytes:
    """The plain form that names an address at a place."""
    heads = {
        "entity": f"<!DOCTYPE x [<!ENTITY a SYSTEM '{address}'>]>",
        "document type": f"<!DOCTYPE worksheet SYSTEM '{address}'>",
        "style sheet": f"<?xml-stylesheet type='text/xsl' href='{address}'?>",
        "link": "",
    }
    pieces = handmade_parts(put("H6", "<v>&a;</v>") if place == "entity" else None)
    pieces[SHEET] = pieces[SHEET].replace(b"?>\n", b"?>\n" + heads[place].encode(), 1)
    if place == "link":
        pieces[BOOK_LINKS] = links_xml(("rId1", "worksheet", address)).encode()
    return packed(pieces)
