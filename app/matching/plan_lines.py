"""A finished plan in the words of people: who goes where, who has nothing, what stays open."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from app.domain.plans import Line
from app.matching.client_standing import ClientStanding
from app.matching.explain import explain, to_text
from app.matching.plan.patterns import SCALE
from app.matching.plan.reasons import NO_SHIFT_FITS, not_chosen, open_places
from app.matching.shift_columns import ShiftColumns
from app.matching.shortlist import judge

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.matching.facts import ClientFacts, ShiftFacts
    from app.matching.inputs import Inputs
    from app.matching.week_plan import Plan, PlanInstance


def lines_of(inputs: Inputs, week: PlanInstance, plan: Plan) -> list[Line]:
    """Every line of the plan: proposals, people without work, places that stay open."""
    return [*_proposals(inputs, week, plan), *_unplaced(inputs, week, plan), *_open(week, plan)]


def _proposals(inputs: Inputs, week: PlanInstance, plan: Plan) -> Iterator[Line]:
    shifts = {shift.id: shift for shift in inputs.shifts}
    fixed = {(pin.client_id, pin.shift_id) for pin in plan.pins if pin.yes}
    for row, shift in zip(plan.client_ids, plan.shift_ids, strict=True):
        for one in week.people_of(row):
            client, pinned = inputs.clients[UUID(one)], (row, shift) in fixed
            yield proposal(inputs, client, shifts[UUID(shift)], pinned=pinned)


def proposal(inputs: Inputs, client: ClientFacts, shift: ShiftFacts, *, pinned: bool) -> Line:
    """The client on the shift, with why it fits."""
    why = to_text(explain(judge(client, shift, inputs.context)))
    return Line(client.id, shift.id, pinned, why=why)


def _unplaced(inputs: Inputs, week: PlanInstance, plan: Plan) -> Iterator[Line]:
    shifts = ShiftColumns(inputs.shifts)
    for one in not_chosen(week, plan):
        for client_id in week.people_of(one.client_id):
            client = inputs.clients[UUID(client_id)]
            if one.code == NO_SHIFT_FITS:
                yield _nothing_fits(ClientStanding(shifts, client, inputs.context))
            else:
                yield Line(client.id, reason=one.code)


def _nothing_fits(asked: ClientStanding) -> Line:
    """The reason that shuts the client out of most of the week's shifts."""
    counts = asked.reasons(asked.columns.alive)
    code = min(counts, key=lambda one: (-counts[one], one)) if counts else ""
    return Line(asked.client.id, reason=NO_SHIFT_FITS, facts={"code": code})


def _open(week: PlanInstance, plan: Plan) -> Iterator[Line]:
    for one in open_places(week, plan):
        yield Line(None, UUID(one.shift_id), places=one.places, reason=one.code)


def proof_of(plan: Plan) -> dict[str, Any]:
    """What an independent check needs beside the week itself; whole numbers only."""
    return {
        "place_prices": plan.prices.place.tolist(),
        "coach_prices": plan.prices.coach.tolist(),
        "first_time_prices": plan.prices.first.tolist(),
        "scale": SCALE, "bound": plan.bound, "price_bound": plan.price_bound,
        "bound_by": plan.bound_by,
        "notes": [[note.code, *note.about] for note in plan.notes],
    }  # fmt: skip
