"""What coaches have done in their clients' stead: noted with the act, read by the client."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, select, update

from app.domain.acting import ActFor, SaidHow, check_said
from app.domain.calendar import local_day
from app.domain.errors import Missing
from app.domain.vocabulary import Role
from app.store import audit, letters
from app.store.db import db
from app.store.models.acting import ActedFor
from app.store.models.people import User
from app.store.models.work import Shift, Task

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime
    from uuid import UUID

    from app.domain.policy import Actor

PATH = "/client/acted"


def note(
    actor: Actor, client_id: UUID, act: ActFor, said: SaidHow | None, *, now: datetime,
    shift_id: UUID | None = None,
) -> None:  # fmt: skip
    """Keep that a coach did this for the client, and tell the client; nothing for anybody else.

    Call it in the act's own transaction. Raises: RuleBroken("said_how_missing").
    """
    if actor.role is not Role.COACH or actor.user_id is None:
        return
    row = ActedFor(
        client_id=client_id, coach_id=actor.user_id, act=act, said_how=check_said(act, said),
        shift_id=shift_id, acted_at=now,
    )  # fmt: skip
    db.session.add(row)
    db.session.flush()
    letters.tell_clients({client_id: f"acted_for:{row.id}"}, "acted_for_you", now=now, path=PATH)
    entry = audit.Entry(
        "create", "acted_for", row.id, purpose="support", client_ids=[client_id],
        facts={"act": row.act.value, "said_how": row.said_how.value},
    )  # fmt: skip
    audit.record(actor, entry, now=now)


@dataclass(frozen=True)
class Acted:
    """One act as it is read: who did what for the client, how it was said, at which work."""

    id: UUID
    act: ActFor
    said_how: SaidHow
    coach: str
    title: str
    starts_at: datetime | None
    acted_at: datetime
    not_right_at: datetime | None

    @property
    def on(self) -> date:
        """The local day of the act."""
        return local_day(self.acted_at)


def list_of_client(client_id: UUID, *, limit: int = 50) -> list[Acted]:
    """What was done for a client, newest first; whoever asks has been let to the client before."""
    return _read(ActedFor.client_id == client_id, limit)


def _read(where: ColumnElement[bool], limit: int) -> list[Acted]:
    query = (
        select(ActedFor, User.first_name, Task.title, Shift.starts_at)
        .join(User, User.id == ActedFor.coach_id)
        .outerjoin(Shift, Shift.id == ActedFor.shift_id)
        .outerjoin(Task, Task.id == Shift.task_id)
        .where(where)
        .order_by(ActedFor.acted_at.desc(), ActedFor.id)
        .limit(limit)
    )
    rows: Sequence[tuple[ActedFor, str, str | None, datetime | None]] = [
        (one, name, title, starts) for one, name, title, starts in db.session.execute(query)
    ]
    return [
        Acted(
            one.id, one.act, one.said_how, name, title or "", starts, one.acted_at,
            one.not_right_at,
        )
        for one, name, title, starts in rows
    ]  # fmt: skip


def get_own(client_id: UUID, acted_id: UUID) -> ActedFor:
    """One act for this client. Raises: Missing."""
    found = db.session.scalar(
        select(ActedFor).where(ActedFor.id == acted_id, ActedFor.client_id == client_id)
    )
    if found is None:
        raise Missing
    return found


def mark(acted: ActedFor, *, not_right_at: datetime | None) -> bool:
    """Whether the mark was changed now, and not by another press before."""
    was_right = acted.not_right_at is None
    if was_right is (not_right_at is None):
        return False
    before = ActedFor.not_right_at.is_(None) if was_right else ActedFor.not_right_at.is_not(None)
    done = db.session.execute(
        update(ActedFor).where(ActedFor.id == acted.id, before).values(not_right_at=not_right_at)
        .returning(ActedFor.id)
    )  # fmt: skip
    return done.first() is not None
