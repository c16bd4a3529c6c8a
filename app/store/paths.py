"""A client's path, gathered from everything that leaves a day behind."""

from __future__ import annotations

from datetime import UTC, datetime, time
from typing import TYPE_CHECKING

from sqlalchemy import select

from app.domain.lifecycle import AttendanceState, OfferState
from app.domain.paths import PathEvent, PathKind
from app.domain.policy import Verb, require
from app.store import clients, goals, own_changes, readiness, support_contacts, vocational_profiles
from app.store.db import db
from app.store.models.people import Pass, Relation, User
from app.store.models.work import Attendance, Offer, Placement, Shift, Task

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from uuid import UUID

    from app.domain.policy import Actor

# So many support notes are looked at; older ones are on their own page.
NOTES = 200
_ANSWERS = (OfferState.ACCEPTED, OfferState.CONFIRMED, OfferState.DECLINED, OfferState.ASKED_COACH)


def list_path(actor: Actor, client_id: UUID, *, now: datetime) -> list[PathEvent]:
    """Everything that has happened, in any order. Raises: Missing, NotAllowed."""
    client = clients.get_client(actor, client_id, now=now)
    require(actor, Verb.READ_GOALS, clients.facts_of(actor, client, now=now))
    return [
        *_work(client_id),
        *_person(client_id),
        *_words(actor, client_id, now),
        *_notes(actor, client_id, now),
    ]


def _work(client_id: UUID) -> Iterator[PathEvent]:
    """Offers that were answered, shifts that were done, jobs that began and ended."""
    offers = db.session.execute(
        select(Offer.answered_at, Offer.state, Task.title)
        .join(Task, Task.id == Offer.task_id)
        .where(Offer.client_id == client_id, Offer.answered_at.is_not(None))
        .where(Offer.state.in_(_ANSWERS))
    )
    for at, state, title in offers:
        if at is not None:
            yield PathEvent(at, PathKind.OFFER, state.value, title)
    shifts = db.session.execute(
        select(Shift.starts_at, Task.title)
        .join(Attendance, Attendance.shift_id == Shift.id)
        .join(Task, Task.id == Shift.task_id)
        .where(Attendance.client_id == client_id)
        .where(Attendance.state == AttendanceState.PERFORMED)
    )
    for at, title in shifts:
        yield PathEvent(at, PathKind.SHIFT, "performed", title)
    jobs = db.session.execute(
        select(Placement.active_from, Placement.ended_at, Placement.end_reason, Task.title)
        .join(Task, Task.id == Placement.task_id)
        .where(Placement.client_id == client_id)
    )
    for began, ended, why, title in jobs:
        if began is not None:
            yield PathEvent(began, PathKind.JOB, "began", title)
        if ended is not None:
            yield PathEvent(ended, PathKind.JOB, why.value if why else "ended", title)


def _person(client_id: UUID) -> Iterator[PathEvent]:
    """Who has stood beside, and which passes were shown."""
    people = db.session.execute(
        select(Relation.starts_on, Relation.kind, User.first_name)
        .join(User, User.id == Relation.user_id)
        .where(Relation.client_id == client_id)
    )
    for day, kind, name in people:
        yield PathEvent(_noon(day), PathKind.COACH, kind.value, name)
    shown = select(Pass.shown_on, Pass.kind).where(Pass.client_id == client_id)
    for shown_on, paper in db.session.execute(shown):
        if shown_on is not None:
            yield PathEvent(_noon(shown_on), PathKind.PAPER, paper.value)


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12), UTC)


def _words(actor: Actor, client_id: UUID, now: datetime) -> Iterator[PathEvent]:
    """Goals, what was seen to, what was learned, what the client changed."""
    for goal in goals.list_goals(actor, client_id, now=now):
        yield PathEvent(goal.said_at, PathKind.GOAL, "said", goal.words or "")
        if goal.closed_at is not None:
            yield PathEvent(goal.closed_at, PathKind.GOAL, goal.state.value, goal.words or "")
    for row in readiness.list_items(actor, client_id, now=now):
        yield PathEvent(row.changed_at, PathKind.READY, row.state.value, row.thing.value)
    for profile, title in vocational_profiles.list_profiles(actor, client_id, now=now):
        yield PathEvent(profile.written_at, PathKind.LEARNED, "written", title)
    for change in own_changes.list_recent(actor, client_id, now=now):
        yield PathEvent(change.at, PathKind.WISH, change.what)


def _notes(actor: Actor, client_id: UUID, now: datetime) -> Iterator[PathEvent]:
    for note in support_contacts.list_notes_of_client(actor, client_id, now=now, limit=NOTES):
        yield PathEvent(note.happened_at, PathKind.NOTE, note.kind.value, note.text or "")
