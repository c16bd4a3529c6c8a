"""A joint plan in the numbers that a dispatcher reads: nobody's name, no small number of people."""

from __future__ import annotations

from datetime import UTC, date, datetime
from uuid import uuid4

import pytest

from app.domain.errors import Missing, NotAllowed, RuleBroken
from app.domain.policy import Actor
from app.domain.vocabulary import Role
from app.services import offers, planning, week_plans
from app.store import joint_plans, reading
from app.store.models.people import Client, Unit
from app.store.models.plan import PlanRow, WeekPlan

NEXT = date(2026, 11, 30)


@pytest.fixture
def joint(world):
    """`joint()`: a made plan of all units, or of an area, for next week."""

    def plan(area=""):
        plan_id = week_plans.ask_for_joint(world.dina, NEXT, area, now=world.now)
        assert planning.make_plans(now=world.now) == 1
        return world.get(WeekPlan, plan_id)

    return plan


def read(world, plan):
    return joint_plans.load_joint(world.dina, plan)


def stages(board):
    return [part.stage for part in board.parts]


@pytest.mark.usefixtures("engine_app")
def test_places_are_told_one_by_one_and_people_to_the_nearest_five(world, joint):
    for number in range(6):
        world.client(f"Oma{number}")
    for day in ("ti", "ke", "to", "pe", "ma", "la"):
        world.shift(day, weeks=1, places=2)
    plan = joint()
    board = read(world, plan)
    lines = world.all(PlanRow, PlanRow.client_id.is_not(None), PlanRow.shift_id.is_not(None))
    assert board.filled == len(lines)
    assert board.filled + board.open == 12
    assert board.people == 10 or (board.people == 5 and len({r.client_id for r in lines}) < 8)
    assert [part.name for part in board.parts] == ["Kalasataman työtoiminta", "Malmin työtoiminta"]
    # Only Kerttu is in the other unit.
    assert board.parts[1].people is None or board.parts[1].without is None


@pytest.mark.usefixtures("engine_app")
def test_reasons_of_fewer_than_five_people_are_hidden(world, joint):
    world.shift("ti", weeks=1)
    few = read(world, joint())
    assert (few.without, few.hidden) == ([], True)
    for number in range(6):
        world.client(f"Oma{number}")
    world.pass_time(minutes=1)
    many = read(world, joint())
    assert sum(one.people for one in many.without) in {5, 10}
    assert all(one.people % 5 == 0 for one in many.without)


@pytest.mark.usefixtures("engine_app")
def test_open_places_have_their_reason(world, joint):
    world.shift("su", weeks=1, places=3)
    board = read(world, joint())
    ((reason, places),) = ((one.reason, one.places) for one in board.reasons)
    assert (reason, places, board.open) == ("nobody_fits", 3, 3)
    assert [one.row.places for one in board.open_places] == [3]


@pytest.mark.usefixtures("engine_app")
def test_a_part_is_done_when_the_coaches_of_the_unit_have_decided(world, joint):
    for day in ("ti", "ke", "to", "pe"):
        world.shift(day, weeks=1)
    plan = joint()
    assert stages(read(world, plan)) == ["waiting", "waiting"]
    mine = [row.id for row in lines_of(world, plan.id, "U01")]
    offers.offer_planned(world.carla, plan.id, mine[:1], now=world.now)
    if len(mine) > 1:
        assert stages(read(world, plan))[0] == "partly"
        offers.offer_planned(world.carla, plan.id, mine[1:], now=world.now)
    assert stages(read(world, plan)) == ["done", "waiting"]


def lines_of(world, plan_id, unit):
    found = world.all(PlanRow, PlanRow.plan_id == plan_id, PlanRow.shift_id.is_not(None))
    ids = {c.id for c in world.all(Client, Client.unit_id == world.units[unit])}
    return [row for row in found if row.client_id in ids]


@pytest.mark.usefixtures("engine_app")
def test_a_unit_with_a_newer_plan_of_its_own_is_named_so(world, joint):
    world.shift("ti", weeks=1)
    plan = joint()
    world.pass_time(minutes=1)
    week_plans.ask_for_plan(world.carla, NEXT, now=world.now)
    planning.make_plans(now=world.now)
    assert stages(read(world, plan))[0] == "newer"


@pytest.mark.usefixtures("engine_app")
def test_what_is_otherwise_than_in_the_plan_before(world, joint):
    world.shift("ti", weeks=1)
    assert read(world, joint()).changes is None
    world.pass_time(minutes=1)
    same = read(world, joint()).changes
    assert (same.new, same.gone, same.people, same.shifts) == (0, 0, 0, [])
    more = world.shift("ke", weeks=1)
    world.pass_time(minutes=1)
    after = read(world, joint()).changes
    assert (after.new - after.gone, after.people) == (1, None)
    assert [(one.shift.id, one.before, one.now) for one in after.shifts] == [(more, 0, 1)]


@pytest.mark.usefixtures("engine_app")
def test_no_client_is_read(world, joint):
    world.shift("ti", weeks=1)
    plan = joint()
    with reading.noting() as noted:
        read(world, plan)
    assert noted == set()


@pytest.mark.usefixtures("engine_app")
def test_an_area_is_planned_by_itself(world, joint):
    world.change(Unit, world.units["U02"], area="Itäkeskus")
    world.shift("ti", weeks=1)
    board = read(world, joint("Itäkeskus"))
    assert [part.name for part in board.parts] == ["Malmin työtoiminta"]
    with pytest.raises(Missing, match="area_unknown"):
        week_plans.ask_for_joint(world.dina, NEXT, "Länsi", now=world.now)


def test_the_newest_plan_of_each_area_and_of_all(world, joint):
    world.change(Unit, world.units["U02"], area="Itäkeskus")
    joint()
    world.pass_time(minutes=1)
    newest, area = joint(), joint("Itäkeskus")
    found = joint_plans.list_newest(world.dina, [NEXT])[NEXT]
    assert [plan.id for plan in found] == [newest.id, area.id]
    week_plans.discard_plan(world.dina, area.id, now=world.now)
    assert [plan.id for plan in joint_plans.list_newest(world.dina, [NEXT])[NEXT]] == [newest.id]


@pytest.mark.usefixtures("engine_app")
def test_what_there_is_to_plan(world):
    assert joint_plans.count_need(NEXT, now=world.now) == joint_plans.Need(0, 0)
    world.shift("ti", weeks=1, places=2)
    world.shift("ke", weeks=1)
    assert joint_plans.count_need(NEXT, now=world.now) == joint_plans.Need(2, 3)


def test_nobody_else_reads_it(world, joint):
    plan = joint()
    for other in (world.carla, world.maija, world.aada, world.kalle, world.oona):
        with pytest.raises(NotAllowed):
            joint_plans.load_joint(other, plan)
        with pytest.raises(NotAllowed):
            joint_plans.list_newest(other, [NEXT])
    own = week_plans.ask_for_plan(world.carla, NEXT, now=world.now)
    with pytest.raises(NotAllowed):
        joint_plans.load_joint(world.dina, world.get(WeekPlan, own))


@pytest.mark.usefixtures("app")
def test_without_units_there_is_nobody_to_plan_for():
    dispatcher = Actor(user_id=uuid4(), role=Role.DISPATCHER)
    with pytest.raises(RuleBroken, match="no_units"):
        week_plans.ask_for_joint(dispatcher, NEXT, now=datetime(2026, 11, 23, 7, tzinfo=UTC))
