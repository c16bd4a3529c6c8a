"""What the terms of an order were before they changed."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.domain.vocabulary import PlaceKind
from app.store.db import Model
from app.store.models.people import Site


class FormerTerms(Model):
    """What held of an order until its pay, place or demands changed at `until_at`.

    What had begun by then keeps these; whoever is asked anew sees them beside the new ones. No row
    tells who changed them: the trail does. Units: cents per hour, level indexes.
    """

    __tablename__ = "former_terms"
    __table_args__ = (Index("ix_former_terms_task_until", "task_id", "until_at"),)
    task_id: Mapped[UUID] = mapped_column(ForeignKey("task.id", ondelete="CASCADE"))
    until_at: Mapped[datetime]
    pay_cents_per_hour: Mapped[int]
    site_id: Mapped[UUID] = mapped_column(ForeignKey("site.id"))
    place_kind: Mapped[PlaceKind]
    demands: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    passes: Mapped[list[str]] = mapped_column(JSON, default=list)
    site: Mapped[Site] = relationship(lazy="raise_on_sql")
