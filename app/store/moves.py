"""The one way in which a stored state changes: compare and swap."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import update

from app.domain.errors import Conflict
from app.domain.lifecycle import check_move
from app.store.db import db

if TYPE_CHECKING:
    from collections.abc import Collection
    from enum import StrEnum
    from uuid import UUID


def try_move(
    model: Any, row_ids: Collection[UUID], old: StrEnum, new: StrEnum, **values: object
) -> int:
    """How many of the rows were still in the old state and are now in the new one.

    Raises: Conflict("illegal_move") when there is no such step in the life of the thing.
    """
    check_move(old, new)
    if not row_ids:
        return 0
    moved: Any = db.session.execute(
        update(model)
        .where(model.id.in_(row_ids), model.state == old)
        .values(state=new, **values)
        .execution_options(synchronize_session=False)
    )
    return int(moved.rowcount)


def move(model: Any, row_id: UUID, old: StrEnum, new: StrEnum, **values: object) -> None:
    """Move one row on. Raises: Conflict("illegal_move") when somebody was first."""
    if try_move(model, [row_id], old, new, **values) != 1:
        raise Conflict("illegal_move", old=old.value, new=new.value)
