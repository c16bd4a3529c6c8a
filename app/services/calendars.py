"""A client's calendar on the own phone: made, made anew, ended, and read by the phone."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from app.domain.calendar import local_day
from app.domain.errors import Missing
from app.domain.policy import ANONYMOUS, Facts, Verb, require
from app.domain.purposes import purpose_of
from app.integrations.calendar_feed import write_feed
from app.store import audit, calendars, rates
from app.store.transaction import unit_of_work

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from uuid import UUID

    from app.domain.feeds import Entry, Names
    from app.domain.policy import Actor

AHEAD = timedelta(days=400)


def make_calendar(actor: Actor, *, now: datetime) -> str:
    """The secret of a new calendar, shown once; an old one ends. Raises: Missing, NotAllowed."""
    client_id = _own_client(actor)
    with unit_of_work():
        token = calendars.add_calendar(client_id, _user_id(actor), now=now)
        _record(actor, "create", client_id, now=now)
        return token


def end_calendar(actor: Actor, *, now: datetime) -> None:
    """Let the calendar get nothing any more. Raises: Missing, NotAllowed."""
    client_id = _own_client(actor)
    with unit_of_work():
        calendars.end_calendar(client_id, now=now)
        _record(actor, "delete", client_id, now=now)


def _own_client(actor: Actor) -> UUID:
    if actor.client_id is None:
        raise Missing
    require(actor, Verb.EDIT_CLIENT, Facts(client_id=actor.client_id))
    return actor.client_id


def _user_id(actor: Actor) -> UUID:
    if actor.user_id is None:
        raise Missing
    return actor.user_id


def read_feed(
    token: str,
    names: Callable[[str], Names],
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
        entries, names(reader.language), host=host, address=address,
        first_on=local_day(min(first, now) - timedelta(days=1)), last_on=local_day(now + AHEAD),
    )  # fmt: skip


def _read(token: str, *, now: datetime) -> tuple[Actor, list[Entry]]:
    with unit_of_work():
        reader = calendars.find_reader(token, now=now)
        client_id = _own_client(reader)
        entries = calendars.list_entries(client_id, now=now)
        _record(ANONYMOUS, "read", client_id, now=now)
        return reader, entries


def _record(actor: Actor, action: str, client_id: UUID, *, now: datetime) -> None:
    purpose = purpose_of(actor)
    entry = audit.Entry(action, "calendar", client_id, purpose=purpose, client_ids=[client_id])
    audit.record(actor, entry, now=now)
