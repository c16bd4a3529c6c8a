"""What is not the same every week: dated free times, and work activity by the clock."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.store.db import Model


class AvailabilityException(Model):
    """Part of a day on which the weekly free times don't hold; minutes from local midnight.

    What is free on such a day counts after what is not.
    """

    __tablename__ = "availability_exception"
    __table_args__ = (
        UniqueConstraint("client_id", "applies_on", "starts_minute"),
        CheckConstraint("starts_minute < ends_minute", name="order"),
    )
    client_id: Mapped[UUID] = mapped_column(ForeignKey("client.id", ondelete="CASCADE"))
    applies_on: Mapped[date]
    starts_minute: Mapped[int]
    ends_minute: Mapped[int]
    free: Mapped[bool]


class WorkActivitySession(Model):
    """Work activity at a certain time; no work can be at the same time."""

    __tablename__ = "work_activity_session"
    __table_args__ = (
        UniqueConstraint("client_id", "starts_at"),
        CheckConstraint("starts_at < ends_at", name="order"),
    )
    client_id: Mapped[UUID] = mapped_column(ForeignKey("client.id", ondelete="CASCADE"))
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
