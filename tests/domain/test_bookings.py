"""Whether a coach's week has room, and if not, why."""

from __future__ import annotations

from datetime import date, time
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain import bookings
from app.domain.bookings import CoachWeek, Visit
from app.domain.calendar import parse_week_times, span_to_utc
from app.domain.travel import Point

WEDNESDAY = date(2026, 12, 2)
PASILA, VUOSAARI = Point(60.1987, 24.9331), Point(60.2090, 25.1430)
CARLA = UUID(int=1)


def visit(starts: int = 10, ends: int = 12, number: int = 9, place: Point | None = PASILA) -> Visit:
    return Visit(UUID(int=number), *span_to_utc(WEDNESDAY, time(starts), time(ends)), place)


def obstacle(**week: object) -> str | None:
    coach = CoachWeek(CARLA, **week)  # type: ignore[arg-type]
    why = bookings.find_obstacle(coach, visit())
    return why.code if why else None


@pytest.mark.parametrize(
    ("week", "code"),
    [
        ({}, None),
        ({"working_hours": parse_week_times("ke 10-12")}, None),
        ({"working_hours": parse_week_times("ke 10.15-16")}, "coach_not_at_work"),
        ({"working_hours": parse_week_times("ti 8-16")}, "coach_not_at_work"),
        ({"absences": ((WEDNESDAY, WEDNESDAY),)}, "coach_absent"),
        ({"absences": ((date(2026, 11, 30), date(2026, 12, 1)),)}, None),
        ({"visits": (visit(11, 13, 5),)}, "coach_double_booked"),
        ({"visits": (visit(12, 14, 5),)}, None),
        ({"visits": (visit(12, 14, 5, VUOSAARI),)}, "coach_double_booked"),
        ({"visits": (visit(13, 14, 5, VUOSAARI),)}, None),
        ({"visits": (visit(),), "most_minutes": 120}, None),
        ({"visits": (visit(13, 14, 5),), "most_minutes": 179}, "coach_week_full"),
        ({"visits": (visit(13, 14, 5),), "most_minutes": 180}, None),
    ],
)
def test_a_week_has_room_or_says_what_is_in_the_way(
    week: dict[str, object], code: str | None
) -> None:
    assert obstacle(**week) == code


@given(st.integers(1, 480), st.integers(1, 8))
def test_a_joint_visit_is_split_without_losing_a_minute(minutes: int, clients: int) -> None:
    shares = bookings.joint_share(minutes, clients)
    assert len(shares) == clients
    assert min(shares) >= 1
    assert sum(shares) == max(minutes, clients)
    assert max(shares) - min(shares) <= 1
