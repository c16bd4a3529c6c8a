"""A week's plan from the wish to the offers: who asks, what it holds, what people fix in it."""

from __future__ import annotations

import sys
from datetime import date, timedelta

import pytest

from app.domain.errors import Conflict, Missing, RuleBroken
from app.domain.lifecycle import OfferState, PlanRowState, PlanState
from app.domain.vocabulary import Category, Scale
from app.services import offers, planning, week_plans
from app.store import plan_boards
from app.store.models.people import User
from app.store.models.plan import Pin, PlanRow, WeekPlan
from app.store.models.trail import AuditEvent
from app.store.models.work import Offer, OfferShift

NEXT = date(2026, 11, 30)


@pytest.fixture
def planned(world):
    """`planned()`: the id of a made plan of Carla's unit for next week."""

    def plan(actor=None):
        plan_id = week_plans.ask_for_plan(actor or world.carla, NEXT, now=world.now)
        assert planning.make_plans(now=world.now) == 1
        return plan_id

    return plan


def proposals(world, plan_id):
    rows = world.all(PlanRow, PlanRow.plan_id == plan_id)
    return {(row.client_id, row.shift_id) for row in rows if row.client_id and row.shift_id}


def reasons(world, plan_id):
    rows = world.all(PlanRow, PlanRow.plan_id == plan_id)
    return {row.client_id: row.reason for row in rows if row.client_id and not row.shift_id}


@pytest.mark.usefixtures("engine_app")
def test_a_plan_proposes_who_fits_and_says_why_others_have_nothing(world, planned):
    shift_id = world.shift("ti", weeks=1)
    plan_id = planned()
    plan = world.get(WeekPlan, plan_id)
    assert plan.state is PlanState.PROPOSED
    assert plan.ended_by == "optimal"
    (pair,) = proposals(world, plan_id)
    assert pair[1] == shift_id
    other = ({world.kalle.client_id, world.kaisa.client_id} - {pair[0]}).pop()
    # The two are alike in all that counts, and there is one place.
    assert reasons(world, plan_id)[other] == "equal_plan_with"


def test_why_somebody_fits_is_sealed(world, planned):
    world.shift("ti", weeks=1)
    plan_id = planned()
    (row,) = (one for one in world.all(PlanRow, PlanRow.plan_id == plan_id) if one.why)
    assert "free_then" in row.why
    assert b"free_then" not in row.why_sealed
    assert row.facts == {}


def test_the_one_who_has_waited_longer_is_proposed(world, planned):
    world.shift("ti", weeks=1)
    waiting = world.client("Ville", waiting_since=world.today - timedelta(days=900))
    ((client_id, _shift),) = proposals(world, planned())
    assert client_id == waiting.client_id


def test_who_fits_nothing_is_told_the_commonest_reason(world, planned):
    world.shift("la", weeks=1)
    plan_id = planned()
    rows = world.all(PlanRow, PlanRow.plan_id == plan_id)
    told = {row.reason: row.facts for row in rows if row.client_id == world.kalle.client_id}
    assert told == {"no_shift_fits": {"code": "not_free_that_day"}}
    (left,) = (row for row in rows if row.client_id is None)
    assert (left.reason, left.places) == ("nobody_fits", 1)


def test_a_week_without_shifts_gives_an_empty_plan(world, planned):
    plan = world.get(WeekPlan, planned())
    assert plan.state is PlanState.PROPOSED
    assert proposals(world, plan.id) == set()


def test_a_coach_cannot_be_at_two_places_in_one_hour(world, planned):
    world.shift("ti", "10:00", "12:00", weeks=1)
    world.shift("ti", "10:00", "12:00", weeks=1, orderer=world.otto)
    assert len(proposals(world, planned())) == 1


@pytest.mark.parametrize(("minutes", "fits"), [(119, 0), (120, 1), (240, 2)])
def test_a_plan_stays_within_the_coachs_hours_of_a_week(world, planned, minutes, fits):
    world.change(User, world.carla.user_id, support_minutes_week=minutes)
    world.change(User, world.celia.user_id, support_minutes_week=0)
    world.shift("ti", "10:00", "12:00", weeks=1)
    world.shift("ke", "10:00", "12:00", weeks=1)
    assert len(proposals(world, planned())) == fits


