"""As many views per second as a server gives: a few connections that stay, one request each.

A single thread that waits on all sockets at once and reads answers by their Content-Length:
it has to share the machine with the server that it loads, so it should cost little.
"""

from __future__ import annotations

import selectors
import socket
import time
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

CONNECTIONS = 16
_CHUNK = 262_144


@dataclass(frozen=True)
class Loaded:
    """What came of a load: answers of the expected status, wall and own CPU seconds.

    ``reopened``: how often the server closed a connection after an answer.
    """

    answers: int
    wrong: int
    reopened: int
    seconds: float
    own_cpu: float


class _Connection:
    """One connection that asks its requests in turn, over and over."""

    def __init__(self, where: tuple[str, int], requests: Sequence[bytes]) -> None:
        self._where, self._requests, self._turn = where, requests, 0
        self._buffer = bytearray()
        self.reopened = -1
        self.open()

    def open(self) -> None:
        """Connect, anew if the server has closed."""
        self.socket = socket.create_connection(self._where, timeout=30)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.reopened += 1

    def ask(self) -> None:
        """Send the next request."""
        self.socket.sendall(self._requests[self._turn])
        self._turn = (self._turn + 1) % len(self._requests)

    def answer(self) -> tuple[int, bool] | None:
        """Read what is there; when the answer is complete, its status and whether that was it."""
        data = self.socket.recv(_CHUNK)
        if not data:
            raise ConnectionError("the server closed the connection unannounced")
        self._buffer += data
        end = self._buffer.find(b"\r\n\r\n")
        if end < 0:
            return None
        head = bytes(self._buffer[:end]).lower()
        if len(self._buffer) < end + 4 + _length(head):
            return None
        self._buffer.clear()
        return int(head[9:12]), b"\r\nconnection: close" in head


def _length(head: bytes) -> int:
    """Return the length of the body that follows a head in small letters."""
    if head[9:12] == b"304":
        return 0
    _, found, rest = head.partition(b"\r\ncontent-length:")
    if not found:
        raise ValueError("an answer without its length")
    return int(rest.split(b"\r\n", 1)[0])


def request(address: str, path: str, tag: str = "") -> bytes:
    """Return a request as a browser sends it; with an entity tag it is a conditional one."""
    lines = [
        f"GET {path} HTTP/1.1",
        f"Host: {urlsplit(address).netloc}",
        "Accept-Encoding: gzip",
        *([f"If-None-Match: {tag}"] if tag else []),
    ]
    return ("\r\n".join(lines) + "\r\n\r\n").encode()


def load(address: str, requests: Sequence[bytes], expected: int, seconds: float) -> Loaded:
    """Ask requests in turn on every connection for some seconds; the server has to keep up."""
    parts = urlsplit(address)
    where = (parts.hostname or "", parts.port or 80)
    with selectors.DefaultSelector() as selector:
        connections = [_Connection(where, requests) for _ in range(CONNECTIONS)]
        for item in connections:
            selector.register(item.socket, selectors.EVENT_READ, item)
        try:
            return _pump(selector, connections, expected, seconds)
        finally:
            for item in connections:
                item.socket.close()


def _pump(
    selector: selectors.BaseSelector,
    connections: Sequence[_Connection],
    expected: int,
    seconds: float,
) -> Loaded:
    began, cpu = time.perf_counter(), time.process_time()
    answers = wrong = 0
    for item in connections:
        item.ask()
    while (spent := time.perf_counter() - began) < seconds:
        for key, _ in selector.select(1.0):
            connection: _Connection = key.data
            found = connection.answer()
            if found is not None:
                answers += found[0] == expected
                wrong += found[0] != expected
                _next(selector, connection, closed=found[1])
    own = time.process_time() - cpu
    reopened = sum(item.reopened for item in connections)
    return Loaded(answers, wrong, reopened, spent, own)


def _next(selector: selectors.BaseSelector, connection: _Connection, *, closed: bool) -> None:
    if closed:
        selector.unregister(connection.socket)
        connection.socket.close()
        connection.open()
        selector.register(connection.socket, selectors.EVENT_READ, connection)
    connection.ask()
