"""Passkeys: what a device is asked for, and whether what it answers holds by WebAuthn's rules.

The device checks its owner itself (finger, face or code); the site gets a public key and what
the key signs.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from webauthn import (
    generate_authentication_options,
    generate_registration_options,
    options_to_json,
    verify_authentication_response,
    verify_registration_response,
)
from webauthn.helpers import (
    base64url_to_bytes,
    bytes_to_base64url,
    parse_authentication_credential_json,
    parse_client_data_json,
    parse_registration_credential_json,
)
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorAttachment,
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from app.domain.errors import RuleBroken

if TYPE_CHECKING:
    from collections.abc import Sequence

NAME = "Jobcenter"
TIMEOUT_MS = 5 * 60 * 1000
LONGEST_ANSWER = 20_000
ALWAYS = UserVerificationRequirement.REQUIRED
# What the library raises for an answer that is broken or was made for something else. What comes
# from outside is parsed by several libraries; none of their errors may become an error page.
BROKEN = (WebAuthnException, ValueError, KeyError, TypeError, IndexError, AttributeError)


@dataclass(frozen=True)
class Site:
    """The site as devices know it: a passkey works at this origin and nowhere else."""

    origin: str

    @property
    def host(self) -> str:
        """The name a key is tied to (RP id)."""
        return urlsplit(self.origin).hostname or ""


@dataclass(frozen=True)
class NewPasskey:
    """What a device made, checked: the name of the key, the key, how often it has signed."""

    key_id: str
    public_key: str
    sign_count: int


@dataclass(frozen=True)
class Said:
    """An answer as it came, unchecked: which key, whose by its own word, to which question."""

    text: str
    key_id: str
    handle: bytes
    challenge: str
    here: bool


def options_to_make(
    site: Site, challenge: str, handle: bytes, label: str, known: Sequence[str], *, own_device: bool
) -> str:
    """What the browser is asked so that a device makes a key, as JSON.

    `label` is what the phone's list shows; `own_device` is false where the key must go to another
    device than the one in hand.
    """
    place = AuthenticatorAttachment
    choice = AuthenticatorSelectionCriteria(
        authenticator_attachment=place.PLATFORM if own_device else place.CROSS_PLATFORM,
        resident_key=ResidentKeyRequirement.REQUIRED,
        user_verification=ALWAYS,
    )
    options = generate_registration_options(
        rp_id=site.host, rp_name=NAME, user_name=label, user_display_name=label, user_id=handle,
        challenge=challenge.encode(), timeout=TIMEOUT_MS, authenticator_selection=choice,
        exclude_credentials=[PublicKeyCredentialDescriptor(base64url_to_bytes(k)) for k in known],
    )  # fmt: skip
    return options_to_json(options)


def options_to_enter(site: Site, challenge: str) -> str:
    """What the browser is asked so that a device signs with a key of its own choice, as JSON."""
    options = generate_authentication_options(
        rp_id=site.host, challenge=challenge.encode(), timeout=TIMEOUT_MS, user_verification=ALWAYS
    )
    return options_to_json(options)


def read_answer(text: str) -> Said:
    """An answer's own words. Raises: RuleBroken when it is none."""
    try:
        parts = _parts(text)
        parse = (
            parse_registration_credential_json
            if "attestationObject" in parts["response"]
            else parse_authentication_credential_json
        )
        found: Any = parse(parts)
        asked = parse_client_data_json(found.response.client_data_json)
        return Said(
            text, bytes_to_base64url(found.raw_id),
            getattr(found.response, "user_handle", None) or b"",
            asked.challenge.decode("ascii"),
            found.authenticator_attachment is AuthenticatorAttachment.PLATFORM,
        )  # fmt: skip
    except BROKEN as error:
        raise RuleBroken("passkey_refused") from error


def _parts(text: str) -> dict[str, Any]:
    if len(text) > LONGEST_ANSWER:
        raise ValueError
    parts: dict[str, Any] = json.loads(text)
    return parts


def check_made(site: Site, said: Said) -> NewPasskey:
    """The key a device made. Raises: RuleBroken when the answer does not hold."""
    try:
        made = verify_registration_response(
            credential=_parts(said.text), expected_challenge=said.challenge.encode(),
            expected_rp_id=site.host, expected_origin=site.origin, require_user_verification=True,
        )  # fmt: skip
    except BROKEN as error:
        raise RuleBroken("passkey_refused") from error
    key = bytes_to_base64url(made.credential_public_key)
    return NewPasskey(bytes_to_base64url(made.credential_id), key, made.sign_count)


def check_signed(site: Site, said: Said, public_key: str, sign_count: int) -> int | None:
    """How often the key has signed by now, or nothing when the signature does not hold."""
    try:
        signed = verify_authentication_response(
            credential=_parts(said.text), expected_challenge=said.challenge.encode(),
            expected_rp_id=site.host, expected_origin=site.origin,
            credential_public_key=base64url_to_bytes(public_key),
            credential_current_sign_count=sign_count, require_user_verification=True,
        )  # fmt: skip
    except BROKEN:
        return None
    return signed.new_sign_count