def test_pins_are_kept(world, planned):
    shift_id = world.shift("ti", weeks=1)
    world.client("Ville", waiting_since=world.today - timedelta(days=900))
    week_plans.pin(
        world.carla, world.kalle.client_id, shift_id, "Toivoi tätä", wanted=True, now=world.now
    )
    assert proposals(world, planned()) == {(world.kalle.client_id, shift_id)}
    week_plans.pin(
        world.carla, world.kalle.client_id, shift_id, "Ei sittenkään", wanted=False, now=world.now
    )
    assert world.kalle.client_id not in {one for one, _shift in proposals(world, planned())}
    week_plans.unpin(world.carla, world.kalle.client_id, shift_id, now=world.now)
    assert world.count(Pin) == 0


@pytest.mark.parametrize("stranger", ["celia", "cleo"])
def test_a_pin_needs_a_reason_and_the_own_coach(world, stranger):
    who, shift_id = world.kalle.client_id, world.shift("ti", weeks=1)
    with pytest.raises(RuleBroken, match="reason_missing"):
        week_plans.pin(world.carla, who, shift_id, " ", wanted=True, now=world.now)
    with pytest.raises(Missing):
        week_plans.pin(getattr(world, stranger), who, shift_id, "Syy", wanted=True, now=world.now)


@pytest.mark.usefixtures("engine_app")
def test_one_plan_of_a_week_at_a_time(world):
    week_plans.ask_for_plan(world.carla, NEXT, now=world.now)
    with pytest.raises(Conflict, match="plan_running"):
        week_plans.ask_for_plan(world.celia, NEXT, now=world.now)
    week_plans.ask_for_plan(world.cleo, NEXT, now=world.now)


def test_a_past_week_is_not_planned(world):
    with pytest.raises(RuleBroken, match="week_over"):
        week_plans.ask_for_plan(world.carla, date(2026, 11, 16), now=world.now)


def test_a_plan_of_another_unit_is_not_there(world, planned):
    plan_id = planned()
    with pytest.raises(Missing):
        week_plans.discard_plan(world.cleo, plan_id, now=world.now)


@pytest.mark.usefixtures("engine_app")
def test_accepting_makes_offers_once(world, planned):
    shift_id = world.shift("ti", weeks=1)
    plan_id = planned()
    (row,) = (r for r in world.all(PlanRow) if r.client_id and r.shift_id)
    done = offers.offer_planned(world.carla, plan_id, [row.id], now=world.now)
    assert (done.offered, done.overtaken) == (1, 0)
    (part,) = world.all(OfferShift)
    assert (part.client_id, part.shift_id) == (row.client_id, shift_id)
    assert world.get(PlanRow, row.id).state is PlanRowState.OFFERED
    assert world.get(WeekPlan, plan_id).state is PlanState.ACCEPTED
    with pytest.raises(Conflict, match="plan_ended"):
        offers.offer_planned(world.carla, plan_id, [row.id], now=world.now)
    assert world.count(Offer) == 1


@pytest.mark.usefixtures("engine_app")
def test_what_has_been_overtaken_is_left_out_and_the_rest_is_offered(world, planned):
    world.client("Ville")
    first, second = world.shift("ti", weeks=1), world.shift("to", weeks=1)
    plan_id = planned()
    rows = {row.shift_id: row for row in world.all(PlanRow) if row.client_id and row.shift_id}
    world.offer(world.client("Nopea"), first, state=OfferState.CONFIRMED)
    ids = [row.id for row in rows.values()]
    done = offers.offer_planned(world.carla, plan_id, ids, now=world.now)
    assert (done.offered, done.overtaken) == (1, 1)
    assert world.get(PlanRow, rows[first].id).state is PlanRowState.OVERTAKEN
    assert world.get(PlanRow, rows[second].id).state is PlanRowState.OFFERED


