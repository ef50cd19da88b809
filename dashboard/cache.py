"""A bounded memory of what was made, oldest use thrown out first; safe between threads."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from threading import Lock
from typing import Generic, TypeVar

T = TypeVar("T")


class Recent(Generic[T]):
    """Keeps as many values as their sizes allow. Two threads may make the same one at once."""

    def __init__(self, limit: int, size: Callable[[T], int]) -> None:
        self._limit, self._size = limit, size
        self._kept: OrderedDict[Hashable, T] = OrderedDict()
        self._held = 0
        self._lock = Lock()

    def get(self, key: Hashable) -> T | None:
        """Return a kept value and mark it as just used."""
        with self._lock:
            value = self._kept.get(key)
            if value is not None:
                self._kept.move_to_end(key)
            return value

    def put(self, key: Hashable, value: T) -> None:
        """Keep a value, at the cost of those not used for longest."""
        with self._lock:
            old = self._kept.pop(key, None)
            self._held += self._size(value) - (self._size(old) if old is not None else 0)
            self._kept[key] = value
            while self._held > self._limit and len(self._kept) > 1:
                self._held -= self._size(self._kept.popitem(last=False)[1])


class OneAtATime(Generic[T]):
    """Lets one thread make what several ask for at once; the others wait and get the same.

    After a filing every page is made anew: without this, each waiting reader would make it.
    """

    def __init__(self) -> None:
        self._making: dict[Hashable, Future[T]] = {}
        self._lock = Lock()

    def made(self, key: Hashable, make: Callable[[], T]) -> T:
        """Return what ``make`` makes; what it raises, everybody who waits for it gets."""
        with self._lock:
            waited = self._making.get(key)
            own: Future[T] = Future()
            if waited is None:
                self._making[key] = own
        if waited is not None:
            return waited.result()
        try:
            value = make()
            own.set_result(value)
            return value
        except BaseException as error:
            own.set_exception(error)
            raise
        finally:
            with self._lock:
                del self._making[key]
