"""The one commit: all or nothing, never nested, and broken constraints mean something."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy.exc import IntegrityError, StatementError

from app.domain.errors import Conflict, Gone
from app.domain.lifecycle import OfferState
from app.store.db import db
from app.store.models.people import Organisation, Wish
from app.store.models.trail import WorkDone
from app.store.models.work import OfferShift, Shift
from app.store.transaction import unit_of_work


def done(key):
    return WorkDone(key=key, done_at=datetime(2026, 1, 1, tzinfo=UTC))


def test_what_was_added_is_there_afterwards(engine_app, world):
    with unit_of_work() as session:
        session.add(done("a"))
    assert world.count(WorkDone) == 1


def test_an_error_leaves_nothing_behind(engine_app, world):
    def fail():
        with unit_of_work() as session:
            session.add(done("a"))
            session.flush()
            raise KeyError("x")

    with pytest.raises(KeyError):
        fail()
    assert world.count(WorkDone) == 0
    assert not db.session.info.get("in_unit_of_work")


def test_it_does_not_nest(engine_app, world):
    with unit_of_work() as session:
        session.add(done("a"))
        with pytest.raises(RuntimeError, match="nest"), unit_of_work():
            pass
    assert world.count(WorkDone) == 1


def test_it_sees_what_others_have_written_since(engine_app, world):
    """A snapshot that a page began with must not be what an act decides on."""
    shift_id = world.shift()
    assert db.session.get_one(Shift, shift_id).taken == 0
    in_another_connection(world.app, lambda: world.change(Shift, shift_id, taken=1))
    with unit_of_work() as session:
        assert session.get_one(Shift, shift_id).taken == 1


def in_another_connection(app, act):
    def run():
        with app.app_context():
            act()

    thread = threading.Thread(target=run)
    thread.start()
    thread.join(20)
    assert not thread.is_alive()


def test_writers_wait_for_each_other(engine_app, world):
    """Read-then-write by eight at once: none is refused, none is lost."""
    shift_id = world.shift(places=8)

    def take():
        with unit_of_work() as session:
            session.execute(
                db.update(Shift).where(Shift.id == shift_id, Shift.taken < Shift.places)
                .values(taken=Shift.taken + 1)
            )  # fmt: skip

    threads = [
        threading.Thread(target=in_another_connection, args=(world.app, take)) for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert world.get(Shift, shift_id).taken == 8


def test_one_open_offer_for_a_client_and_shift(engine_app, world):
    shift_id = world.shift(places=2)
    world.offer(world.kalle, shift_id)
    with pytest.raises(Conflict) as error:
        world.offer(world.kalle, shift_id)
    assert error.value.code == "already_offered"
    world.offer(world.kaisa, shift_id)


def test_a_closed_offer_leaves_room_for_a_new_one(engine_app, world):
    shift_id = world.shift()
    world.offer(world.kalle, shift_id, state=OfferState.DECLINED)
    world.offer(world.kalle, shift_id)


def test_never_more_taken_than_places(engine_app, world):
    shift_id = world.shift(places=1)
    with pytest.raises(Gone) as error:
        world.change(Shift, shift_id, taken=2)
    assert error.value.code == "shift_filled"


@pytest.mark.parametrize(
    ("starts", "ends", "clashes"),
    [
        ("09:00", "10:00", False),
        ("13:00", "15:00", False),
        ("12:59", "15:00", True),
        ("11:00", "12:00", True),
    ],
)
def test_two_yeses_of_a_client_never_overlap(engine_app, world, starts, ends, clashes):
    first, second = world.shift("ke", "10:00", "13:00"), world.shift("ke", starts, ends)
    world.offer(world.kalle, first, state=OfferState.ACCEPTED)
    world.offer(world.kaisa, second, state=OfferState.ACCEPTED)
    world.change(Shift, second, places=2)
    if not clashes:
        world.offer(world.kalle, second, state=OfferState.CONFIRMED)
        return
    with pytest.raises(Gone) as error:
        world.offer(world.kalle, second, state=OfferState.CONFIRMED)
    assert error.value.code == "overlapping_shift"


def test_an_overlap_is_also_refused_when_an_offer_becomes_a_yes(engine_app, world):
    first, second = world.shift("ke", "10:00", "13:00"), world.shift("ke", "12:00", "14:00")
    world.offer(world.kalle, first, state=OfferState.CONFIRMED)
    world.offer(world.kalle, second, state=OfferState.SENT)
    claim = world.all(OfferShift, OfferShift.shift_id == second)[0]
    with pytest.raises(Gone):
        world.change(OfferShift, claim.id, state=OfferState.ACCEPTED)


def test_a_coach_is_in_one_place_at_a_time(engine_app, world):
    world.booking(world.carla, world.shift("ke", "10:00", "13:00"))
    with pytest.raises(Conflict) as error:
        world.booking(world.carla, world.shift("ke", "12:00", "14:00"))
    assert error.value.code == "coach_double_booked"
    world.booking(world.celia, world.shift("ke", "12:00", "14:00"))


def test_one_organisation_for_a_business_id_and_any_number_without(engine_app, world):
    key = world.organisations["palvelutalo"]
    world.change(Organisation, key, business_id="0201256-6")
    with pytest.raises(Conflict) as error:
        world.change(Organisation, world.organisations["kiinteisto"], business_id="0201256-6")
    assert error.value.code == "business_id_taken"


def test_a_constraint_nobody_should_meet_stays_a_bug(engine_app, world):
    with pytest.raises(IntegrityError):
        world.add(done("a"), done("a"))


def test_foreign_keys_hold(engine_app, world):
    from uuid import uuid4

    from app.domain.vocabulary import Category

    with pytest.raises(IntegrityError):
        world.add(Wish(client_id=uuid4(), category=Category.SHOP, wanted=True))


def test_naive_instants_are_refused_and_zones_come_back_as_utc(engine_app, world):
    with pytest.raises(StatementError, match="naive"):
        world.add(WorkDone(key="a", done_at=datetime(2026, 1, 1)))
    there = timezone(timedelta(hours=2))
    row = world.add(WorkDone(key="b", done_at=datetime(2026, 1, 1, 12, tzinfo=there)))
    found = world.get(WorkDone, row).done_at
    assert found == datetime(2026, 1, 1, 10, tzinfo=UTC)
    assert found.tzinfo is UTC
