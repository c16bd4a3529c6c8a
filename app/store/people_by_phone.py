"""Clients found by their phone number, of which only a blind index can be searched."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from app.store.crypto import blind_index, phone_digits
from app.store.db import db
from app.store.models.people import Client

if TYPE_CHECKING:
    from uuid import UUID


def list_client_ids(phone: str) -> list[UUID]:
    """The clients who have this number; usually one, seldom a couple that shares a phone."""
    index = blind_index("phone", phone_digits(phone))
    return list(
        db.session.scalars(select(Client.id).where(Client.phone_index == index).order_by(Client.id))
    )
