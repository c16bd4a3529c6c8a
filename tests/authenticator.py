"""A phone with a lock, in software: makes passkeys and signs with them, also wrongly on request."""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
from dataclasses import dataclass, field, replace
from typing import Any

import cbor2
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec

USER_PRESENT, USER_VERIFIED, KEY_INSIDE = 0x01, 0x04, 0x40


def text_of(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def bytes_of(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


@dataclass
class Phone:
    """One key at one origin. `count` is how often it has signed, `unlocked` what its lock said."""

    origin: str = "http://localhost"
    host: str = "localhost"
    count: int = 0
    unlocked: bool = True
    attachment: str = "platform"
    key_id: bytes = field(default_factory=lambda: secrets.token_bytes(16))
    key: ec.EllipticCurvePrivateKey = field(
        default_factory=lambda: ec.generate_private_key(ec.SECP256R1())
    )
    handle: bytes = b""

    def make(self, options: str) -> str:
        """The answer to a question to make a key."""
        asked = json.loads(options)
        self.handle = bytes_of(asked["user"]["id"])
        said = self._said("webauthn.create", asked["challenge"])
        inside = bytes(16) + len(self.key_id).to_bytes(2, "big") + self.key_id + self._public()
        proof = cbor2.dumps(
            {"fmt": "none", "attStmt": {}, "authData": self._data(KEY_INSIDE) + inside}
        )
        return self._answer({"clientDataJSON": text_of(said), "attestationObject": text_of(proof)})

    def sign(self, options: str) -> str:
        """The answer to a question to sign; each signature counts."""
        self.count += 1
        said = self._said("webauthn.get", json.loads(options)["challenge"])
        data = self._data()
        signed = self.key.sign(data + hashlib.sha256(said).digest(), ec.ECDSA(hashes.SHA256()))
        return self._answer(
            {"clientDataJSON": text_of(said), "authenticatorData": text_of(data),
             "signature": text_of(signed), "userHandle": text_of(self.handle)}
        )  # fmt: skip

    def copy(self, **changes: Any) -> Phone:
        """The same key in other hands."""
        return replace(self, **changes)

    def _said(self, kind: str, challenge: str) -> bytes:
        facts = {"type": kind, "challenge": challenge, "origin": self.origin, "crossOrigin": False}
        return json.dumps(facts).encode()

    def _data(self, more: int = 0) -> bytes:
        flags = USER_PRESENT | (USER_VERIFIED if self.unlocked else 0) | more
        host = hashlib.sha256(self.host.encode()).digest()
        return host + bytes([flags]) + self.count.to_bytes(4, "big")

    def _public(self) -> bytes:
        point = self.key.public_key().public_numbers()
        x, y = (number.to_bytes(32, "big") for number in (point.x, point.y))
        return cbor2.dumps({1: 2, 3: -7, -1: 1, -2: x, -3: y})

    def _answer(self, response: dict[str, str]) -> str:
        return json.dumps(
            {"id": text_of(self.key_id), "rawId": text_of(self.key_id), "type": "public-key",
             "response": response, "authenticatorAttachment": self.attachment,
             "clientExtensionResults": {}}
        )  # fmt: skip
