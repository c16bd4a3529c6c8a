"""The usual steps of a follow-along plan as dated rows, and who says so."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from sqlalchemy import delete, select
from sqlalchemy.orm import aliased

from app.domain.cadence import PlanKind, StepKey, StepRule
from app.domain.errors import Missing
from app.store.db import db
from app.store.models.cadence import CadenceTemplate
from app.store.models.people import User

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime
    from uuid import UUID


def _rule(row: CadenceTemplate) -> StepRule:
    return StepRule(
        row.kind, row.step, row.first_day, row.last_day, row.every_days, row.every_months,
        row.every_shifts, row.times, row.face_to_face, row.in_use,
    )  # fmt: skip


@dataclass(frozen=True)
class KeptStep:
    """A row as the administrator reads it, with the first names of who entered and checked it."""

    id: UUID
    rule: StepRule
    valid_from: date
    source: str
    entered_by: str
    entered_by_id: UUID | None
    checked_by: str
    checked_at: datetime | None

    @property
    def counts(self) -> bool:
        """Whether plans go by it from its day on: it came with the site, or two people say so."""
        return self.entered_by_id is None or self.checked_at is not None

    def held(self, agreed_at: datetime, on: date) -> bool:
        """Whether a plan that was made then goes by it: what is checked later changes none."""
        checked = self.checked_at if self.entered_by_id is not None else None
        known = self.counts and (checked is None or checked <= agreed_at)
        return known and self.valid_from <= on


def list_kept() -> list[KeptStep]:
    """Every row, the newest of each step first."""
    entered, checked = aliased(User), aliased(User)
    rows = db.session.execute(
        select(CadenceTemplate, entered.first_name, checked.first_name)
        .outerjoin(entered, entered.id == CadenceTemplate.entered_by_id)
        .outerjoin(checked, checked.id == CadenceTemplate.checked_by_id)
        .order_by(CadenceTemplate.valid_from.desc())
    )
    return [
        KeptStep(
            row.id, _rule(row), row.valid_from, row.source, entered_by or "", row.entered_by_id,
            checked_by or "", row.checked_at,
        )
        for row, entered_by, checked_by in rows
    ]  # fmt: skip


def rules_of(
    kept: Iterable[KeptStep], kind: PlanKind, *, agreed_at: datetime, on: date
) -> list[StepRule]:
    """The steps of a plan that was made at an instant on a day: of each the newest that counts."""
    newest: dict[StepKey, KeptStep] = {}
    for one in kept:
        if one.rule.kind is kind and one.held(agreed_at, on):
            known = newest.get(one.rule.step)
            if known is None or known.valid_from < one.valid_from:
                newest[one.rule.step] = one
    return [newest[step].rule for step in StepKey if step in newest]


def is_known(rule: StepRule) -> bool:
    """Whether plans of this kind have such a step at all."""
    same = select(CadenceTemplate.id).where(
        CadenceTemplate.kind == rule.kind, CadenceTemplate.step == rule.step
    )
    return db.session.scalar(same.limit(1)) is not None


def is_dated(rule: StepRule, valid_from: date) -> bool:
    """Whether a row of the step begins on this day already."""
    same = select(CadenceTemplate.id).where(
        CadenceTemplate.kind == rule.kind, CadenceTemplate.step == rule.step,
        CadenceTemplate.valid_from == valid_from,
    )  # fmt: skip
    return db.session.scalar(same) is not None


def get_step(step_id: UUID) -> CadenceTemplate:
    """One row. Raises: Missing."""
    row = db.session.get(CadenceTemplate, step_id, with_for_update=True)
    if row is None:
        raise Missing
    return row


def add(
    rule: StepRule, *, valid_from: date, source: str, by_id: UUID | None, now: datetime
) -> UUID:
    """Write a row that waits to be checked; returns its id."""
    row = CadenceTemplate(
        **asdict(rule), valid_from=valid_from, source=source, entered_by_id=by_id, entered_at=now
    )
    db.session.add(row)
    db.session.flush()
    return row.id


def confirm(row: CadenceTemplate, *, by_id: UUID | None, now: datetime) -> None:
    """A second person has checked the row."""
    row.checked_by_id, row.checked_at = by_id, now
    db.session.flush()


def remove(step_id: UUID) -> None:
    """Take a row away."""
    db.session.execute(delete(CadenceTemplate).where(CadenceTemplate.id == step_id))
