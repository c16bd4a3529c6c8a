"""What of an order stands on an open page, by the orderer's own choice."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.store.db import Model
from app.store.models.work import Task


class PublicTask(Model):
    """An order on an open page; its own id is the address, so that the order's is told nobody.

    `place` is as coarse as the orderer wrote it; `facts` are what else may be told. Ended, it stays
    so that its address can say that it is over.
    """

    __tablename__ = "public_task"
    task_id: Mapped[UUID] = mapped_column(ForeignKey("task.id"), unique=True)
    place: Mapped[str] = mapped_column(String(100))
    facts: Mapped[list[str]] = mapped_column(JSON, default=list)
    published_at: Mapped[datetime]
    published_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("user.id"))
    ended_at: Mapped[datetime | None]
    task: Mapped[Task] = relationship(lazy="raise_on_sql")
