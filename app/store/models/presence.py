"""Coaches who said they are away, and what each client was told of who comes instead."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.domain.away import Way
from app.domain.questions import Said
from app.store.db import Model
from app.store.models.people import Client, User
from app.store.models.work import CoachBooking, Shift

_STANDS = text("undone_at IS NULL")


class CoachAway(Model):
    """That a coach is away on these days, and who said it; taken back within minutes only."""

    __tablename__ = "coach_away"
    __table_args__ = (
        CheckConstraint("first_on <= last_on", name="days"),
        Index(
            "uq_coach_away_stands", "coach_id", "first_on", unique=True,
            sqlite_where=_STANDS, postgresql_where=_STANDS,
        ),
    )  # fmt: skip
    coach_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"))
    said_by_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"))
    said_at: Mapped[datetime]
    first_on: Mapped[date]
    last_on: Mapped[date]
    undone_at: Mapped[datetime | None]
    coach: Mapped[User] = relationship(foreign_keys=[coach_id], lazy="raise_on_sql")


class PresenceChange(Model):
    """Another coach comes, or none: what one client was told, and the client's own word.

    Without a client it is an instructor's visit, who was there for everybody.
    """

    __tablename__ = "presence_change"
    __table_args__ = (
        UniqueConstraint("old_booking_id", "client_id"),
        CheckConstraint("(answer IS NULL) = (answered_at IS NULL)", name="answered"),
    )
    away_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("coach_away.id", ondelete="CASCADE"), index=True
    )
    client_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("client.id", ondelete="CASCADE"), index=True
    )
    shift_id: Mapped[UUID] = mapped_column(ForeignKey("shift.id"), index=True)
    old_booking_id: Mapped[UUID] = mapped_column(ForeignKey("coach_booking.id"))
    new_booking_id: Mapped[UUID | None] = mapped_column(ForeignKey("coach_booking.id"), index=True)
    way: Mapped[Way]
    told_at: Mapped[datetime]
    answer: Mapped[Said | None]
    answered_at: Mapped[datetime | None]
    undone_at: Mapped[datetime | None]
    client: Mapped[Client | None] = relationship(lazy="raise_on_sql")
    shift: Mapped[Shift] = relationship(lazy="raise_on_sql")
    old_booking: Mapped[CoachBooking] = relationship(
        foreign_keys=[old_booking_id], lazy="raise_on_sql"
    )
    new_booking: Mapped[CoachBooking | None] = relationship(
        foreign_keys=[new_booking_id], lazy="raise_on_sql"
    )
