"""People who go from one coach to another, for a time or for good."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.domain.lifecycle import HandoverState
from app.store.db import Model


class Handover(Model):
    """One proposal, which counts when the receiver has said yes. Without an end it is for good."""

    __tablename__ = "handover"
    __table_args__ = (
        CheckConstraint("ends_on IS NULL OR ends_on >= starts_on", name="ends_after_start"),
        CheckConstraint("from_id <> to_id", name="two_people"),
    )
    from_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"), index=True)
    to_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"), index=True)
    # The coach, or the manager in the coach's stead.
    proposed_by_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"))
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]
    state: Mapped[HandoverState] = mapped_column(default=HandoverState.PROPOSED)
    proposed_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]


class HandoverClient(Model):
    """One of the people whom a handover is about."""

    __tablename__ = "handover_client"
    __table_args__ = (UniqueConstraint("handover_id", "client_id"),)
    handover_id: Mapped[UUID] = mapped_column(ForeignKey("handover.id", ondelete="CASCADE"))
    client_id: Mapped[UUID] = mapped_column(ForeignKey("client.id", ondelete="CASCADE"), index=True)
