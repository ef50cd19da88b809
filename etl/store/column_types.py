"""Exact column types: money as whole 分, counts as whole thousandths, times in UTC."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import BigInteger, DateTime
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator


class _Scaled(TypeDecorator[Decimal]):
    """A Decimal kept as a whole number of its smallest part; a finer one is refused."""

    impl = BigInteger
    cache_ok = True
    scale = 1

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> Any:
        """Count the smallest parts."""
        if value is None:
            return None
        parts = value * self.scale
        if parts != parts.to_integral_value():
            raise ValueError(f"{value} is finer than 1/{self.scale}")
        return int(parts)

    def process_result_value(self, value: Any, dialect: Dialect) -> Decimal | None:
        """Return the exact number of the parts."""
        if value is None:
            return None
        number = Decimal(value) / self.scale
        return number.quantize(Decimal(1) / self.scale) if self.scale == 100 else _short(number)


def _short(number: Decimal) -> Decimal:
    whole = number.to_integral_value()
    return whole if whole == number else number.normalize()


class Yuan(_Scaled):
    """Yuan in the program, 分 in the database."""

    cache_ok = True
    scale = 100


class Count(_Scaled):
    """People, households, 人月 in the program, thousandths in the database."""

    cache_ok = True
    scale = 1000


class UtcTime(TypeDecorator[datetime]):
    """An aware time in UTC; SQLite keeps it without a zone."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Drop the zone after going to UTC."""
        return None if value is None else value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        """Say that the time is UTC."""
        return None if value is None else value.replace(tzinfo=UTC)
