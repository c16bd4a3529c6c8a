"""How far the matcher asks: the shifts at hand, and which days and weeks of clients they touch."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from app.domain import calendar
from app.domain.calendar import local_day

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from uuid import UUID

    from app.domain.travel import Point
    from app.domain.vocabulary import Category, CoachWanted, Language, PassKind, Scale

# Rest and weeks reach over the edge of a month.
_AROUND = timedelta(days=8)


@dataclass(frozen=True)
class ShiftRow:
    """One shift with what its order asks, by the names of the matcher's own record."""

    id: UUID
    task_id: UUID
    site_id: UUID
    organisation_id: UUID
    starts_at: datetime
    ends_at: datetime
    category: Category | None
    demands: dict[Scale, int]
    passes: frozenset[PassKind]
    places: int
    taken: int
    place: Point | None
    cents_per_hour: int
    coach_wanted: CoachWanted
    languages: frozenset[Language]

    @property
    def on(self) -> date:
        """The local day on which it begins."""
        return local_day(self.starts_at)


@dataclass(frozen=True)
class Reach:
    """How far the facts of clients go: as far as some shifts ask, or from a day on for all.

    Without an end it is for whoever keeps clients for any shift to come: then who is familiar on a
    shift is left out, as that hangs on others, and words of the client's own are.
    """

    begins: date
    # The last day on which one of them begins, and on which one ends.
    ends: date | None
    over: date | None
    shift_ids: frozenset[UUID] | None
    task_ids: frozenset[UUID] | None
    asks_passes: bool

    @property
    def any_shift(self) -> bool:
        """Whether anything is asked for at all."""
        return self.shift_ids is None or bool(self.shift_ids)

    @property
    def months(self) -> tuple[datetime, datetime | None]:
        """The months and weeks around the shifts."""
        begins = calendar.month_bounds(self.begins)[0] - _AROUND
        return begins, calendar.month_bounds(self.ends)[1] + _AROUND if self.ends else None

    @property
    def weeks(self) -> tuple[datetime, datetime | None]:
        """The ISO weeks of the shifts."""
        begins = calendar.week_bounds(self.begins)[0]
        return begins, calendar.week_bounds(self.ends)[1] if self.ends else None

    @classmethod
    def of(cls, shifts: Sequence[ShiftRow], on: date) -> Reach:
        """As far as these shifts (in time order) ask; without any, none but the day."""
        return cls(
            begins=shifts[0].on if shifts else on,
            ends=shifts[-1].on if shifts else on,
            over=max((local_day(shift.ends_at) for shift in shifts), default=on),
            shift_ids=frozenset(shift.id for shift in shifts),
            task_ids=frozenset(shift.task_id for shift in shifts),
            asks_passes=ask_passes(shifts),
        )

    @classmethod
    def onward(cls, on: date) -> Reach:
        """For every shift from a day on."""
        return cls(on, None, None, None, None, asks_passes=True)


def ask_passes(shifts: Iterable[ShiftRow]) -> bool:
    """Whether any of the shifts asks for a pass."""
    return any(shift.passes for shift in shifts)
