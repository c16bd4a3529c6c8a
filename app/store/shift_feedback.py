"""What workplaces say of shifts, and who would meet again; read by the client's own people only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, select

from app.domain.calendar import local_day
from app.domain.errors import Missing
from app.domain.policy import Facts, Verb, may
from app.domain.shift_feedback import next_review
from app.store import kept_apart, relations
from app.store.db import db
from app.store.models.own_words import PairWish, ShiftFeedback
from app.store.models.people import BlockedPair, Organisation
from app.store.models.work import Attendance, Shift, Task

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime
    from uuid import UUID

    from app.domain.policy import Actor
    from app.domain.shift_feedback import Again, Feeling, Side


@dataclass(frozen=True)
class Said:
    """What was said of one shift, with the place and the day, for the client's own people."""

    feedback: ShiftFeedback
    title: str
    place: str
    starts_at: datetime


@dataclass(frozen=True)
class Wished:
    """Whether one of a pair would meet the other again, and since when."""

    place: str
    side: Side
    again: Again
    said_at: datetime


def find_of(attendance_id: UUID) -> ShiftFeedback | None:
    """What was said of one client's shift."""
    query = select(ShiftFeedback).where(ShiftFeedback.attendance_id == attendance_id)
    return db.session.scalar(query)


def put(row: Attendance, feeling: Feeling, text: str, *, by: UUID, now: datetime) -> ShiftFeedback:
    """The one word of the workplace on a shift; a new one takes the place of the old.

    What was passed on stays as it was passed on. Needs a unit of work.
    """
    known = find_of(row.id)
    if known is None:
        known = ShiftFeedback(attendance_id=row.id, client_id=row.client_id)
        db.session.add(known)
    known.feeling, known.given_by_id, known.given_at = feeling, by, now
    if known.passed_on_at is None:
        known.text = text or known.text
    db.session.flush()
    return known


def list_of_client(
    actor: Actor, client_id: UUID, *, now: datetime, limit: int = 5
) -> list[Said]:  # fmt: skip
    """What was said lately, newest first. Raises: Missing for whoever may not read it."""
    _may_read(actor, client_id, now)
    rows = db.session.execute(
        select(ShiftFeedback, Task.title, Organisation.name, Shift.starts_at)
        .join(Attendance, Attendance.id == ShiftFeedback.attendance_id)
        .join(Shift, Shift.id == Attendance.shift_id)
        .join(Task, Task.id == Shift.task_id)
        .join(Organisation, Organisation.id == Task.organisation_id)
        .where(ShiftFeedback.client_id == client_id)
        .order_by(ShiftFeedback.given_at.desc(), ShiftFeedback.id)
        .limit(limit)
    )
    return [Said(*row) for row in rows]


def list_wishes(actor: Actor, client_id: UUID, *, now: datetime) -> list[Wished]:
    """Who would meet again, newest first. Raises: Missing for whoever may not read it."""
    _may_read(actor, client_id, now)
    rows = db.session.execute(
        select(Organisation.name, PairWish.side, PairWish.again, PairWish.said_at)
        .join(Organisation, Organisation.id == PairWish.organisation_id)
        .where(PairWish.client_id == client_id)
        .order_by(PairWish.said_at.desc(), PairWish.id)
    )
    return [Wished(*row) for row in rows]


def _may_read(actor: Actor, client_id: UUID, now: datetime) -> None:
    kinds = relations.list_kinds(actor, [client_id], on=local_day(now))[client_id]
    if not may(actor, Verb.RELAY_WORDS, Facts(client_id=client_id, relations=kinds)):
        raise Missing


def find_wish(client_id: UUID, organisation_id: UUID, side: Side) -> PairWish | None:
    """What one of a pair has said, if anything."""
    query = select(PairWish).where(
        PairWish.client_id == client_id, PairWish.organisation_id == organisation_id,
        PairWish.side == side,
    )  # fmt: skip
    return db.session.scalar(query)


def put_wish(
    client_id: UUID, organisation_id: UUID, side: Side, again: Again | None, *, now: datetime
) -> None:
    """Let one of a pair have this wish, or none. Needs a unit of work."""
    db.session.execute(
        delete(PairWish)
        .where(PairWish.client_id == client_id, PairWish.organisation_id == organisation_id)
        .where(PairWish.side == side)
        .execution_options(synchronize_session=False)
    )
    if again is not None:
        db.session.add(
            PairWish(
                client_id=client_id, organisation_id=organisation_id, side=side, again=again,
                said_at=now,
            )
        )  # fmt: skip
    db.session.flush()


def keep_apart(actor: Actor, client_id: UUID, organisation_id: UUID, *, now: datetime) -> None:
    """From today on a client is offered nothing there; what is agreed is the coach's to see to.

    A pair that is kept apart already stays as it is. Needs a unit of work.
    """
    today = local_day(now)
    if db.session.scalar(_pair(client_id, organisation_id)) is None:
        db.session.add(
            BlockedPair(
                client_id=client_id, organisation_id=organisation_id, starts_on=today,
                review_on=next_review(today), own_wish=True,
            )
        )  # fmt: skip
        db.session.flush()
    kept_apart.separate(actor, {(client_id, organisation_id): today}, now=now)


def meet_again(client_id: UUID, organisation_id: UUID) -> None:
    """The client takes the own limit back; another's stays. Needs a unit of work."""
    pair = db.session.scalar(_pair(client_id, organisation_id))
    if pair is not None and pair.own_wish:
        db.session.delete(pair)
        db.session.flush()


def _pair(client_id: UUID, organisation_id: UUID) -> Any:
    return select(BlockedPair).where(
        BlockedPair.client_id == client_id, BlockedPair.organisation_id == organisation_id
    )


def list_said(attendance_ids: Collection[UUID]) -> set[UUID]:
    """Those shifts of which the workplace has said how they went."""
    query = select(ShiftFeedback.attendance_id)
    return set(db.session.scalars(query.where(ShiftFeedback.attendance_id.in_(attendance_ids))))
