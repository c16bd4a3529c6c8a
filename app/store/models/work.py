"""Work: what is ordered, when, who is asked, who comes, what was done."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.domain.endings import ClosedBy, WhyUnfilled
from app.domain.lifecycle import (
    AttendanceState,
    BookingState,
    HoursState,
    OfferState,
    PlacementEnd,
    PlacementState,
    ShiftState,
    TaskOutcome,
    TaskState,
    WaveState,
)
from app.domain.vocabulary import Category, CoachWanted, EngagementModel, PlaceKind, Scale
from app.store.crypto import sealed
from app.store.db import Model
from app.store.models.people import Client, Organisation, Site, User

_OPEN_OFFER = text("state IN ('queued', 'sent', 'seen', 'asked_coach', 'accepted', 'confirmed')")


class Task(Model):
    """What is ordered. Date, times and places are the plan from which shifts are made.

    `touched_at`: when its orderer last did anything with it; `asked_at`: when the orderer was
    asked whether it is still needed, and has not answered.
    """

    __tablename__ = "task"
    ref: Mapped[str | None] = mapped_column(String(40), unique=True)
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"), index=True)
    site_id: Mapped[UUID] = mapped_column(ForeignKey("site.id"), index=True)
    title: Mapped[str] = mapped_column(String(100))
    description: Mapped[str] = mapped_column(String(2000), default="")
    category: Mapped[Category | None]
    first_on: Mapped[date]
    start_time: Mapped[time]
    end_time: Mapped[time]
    recurrence: Mapped[str] = mapped_column(String(200), default="")
    skip_holidays: Mapped[bool] = mapped_column(default=False, server_default=text("false"))
    places: Mapped[int] = mapped_column(default=1)
    pay_cents_per_hour: Mapped[int | None]
    coach_wanted: Mapped[CoachWanted] = mapped_column(default=CoachWanted.FIRST_SHIFT)
    instructor_along: Mapped[bool] = mapped_column(default=False, server_default=text("false"))
    learner_welcome: Mapped[bool] = mapped_column(default=False, server_default=text("false"))
    engagement_model: Mapped[EngagementModel | None]
    answer_window_hours: Mapped[int] = mapped_column(default=24)
    bring: Mapped[str] = mapped_column(String(300), default="")
    clothes: Mapped[str] = mapped_column(String(200), default="", server_default="")
    place_kind: Mapped[PlaceKind] = mapped_column(
        default=PlaceKind.SITE, server_default=PlaceKind.SITE.value
    )
    passes: Mapped[list[str]] = mapped_column(JSON, default=list)
    languages: Mapped[list[str]] = mapped_column(JSON, default=list)
    contact_name: Mapped[str] = mapped_column(String(100), default="")
    contact_phone_sealed: Mapped[bytes | None]
    contact_phone = sealed()
    state: Mapped[TaskState] = mapped_column(default=TaskState.DRAFT, index=True)
    outcome: Mapped[TaskOutcome | None]
    outcome_reason: Mapped[str] = mapped_column(String(500), default="")
    # Which facts changed last while people had agreed to come, and when.
    news: Mapped[list[str]] = mapped_column(JSON, default=list, server_default=text("'[]'"))
    news_at: Mapped[datetime | None]
    unfilled_because: Mapped[WhyUnfilled | None]
    closed_by: Mapped[ClosedBy | None]
    # The day on which a resting order goes on by itself.
    paused_until: Mapped[date | None]
    request_text: Mapped[str] = mapped_column(String(1000), default="")
    floor_confirmed_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("user.id"))
    created_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("user.id"))
    screened_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("user.id"))
    created_at: Mapped[datetime]
    submitted_at: Mapped[datetime | None]
    opened_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    touched_at: Mapped[datetime | None]
    asked_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)
    organisation: Mapped[Organisation] = relationship(lazy="raise_on_sql")
    site: Mapped[Site] = relationship(lazy="raise_on_sql")
    demands: Mapped[list[Demand]] = relationship(
        lazy="raise_on_sql", cascade="all, delete-orphan", order_by="Demand.scale"
    )
    shifts: Mapped[list[Shift]] = relationship(
        lazy="raise_on_sql", back_populates="task", order_by="Shift.starts_at"
    )


class TaskStep(Model):
    """One step of how a task is done: a picture of the site's own set and one short sentence."""

    __tablename__ = "task_step"
    __table_args__ = (UniqueConstraint("task_id", "position"),)
    task_id: Mapped[UUID] = mapped_column(ForeignKey("task.id", ondelete="CASCADE"))
    position: Mapped[int]
    words: Mapped[str] = mapped_column(String(120))
    picture: Mapped[str] = mapped_column(String(40))


