"""Agreements with employers, by whose references payroll knows people."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from app.store.db import Model


class WorkAgreement(Model):
    """A client's agreement with an employer; payroll knows the person by its reference.

    `employer_key`: one employer for all work of a way of engaging, or an orderer of its own.
    `name_released`: the client lets the employer have the first name beside the reference.
    """

    __tablename__ = "work_agreement"
    __table_args__ = (
        Index(
            "uq_work_agreement_open",
            "client_id",
            "employer_key",
            unique=True,
            sqlite_where=text("to_on IS NULL"),
            postgresql_where=text("to_on IS NULL"),
        ),
        CheckConstraint("to_on IS NULL OR to_on >= from_on", name="days"),
    )
    client_id: Mapped[UUID] = mapped_column(ForeignKey("client.id", ondelete="CASCADE"), index=True)
    employer_key: Mapped[str] = mapped_column(String(80))
    external_reference: Mapped[str] = mapped_column(String(40))
    from_on: Mapped[date]
    to_on: Mapped[date | None]
    name_released: Mapped[bool] = mapped_column(default=False)
    made_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("user.id"))
    made_at: Mapped[datetime]
