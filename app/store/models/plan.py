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

_RUNNING = text("state = 'running'")


class WeekPlan(Model):
    """One plan of one week: of a unit, or of everybody where the unit is missing.

    `bound` and `value` are the planner's own whole numbers; they are proof, never shown as marks.
    """

    __tablename__ = "week_plan"
    __table_args__ = (
        Index(
            "uq_week_plan_running", "week_on", "unit_id", unique=True,
            sqlite_where=_RUNNING, postgresql_where=_RUNNING,
        ),
        Index("ix_week_plan_unit_week", "unit_id", "week_on"),
    )  # fmt: skip
    week_on: Mapped[date]
    unit_id: Mapped[UUID | None] = mapped_column(ForeignKey("unit.id"))
    state: Mapped[PlanState] = mapped_column(default=PlanState.RUNNING, index=True)
    started_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("user.id"))
    started_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]
    # How far the planner has come: phase, gap in parts per million, people so far.
    progress: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    stop_wanted: Mapped[bool] = mapped_column(default=False)
    # Why it ended: optimal, gap, asked, time; or what kept it from being made.
    ended_by: Mapped[str] = mapped_column(String(40), default="")
    settings: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    rule_version: Mapped[str] = mapped_column(String(20), default="")
    inputs_hash: Mapped[str] = mapped_column(String(64), default="")
    plan_hash: Mapped[str] = mapped_column(String(64), default="")
    value: Mapped[int] = mapped_column(BigInteger, default=0)
    bound: Mapped[int] = mapped_column(BigInteger, default=0)
    certificate: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)


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
