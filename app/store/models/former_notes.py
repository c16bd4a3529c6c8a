"""What a support note said before its writer corrected it or took it back."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, UniqueConstraint
from sqlalchemy import text as sql_text
from sqlalchemy.orm import Mapped, mapped_column

from app.domain.vocabulary import SupportKind, SupportPlace
from app.store.crypto import sealed
from app.store.db import Model


class FormerNote(Model):
    """A text that holds no more. `contact_id` is the note's; one taken back has no note left.

    What holds stands in `support_contact` alone, so whatever counts support reads only that.
    """

    __tablename__ = "former_note"
    __table_args__ = (UniqueConstraint("contact_id", "written_at"),)
    contact_id: Mapped[UUID]
    client_id: Mapped[UUID] = mapped_column(ForeignKey("client.id", ondelete="CASCADE"), index=True)
    coach_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"), index=True)
    draft_key: Mapped[UUID] = mapped_column(index=True)
    visit_id: Mapped[UUID]
    minutes: Mapped[int]
    kind: Mapped[SupportKind]
    place: Mapped[SupportPlace]
    text_sealed: Mapped[bytes | None]
    text = sealed()
    helpers: Mapped[list[str]] = mapped_column(JSON, default=list, server_default=sql_text("'[]'"))
    happened_at: Mapped[datetime]
    written_at: Mapped[datetime]
    replaced_at: Mapped[datetime]
    # Why it was taken back; nothing where another text took its place.
    withdrawn: Mapped[bool] = mapped_column(default=False)
    reason_sealed: Mapped[bytes | None]
    reason = sealed()
