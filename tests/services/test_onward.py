"""A workplace tells how work might go on; the coach hears of it and notes what came of it."""

from __future__ import annotations

import pytest

from app.domain.errors import Conflict, Missing, NotAllowed
from app.domain.lifecycle import AlertState
from app.domain.onward import Onward, OnwardOutcome, is_settled
from app.services import onward
from app.store import onward as store
from app.store.models.own_words import OnwardWish
from app.store.models.support import Alert
from app.store.models.trail import OutboxMessage
from app.store.models.work import Attendance, WorkedHours


@pytest.fixture
def done(world, engine_app):
    """A shift of last week that Kalle has done for Oona."""
    hours_id = world.performed(world.kalle, world.shift("to", weeks=-1))
    return world.get(WorkedHours, hours_id).attendance_id


def tell(world, done, kind=Onward.MORE_HOURS, actor=None):
    onward.tell_onward(actor or world.oona, done, kind, now=world.now)


def note(world, outcome, actor=None):
    (wish,) = world.all(OnwardWish, OnwardWish.settled_at.is_(None))
    onward.note_outcome(actor or world.carla, wish.id, outcome, now=world.now)
    return wish.id


def test_only_thinking_is_no_end():
    assert [one for one in OnwardOutcome if not is_settled(one)] == [OnwardOutcome.THINKING]
    assert not is_settled(None)


def test_the_coach_hears_of_it_once_by_an_alert_and_a_letter(world, done):
    tell(world, done)
    tell(world, done)
    (alert,) = world.all(Alert)
    assert (alert.kind, alert.coach_id) == ("orderer_wants_more", world.carla.user_id)
    (letter,) = world.all(OutboxMessage, OutboxMessage.template == "orderer_wants_more")
    assert letter.user_id == world.carla.user_id


def test_another_word_takes_the_place_of_the_first_and_none_takes_it_back(world, done):
    tell(world, done)
    tell(world, done, Onward.CONTRACT)
    assert [one.kind for one in world.all(OnwardWish)] == [Onward.CONTRACT]
    assert [one.state for one in world.all(Alert, Alert.state == AlertState.OPEN)] == [
        AlertState.OPEN
    ]
    tell(world, done, None)
    assert world.count(OnwardWish) == 0
    assert world.count(Alert, Alert.state == AlertState.OPEN) == 0


def test_the_coach_notes_what_came_of_it_and_the_alert_is_done(world, done):
    tell(world, done)
    wish_id = note(world, OnwardOutcome.THINKING)
    assert world.get(OnwardWish, wish_id).settled_at is None
    assert world.count(Alert, Alert.state == AlertState.OPEN) == 0
    note(world, OnwardOutcome.AGREED)
    kept = world.get(OnwardWish, wish_id)
    assert (kept.outcome, kept.outcome_by_id) == (OnwardOutcome.AGREED, world.carla.user_id)
    assert kept.settled_at == world.now


def test_after_an_end_another_wish_may_be_told_and_the_old_one_stays_as_it_is(world, done):
    tell(world, done)
    old = note(world, OnwardOutcome.NOT_NOW)
    world.pass_time(hours=1)
    tell(world, done, Onward.RECURRING)
    assert world.count(OnwardWish) == 2
    with pytest.raises(Conflict):
        onward.note_outcome(world.carla, old, OnwardOutcome.THINKING, now=world.now)
    placement_id = world.get(Attendance, done).placement_id
    assert store.find_last(placement_id).kind is Onward.RECURRING


def test_only_the_workplace_tells_and_only_the_own_coach_notes(world, done):
    with pytest.raises(NotAllowed):
        tell(world, done, actor=world.carla)
    with pytest.raises(Missing):
        tell(world, done, actor=world.otto)
    tell(world, done)
    for stranger in (world.oona, world.kalle, world.celia, world.dina):
        with pytest.raises(Missing):
            note(world, OnwardOutcome.AGREED, actor=stranger)


def test_work_that_is_not_done_yet_goes_nowhere(world):
    booked = world.placed(world.kalle, world.shift("ke"))
    with pytest.raises(Conflict):
        tell(world, booked)
