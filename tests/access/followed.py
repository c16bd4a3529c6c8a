"""A follow-along plan: its usual steps as rows, and the contacts that it asks for."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from app.domain.cadence import PlanKind, StepKey
from app.domain.lifecycle import DueState
from app.store.models.cadence import CadenceTemplate, DueContact, PlanPause, SupportPlan

if TYPE_CHECKING:
    from uuid import UUID

    from app.domain.policy import Actor
    from tests.world import World


def steps_of(world: World) -> dict[str, UUID]:
    """A step that came with the site, and one that an administrator entered."""
    step = (CadenceTemplate.kind == PlanKind.JOB) & (CadenceTemplate.step == StepKey.WEEKLY)
    number = world.count(CadenceTemplate)
    entered = CadenceTemplate(
        kind=PlanKind.JOB, step=StepKey.WEEKLY, first_day=0, last_day=6, every_days=7, times=5,
        valid_from=date(2028, 1, 1) + timedelta(days=number), source="Laatuasteikko",
        entered_by_id=world.dina.user_id, entered_at=world.now,
    )  # fmt: skip
    return {
        "cadence": world.all(CadenceTemplate, step)[0].id,
        "cadence:entered": world.add(entered),
    }


def plans_of(world: World, client: Actor, coach: Actor, things: dict[str, UUID]) -> dict[str, UUID]:
    """A plan with a contact that waits and one that is settled, a paused one, and one of a job."""
    assert client.client_id is not None
    owned = {"client_id": client.client_id, "agreed_at": world.now, "seen_at": world.now}
    first, other, today = things["placement"], things["placement:unagreed"], world.today
    plans = {
        "followed": SupportPlan(placement_id=first, kind=PlanKind.GIG, starts_on=today, **owned),
        "followed:job": SupportPlan(
            placement_id=other, kind=PlanKind.JOB, starts_on=today - timedelta(days=30), **owned
        ),
        "followed:paused": SupportPlan(
            placement_id=other, kind=PlanKind.GIG, starts_on=today, **owned
        ),
    }
    made = {name: world.add(plan) for name, plan in plans.items()}
    paused = made["followed:paused"]
    world.add(PlanPause(plan_id=paused, from_on=today, paused_by_id=coach.user_id))
    kept = ((0, "due", DueState.DUE), (2, "due:settled", DueState.MISSED),
            (4, "due:instead", DueState.DUE))  # fmt: skip
    for number, name, state in kept:
        due = DueContact(
            plan_id=made["followed"], client_id=client.client_id, step=StepKey.REGULAR,
            number=number, from_on=today, to_on=today + timedelta(days=6), employer=False,
            face_to_face=False, state=state,
            substitute_id=world.celia.user_id if name == "due:instead" else None,
        )  # fmt: skip
        made[name] = world.add(due)
    return made
