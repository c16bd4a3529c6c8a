"""A calendar on the own phone: made, made anew, ended, and read by the phone.

A client's holds the own shifts, an orderer's those of the organisation, a dispatcher's those of
all open orders, a coach's the visits of the coach's own.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from app.domain.calendar import local_day
from app.domain.errors import Missing, NotAllowed
from app.domain.policy import ANONYMOUS, Facts, Verb, require
from app.domain.purposes import purpose_of
from app.domain.vocabulary import Role
from app.integrations.calendar_feed import write_feed
from app.store import audit, calendars, coach_calendars, rates, work_calendars
from app.store.transaction import unit_of_work

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from uuid import UUID

    from app.domain.feeds import Entry, Words
    from app.domain.policy import Actor

AHEAD = timedelta(days=400)


def make_calendar(actor: Actor, *, with_initials: bool = False, now: datetime) -> str:
    """The secret of a new calendar, shown once; an old one ends. Raises: Missing, NotAllowed.

    `with_initials`: a coach's own choice, for nobody else's calendar knows people.
    """
    subject_id = _own_subject(actor)
    with unit_of_work():
        kind = calendars.WITH_INITIALS if with_initials and _is_coach(actor) else calendars.KIND
        token = calendars.add_calendar(subject_id, _user_id(actor), kind=kind, now=now)
        _record(actor, "create", actor, now=now)
        return token


def end_calendar(actor: Actor, *, now: datetime) -> None:
    """Let the calendar get nothing any more. Raises: Missing, NotAllowed."""
    subject_id = _own_subject(actor)
    with unit_of_work():
        calendars.end_calendar(subject_id, now=now)
        _record(actor, "delete", actor, now=now)


def _own_subject(actor: Actor) -> UUID:
    """Whom the calendar is about: a client, or whoever may read orders before they are open."""
    if actor.client_id is not None:
        require(actor, Verb.EDIT_CLIENT, Facts(client_id=actor.client_id))
        return actor.client_id
    user_id = _user_id(actor)
    if _is_coach(actor):
        require(actor, Verb.READ_OWN_LOG, Facts(user_id=user_id))
        return user_id
    require(actor, Verb.READ_TASK, Facts(organisation_id=actor.organisation_id))
    return user_id


def _is_coach(actor: Actor) -> bool:
    return actor.role is Role.COACH


def _user_id(actor: Actor) -> UUID:
    if actor.user_id is None:
        raise Missing
    return actor.user_id


def read_feed(
    token: str,
    words: Callable[[Actor], Words],
    *,
    host: str,
    address: str,
    asked_from: str,
    now: datetime,
) -> bytes:
    """The feed behind a secret address; that a calendar has read it stands in the trail.

    Raises: Missing for an address that is none any more, TooMany when many such are asked for from
    one network address. A right one is read all the same: the phones of a whole unit ask from one.
    """
    try:
        reader, entries = _read(token, now=now)
    except Missing:
        with unit_of_work():
            rates.take("calendar_address", asked_from, now=now)
        raise
    first = min((entry.starts_at for entry in entries), default=now)
    return write_feed(
        entries, words(reader), host=host, address=address,
        first_on=local_day(min(first, now) - timedelta(days=1)), last_on=local_day(now + AHEAD),
    )  # fmt: skip


def _read(token: str, *, now: datetime) -> tuple[Actor, list[Entry]]:
    """Who asks, and what there is. Long reading does not keep others from writing."""
    reader = calendars.find_reader(token, now=now)
    try:
        _own_subject(reader)
    except NotAllowed:
        raise Missing from None
    entries = _list_entries(reader, now=now)
    with unit_of_work():
        _record(ANONYMOUS, "read", reader, now=now)
    return reader, entries


def _list_entries(reader: Actor, *, now: datetime) -> list[Entry]:
    if reader.client_id is not None:
        return calendars.list_entries(reader.client_id, now=now)
    if reader.role is Role.DISPATCHER:
        return work_calendars.list_of_open_orders(now=now)
    if _is_coach(reader):
        return coach_calendars.list_of_coach(_user_id(reader), now=now)
    if reader.organisation_id is None:
        raise Missing
    return work_calendars.list_of_organisation(reader.organisation_id, now=now)


def _record(actor: Actor, action: str, owner: Actor, *, now: datetime) -> None:
    about = [owner.client_id] if owner.client_id else []
    subject_id = owner.client_id or owner.user_id
    entry = audit.Entry(action, "calendar", subject_id, purpose=purpose_of(actor), client_ids=about)
    audit.record(actor, entry, now=now)
