"""The second factor of staff: codes from an authenticator app (TOTP, RFC 6238)."""

from __future__ import annotations

import hmac
from typing import TYPE_CHECKING

import pyotp

if TYPE_CHECKING:
    from datetime import datetime

STEP_SECONDS = 30


def new_secret() -> str:
    """A fresh secret for an authenticator app."""
    return pyotp.random_base32()


def app_address(secret: str, account: str) -> str:
    """What the authenticator app reads from the picture."""
    return pyotp.TOTP(secret).provisioning_uri(name=account, issuer_name="Jobcenter")


def fitting_step(secret: str, code: str, *, now: datetime) -> int | None:
    """The time step whose code this is: the present one, the one before or the one after."""
    digits = "".join(sign for sign in code if sign.isdigit())
    here = int(now.timestamp()) // STEP_SECONDS
    totp = pyotp.TOTP(secret)
    for step in (here, here - 1, here + 1):
        if hmac.compare_digest(totp.generate_otp(step).encode(), digits.encode()):
            return step
    return None
