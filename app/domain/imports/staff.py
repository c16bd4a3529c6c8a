"""Files of staff: coaches, responsible workers, managers and the people of the whole city."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.calendar import Span, format_week_times
from app.domain.imports.cells import (
    absences,
    choice,
    hours,
    languages,
    line,
    mail,
    maybe,
    otherwise,
    phone,
    week_times,
    words,
    write_absences,
    write_hours,
)
from app.domain.imports.columns import Column, Kind, Remark
from app.domain.vocabulary import STAFF_ROLES, UNITLESS_STAFF, Language, Role

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

HOURS_IN_WEEK = 168


@dataclass(frozen=True, slots=True)
class StaffRow:
    """A member of staff. Units: minutes a week of support on site."""

    email: str
    first_name: str
    last_name: str
    role: Role
    unit_code: str = ""
    support_minutes_week: int | None = None
    languages: tuple[Language, ...] = (Language.FI,)
    phone: str = ""
    working_hours: tuple[Span, ...] = ()
    absences: tuple[tuple[date, date], ...] = ()


def _remarks(row: StaffRow, _cells: Mapping[str, str]) -> Iterator[Remark]:
    if not row.unit_code and row.role not in UNITLESS_STAFF:
        yield Remark("unit_code", "unit_missing", {"role": row.role.value})


STAFF = Kind(
    "staff",
    StaffRow,
    (
        Column("email", mail, needed=True),
        Column("first_name", line(100), needed=True),
        Column("last_name", line(100)),
        Column("role", choice(Role, sorted(STAFF_ROLES)), needed=True),
        Column("unit_code", line(20)),
        Column(
            "support_hours_per_week",
            maybe(hours(HOURS_IN_WEEK)),
            write_hours,
            "support_minutes_week",
        ),
        Column("languages", otherwise((Language.FI,), languages), words),
        Column("phone", otherwise("", phone)),
        Column("working_hours", week_times, format_week_times),
        Column("absences", absences, write_absences),
    ),
    key="email",
    remarks=_remarks,
    loose_key=True,
)
