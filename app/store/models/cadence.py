"""The follow-along plan: its dated steps, one client's plan, the contacts it asks for."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.domain.cadence import Pace, PlanKind, StepKey
from app.domain.lifecycle import DueState
from app.store.crypto import sealed
from app.store.db import Model
from app.store.models.work import Attendance


class CadenceTemplate(Model):
    """One step of the usual plan from a date on. Rows don't change; plans keep those they began by.

    `checked_at`: a second person has checked it against the source. Rows that nobody entered came
    with the site.
    """

    __tablename__ = "cadence_template"
    __table_args__ = (
        UniqueConstraint("kind", "step", "valid_from"),
        CheckConstraint("last_day >= first_day", name="days"),
    )
    kind: Mapped[PlanKind]
    step: Mapped[StepKey]
    first_day: Mapped[int]
    last_day: Mapped[int]
    every_days: Mapped[int] = mapped_column(default=0)
    every_months: Mapped[int] = mapped_column(default=0)
    every_shifts: Mapped[int] = mapped_column(default=0)
    times: Mapped[int] = mapped_column(default=1)
    face_to_face: Mapped[bool] = mapped_column(default=False)
    in_use: Mapped[bool] = mapped_column(default=True)
    valid_from: Mapped[date]
    source: Mapped[str] = mapped_column(String(300))
    checked_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("user.id"))
    checked_at: Mapped[datetime | None]
    entered_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("user.id"))
    entered_at: Mapped[datetime | None]


class SupportPlan(Model):
    """The follow-along of one placement: by its shifts, or as a job that begins and ends.

    `shifts_seen` and `seen_at` say what work the contacts were last reckoned from.
    """

    __tablename__ = "support_plan"
    __table_args__ = (
        UniqueConstraint("placement_id", "kind"),
        Index("ix_support_plan_client_id", "client_id"),
    )
    placement_id: Mapped[UUID] = mapped_column(ForeignKey("placement.id", ondelete="CASCADE"))
    client_id: Mapped[UUID] = mapped_column(ForeignKey("client.id", ondelete="CASCADE"))
    kind: Mapped[PlanKind]
    starts_on: Mapped[date]
    ended_on: Mapped[date | None]
    agreed_at: Mapped[datetime]
    shifts_seen: Mapped[int] = mapped_column(default=0)
    seen_at: Mapped[datetime]


class PlanPace(Model):
    """A client's own rhythm of one step, with why."""

    __tablename__ = "plan_pace"
    __table_args__ = (UniqueConstraint("plan_id", "step"),)
    plan_id: Mapped[UUID] = mapped_column(ForeignKey("support_plan.id", ondelete="CASCADE"))
    step: Mapped[StepKey]
    pace: Mapped[Pace]
    from_on: Mapped[date]
    reason_sealed: Mapped[bytes | None]
    reason = sealed()
    changed_by_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"))
    changed_at: Mapped[datetime]


class PlanPause(Model):
    """Days on which a plan rests, with why. Both days are part of it."""

    __tablename__ = "plan_pause"
    __table_args__ = (
        Index("ix_plan_pause_plan_id", "plan_id"),
        CheckConstraint("until_on IS NULL OR until_on >= from_on", name="days"),
    )
    plan_id: Mapped[UUID] = mapped_column(ForeignKey("support_plan.id", ondelete="CASCADE"))
    from_on: Mapped[date]
    until_on: Mapped[date | None]
    reason_sealed: Mapped[bytes | None]
    reason = sealed()
    paused_by_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"))


class DueContact(Model):
    """One contact that a plan asks for, and what came of it.

    `told`: how far a late one has been told of: 1 the coach, 2 a substitute, 3 the manager;
    `substitute_id`: the colleague who was told.
    """

    __tablename__ = "due_contact"
    __table_args__ = (
        UniqueConstraint("plan_id", "step", "number"),
        Index("ix_due_contact_client_id_state_to_on", "client_id", "state", "to_on"),
        Index("ix_due_contact_state_to_on", "state", "to_on"),
        CheckConstraint("to_on >= from_on", name="window"),
    )
    plan_id: Mapped[UUID] = mapped_column(ForeignKey("support_plan.id", ondelete="CASCADE"))
    client_id: Mapped[UUID] = mapped_column(ForeignKey("client.id", ondelete="CASCADE"))
    step: Mapped[StepKey]
    number: Mapped[int]
    from_on: Mapped[date]
    to_on: Mapped[date]
    moved_to: Mapped[date | None]
    employer: Mapped[bool]
    face_to_face: Mapped[bool]
    state: Mapped[DueState] = mapped_column(default=DueState.DUE)
    settled_on: Mapped[date | None]
    settled_at: Mapped[datetime | None]
    settled_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("user.id"))
    contact_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("support_contact.id", ondelete="SET NULL"), index=True
    )
    reason_sealed: Mapped[bytes | None]
    reason = sealed()
    told: Mapped[int] = mapped_column(default=0)
    substitute_id: Mapped[UUID | None] = mapped_column(ForeignKey("user.id"), index=True)


# The work of a placement that is new since its plan was last reckoned.
Index("ix_attendance_placement_id_changed_at", Attendance.placement_id, Attendance.changed_at)
