"""A coach asks the orderer for another time or lighter work; a yes is carried out once."""

from __future__ import annotations

import pytest

from app.domain.errors import Conflict, Missing, NotAllowed, RuleBroken
from app.domain.lifecycle import ChangeState
from app.domain.questions import Change
from app.domain.vocabulary import Scale
from app.services import change_requests
from app.store.models.asking import ChangeRequest
from app.store.models.people import Organisation
from app.store.models.trail import AuditEvent, OutboxMessage
from app.store.models.work import Demand, Shift


def later(world):
    return Change(starts_at=world.at("ke 11:00"), ends_at=world.at("ke 14:00"))


def ask(world, shift_id, change=None):
    return change_requests.ask_change(world.carla, shift_id, change or later(world), now=world.now)


def test_the_orderer_and_the_dispatcher_are_told_without_a_name(world):
    ask(world, world.shift())
    told = {m.template: m.facts for m in world.all(OutboxMessage)}
    assert set(told) == {"change_asked", "change_asked_dispatch"}
    assert not any("Kalle" in facts for facts in told.values())


def test_a_yes_moves_the_shift(world):
    shift_id = world.shift()
    change_id = ask(world, shift_id)
    change_requests.answer_change(world.oona, change_id, agreed=True, now=world.now)
    shift = world.get(Shift, shift_id)
    assert (shift.starts_at, shift.ends_at) == (world.at("ke 11:00"), world.at("ke 14:00"))
    assert world.get(ChangeRequest, change_id).state is ChangeState.AGREED
    assert len(world.all(OutboxMessage, OutboxMessage.template == "change_answered")) == 1
    assert world.count(AuditEvent, AuditEvent.object_type == "change_request") == 2


def test_a_no_leaves_everything(world):
    shift_id = world.shift()
    change_id = ask(world, shift_id)
    change_requests.answer_change(world.dina, change_id, agreed=False, now=world.now)
    assert world.get(Shift, shift_id).starts_at == world.at("ke 10:00")
    assert world.get(ChangeRequest, change_id).state is ChangeState.DECLINED


def test_a_lighter_order_asks_less_for_all_its_shifts(world):
    task = world.open_task(times=2, demands={Scale.LIFTING: 2})
    change_id = ask(world, task.shift_id, Change(scale=Scale.LIFTING, level=1))
    change_requests.answer_change(world.oona, change_id, agreed=True, now=world.now)
    assert [d.level for d in world.all(Demand, Demand.task_id == task.id)] == [1]


def test_nothing_heavier_can_be_asked_for(world):
    shift_id = world.shift(demands={Scale.LIFTING: 1})
    with pytest.raises(RuleBroken, match="nothing_changed"):
        ask(world, shift_id, Change(scale=Scale.LIFTING, level=2))


def test_one_wish_waits_at_a_time(world):
    shift_id = world.shift()
    ask(world, shift_id)
    with pytest.raises(Conflict, match="change_asked"):
        ask(world, shift_id, Change(scale=Scale.LIFTING, level=0))


def test_the_time_of_an_offered_shift_stays(world):
    shift_id = world.shift()
    world.offer(world.kaisa, shift_id)
    with pytest.raises(Conflict, match="change_too_late"):
        ask(world, shift_id)


def test_a_yes_after_an_offer_comes_too_late(world):
    shift_id = world.shift()
    change_id = ask(world, shift_id)
    world.offer(world.kaisa, shift_id)
    with pytest.raises(Conflict, match="change_too_late"):
        change_requests.answer_change(world.oona, change_id, agreed=True, now=world.now)
    assert world.get(ChangeRequest, change_id).state is ChangeState.OPEN


def test_an_answer_is_given_once(world):
    change_id = ask(world, world.shift())
    change_requests.answer_change(world.oona, change_id, agreed=False, now=world.now)
    with pytest.raises(Conflict):
        change_requests.answer_change(world.dina, change_id, agreed=True, now=world.now)


def test_another_organisation_and_the_coach_cannot_answer(world):
    change_id = ask(world, world.shift())
    with pytest.raises(Missing):
        change_requests.answer_change(world.otto, change_id, agreed=True, now=world.now)
    with pytest.raises(NotAllowed):
        change_requests.answer_change(world.carla, change_id, agreed=True, now=world.now)


def test_only_the_asker_takes_a_wish_back(world):
    change_id = ask(world, world.shift())
    with pytest.raises(Missing):
        change_requests.withdraw_change(world.celia, change_id, now=world.now)
    change_requests.withdraw_change(world.carla, change_id, now=world.now)
    assert world.get(ChangeRequest, change_id).state is ChangeState.WITHDRAWN


def test_an_orderer_is_contacted_no_more_often_than_it_wants(world):
    task = world.open_task(times=3)
    world.change(Organisation, world.oona.organisation_id, contacts_a_month=1)
    change_requests.withdraw_change(world.carla, ask(world, task.shift_id), now=world.now)
    second = task.shift_ids[1]
    with pytest.raises(Conflict, match="contacts_full"):
        ask(world, second, Change(scale=Scale.LIFTING, level=0))
    world.move_to("ti 09:00", weeks=1)
    ask(world, second, Change(starts_at=world.at("ke 11:00", 1), ends_at=world.at("ke 14:00", 1)))
    assert len(world.all(OutboxMessage, OutboxMessage.template == "change_asked")) == 2
