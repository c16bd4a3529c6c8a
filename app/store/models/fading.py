"""How much support a coach has planned for a placement."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.store.db import Model


class SupportStage(Model):
    """From a day on, so many minutes of support are planned for each hour of work."""

    __tablename__ = "support_stage"
    __table_args__ = (
        UniqueConstraint("placement_id", "starts_on"),
        CheckConstraint("minutes_per_hour >= 0 AND minutes_per_hour <= 120", name="minutes"),
    )
    placement_id: Mapped[UUID] = mapped_column(ForeignKey("placement.id", ondelete="CASCADE"))
    client_id: Mapped[UUID] = mapped_column(ForeignKey("client.id", ondelete="CASCADE"), index=True)
    starts_on: Mapped[date]
    minutes_per_hour: Mapped[int]
    set_by_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"))
    set_at: Mapped[datetime]