class Demand(Model):
    """What a task asks on one scale, as the level's index. No row means unknown."""

    __tablename__ = "demand"
    __table_args__ = (UniqueConstraint("task_id", "scale"),)
    task_id: Mapped[UUID] = mapped_column(ForeignKey("task.id", ondelete="CASCADE"))
    scale: Mapped[Scale]
    level: Mapped[int]


class Series(Model):
    """A recurrence of a task in local wall time, from which shifts are made ahead.

    On `skips` nobody works although the rule names them; public holidays are among them up to
    `holidays_until`, or nowhere. A change of this and the following times ends a recurrence and
    begins another one of the same task. `stuck_since`: its shifts cannot be made ahead.
    """

    __tablename__ = "series"
    task_id: Mapped[UUID] = mapped_column(ForeignKey("task.id"), index=True)
    first_on: Mapped[date]
    start_time: Mapped[time]
    end_time: Mapped[time]
    recurrence: Mapped[str] = mapped_column(String(200), default="")
    places: Mapped[int] = mapped_column(default=1)
    skips: Mapped[list[str]] = mapped_column(JSON, default=list)
    holidays_until: Mapped[date | None]
    made_until: Mapped[date]
    stuck_since: Mapped[datetime | None]
    split_from_id: Mapped[UUID | None] = mapped_column(ForeignKey("series.id"))
    version: Mapped[int] = mapped_column(default=1)


class Shift(Model):
    """One time of work. `taken` counts the places held by offers and never passes `places`.

    `edited`: changed by itself, so that a change of its recurrence leaves it alone.
    """

    __tablename__ = "shift"
    __table_args__ = (
        UniqueConstraint("series_id", "occurrence_on"),
        CheckConstraint("taken >= 0 AND taken <= places", name="taken"),
        CheckConstraint("starts_at < ends_at", name="order"),
        Index("ix_shift_starts_at", "starts_at"),
    )
    task_id: Mapped[UUID] = mapped_column(ForeignKey("task.id"), index=True)
    series_id: Mapped[UUID] = mapped_column(ForeignKey("series.id"))
    occurrence_on: Mapped[date]
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    places: Mapped[int]
    taken: Mapped[int] = mapped_column(default=0)
    state: Mapped[ShiftState] = mapped_column(default=ShiftState.OPEN, index=True)
    check_in_code: Mapped[str] = mapped_column(String(4), default="")
    edited: Mapped[bool] = mapped_column(default=False)
    cancelled_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("user.id"))
    cancelled_at: Mapped[datetime | None]
    cancel_reason: Mapped[str] = mapped_column(String(300), default="")
    version: Mapped[int] = mapped_column(default=1)
    task: Mapped[Task] = relationship(lazy="raise_on_sql", back_populates="shifts")


class Wave(Model):
    """One round of asking for a shift: how many at once, and when the next round is due."""

    __tablename__ = "wave"
    __table_args__ = (UniqueConstraint("shift_id", "number"),)
    shift_id: Mapped[UUID] = mapped_column(ForeignKey("shift.id"), index=True)
    number: Mapped[int]
    size: Mapped[int]
    window_hours: Mapped[int]
    state: Mapped[WaveState] = mapped_column(default=WaveState.WAITING, index=True)
    created_by_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"))
    created_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    # From then on it begins also beside a round that runs: a dispatcher wants more people asked.
    early_at: Mapped[datetime | None]


