"""Sixty-four bookings of a coach at once, on both engines: one place at a time, within the week.

What keeps it is a constraint and a row that is held, never the isolation of a transaction.
"""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from app.domain.bookings import collides
from app.domain.calendar import iso_week, local_day
from app.domain.lifecycle import BookingState
from app.domain.routes import week_minutes
from app.domain.travel import DEFAULT
from app.services import away, bookings
from app.store import bookings as store
from app.store.models.people import Site, User
from app.store.models.work import CoachBooking, Shift
from tests.services.test_last_place import hammer

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from flask import Flask

    from app.domain.bookings import Visit
    from tests.world import World

AT_ONCE = 64
CEILING = 300
# Half-hours that overlap or leave no time for the way; on two days of one week.
TIMES = (("09:00", "11:00"), ("10:00", "12:00"), ("11:15", "13:00"), ("13:10", "14:30"))
ANSWERS = {"done", "coach_double_booked", "coach_week_full", "coach_absent"}


def crowd(world: World) -> list[tuple[UUID, UUID]]:
    """Shifts at two ends of the town, each with one client, that no coach can all attend."""
    world.change(Site, world.sites["kiinteisto"], lat=60.30, lon=25.10)
    people = iter(world.clients(2 * 2 * len(TIMES)))
    found = []
    for day in ("ti", "ke"):
        for starts, ends in TIMES:
            for orderer in (world.oona, world.otto):
                client = next(people)
                assert client.client_id is not None
                shift_id = world.shift(day, starts, ends, orderer=orderer)
                world.placed(client, shift_id)
                found.append((shift_id, client.client_id))
    return found


def booked(world: World, coach_id: UUID) -> list[Visit]:
    rows = world.all(
        CoachBooking, CoachBooking.coach_id == coach_id, CoachBooking.state == BookingState.BOOKED
    )
    return [store.get_visit(world.get(Shift, row.shift_id)) for row in rows]


def check_week(world: World, coach_id: UUID) -> list[Visit]:
    visits = booked(world, coach_id)
    clashing = [pair for pair in combinations(visits, 2) if collides(*pair, DEFAULT)]
    assert clashing == []
    week = iso_week(local_day(visits[0].starts_at)) if visits else ""
    assert week_minutes(visits, week) <= CEILING
    return visits


def test_one_coach_is_at_one_place_and_within_the_week(engine_app: Flask, world: World) -> None:
    carla = world.carla.user_id
    assert carla is not None
    world.change(User, carla, support_minutes_week=CEILING)
    pairs = crowd(world) * 4
    assert len(pairs) == AT_ONCE

    def book(shift_id: UUID, client_id: UUID) -> Callable[[], object]:
        return lambda: bookings.book_coach(world.carla, shift_id, [client_id], now=world.now)

    outcomes = hammer(engine_app, [book(*pair) for pair in pairs], threads=AT_ONCE)

    assert set(outcomes) <= ANSWERS
    assert outcomes["done"] >= 1
    assert check_week(world, carla)


def test_an_absence_said_in_the_middle_of_it_leaves_nobody_with_the_coach(
    engine_app: Flask, world: World
) -> None:
    carla, celia = world.carla.user_id, world.celia.user_id
    assert carla is not None
    assert celia is not None
    for one in (carla, celia):
        world.change(User, one, support_minutes_week=CEILING)
    pairs, last_on = crowd(world), world.day("ke")

    def book(shift_id: UUID, client_id: UUID, coach_id: UUID) -> Callable[[], object]:
        return lambda: bookings.book_coach(
            world.carla, shift_id, [client_id], coach_id=coach_id, now=world.now
        )

    def say() -> object:
        return away.say_away(world.celia, carla, world.today, last_on, now=world.now)

    acts = [book(*pair, coach) for pair in pairs for coach in (carla, celia)] + [say, say]
    outcomes = hammer(engine_app, acts, threads=len(acts))

    assert set(outcomes) <= ANSWERS
    assert booked(world, carla) == []
    check_week(world, celia)
