"""Column encryption: AES-256-GCM with a key ring outside the database, and blind indexes.

The additional data binds a ciphertext to table, column, row and key version, so a cell moved to
another place does not open. The composition root gives the ring once per process.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
import unicodedata
from typing import TYPE_CHECKING, Any, overload

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

if TYPE_CHECKING:
    from uuid import UUID

    from app.config import Keys

NONCE_BYTES = 12
VERSION_BYTES = 2


class _Ring:
    """The keys of this process and their prepared ciphers."""

    keys: Keys
    ciphers: dict[int, AESGCM]


_ring = _Ring()


def use_keys(keys: Keys) -> None:
    """Take these keys for all later sealing, opening, indexing and signing."""
    _ring.keys = keys
    _ring.ciphers = {version: AESGCM(key) for version, key in keys.data.items()}


def _bound_to(table: str, column: str, row_id: UUID, version: int) -> bytes:
    return f"{table}|{column}|{row_id.hex}|{version}".encode()


def seal(text: str, table: str, column: str, row_id: UUID) -> bytes:
    """Key version (2 bytes), nonce (12 bytes) and ciphertext of a text."""
    return seal_bytes(text.encode(), table, column, row_id)


def unseal(sealed: bytes, table: str, column: str, row_id: UUID) -> str:
    """The text again. Raises: InvalidTag when the cell was changed or moved."""
    return unseal_bytes(sealed, table, column, row_id).decode()


def seal_bytes(plain: bytes, table: str, column: str, row_id: UUID) -> bytes:
    """The same of what is no text."""
    version = _ring.keys.current
    nonce = secrets.token_bytes(NONCE_BYTES)
    bound = _bound_to(table, column, row_id, version)
    body = _ring.ciphers[version].encrypt(nonce, plain, bound)
    return version.to_bytes(VERSION_BYTES, "big") + nonce + body


def unseal_bytes(sealed: bytes, table: str, column: str, row_id: UUID) -> bytes:
    """What was sealed. Raises: InvalidTag when the cell was changed or moved."""
    version = int.from_bytes(sealed[:VERSION_BYTES], "big")
    nonce = sealed[VERSION_BYTES : VERSION_BYTES + NONCE_BYTES]
    bound = _bound_to(table, column, row_id, version)
    return _ring.ciphers[version].decrypt(nonce, sealed[VERSION_BYTES + NONCE_BYTES :], bound)


def normalised(text: str) -> str:
    """The form in which names, mail addresses and phone numbers are compared."""
    folded = unicodedata.normalize("NFC", text).casefold().strip()
    return "".join(folded.split())


def blind_index(kind: str, text: str) -> bytes:
    """A keyed hash by which a sealed value can be found; 16 bytes."""
    message = f"{kind}|{normalised(text)}".encode()
    return hmac.digest(_ring.keys.index, message, "sha256")[:16]


def phone_digits(phone: str) -> str:
    """A phone number in one form: +358401234567, also of 040…, 00358 40…, 358 40…, +358 (0)40…."""
    digits = "".join(sign for sign in phone if sign.isdecimal())
    if digits.startswith("00"):
        digits = digits[2:]
    elif digits.startswith("0"):
        digits = "358" + digits[1:]
    return "+" + digits.replace("3580", "358", 1) if digits.startswith("3580") else "+" + digits


def audit_mac(message: bytes) -> bytes:
    """The signature of an audit row; 32 bytes."""
    return hmac.digest(_ring.keys.audit, message, "sha256")


def token_hash(token: str) -> bytes:
    """What is stored of a secret token; 32 bytes. Tokens are random, so no salt is needed."""
    return hashlib.sha256(token.encode()).digest()


def new_token() -> str:
    """A random 256-bit token that fits in a URL."""
    return secrets.token_urlsafe(32)


def pepper() -> bytes:
    """The secret that PIN hashes need besides the database."""
    return _ring.keys.pepper


class sealed:  # noqa: N801 - reads as a column function in the models
    """An attribute that is text in Python and ciphertext in the column `<name>_sealed`."""

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name
        self._column = f"{name}_sealed"

    @overload
    def __get__(self, row: None, owner: type) -> sealed: ...
    @overload
    def __get__(self, row: object, owner: type) -> str | None: ...
    def __get__(self, row: Any, owner: type) -> sealed | str | None:
        if row is None:
            return self
        value = getattr(row, self._column)
        return None if value is None else unseal(value, row.__tablename__, self._name, row.id)

    def __set__(self, row: Any, text: str | None) -> None:
        value = None if text is None else seal(text, row.__tablename__, self._name, row.id)
        setattr(row, self._column, value)
