"""Units from files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from app.domain.imports.units import UnitRow
from app.store.db import db
from app.store.imports.shelf import NOBODY, Change, Occasion, Stored, Touched
from app.store.models.people import Unit

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from uuid import UUID

    from app.domain.imports.columns import Remark

_FIELDS = ("code", "name", "neutral_name", "kind", "area", "lat", "lon", "phone")


def _row(unit: Unit) -> UnitRow:
    return UnitRow(**{name: getattr(unit, name) for name in _FIELDS})


class UnitShelf:
    """Units by their codes."""

    def __init__(self, _occasion: Occasion) -> None:
        self._units: dict[UUID, Unit] = {}

    def find(self, rows: Sequence[UnitRow]) -> Mapping[str, Stored]:
        """What is kept of these rows, by their codes."""
        query = select(Unit).where(Unit.code.in_([row.code for row in rows]))
        found = list(db.session.scalars(query))
        self._units = {unit.id: unit for unit in found}
        return {unit.code: Stored(unit.id, _row(unit)) for unit in found}

    def check(self, _row: UnitRow, _stored: Stored | None) -> Iterable[Remark]:
        """Nothing: a unit stands by itself."""
        return ()

    def write(self, added: Sequence[UnitRow], changed: Sequence[Change]) -> Touched:
        """Keep the rows."""
        for row in added:
            db.session.add(Unit(**{name: getattr(row, name) for name in _FIELDS}))
        for change in changed:
            for name in _FIELDS:
                setattr(self._units[change.stored.id], name, getattr(change.row, name))
        db.session.flush()
        return NOBODY

    def list_ids(self) -> Sequence[UUID]:
        """All units by code."""
        return list(db.session.scalars(select(Unit.id).order_by(Unit.code)))

    def rows_of(self, ids: Sequence[UUID]) -> Iterable[UnitRow]:
        """The rows of these units."""
        units = {unit.id: unit for unit in db.session.scalars(select(Unit).where(Unit.id.in_(ids)))}
        return [_row(units[unit_id]) for unit_id in ids]
