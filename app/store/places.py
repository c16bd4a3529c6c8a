"""The places of a shift: taken and given back by one conditional update each.

Never more are taken than there are, whatever the isolation level: the update names the free place
in its own condition, and a check constraint stands behind it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import case, literal, select, update

from app.domain.errors import Gone
from app.domain.lifecycle import ShiftState
from app.store.changes import Kind
from app.store.db import db
from app.store.models.work import Shift

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

_STATE = Shift.__table__.c.state.type


def lock_shifts(shift_ids: Iterable[UUID]) -> None:
    """Let one coach at a time make offers of a shift, so that rounds are counted right.

    A row lock on PostgreSQL; on SQLite the one writer is alone already.
    """
    which = select(Shift.id).where(Shift.id.in_(set(shift_ids))).order_by(Shift.id)
    db.session.execute(which.with_for_update(key_share=True))


def claim(shift_ids: Iterable[UUID]) -> list[UUID]:
    """Take a place on every one of these shifts; gives back those that are full now.

    In the order of ids, so that two who want the same shifts cannot wait for each other. Needs a
    unit of work. Raises: Gone("shift_filled") when any of them has no place left.
    """
    return [shift_id for shift_id in sorted(set(shift_ids)) if _claim_one(shift_id)]


def _claim_one(shift_id: UUID) -> bool:
    last = Shift.taken + 1 >= Shift.places
    state = db.session.execute(
        update(Shift)
        .where(Shift.id == shift_id, Shift.taken < Shift.places, Shift.state == ShiftState.OPEN)
        .values(
            taken=Shift.taken + 1,
            state=case((last, literal(ShiftState.FILLED, _STATE)), else_=Shift.state),
        )
        .returning(Shift.state)
        .execution_options(synchronize_session=False, tells=Kind.PLACES)
    ).scalar_one_or_none()
    if state is None:
        raise Gone("shift_filled")
    return bool(state is ShiftState.FILLED)


def release(shift_ids: Iterable[UUID]) -> list[UUID]:
    """Give back a place on every one of these shifts; the ids of those that can be offered."""
    return [shift_id for shift_id in sorted(set(shift_ids)) if _release_one(shift_id)]


def _release_one(shift_id: UUID) -> bool:
    filled = Shift.state == ShiftState.FILLED
    state = db.session.execute(
        update(Shift)
        .where(Shift.id == shift_id, Shift.taken > 0)
        .values(
            taken=Shift.taken - 1,
            state=case((filled, literal(ShiftState.OPEN, _STATE)), else_=Shift.state),
        )
        .returning(Shift.state)
        .execution_options(synchronize_session=False, tells=Kind.PLACES)
    ).scalar_one_or_none()
    return bool(state is ShiftState.OPEN)
