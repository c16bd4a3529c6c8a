"""Links by which an orderer agrees the hours of one shift without signing in.

A link shows first names and minutes of that shift only. It ends 15 minutes after the last hours
were agreed, or with the right to correct what time alone agreed, and else 14 days after the shift.
Opening it changes nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import exists, func, select, update

from app.domain.attendance import name_known_until
from app.domain.calendar import day_bounds, local_day
from app.domain.errors import Gone, Missing
from app.domain.hours import correctable_to, leaves_from, may_reopen, reopen_until
from app.domain.lifecycle import HoursState
from app.store import hour_rules, letters, logins, outbox
from app.store.crypto import new_token, token_hash
from app.store.db import db
from app.store.former_terms import SITE_ID
from app.store.hours import OPEN
from app.store.models.people import Client, Site, User
from app.store.models.trail import LinkToken
from app.store.models.work import Attendance, Shift, Task, WorkedHours

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from app.domain.hours import HoursSetting
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
    agreed_how: str
    # Of hours that time alone agreed: the last day to correct them, and when they may leave.
    correct_to: date | None
    leaves_from: datetime | None
    may_reopen: bool

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

    @property
    def correctable(self) -> bool:
        """Whether time alone agreed some of the hours, and they can still be corrected."""
        return any(row.correct_to for row in self.rows)


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
        .join(Site, Site.id == SITE_ID)
        .where(Shift.id == shift_id)
    ).one()
    return LinkedHours(shift_id, *shift, rows=tuple(_rows(shift_id, now)))


def get_linked_row(token: str, hours_id: UUID, *, now: datetime) -> tuple[LinkedHours, LinkedRow]:
    """The page behind a link and one person of it. Raises: Missing, Gone."""
    linked = get_linked(token, now=now)
    for row in linked.rows:
        if row.hours_id == hours_id:
            return linked, row
    raise Missing


def _rows(shift_id: UUID, now: datetime) -> list[LinkedRow]:
    rows = db.session.execute(
        select(WorkedHours, Client.first_name, Client.non_disclosure)
        .join(Attendance, Attendance.id == WorkedHours.attendance_id)
        .join(Client, Client.id == WorkedHours.client_id)
        .where(Attendance.shift_id == shift_id, WorkedHours.reverses_id.is_(None))
        .where(WorkedHours.state != HoursState.REVERSED)
        .order_by(Client.first_name, WorkedHours.id)
    )
    limits = hour_rules.load()
    return [
        _linked_row(hours, "" if hidden else name, limits.on(hours.worked_on), now)
        for hours, name, hidden in rows
    ]


def _linked_row(
    hours: WorkedHours, first_name: str, limits: HoursSetting, now: datetime
) -> LinkedRow:  # fmt: skip
    state, since, how = hours.state, hours.agreed_at, hours.agreed_how
    last = correctable_to(state, since, local_day(now), limits, how=how)
    return LinkedRow(
        hours_id=hours.id, first_name=first_name, state=hours.state,
        planned_minutes=hours.planned_minutes, proposed_minutes=hours.proposed_minutes,
        agreed_minutes=hours.agreed_minutes, proposed_by=hours.proposed_by, reason=hours.reason,
        agreed_at=since, agreed_how=how, correct_to=last,
        leaves_from=leaves_from(since, limits, how=how) if since and last else None,
        may_reopen=last is None and may_reopen(state, since, now, limits, how=how),
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
    letter = outbox.Letter(
        "hours_to_agree", f"hours_to_agree:{shift.id}:{before}", {"title": task.title}
    )
    until = _lasts_until(shift.ends_at, now)
    return [_send(user, shift.id, until, letter, now=now) for user in letters.list_addressees(task)]


def send_links_again(shift_id: UUID, task: Task, *, now: datetime) -> list[UUID]:
    """The ids of new links to hours that wait anew, whether or not older ones still work."""
    return send_links(db.session.get_one(Shift, shift_id), task, now=now)


def send_corrections(shift_id: UUID, task: Task, last: date, *, now: datetime) -> list[UUID]:
    """The ids of new links by which the orderers correct what time agreed, until that day ends."""
    key = f"hours_agreed_by_time:{shift_id}:{int(now.timestamp())}"
    facts = {"title": task.title, "until": f"{last.day}.{last.month}."}
    letter = outbox.Letter("hours_agreed_by_time", key, facts)
    until = day_bounds(last)[1]
    return [_send(user, shift_id, until, letter, now=now) for user in letters.list_addressees(task)]


def _send(
    user: User, shift_id: UUID, until: datetime, letter: outbox.Letter, *, now: datetime
) -> UUID:
    link, token = _new_link(user, shift_id, until, now=now)
    facts = {**letter.facts, "path": f"/hours/{token}"}
    own = replace(letter, key=f"{letter.key}:{user.id}", facts=facts)
    outbox.queue_to_user(user, own, now=now)
    return link.id


def _new_link(
    user: User, shift_id: UUID, until: datetime, *, now: datetime
) -> tuple[LinkToken, str]:  # fmt: skip
    token = new_token()
    link = LinkToken(
        token_hash=token_hash(token), kind=KIND, user_id=user.id, subject_id=shift_id,
        created_at=now, expires_at=until,
    )  # fmt: skip
    db.session.add(link)
    return link, token


def add_link(user: User, shift_id: UUID, *, now: datetime) -> str:
    """The path of a new link to the hours of a shift; those sent before go on working."""
    ends_at = db.session.get_one(Shift, shift_id).ends_at
    _link, token = _new_link(user, shift_id, _lasts_until(ends_at, now), now=now)
    return f"/hours/{token}"


def _lasts_until(ends_at: datetime, now: datetime) -> datetime:
    # Hours of an old shift that come late still leave the orderer some days to answer.
    return max(name_known_until(ends_at), now + timedelta(days=7))


def end_links(shift_id: UUID, *, now: datetime) -> None:
    """Let the links of a shift end with its last right to take back, once nothing of it waits."""
    waiting = exists().where(
        Attendance.shift_id == shift_id,
        WorkedHours.attendance_id == Attendance.id,
        WorkedHours.state.in_(OPEN),
    )
    soon = _last_reopening(shift_id) or now
    db.session.execute(
        update(LinkToken)
        .where(LinkToken.kind == KIND, LinkToken.subject_id == shift_id)
        .where(LinkToken.expires_at > soon, ~waiting)
        .values(expires_at=soon)
        .execution_options(synchronize_session=False)
    )


def _last_reopening(shift_id: UUID) -> datetime | None:
    """Until when the last of a shift's agreed hours can be taken back or corrected."""
    limits = hour_rules.load()
    agreed = db.session.execute(
        select(WorkedHours.agreed_at, WorkedHours.agreed_how, WorkedHours.worked_on)
        .join(Attendance, Attendance.id == WorkedHours.attendance_id)
        .where(Attendance.shift_id == shift_id, WorkedHours.reverses_id.is_(None))
        .where(WorkedHours.state == HoursState.AGREED)
    )
    ends = [reopen_until(at, limits.on(on), how=how) for at, how, on in agreed if at]
    return max(ends, default=None)


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