def test_a_coach_offers_only_to_own_clients(world, planned):
    world.shift("ti", weeks=1)
    plan_id = planned()
    (row,) = (r for r in world.all(PlanRow) if r.client_id and r.shift_id)
    with pytest.raises(Missing):
        offers.offer_planned(world.celia, plan_id, [row.id], now=world.now)


def test_a_stopped_plan_still_comes_and_a_discarded_one_stays_away(world):
    plan_id = week_plans.ask_for_plan(world.carla, NEXT, now=world.now)
    week_plans.stop_plan(world.carla, plan_id, now=world.now)
    planning.make_plans(now=world.now)
    assert world.get(WeekPlan, plan_id).state is PlanState.PROPOSED
    other = week_plans.ask_for_plan(world.carla, NEXT, now=world.now)
    week_plans.discard_plan(world.carla, other, now=world.now)
    assert planning.make_plans(now=world.now) == 0
    assert world.get(WeekPlan, other).state is PlanState.DISCARDED


def test_the_board_names_own_clients_only(world, planned):
    world.shift("ti", weeks=1)
    world.shift("to", weeks=1)
    world.client("Outo", coach=world.celia, waiting_since=world.today - timedelta(days=900))
    plan = world.get(WeekPlan, planned())
    mine = plan_boards.load_board(world.carla, plan, now=world.now)
    theirs = plan_boards.load_board(world.celia, plan, now=world.now)
    assert "Outo" not in {one.name.split()[0] for one in mine.proposals}
    assert len(mine.proposals) + mine.others == len(theirs.proposals) + theirs.others == 2


def test_all_units_get_one_plan_together_on_friday(world):
    assert week_plans.ask_for_next_week(now=world.now) == 0
    world.move_to("pe 07:00")
    assert week_plans.ask_for_next_week(now=world.now) == 1
    assert week_plans.ask_for_next_week(now=world.now) == 0
    assert [plan.scope for plan in world.all(WeekPlan)] == ["all"]


def test_the_trail_tells_of_a_plan(world, planned):
    world.shift("ti", weeks=1)
    plan_id = planned()
    told = [row.action for row in world.all(AuditEvent, AuditEvent.object_id == plan_id)]
    assert told == ["create", "update"]
    (row,) = (one for one in world.all(PlanRow) if one.client_id and one.shift_id)
    offers.offer_planned(world.carla, plan_id, [row.id], now=world.now)
    assert world.count(AuditEvent, AuditEvent.object_id == plan_id) == 3


def test_without_the_solver_there_is_still_a_valid_plan(world, monkeypatch):
    monkeypatch.setitem(sys.modules, "highspy", None)  # as where it is not installed
    shift_id = world.shift("ti", weeks=1)
    plan_id = week_plans.ask_for_plan(world.carla, NEXT, now=world.now)
    planning.make_plans(now=world.now)
    assert [shift for _client, shift in proposals(world, plan_id)] == [shift_id]
    notes = world.get(WeekPlan, plan_id).certificate["notes"]
    assert ["solver_missing"] in notes


def test_a_week_that_cannot_be_planned_is_set_aside_and_not_tried_again(world):
    world.shift("ti", weeks=1)
    world.limit(world.kalle, Scale.LIFTING, 99)
    plan_id = week_plans.ask_for_plan(world.carla, NEXT, now=world.now)
    assert planning.make_plans(now=world.now) == 1
    plan = world.get(WeekPlan, plan_id)
    assert (plan.state, plan.ended_by) == (PlanState.DISCARDED, "not_made")
    assert planning.make_plans(now=world.now) == 0


def test_the_same_week_has_the_same_hashes(world, planned):
    world.shift("ti", weeks=1)
    first, second = (world.get(WeekPlan, planned()) for _ in range(2))
    assert first.inputs_hash == second.inputs_hash
    assert first.plan_hash == second.plan_hash
    world.wish(world.kalle, Category.KITCHEN)
    assert world.get(WeekPlan, planned()).inputs_hash != first.inputs_hash
