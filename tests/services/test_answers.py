"""Answers: yes, no, "I ask my coach"; taken back; the second one to the last place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from app.domain.answers import Answer, How
from app.domain.errors import Conflict, Gone, Missing, RuleBroken
from app.domain.lifecycle import AttendanceState, OfferState, ShiftState
from app.services import answers, offers
from app.store.models.trail import AuditEvent, OutboxMessage
from app.store.models.work import Attendance, CoachBooking, Offer, OfferShift, Shift

if TYPE_CHECKING:
    from uuid import UUID

    from tests.world import World


def places(world: World, shift_id: UUID) -> tuple[int, ShiftState]:
    shift = world.get(Shift, shift_id)
    return shift.taken, shift.state


def state(world: World, offer_id: UUID) -> OfferState:
    return world.get(Offer, offer_id).state


def test_a_yes_takes_the_place_at_once(world: World) -> None:
    shift_id = world.shift()
    offer_id = world.offer(world.kalle, shift_id)
    answers.accept_offer(world.kalle, offer_id, now=world.now)
    answers.accept_offer(world.kalle, offer_id, now=world.now)

    row = world.get(Offer, offer_id)
    assert (row.state, row.answered_at) == (OfferState.ACCEPTED, world.now)
    assert (row.answered_by_id, row.answered_how) == (world.kalle.user_id, "page")
    assert places(world, shift_id) == (1, ShiftState.FILLED)
    events = world.all(AuditEvent, AuditEvent.object_id == offer_id)
    assert [(e.purpose, e.facts["old"], e.facts["new"]) for e in events] == [
        ("own_data", "sent", "accepted")
    ]
    letter = world.all(OutboxMessage)[0]
    assert (letter.template, letter.user_id) == ("offer_answered", world.carla.user_id)


def test_the_second_to_the_last_place_gets_a_kind_no(world: World) -> None:
    shift_id = world.shift()
    first = world.offer(world.kalle, shift_id)
    second = world.offer(world.kaisa, shift_id)
    answers.accept_offer(world.kalle, first, now=world.now)

    with pytest.raises(Gone) as error:
        answers.accept_offer(world.kaisa, second, now=world.now)

    assert error.value.code == "shift_filled"
    assert state(world, second) is OfferState.FILLED_ELSEWHERE
    told = world.all(OutboxMessage, OutboxMessage.client_id == world.kaisa.client_id)
    assert [letter.template for letter in told] == ["offer_filled_elsewhere"]
    assert places(world, shift_id)[0] == 1


def test_no_is_as_easy_and_frees_nothing(world: World) -> None:
    shift_id = world.shift()
    offer_id = world.offer(world.kalle, shift_id)
    answers.decline_offer(world.kalle, offer_id, now=world.now)

    assert state(world, offer_id) is OfferState.DECLINED
    assert places(world, shift_id) == (0, ShiftState.OPEN)


def test_a_no_shows_the_next_in_the_queue(world: World) -> None:
    first, second = (
        offers.offer_shifts(
            world.carla, [world.shift(day, title=day)], [world.kalle.client_id], now=world.now
        )[0]
        for day in ("ti", "ke")
    )
    answers.decline_offer(world.kalle, first, now=world.now)
    assert state(world, second) is OfferState.SENT


def test_asking_the_coach_keeps_the_place(world: World) -> None:
    shift_id = world.shift()
    offer_id = world.offer(world.kalle, shift_id)
    answers.ask_coach(world.kalle, offer_id, now=world.now)
    assert places(world, shift_id) == (1, ShiftState.FILLED)
    assert [m.template for m in world.all(OutboxMessage)] == ["offer_asked_coach"]

    answers.answer_for_client(world.carla, offer_id, Answer.ACCEPT, How.PHONE, now=world.now)
    assert places(world, shift_id) == (1, ShiftState.FILLED)
    row = world.get(Offer, offer_id)
    assert (row.state, row.answered_how) == (OfferState.ACCEPTED, "phone")
    assert row.answered_by_id == world.carla.user_id


def test_a_no_after_asking_gives_the_place_back(world: World) -> None:
    shift_id = world.shift()
    offer_id = world.offer(world.kalle, shift_id)
    answers.ask_coach(world.kalle, offer_id, now=world.now)
    answers.decline_offer(world.kalle, offer_id, now=world.now)
    assert places(world, shift_id) == (0, ShiftState.OPEN)


def test_nobody_answers_for_somebody_elses_client(world: World) -> None:
    offer_id = world.offer(world.kalle, world.shift())
    with pytest.raises(Missing):
        answers.accept_offer(world.kaisa, offer_id, now=world.now)
    for coach in (world.celia, world.cleo):
        with pytest.raises(Missing):
            answers.answer_for_client(coach, offer_id, Answer.ACCEPT, How.PHONE, now=world.now)


def test_an_answer_after_the_window_is_too_late(world: World) -> None:
    offer_id = world.offer(world.kalle, world.shift(), window_hours=2)
    world.pass_time(hours=2)
    with pytest.raises(Gone) as error:
        answers.accept_offer(world.kalle, offer_id, now=world.now)
    assert error.value.code == "offer_over"


def test_a_yes_can_be_undone_and_the_place_is_free(world: World) -> None:
    shift_id = world.shift()
    offer_id = world.offer(world.kalle, shift_id)
    answers.accept_offer(world.kalle, offer_id, now=world.now)
    answers.undo_answer(world.kalle, offer_id, now=world.pass_time(minutes=29))

    assert state(world, offer_id) is OfferState.SEEN
    assert places(world, shift_id) == (0, ShiftState.OPEN)
    answers.accept_offer(world.kalle, offer_id, now=world.now)
    assert places(world, shift_id) == (1, ShiftState.FILLED)


def test_an_undone_yes_wakes_those_who_wait(world: World) -> None:
    shift_id = world.shift()
    people = [world.kalle, world.kaisa, world.client("Aino")]
    ids = offers.offer_shifts(
        world.carla, [shift_id], [one.client_id for one in people], now=world.now
    )
    answers.accept_offer(world.kalle, ids[0], now=world.now)
    assert [state(world, one) for one in ids[1:]] == [
        OfferState.FILLED_ELSEWHERE, OfferState.QUEUED,
    ]  # fmt: skip

    answers.undo_answer(world.kalle, ids[0], now=world.now)
    assert state(world, ids[2]) is OfferState.SENT


def test_a_confirmed_yes_is_undone_within_half_an_hour_only(world: World) -> None:
    client = world.client("Aino", support_need="always")
    shift_id = world.shift()
    offer_id = world.offer(client, shift_id)
    answers.accept_offer(client, offer_id, now=world.now)
    offers.confirm_offer(world.carla, offer_id, now=world.now)
    assert world.count(CoachBooking, CoachBooking.state == "booked") == 1

    answers.undo_answer(client, offer_id, now=world.pass_time(minutes=20))
    assert world.count(Attendance) == 0
    assert world.count(CoachBooking, CoachBooking.state == "booked") == 0
    assert places(world, shift_id) == (0, ShiftState.OPEN)
    assert "worker_cannot_come" in {m.template for m in world.all(OutboxMessage)}

    answers.accept_offer(client, offer_id, now=world.now)
    offers.confirm_offer(world.carla, offer_id, now=world.now)
    assert world.count(Attendance) == 1
    with pytest.raises(Conflict):
        answers.undo_answer(client, offer_id, now=world.pass_time(minutes=31))


def test_nothing_is_undone_after_the_check_in(world: World) -> None:
    shift_id = world.shift("ma", "10:00", "13:00")
    world.move_to("ma 09:50")
    offer_id = world.offer(world.kalle, shift_id)
    answers.accept_offer(world.kalle, offer_id, now=world.now)
    offers.confirm_offer(world.carla, offer_id, now=world.now)
    attendance = world.all(Attendance)[0]
    world.change(Attendance, attendance.id, state=AttendanceState.CHECKED_IN, in_at=world.now)

    with pytest.raises(Conflict) as error:
        answers.undo_answer(world.kalle, offer_id, now=world.now)
    assert error.value.code == "undo_too_late"


def test_a_no_that_is_undone_too_late_for_the_place_is_told(world: World) -> None:
    shift_id = world.shift()
    offer_id = world.offer(world.kalle, shift_id)
    answers.decline_offer(world.kalle, offer_id, now=world.now)
    other = world.offer(world.kaisa, shift_id)
    answers.undo_answer(world.kalle, offer_id, now=world.now)
    answers.decline_offer(world.kalle, offer_id, now=world.now)
    answers.accept_offer(world.kaisa, other, now=world.now)
    with pytest.raises(Gone):
        answers.undo_answer(world.kalle, offer_id, now=world.now)


def test_several_times_are_all_or_nothing(world: World) -> None:
    task = world.open_task(times=3)
    offer_id = world.offer(world.kalle, *task.shift_ids)
    late = world.offer(world.kaisa, task.shift_ids[2])
    answers.accept_offer(world.kaisa, late, now=world.now)

    with pytest.raises(Gone):
        answers.accept_offer(world.kalle, offer_id, now=world.now)
    assert [places(world, one)[0] for one in task.shift_ids] == [0, 0, 1]


def test_only_the_first_time_can_be_taken(world: World) -> None:
    task = world.open_task(times=3)
    offer_id = world.offer(world.kalle, *task.shift_ids)
    answers.accept_offer(world.kalle, offer_id, first_only=True, now=world.now)

    assert [places(world, one)[0] for one in task.shift_ids] == [1, 0, 0]
    parts = world.all(OfferShift, OfferShift.offer_id == offer_id)
    by_start = sorted(parts, key=lambda part: part.starts_at)
    assert [part.state for part in by_start] == [
        OfferState.ACCEPTED, OfferState.DECLINED, OfferState.DECLINED,
    ]  # fmt: skip
    offers.confirm_offer(world.carla, offer_id, now=world.now)
    assert [row.shift_id for row in world.all(Attendance)] == [task.shift_ids[0]]


def test_a_yes_to_two_things_at_once_is_refused(world: World) -> None:
    first = world.offer(world.kalle, world.shift())
    second = world.offer(world.kalle, world.shift(title="Toinen", starts="12:00", ends="15:00"))
    answers.accept_offer(world.kalle, first, now=world.now)
    with pytest.raises(Gone) as error:
        answers.accept_offer(world.kalle, second, now=world.now)
    assert error.value.code == "overlapping_shift"


def test_the_law_is_asked_again_at_the_yes(world: World) -> None:
    first = world.offer(world.kalle, world.shift(starts="08:00", ends="13:00"))
    second = world.offer(world.kalle, world.shift(title="Toinen", starts="14:00", ends="18:00"))
    answers.accept_offer(world.kalle, first, now=world.now)
    with pytest.raises(RuleBroken) as error:
        answers.accept_offer(world.kalle, second, now=world.now)
    assert error.value.code == "day_too_long"
    assert state(world, second) is OfferState.SENT
