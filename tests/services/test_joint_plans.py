"""One plan of several units: nobody competes, and each coach has the own unit's part."""

from __future__ import annotations

from datetime import date

import pytest

from app.domain.errors import Conflict, Missing, NotAllowed, RuleBroken
from app.domain.lifecycle import OfferState, PlanState
from app.services import offers, planning, week_plans
from app.store import plan_boards
from app.store.models.people import Client, Unit
from app.store.models.plan import PlanRow, WeekPlan

NEXT = date(2026, 11, 30)


@pytest.fixture
def joint(world):
    """`joint()`: the id of a made plan of all units for next week."""

    def plan():
        plan_id = week_plans.ask_for_joint(world.dina, NEXT, now=world.now)
        assert planning.make_plans(now=world.now) == 1
        return plan_id

    return plan


def proposals(world, plan_id):
    rows = world.all(PlanRow, PlanRow.plan_id == plan_id)
    return {(row.client_id, row.shift_id) for row in rows if row.client_id and row.shift_id}


def row_of(world, client):
    return next(row for row in world.all(PlanRow, PlanRow.client_id == client.client_id))


@pytest.mark.usefixtures("engine_app")
def test_all_units_are_planned_together(world, joint):
    for day in ("ti", "ke", "to"):
        world.shift(day, weeks=1)
    plan = world.get(WeekPlan, joint())
    units = {world.get(Client, client).unit_id for client, _shift in proposals(world, plan.id)}
    assert units == {world.units["U01"], world.units["U02"]}
    assert plan.state is PlanState.PROPOSED


@pytest.mark.usefixtures("engine_app")
def test_two_units_are_never_proposed_the_same_last_place(world):
    world.shift("ti", weeks=1)
    first = week_plans.ask_for_plan(world.carla, NEXT, now=world.now)
    planning.make_plans(now=world.now)
    second = week_plans.ask_for_plan(world.cleo, NEXT, now=world.now)
    planning.make_plans(now=world.now)
    assert len(proposals(world, first)) == 1
    assert proposals(world, second) == set()


@pytest.mark.usefixtures("engine_app")
def test_a_place_that_is_offered_and_not_answered_is_nobody_elses(world):
    world.shift("ti", weeks=1)
    first = week_plans.ask_for_plan(world.carla, NEXT, now=world.now)
    planning.make_plans(now=world.now)
    (row,) = (r for r in world.all(PlanRow) if r.client_id and r.shift_id)
    offers.offer_planned(world.carla, first, [row.id], now=world.now)
    second = week_plans.ask_for_plan(world.cleo, NEXT, now=world.now)
    planning.make_plans(now=world.now)
    assert proposals(world, second) == set()


def test_a_newer_plan_of_the_unit_takes_the_place_of_its_part(world, joint):
    world.shift("ti", weeks=1)
    (pair,) = proposals(world, joint())
    own = world.carla if world.get(Client, pair[0]).unit_id == world.units["U01"] else world.cleo
    world.pass_time(minutes=1)
    again = week_plans.ask_for_plan(own, NEXT, now=world.now)
    planning.make_plans(now=world.now)
    assert {shift for _client, shift in proposals(world, again)} == {pair[1]}


def test_a_coach_sees_the_own_units_part_only(world, joint):
    for day in ("ti", "ke", "to", "pe"):
        world.shift(day, weeks=1)
    plan = world.get(WeekPlan, joint())
    mine = plan_boards.load_board(world.carla, plan, now=world.now)
    theirs = plan_boards.load_board(world.cleo, plan, now=world.now)
    assert len(mine.proposals) + mine.others + len(theirs.proposals) + theirs.others == len(
        proposals(world, plan.id)
    )
    assert {one.name.split()[0] for one in mine.proposals} <= {"Kalle", "Kaisa"}
    assert {one.name.split()[0] for one in theirs.proposals} <= {"Kerttu"}


@pytest.mark.usefixtures("engine_app")
def test_each_coach_accepts_the_own_part(world, joint):
    world.shift("ti", weeks=1)
    world.shift("ke", weeks=1)
    world.shift("to", weeks=1)
    plan_id = joint()
    mine = [row.id for row in rows_of_unit(world, plan_id, "U01")]
    theirs = [row.id for row in rows_of_unit(world, plan_id, "U02")]
    with pytest.raises(Missing):
        offers.offer_planned(world.carla, plan_id, theirs, now=world.now)
    offers.offer_planned(world.carla, plan_id, mine, now=world.now)
    assert world.get(WeekPlan, plan_id).state is PlanState.PARTLY_ACCEPTED
    offers.offer_planned(world.cleo, plan_id, theirs, now=world.now)
    assert world.get(WeekPlan, plan_id).state is PlanState.ACCEPTED


def rows_of_unit(world, plan_id, unit):
    found = world.all(PlanRow, PlanRow.plan_id == plan_id, PlanRow.shift_id.is_not(None))
    ids = {c.id for c in world.all(Client, Client.unit_id == world.units[unit])}
    return [row for row in found if row.client_id in ids]


def test_only_who_sees_to_all_units_steers_their_plan(world):
    plan_id = week_plans.ask_for_joint(world.dina, NEXT, now=world.now)
    with pytest.raises(NotAllowed):
        week_plans.stop_plan(world.carla, plan_id, now=world.now)
    week_plans.stop_plan(world.dina, plan_id, now=world.now)
    planning.make_plans(now=world.now)
    with pytest.raises(NotAllowed):
        week_plans.discard_plan(world.carla, plan_id, now=world.now)
    week_plans.discard_plan(world.dina, plan_id, now=world.now)
    assert world.get(WeekPlan, plan_id).state is PlanState.DISCARDED
    with pytest.raises(NotAllowed):
        week_plans.ask_for_joint(world.carla, NEXT, now=world.now)


def test_a_dispatcher_does_not_touch_the_plan_of_one_unit(world):
    plan_id = week_plans.ask_for_plan(world.carla, NEXT, now=world.now)
    with pytest.raises(Missing):
        week_plans.stop_plan(world.dina, plan_id, now=world.now)


@pytest.mark.usefixtures("engine_app")
def test_one_joint_plan_of_a_week_at_a_time(world):
    week_plans.ask_for_joint(world.dina, NEXT, now=world.now)
    with pytest.raises(Conflict, match="plan_running"):
        week_plans.ask_for_joint(world.dina, NEXT, now=world.now)
    with pytest.raises(RuleBroken, match="week_over"):
        week_plans.ask_for_joint(world.dina, date(2026, 11, 16), now=world.now)


def test_an_areas_plan_is_for_its_units_alone(world):
    world.change(Unit, world.units["U02"], area="Itäkeskus")
    world.shift("ti", weeks=1)
    plan_id = week_plans.ask_for_scope(NEXT, area="Itäkeskus", now=world.now)
    planning.make_plans(now=world.now)
    units = {world.get(Client, client).unit_id for client, _shift in proposals(world, plan_id)}
    assert units == {world.units["U02"]}
    with pytest.raises(Missing):
        week_plans.stop_plan(world.carla, plan_id, now=world.now)


def test_who_has_an_open_offer_of_the_shift_is_not_proposed_it_again(world, joint):
    shift_id = world.shift("ti", weeks=1)
    world.offer(world.kalle, shift_id, state=OfferState.SENT)
    assert (world.kalle.client_id, shift_id) not in proposals(world, joint())
