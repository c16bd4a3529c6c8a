"""A pair kept apart from a day on: what is not sure yet ends, what is agreed comes to the coach."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.domain.lifecycle import OfferState, ShiftState, WaveState
from app.services.imports import import_file, preview_import, take_preview
from app.store import crypto
from app.store.models.people import BlockedPair, Client
from app.store.models.support import Alert
from app.store.models.trail import AuditEvent, OutboxMessage
from app.store.models.work import Offer, OfferShift, Shift, Wave

UNSURE = (OfferState.QUEUED, OfferState.SENT, OfferState.SEEN, OfferState.ASKED_COACH,
          OfferState.ACCEPTED)  # fmt: skip


@pytest.fixture
def separate(world):
    """Kalle is A1 and Kaisa A2; `separate(client, day)` keeps the client and Oona's firm apart."""
    numbers = {world.kalle: "A1", world.kaisa: "A2"}
    for client, number in numbers.items():
        index = crypto.blind_index("number", number)
        world.change(Client, client.client_id, number=number, number_index=index)

    def take_in(*clients, first_on=None, **options):
        day = first_on or world.today
        rows = [f"{numbers[c]},{world.oona.organisation_id.hex},{day},\n" for c in clients]
        data = ("client_ref,org_ref,starts_on,review_on\n" + "".join(rows)).encode()
        return import_file(world.aada, "blocked", data, now=world.now, **options)

    return take_in


@pytest.fixture
def full(world):
    """A full shift on which Kalle has said yes and Kaisa is next: shift, yes, queued."""
    shift_id = world.shift()
    yes = world.offer(world.kalle, shift_id, state=OfferState.ACCEPTED)
    world.change(Shift, shift_id, state=ShiftState.FILLED)
    queued = world.offer(world.kaisa, shift_id, state=OfferState.QUEUED)
    wave_id = world.get(Offer, queued).wave_id
    world.change(Wave, wave_id, state=WaveState.SENT, sent_at=world.now)
    return shift_id, yes, queued


def states(world, *offer_ids):
    return [world.get(Offer, one).state for one in offer_ids]


def letters(world):
    return sorted((m.template, m.client_id or m.user_id) for m in world.all(OutboxMessage))


@pytest.mark.usefixtures("engine_app")
@pytest.mark.parametrize("state", UNSURE)
def test_what_is_not_sure_yet_ends_and_its_place_is_free(separate, world, state):
    shift_id = world.shift()
    offer_id = world.offer(world.kalle, shift_id, state=state)
    report = separate(world.kalle)
    assert states(world, offer_id) == [OfferState.WITHDRAWN]
    assert report.effects == {"offers_taken_back": 1, "people": 1}
    shift = world.get(Shift, shift_id)
    assert (shift.taken, shift.state) == (0, ShiftState.OPEN)
    told = [] if state is OfferState.QUEUED else [("offer_withdrawn", world.kalle.client_id)]
    assert letters(world) == told


def test_an_agreed_shift_stays_and_the_coach_is_asked_to_see_to_it(separate, world):
    world.placed(world.kalle, world.shift())
    report = separate(world.kalle)
    (offer,) = world.all(Offer)
    (alert,) = world.all(Alert)
    assert offer.state is OfferState.CONFIRMED
    assert (alert.kind, alert.coach_id) == ("kept_apart", world.carla.user_id)
    assert letters(world) == [("alert_raised", world.carla.user_id)]
    assert report.effects == {"agreed_shifts": 1, "people": 1}


def test_nobody_of_the_orderer_is_written_to(separate, world):
    world.offer(world.kalle, world.shift(), state=OfferState.ACCEPTED)
    world.placed(world.kaisa, world.shift(day="to"))
    separate(world.kalle, world.kaisa)
    owners = {world.oona.user_id, world.olga.user_id}
    assert not owners & {message.user_id for message in world.all(OutboxMessage)}


def test_other_pairs_and_what_is_over_are_left_alone(separate, world):
    shift_id = world.shift(places=3)
    others = [
        world.offer(world.kaisa, shift_id),
        world.offer(world.kalle, world.shift(orderer=world.otto)),
        world.offer(world.kalle, shift_id, state=OfferState.DECLINED),
    ]
    before = states(world, *others)
    assert separate(world.kalle).effects == {}
    assert states(world, *others) == before


def test_an_offer_goes_on_with_its_shifts_before_the_first_day(separate, world):
    task = world.open_task(times=2)
    offer_id = world.offer(world.kalle, *task.shift_ids, state=OfferState.ACCEPTED)
    separate(world.kalle, first_on=world.day("ke", 1))
    parts = {p.shift_id: p.state for p in world.all(OfferShift)}
    assert states(world, offer_id) == [OfferState.ACCEPTED]
    assert [parts[one] for one in task.shift_ids] == [OfferState.ACCEPTED, OfferState.WITHDRAWN]
    assert [world.get(Shift, one).taken for one in task.shift_ids] == [1, 0]


def test_a_day_after_the_last_shift_changes_nothing(separate, world):
    offer_id = world.offer(world.kalle, world.shift())
    assert separate(world.kalle, first_on=world.day("to")).effects == {}
    assert states(world, offer_id) == [OfferState.SENT]


def test_the_freed_place_goes_to_the_next_in_the_queue(separate, world, full):
    shift_id, yes, queued = full
    separate(world.kalle)
    assert states(world, yes, queued) == [OfferState.WITHDRAWN, OfferState.SENT]
    assert world.get(Shift, shift_id).state is ShiftState.OPEN


def test_nobody_is_shown_what_the_same_file_takes_back(separate, world, full):
    _shift_id, yes, queued = full
    assert separate(world.kalle, world.kaisa).effects == {"offers_taken_back": 2, "people": 2}
    assert states(world, yes, queued) == [OfferState.WITHDRAWN, OfferState.WITHDRAWN]
    assert letters(world) == [("offer_withdrawn", world.kalle.client_id)]


def test_it_is_in_the_trail_as_the_importers_act(separate, world):
    offer_id = world.offer(world.kalle, world.shift())
    separate(world.kalle)
    (event,) = world.all(AuditEvent, AuditEvent.object_id == offer_id)
    assert (event.actor_id, event.purpose) == (world.aada.user_id, "system")
    assert event.facts["new"] == "withdrawn"


def test_a_rehearsal_tells_and_changes_nothing(separate, world):
    offer_id = world.offer(world.kalle, world.shift())
    assert separate(world.kalle, dry_run=True).effects == {"offers_taken_back": 1, "people": 1}
    assert states(world, offer_id) == [OfferState.SENT]
    assert world.count(BlockedPair) == 0


@pytest.mark.usefixtures("separate")
def test_a_preview_that_was_looked_at_tells_the_same_when_taken(world):
    world.offer(world.kalle, world.shift())
    row = f"A1,{world.oona.organisation_id.hex},{world.today},\n"
    data = ("client_ref,org_ref,starts_on,review_on\n" + row).encode()
    kept, seen = preview_import(world.dina, "blocked", data, file_name="x.csv", now=world.now)
    world.pass_time(minutes=1)
    assert seen.effects == {"offers_taken_back": 1, "people": 1}
    assert take_preview(world.dina, kept, now=world.now).effects == seen.effects


def test_an_earlier_day_takes_back_more(separate, world):
    offer_id = world.offer(world.kalle, world.shift())
    separate(world.kalle, first_on=world.day("to"))
    assert states(world, offer_id) == [OfferState.SENT]
    separate(world.kalle, first_on=world.day("to") - timedelta(days=1))
    assert states(world, offer_id) == [OfferState.WITHDRAWN]
