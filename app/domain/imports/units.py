"""Files of work-activity units."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.imports.cells import choice, degrees, line, maybe, otherwise, phone, write_any
from app.domain.imports.columns import Column, Kind
from app.domain.vocabulary import UnitKind


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A work-activity unit; orderers see the neutral name only."""

    code: str
    name: str
    neutral_name: str
    kind: UnitKind
    area: str = ""
    lat: float | None = None
    lon: float | None = None
    phone: str = ""


UNITS = Kind(
    "units",
    UnitRow,
    (
        Column("code", line(20), needed=True),
        Column("name", line(100), needed=True),
        Column("neutral_name", line(100), needed=True),
        Column("kind", choice(UnitKind), needed=True),
        Column("area", line(100)),
        Column("lat", maybe(degrees(90)), write_any),
        Column("lon", maybe(degrees(180)), write_any),
        Column("phone", otherwise("", phone)),
    ),
    key="code",
)
