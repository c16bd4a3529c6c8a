"""Work by single shifts ends by itself, quietly, sixty days after its last shift."""

from __future__ import annotations

from app.domain.cadence import StepKey
from app.domain.lifecycle import DueState, PlacementEnd, PlacementState
from app.services import support_plans
from app.services.idle_placements import end_idle
from app.store.models.cadence import DueContact, SupportPlan
from app.store.models.trail import OutboxMessage
from app.store.models.work import Placement
from app.store.transaction import unit_of_work


def test_work_by_shifts_ends_quietly_sixty_days_after_the_last_shift(engine_app, world):
    world.placed(world.kalle, world.shift(day="to"))
    support_plans.grow_plans(now=world.now)
    (placement,) = world.all(Placement)
    letters = world.count(OutboxMessage)
    world.pass_time(days=60)
    assert end_idle(now=world.now) == 0
    world.pass_time(days=10)
    assert (end_idle(now=world.now), end_idle(now=world.now)) == (1, 0)
    ended = world.get(Placement, placement.id)
    assert (ended.state, ended.end_reason) == (PlacementState.ENDED, PlacementEnd.STOPPED)
    (plan,) = world.all(SupportPlan)
    assert plan.ended_on == world.today
    assert world.count(OutboxMessage) == letters
    due = world.all(DueContact, DueContact.state == DueState.DUE)
    assert all(one.to_on < world.today and one.step is not StepKey.AFTER_END for one in due)


def test_work_that_is_a_job_does_not_end_by_itself(engine_app, world):
    world.placed(world.kalle, world.shift(day="to"))
    (placement,) = world.all(Placement)
    with unit_of_work() as session:
        session.get_one(Placement, placement.id).kind = "employment"
    world.pass_time(days=100)
    assert end_idle(now=world.now) == 0
