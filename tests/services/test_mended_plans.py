"""A plan after places fell away: a small proposal, and nobody who said yes is moved."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from app.domain.lifecycle import OfferState, PlanRowState, PlanState
from app.domain.vocabulary import CoachWanted, SupportNeed
from app.services import answers, attendance, offers, planning, tasks, week_plans
from app.store.models.people import Absence, Client
from app.store.models.plan import PlanRow, WeekPlan
from app.store.models.trail import AuditEvent, OutboxMessage

NEXT = date(2026, 11, 30)


@pytest.fixture
def planned(world):
    """The id of a plan made when Ville had already said yes to Tuesday; somebody has nothing."""
    world.ville = world.client("Ville", waiting_since=world.today - timedelta(days=900))
    world.tuesday = world.shift("ti", weeks=1)
    world.booked = world.placed(world.ville, world.tuesday)
    plan_id = week_plans.ask_for_plan(world.carla, NEXT, now=world.now)
    planning.make_plans(now=world.now)
    world.pass_time(minutes=5)
    return plan_id


def cancel(world):
    attendance.cannot_come(world.ville, world.booked, now=world.now)
    world.pass_time(minutes=1)


def mended(world):
    return world.all(PlanRow, PlanRow.mended)


@pytest.mark.usefixtures("engine_app")
def test_a_place_that_somebody_had_to_leave_is_proposed_to_another(world, planned):
    assert planning.mend_plans(now=world.now) == 0
    cancel(world)
    assert week_plans.is_one_broken(now=world.now)
    assert planning.mend_plans(now=world.now) == 1
    (row,) = mended(world)
    assert (row.plan_id, row.shift_id, row.state) == (
        planned, world.tuesday, PlanRowState.PROPOSED,
    )  # fmt: skip
    assert row.client_id in {world.kalle.client_id, world.kaisa.client_id}
    assert row.why
    assert planning.mend_plans(now=world.now) == 0


def test_the_mended_line_is_offered_like_any_other(world, planned):
    cancel(world)
    planning.mend_plans(now=world.now)
    (row,) = mended(world)
    done = offers.offer_planned(world.carla, planned, [row.id], now=world.now)
    assert done.offered == 1
    assert world.get(WeekPlan, planned).state is PlanState.ACCEPTED


def test_an_accepted_plan_opens_again(world):
    first, second = world.shift("ti", weeks=1), world.shift("to", weeks=1)
    booked = world.placed(world.kalle, first)
    world.client("Ville")
    plan_id = week_plans.ask_for_plan(world.carla, NEXT, now=world.now)
    planning.make_plans(now=world.now)
    rows = [row.id for row in world.all(PlanRow) if row.shift_id == second and row.client_id]
    offers.offer_planned(world.carla, plan_id, rows, now=world.now)
    assert world.get(WeekPlan, plan_id).state is PlanState.ACCEPTED
    world.pass_time(minutes=5)
    attendance.cannot_come(world.kalle, booked, now=world.now)
    assert planning.mend_plans(now=world.now) == 1
    assert world.get(WeekPlan, plan_id).state is PlanState.PARTLY_ACCEPTED


def test_nobody_who_has_said_yes_is_moved(world, planned):
    others = [world.shift(day, weeks=1) for day in ("ke", "to")]
    for client, shift in zip((world.kalle, world.kaisa), others, strict=True):
        world.placed(client, shift)
    cancel(world)
    planning.mend_plans(now=world.now)
    assert mended(world) == []
    assert not week_plans.is_one_broken(now=world.now)


def test_the_proof_of_the_plan_stands_beside_what_was_mended(world, planned):
    cancel(world)
    planning.mend_plans(now=world.now)
    assert planning.check_plan(planned, now=world.now).holds


def test_only_the_newest_plan_is_mended(world, planned):
    again = week_plans.ask_for_plan(world.carla, NEXT, now=world.now)
    planning.make_plans(now=world.now)
    world.pass_time(minutes=1)
    cancel(world)
    assert planning.mend_plans(now=world.now) == 1
    assert {row.plan_id for row in mended(world)} == {again}


def test_a_mending_is_in_the_trail_of_the_client(world, planned):
    cancel(world)
    planning.mend_plans(now=world.now)
    told = [row.facts for row in world.all(AuditEvent, AuditEvent.object_id == planned)]
    said = {"mended": 1, "cancelled": 1, "overtaken": 0, "coach_away": False}
    assert said in told


# --- a yes taken back, a place or a shift taken away


@pytest.mark.usefixtures("engine_app")
def test_a_yes_that_is_taken_back_is_mended(world):
    shift, ville = world.shift("ti", weeks=1), world.client("Ville")
    offer_id = world.offer(ville, shift, state=OfferState.ACCEPTED)
    plan(world)
    answers.undo_answer(ville, offer_id, now=world.now)
    assert mend(world) == 1
    (row,) = mended(world)
    assert row.shift_id == shift
    assert row.client_id != ville.client_id


def test_a_place_that_was_kept_for_a_talk_and_is_not_wanted_is_mended(world):
    shift, ville = world.shift("ti", weeks=1), world.client("Ville")
    offer_id = world.offer(ville, shift, state=OfferState.ASKED_COACH)
    plan(world)
    answers.decline_offer(ville, offer_id, now=world.now)
    assert mend(world) == 1


def test_a_plain_no_is_for_the_next_wave(world):
    shift, ville = world.shift("ti", weeks=1), world.client("Ville")
    offer_id = world.offer(ville, shift)
    plan(world)
    answers.decline_offer(ville, offer_id, now=world.now)
    assert not week_plans.is_one_broken(now=world.now)


@pytest.mark.usefixtures("engine_app")
def test_whose_place_the_coach_takes_back_may_get_another_but_not_the_same(world):
    tuesday, thursday = world.shift("ti", weeks=1), world.shift("to", weeks=1, places=3)
    world.change(Client, world.kaisa.client_id, max_minutes_week=60)
    offer_id = world.offer(world.kalle, tuesday, state=OfferState.ACCEPTED)
    world.offer(world.kaisa, thursday)
    plan_id = plan(world)
    drop_lines(world, plan_id)
    offers.withdraw_offer(world.carla, offer_id, now=world.now)
    assert mend(world) == 1
    assert [(row.client_id, row.shift_id) for row in mended(world)] == [
        (world.kalle.client_id, thursday)
    ]


@pytest.mark.usefixtures("engine_app")
def test_who_loses_a_cancelled_shift_is_proposed_another(world):
    tuesday, thursday = world.shift("ti", weeks=1), world.shift("to", weeks=1)
    world.placed(world.kalle, tuesday)
    plan_id = plan(world)
    drop_lines(world, plan_id)
    tasks.cancel_shift(world.oona, tuesday, "Remontti", now=world.now)
    assert mend(world) == 1
    (row,) = mended(world)
    assert (row.client_id, row.shift_id) == (world.kalle.client_id, thursday)


def test_a_cancelled_shift_takes_its_proposals_with_it(world):
    tuesday = world.shift("ti", weeks=1)
    plan_id = plan(world)
    (line,) = proposed(world, plan_id)
    tasks.cancel_shift(world.oona, tuesday, "Remontti", now=world.now)
    assert mend(world) == 0
    assert world.get(PlanRow, line.id).state is PlanRowState.OVERTAKEN
    assert not week_plans.is_one_broken(now=world.now)


# --- a coach who is away


@pytest.mark.usefixtures("engine_app")
def test_a_proposal_without_a_coach_goes_to_who_needs_none(world):
    in_need(world, world.kalle)
    shift, plan_id = planned_for(world, world.kalle)
    away(world, world.carla, world.celia)
    assert mend(world) == 1
    (line,) = [row for row in world.all(PlanRow, PlanRow.plan_id == plan_id)
               if row.state is PlanRowState.OVERTAKEN]  # fmt: skip
    assert line.client_id == world.kalle.client_id
    assert [(row.client_id, row.shift_id) for row in mended(world)] == [
        (world.kaisa.client_id, shift)
    ]


def test_where_a_colleague_can_go_nothing_changes(world):
    in_need(world, world.kalle)
    _shift, plan_id = planned_for(world, world.kalle)
    away(world, world.carla)
    assert mend(world) == 0
    assert [row.client_id for row in proposed(world, plan_id)] == [world.kalle.client_id]
    assert not week_plans.is_one_broken(now=world.now)


def test_one_colleague_cannot_be_at_two_places(world):
    in_need(world, world.kalle, world.kaisa, world.client("Ville", coach=world.celia))
    for who in (world.oona, world.otto):
        world.shift("ti", weeks=1, orderer=who, coach_wanted=CoachWanted.NO)
    plan_id = plan(world)
    assert len(proposed(world, plan_id)) == 2
    away(world, world.carla)
    mend(world)
    assert len(proposed(world, plan_id)) == 1


def test_an_absence_of_another_week_breaks_nothing(world):
    planned_for(world, world.kalle)
    day = world.day("ti", 2)
    row = Absence(user_id=world.carla.user_id, starts_on=day, ends_on=day, entered_at=world.now)
    world.add(row)
    assert not week_plans.is_one_broken(now=world.now)


def test_the_coach_of_somebody_asked_is_told(world):
    in_need(world, world.kalle)
    shift = world.shift("ti", weeks=1)
    plan(world)
    world.offer(world.kalle, shift)
    away(world, world.carla, world.celia)
    mend(world)
    told = [row.template for row in world.all(OutboxMessage)]
    assert told.count("presence_wanted") == 1


def test_an_absence_that_was_known_before_breaks_nothing(world):
    planned_for(world, world.kalle)
    days = {"starts_on": world.day("ti", 1), "ends_on": world.day("ti", 1)}
    world.add(Absence(user_id=world.carla.user_id, entered_at=None, **days))
    assert not week_plans.is_one_broken(now=world.now)


def in_need(world, *clients):
    for client in clients:
        world.change(Client, client.client_id, support_need=SupportNeed.ALWAYS)


def planned_for(world, client):
    """A shift that the plan has for this client, who has waited longest, and the plan."""
    world.change(Client, client.client_id, waiting_since=world.today - timedelta(days=900))
    shift = world.shift("ti", weeks=1, coach_wanted=CoachWanted.NO)
    plan_id = plan(world)
    assert [row.client_id for row in proposed(world, plan_id)] == [client.client_id]
    return shift, plan_id


def away(world, *coaches):
    days = {"starts_on": world.day("ma", 1), "ends_on": world.day("pe", 1)}
    for coach in coaches:
        world.add(Absence(user_id=coach.user_id, entered_at=world.now, **days))


def plan(world):
    plan_id = week_plans.ask_for_plan(world.carla, NEXT, now=world.now)
    planning.make_plans(now=world.now)
    world.pass_time(minutes=5)
    return plan_id


def mend(world):
    world.pass_time(minutes=1)
    return planning.mend_plans(now=world.now)


def proposed(world, plan_id):
    rows = world.all(PlanRow, PlanRow.plan_id == plan_id)
    waiting = PlanRowState.PROPOSED
    return [row for row in rows if row.client_id and row.shift_id and row.state is waiting]


def drop_lines(world, plan_id):
    """Leave everything free, as if nobody had been found."""
    for row in proposed(world, plan_id):
        world.change(PlanRow, row.id, state=PlanRowState.OVERTAKEN)
