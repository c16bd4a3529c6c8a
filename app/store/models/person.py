"""What a client and the coach have agreed on together: goals, what helps, what is to be seen to."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.domain.lifecycle import GoalState
from app.domain.readiness import ReadyState, ReadyThing
from app.store.crypto import sealed
from app.store.db import Model


class Goal(Model):
    """A goal in the client's own words; one that was changed stays, and the new one names it."""

    __tablename__ = "goal"
    __table_args__ = (Index("ix_goal_client_state", "client_id", "state"),)
    client_id: Mapped[UUID] = mapped_column(ForeignKey("client.id", ondelete="CASCADE"))
    words_sealed: Mapped[bytes | None]
    words = sealed()
    state: Mapped[GoalState] = mapped_column(default=GoalState.OPEN)
    review_on: Mapped[date]
    instead_of_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("goal.id", ondelete="SET NULL"), index=True
    )
    said_at: Mapped[datetime]
    # Who wrote it down; the words are the client's.
    written_by_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"))
    closed_at: Mapped[datetime | None]


class ReadinessItem(Model):
    """One thing to see to before paid work, by when, and who said that it is in order."""

    __tablename__ = "readiness_item"
    __table_args__ = (UniqueConstraint("client_id", "thing"),)
    client_id: Mapped[UUID] = mapped_column(ForeignKey("client.id", ondelete="CASCADE"))
    thing: Mapped[ReadyThing]
    state: Mapped[ReadyState] = mapped_column(default=ReadyState.TO_DO)
    note_sealed: Mapped[bytes | None]
    note = sealed()
    needed_by: Mapped[date | None]
    changed_at: Mapped[datetime]
    changed_by_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"))


class VocationalProfile(Model):
    """What was learned from a job, in words; a later one is a new version and the old one stays."""

    __tablename__ = "vocational_profile"
    __table_args__ = (
        UniqueConstraint("placement_id", "version"),
        Index("ix_vocational_profile_client_written", "client_id", "written_at"),
    )
    client_id: Mapped[UUID] = mapped_column(ForeignKey("client.id", ondelete="CASCADE"))
    placement_id: Mapped[UUID] = mapped_column(ForeignKey("placement.id", ondelete="CASCADE"))
    version: Mapped[int]
    went_well_sealed: Mapped[bytes | None]
    went_well = sealed()
    was_hard_sealed: Mapped[bytes | None]
    was_hard = sealed()
    helped_sealed: Mapped[bytes | None]
    helped = sealed()
    look_for_sealed: Mapped[bytes | None]
    look_for = sealed()
    # The job had ended by then: what is asked again when it ends is not asked twice.
    after_end: Mapped[bool]
    written_at: Mapped[datetime]
    written_by_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"))


class WhatHelps(Model):
    """What helps a client at work and what must change, as written for the client to read."""

    __tablename__ = "what_helps"
    client_id: Mapped[UUID] = mapped_column(
        ForeignKey("client.id", ondelete="CASCADE"), unique=True
    )
    helps_sealed: Mapped[bytes | None]
    helps = sealed()
    must_change_sealed: Mapped[bytes | None]
    must_change = sealed()
    written_at: Mapped[datetime]
    written_by_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"))
