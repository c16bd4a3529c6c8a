"""Weeks that cannot be planned well: each ends in a valid plan or in words, never in a fault."""

from __future__ import annotations

from datetime import date

import pytest

from app.domain.errors import RuleBroken
from app.domain.lifecycle import PlanState
from app.domain.vocabulary import SupportNeed
from app.matching.week_plan import PlanSettings
from app.services import planning, week_plans
from app.store.models.people import Client, User
from app.store.models.plan import PlanRow, WeekPlan
from app.store.models.rules import RuleValue
from app.store.models.work import Shift
from app.web.shared.words_plans import REASONS

NEXT = date(2026, 11, 30)
DEFAULT = PlanSettings().waiting_weight


def made(world, week_on=NEXT, actor=None):
    """The plan of a unit's week when it has come."""
    plan_id = week_plans.ask_for_plan(actor or world.carla, week_on, now=world.now)
    assert planning.make_plans(now=world.now) == 1
    plan = world.get(WeekPlan, plan_id)
    assert plan.state is PlanState.PROPOSED
    assert planning.check_plan(plan_id, now=world.now).holds
    return world.get(WeekPlan, plan_id)


def pairs(world):
    return [
        (row.client_id, row.shift_id)
        for row in world.all(PlanRow)
        if row.client_id and row.shift_id
    ]


def test_a_unit_without_clients_has_an_empty_plan(world):
    world.shift("ti", weeks=1)
    world.change(Client, world.kerttu.client_id, unit_id=world.units["U01"])
    made(world, actor=world.cleo)
    assert pairs(world) == []
    (row,) = world.all(PlanRow)
    assert row.reason in REASONS


def test_a_week_without_shifts_has_an_empty_plan(world):
    made(world)
    assert pairs(world) == []


def test_a_task_whose_places_are_gone_is_not_planned(world):
    shift_id = world.shift("ti", weeks=1)
    world.change(Shift, shift_id, places=0)
    made(world)
    assert pairs(world) == []


def test_a_coach_without_hours_goes_along_with_nobody(world):
    world.shift("ti", weeks=1)
    for client in (world.kalle, world.kaisa):
        world.change(Client, client.client_id, support_need=SupportNeed.ALWAYS)
    for coach in (world.carla, world.celia):
        world.change(User, coach.user_id, support_minutes_week=0)
    made(world)
    assert pairs(world) == []


def test_a_plan_from_before_first_times_had_prices_is_still_checked(world):
    world.shift("ti", weeks=1)
    plan = made(world)
    told = {name: value for name, value in plan.certificate.items() if "first_time" not in name}
    world.change(WeekPlan, plan.id, certificate=told)
    assert not planning.check_plan(plan.id, now=world.now).holds
    older = told | {"price_bound": 2 * told["price_bound"]}  # two newcomers, and one first time
    world.change(WeekPlan, plan.id, certificate=older)
    assert planning.check_plan(plan.id, now=world.now).holds


def test_a_past_week_is_refused(world):
    with pytest.raises(RuleBroken, match="week_over"):
        week_plans.ask_for_scope(date(2026, 11, 16), now=world.now)


@pytest.mark.parametrize("sunday", ["2027-03-28", "2026-10-25"])
def test_the_week_in_which_the_clocks_change_is_planned(world, sunday):
    world.clock.at = world.at(f"{sunday} 09:00").replace(day=1)
    day = str(date.fromisoformat(sunday).replace(day=int(sunday[-2:]) - 2))
    shift_id = world.shift(day)
    plan = made(world, date.fromisoformat(day))
    assert [shift for _client, shift in pairs(world)] == [shift_id]
    assert plan.ended_by == "optimal"


def rule(world, value, valid_from, valid_to=None):
    world.add(
        RuleValue(
            key="plan_waiting_weight", value=value, unit="kerroin", source="Lautakunta",
            valid_from=valid_from, valid_to=valid_to, checked_by_id=world.aada.user_id,
        )
    )  # fmt: skip


def test_the_weight_of_waiting_is_the_one_that_holds_in_the_week(world):
    assert made(world).settings["waiting_weight"] == DEFAULT
    rule(world, "7", date(2026, 1, 1))
    rule(world, "9", date(2026, 12, 7))
    assert made(world).settings["waiting_weight"] == 7
    assert made(world, date(2026, 12, 7)).settings["waiting_weight"] == 9


@pytest.mark.parametrize("value", ["paljon", "-3", ""])
def test_a_weight_that_is_no_number_is_not_taken(world, value):
    rule(world, value, date(2026, 1, 1))
    assert made(world).settings["waiting_weight"] == DEFAULT


def test_a_weight_that_has_ended_is_not_taken(world):
    rule(world, "7", date(2026, 1, 1), date(2026, 11, 1))
    assert made(world).settings["waiting_weight"] == DEFAULT
