"""How support fades at the demo's longest work: much at first, less from week to week."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import uuid5

from app.cli.demo.cast import PEOPLE
from app.domain.calendar import local_day
from app.domain.lifecycle import AttendanceState
from app.domain.support_contacts import Note
from app.domain.vocabulary import SupportKind, SupportPlace
from app.services import fading, support_contacts
from app.store import attendance, visits
from app.store.transaction import unit_of_work

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from uuid import UUID

    from app.cli.demo.cast import Cast
    from app.domain.policy import Actor
    from app.store.visits import CoachShift

NAME = "Kalle"
# The minutes of each visit, the earliest first; what was planned an hour, and from which visit on.
MINUTES = (60, 60, 45, 45, 45, 30, 30, 15, 15, 15)
STAGES = ((0, 30), (4, 15), (8, 8))


def fade(cast: Cast, *, now: datetime) -> None:
    """Ten visits at Kalle's weekly work, each noted on its day, and the plan beside them."""
    coach, client_id = cast[PEOPLE["coach"]], cast.client_id(NAME)
    done = _performed(coach, client_id, now)[-len(MINUTES) :]
    for shift, minutes in zip(done, MINUTES[-len(done) :], strict=True):
        _note(coach, client_id, shift, minutes)
    if done:
        with unit_of_work():
            placement_id = attendance.list_placements(done[-1].id, [client_id])[client_id]
        for visit, minutes in STAGES:
            day = local_day(done[min(visit, len(done) - 1)].starts_at)
            fading.plan_stage(coach, placement_id, day, minutes, now=now)


def _performed(coach: Actor, client_id: UUID, now: datetime) -> Sequence[CoachShift]:
    """The shifts of the weekly work that are over for a week or more, in order of time."""
    since, until = now - timedelta(weeks=14), now - timedelta(days=8)
    with unit_of_work():
        found = visits.list_visits(coach, since, until, now=now, limit=500)
    there = [shift for shift in found if any(_was_there(one, client_id) for one in shift.people)]
    usual = max((shift.title for shift in there), key=[s.title for s in there].count, default="")
    return [shift for shift in there if shift.title == usual]


def _was_there(person: visits.Person, client_id: UUID) -> bool:
    return person.client_id == client_id and person.state is AttendanceState.PERFORMED


def _note(coach: Actor, client_id: UUID, shift: CoachShift, minutes: int) -> None:
    kind = SupportKind.INSTRUCTION if minutes > 30 else SupportKind.ENCOURAGEMENT
    note = Note(minutes, kind, SupportPlace.ON_SITE, shift.starts_at)
    support_contacts.write_note(
        coach, [client_id], note, draft_key=uuid5(shift.id, "fading"), shift_id=shift.id,
        now=shift.ends_at,
    )  # fmt: skip
