"""What coaches have done in their clients' stead."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from app.domain.acting import ActFor, SaidHow
from app.store.db import Model


class ActedFor(Model):
    """One act of a coach for a client, how the client said it, and whether it was not right."""

    __tablename__ = "acted_for"
    __table_args__ = (Index("ix_acted_for_client_acted", "client_id", "acted_at"),)
    client_id: Mapped[UUID] = mapped_column(ForeignKey("client.id", ondelete="CASCADE"))
    coach_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"), index=True)
    act: Mapped[ActFor]
    said_how: Mapped[SaidHow]
    shift_id: Mapped[UUID | None] = mapped_column(ForeignKey("shift.id"), index=True)
    acted_at: Mapped[datetime]
    not_right_at: Mapped[datetime | None]