class Offer(Model):
    """One task offered to one client for one or more of its shifts.

    `reasons` is the stored judgement (codes and facts) with the rule version and the hash of its
    inputs; `coach_reason` is written when the coach proposes against a limit, or to one of a team
    alone. `asks_anew`: the client had said yes, and the time has changed since.
    """

    __tablename__ = "offer"
    __table_args__ = (Index("ix_offer_state_window", "state", "window_ends_at"),)
    client_id: Mapped[UUID] = mapped_column(ForeignKey("client.id", ondelete="CASCADE"), index=True)
    task_id: Mapped[UUID] = mapped_column(ForeignKey("task.id"), index=True)
    wave_id: Mapped[UUID | None] = mapped_column(ForeignKey("wave.id"), index=True)
    position: Mapped[int] = mapped_column(default=0)
    state: Mapped[OfferState] = mapped_column(default=OfferState.QUEUED)
    coach_reason_sealed: Mapped[bytes | None]
    coach_reason = sealed()
    reasons_sealed: Mapped[bytes | None]
    reasons = sealed()
    rule_version: Mapped[str] = mapped_column(String(40), default="")
    inputs_hash: Mapped[str] = mapped_column(String(64), default="")
    pay_cents: Mapped[int | None]
    asks_anew: Mapped[bool] = mapped_column(default=False)
    created_by_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"))
    created_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    seen_at: Mapped[datetime | None]
    window_ends_at: Mapped[datetime | None]
    answered_at: Mapped[datetime | None]
    answered_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("user.id"))
    answered_how: Mapped[str] = mapped_column(String(20), default="")
    confirmed_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    client: Mapped[Client] = relationship(lazy="raise_on_sql")
    task: Mapped[Task] = relationship(lazy="raise_on_sql")
    shifts: Mapped[list[OfferShift]] = relationship(
        lazy="raise_on_sql", back_populates="offer", order_by="OfferShift.starts_at"
    )


class OfferShift(Model):
    """One shift of an offer; carries the constraints of one open offer and no overlap.

    The times repeat those of the shift so that the database itself can refuse an overlap.
    """

    __tablename__ = "offer_shift"
    __table_args__ = (
        UniqueConstraint("offer_id", "shift_id"),
        Index(
            "uq_offer_shift_open",
            "client_id",
            "shift_id",
            unique=True,
            sqlite_where=_OPEN_OFFER,
            postgresql_where=_OPEN_OFFER,
        ),
        Index("ix_offer_shift_shift_state", "shift_id", "state"),
        Index("ix_offer_shift_client_starts", "client_id", "starts_at"),
    )
    offer_id: Mapped[UUID] = mapped_column(ForeignKey("offer.id", ondelete="CASCADE"))
    client_id: Mapped[UUID] = mapped_column(ForeignKey("client.id", ondelete="CASCADE"))
    shift_id: Mapped[UUID] = mapped_column(ForeignKey("shift.id"))
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    state: Mapped[OfferState] = mapped_column(default=OfferState.QUEUED)
    # When the place that it held was given back last.
    freed_at: Mapped[datetime | None]
    offer: Mapped[Offer] = relationship(lazy="raise_on_sql", back_populates="shifts")
    shift: Mapped[Shift] = relationship(lazy="raise_on_sql")


class Placement(Model):
    """A client at a task: made at the first confirmed shift, active from the first performed."""

    __tablename__ = "placement"
    __table_args__ = (
        Index(
            "uq_placement_open",
            "client_id",
            "task_id",
            unique=True,
            sqlite_where=text("state <> 'ended'"),
            postgresql_where=text("state <> 'ended'"),
        ),
    )
    client_id: Mapped[UUID] = mapped_column(ForeignKey("client.id", ondelete="CASCADE"), index=True)
    task_id: Mapped[UUID] = mapped_column(ForeignKey("task.id"), index=True)
    kind: Mapped[str] = mapped_column(String(20), default="gig")
    state: Mapped[PlacementState] = mapped_column(default=PlacementState.AGREED)
    agreed_at: Mapped[datetime]
    active_from: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    end_reason: Mapped[PlacementEnd | None]


class Attendance(Model):
    """One client on one shift, from the confirmation on. A support signal, never a penalty."""

    __tablename__ = "attendance"
    __table_args__ = (
        UniqueConstraint("offer_shift_id"),
        Index("ix_attendance_shift_id", "shift_id"),
        Index("ix_attendance_client_id", "client_id"),
    )
    offer_shift_id: Mapped[UUID] = mapped_column(ForeignKey("offer_shift.id", ondelete="CASCADE"))
    shift_id: Mapped[UUID] = mapped_column(ForeignKey("shift.id"))
    client_id: Mapped[UUID] = mapped_column(ForeignKey("client.id", ondelete="CASCADE"))
    placement_id: Mapped[UUID] = mapped_column(ForeignKey("placement.id", ondelete="CASCADE"))
    state: Mapped[AttendanceState] = mapped_column(default=AttendanceState.BOOKED, index=True)
    in_at: Mapped[datetime | None]
    in_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("user.id"))
    in_how: Mapped[str] = mapped_column(String(20), default="")
    out_at: Mapped[datetime | None]
    out_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("user.id"))
    late_minutes: Mapped[int] = mapped_column(default=0)
    reason: Mapped[str] = mapped_column(String(40), default="")
    changed_at: Mapped[datetime]
    client: Mapped[Client] = relationship(lazy="raise_on_sql")
    shift: Mapped[Shift] = relationship(lazy="raise_on_sql")


