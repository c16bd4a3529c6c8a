"""What a client decides and says beside work: who may know what, how things are, and thanks."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from app.domain.disclosures import Item
from app.domain.onward import Onward, OnwardOutcome
from app.domain.shift_feedback import Again, Feeling, Side
from app.domain.thanks import Thank
from app.store.crypto import sealed
from app.store.db import Model

_FOR_ALL = text("organisation_id IS NULL")
_WAITS = text("settled_at IS NULL")


class Disclosure(Model):
    """A client's word on whether one thing may be told; without an organisation, to all.

    `words` is what was allowed to be told where the item is the client's own words: a later
    change of them has to be allowed anew.
    """

    __tablename__ = "disclosure"
    __table_args__ = (
        UniqueConstraint("client_id", "organisation_id", "item"),
        Index(
            "uq_disclosure_for_all", "client_id", "item", unique=True,
            sqlite_where=_FOR_ALL, postgresql_where=_FOR_ALL,
        ),
    )  # fmt: skip
    client_id: Mapped[UUID] = mapped_column(ForeignKey("client.id", ondelete="CASCADE"))
    organisation_id: Mapped[UUID | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    item: Mapped[Item]
    allowed: Mapped[bool]
    words_sealed: Mapped[bytes | None]
    words = sealed()
    decided_at: Mapped[datetime]


class SelfCheck(Model):
    """How a client said to be doing on one day: a face for each question that was answered."""

    __tablename__ = "self_check"
    __table_args__ = (UniqueConstraint("client_id", "said_on"),)
    client_id: Mapped[UUID] = mapped_column(ForeignKey("client.id", ondelete="CASCADE"))
    said_on: Mapped[date]
    answers_sealed: Mapped[bytes | None]
    answers = sealed()
    said_at: Mapped[datetime]


class ThankYou(Model):
    """One thing a workplace thanked a client for after a shift."""

    __tablename__ = "thank_you"
    __table_args__ = (UniqueConstraint("attendance_id", "thank"),)
    attendance_id: Mapped[UUID] = mapped_column(ForeignKey("attendance.id", ondelete="CASCADE"))
    client_id: Mapped[UUID] = mapped_column(ForeignKey("client.id", ondelete="CASCADE"), index=True)
    thank: Mapped[Thank]
    given_by_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"))
    given_at: Mapped[datetime]


class ShiftFeedback(Model):
    """How a workplace said that one shift of one client went.

    `text` is for the coach alone until the coach passes it on.
    """

    __tablename__ = "shift_feedback"
    __table_args__ = (UniqueConstraint("attendance_id"),)
    attendance_id: Mapped[UUID] = mapped_column(ForeignKey("attendance.id", ondelete="CASCADE"))
    client_id: Mapped[UUID] = mapped_column(ForeignKey("client.id", ondelete="CASCADE"), index=True)
    feeling: Mapped[Feeling]
    text_sealed: Mapped[bytes | None]
    text = sealed()
    given_by_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"))
    given_at: Mapped[datetime]
    passed_on_at: Mapped[datetime | None]
    passed_on_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("user.id"))


class PairWish(Model):
    """Whether a client and an organisation would meet again, by one's word; the coach's alone.

    An orderer's wish is something to think about, never a rule; a client's "not here" is an own
    limit and stands as a `BlockedPair` besides.
    """

    __tablename__ = "pair_wish"
    __table_args__ = (UniqueConstraint("client_id", "organisation_id", "side"),)
    client_id: Mapped[UUID] = mapped_column(ForeignKey("client.id", ondelete="CASCADE"))
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"), index=True)
    side: Mapped[Side]
    again: Mapped[Again]
    said_at: Mapped[datetime]


class OnwardWish(Model):
    """What a workplace would go on with after a shift, and what the coach noted of it.

    It binds nobody. Of each client at an order one wish waits at a time.
    """

    __tablename__ = "onward_wish"
    __table_args__ = (
        Index(
            "uq_onward_wish_waits", "placement_id", unique=True,
            sqlite_where=_WAITS, postgresql_where=_WAITS,
        ),
    )  # fmt: skip
    placement_id: Mapped[UUID] = mapped_column(ForeignKey("placement.id", ondelete="CASCADE"))
    client_id: Mapped[UUID] = mapped_column(ForeignKey("client.id", ondelete="CASCADE"), index=True)
    kind: Mapped[Onward]
    told_by_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"))
    told_at: Mapped[datetime]
    outcome: Mapped[OnwardOutcome | None]
    outcome_at: Mapped[datetime | None]
    outcome_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("user.id"))
    settled_at: Mapped[datetime | None]
