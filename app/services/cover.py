"""The ladder when somebody is missing: how many each rung holds, and trying one.

A dispatcher never asks a client: a rung of people is tried by writing to their coaches. Nothing is
ordered by any score; who is on a rung fits by the same rules as on a coach's match page.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.calendar import local_day
from app.domain.cover import PEOPLE, Rung
from app.domain.errors import Conflict
from app.domain.policy import Actor, Verb, require
from app.matching.inputs import build
from app.matching.resident import kept_columns
from app.matching.shortlist import Group
from app.store import audit, columns, cover, facts, letters, relations, risks, shifts, tasks
from app.store.transaction import unit_of_work

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from app.store.models.work import Shift


@dataclass(frozen=True)
class RungRow:
    """One rung: how many people fit, whose coaches would be written to, when it was tried."""

    rung: Rung
    people: int
    coach_ids: tuple[UUID, ...]
    tried_at: datetime | None


@dataclass(frozen=True)
class Ladder:
    """A shift with what can be done to fill it."""

    shift: Shift
    missing: int
    rungs: tuple[RungRow, ...]


def get_ladder(actor: Actor, shift_id: UUID, *, now: datetime) -> Ladder:
    """The rungs of a shift, judged now; nothing is written. Raises: Missing, NotAllowed."""
    shift = _get_shift(actor, shift_id)
    people = _people(shift, now=now)
    tried = cover.list_tried(shift_id)
    rows = tuple(
        RungRow(rung, *people.get(rung, (0, ())), tried_at=tried.get(rung)) for rung in Rung
    )
    return Ladder(shift, max(shift.places - shift.taken, 0), rows)


def _get_shift(actor: Actor, shift_id: UUID) -> Shift:
    shift = shifts.get_shift(actor, shift_id)
    require(actor, Verb.SCREEN_TASK, tasks.facts_of(shift.task, actor))
    return shift


def _people(shift: Shift, *, now: datetime) -> dict[Rung, tuple[int, tuple[UUID, ...]]]:
    """How many fit on each rung of people, and their coaches; without those asked already."""
    known, away = cover.list_known(shift), cover.list_not_again(shift.id)
    by_coach = cover.list_by_coach(local_day(now))
    asked = build(now=now, clients={}, shifts=facts.load_shift_values([shift.id])).shifts
    if not asked:
        return {}
    with kept_columns(columns, now) as kept:
        standing = kept.standing(asked[0], now)
        free = kept.clients.alive & ~kept.these(away)
        masks = {rung: kept.these(known[rung]) & free for rung in PEOPLE}
        masks[Rung.OTHERS] = free & ~kept.these(set().union(*known.values()))
        coaches = {coach_id: kept.these(ids) for coach_id, ids in sorted(by_coach.items())}
        return {
            rung: (
                standing.count(Group.FITS, mask),
                tuple(
                    coach_id for coach_id, own in coaches.items()
                    if standing.count(Group.FITS, mask & own)
                ),
            )
            for rung, mask in masks.items()
        }  # fmt: skip


def take_rung(actor: Actor, shift_id: UUID, rung: Rung, *, now: datetime) -> int:
    """How many people were written to: the coaches of a rung, or those who ordered.

    The same is written once a day. Raises: Missing, NotAllowed, Conflict("shift_begun").
    """
    people = get_ladder(actor, shift_id, now=now) if rung in (*PEOPLE, Rung.OTHERS) else None
    with unit_of_work():
        shift = _get_shift(actor, shift_id)
        if shift.starts_at <= now:
            raise Conflict("shift_begun")
        key = f"{cover.key_of(shift_id, rung)}{local_day(now)}"
        if people is None:
            written = _tell_orderer(shift, rung, key, now=now)
        else:
            row = next(one for one in people.rungs if one.rung is rung)
            written = _tell_coaches(row.coach_ids, shift_id, "cover_wanted", key, now=now)
        entry = audit.Entry("update", "shift", shift_id, facts={"cover": rung.value})
        audit.record(actor, entry, now=now)
        return written


def _tell_orderer(shift: Shift, rung: Rung, key: str, *, now: datetime) -> int:
    letters.tell_orderer(shift.task, f"cover_{rung}", key, now=now)
    return len(letters.list_addressees(shift.task))


def _tell_coaches(
    coach_ids: tuple[UUID, ...], shift_id: UUID, template: str, key: str, *, now: datetime
) -> int:
    for coach_id in coach_ids:
        letters.tell_user(coach_id, template, key, now=now, path=f"/coach/shifts/{shift_id}")
    return len(coach_ids)


def remind_coaches(actor: Actor, shift_id: UUID, *, now: datetime) -> int:
    """How many coaches were reminded that something of a near shift is still open; once a day.

    Raises: Missing, NotAllowed.
    """
    with unit_of_work():
        _get_shift(actor, shift_id)
        clients = risks.list_unsure_clients(shift_id)
        coaches = [relations.find_coach(one, on=local_day(now)) for one in clients]
        found = sorted({coach.id for coach in coaches if coach is not None})
        key = f"shift_unsure:{shift_id}:{local_day(now)}"
        written = _tell_coaches(tuple(found), shift_id, "shift_unsure", key, now=now)
        entry = audit.Entry("update", "shift", shift_id, facts={"reminded": written})
        audit.record(actor, entry, now=now)
        return written
