"""Links by which an orderer agrees the hours of one shift without signing in.

A link shows first names and minutes of that shift only. It ends 15 minutes after the last hours
were agreed, and 14 days after the shift at the latest. Opening it changes nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import exists, func, select, update

from app.domain.attendance import name_known_until
from app.domain.errors import Gone, Missing
from app.domain.hours import reopen_until
from app.domain.lifecycle import HoursState
from app.store import hour_rules, letters, logins, outbox
from app.store.crypto import new_token, token_hash
from app.store.db import db
from app.store.hours import OPEN
from app.store.models.people import Client, Site, User
from app.store.models.trail import LinkToken
from app.store.models.work import Attendance, Shift, Task, WorkedHours

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from app.domain.policy import Actor

KIND = "hours"


@dataclass(frozen=True)
class LinkedRow:
    """What the page behind a link shows of one person. Units: minutes."""

    hours_id: UUID
    first_name: str
    state: HoursState
    planned_minutes: int
    proposed_minutes: int | None
    agreed_minutes: int | None
    proposed_by: str
    reason: str
    agreed_at: datetime | None

    @property
    def minutes(self) -> int:
        """The minutes that stand now."""
        known = (self.agreed_minutes, self.proposed_minutes, self.planned_minutes)
        return next(minutes for minutes in known if minutes is not None)


@dataclass(frozen=True)
class LinkedHours:
    """The page behind a link: one shift of one order, and the people on it."""

    shift_id: UUID
    title: str
    site_name: str
    starts_at: datetime
    ends_at: datetime
    rows: tuple[LinkedRow, ...]


def find_orderer(token: str, *, now: datetime) -> tuple[Actor, UUID]:
    """Who a link was sent to, as an actor, and the shift it is for.

    Raises: Missing for a token that never was, Gone("link_expired") when its time is over.
    """
    row = db.session.execute(
        select(LinkToken, User)
        .join(User, User.id == LinkToken.user_id)
        .where(LinkToken.token_hash == token_hash(token), LinkToken.kind == KIND)
    ).first()
    if row is None or row.LinkToken.subject_id is None:
        raise Missing
    link: LinkToken = row.LinkToken
    if link.revoked_at is not None or link.expires_at <= now or not row.User.active:
        raise Gone("link_expired")
    return logins.actor_of(row.User, None), row.LinkToken.subject_id


def get_linked(token: str, *, now: datetime) -> LinkedHours:
    """What the link shows. Raises: Missing, Gone."""
    _, shift_id = find_orderer(token, now=now)
    shift = db.session.execute(
        select(Task.title, Site.name, Shift.starts_at, Shift.ends_at)
        .select_from(Shift)
        .join(Task, Task.id == Shift.task_id)
        .join(Site, Site.id == Task.site_id)
        .where(Shift.id == shift_id)
    ).one()
    return LinkedHours(shift_id, *shift, rows=tuple(_rows(shift_id)))


def get_linked_row(token: str, hours_id: UUID, *, now: datetime) -> tuple[LinkedHours, LinkedRow]:
    """The page behind a link and one person of it. Raises: Missing, Gone."""
    linked = get_linked(token, now=now)
    for row in linked.rows:
        if row.hours_id == hours_id:
            return linked, row
    raise Missing


def _rows(shift_id: UUID) -> list[LinkedRow]:
    rows = db.session.execute(
        select(WorkedHours, Client.first_name, Client.non_disclosure)
        .join(Attendance, Attendance.id == WorkedHours.attendance_id)
        .join(Client, Client.id == WorkedHours.client_id)
        .where(Attendance.shift_id == shift_id, WorkedHours.reverses_id.is_(None))
        .where(WorkedHours.state != HoursState.REVERSED)
        .order_by(Client.first_name, WorkedHours.id)
    )
    return [_linked_row(hours, "" if hidden else name) for hours, name, hidden in rows]


def _linked_row(hours: WorkedHours, first_name: str) -> LinkedRow:
    return LinkedRow(
        hours_id=hours.id, first_name=first_name, state=hours.state,
        planned_minutes=hours.planned_minutes, proposed_minutes=hours.proposed_minutes,
        agreed_minutes=hours.agreed_minutes, proposed_by=hours.proposed_by, reason=hours.reason,
        agreed_at=hours.agreed_at,
    )  # fmt: skip


def find_over(token: str, *, now: datetime) -> tuple[Shift, Task] | None:
    """The shift and order of a link whose time is over, while hours of it still wait."""
    row = db.session.execute(
        select(Shift, Task)
        .join(LinkToken, LinkToken.subject_id == Shift.id)
        .join(Task, Task.id == Shift.task_id)
        .where(LinkToken.token_hash == token_hash(token), LinkToken.kind == KIND)
        .where(LinkToken.expires_at <= now)
        .where(
            exists().where(
                Attendance.shift_id == Shift.id,
                WorkedHours.attendance_id == Attendance.id,
                WorkedHours.state.in_(OPEN),
            )
        )
    ).first()
    return (row.Shift, row.Task) if row else None


def list_shifts_to_link(*, now: datetime, limit: int) -> list[tuple[Shift, Task]]:
    """Shifts with proposed hours for which the orderer has no working link, and their orders."""
    proposed = exists().where(
        Attendance.shift_id == Shift.id,
        WorkedHours.attendance_id == Attendance.id,
        WorkedHours.state == HoursState.PROPOSED,
    )
    linked = exists().where(
        LinkToken.kind == KIND, LinkToken.subject_id == Shift.id, LinkToken.expires_at > now,
        LinkToken.revoked_at.is_(None),
    )  # fmt: skip
    rows = db.session.execute(
        select(Shift, Task)
        .join(Task, Task.id == Shift.task_id)
        .where(proposed, ~linked)
        .order_by(Shift.ends_at, Shift.id)
        .limit(limit)
    )
    return [(row.Shift, row.Task) for row in rows]


def send_links(shift: Shift, task: Task, *, now: datetime) -> list[UUID]:
    """The ids of new links that are on their way to the orderers of a task."""
    before = db.session.scalar(
        select(func.count()).where(LinkToken.kind == KIND, LinkToken.subject_id == shift.id)
    )
    # The number keeps two workers from sending the same link twice.
    key = f"hours_to_agree:{shift.id}:{before}"
    return [_send(user, shift, task, key, now=now) for user in letters.list_addressees(task)]


def _send(user: User, shift: Shift, task: Task, key: str, *, now: datetime) -> UUID:
    link, token = _new_link(user, shift, now=now)
    facts = {"title": task.title, "path": f"/hours/{token}"}
    letter = outbox.Letter("hours_to_agree", f"{key}:{user.id}", facts)
    outbox.queue_to_user(user, letter, now=now)
    return link.id


def _new_link(user: User, shift: Shift, *, now: datetime) -> tuple[LinkToken, str]:
    token = new_token()
    link = LinkToken(
        token_hash=token_hash(token), kind=KIND, user_id=user.id, subject_id=shift.id,
        created_at=now, expires_at=_lasts_until(shift.ends_at, now),
    )  # fmt: skip
    db.session.add(link)
    return link, token


def add_link(user: User, shift_id: UUID, *, now: datetime) -> str:
    """The path of a new link to the hours of a shift; those sent before go on working."""
    _link, token = _new_link(user, db.session.get_one(Shift, shift_id), now=now)
    return f"/hours/{token}"


def _lasts_until(ends_at: datetime, now: datetime) -> datetime:
    # Hours of an old shift that come late still leave the orderer some days to answer.
    return max(name_known_until(ends_at), now + timedelta(days=7))


def end_links(shift_id: UUID, *, worked_on: date, now: datetime) -> None:
    """Let the links of a shift end soon, once no hours of it wait for an answer."""
    waiting = exists().where(
        Attendance.shift_id == shift_id,
        WorkedHours.attendance_id == Attendance.id,
        WorkedHours.state.in_(OPEN),
    )
    soon = reopen_until(now, hour_rules.setting_on(worked_on))
    db.session.execute(
        update(LinkToken)
        .where(LinkToken.kind == KIND, LinkToken.subject_id == shift_id)
        .where(LinkToken.expires_at > soon, ~waiting)
        .values(expires_at=soon)
        .execution_options(synchronize_session=False)
    )


def prolong_links(shift_id: UUID, *, now: datetime) -> None:
    """Let links that still work go on, because hours were opened again."""
    ends_at: Any = db.session.scalar(select(Shift.ends_at).where(Shift.id == shift_id))
    db.session.execute(
        update(LinkToken)
        .where(LinkToken.kind == KIND, LinkToken.subject_id == shift_id)
        .where(LinkToken.expires_at > now, LinkToken.revoked_at.is_(None))
        .values(expires_at=_lasts_until(ends_at, now))
        .execution_options(synchronize_session=False)
    )
