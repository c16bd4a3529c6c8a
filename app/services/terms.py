"""Changing pay, place or demands of an order, open or resting: who said yes is asked anew."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from app.domain import terms as rules
from app.domain.calendar import local_day
from app.domain.errors import Conflict, Gone, RuleBroken
from app.domain.policy import Actor, Verb, require
from app.domain.tasks import check_draft
from app.domain.terms import Ahead, Impact, Known, Wanted
from app.domain.vocabulary import Role
from app.matching.inputs import build
from app.matching.offering import check_again, check_passes, propose
from app.store import (
    advice,
    asking_anew,
    audit,
    facts,
    former_terms,
    letters,
    organisations,
    series_edits,
    shifts,
    tasks,
)
from app.store.asking_anew import TERMS, Anew
from app.store.transaction import unit_of_work

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime
    from uuid import UUID

    from app.domain.proposals import Proposal
    from app.store.models.work import Task

# Lets the rules tell of own limits instead of stopping at them: the client says whether it suits.
_TOLD_TO_CLIENT = "asked anew"


def foresee(actor: Actor, task_id: UUID, wanted: Wanted, *, now: datetime) -> Impact:
    """What a change would do, to how many people and times; nothing is kept.

    Raises: Missing, NotAllowed, Conflict("terms_wait"), RuleBroken.
    """
    return _work_out(actor, _load(actor, task_id), wanted, now=now)


def change_terms(
    actor: Actor, task_id: UUID, wanted: Wanted, *, seen: str, now: datetime
) -> Impact:  # fmt: skip
    """Change the terms of everything that lies ahead; what has begun keeps its own.

    `seen`: the mark of what was shown before.
    Raises: Conflict("changed_meanwhile") when it would do something else by now.
    """
    with unit_of_work():
        _load(actor, task_id)
        series_edits.lock(task_id)
        task = _load(actor, task_id)
        impact = _work_out(actor, task, wanted, now=now)
        if impact.mark != seen:
            raise Conflict("changed_meanwhile")
        tasks.raise_version(task, impact.version, now=now)
        former_terms.keep(task, now=now)
        old_site_id = task.site_id
        tasks.write_draft(task, impact.new)
        touched = _ask_anew(actor, task, impact, now=now)
        sites = {"old_site": str(old_site_id), "new_site": str(task.site_id)}
        _record(actor, task, impact, touched, sites, now=now)
        key = f"task_terms_changed:{task.id}:{int(now.timestamp())}"
        letters.tell_orderer(task, "task_terms_changed", key, now=now)
        return impact


def _load(actor: Actor, task_id: UUID) -> Task:
    task = tasks.get_task(actor, task_id)
    require(actor, Verb.EDIT_TASK, tasks.facts_of(task, actor))
    rules.check_state(task.state)
    return task


def _work_out(actor: Actor, task: Task, wanted: Wanted, *, now: datetime) -> Impact:
    old, today = tasks.draft_of(task), local_day(now)
    new = rules.with_terms(old, wanted, _list_known(task.organisation_id))
    check_draft(new)
    changed = rules.check_changed(old, new)
    by_us = actor.role is Role.DISPATCHER
    rules.check_new_pay(old, new, tasks.list_floors(), on=max(old.first_on, today), by_us=by_us)
    alive = [one for one in shifts.list_of_task(task.id) if series_edits.made_of(one).alive]
    ahead = tuple(
        Ahead(one.id, one.starts_at, one.ends_at, one.taken) for one in alive if one.starts_at > now
    )
    people = asking_anew.count_people([one.id for one in ahead])
    told = advice.list_terms_advice(new, on=today)
    return Impact(task.version, old, new, changed, ahead, people, told)


def _list_known(organisation_id: UUID) -> list[Known]:
    return [
        Known(
            one.name, one.area, one.lat, one.lon, one.door, one.way_in, one.break_room, one.toilet
        )
        for one in organisations.list_sites(organisation_id)
    ]


def _ask_anew(actor: Actor, task: Task, impact: Impact, *, now: datetime) -> set[UUID]:
    """Ask everybody who had a place at what lies ahead; the clients whom it touched."""
    if not impact.ahead:
        return set()
    ids, begins_at = [one.id for one in impact.ahead], impact.ahead[0].starts_at
    held = asking_anew.release(actor, ids, TERMS, now=now)
    asking_anew.empty(ids)
    asked = {}
    for client_id, shift_ids in held.items():
        try:
            proposal = _judge(client_id, shift_ids, now=now)
        except (Gone, RuleBroken):
            asking_anew.tell_stopped(client_id, begins_at=begins_at, now=now)
            continue
        anew = Anew(client_id, shift_ids, proposal)
        asked[client_id] = asking_anew.ask(actor, task, anew, TERMS, now=now)
    asking_anew.show(asked, TERMS, begins_at=begins_at, now=now)
    return set(held)


def _judge(client_id: UUID, shift_ids: Collection[UUID], *, now: datetime) -> Proposal | None:
    """What the rules say of the work as it is now, own limits among it, for the client to weigh.

    None where something else stops it that had not stopped the first yes either. Raises: Gone or
    RuleBroken where the law or the client's other work leave no room, or a pass is missing.
    """
    inputs = build(**facts.load_facts([client_id], shift_ids, now=now))
    check_again(client_id, inputs)
    check_passes(client_id, inputs)
    try:
        found = propose([client_id], inputs, {client_id: _TOLD_TO_CLIENT})[0]
    except (Conflict, Gone, RuleBroken):
        return None
    return replace(found, coach_reason="")


def _record(
    actor: Actor, task: Task, impact: Impact, touched: Collection[UUID], sites: dict[str, str], *,
    now: datetime,
) -> None:  # fmt: skip
    told = rules.trail_facts(impact.old, impact.new) | sites
    entry = audit.Entry(
        "update", "task", task.id, client_ids=sorted(touched),
        fields=[term.value for term in impact.terms],
        facts={"because": TERMS.code, "shifts": len(impact.ahead), **told},
    )  # fmt: skip
    audit.record(actor, entry, now=now)
