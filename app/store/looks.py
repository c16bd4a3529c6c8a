"""How a client wants the pages to look: one row each, read with every page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from app.domain.looks import LOOK_FIELDS, TEXT_SIZES, Look
from app.store.db import db
from app.store.models.people import Look as LookRow

if TYPE_CHECKING:
    from uuid import UUID


def find_look(client_id: UUID) -> Look:
    """The client's look, or the pages as they are made."""
    row = _row(client_id)
    if row is None or row.text_size not in TEXT_SIZES:
        return Look()
    return Look(**{name: getattr(row, name) for name in LOOK_FIELDS})


def save_look(client_id: UUID, look: Look) -> None:
    """Keep a look. Needs a unit of work."""
    row = _row(client_id)
    if row is None:
        row = LookRow(client_id=client_id)
        db.session.add(row)
    for name in LOOK_FIELDS:
        setattr(row, name, getattr(look, name))


def _row(client_id: UUID) -> LookRow | None:
    return db.session.scalar(select(LookRow).where(LookRow.client_id == client_id))
