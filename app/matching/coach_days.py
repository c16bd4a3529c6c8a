"""A plan in which no coach is wanted at two places at once.

The planner keeps each coach's minutes; the days themselves are kept here: where two visits of a
plan collide, one of the pairs is refused and the week is planned again. The bound of the first
plan stays, since refusing pairs never makes a week worth more.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import UUID

from app.domain.bookings import Visit, collides
from app.matching.presence import wanted_presence
from app.matching.week_plan import Pin, solve

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from concurrent.futures import Executor

    from app.matching.facts import ClientFacts, ShiftFacts
    from app.matching.inputs import Inputs
    from app.matching.week_plan import Plan, PlanInstance, PlanSettings, Progress

WHY = "coach_elsewhere"
Place = tuple["ClientFacts", "ShiftFacts"]


def plan_with_coaches(  # noqa: PLR0913 - as the planner itself
    inputs: Inputs,
    week: PlanInstance,
    pins: Sequence[Pin],
    *,
    settings: PlanSettings | None = None,
    progress: Callable[[Progress], None],
    stop: Callable[[], bool],
    executor: Executor | None = None,
) -> Plan:
    """The plan of a week; every round refuses at least one pair, so the rounds come to an end."""
    refused: tuple[Pin, ...] = ()
    first: Plan | None = None
    while True:
        plan = solve(
            week, settings, pins=(*pins, *refused), progress=progress, stop=stop, executor=executor
        )
        first = first or plan
        more = _refuse(inputs, plan, pins)
        if not more:
            ended = "coach_days" if refused else plan.ended
            return replace(plan, bound=max(first.bound, plan.bound), ended=ended)
        refused += more


def _refuse(inputs: Inputs, plan: Plan, pins: Sequence[Pin]) -> tuple[Pin, ...]:
    """The pairs to leave out, so that what is left of the plan has no collision."""
    fixed = {(pin.client_id, pin.shift_id) for pin in pins if pin.yes}
    out: list[Pin] = []
    for places in _by_coach(inputs, plan).values():
        kept: list[Visit] = []
        for client, shift in sorted(places, key=lambda one: _rank(one, fixed)):
            visit = Visit(shift.id, shift.starts_at, shift.ends_at, shift.place)
            pinned = (str(client.id), str(shift.id)) in fixed
            if not pinned and any(collides(one, visit, inputs.context.travel) for one in kept):
                out.append(Pin(str(client.id), str(shift.id), yes=False, reason=WHY))
            else:
                kept.append(visit)
    return tuple(out)


def _rank(place: Place, fixed: Iterable[tuple[str, str]]) -> tuple[bool, int, str, str]:
    """What is pinned stays first, then who has waited longest; ids make it total."""
    client, shift = place
    pinned = (str(client.id), str(shift.id)) in fixed
    return not pinned, -client.waiting_days, str(client.id), str(shift.id)


def _by_coach(inputs: Inputs, plan: Plan) -> dict[UUID, list[Place]]:
    """The pairs on which the own coach must go along, by coach."""
    shifts = {str(shift.id): shift for shift in inputs.shifts}
    found: dict[UUID, list[Place]] = defaultdict(list)
    for client_id, shift_id in zip(plan.client_ids, plan.shift_ids, strict=True):
        client, shift = inputs.clients[UUID(client_id)], shifts[shift_id]
        if client.coach_id is not None and wanted_presence(client, shift).required:
            found[client.coach_id].append((client, shift))
    return found
