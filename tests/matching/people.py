"""Kalle, a shift and a coach as the matcher sees them; each test changes what it is about."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from app.domain.bookings import CoachWeek
from app.domain.calendar import parse_week_times, to_utc
from app.domain.passes import CounterScope, PassNeed, PassRule
from app.domain.travel import Point
from app.domain.vocabulary import Category, CoachWanted, PassKind, Scale, SupportNeed
from app.matching.facts import AgreedShift, ClientFacts, CoachFacts, Context, ShiftFacts

MONDAY = date(2026, 11, 30)
WEDNESDAY = date(2026, 12, 2)
SATURDAY = date(2026, 12, 5)
NOW = to_utc(date(2026, 11, 23), time(9))

KALLIO = Point(60.1840, 24.9500)
PASILA = Point(60.1987, 24.9331)
VUOSAARI = Point(60.2090, 25.1430)

UNIT, OTHER_UNIT, TASK, SITE, ORGANISATION = (UUID(int=n) for n in range(1, 6))
KALLE, KAISA, CARLA, CELIA, CLEO, SHIFT = (UUID(int=n) for n in range(11, 17))


def at(day: date, hour: int, minute: int = 0) -> datetime:
    return to_utc(day, time(hour, minute))


def client(**changes: Any) -> ClientFacts:
    """Kalle: free on weekdays 9-15, can travel half an hour, needs nobody along."""
    kalle = ClientFacts(
        id=KALLE,
        unit_id=UNIT,
        coach_id=CARLA,
        place=KALLIO,
        max_travel_minutes=30,
        availability=parse_week_times("ma-pe 9-15"),
        wishes=frozenset({Category.ELDERLY_ASSIST}),
        limits={Scale.LIFTING: 1},
        support_need=SupportNeed.NONE,
        waiting_days=30,
        known_categories=frozenset({Category.ELDERLY_ASSIST}),
    )
    return replace(kalle, **changes)


def shift(day: date = WEDNESDAY, starts: int = 10, ends: int = 12, **changes: Any) -> ShiftFacts:
    """Oona's shift: going out with elderly people on a Wednesday from 10 to 12 in Pasila."""
    walk = ShiftFacts(
        id=SHIFT,
        task_id=TASK,
        site_id=SITE,
        organisation_id=ORGANISATION,
        starts_at=at(day, starts),
        ends_at=at(day, ends),
        category=Category.ELDERLY_ASSIST,
        demands=dict.fromkeys(Scale, 0),
        places=2,
        place=PASILA,
        cents_per_hour=1210,
        coach_wanted=CoachWanted.NO,
    )
    return replace(walk, **changes)


def agreed(day: date, starts: int, ends: int, **changes: Any) -> AgreedShift:
    """A shift Kalle has said yes to."""
    number = day.toordinal() * 100 + starts
    yes = AgreedShift(UUID(int=number), at(day, starts), at(day, ends))
    return replace(yes, **changes)


def coach(number: UUID = CARLA, unit_id: UUID = UNIT, **changes: Any) -> CoachFacts:
    """Carla: at work from Monday to Friday 8-16, with an empty calendar."""
    return CoachFacts(unit_id, replace(CoachWeek(number), **changes))


def context(*coaches: CoachFacts, **changes: Any) -> Context:
    rules = (
        PassRule(
            PassKind.HYGIENE, PassNeed.CUMULATIVE_3_MONTHS, date(2021, 4, 21), "297/2021 19 §"
        ),
        PassRule(
            PassKind.CRIMINAL_RECORD,
            PassNeed.CUMULATIVE_3_MONTHS,
            date(2024, 1, 1),
            "741/2023 28 §",
            CounterScope.YEAR,
        ),
    )
    plain = Context(now=NOW, coaches={one.id: one for one in coaches}, pass_rules=rules)
    return replace(plain, **changes)
