"""Many random clients, shifts and coaches with everything the matcher knows of, from one seed."""

from __future__ import annotations

import random
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from app.domain.bookings import CoachWeek, Visit
from app.domain.calendar import DayException, Span, iso_week, to_utc
from app.domain.errors import RuleBroken
from app.domain.travel import Point
from app.domain.vocabulary import (
    LEVELS,
    Category,
    CoachWanted,
    Language,
    OwnRule,
    PassKind,
    Scale,
    SupportNeed,
)
from app.domain.working_time import Period
from app.matching.facts import (
    AgreedShift,
    ClientFacts,
    CoachFacts,
    Context,
    ShiftFacts,
)
from tests.matching.people import context

# Both clock changes of 2026 and the end of a month and of a year are within these weeks.
SPRING, AUTUMN, NEW_YEAR = date(2026, 3, 23), date(2026, 10, 19), date(2026, 12, 21)
UNITS = [UUID(int=n) for n in range(1, 6)]
COACHES = [UUID(int=n) for n in range(100, 112)]
TASKS, SITES, ORGANISATIONS = (
    [UUID(int=n) for n in range(begins, begins + 12)] for begins in (200, 300, 400)
)


def instant(dice: random.Random, begins: date, days: int = 14) -> datetime:
    """A moment on a quarter, now and then on any minute or second; also in the night."""
    while True:
        day = begins + timedelta(days=dice.randrange(days))
        hour = dice.choice((0, 2, 3, 4, 6, *range(7, 24), *range(8, 18)))
        minute = dice.choice((0, 0, 15, 30, 45, dice.randrange(60)))
        second = dice.choice((0,) * 30 + (30,))
        try:
            return to_utc(day, time(hour, minute, second), dice.randrange(2))
        except RuleBroken:
            continue  # The hour that the spring change skips.


def period(dice: random.Random, begins: date, days: int = 14) -> Period:
    starts = instant(dice, begins, days)
    minutes = dice.choice((30, 60, 120, 120, 180, 240, 300, 480, 540, 720, 1500))
    return Period(starts, starts + timedelta(minutes=minutes))


def place(dice: random.Random) -> Point | None:
    """Near Helsinki, now and then in Oulu, the same place again or nowhere."""
    chance = dice.random()
    if chance < 0.1:
        return None
    if chance < 0.2:
        return Point(65.01, 25.47)
    if chance < 0.3:
        return Point(60.1840, 24.9500)
    return Point(round(dice.gauss(60.2, 0.06), 6), round(dice.gauss(24.9, 0.12), 6))


def some(dice: random.Random, words: Any, most: int) -> frozenset[Any]:
    return frozenset(dice.sample(sorted(words), dice.randint(0, most)))


def free_times(dice: random.Random) -> tuple[Span, ...]:
    def span() -> Span:
        starts = dice.choice((0, 360, 480, 540, 545, 555, 600, 720))
        length = dice.choice((5, 10, 60, 240, 360, 480, 720, 900))
        return Span(dice.randrange(7), starts, min(starts + length, 1440))

    many = dice.choice((0, 1, 3, 6, 12, 20))
    return tuple(span() for _ in range(many))


def exceptions(dice: random.Random, begins: date) -> tuple[DayException, ...]:
    def one() -> DayException:
        starts = dice.choice((0, 480, 545, 600))
        ends = min(starts + dice.choice((5, 120, 480, 1440)), 1440)
        day = begins + timedelta(days=dice.randrange(14))
        return DayException(day, starts, ends, dice.random() < 0.5)

    return tuple(one() for _ in range(dice.choice((0, 0, 1, 3))))


def agreed(dice: random.Random, begins: date, shifts: list[ShiftFacts]) -> tuple[AgreedShift, ...]:
    yes = every_day(dice, begins) if dice.random() < 0.1 else []
    for _ in range(dice.choice((0, 0, 1, 2, 4, 8))):
        if shifts and dice.random() < 0.15:
            yes.append(dice.choice(shifts).as_agreed())
            continue
        when = period(dice, begins - timedelta(days=5), 24)
        number = UUID(int=dice.getrandbits(128))
        yes.append(AgreedShift(number, *when, dice.randrange(9000), place(dice)))
    return tuple(yes)


def every_day(dice: random.Random, begins: date) -> list[AgreedShift]:
    """A piece of work on most days: rests around the turn of a week are long or short."""
    days = [begins + timedelta(days=n - 3) for n in range(20) if dice.random() < 0.9]
    starts = [to_utc(day, time(dice.randrange(6, 20), 30)) for day in days]
    ends = [one + timedelta(minutes=dice.choice((60, 120, 300))) for one in starts]
    numbers = [UUID(int=dice.getrandbits(128)) for _ in days]
    return [AgreedShift(*one, place=None) for one in zip(numbers, starts, ends, strict=True)]


