"""The last place under fire: many connections at once, on both engines, never one too many."""

from __future__ import annotations

import os
import random
import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest
from sqlalchemy.exc import OperationalError

from app.domain.errors import ExpectedError
from app.domain.lifecycle import PLACE_HOLDING_OFFERS, OfferState, ShiftState
from app.services import answers, offers
from app.store.db import db
from app.store.models.trail import AuditEvent
from app.store.models.work import Offer, OfferShift, Shift

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from uuid import UUID

    from flask import Flask

    from app.domain.policy import Actor
    from tests.world import World

FULL = os.environ.get("JOBCENTER_FULL") == "1"
THREADS = 64 if FULL else 16
ACCEPTS = 2000 if FULL else 96
PLACES = 3


def hammer(app: Flask, acts: Sequence[Callable[[], None]], threads: int = THREADS) -> Counter[str]:
    """How often each outcome came up when all acts were done at once."""
    start = threading.Barrier(min(threads, len(acts)))
    first = threading.local()

    def do(act: Callable[[], None]) -> str:
        with app.app_context():
            if not getattr(first, "passed", False):
                first.passed = True
                start.wait(60)
            return outcome_of(act)

    with ThreadPoolExecutor(threads) as pool:
        return Counter(pool.map(do, acts))


def outcome_of(act: Callable[[], None]) -> str:
    """What came of an act; a busy database is tried again as a person would."""
    for _ in range(20):
        try:
            act()
        except ExpectedError as error:
            return error.code
        except OperationalError:
            db.session.rollback()
        else:
            return "done"
        finally:
            db.session.remove()
    return "busy"


def test_three_places_are_taken_exactly_three_times(engine_app: Flask, world: World) -> None:
    shift_id = world.shift(places=PLACES)
    people = world.clients(ACCEPTS // 8)
    asked = {person: world.offer(person, shift_id) for person in people}
    pairs = list(asked.items()) * 8
    random.Random(7).shuffle(pairs)

    def accept(person: Actor, offer_id: UUID) -> Callable[[], None]:
        return lambda: answers.accept_offer(person, offer_id, now=world.now)

    outcomes = hammer(engine_app, [accept(*pair) for pair in pairs])

    shift = world.get(Shift, shift_id)
    assert (shift.taken, shift.state) == (PLACES, ShiftState.FILLED)
    states = Counter(row.state for row in world.all(Offer))
    assert states == {
        OfferState.ACCEPTED: PLACES, OfferState.FILLED_ELSEWHERE: len(people) - PLACES,
    }  # fmt: skip
    # The three who have a place may press again as often as they like.
    assert set(outcomes) == {"done", "shift_filled"}
    accepted = [row for row in world.all(AuditEvent) if row.facts.get("new") == "accepted"]
    assert len(accepted) == PLACES


def test_places_are_right_while_people_change_their_minds(engine_app: Flask, world: World) -> None:
    shifts = [world.shift(day, places=2, title=day) for day in ("ti", "ke", "to")]
    people = world.clients(12 if FULL else 6)
    asked = [(p, world.offer(p, shift_id)) for p in people for shift_id in shifts]
    dice = random.Random(11)

    def act(person: Actor, offer_id: UUID, choice: int) -> Callable[[], None]:
        if choice == 0:
            return lambda: answers.accept_offer(person, offer_id, now=world.now)
        if choice == 1:
            return lambda: answers.undo_answer(person, offer_id, now=world.now)
        if choice == 2:
            return lambda: answers.ask_coach(person, offer_id, now=world.now)
        return lambda: offers.confirm_offer(world.carla, offer_id, now=world.now)

    acts = [act(*dice.choice(asked), dice.randrange(4)) for _ in range(ACCEPTS)]
    outcomes = hammer(engine_app, acts)

    assert "busy" not in outcomes
    for shift_id in shifts:
        shift = world.get(Shift, shift_id)
        holding = world.count(
            OfferShift,
            OfferShift.shift_id == shift_id,
            OfferShift.state.in_(PLACE_HOLDING_OFFERS),
        )
        assert shift.taken == holding <= shift.places
        assert shift.state is (ShiftState.FILLED if holding == 2 else ShiftState.OPEN)


def test_one_client_cannot_say_yes_to_two_things_at_once(engine_app: Flask, world: World) -> None:
    hours = (("10:00", "13:00"), ("11:00", "14:00"), ("12:00", "15:00"), ("12:30", "14:30"))
    asked = [
        world.offer(world.kalle, world.shift(starts=starts, ends=ends, title=starts))
        for starts, ends in hours
    ]

    def accept(offer_id: UUID) -> Callable[[], None]:
        return lambda: answers.accept_offer(world.kalle, offer_id, now=world.now)

    outcomes = hammer(engine_app, [accept(one) for one in asked], threads=4)

    assert outcomes["done"] == 1
    assert world.count(OfferShift, OfferShift.state == OfferState.ACCEPTED) == 1


def test_a_client_is_offered_a_shift_once_by_two_pages(engine_app: Flask, world: World) -> None:
    shift_id = world.shift(places=2)
    kalle = world.kalle.client_id
    assert kalle is not None

    def ask() -> None:
        offers.offer_shifts(world.carla, [shift_id], [kalle], now=world.now)

    outcomes = hammer(engine_app, [ask] * 8, threads=8)

    assert outcomes == {"done": 1, "already_offered": 7}
    assert world.count(Offer) == 1


@pytest.mark.parametrize("state", [OfferState.ACCEPTED, OfferState.CONFIRMED])
def test_the_database_itself_refuses_an_overlap(
    engine_app: Flask, world: World, state: OfferState
) -> None:
    from app.domain.errors import Gone

    world.offer(world.kalle, world.shift(), state=state)
    with pytest.raises(Gone) as error:
        world.offer(world.kalle, world.shift(title="Toinen", starts="12:59"), state=state)
    assert error.value.code == "overlapping_shift"
    assert engine_app is world.app
