"""A place from which a client is offered nothing: talked over when its day comes."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from app.domain.errors import Missing
from app.domain.lifecycle import AlertState
from app.domain.shift_feedback import REVIEW_AFTER, Again
from app.services import apart, shift_feedback
from app.store import apart as store
from app.store.models.own_words import PairWish
from app.store.models.people import BlockedPair
from app.store.models.support import Alert
from app.store.models.trail import AuditEvent, OutboxMessage
from app.store.models.work import WorkedHours


@pytest.fixture
def pair_id(world):
    """Kalle has said that he would rather not work there again."""
    hours_id = world.performed(world.kalle, world.shift("pe", "10:00", "12:00", weeks=-1))
    done = world.get(WorkedHours, hours_id).attendance_id
    shift_feedback.say_again(world.kalle, done, Again.NOT_HERE, now=world.now)
    (pair,) = world.all(BlockedPair)
    return pair.id


def reviews(world):
    return world.all(Alert, Alert.kind == "review_apart")


def test_the_coach_is_reminded_once_when_the_day_has_come(world, pair_id):
    assert apart.remind(now=world.now) == 0
    world.change(BlockedPair, pair_id, review_on=world.today)
    letters = world.count(OutboxMessage, OutboxMessage.template == "alert_raised")
    assert apart.remind(now=world.now) == 1
    assert apart.remind(now=world.now + timedelta(days=1)) == 0
    (alert,) = reviews(world)
    assert (alert.client_id, alert.coach_id) == (world.kalle.client_id, world.carla.user_id)
    assert world.count(OutboxMessage, OutboxMessage.template == "alert_raised") == letters + 1


def test_a_wish_that_holds_on_has_a_new_day_and_a_new_reminder(world, pair_id):
    world.change(BlockedPair, pair_id, review_on=world.today)
    apart.remind(now=world.now)
    assert apart.keep(world.carla, pair_id, now=world.now) == world.kalle.client_id
    assert world.get(BlockedPair, pair_id).review_on == world.today + REVIEW_AFTER
    assert [one.state for one in reviews(world)] == [AlertState.DONE]
    assert apart.remind(now=world.now + REVIEW_AFTER) == 1


def test_a_wish_that_ends_is_gone_with_its_words(world, pair_id):
    world.change(BlockedPair, pair_id, review_on=world.today)
    apart.remind(now=world.now)
    apart.end(world.carla, pair_id, now=world.now)
    assert (world.count(BlockedPair), world.count(PairWish)) == (0, 0)
    assert [one.state for one in reviews(world)] == [AlertState.DONE]
    (event,) = world.all(AuditEvent, AuditEvent.object_id == pair_id)
    assert (event.action, event.actor_id) == ("delete", world.carla.user_id)


def test_the_client_takes_back_a_wish_that_the_coach_has_kept(world, pair_id):
    world.change(BlockedPair, pair_id, review_on=date(2026, 12, 1))
    apart.keep(world.carla, pair_id, now=world.now)
    (hours,) = world.all(WorkedHours)
    shift_feedback.say_again(world.kalle, hours.attendance_id, None, now=world.now)
    assert world.count(BlockedPair) == 0


@pytest.mark.parametrize("who", ["celia", "rauno", "oona", "dina", "maija", "kaisa", "kalle"])
def test_only_the_own_coach_sees_and_settles_it(world, pair_id, who):
    stranger = getattr(world, who)
    for act in (apart.keep, apart.end):
        with pytest.raises(Missing):
            act(stranger, pair_id, now=world.now)
    with pytest.raises(Missing):
        store.list_of_client(stranger, world.kalle.client_id, now=world.now)
