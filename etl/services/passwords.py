"""Passwords and keys: hashed by argon2, made by the system's own randomness."""

from __future__ import annotations

import hashlib
import secrets
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

# Letters and digits that nobody takes for one another when copying from a screen.
_UPPER, _LOWER, _DIGITS = "ABCDEFGHJKLMNPQRSTUVWXYZ", "abcdefghijkmnpqrstuvwxyz", "23456789"
_GROUPS, _GROUP = 4, 4


@cache
def hasher() -> PasswordHasher:
    """Return the hasher with the library's own parameters (RFC 9106, low memory)."""
    return PasswordHasher()


def hash_password(password: str) -> str:
    """Return the hash to store."""
    return hasher().hash(password)


def is_password(hashed: str, password: str) -> bool:
    """Whether a password is the one a hash was made of."""
    try:
        return hasher().verify(hashed, password)
    except (VerificationError, InvalidHashError):
        return False


@cache
def nobodys_hash() -> str:
    """Return a hash that no password has: asking for an unknown name takes as long as any."""
    return hash_password(secrets.token_urlsafe(32))


def one_time_password() -> str:
    """Return a password of four groups, of which every one can be read out on the telephone."""
    every = _UPPER + _LOWER + _DIGITS
    while True:
        groups = ["".join(secrets.choice(every) for _ in range(_GROUP)) for _ in range(_GROUPS)]
        signs = set("".join(groups))
        if all(signs & set(kind) for kind in (_UPPER, _LOWER, _DIGITS)):
            return "-".join(groups)


def new_key() -> str:
    """Return a random key for a session or a program."""
    return secrets.token_urlsafe(32)


def key_hash(key: str) -> str:
    """Return what is stored of a key: long and random, it needs no slow hash."""
    return hashlib.sha256(key.encode()).hexdigest()
