"""Money beside the pay: what a client was shown of an offer, and allowances that are no wage."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from app.domain.vocabulary import AllowanceKind
from app.store.crypto import sealed
from app.store.db import Model


class ShownMoney(Model):
    """The money lines of an offer as the client saw them: inputs, rule rows, outcome; sealed.

    A row is added when they are first shown and whenever they have changed since; none changes.
    """

    __tablename__ = "shown_money"
    __table_args__ = (Index("ix_shown_money_offer_shown", "offer_id", "shown_at"),)
    offer_id: Mapped[UUID] = mapped_column(ForeignKey("offer.id", ondelete="CASCADE"))
    client_id: Mapped[UUID] = mapped_column(ForeignKey("client.id", ondelete="CASCADE"), index=True)
    shown_at: Mapped[datetime]
    facts_sealed: Mapped[bytes]
    facts = sealed()


class AllowanceEntry(Model):
    """Money of one month that is no wage: työosuusraha or kulukorvaus. Units: cents, days."""

    __tablename__ = "allowance_entry"
    __table_args__ = (
        Index("ix_allowance_entry_client_month", "client_id", "month_on"),
        CheckConstraint("cents > 0 AND (days IS NULL OR days > 0)", name="amount"),
    )
    client_id: Mapped[UUID] = mapped_column(ForeignKey("client.id", ondelete="CASCADE"))
    kind: Mapped[AllowanceKind]
    month_on: Mapped[date]
    days: Mapped[int | None]
    cents: Mapped[int]
    entered_by_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"))
    entered_at: Mapped[datetime]
