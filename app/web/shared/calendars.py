"""A calendar of one's own, for every audience that has one: whether there is one, and its address.

The secret is shown this once; the site keeps only what it is recognised by.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from flask import url_for

from app.store import calendars
from app.web.shared.access import current_actor
from app.web.shared.now import now, settings
from app.web.shared.qr import qr_picture

if TYPE_CHECKING:
    from app.web.shared.qr import QrPicture


@dataclass(frozen=True)
class MadeCalendar:
    """A new address: to copy, to open in this device's calendar, to take a picture of."""

    address: str
    subscribe: str
    qr: QrPicture


def made_calendar(token: str) -> MadeCalendar:
    """What is shown of a calendar that was just made."""
    path = url_for("public.read_calendar", token=token)
    address = f"{settings().public_url}{path}"
    return MadeCalendar(address, f"webcal://{urlsplit(address).netloc}{path}", qr_picture(address))


def has_own_calendar() -> bool:
    """Whether a calendar can be read with an address of the signed-in person's, no client."""
    user_id = current_actor().user_id
    return user_id is not None and calendars.has_calendar(user_id, now=now())
