"""Workplaces a unit's coaches visit: who was met, what was promised, which work is thought of."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.domain.employers import NAME_LENGTH, ContactWay, IdeaStage, Promiser
from app.domain.vocabulary import Category
from app.store.crypto import sealed
from app.store.db import Model
from app.store.models.people import Organisation, User


class Employer(Model):
    """A workplace of one unit's list: one that orders here, or one that doesn't yet."""

    __tablename__ = "employer"
    __table_args__ = (
        UniqueConstraint("unit_id", "name"),
        UniqueConstraint("unit_id", "organisation_id"),
    )
    unit_id: Mapped[UUID] = mapped_column(ForeignKey("unit.id"))
    organisation_id: Mapped[UUID | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    name: Mapped[str] = mapped_column(String(NAME_LENGTH))
    area: Mapped[str] = mapped_column(String(NAME_LENGTH), default="")
    people_sealed: Mapped[bytes | None]
    people = sealed()
    next_on: Mapped[date | None]
    next_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("user.id"))
    created_at: Mapped[datetime]
    created_by_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"))
    version: Mapped[int] = mapped_column(default=1)
    organisation: Mapped[Organisation | None] = relationship(lazy="raise_on_sql")
    next_by: Mapped[User | None] = relationship(lazy="raise_on_sql", foreign_keys=[next_by_id])


class EmployerContact(Model):
    """One meeting or call. A later text replaces an earlier one, which stays with its day."""

    __tablename__ = "employer_contact"
    __table_args__ = (
        UniqueConstraint("draft_key"),
        Index("ix_employer_contact_coach_happened", "coach_id", "happened_on"),
        Index("ix_employer_contact_employer_happened", "employer_id", "happened_on"),
    )
    employer_id: Mapped[UUID] = mapped_column(ForeignKey("employer.id"))
    coach_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"))
    way: Mapped[ContactWay]
    happened_on: Mapped[date]
    with_whom_sealed: Mapped[bytes | None]
    with_whom = sealed()
    learned_sealed: Mapped[bytes | None]
    learned = sealed()
    draft_key: Mapped[UUID]
    written_at: Mapped[datetime]
    replaces_id: Mapped[UUID | None] = mapped_column(ForeignKey("employer_contact.id"), index=True)
    replaced_at: Mapped[datetime | None]


class EmployerContactClient(Model):
    """For which client a contact was, and which wish of the client it followed."""

    __tablename__ = "employer_contact_client"
    __table_args__ = (UniqueConstraint("contact_id", "client_id"),)
    contact_id: Mapped[UUID] = mapped_column(ForeignKey("employer_contact.id", ondelete="CASCADE"))
    client_id: Mapped[UUID] = mapped_column(ForeignKey("client.id", ondelete="CASCADE"), index=True)
    wish: Mapped[Category | None]


class EmployerPromise(Model):
    """What we promised a workplace or it promised us, by a day."""

    __tablename__ = "employer_promise"
    __table_args__ = (Index("ix_employer_promise_employer", "employer_id", "due_on"),)
    employer_id: Mapped[UUID] = mapped_column(ForeignKey("employer.id"))
    whose: Mapped[Promiser]
    words_sealed: Mapped[bytes | None]
    words = sealed()
    due_on: Mapped[date]
    made_at: Mapped[datetime]
    made_by_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"))
    kept_at: Mapped[datetime | None]
    kept_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("user.id"))


class WorkIdea(Model):
    """Work that a coach and a workplace think of together, before it is ordered."""

    __tablename__ = "work_idea"
    __table_args__ = (
        Index(
            "uq_work_idea_words", "employer_id", "words", unique=True,
            sqlite_where=text("stage <> 'let_go'"), postgresql_where=text("stage <> 'let_go'"),
        ),
    )  # fmt: skip
    employer_id: Mapped[UUID] = mapped_column(ForeignKey("employer.id"))
    words: Mapped[str] = mapped_column(String(NAME_LENGTH))
    stage: Mapped[IdeaStage] = mapped_column(default=IdeaStage.IDEA)
    changed_at: Mapped[datetime]
    changed_by_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"))
