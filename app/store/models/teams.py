"""Teams: clients who learn a work beside each other, with the coach who goes along."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.store.db import Model


class Team(Model):
    """Clients of one unit who work as a pair or a few. `ref` is the sender's own key.

    `goes_together`: they take a shift together or not at all.
    """

    __tablename__ = "team"
    ref: Mapped[str | None] = mapped_column(String(40), unique=True)
    unit_id: Mapped[UUID] = mapped_column(ForeignKey("unit.id"), index=True)
    name: Mapped[str] = mapped_column(String(100))
    coach_id: Mapped[UUID | None] = mapped_column(ForeignKey("user.id"))
    goes_together: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[datetime]


class TeamMember(Model):
    """A client of a team; nobody is in two."""

    __tablename__ = "team_member"
    __table_args__ = (UniqueConstraint("client_id"),)
    team_id: Mapped[UUID] = mapped_column(ForeignKey("team.id", ondelete="CASCADE"), index=True)
    client_id: Mapped[UUID] = mapped_column(ForeignKey("client.id", ondelete="CASCADE"))
