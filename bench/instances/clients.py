"""Clients, shifts and coaches of the design's sizes from one seed, as plain values by name.

Eighty towns of very different size, or all of it in the largest of them: then nothing is spared by
living far away, which is the worst case of a list.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Any
from uuid import UUID

import numpy as np

from app.domain.bookings import CoachWeek, Visit
from app.domain.calendar import DayException, Span, to_utc
from app.domain.travel import Point
from app.domain.vocabulary import (
    Category,
    CoachWanted,
    Language,
    OwnRule,
    PassKind,
    Scale,
    SupportNeed,
)
from app.matching.facts import ClientFacts, CoachFacts, Context, ShiftFacts
from app.matching.inputs import build

MONDAY = date(2026, 11, 30)
WEEKS = 4
NOW = to_utc(date(2026, 11, 27), time(9))
CAPITAL = Point(60.2, 24.94)
DAY_PATTERNS = ((480, 960), (540, 900), (480, 720), (720, 1020), (420, 1080), (600, 1200))
# The share of clients with a limit on a scale, and of tasks that ask for more than it.
LIMITED = dict(zip(Scale, (0.30, 0.20, 0.20, 0.15, 0.15, 0.10, 0.15, 0.10), strict=True))
DEMANDING = dict(zip(Scale, (0.35, 0.30, 0.20, 0.20, 0.20, 0.15, 0.20, 0.15), strict=True))
NEEDS = (SupportNeed.NONE, SupportNeed.FIRST_SHIFTS, SupportNeed.WEEKLY, SupportNeed.ALWAYS)


@dataclass(frozen=True)
class Instance:
    """Plain values as a store would give them, and the context of a question."""

    clients: list[dict[str, Any]]
    shifts: list[ShiftFacts]
    context: Context

    def facts(self, n: int) -> ClientFacts:
        """One client as the matcher's own record."""
        one = self.clients[n]
        built = build(now=self.context.now, clients={one["id"]: one}, shifts=())
        return built.clients[one["id"]]


@dataclass
class Towns:
    """Where people live: the middle of each town and its share."""

    lat: np.ndarray
    lon: np.ndarray
    share: np.ndarray

    @classmethod
    def draw(cls, dice: np.random.Generator, *, region: bool) -> Towns:
        if region:
            return cls(np.array([CAPITAL.lat]), np.array([CAPITAL.lon]), np.array([22.0]))
        rest = np.geomspace(7.5, 0.25, 79)
        share = np.concatenate(([22.0], rest * 78 / rest.sum()))
        lat, lon = dice.uniform(60, 69, 80), dice.uniform(21.5, 30.5, 80)
        lat[0], lon[0] = CAPITAL
        return cls(lat, lon, share)

    def places(self, dice: np.random.Generator, count: int) -> tuple[np.ndarray, np.ndarray]:
        """Which town each is in, and where: two rows of degrees."""
        town = dice.choice(len(self.share), count, p=self.share / self.share.sum())
        km = 6 * np.sqrt(self.share[town])
        lat = self.lat[town] + dice.normal(0, 1, count) * km / 111.2
        lon = self.lon[town] + dice.normal(0, 1, count) * km / 111.2 / np.cos(np.radians(lat))
        return town, np.round(np.stack((lat, lon)), 6)


def ids(dice: np.random.Generator, count: int) -> list[UUID]:
    raw = dice.bytes(16 * count)
    return [UUID(bytes=raw[16 * n : 16 * n + 16], version=4) for n in range(count)]


