"""Offers by coaches: who may be asked, what is stored, what is shown, what is made sure."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from app.domain.errors import Conflict, Gone, Missing, NotAllowed, RuleBroken
from app.domain.lifecycle import AttendanceState, OfferState, ShiftState, TaskState, WaveState
from app.domain.vocabulary import Category, CoachWanted, RelationKind, Scale, SupportNeed
from app.matching.explain import from_text
from app.matching.rules import RULE_VERSION
from app.services import offers, shortlists
from app.store import reading
from app.store.models.people import BlockedPair
from app.store.models.trail import AuditEvent, AuditEventClient, OutboxMessage
from app.store.models.work import (
    Attendance,
    CoachBooking,
    Offer,
    OfferShift,
    Placement,
    Shift,
    Task,
    Wave,
)

if TYPE_CHECKING:
    from uuid import UUID

    from app.domain.policy import Actor
    from tests.world import World


def offer(world: World, clients: list[Actor], *shift_ids: UUID, **facts: object) -> list[UUID]:
    ids = [client.client_id for client in clients]
    return offers.offer_shifts(world.carla, shift_ids, ids, now=world.now, **facts)


def states(world: World, offer_ids: list[UUID]) -> list[OfferState]:
    return [world.get(Offer, offer_id).state for offer_id in offer_ids]


def test_an_offer_is_stored_with_what_it_rests_on(world: World) -> None:
    (offer_id,) = offer(world, [world.kalle], world.shift())

    row = world.get(Offer, offer_id)
    assert (row.state, row.pay_cents, row.rule_version) == (OfferState.SENT, 3750, RULE_VERSION)
    assert len(row.inputs_hash) == 64
    assert "free_then" in [finding.rule for finding in from_text(row.reasons or "").pluses]
    assert (row.sent_at, row.window_ends_at) == (world.now, world.at("ke 09:00"))
    event = world.all(AuditEvent, AuditEvent.action == "create")[0]
    assert event.object_id == offer_id
    touched = world.all(AuditEventClient, AuditEventClient.event_id == event.id)
    assert [one.client_id for one in touched] == [world.kalle.client_id]
    letter = world.all(OutboxMessage)[0]
    assert (letter.template, letter.dedupe_key) == ("offer_new", f"offer_new:{offer_id}")


@pytest.mark.parametrize("stranger", ["celia", "cleo"])
def test_a_coach_without_the_relation_cannot_offer(world: World, stranger: str) -> None:
    coach = getattr(world, stranger)
    with pytest.raises(Missing):
        offers.offer_shifts(coach, [world.shift()], [world.kalle.client_id], now=world.now)
    assert world.count(Offer) == 0


def test_a_relation_that_ended_yesterday_is_none(world: World) -> None:
    world.end_relation(world.carla, world.kalle, world.today - timedelta(days=1))
    with pytest.raises(Missing):
        offer(world, [world.kalle], world.shift())
    world.relate(world.celia, world.kalle, RelationKind.COACH)
    shift_id = world.shift(title="Toinen")
    offers.offer_shifts(world.celia, [shift_id], [world.kalle.client_id], now=world.now)


def test_only_coaches_offer(world: World) -> None:
    with pytest.raises(NotAllowed):
        offers.offer_shifts(world.dina, [world.shift()], [world.kalle.client_id], now=world.now)


def test_a_clash_is_never_overridden(world: World) -> None:
    shift_id = world.shift()
    organisation = world.organisations["palvelutalo"]
    world.add(
        BlockedPair(
            client_id=world.kalle.client_id, organisation_id=organisation, starts_on=world.today
        )
    )
    with pytest.raises(RuleBroken) as error:
        offer(world, [world.kalle], shift_id, reason={world.kalle.client_id: "Kokeillaan"})

    assert (error.value.code, error.value.facts["rule"]) == ("cannot_be_offered", "blocked_pair")
    assert world.count(Offer) == 0


def test_an_own_limit_needs_a_written_reason(world: World) -> None:
    world.limit(world.kalle, Scale.LIFTING, 0)
    shift_id = world.shift()
    with pytest.raises(RuleBroken) as error:
        offer(world, [world.kalle], shift_id)
    assert error.value.code == "reason_needed"

    reason = {world.kalle.client_id: "Laatikot ovat tyhjiä."}
    (offer_id,) = offer(world, [world.kalle], shift_id, reason=reason)

    row = world.get(Offer, offer_id)
    assert row.coach_reason == "Laatikot ovat tyhjiä."
    shown = from_text(row.reasons or "")
    assert [limit.rule for limit in shown.own_limits] == ["limit_lifting"]


def test_a_reason_is_not_kept_where_none_was_needed(world: World) -> None:
    reason = {world.kalle.client_id: "Turha"}
    (offer_id,) = offer(world, [world.kalle], world.shift(), reason=reason)
    assert world.get(Offer, offer_id).coach_reason is None


def test_one_open_offer_per_client_and_shift(world: World) -> None:
    shift_id = world.shift()
    offer(world, [world.kalle], shift_id)
    with pytest.raises(Conflict) as error:
        offer(world, [world.kalle], shift_id)
    assert error.value.code == "already_offered"


def test_a_full_a_past_and_a_paused_shift_cannot_be_offered(world: World) -> None:
    full = world.shift()
    world.offer(world.kaisa, full, state=OfferState.ACCEPTED)
    world.change(Shift, full, state=ShiftState.FILLED)
    with pytest.raises(Gone):
        offer(world, [world.kalle], full)
    with pytest.raises(Gone):
        offer(world, [world.kalle], world.shift("ma", "08:00", "12:00"))
    paused = world.open_task()
    world.change(Task, paused.id, state=TaskState.PAUSED)
    with pytest.raises(Conflict):
        offer(world, [world.kalle], paused.shift_id)


def test_waves_are_twice_the_places_and_ask_in_order(world: World) -> None:
    people = [world.kalle, world.kaisa, *world.clients(3)]
    shift_id = world.shift()
    ids = offer(world, people, shift_id)

    expected = [OfferState.SENT] * 2 + [OfferState.QUEUED] * 3
    assert states(world, ids) == expected
    waves = sorted(world.all(Wave), key=lambda wave: wave.number)
    assert [(w.number, w.size, w.state) for w in waves] == [
        (1, 2, WaveState.SENT), (2, 2, WaveState.WAITING), (3, 2, WaveState.WAITING),
    ]  # fmt: skip
    assert [world.get(Offer, one).position for one in ids] == [0, 1, 0, 1, 0]


def test_one_offer_at_a_time_and_two_new_ones_a_week(world: World) -> None:
    shifts = [world.shift(day, title=day) for day in ("ti", "ke", "to")]
    ids = [offer(world, [world.kalle], shift_id)[0] for shift_id in shifts]
    assert states(world, ids) == [OfferState.SENT, OfferState.QUEUED, OfferState.QUEUED]

    offers.withdraw_offer(world.carla, ids[0], now=world.now)
    assert states(world, ids)[1:] == [OfferState.SENT, OfferState.QUEUED]

    offers.withdraw_offer(world.carla, ids[1], now=world.now)
    assert states(world, ids)[2] is OfferState.QUEUED


def test_nobody_is_written_to_at_night(world: World) -> None:
    world.move_to("ma 20:30")
    (offer_id,) = offer(world, [world.kalle], world.shift())

    assert states(world, [offer_id]) == [OfferState.QUEUED]
    assert world.count(OutboxMessage) == 0


def test_the_window_runs_only_in_the_daytime(world: World) -> None:
    world.move_to("ma 19:00")
    shift_id = world.shift("pe")
    (offer_id,) = offer(world, [world.kalle], shift_id, window_hours=13)
    assert world.get(Offer, offer_id).window_ends_at == world.at("ti 20:00")


def test_several_times_of_work_are_one_offer(world: World) -> None:
    task = world.open_task(times=3)
    (offer_id,) = offer(world, [world.kalle], *task.shift_ids)

    assert world.get(Offer, offer_id).pay_cents == 3 * 3750
    assert world.count(OfferShift, OfferShift.offer_id == offer_id) == 3
    other = world.shift(title="Muu")
    with pytest.raises(Conflict):
        offer(world, [world.kaisa], task.shift_ids[0], other)


def test_opening_an_offer_is_noted_once(world: World) -> None:
    (offer_id,) = offer(world, [world.kalle], world.shift())
    offers.mark_seen(world.kalle, offer_id, now=world.now)
    offers.mark_seen(world.kalle, offer_id, now=world.now)

    row = world.get(Offer, offer_id)
    assert (row.state, row.seen_at) == (OfferState.SEEN, world.now)
    with pytest.raises(Missing):
        offers.mark_seen(world.kaisa, offer_id, now=world.now)


def test_a_queued_offer_does_not_exist_for_the_client(world: World) -> None:
    (offer_id,) = [offer(world, [world.kalle], world.shift(d, title=d))[0] for d in ("ti", "ke")][
        1:
    ]
    with pytest.raises(Missing):
        offers.mark_seen(world.kalle, offer_id, now=world.now)


def test_making_sure_gives_a_place_and_tells_both_sides(world: World) -> None:
    shift_id = world.shift()
    offer_id = world.offer(world.kalle, shift_id, state=OfferState.ACCEPTED)
    offers.confirm_offer(world.carla, offer_id, now=world.now)
    offers.confirm_offer(world.carla, offer_id, now=world.now)

    assert world.get(Offer, offer_id).confirmed_at == world.now
    attendance = world.all(Attendance)[0]
    assert (attendance.state, attendance.shift_id) == (AttendanceState.BOOKED, shift_id)
    assert world.all(Placement)[0].id == attendance.placement_id
    assert {(m.template, m.client_id or m.user_id) for m in world.all(OutboxMessage)} == {
        ("offer_confirmed", world.kalle.client_id),
        ("worker_found", world.oona.user_id),
    }
    assert "Kalle" not in json.dumps([m.facts for m in world.all(OutboxMessage)])


def test_a_placement_is_reused_for_later_shifts_of_the_task(world: World) -> None:
    task = world.open_task(times=2)
    for shift_id in task.shift_ids:
        offer_id = world.offer(world.kalle, shift_id, state=OfferState.ACCEPTED)
        offers.confirm_offer(world.carla, offer_id, now=world.now)
    assert world.count(Placement) == 1
    assert world.count(Attendance) == 2


def test_a_coach_is_booked_with_it_where_one_must_go_along(world: World) -> None:
    client = world.client("Aino", support_need=SupportNeed.ALWAYS)
    task = world.open_task(times=2)
    offer_id = world.offer(client, *task.shift_ids, state=OfferState.ACCEPTED)
    offers.confirm_offer(world.carla, offer_id, now=world.now)

    assert {b.shift_id for b in world.all(CoachBooking)} == set(task.shift_ids)
    assert {b.coach_id for b in world.all(CoachBooking)} == {world.carla.user_id}


def test_the_orderers_first_shift_wish_books_only_the_first(world: World) -> None:
    task = world.open_task(times=2, coach_wanted=CoachWanted.FIRST_SHIFT)
    offer_id = world.offer(world.kalle, *task.shift_ids, state=OfferState.ACCEPTED)
    offers.confirm_offer(world.carla, offer_id, now=world.now)
    assert [b.shift_id for b in world.all(CoachBooking)] == [task.shift_ids[0]]


def test_only_a_yes_can_be_made_sure_and_only_by_the_own_coach(world: World) -> None:
    shift_id = world.shift(places=2)
    open_offer = world.offer(world.kalle, shift_id)
    yes = world.offer(world.kaisa, shift_id, state=OfferState.ACCEPTED)
    with pytest.raises(Conflict):
        offers.confirm_offer(world.carla, open_offer, now=world.now)
    with pytest.raises(Missing):
        offers.confirm_offer(world.celia, yes, now=world.now)
    with pytest.raises(NotAllowed):
        offers.confirm_offer(world.kaisa, yes, now=world.now)


def test_a_withdrawn_offer_is_not_made_sure(world: World) -> None:
    shift_id = world.shift()
    (offer_id,) = offer(world, [world.kalle], shift_id)
    offers.withdraw_offer(world.carla, offer_id, now=world.now)
    with pytest.raises(Conflict):
        offers.confirm_offer(world.carla, offer_id, now=world.now)
    assert world.count(Attendance) == 0


def test_a_withdrawn_yes_gives_the_place_to_the_next(world: World) -> None:
    shift_id = world.shift()
    first, second, third = offer(world, [world.kalle, world.kaisa, world.client("Aino")], shift_id)
    world.change(Offer, second, state=OfferState.DECLINED)
    offers.withdraw_offer(world.carla, first, now=world.now)

    assert states(world, [first]) == [OfferState.WITHDRAWN]
    assert world.count(OutboxMessage, OutboxMessage.template == "offer_withdrawn") == 1
    assert states(world, [third]) == [OfferState.QUEUED]


def test_the_shortlist_names_own_clients_and_only_counts_the_others(world: World) -> None:
    world.wish(world.kaisa, Category.KITCHEN)
    world.limit(world.kalle, Scale.LIFTING, 0)
    world.client("Taisto", coach=world.celia)
    with reading.noting() as noted:
        found = shortlists.shortlist_for_shift(world.carla, world.shift(), now=world.now)

    assert [person.name.split()[0] for person in found.fits] == ["Kaisa"]
    assert [person.name.split()[0] for person in found.must_solve] == ["Kalle"]
    assert found.must_solve[0].explanation.stop is not None
    assert (found.unit_fits, found.unit_others) == (1, 1)
    assert found.fits[0].offers_left == 2
    assert noted == {world.kalle.client_id, world.kaisa.client_id}


def test_a_shortlist_takes_as_many_queries_for_many_as_for_few(world: World) -> None:
    shift_id = world.shift(coach_wanted=CoachWanted.ALWAYS)
    shortlists.shortlist_for_shift(world.carla, shift_id, now=world.now)
    few = count_queries(world, shift_id)
    world.clients(20)
    shortlists.shortlist_for_shift(world.carla, shift_id, now=world.now)
    assert count_queries(world, shift_id) == few <= 33


def count_queries(world: World, shift_id: UUID) -> int:
    from sqlalchemy import event

    from app.store.db import db

    seen: list[str] = []

    def note(_c: object, _u: object, statement: str, *_rest: object) -> None:
        seen.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    shortlists.shortlist_for_shift(world.carla, shift_id, now=world.now)
    event.remove(db.engine, "before_cursor_execute", note)
    return len(seen)
