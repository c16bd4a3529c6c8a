"""The feed of changes from which every process keeps its columns of clients and shifts."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import BigInteger, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from app.store.db import Model


class MatchChange(Model):
    """That something changed which the matcher knows. Says who or what, never how.

    `seq` grows in the order of commits, so whoever has read up to a row has missed nothing before
    it. The row's own id tells one feed from another: after a restore, or when the demo is built
    anew, the row one had read up to is not there any more.
    """

    __tablename__ = "match_change"
    seq: Mapped[int] = mapped_column(BigInteger, unique=True)
    kind: Mapped[str] = mapped_column(String(12))
    subject_id: Mapped[UUID | None] = mapped_column(Uuid())