def make(seed: int, clients: int, shifts: int, *, region: bool = True) -> Instance:
    """An instance; the same seed and sizes give the same one."""
    dice = np.random.default_rng(seed)
    towns = Towns.draw(dice, region=region)
    works = _shifts(dice, towns, shifts)
    count = max(clients // 60, 1)
    coach_ids, unit_ids = ids(dice, count), ids(dice, max(count // 10, 1))
    coach_town = np.sort(dice.choice(len(towns.share), count, p=towns.share / towns.share.sum()))
    coaches = [
        CoachFacts(unit_ids[n * len(unit_ids) // count], _week(dice, coach_ids[n], works))
        for n in range(count)
    ]
    people = _clients(dice, towns, clients, (works, coaches, coach_town))
    context = Context(now=NOW, coaches={one.id: one for one in coaches})
    return Instance(people, works, context)


def _week(dice: np.random.Generator, number: UUID, works: list[ShiftFacts]) -> CoachWeek:
    """Six to twelve hours a week, some of them spoken for, now and then a day away."""
    chosen = [works[n] for n in dice.integers(0, len(works), dice.integers(0, 6))] if works else []
    away = MONDAY + timedelta(days=int(dice.integers(0, 28)))
    return CoachWeek(
        number,
        absences=((away, away),) if dice.random() < 0.2 else (),
        visits=tuple(Visit(w.id, w.starts_at, w.ends_at, w.place) for w in chosen),
        most_minutes=int(dice.integers(6, 13)) * 60,
    )


def _shifts(dice: np.random.Generator, towns: Towns, count: int) -> list[ShiftFacts]:
    orders = max(count // 3, 1)
    _, (lat, lon) = towns.places(dice, orders)
    tasks, sites, firms = ids(dice, orders), ids(dice, orders), ids(dice, max(orders // 3, 1))
    kinds = [_order(dice) for _ in range(orders)]
    numbers = ids(dice, count)
    found = []
    for n in range(count):
        order = int(dice.integers(orders))
        day = MONDAY + timedelta(days=int(dice.choice(7 * WEEKS, p=_DAYS)))
        quarters = int(dice.integers(8, 17))
        starts = 420 + 15 * int(dice.integers(0, 48 - quarters + 1))
        begins = to_utc(day, time(starts // 60, starts % 60))
        found.append(
            ShiftFacts(
                id=numbers[n], task_id=tasks[order], site_id=sites[order],
                organisation_id=firms[order % len(firms)], starts_at=begins,
                ends_at=begins + timedelta(minutes=15 * quarters),
                places=int(dice.choice((1, 2, 3, 4, 5, 6), p=(0.4, 0.3, 0.15, 0.08, 0.04, 0.03))),
                place=Point(float(lat[order]), float(lon[order])), **kinds[order],
            )
        )  # fmt: skip
    return found


_DAYS = np.tile((0.18, 0.18, 0.18, 0.18, 0.18, 0.06, 0.04), WEEKS) / WEEKS


def _order(dice: np.random.Generator) -> dict[str, Any]:
    return {
        "category": list(Category)[dice.integers(len(Category))],
        "demands": {s: int(dice.random() < share) * 2 for s, share in DEMANDING.items()},
        "passes": frozenset(k for k in PassKind if dice.random() < 0.12),
        "coach_wanted": list(CoachWanted)[int(dice.choice(3, p=(0.7, 0.2, 0.1)))],
        "cents_per_hour": int(dice.integers(900, 1501)),
        "languages": frozenset({Language.FI}),
    }


def _clients(
    dice: np.random.Generator,
    towns: Towns,
    count: int,
    around: tuple[list[ShiftFacts], list[CoachFacts], np.ndarray],
) -> list[dict[str, Any]]:
    works, coaches, coach_town = around
    town, (lat, lon) = towns.places(dice, count)
    own = np.searchsorted(coach_town, town) + dice.integers(0, 8, count)
    own = np.minimum(own, len(coaches) - 1) if len(towns.share) > 1 else dice.integers(
        0, len(coaches), count
    )  # fmt: skip
    numbers = ids(dice, count)
    waiting = dice.exponential(90, count).astype(int)
    firms = [one.organisation_id for one in works]
    people = []
    for n in range(count):
        coach = coaches[int(own[n])]
        known = [works[k] for k in dice.integers(0, max(len(works), 1), _some(dice))] * bool(works)
        people.append(
            {
                "id": numbers[n], "unit_id": coach.unit_id, "coach_id": coach.id,
                "place": Point(float(lat[n]), float(lon[n])),
                "max_travel_minutes": int(dice.integers(20, 76)),
                "availability": _times(dice), "waiting_days": int(waiting[n]),
                "known_site_ids": frozenset(one.site_id for one in known),
                "performed_at_task": {one.task_id: int(dice.integers(1, 6)) for one in known},
                "known_categories": frozenset(one.category for one in known),
                "support_need": NEEDS[int(dice.choice(4, p=(0.35, 0.3, 0.2, 0.15)))],
                "blocked_organisation_ids": frozenset(
                    [firms[int(dice.integers(len(firms)))]] * bool(dice.random() < 0.02)
                ),
                **_wants(dice), **_other_work(dice, works),
            }
        )  # fmt: skip
    return people


def _some(dice: np.random.Generator) -> int:
    return int(dice.choice(3, p=(0.45, 0.35, 0.2)))


def _times(dice: np.random.Generator) -> tuple[Span, ...]:
    chances, kinds = dice.random(7), dice.integers(0, len(DAY_PATTERNS), 7)
    return tuple(
        Span(day, *DAY_PATTERNS[kinds[day]])
        for day in range(7)
        if chances[day] > (0.28 if day < 5 else 0.72)
    )


def _wants(dice: np.random.Generator) -> dict[str, Any]:
    chances, order = dice.random(24), dice.permutation(len(Category))
    kinds = [list(Category)[n] for n in order]
    wished = 1 + int(chances[0] * 4)
    return {
        "wishes": frozenset(kinds[:wished]),
        "avoided": frozenset(kinds[wished : wished + int(chances[1] < 0.3)]),
        "limits": {s: 1 for n, (s, share) in enumerate(LIMITED.items()) if chances[2 + n] < share},
        "own_rules": frozenset(r for n, r in enumerate(OwnRule) if chances[10 + n] < 0.1),
        "passes": frozenset(k for n, k in enumerate(PassKind) if chances[13 + n] < 0.4),
        "language": Language.FI if chances[16] < 0.85 else Language.SV,
        "max_minutes_week": 60 * int(4 + chances[17] * 17),
        "max_minutes_month": 60 * int(20 + chances[18] * 60) if chances[19] < 0.5 else None,
        "max_cents_month": 100 * int(30 + chances[20] * 370),
        "work_activity_weekdays": frozenset(kinds and order[:2].tolist()) & frozenset(range(5)),
        "goes_alone": bool(chances[21] < 0.03),
    }


def _other_work(dice: np.random.Generator, works: list[ShiftFacts]) -> dict[str, Any]:
    """A fifth have one or two agreed shifts; some a day that is otherwise."""
    found: dict[str, Any] = {}
    chance = dice.random()
    if works and chance < 0.2:
        chosen = (works[int(n)] for n in dice.integers(0, len(works), 1 + int(chance < 0.06)))
        found["agreed"] = [
            {
                "shift_id": one.id, "starts_at": one.starts_at, "ends_at": one.ends_at,
                "cents": one.cents, "place": one.place,
            }
            for one in chosen
        ]  # fmt: skip
    if chance > 0.98:
        day = MONDAY + timedelta(days=int(dice.integers(0, 28)))
        found["exceptions"] = (DayException(day, 480, 960, free=False),)
    return found
