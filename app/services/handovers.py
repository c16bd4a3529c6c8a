"""A coach gives people over to a colleague, who says yes or no; clients hear of it before."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.calendar import local_day
from app.domain.errors import RuleBroken
from app.domain.lifecycle import HandoverState
from app.domain.policy import Facts, Verb, require
from app.store import audit, handovers, letters
from app.store.models.handovers import Handover
from app.store.transaction import unit_of_work

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date, datetime
    from uuid import UUID

    from app.domain.policy import Actor

PATH, MANAGERS_PATH = "/coach/handovers", "/manager/handovers"


@dataclass(frozen=True)
class Wanted:
    """Whose people, to whom, from when on, until when, and which ones."""

    from_id: UUID
    to_id: UUID
    starts_on: date
    ends_on: date | None
    client_ids: Collection[UUID]


def propose(actor: Actor, wanted: Wanted, *, now: datetime) -> UUID:
    """Ask a colleague of the unit to take people over. Raises: Missing, NotAllowed, RuleBroken."""
    with unit_of_work():
        giver = handovers.get_coach(actor, wanted.from_id)
        handovers.get_coach(actor, wanted.to_id)
        require(actor, Verb.HAND_OVER, Facts(user_id=giver.id, unit_id=giver.unit_id))
        _check(wanted, local_day(now))
        handover = Handover(
            from_id=giver.id, to_id=wanted.to_id, proposed_by_id=actor.user_id,
            starts_on=wanted.starts_on, ends_on=wanted.ends_on, proposed_at=now,
        )  # fmt: skip
        handovers.add(handover, wanted.client_ids)
        _record(actor, "create", handover, wanted.client_ids, now=now)
        key = f"handover:{handover.id}"
        letters.tell_user(handover.to_id, "handover_proposed", key, now=now, path=PATH)
        return handover.id


def _check(wanted: Wanted, today: date) -> None:
    """Raises: RuleBroken for days that can't be, for nobody, and for people of somebody else."""
    last = wanted.ends_on
    if wanted.starts_on < today or (last is not None and last < wanted.starts_on):
        raise RuleBroken("handover_days")
    own = {one for one, _name in handovers.list_own_people(wanted.from_id, on=today)}
    if wanted.to_id == wanted.from_id or not wanted.client_ids or set(wanted.client_ids) - own:
        raise RuleBroken("handover_nobody")


def accept(actor: Actor, handover_id: UUID, *, now: datetime) -> None:
    """The receiver takes them; from the first day on the relations say so, and clients are told.

    Raises: Missing, NotAllowed, Conflict when it was answered already.
    """
    with unit_of_work():
        handover, client_ids = handovers.get_handover(actor, handover_id)
        require(actor, Verb.ANSWER_HANDOVER, Facts(user_id=handover.to_id))
        today = local_day(now)
        if handover.ends_on is not None and handover.ends_on < today:
            raise RuleBroken("handover_days")
        handovers.move(handover, HandoverState.ACCEPTED, now=now)
        given = handovers.give_over(handover, client_ids, max(handover.starts_on, today))
        handovers.pass_on_drafts(today)
        keys = {one: f"handover:{handover.id}:{one}" for one in given}
        letters.tell_clients(keys, "coach_changed", now=now, path="/client/coach")
        _answered(actor, handover, client_ids, now=now)


def refuse(actor: Actor, handover_id: UUID, *, now: datetime) -> None:
    """The receiver can't take them; nothing changes. Raises: Missing, NotAllowed, Conflict."""
    with unit_of_work():
        handover, client_ids = handovers.get_handover(actor, handover_id)
        require(actor, Verb.ANSWER_HANDOVER, Facts(user_id=handover.to_id))
        handovers.move(handover, HandoverState.REFUSED, now=now)
        _answered(actor, handover, client_ids, now=now)


def withdraw(actor: Actor, handover_id: UUID, *, now: datetime) -> None:
    """Whoever may give over takes a proposal back. Raises: Missing, NotAllowed, Conflict."""
    with unit_of_work():
        handover, client_ids = handovers.get_handover(actor, handover_id)
        giver = handovers.get_coach(actor, handover.from_id)
        require(actor, Verb.HAND_OVER, Facts(user_id=giver.id, unit_id=giver.unit_id))
        handovers.move(handover, HandoverState.WITHDRAWN, now=now)
        _record(actor, "update", handover, client_ids, now=now)


def _answered(
    actor: Actor, handover: Handover, client_ids: Collection[UUID], *, now: datetime
) -> None:
    key = f"handover_answered:{handover.id}"
    for user_id in {handover.from_id, handover.proposed_by_id}:
        path = PATH if user_id == handover.from_id else MANAGERS_PATH
        letters.tell_user(user_id, "handover_answered", key, now=now, path=path)
    _record(actor, "update", handover, client_ids, now=now)


def pass_on_drafts(*, now: datetime) -> int:
    """How many unfinished notes have gone along with their people. Harmless twice."""
    with unit_of_work():
        return handovers.pass_on_drafts(local_day(now))


def _record(
    actor: Actor, action: str, handover: Handover, client_ids: Collection[UUID], *, now: datetime
) -> None:
    entry = audit.Entry(
        action, "handover", handover.id, purpose="support", client_ids=list(client_ids),
        fields=["state", "starts_on", "ends_on"],
    )  # fmt: skip
    audit.record(actor, entry, now=now)
