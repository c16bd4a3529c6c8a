"""The dispatcher's own board: filters with a name, and acts on several orders at once."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from app.domain.bulk import BulkKind
from app.store.db import Model


class SavedFilter(Model):
    """A way of looking at the board to which somebody has given a name; nobody else sees it."""

    __tablename__ = "saved_filter"
    __table_args__ = (UniqueConstraint("user_id", "name"),)
    user_id: Mapped[UUID] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(40))
    state: Mapped[str] = mapped_column(String(16), default="")
    search: Mapped[str] = mapped_column(String(100), default="")
    made_at: Mapped[datetime]


class BulkAct(Model):
    """One act on several orders or shifts, kept so that it can be undone."""

    __tablename__ = "bulk_act"
    kind: Mapped[BulkKind]
    by_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"), index=True)
    done_at: Mapped[datetime]
    undone_at: Mapped[datetime | None]


class BulkPart(Model):
    """One of them. `letters`: how the keys of the letters begin that wait until it is sure."""

    __tablename__ = "bulk_part"
    act_id: Mapped[UUID] = mapped_column(ForeignKey("bulk_act.id", ondelete="CASCADE"), index=True)
    task_id: Mapped[UUID] = mapped_column(ForeignKey("task.id"), index=True)
    wave_id: Mapped[UUID | None] = mapped_column(ForeignKey("wave.id"), index=True)
    letters: Mapped[list[str]] = mapped_column(JSON, default=list, server_default=text("'[]'"))
    undone: Mapped[bool] = mapped_column(default=False)
