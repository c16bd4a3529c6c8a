"""Slow hashes of what people remember: argon2id, so that a stolen table is of little use.

Hashing takes memory and tens of milliseconds: never inside a write transaction, and no more than
two at a time. Source: OWASP's first choice for argon2id (19 MiB, two passes, one lane).
"""

from __future__ import annotations

import hmac
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError

from app.store.crypto import pepper

FULL = PasswordHasher(time_cost=2, memory_cost=19456, parallelism=1)
# For tests, where thousands of people sign in.
CHEAP = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
_queue = BoundedSemaphore(2)


class _Cost:
    """How dear hashing is in this process, and a hash that nobody's password has."""

    hasher = FULL
    nobody = ""


def use_cost(name: str) -> None:
    """Take this cost, "full" or "cheap", for all later hashing."""
    _Cost.hasher = CHEAP if name == "cheap" else FULL
    _Cost.nobody = ""


def hash_secret(secret: str) -> str:
    """The hash to store of a password."""
    with _queue:
        return _Cost.hasher.hash(secret)


def fits(secret: str, stored: str | None) -> bool:
    """Whether the secret is the stored one; as slow where nothing is stored."""
    if stored is None and not _Cost.nobody:
        _Cost.nobody = hash_secret("nobody")
    with _queue:
        try:
            _Cost.hasher.verify(stored or _Cost.nobody, secret)
        except VerifyMismatchError:
            return False
    return stored is not None


def is_outdated(stored: str) -> bool:
    """Whether the hash was made at another cost than today's."""
    return _Cost.hasher.check_needs_rehash(stored)


def peppered(pin: str) -> str:
    """A PIN mixed with a secret from outside the database; alone it would be guessed at once."""
    return hmac.digest(pepper(), pin.encode(), "sha256").hex()
