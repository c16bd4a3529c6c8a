"""What a coach does with offers: make them, take them back, make an answer sure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.domain.calendar import local_day
from app.domain.errors import Conflict, Gone, Missing, RuleBroken
from app.domain.lifecycle import (
    OfferState,
    PlanRowState,
    PlanState,
    TaskState,
)
from app.domain.policy import Actor, Facts, Verb, require
from app.domain.purposes import purpose_of
from app.domain.vocabulary import RelationKind, Role
from app.matching.inputs import build
from app.matching.offering import propose
from app.store import (
    audit,
    facts,
    offering,
    offers,
    placements,
    places,
    relations,
    shifts,
    teams,
    wanted_workers,
    waves,
    week_plans,
    withdrawing,
)
from app.store.offering import Ask
from app.store.transaction import step, unit_of_work
from app.store.waves import entry_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime
    from uuid import UUID

    from app.store.models.plan import PlanRow
    from app.store.models.work import Shift
    from app.store.offers import Held

# A plan whose lines can still be offered.
OPEN_PLANS = frozenset({PlanState.PROPOSED, PlanState.PARTLY_ACCEPTED})


def offer_shifts(
    actor: Actor, shift_ids: Sequence[UUID], client_ids: Sequence[UUID], *,
    reason: Mapping[UUID, str] | None = None, window_hours: int | None = None, now: datetime,
) -> list[UUID]:  # fmt: skip
    """The ids of new offers of all these shifts to each of these clients, in asking order.

    They wait in rounds of twice the free places, first whom the orderer asks for by name; the first
    round is shown at once unless it is night. `reason`: why the coach proposes against a client's
    own limit, or to one alone who goes with a team, by client.
    Raises: Missing for a client or shift that is not the coach's to see, Gone("shift_filled"),
    Conflict("already_offered"), RuleBroken("cannot_be_offered", "reason_needed", "team_alone").
    """
    if not shift_ids or not client_ids:
        raise RuleBroken("nobody_chosen")
    clients = list(dict.fromkeys(client_ids))
    with unit_of_work():
        _check_clients(actor, clients, now=now)
        _check_teams(clients, shift_ids, reason or {})
        return _make(actor, shift_ids, clients, reason or {}, window_hours, now=now)


def _check_teams(
    client_ids: list[UUID], shift_ids: Sequence[UUID], reason: Mapping[UUID, str]
) -> None:
    """Nothing, when who goes only with others is asked with them, or alone for a reason."""
    left_out = teams.find_left_out(client_ids, shift_ids)
    for client_id in client_ids:
        if client_id in left_out and not reason.get(client_id, "").strip():
            raise RuleBroken("team_alone", client_id=client_id)


def _make(
    actor: Actor, shift_ids: Sequence[UUID], clients: list[UUID], reason: Mapping[UUID, str],
    window_hours: int | None = None, *, now: datetime,
) -> list[UUID]:  # fmt: skip
    places.lock_shifts(shift_ids)
    rows = _load_shifts(actor, shift_ids)
    hours = waves.hours_of(window_hours, rows[0].task.answer_window_hours, now=now)
    inputs = build(**facts.load_facts(clients, [row.id for row in rows], now=now))
    clients = wanted_workers.first_in_order(rows[0].task_id, clients)
    proposals = propose(clients, inputs, reason)
    made = offering.add_offers(Ask(rows, hours, actor.user_id), proposals, now=now)
    entries = [
        audit.Entry(
            "create", "offer", offer.id, client_ids=[offer.client_id],
            facts={"new": OfferState.QUEUED.value, "shifts": len(rows),
                   "with_reason": bool(offer.coach_reason)},
        )
        for offer in made
    ]  # fmt: skip
    audit.record_many(actor, entries, now=now)
    waves.advance([rows[0].id], now=now)
    return [offer.id for offer in made]


@dataclass(frozen=True)
class Accepted:
    """What became of the chosen lines of a plan: offers made, and lines overtaken by events."""

    offered: int
    overtaken: int


def offer_planned(
    actor: Actor, plan_id: UUID, row_ids: Sequence[UUID], *, now: datetime
) -> Accepted:
    """Make offers of the chosen lines of a plan, one for all the times of an order and client.

    Everything is judged anew; what does not fit any more is marked and left out.
    Raises: Missing, Conflict("plan_ended"), RuleBroken("nobody_chosen").
    """
    with unit_of_work():
        plan = week_plans.get_plan(actor, plan_id)
        if plan.state not in OPEN_PLANS:
            raise Conflict("plan_ended")
        groups = week_plans.group_lines(plan_id, row_ids)
        if not groups:
            raise RuleBroken("nobody_chosen")
        _check_clients(actor, list({client_id for client_id, _task in groups}), now=now)
        made = [
            _offer_lines(actor, client, lines, now=now) for (client, _), lines in groups.items()
        ]
        left = week_plans.count_open_lines(plan_id)
        new = PlanState.PARTLY_ACCEPTED if left else PlanState.ACCEPTED
        if plan.state is not new:
            week_plans.move(plan, new)
        done = Accepted(sum(made), len(made) - sum(made))
        told = {"new": new.value, "offered": done.offered, "overtaken": done.overtaken}
        audit.record(actor, audit.Entry("update", "week_plan", plan_id, facts=told), now=now)
        return done


def _offer_lines(actor: Actor, client_id: UUID, lines: Sequence[PlanRow], *, now: datetime) -> bool:
    """Whether an offer of these lines could still be made; the rest of the plan goes on."""
    ids = [line.id for line in lines]
    shift_ids = [line.shift_id for line in lines if line.shift_id]
    try:
        with step():
            (offer_id,) = _make(actor, shift_ids, [client_id], {}, now=now)
    except (Conflict, Gone, Missing, RuleBroken):
        week_plans.mark_lines(ids, PlanRowState.OVERTAKEN)
        return False
    week_plans.mark_lines(ids, PlanRowState.OFFERED, offer_id)
    return True


def _check_clients(actor: Actor, client_ids: list[UUID], *, now: datetime) -> None:
    kinds = relations.list_kinds(actor, client_ids, on=local_day(now))
    for client_id in client_ids:
        if actor.role is Role.COACH and RelationKind.COACH not in kinds[client_id]:
            raise Missing
        require(actor, Verb.OFFER, Facts(client_id=client_id, relations=kinds[client_id]))


def _load_shifts(actor: Actor, shift_ids: Sequence[UUID]) -> list[Shift]:
    """The shifts in time order. Raises: Missing, Conflict when they are not of one open order."""
    rows = shifts.list_by_ids(actor, set(shift_ids))
    if len(rows) != len(set(shift_ids)):
        raise Missing
    if len({row.task_id for row in rows}) != 1:
        raise Conflict("different_tasks")
    if rows[0].task.state is not TaskState.OPEN:
        raise Conflict("task_not_open")
    return rows


def withdraw_offer(actor: Actor, offer_id: UUID, *, now: datetime) -> None:
    """Take an offer back; a client who has seen it is told. Raises: Missing, Conflict."""
    with unit_of_work():
        held = _load(actor, offer_id, Verb.WITHDRAW_OFFER, now=now)
        if held.state is OfferState.WITHDRAWN:
            return
        if held.state is OfferState.CONFIRMED:
            raise Conflict("offer_confirmed")
        taken = [(held, held.shift_ids)]
        withdrawing.withdraw(actor, taken, purpose=purpose_of(actor), now=now)


def confirm_offer(actor: Actor, offer_id: UUID, *, now: datetime) -> None:
    """Make a yes sure: the client gets a place, a coach along if needed, the orderer a name.

    Pressing twice changes nothing. Raises: Missing, NotAllowed, Conflict, Gone.
    """
    with unit_of_work():
        held = _load(actor, offer_id, Verb.CONFIRM_OFFER, now=now)
        if held.state is OfferState.CONFIRMED:
            return
        # A withdrawn offer may become sure again, but only by taking "cannot come" back.
        if held.state is not OfferState.ACCEPTED:
            old, new = held.state.value, OfferState.CONFIRMED.value
            raise Conflict("illegal_move", old=old, new=new)
        placements.confirm(held, now=now)
        waves.clear_queue(held.shift_ids, now=now)
        _record(actor, held, OfferState.CONFIRMED, now=now)


def mark_seen(actor: Actor, offer_id: UUID, *, now: datetime) -> None:
    """Note that the client has opened the offer; nothing when it is not waiting for that."""
    with unit_of_work():
        client_id = offers.find_owner(actor, offer_id, now=now)
        require(actor, Verb.ANSWER_OFFER, offers.facts_of(actor, client_id, now=now))
        held = offers.get_held(offer_id)
        if held.state is not OfferState.SENT:
            return
        if offers.move_many([held], OfferState.SEEN, now=now, seen_at=now):
            _record(actor, held, OfferState.SEEN, now=now)


def _load(actor: Actor, offer_id: UUID, verb: Verb, *, now: datetime) -> Held:
    client_id = offers.find_owner(actor, offer_id, now=now)
    require(actor, verb, offers.facts_of(actor, client_id, now=now))
    offers.lock_client(client_id)
    held = offers.get_held(offer_id)
    if held.state is OfferState.FILLED_ELSEWHERE:
        raise Gone("shift_filled")
    return held


def _record(actor: Actor, held: Held, new: OfferState, *, now: datetime) -> None:
    entry = replace(entry_of(held, new), purpose=purpose_of(actor))
    audit.record(actor, entry, now=now)
