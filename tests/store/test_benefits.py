"""What an offer does to a client's money: each shift once, the right month; on both engines."""

from __future__ import annotations

from datetime import date

import pytest

from app.domain.benefits import Effect
from app.domain.errors import Missing, NotAllowed
from app.domain.lifecycle import AttendanceState, HoursState, OfferState, ShiftState
from app.domain.vocabulary import Benefit
from app.store import benefits, offers
from app.store.models.people import BenefitSituation
from app.store.models.work import Shift
from tests.rule_rows import live_on

pytestmark = pytest.mark.usefixtures("engine_app")


@pytest.fixture
def offer_id(world):
    """Three hours on Friday for 37,50."""
    return world.offer(world.kalle, world.shift(day="pe"))


def outcome(world, offer_id):
    return benefits.outcome_of_offer(offer_id, now=world.now)


def test_without_a_word_about_benefits_the_answer_is_ask(world, offer_id):
    found = outcome(world, offer_id)
    assert (found.effect, found.stops) == (Effect.STOP_AND_ASK, ("benefit_unknown",))
    assert (found.work_cents, found.month) == (3750, date(2026, 11, 1))


def test_every_shift_of_the_month_counts_once(world, offer_id):
    live_on(world, world.kalle, Benefit.DISABILITY_PENSION)
    world.performed(world.kalle, world.shift(day="ma", weeks=-1), hours=HoursState.AGREED)
    world.performed(world.kalle, world.shift(day="ti", weeks=-1), hours=HoursState.PROPOSED,
                    minutes=60)  # fmt: skip
    world.placed(world.kalle, world.shift(day="ti"))
    world.offer(world.kalle, world.shift(day="to"), state=OfferState.ACCEPTED)
    found = outcome(world, offer_id)
    assert (found.done_cents, found.coming_cents, found.work_cents) == (5000, 7500, 3750)
    assert (found.effect, found.limit_cents) == (Effect.NO_EFFECT, 99090)


def test_what_brings_nothing_and_what_is_anothers_does_not_count(world, offer_id):
    world.placed(world.kalle, world.shift(day="ti"), state=AttendanceState.CANNOT_COME)
    world.placed(world.kalle, world.shift(day="ke"), state=AttendanceState.DID_NOT_COME)
    called_off = world.shift(day="to")
    world.placed(world.kalle, called_off)
    world.change(Shift, called_off, state=ShiftState.CANCELLED)
    world.placed(world.kaisa, world.shift(day="to"))
    world.offer(world.kalle, world.shift(day="pe", starts="14:00", ends="16:00"),
                state=OfferState.ASKED_COACH)  # fmt: skip
    world.placed(world.kalle, world.shift(day="ti", weeks=1))
    assert outcome(world, offer_id).before_cents == 0


def test_a_taken_offer_is_judged_as_if_it_were_not(world):
    live_on(world, world.kalle, Benefit.DISABILITY_PENSION, own_limit_cents=4000)
    offer_id = world.offer(world.kalle, world.shift(day="pe"), state=OfferState.CONFIRMED)
    found = outcome(world, offer_id)
    assert (found.before_cents, found.after_cents, found.effect) == (0, 3750, Effect.NO_EFFECT)


def test_accepted_shifts_bring_the_limit_near(world, offer_id):
    live_on(world, world.kalle, Benefit.DISABILITY_PENSION, own_limit_cents=7000)
    assert outcome(world, offer_id).effect is Effect.NO_EFFECT
    world.placed(world.kalle, world.shift(day="ti"))
    assert outcome(world, offer_id).stops == ("over_limit",)


def test_an_offer_over_two_months_is_judged_by_the_graver(world):
    live_on(world, world.kalle, Benefit.DISABILITY_PENSION, own_limit_cents=8000)
    task = world.open_task(day="to", times=4)
    offer_id = world.offer(world.kalle, *task.shift_ids)
    months = benefits.outcomes_of_offer(offer_id, now=world.now)
    assert [(one.month.month, one.work_cents) for one in months] == [(11, 3750), (12, 11250)]
    assert outcome(world, offer_id).month == date(2026, 12, 1)
    assert outcome(world, offer_id).stops == ("over_limit",)


def test_the_situation_of_the_month_counts(world):
    live_on(world, world.kalle, Benefit.DISABILITY_PENSION)
    world.add(
        BenefitSituation(client_id=world.kalle.client_id, benefit=Benefit.UNKNOWN,
                         valid_from=date(2026, 12, 1))
    )  # fmt: skip
    now, later = world.shift(day="pe"), world.shift(day="ke", weeks=1)
    assert outcome(world, world.offer(world.kalle, now)).effect is Effect.NO_EFFECT
    assert outcome(world, world.offer(world.kalle, later)).effect is Effect.STOP_AND_ASK


def test_only_the_client_and_the_near_ones_may_know(world, offer_id):
    for actor in (world.kalle, world.carla, world.rauno):
        assert benefits.get_outcome(actor, offer_id, now=world.now).work_cents == 3750
    for actor in (world.kaisa, world.celia, world.cleo, world.oona, world.aada):
        with pytest.raises(Missing):
            benefits.get_outcome(actor, offer_id, now=world.now)
    client_id = world.kalle.client_id
    month = world.today
    standing = benefits.get_standing(world.kalle, client_id, month=month, now=world.now)
    assert (standing.before_cents, standing.work_cents) == (0, 0)


def test_an_offer_that_is_not_there_is_missing(world):
    with pytest.raises(Missing):
        benefits.outcome_of_offer(world.kalle.user_id, now=world.now)


def test_the_dispatcher_and_the_manager_see_the_offer_but_not_the_money(world, offer_id):
    for actor in (world.dina, world.maija):
        assert offers.find_owner(actor, offer_id, now=world.now) == world.kalle.client_id
        with pytest.raises(NotAllowed):
            benefits.get_outcome(actor, offer_id, now=world.now)