def client(dice: random.Random, begins: date, shifts: list[ShiftFacts]) -> ClientFacts:
    when = begins + timedelta(days=dice.randrange(14))
    return ClientFacts(
        id=UUID(int=dice.getrandbits(128)),
        unit_id=dice.choice(UNITS),
        coach_id=dice.choice([None, *COACHES]),
        language=dice.choice(list(Language)),
        place=place(dice),
        max_travel_minutes=dice.choice((None, 0, 5, 13, 15, 20, 45, 90, 100_000)),
        availability=free_times(dice),
        exceptions=exceptions(dice, begins),
        work_activity_weekdays=some(dice, range(7), 3),
        sessions=tuple(period(dice, begins) for _ in range(dice.choice((0, 0, 1, 2)))),
        wishes=some(dice, Category, 4),
        avoided=some(dice, Category, 1),
        limits={
            scale: dice.randrange(len(LEVELS[scale])) for scale in sorted(some(dice, Scale, 6))
        },
        own_rules=some(dice, OwnRule, 2),
        passes=some(dice, PassKind, 3),
        pass_work_since={
            kind: begins - timedelta(days=dice.choice((3, 80, 85, 90, 92, 300)))
            for kind in sorted(some(dice, PassKind, 2))
        },
        max_minutes_week=dice.choice((None, 60, 300, 720, 1200)),
        max_minutes_month=dice.choice((None, 60, 300, 1200, 4000)),
        max_cents_month=dice.choice((None, 3000, 9000, 60_000)),
        agreed=agreed(dice, begins, shifts),
        asked_shift_ids=frozenset(dice.sample([one.id for one in shifts], 1) if shifts else ()),
        waiting_days=dice.choice((0, 1, 30, 90, 90, 400)),
        known_site_ids=some(dice, SITES, 3),
        known_categories=some(dice, Category, 3),
        familiar_shift_ids=frozenset(dice.sample([s.id for s in shifts], 1) if shifts else ()),
        blocked_organisation_ids=some(dice, ORGANISATIONS, 1),
        blocked_from=tuple((one, when) for one in sorted(some(dice, ORGANISATIONS, 1))),
        support_need=dice.choice(list(SupportNeed)),
        goes_alone=dice.random() < 0.2,
        non_disclosure=dice.random() < 0.1,
        performed_at_task={task: dice.randrange(1, 4) for task in sorted(some(dice, TASKS, 3))},
        covered_weeks=frozenset((task, iso_week(when)) for task in some(dice, TASKS, 4)),
        strengths=dice.choice(("", "tarkka")),
        committed_task_ids=some(dice, TASKS, 2),
        together=dice.choice((1, 1, 2, 3, 4)),
        team_shift_ids=frozenset(dice.sample([s.id for s in shifts], 1) if shifts else ()),
    )


def shift(dice: random.Random, begins: date) -> ShiftFacts:
    when = period(dice, begins)
    return ShiftFacts(
        id=UUID(int=dice.getrandbits(128)),
        task_id=dice.choice(TASKS),
        site_id=dice.choice(SITES),
        organisation_id=dice.choice(ORGANISATIONS),
        starts_at=when.starts_at,
        ends_at=when.ends_at,
        category=dice.choice([None, *Category]),
        demands={
            scale: dice.randrange(len(LEVELS[scale])) for scale in sorted(some(dice, Scale, 8))
        },
        passes=some(dice, PassKind, 1),
        passes_at_once=frozenset(dice.choice([(), (), (), (PassKind.HYGIENE,)])),
        places=dice.choice((0, 1, 2, 3, 6, 6)),
        taken=dice.choice((0, 0, 0, 1)),
        place=place(dice),
        cents_per_hour=dice.choice((0, 1010, 1210)),
        coach_wanted=dice.choice([CoachWanted.NO, *CoachWanted]),
        languages=some(dice, Language, 2),
    )


def coach(dice: random.Random, number: UUID, begins: date, shifts: list[ShiftFacts]) -> CoachFacts:
    def visit() -> Visit:
        if shifts and dice.random() < 0.4:
            one = dice.choice(shifts)
            return Visit(one.id, one.starts_at, one.ends_at, one.place)
        return Visit(UUID(int=dice.getrandbits(128)), *period(dice, begins), place(dice))

    away = begins + timedelta(days=dice.randrange(14))
    week = CoachWeek(
        number,
        working_hours=free_times(dice),
        absences=((away, away + timedelta(days=dice.randrange(3))),) * dice.randrange(2),
        visits=tuple(visit() for _ in range(dice.choice((0, 1, 3)))),
        most_minutes=dice.choice((None, 120, 600, 2000)),
    )
    return CoachFacts(dice.choice(UNITS), week)


def crowd(
    seed: int, clients: int, shifts: int
) -> tuple[list[ClientFacts], list[ShiftFacts], Context]:
    """So many of each around one of three turns of the calendar, and what else is known."""
    dice = random.Random(seed)
    begins = (SPRING, AUTUMN, NEW_YEAR)[seed % 3]
    works = [shift(dice, begins) for _ in range(shifts)]
    people = [client(dice, begins, works) for _ in range(clients)]
    known = [coach(dice, number, begins, works) for number in dice.sample(COACHES, 6)]
    now = instant(dice, begins - timedelta(days=7), 14)
    return people, works, context(*known, now=now)
