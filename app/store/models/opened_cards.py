"""A colleague who opened somebody's card because there was no time to wait for the own coach."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from app.store.crypto import sealed
from app.store.db import Model


class OpenedCard(Model):
    """One opening with its reason; it ends by itself at its hour."""

    __tablename__ = "opened_card"
    __table_args__ = (
        CheckConstraint("ends_at > opened_at", name="ends_after_opening"),
        Index("ix_opened_card_user_client", "user_id", "client_id", "ends_at"),
    )
    client_id: Mapped[UUID] = mapped_column(ForeignKey("client.id", ondelete="CASCADE"), index=True)
    user_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"))
    reason_sealed: Mapped[bytes | None]
    reason = sealed()
    opened_at: Mapped[datetime]
    ends_at: Mapped[datetime]
