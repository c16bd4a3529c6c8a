"""Orders: posted, changed, handed in, cancelled, ordered again."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time
from typing import TYPE_CHECKING, Any

import pytest

from app.domain.errors import Conflict, Missing, NotAllowed, RuleBroken
from app.domain.lifecycle import OfferState, ShiftState, TaskOutcome, TaskState
from app.domain.steps import Step
from app.domain.tasks import TaskDraft
from app.domain.vocabulary import Category, Scale
from app.services import pausing, tasks
from app.store import steps
from app.store.models.trail import AuditEvent, OutboxMessage
from app.store.models.work import Demand, Offer, Shift, Task, TaskStep

if TYPE_CHECKING:
    from tests.world import World

DRAFT = TaskDraft(
    title="Pöytien pyyhkiminen",
    place="Palvelutalo Pihlaja",
    first_on=date(2026, 11, 25),
    start_time=time(10),
    end_time=time(13),
)
FULL = replace(
    DRAFT,
    category=Category.KITCHEN,
    pay_cents_per_hour=1250,
    demands={Scale.LIFTING: 1, Scale.NOISE: 0},
    places=2,
    recurrence="FREQ=WEEKLY;COUNT=3",
    contact_phone="09 1",
)


def test_a_draft_needs_only_title_place_and_time(world: World) -> None:
    task_id = tasks.post_task(world.oona, DRAFT, now=world.now)

    task = world.get(Task, task_id)
    assert task.state is TaskState.DRAFT
    assert task.organisation_id == world.oona.organisation_id
    assert world.count(AuditEvent, AuditEvent.object_id == task_id) == 1


def test_an_order_can_begin_with_its_steps(world: World) -> None:
    how = [Step("Pese kädet.", "wash_hands"), Step(" Pyyhi  pöydät. ", "wipe")]
    task_id = tasks.post_task(world.oona, DRAFT, now=world.now, submit=True, how=how)
    assert steps.list_steps(task_id) == [how[0], Step("Pyyhi pöydät.", "wipe")]


@pytest.mark.parametrize(
    ("change", "picture", "code"),
    [
        ({}, "../secret", "picture_unknown"),
        ({"first_on": date(2026, 11, 2)}, "wipe", "no_future_shifts"),
    ],
)
def test_neither_order_nor_steps_are_kept_when_one_of_them_cannot_be(
    world: World, change: dict[str, Any], picture: str, code: str
) -> None:
    with pytest.raises(RuleBroken) as broken:
        tasks.post_task(
            world.oona, replace(DRAFT, **change), now=world.now, submit=True,
            how=[Step("Pyyhi pöydät.", picture)],
        )  # fmt: skip
    assert broken.value.code == code
    assert (world.count(Task), world.count(TaskStep)) == (0, 0)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"title": " "}, "title_missing"),
        ({"place": ""}, "place_missing"),
        ({"places": 0}, "places_out_of_bounds"),
        ({"recurrence": "FREQ=YEARLY"}, "recurrence_unreadable"),
        ({"recurrence": "FREQ=WEEKLY;BYDAY=MO"}, "recurrence_misses_first_day"),
        ({"answer_window_hours": 1}, "answer_window_out_of_bounds"),
        ({"demands": {Scale.NOISE: 3}}, "level_unknown"),
    ],
)
def test_a_faulty_draft_is_not_stored(world: World, change: dict, code: str) -> None:
    with pytest.raises(RuleBroken) as error:
        tasks.post_task(world.oona, replace(DRAFT, **change), now=world.now)

    assert error.value.code == code
    assert world.count(Task) == 0


def test_everything_in_the_draft_is_kept(world: World) -> None:
    task_id = tasks.post_task(world.oona, FULL, now=world.now)

    task = world.get(Task, task_id)
    assert (task.places, task.pay_cents_per_hour, task.contact_phone) == (2, 1250, "09 1")
    levels = {d.scale: d.level for d in world.all(Demand, Demand.task_id == task_id)}
    assert levels == FULL.demands


def test_a_client_cannot_order(world: World) -> None:
    with pytest.raises(NotAllowed):
        tasks.post_task(world.kalle, DRAFT, now=world.now)


def test_a_dispatcher_orders_for_an_organisation(world: World) -> None:
    home = world.organisations["palvelutalo"]
    task_id = tasks.post_task(world.dina, DRAFT, organisation_id=home, now=world.now)

    assert world.get(Task, task_id).organisation_id == home


def test_an_edit_on_an_old_page_is_refused(world: World) -> None:
    task_id = tasks.post_task(world.oona, FULL, now=world.now)
    newer = replace(FULL, title="Astianpesu", demands={Scale.NOISE: 2})
    tasks.edit_task(world.oona, task_id, newer, version=1, now=world.now)

    with pytest.raises(Conflict) as error:
        tasks.edit_task(world.oona, task_id, FULL, version=1, now=world.now)

    assert error.value.code == "changed_meanwhile"
    task = world.get(Task, task_id)
    assert (task.title, task.version) == ("Astianpesu", 2)
    assert [d.level for d in world.all(Demand, Demand.task_id == task_id)] == [2]


def test_another_organisation_does_not_see_the_order(world: World) -> None:
    task_id = tasks.post_task(world.oona, DRAFT, now=world.now)

    with pytest.raises(Missing):
        tasks.submit_task(world.otto, task_id, now=world.now)


def test_handing_in_tells_dispatcher_and_orderer(world: World) -> None:
    task_id = tasks.post_task(world.oona, DRAFT, now=world.now)
    tasks.submit_task(world.oona, task_id, now=world.now)

    assert world.get(Task, task_id).state is TaskState.SUBMITTED
    letters = {(m.template, m.user_id) for m in world.all(OutboxMessage)}
    assert letters == {
        ("task_submitted", world.dina.user_id),
        ("task_received", world.oona.user_id),
    }


def test_an_order_of_the_past_cannot_be_handed_in(world: World) -> None:
    old = replace(DRAFT, first_on=date(2026, 11, 20))
    task_id = tasks.post_task(world.oona, old, now=world.now)

    with pytest.raises(RuleBroken):
        tasks.submit_task(world.oona, task_id, now=world.now)


def test_what_clients_were_asked_about_stays_once_the_order_is_open(world: World) -> None:
    task_id = tasks.post_task(world.oona, FULL, now=world.now)
    world.change(Task, task_id, state=TaskState.OPEN, opened_at=world.now)

    with pytest.raises(RuleBroken) as error:
        tasks.edit_task(
            world.oona, task_id, replace(FULL, end_time=time(14)), version=1, now=world.now
        )
    assert error.value.facts["fields"] == ("end_time",)
    tasks.edit_task(world.oona, task_id, replace(FULL, bring="Kengät"), version=1, now=world.now)
    assert world.get(Task, task_id).bring == "Kengät"


def test_cancelling_ends_offers_and_tells_the_people(world: World) -> None:
    task = world.open_task(places=2)
    shown = world.offer(world.kalle, task.shift_id)
    agreed = world.offer(world.kaisa, task.shift_id, state=OfferState.ACCEPTED)

    tasks.cancel_task(world.oona, task.id, "Remontti", now=world.now)

    row = world.get(Task, task.id)
    assert (row.state, row.outcome) == (TaskState.CLOSED, TaskOutcome.CANCELLED)
    shift = world.get(Shift, task.shift_id)
    assert (shift.state, shift.taken) == (ShiftState.CANCELLED, 0)
    assert {world.get(Offer, offer).state for offer in (shown, agreed)} == {OfferState.WITHDRAWN}
    told = {(m.template, m.client_id) for m in world.all(OutboxMessage) if m.client_id}
    assert told == {
        ("offer_withdrawn", world.kalle.client_id),
        ("shift_cancelled", world.kaisa.client_id),
    }


@pytest.mark.parametrize(("day", "sent"), [("ti", "ma 22:00"), ("ke", "ti 08:00")])
def test_a_client_hears_at_night_only_of_the_next_morning(
    world: World, day: str, sent: str
) -> None:
    shift_id = world.shift(day)
    world.offer(world.kalle, shift_id, state=OfferState.ACCEPTED)

    tasks.cancel_shift(world.oona, shift_id, "Loma", now=world.move_to("ma 22:00"))

    letter = world.all(OutboxMessage, OutboxMessage.client_id == world.kalle.client_id)[0]
    assert (letter.template, letter.next_try_at) == ("shift_cancelled", world.at(sent))


def test_one_shift_is_cancelled_and_the_others_stay(world: World) -> None:
    task = world.open_task(times=2)
    tasks.cancel_shift(world.oona, task.shift_ids[0], "Loma", now=world.now)

    states = [world.get(Shift, shift_id).state for shift_id in task.shift_ids]
    assert states == [ShiftState.CANCELLED, ShiftState.OPEN]
    with pytest.raises(Conflict):
        tasks.cancel_shift(world.oona, task.shift_ids[0], "Loma", now=world.now)


def test_ordering_again_takes_the_next_same_weekday(world: World) -> None:
    task_id = tasks.post_task(world.oona, replace(FULL, recurrence=""), now=world.now)
    world.move_to("ke 12:00")
    copy = world.get(Task, tasks.copy_task(world.oona, task_id, now=world.now))

    assert copy.first_on == date(2026, 12, 2)
    assert (copy.state, copy.title, copy.places) == (TaskState.DRAFT, FULL.title, 2)
    assert copy.contact_phone == "09 1"


def test_a_paused_order_goes_on_by_itself_on_its_day_and_not_twice(world: World) -> None:
    task = world.open_task(day="ke", weeks=2)
    with pytest.raises(RuleBroken, match="pause_over"):
        tasks.pause_task(world.oona, task.id, until_on=world.today, now=world.now)
    tasks.pause_task(world.oona, task.id, until_on=world.day("to"), now=world.now)
    other = world.open_task(day="ke", weeks=2)
    tasks.pause_task(world.oona, other.id, now=world.now)

    assert pausing.resume_paused(now=world.move_to("ke 12:00")) == 0
    assert pausing.resume_paused(now=world.move_to("to 06:00")) == 1
    assert pausing.resume_paused(now=world.now) == 0
    assert world.get(Task, task.id).state is TaskState.OPEN
    assert world.get(Task, task.id).paused_until is None
    assert world.get(Task, other.id).state is TaskState.PAUSED
    assert world.count(OutboxMessage, OutboxMessage.template == "task_resumed") == 1


def test_a_pause_can_be_ended_by_hand(world: World) -> None:
    task = world.open_task(day="ke", weeks=2)
    tasks.pause_task(world.oona, task.id, until_on=world.day("to"), now=world.now)
    tasks.resume_task(world.oona, task.id, now=world.now)
    assert world.get(Task, task.id).paused_until is None
    assert pausing.resume_paused(now=world.move_to("to 06:00")) == 0
