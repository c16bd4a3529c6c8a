"""A plan after somebody had to cancel: a small proposal, and nobody who said yes is moved."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from app.domain.lifecycle import PlanRowState, PlanState
from app.services import attendance, offers, planning, week_plans
from app.store.models.plan import PlanRow, WeekPlan
from app.store.models.trail import AuditEvent

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
    assert {"mended": 1, "cancelled": 1} in told
