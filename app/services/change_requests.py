"""A coach asks the orderer for another time or lighter work; the yes is carried out at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain import questions
from app.domain.calendar import local_day, month_bounds
from app.domain.errors import Conflict, Missing, RuleBroken
from app.domain.lifecycle import ChangeState, TaskState
from app.domain.policy import Verb, require
from app.store import audit, change_requests, letters, shifts, tasks
from app.store.transaction import unit_of_work

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from app.domain.policy import Actor
    from app.domain.questions import Change
    from app.store.models.asking import ChangeRequest
    from app.store.models.people import Organisation
    from app.store.models.work import Shift


def ask_change(actor: Actor, shift_id: UUID, change: Change, *, now: datetime) -> UUID:
    """The id of the wish, of which the orderer and the dispatchers are told; it names nobody.

    Raises: Missing, NotAllowed, RuleBroken, Conflict("change_asked") while one waits,
    Conflict("change_too_late") when somebody has an offer of the shift and its time would change,
    Conflict("contacts_full") when the orderer wants no more contacts this month: these wishes are
    the only letters to an orderer that somebody else's idea brings about; what follows from an
    order of their own (it is opened, somebody comes, hours wait) is not counted, nor what is asked
    by phone through the dispatcher.
    """
    with unit_of_work():
        shift = shifts.get_shift(actor, shift_id)
        require(actor, Verb.ASK_FOR_CHANGE, tasks.facts_of(shift.task, actor))
        if shift.task.state is not TaskState.OPEN or shift.starts_at <= now:
            raise Conflict("change_too_late")
        if actor.user_id is None:
            raise Missing
        _check(shift, change, now=now)
        _check_contacts(shift.task.organisation, now=now)
        asked = change_requests.add_change(shift.id, change, by=actor.user_id, now=now)
        key = f"change_asked:{asked.id}"
        letters.tell_orderer(shift.task, "change_asked", key, now=now)
        letters.tell_dispatchers(shift.task, "change_asked_dispatch", key, now=now)
        _record(actor, asked, "create", now=now)
        return asked.id


def _check(shift: Shift, change: Change, *, now: datetime) -> None:
    if change.starts_at is not None and change.ends_at is not None:
        if change_requests.is_offered(shift.id):
            raise Conflict("change_too_late")
        if change.starts_at <= now:
            raise RuleBroken("times_odd")
        questions.check_time((shift.starts_at, shift.ends_at), (change.starts_at, change.ends_at))
    elif change.scale is not None and change.level is not None:
        levels = {demand.scale: demand.level for demand in shift.task.demands}
        questions.check_level(levels.get(change.scale), change.level)
    else:
        raise RuleBroken("nothing_changed")


def _check_contacts(organisation: Organisation, *, now: datetime) -> None:
    most = organisation.contacts_a_month
    if most is None:
        return
    since = month_bounds(local_day(now))[0]
    if change_requests.count_asked(organisation.id, since=since) >= most:
        raise Conflict("contacts_full", most=most)


def answer_change(actor: Actor, change_id: UUID, *, agreed: bool, now: datetime) -> None:
    """Keep the word of the orderer's side; a yes moves the shift or lightens the order.

    Raises: Missing, NotAllowed, Conflict when it was answered or somebody has the shift by now.
    """
    with unit_of_work():
        asked = change_requests.get_change(actor, change_id)
        require(actor, Verb.ANSWER_CHANGE, tasks.facts_of(asked.shift.task, actor))
        new = ChangeState.AGREED if agreed else ChangeState.DECLINED
        change_requests.answer(asked, new, by=actor.user_id, now=now)
        if agreed:
            _carry_out(asked, now=now)
        path = f"/coach/shifts/{asked.shift_id}"
        key = f"change_answered:{asked.id}"
        letters.tell_user(asked.asked_by_id, "change_answered", key, now=now, path=path)
        _record(actor, asked, "update", now=now, new=new)


def _carry_out(asked: ChangeRequest, *, now: datetime) -> None:
    shift = asked.shift
    if shift.starts_at <= now:
        raise Conflict("change_too_late")
    if asked.starts_at is None or asked.ends_at is None:
        change_requests.lower_demand(shift.task, asked)
        return
    if change_requests.is_offered(shift.id):
        raise Conflict("change_too_late")
    change_requests.move_shift(shift, asked.starts_at, asked.ends_at)


def withdraw_change(actor: Actor, change_id: UUID, *, now: datetime) -> None:
    """Take an own wish back. Raises: Missing for another's, Conflict when it was answered."""
    with unit_of_work():
        asked = change_requests.get_change(actor, change_id)
        require(actor, Verb.ASK_FOR_CHANGE, tasks.facts_of(asked.shift.task, actor))
        if asked.asked_by_id != actor.user_id:
            raise Missing
        change_requests.answer(asked, ChangeState.WITHDRAWN, by=actor.user_id, now=now)
        _record(actor, asked, "update", now=now, new=ChangeState.WITHDRAWN)


def _record(
    actor: Actor, asked: ChangeRequest, action: str, *, now: datetime,
    new: ChangeState = ChangeState.OPEN,
) -> None:  # fmt: skip
    facts = {"new": new.value, "kind": "time" if asked.starts_at else "demand"}
    audit.record(actor, audit.Entry(action, "change_request", asked.id, facts=facts), now=now)
