"""What people ask each other about a shift before it is offered."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.domain.lifecycle import ChangeState
from app.domain.questions import Said
from app.domain.vocabulary import Scale
from app.domain.waitlist import WaitEnd
from app.store.crypto import sealed
from app.store.db import Model
from app.store.models.people import Client
from app.store.models.work import Shift


class Interest(Model):
    """A client's own word that a shift would be nice; it binds nobody and can be taken back."""

    __tablename__ = "interest"
    __table_args__ = (UniqueConstraint("client_id", "shift_id"),)
    client_id: Mapped[UUID] = mapped_column(ForeignKey("client.id", ondelete="CASCADE"))
    shift_id: Mapped[UUID] = mapped_column(ForeignKey("shift.id"), index=True)
    said_at: Mapped[datetime]


_WAITS = text("ended IS NULL")


class WaitlistEntry(Model):
    """A client waits for a place of a shift that went to somebody else.

    `lost_id` is the offer that came too late, `offer_id` the one that came of waiting.
    """

    __tablename__ = "waitlist_entry"
    __table_args__ = (
        CheckConstraint("(ended IS NULL) = (ended_at IS NULL)", name="end"),
        CheckConstraint("(offer_id IS NULL) = (told_at IS NULL)", name="told"),
        Index(
            "uq_waitlist_entry_waits", "client_id", "shift_id", unique=True,
            sqlite_where=_WAITS, postgresql_where=_WAITS,
        ),
    )  # fmt: skip
    client_id: Mapped[UUID] = mapped_column(ForeignKey("client.id", ondelete="CASCADE"))
    shift_id: Mapped[UUID] = mapped_column(ForeignKey("shift.id"), index=True)
    lost_id: Mapped[UUID] = mapped_column(ForeignKey("offer.id", ondelete="CASCADE"), index=True)
    offer_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("offer.id", ondelete="CASCADE"), index=True
    )
    since: Mapped[datetime]
    told_at: Mapped[datetime | None]
    ended: Mapped[WaitEnd | None]
    ended_at: Mapped[datetime | None]


class Question(Model):
    """A coach's question to a client whether a shift against an own limit would do once."""

    __tablename__ = "question"
    __table_args__ = (UniqueConstraint("client_id", "shift_id"),)
    client_id: Mapped[UUID] = mapped_column(ForeignKey("client.id", ondelete="CASCADE"))
    shift_id: Mapped[UUID] = mapped_column(ForeignKey("shift.id"), index=True)
    # The code of the reason, and the scale of a demand that is over a limit.
    code: Mapped[str] = mapped_column(String(40))
    scale: Mapped[Scale | None]
    asked_by_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"))
    asked_at: Mapped[datetime]
    answer: Mapped[Said | None]
    answered_at: Mapped[datetime | None]
    client: Mapped[Client] = relationship(lazy="raise_on_sql")
    shift: Mapped[Shift] = relationship(lazy="raise_on_sql")


_OPEN_CHANGE = text("state = 'open'")


class ChangeRequest(Model):
    """A coach's wish to the orderer: another time for a shift, or a lighter order.

    It names no client: an orderer never learns whose limit it is about.
    """

    __tablename__ = "change_request"
    __table_args__ = (
        CheckConstraint("(starts_at IS NULL) = (ends_at IS NULL)", name="time"),
        CheckConstraint("(scale IS NULL) = (level IS NULL)", name="demand"),
        Index(
            "uq_change_request_open", "shift_id", unique=True,
            sqlite_where=_OPEN_CHANGE, postgresql_where=_OPEN_CHANGE,
        ),
    )  # fmt: skip
    shift_id: Mapped[UUID] = mapped_column(ForeignKey("shift.id"), index=True)
    starts_at: Mapped[datetime | None]
    ends_at: Mapped[datetime | None]
    scale: Mapped[Scale | None]
    level: Mapped[int | None]
    state: Mapped[ChangeState] = mapped_column(default=ChangeState.OPEN)
    asked_by_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"))
    asked_at: Mapped[datetime]
    answered_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("user.id"))
    answered_at: Mapped[datetime | None]
    shift: Mapped[Shift] = relationship(lazy="raise_on_sql")


class CallNote(Model):
    """A dispatcher's call to an orderer about one thing that waited for an answer."""

    __tablename__ = "call_note"
    # What was called about; the same thing asked again has another key.
    key: Mapped[str] = mapped_column(String(120), unique=True)
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"), index=True)
    task_id: Mapped[UUID] = mapped_column(ForeignKey("task.id"), index=True)
    called_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("user.id"))
    called_at: Mapped[datetime]
    note_sealed: Mapped[bytes | None]
    note = sealed()


_CALL_WAITS = text("done_at IS NULL")


class CallWish(Model):
    """An orderer's wish to be called about the hours of a shift, and by when we promised it."""

    __tablename__ = "call_wish"
    __table_args__ = (
        Index(
            "uq_call_wish_waits", "shift_id", unique=True,
            sqlite_where=_CALL_WAITS, postgresql_where=_CALL_WAITS,
        ),
    )  # fmt: skip
    shift_id: Mapped[UUID] = mapped_column(ForeignKey("shift.id"))
    asked_by_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"))
    asked_at: Mapped[datetime]
    due_at: Mapped[datetime]
    done_at: Mapped[datetime | None] = mapped_column(index=True)
