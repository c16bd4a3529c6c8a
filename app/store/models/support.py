"""Support: visits, how it went, alerts."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy import text as sql_text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.domain.attendance import BarrierKind
from app.domain.lifecycle import AlertState
from app.domain.vocabulary import Face, SupportKind, SupportPlace
from app.store.crypto import sealed
from app.store.db import Model
from app.store.models.people import Client


class SupportContact(Model):
    """One support note. Minutes are this client's share; a joint visit shares one `visit_id`."""

    __tablename__ = "support_contact"
    __table_args__ = (
        CheckConstraint("minutes > 0 AND minutes <= 1440", name="minutes"),
        UniqueConstraint("draft_key"),
        Index("ix_support_contact_client_happened", "client_id", "happened_at"),
    )
    client_id: Mapped[UUID] = mapped_column(ForeignKey("client.id", ondelete="CASCADE"))
    coach_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"), index=True)
    shift_id: Mapped[UUID | None] = mapped_column(ForeignKey("shift.id"), index=True)
    placement_id: Mapped[UUID | None] = mapped_column(ForeignKey("placement.id"), index=True)
    visit_id: Mapped[UUID]
    draft_key: Mapped[UUID]
    minutes: Mapped[int]
    kind: Mapped[SupportKind]
    place: Mapped[SupportPlace]
    text_sealed: Mapped[bytes | None]
    text = sealed()
    # Who at the workplace helped: codes of NaturalSupport.
    helpers: Mapped[list[str]] = mapped_column(JSON, default=list, server_default=sql_text("'[]'"))
    happened_at: Mapped[datetime]
    created_at: Mapped[datetime]
    client: Mapped[Client] = relationship(lazy="raise_on_sql")


class SupportDraft(Model):
    """An unfinished support note of one coach about one client, kept as it is typed."""

    __tablename__ = "support_draft"
    __table_args__ = (UniqueConstraint("coach_id", "client_id"),)
    coach_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"))
    client_id: Mapped[UUID] = mapped_column(ForeignKey("client.id", ondelete="CASCADE"))
    shift_id: Mapped[UUID | None] = mapped_column(ForeignKey("shift.id"))
    content_sealed: Mapped[bytes | None]
    content = sealed()
    saved_at: Mapped[datetime]


class CheckIn(Model):
    """How the client said a shift went: one of three faces, and own words if any."""

    __tablename__ = "check_in"
    __table_args__ = (UniqueConstraint("attendance_id"),)
    attendance_id: Mapped[UUID] = mapped_column(ForeignKey("attendance.id", ondelete="CASCADE"))
    client_id: Mapped[UUID] = mapped_column(ForeignKey("client.id", ondelete="CASCADE"), index=True)
    face: Mapped[Face]
    words_sealed: Mapped[bytes | None]
    words = sealed()
    answered_at: Mapped[datetime]


class Barrier(Model):
    """What was in the way of one shift, as the coach heard it. The client may read it.

    Nobody counts them by person, and nothing that matches people with work reads them.
    """

    __tablename__ = "barrier"
    __table_args__ = (UniqueConstraint("attendance_id", "kind"),)
    attendance_id: Mapped[UUID] = mapped_column(ForeignKey("attendance.id", ondelete="CASCADE"))
    client_id: Mapped[UUID] = mapped_column(ForeignKey("client.id", ondelete="CASCADE"), index=True)
    kind: Mapped[BarrierKind]
    noted_by_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"))
    noted_at: Mapped[datetime]


class Alert(Model):
    """Something a coach must know about a client, with a deadline.

    While nobody takes it on, at `next_at` the next one hears: `steps` have heard so far.
    """

    __tablename__ = "alert"
    __table_args__ = (
        UniqueConstraint("source_key"),
        Index("ix_alert_coach_state", "coach_id", "state"),
        Index("ix_alert_state_next", "state", "next_at"),
    )
    client_id: Mapped[UUID] = mapped_column(ForeignKey("client.id", ondelete="CASCADE"), index=True)
    coach_id: Mapped[UUID | None] = mapped_column(ForeignKey("user.id"))
    shift_id: Mapped[UUID | None] = mapped_column(ForeignKey("shift.id"))
    kind: Mapped[str] = mapped_column(String(40))
    level: Mapped[str] = mapped_column(String(20))
    source_key: Mapped[str] = mapped_column(String(100))
    state: Mapped[AlertState] = mapped_column(default=AlertState.OPEN)
    raised_at: Mapped[datetime]
    due_at: Mapped[datetime]
    acknowledged_at: Mapped[datetime | None]
    acknowledged_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("user.id"))
    done_at: Mapped[datetime | None]
    steps: Mapped[int] = mapped_column(default=0)
    next_at: Mapped[datetime | None]
    substitute_id: Mapped[UUID | None] = mapped_column(ForeignKey("user.id"))
    client: Mapped[Client] = relationship(lazy="raise_on_sql")
