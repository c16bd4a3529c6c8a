"""What a workplace says of a shift, words that go by way of the coach, and who would meet again."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.domain.errors import Conflict, Missing, NotAllowed, RuleBroken
from app.domain.lifecycle import AlertState, OfferState
from app.domain.shift_feedback import Again, Feeling, Side, keeps_apart
from app.services import shift_feedback
from app.store import shift_feedback as store
from app.store.models.own_words import PairWish, ShiftFeedback
from app.store.models.people import BlockedPair
from app.store.models.support import Alert
from app.store.models.work import Offer, WorkedHours


@pytest.fixture
def done(world, engine_app):
    """A shift of last week that Kalle has done for Oona."""
    hours_id = world.performed(world.kalle, world.shift("to", weeks=-1))
    return world.get(WorkedHours, hours_id).attendance_id


def say(world, done, feeling=Feeling.WELL, text="", actor=None):
    shift_feedback.say_how_it_went(actor or world.oona, done, feeling, text, now=world.now)


def again(world, done, word, actor=None):
    shift_feedback.say_again(actor or world.oona, done, word, now=world.now)


def test_only_a_clients_not_here_is_a_limit():
    found = [(side, word) for side in Side for word in Again if keeps_apart(side, word)]
    assert found == [(Side.CLIENT, Again.NOT_HERE)]


def test_a_good_word_is_kept_and_calls_nobody(world, done):
    say(world, done)
    say(world, done, Feeling.QUITE_WELL)
    assert [one.feeling for one in world.all(ShiftFeedback)] == [Feeling.QUITE_WELL]
    assert world.count(Alert) == 0


@pytest.mark.parametrize(("feeling", "text"), [(Feeling.TALK, ""), (Feeling.WELL, "Reipas!")])
def test_a_wish_to_talk_or_own_words_call_the_coach(world, done, feeling, text):
    say(world, done, feeling, text)
    (alert,) = world.all(Alert)
    assert (alert.kind, alert.coach_id) == ("orderer_wants_talk", world.carla.user_id)


def test_the_coach_passes_words_on_once_as_the_coach_puts_them(world, done):
    say(world, done, Feeling.TALK, "Oli hidas.")
    for actor in (world.oona, world.kalle):
        with pytest.raises(NotAllowed):
            shift_feedback.pass_on(actor, done, "x", now=world.now)
    with pytest.raises(RuleBroken):
        shift_feedback.pass_on(world.carla, done, " ", now=world.now)
    shift_feedback.pass_on(world.carla, done, "Teit rauhassa ja tarkasti.", now=world.now)
    shift_feedback.pass_on(world.carla, done, "Toinen", now=world.now)
    say(world, done, Feeling.WELL, "Kolmas")
    (kept,) = world.all(ShiftFeedback)
    assert (kept.text, kept.passed_on_at) == ("Teit rauhassa ja tarkasti.", world.now)
    assert world.all(Alert)[0].state is AlertState.DONE


def test_only_of_a_shift_that_is_done_and_only_by_its_orderer(world, done):
    ahead = world.placed(world.kalle, world.shift("pe"))
    with pytest.raises(Conflict, match="shift_not_done"):
        say(world, ahead)
    with pytest.raises(Missing):
        say(world, done, actor=world.otto)
    with pytest.raises(NotAllowed):
        say(world, done, actor=world.carla)
    with pytest.raises(RuleBroken, match="text_too_long"):
        say(world, done, text="x" * 501)


def test_an_orderers_not_here_is_told_to_the_coach_and_stops_nothing(world, done):
    offer = world.offer(world.kalle, world.shift("pe"), state=OfferState.SENT)
    again(world, done, Again.NOT_HERE)
    assert [one.kind for one in world.all(Alert)] == ["not_here_again"]
    assert world.count(BlockedPair) == 0
    assert world.get(Offer, offer).state is OfferState.SENT
    (wish,) = store.list_wishes(world.carla, world.kalle.client_id, now=world.now)
    assert (wish.side, wish.again, wish.said_at) == (Side.ORDERER, Again.NOT_HERE, world.now)
    again(world, done, None)
    assert world.count(PairWish) == 0


def test_a_clients_not_here_is_an_own_limit_with_a_day_to_talk_it_over(world, done):
    offer = world.offer(world.kalle, world.shift("pe"), state=OfferState.SENT)
    again(world, done, Again.NOT_HERE, world.kalle)
    (pair,) = world.all(BlockedPair)
    assert pair.starts_on == world.today
    assert pair.review_on == world.today + timedelta(days=182)
    assert world.get(Offer, offer).state is OfferState.WITHDRAWN
    again(world, done, Again.GLADLY, world.kalle)
    assert world.count(BlockedPair) == 0
    assert [one.again for one in world.all(PairWish)] == [Again.GLADLY]


@pytest.mark.parametrize("days", [30, 0])
def test_a_limit_that_somebody_else_entered_stays(world, done, days):
    owner, since = world.oona.organisation_id, world.today - timedelta(days=days)
    theirs = BlockedPair(
        client_id=world.kalle.client_id, organisation_id=owner, starts_on=since,
        review_on=since + timedelta(days=182),
    )  # fmt: skip
    world.add(theirs)
    again(world, done, Again.NOT_HERE, world.kalle)
    again(world, done, None, world.kalle)
    assert [one.starts_on for one in world.all(BlockedPair)] == [since]


@pytest.mark.parametrize("who", ["celia", "rauno", "oona", "dina", "maija", "kaisa", "kalle"])
def test_wishes_and_words_are_the_own_coachs_alone(world, done, who):
    say(world, done)
    again(world, done, Again.GLADLY)
    for read in (store.list_wishes, store.list_of_client):
        with pytest.raises(Missing):
            read(getattr(world, who), world.kalle.client_id, now=world.now)
