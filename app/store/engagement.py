"""Ways of engaging as dated rows: who answers for what on a day, and who says so."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from sqlalchemy import delete, select
from sqlalchemy.orm import aliased

from app.domain.engagement import Responsibility, model_on
from app.domain.errors import Missing
from app.domain.vocabulary import EngagementModel
from app.store.db import db
from app.store.models.people import User
from app.store.models.rules import EngagementVersion

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID


def list_versions() -> list[Responsibility]:
    """Every version of every way of engaging."""
    return [_plain(row) for row in db.session.scalars(select(EngagementVersion))]


def find_responsibility(model: EngagementModel | None, *, on: date) -> Responsibility | None:
    """Who answers for what on the day of the work; None where nobody has said."""
    return None if model is None else model_on(list_versions(), model, on)


def _plain(row: EngagementVersion) -> Responsibility:
    return Responsibility(
        row.model, row.employs, row.pays, row.invoices, row.directs, row.needs_agreement,
        row.evidence, row.valid_from, row.source, row.confirmed, row.entered_by_id is None,
    )  # fmt: skip


@dataclass(frozen=True)
class KeptVersion:
    """A version as the administrator reads it, with the first names of who wrote and checked."""

    id: UUID
    row: Responsibility
    entered_by: str
    entered_by_id: UUID | None
    checked_by: str
    checked_on: date | None
    note: str


def list_kept() -> dict[EngagementModel, list[KeptVersion]]:
    """Every version by its way of engaging, the newest first."""
    entered, checked = aliased(User), aliased(User)
    rows = db.session.execute(
        select(EngagementVersion, entered.first_name, checked.first_name)
        .outerjoin(entered, entered.id == EngagementVersion.entered_by_id)
        .outerjoin(checked, checked.id == EngagementVersion.checked_by_id)
        .order_by(EngagementVersion.valid_from.desc())
    )
    kept: dict[EngagementModel, list[KeptVersion]] = {model: [] for model in EngagementModel}
    for row, entered_by, checked_by in rows:
        one = KeptVersion(
            row.id, _plain(row), entered_by or "", row.entered_by_id, checked_by or "",
            row.checked_on, row.note,
        )  # fmt: skip
        kept[row.model].append(one)
    return kept


def is_dated(model: EngagementModel, valid_from: date) -> bool:
    """Whether a version of the way begins on this day already."""
    same = select(EngagementVersion.id).where(
        EngagementVersion.model == model, EngagementVersion.valid_from == valid_from
    )
    return db.session.scalar(same) is not None


def get_version(version_id: UUID) -> EngagementVersion:
    """One row. Raises: Missing."""
    row = db.session.get(EngagementVersion, version_id, with_for_update=True)
    if row is None:
        raise Missing
    return row


def add(row: Responsibility, *, by_id: UUID | None, now: datetime) -> UUID:
    """Write a version that waits to be checked; returns its id."""
    values = asdict(row)
    values.pop("came_with_site")
    kept = EngagementVersion(**values, entered_by_id=by_id, entered_at=now)
    db.session.add(kept)
    db.session.flush()
    return kept.id


def confirm(row: EngagementVersion, *, by_id: UUID | None, on: date) -> None:
    """A second person has checked the version."""
    row.confirmed, row.checked_by_id, row.checked_on = True, by_id, on
    db.session.flush()


def remove(version_id: UUID) -> None:
    """Take a version away."""
    db.session.execute(delete(EngagementVersion).where(EngagementVersion.id == version_id))
