"""Who came too late waits, and is asked first when the place is free again."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from app.domain.errors import Conflict
from app.domain.lifecycle import OfferState
from app.domain.terms import terms_of
from app.domain.waitlist import WaitEnd, end_after
from app.services import answers, offers, terms, waitlist, waves
from app.store import tasks
from app.store.models.asking import WaitlistEntry
from app.store.models.trail import OutboxMessage
from app.store.models.work import Offer

if TYPE_CHECKING:
    from uuid import UUID

    from app.domain.policy import Actor
    from tests.world import World


def lose(world: World, taker: Actor, losers: list[Actor], more: list[Actor] = ()) -> list[UUID]:
    """The taker has said yes, the losers were shown the offer, and the rest wait unseen."""
    shift_id = world.shift("pe")
    people = [one.client_id for one in (taker, *losers, *more)]
    ids = offers.offer_shifts(world.carla, [shift_id], people, now=world.now)
    answers.accept_offer(taker, ids[0], now=world.now)
    return ids


def work(world: World) -> None:
    waves.start_next_waves(now=world.now)
    waves.send_due_offers(now=world.now)
    waitlist.look_after(now=world.now)
    waves.start_next_waves(now=world.now)
    waves.send_due_offers(now=world.now)


def waits(world: World) -> list[WaitEnd | None]:
    return [one.ended for one in world.all(WaitlistEntry)]


def offers_of(world: World, client: Actor) -> list[str]:
    rows = world.all(Offer, Offer.client_id == client.client_id)
    return sorted(row.state.value for row in rows)


@pytest.mark.usefixtures("engine_app")
def test_a_freed_place_goes_first_to_who_waits(world: World) -> None:
    aino = world.client("Aino")
    ids = lose(world, world.kalle, [world.kaisa], [aino])
    waitlist.wait(world.kaisa, ids[1], now=world.now)
    waitlist.wait(world.kaisa, ids[1], now=world.now)
    assert waits(world) == [None]

    answers.undo_answer(world.kalle, ids[0], now=world.now)
    assert offers_of(world, aino) == ["queued"]
    work(world)
    assert offers_of(world, world.kaisa) == ["filled_elsewhere", "sent"]
    assert offers_of(world, aino) == ["queued"]
    told = world.all(OutboxMessage, OutboxMessage.template == "offer_new")
    assert [one.client_id for one in told].count(world.kaisa.client_id) == 2

    (entry,) = world.all(WaitlistEntry)
    answers.accept_offer(world.kaisa, entry.offer_id, now=world.now)
    work(world)
    assert waits(world) == [WaitEnd.TAKEN]


def test_whoever_is_asked_anew_about_changed_work_goes_before_who_waits(world: World) -> None:
    ids = lose(world, world.kalle, [world.kaisa])
    waitlist.wait(world.kaisa, ids[1], now=world.now)
    task_id = world.get(Offer, ids[0]).task_id
    said = terms_of(tasks.draft_of(tasks.get_task(world.oona, task_id)))
    said = replace(said, pay_cents_per_hour=1400)
    seen = terms.foresee(world.oona, task_id, said, now=world.now).mark
    terms.change_terms(world.oona, task_id, said, seen=seen, now=world.now)
    work(world)
    assert offers_of(world, world.kaisa) == ["filled_elsewhere"]

    (anew,) = world.all(Offer, Offer.asks_anew)
    answers.decline_offer(world.kalle, anew.id, now=world.now)
    work(world)
    assert offers_of(world, world.kaisa) == ["filled_elsewhere", "sent"]


def test_when_who_waited_says_no_the_others_are_asked(world: World) -> None:
    aino = world.client("Aino")
    ids = lose(world, world.kalle, [world.kaisa], [aino])
    waitlist.wait(world.kaisa, ids[1], now=world.now)
    answers.undo_answer(world.kalle, ids[0], now=world.now)
    work(world)
    (entry,) = world.all(WaitlistEntry)
    answers.decline_offer(world.kaisa, entry.offer_id, now=world.now)
    work(world)
    assert waits(world) == [WaitEnd.LEFT]
    assert offers_of(world, aino) == ["sent"]


def test_who_has_other_work_by_then_does_not_keep_the_place(world: World) -> None:
    aino = world.client("Aino")
    ids = lose(world, world.kalle, [world.kaisa], [aino])
    waitlist.wait(world.kaisa, ids[1], now=world.now)
    world.placed(world.kaisa, world.shift("pe", title="Muu"))
    answers.undo_answer(world.kalle, ids[0], now=world.now)
    work(world)
    assert waits(world) == [WaitEnd.NOT_NEEDED]
    assert offers_of(world, aino) == ["sent"]


def test_nobody_is_asked_at_night_and_the_place_is_kept_till_morning(world: World) -> None:
    aino = world.client("Aino")
    ids = lose(world, world.kalle, [world.kaisa], [aino])
    waitlist.wait(world.kaisa, ids[1], now=world.now)
    answers.undo_answer(world.kalle, ids[0], now=world.now)
    world.move_to("ma 21:00")
    work(world)
    world.move_to("ti 08:00")
    work(world)
    assert offers_of(world, world.kaisa) == ["filled_elsewhere", "sent"]
    assert offers_of(world, aino) == ["queued"]


def test_who_stops_waiting_is_not_asked_and_may_wait_again(world: World) -> None:
    ids = lose(world, world.kalle, [world.kaisa])
    waitlist.wait(world.kaisa, ids[1], now=world.now)
    waitlist.stop_waiting(world.kaisa, ids[1], now=world.now)
    answers.undo_answer(world.kalle, ids[0], now=world.now)
    work(world)
    assert waits(world) == [WaitEnd.LEFT]
    assert offers_of(world, world.kaisa) == ["filled_elsewhere"]


def test_the_wait_ends_when_the_work_begins_and_no_letter_goes(world: World) -> None:
    ids = lose(world, world.kalle, [world.kaisa])
    waitlist.wait(world.kaisa, ids[1], now=world.now)
    before = world.count(OutboxMessage)
    world.move_to("pe 12:00")
    waitlist.look_after(now=world.now)
    assert waits(world) == [WaitEnd.NOT_NEEDED]
    assert world.count(OutboxMessage) == before


def test_only_a_lost_place_can_be_waited_for(world: World) -> None:
    offer_id = world.offer(world.kalle, world.shift())
    with pytest.raises(Conflict):
        waitlist.wait(world.kalle, offer_id, now=world.now)


@pytest.mark.parametrize(
    ("state", "how"),
    [
        (OfferState.CONFIRMED, WaitEnd.TAKEN),
        (OfferState.ASKED_COACH, None),
        (OfferState.EXPIRED, WaitEnd.LEFT),
        (OfferState.FILLED_ELSEWHERE, WaitEnd.NOT_NEEDED),
    ],
)
def test_a_wait_ends_with_its_offer(state: OfferState, how: WaitEnd | None) -> None:
    assert end_after(state) is how
