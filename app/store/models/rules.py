"""Dated rules: amounts, floors and settings with their source and checker."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.domain.engagement import Evidence, Party
from app.domain.vocabulary import EngagementModel, PassKind
from app.store.db import Model


class RuleValue(Model):
    """One value of a rule from a date on; the value is text in the rule's own unit.

    Rows don't change. `confirmed`: a second person has checked it against the source. Rows that
    nobody entered came with the site.
    """

    __tablename__ = "rule_value"
    __table_args__ = (UniqueConstraint("key", "valid_from"),)
    key: Mapped[str] = mapped_column(String(80))
    value: Mapped[str] = mapped_column(String(80))
    unit: Mapped[str] = mapped_column(String(40))
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]
    source: Mapped[str] = mapped_column(String(300))
    confirmed: Mapped[bool] = mapped_column(default=False)
    checked_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("user.id"))
    checked_on: Mapped[date | None]
    entered_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("user.id"))
    entered_at: Mapped[datetime | None]
    note: Mapped[str] = mapped_column(String(500), default="")


class WageFloor(Model):
    """The lowest hourly pay of a collective agreement for a category of work, from a date on."""

    __tablename__ = "wage_floor"
    __table_args__ = (UniqueConstraint("agreement", "category", "valid_from"),)
    agreement: Mapped[str] = mapped_column(String(120))
    category: Mapped[str] = mapped_column(String(32), default="")
    cents_per_hour: Mapped[int]
    valid_from: Mapped[date]
    source: Mapped[str] = mapped_column(String(300))
    confirmed: Mapped[bool] = mapped_column(default=False)


class PassRule(Model):
    """When a pass is needed, from a date on."""

    __tablename__ = "pass_rule"
    __table_args__ = (UniqueConstraint("kind", "valid_from"),)
    kind: Mapped[PassKind]
    needed: Mapped[str] = mapped_column(String(32))
    counter_scope: Mapped[str] = mapped_column(String(32), default="")
    valid_from: Mapped[date]
    source: Mapped[str] = mapped_column(String(300))


class EngagementVersion(Model):
    """Who employs, pays, invoices and directs in one way of engaging, from a date on.

    Rows don't change. `confirmed`: a second person has checked it against the source. Rows that
    nobody entered came with the site.
    """

    __tablename__ = "engagement_version"
    __table_args__ = (UniqueConstraint("model", "valid_from"),)
    model: Mapped[EngagementModel]
    employs: Mapped[Party]
    pays: Mapped[Party]
    invoices: Mapped[Party]
    directs: Mapped[Party]
    needs_agreement: Mapped[bool]
    evidence: Mapped[Evidence]
    valid_from: Mapped[date]
    source: Mapped[str] = mapped_column(String(300))
    confirmed: Mapped[bool] = mapped_column(default=False)
    checked_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("user.id"))
    checked_on: Mapped[date | None]
    entered_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("user.id"))
    entered_at: Mapped[datetime | None]
    note: Mapped[str] = mapped_column(String(500), default="")


class MessageTemplate(Model):
    """One version of a letter's words in a language; the highest number is in use.

    Rows don't change. Not `own`: from here on the letter has the words of the house again.
    """

    __tablename__ = "message_template"
    __table_args__ = (UniqueConstraint("letter", "language", "number"),)
    letter: Mapped[str] = mapped_column(String(80))
    language: Mapped[str] = mapped_column(String(16))
    number: Mapped[int]
    own: Mapped[bool]
    subject: Mapped[str] = mapped_column(String(200), default="")
    body: Mapped[str] = mapped_column(Text, default="")
    sms: Mapped[str] = mapped_column(Text, default="")
    written_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("user.id"))
    written_at: Mapped[datetime]
