"""Plans: who could work where next week, as a proposal that people accept or not."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from app.domain.lifecycle import PlanRowState, PlanState
from app.store.crypto import sealed
from app.store.db import Model
from app.store.models.people import NAME_LENGTH

_RUNNING = text("state = 'running'")


class WeekPlan(Model):
    """One plan of one week: of a unit, of the units of an area, or of all where both are missing.

    `scope` says the same in one word, for the constraint: one plan of a scope and week is made at a
    time. `bound` and `value` are the planner's own whole numbers; they are proof, never shown as
    marks.
    """

    __tablename__ = "week_plan"
    __table_args__ = (
        Index(
            "uq_week_plan_running", "week_on", "scope", unique=True,
            sqlite_where=_RUNNING, postgresql_where=_RUNNING,
        ),
        Index("ix_week_plan_unit_week", "unit_id", "week_on"),
    )  # fmt: skip
    week_on: Mapped[date]
    unit_id: Mapped[UUID | None] = mapped_column(ForeignKey("unit.id"))
    area: Mapped[str] = mapped_column(String(NAME_LENGTH), default="")
    scope: Mapped[str] = mapped_column(String(NAME_LENGTH + 20), default="all")
    state: Mapped[PlanState] = mapped_column(default=PlanState.RUNNING, index=True)
    started_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("user.id"))
    started_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]
    # How far the planner has come: phase, gap in parts per million, people so far.
    progress: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    stop_wanted: Mapped[bool] = mapped_column(default=False)
    # Who is at it and until when others keep away; how often it was begun.
    claimed_by: Mapped[str] = mapped_column(String(80), default="")
    claimed_until: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(default=0)
    # Cancellations up to here have been looked at.
    mended_at: Mapped[datetime | None]
    # Why it ended: optimal, gap, sweeps, nodes, stopped; or what kept it from being made.
    ended_by: Mapped[str] = mapped_column(String(40), default="")
    settings: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    rule_version: Mapped[str] = mapped_column(String(20), default="")
    inputs_hash: Mapped[str] = mapped_column(String(64), default="")
    plan_hash: Mapped[str] = mapped_column(String(64), default="")
    value: Mapped[int] = mapped_column(BigInteger, default=0)
    bound: Mapped[int] = mapped_column(BigInteger, default=0)
    certificate: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)

    @property
    def gap(self) -> int:
        """How far from the best it may be, in parts per million, rounded up; 0 is the best."""
        scale: int = self.certificate.get("scale", 1)
        over = self.bound // scale - self.value
        return -(-over * 1_000_000 // max(self.value, 1)) if over > 0 else 0


class PlanProof(Model):
    """The week as the planner had it, so that its proof can be checked when the week has moved on.

    Sealed, since it holds people's own ceilings; apart from the plan, so that lists stay light.
    """

    __tablename__ = "plan_proof"
    plan_id: Mapped[UUID] = mapped_column(
        ForeignKey("week_plan.id", ondelete="CASCADE"), unique=True
    )
    week_on: Mapped[date]
    week_sealed: Mapped[bytes]


class PlanRow(Model):
    """One line of a plan: a client on a shift.

    Without a shift it says why the client has none; without a client, why places stay open.
    """

    __tablename__ = "plan_row"
    __table_args__ = (Index("ix_plan_row_plan_shift", "plan_id", "shift_id"),)
    plan_id: Mapped[UUID] = mapped_column(ForeignKey("week_plan.id", ondelete="CASCADE"))
    client_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("client.id", ondelete="CASCADE"), index=True
    )
    shift_id: Mapped[UUID | None] = mapped_column(ForeignKey("shift.id"))
    state: Mapped[PlanRowState] = mapped_column(default=PlanRowState.PROPOSED)
    pinned: Mapped[bool] = mapped_column(default=False)
    # Proposed later, after somebody had cancelled; no part of what the plan's proof speaks of.
    mended: Mapped[bool] = mapped_column(default=False)
    places: Mapped[int] = mapped_column(default=0)
    reason: Mapped[str] = mapped_column(String(40), default="")
    facts: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    # Why it fits, as it is stored with an offer: it may hold the client's own words.
    why_sealed: Mapped[bytes | None]
    why = sealed()
    offer_id: Mapped[UUID | None] = mapped_column(ForeignKey("offer.id", ondelete="SET NULL"))


class Pin(Model):
    """A coach's fixed yes or no for a client and a shift, kept by every plan, with the reason."""

    __tablename__ = "pin"
    __table_args__ = (UniqueConstraint("client_id", "shift_id"),)
    client_id: Mapped[UUID] = mapped_column(ForeignKey("client.id", ondelete="CASCADE"))
    shift_id: Mapped[UUID] = mapped_column(ForeignKey("shift.id"), index=True)
    wanted: Mapped[bool]
    reason_sealed: Mapped[bytes | None]
    reason = sealed()
    by_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"))
    at: Mapped[datetime]