class WorkedHours(Model):
    """The minutes of one attendance. After export only a reversal row may follow."""

    __tablename__ = "worked_hours"
    __table_args__ = (
        Index(
            "uq_worked_hours_live",
            "attendance_id",
            unique=True,
            sqlite_where=text("reverses_id IS NULL AND state <> 'reversed'"),
            postgresql_where=text("reverses_id IS NULL AND state <> 'reversed'"),
        ),
        Index("ix_worked_hours_worked_on", "worked_on"),
        CheckConstraint("agreed_minutes IS NULL OR agreed_minutes >= 0", name="minutes"),
    )
    attendance_id: Mapped[UUID] = mapped_column(ForeignKey("attendance.id", ondelete="CASCADE"))
    client_id: Mapped[UUID] = mapped_column(ForeignKey("client.id", ondelete="CASCADE"), index=True)
    task_id: Mapped[UUID] = mapped_column(ForeignKey("task.id"), index=True)
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"), index=True)
    worked_on: Mapped[date]
    state: Mapped[HoursState] = mapped_column(default=HoursState.PLANNED, index=True)
    planned_minutes: Mapped[int]
    proposed_minutes: Mapped[int | None]
    proposed_by: Mapped[str] = mapped_column(String(20), default="")
    proposed_at: Mapped[datetime | None]
    agreed_minutes: Mapped[int | None]
    agreed_at: Mapped[datetime | None]
    agreed_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("user.id"))
    agreed_how: Mapped[str] = mapped_column(String(20), default="")
    reason: Mapped[str] = mapped_column(String(300), default="")
    pay_cents_per_hour: Mapped[int]
    # As the order had it when the work was done.
    engagement_model: Mapped[EngagementModel | None]
    # By what payroll knows the person, and whether by the first name too, as the row left.
    payroll_reference: Mapped[str] = mapped_column(String(40), default="", server_default="")
    payroll_named: Mapped[bool] = mapped_column(default=True, server_default=text("true"))
    batch_id: Mapped[UUID | None] = mapped_column(ForeignKey("export_batch.id"), index=True)
    reverses_id: Mapped[UUID | None] = mapped_column(ForeignKey("worked_hours.id"), unique=True)
    created_at: Mapped[datetime]
    attendance: Mapped[Attendance] = relationship(lazy="raise_on_sql")
    client: Mapped[Client] = relationship(lazy="raise_on_sql")
    task: Mapped[Task] = relationship(lazy="raise_on_sql")


class ExportBatch(Model):
    """One hand-off of agreed hours to a payroll office."""

    __tablename__ = "export_batch"
    created_at: Mapped[datetime]
    created_by_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"))
    until_on: Mapped[date]
    row_count: Mapped[int]
    facts: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)


class CoachBooking(Model):
    """A coach's presence at a shift. No overlap per coach; travel is checked when booking."""

    __tablename__ = "coach_booking"
    __table_args__ = (
        Index(
            "uq_coach_booking_live",
            "coach_id",
            "shift_id",
            unique=True,
            sqlite_where=text("state IN ('wanted', 'booked')"),
            postgresql_where=text("state IN ('wanted', 'booked')"),
        ),
        Index("ix_coach_booking_coach_starts", "coach_id", "starts_at"),
    )
    coach_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"))
    shift_id: Mapped[UUID] = mapped_column(ForeignKey("shift.id"), index=True)
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    role: Mapped[str] = mapped_column(String(20), default="coach")
    state: Mapped[BookingState] = mapped_column(default=BookingState.BOOKED)
    created_at: Mapped[datetime]
    coach: Mapped[User] = relationship(lazy="raise_on_sql")
    shift: Mapped[Shift] = relationship(lazy="raise_on_sql")


class CoachBookingClient(Model):
    """A client whom a booked coach goes with."""

    __tablename__ = "coach_booking_client"
    __table_args__ = (UniqueConstraint("booking_id", "client_id"),)
    booking_id: Mapped[UUID] = mapped_column(ForeignKey("coach_booking.id", ondelete="CASCADE"))
    client_id: Mapped[UUID] = mapped_column(ForeignKey("client.id", ondelete="CASCADE"), index=True)
