"""Sending what waits in the outbox: claimed, sent outside any transaction, then finished.

A message is never lost: a worker that dies leaves a claim that runs out. It is seen at most once:
every try of a mail carries the same Message-ID, every try of a text message the same reference.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from app.domain.calendar import local_day
from app.domain.links import with_link
from app.domain.messages import Rendered, render
from app.domain.vocabulary import Channel
from app.integrations.mail import Mail, Mailer
from app.integrations.push import Push, PushSender
from app.integrations.sending import CannotSend, ChannelDown
from app.integrations.sms import Sms, SmsSender
from app.store import audit, deliveries, letters
from app.store.deliveries import DROPPED, FAILED, SENT, TO_TELL, Parcel
from app.store.transaction import unit_of_work

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from app.domain.policy import Actor

log = logging.getLogger("jobcenter.delivery")

# So few that a slow mail server can't outlast the lease: each mail takes at most ten seconds.
BATCH = 10
BATCHES = 20
LONGEST_WAIT_MINUTES = 60
GIVE_UP_AFTER = timedelta(days=5)


@dataclass(frozen=True)
class Desk:
    """The ways out of the house, and what a message is worded with."""

    mail: Mailer
    sms: SmsSender
    push: PushSender
    gettext: Callable[[str], Callable[[str], str]]
    public_url: str


def send_due(desk: Desk, *, worker: str, now: datetime) -> int:
    """How many messages were dealt with. At most some hundreds, so that the caller can stop."""
    done, down = 0, set[str]()
    try:
        for _ in range(BATCHES):
            parcels = _claim(worker, down, now)
            if not parcels:
                break
            done += _send_batch(desk, parcels, down, worker=worker, now=now)
    finally:
        desk.mail.close()
    return done


def _claim(worker: str, down: set[str], now: datetime) -> list[Parcel]:
    with unit_of_work():
        ids = deliveries.claim(worker, BATCH, without=down, now=now)
        return deliveries.open_claimed(ids, worker)


def _send_batch(
    desk: Desk, parcels: list[Parcel], down: set[str], *, worker: str, now: datetime
) -> int:
    """Deal with claimed messages; what goes by a way that has just failed is given back."""
    untried = []
    for parcel in parcels:
        if parcel.channel in down:
            untried.append(parcel.id)
        else:
            _finish(parcel, _try(desk, parcel, down, now), worker=worker, now=now)
    if untried:
        with unit_of_work():
            deliveries.release(untried, worker)
    return len(parcels) - len(untried)


def _try(desk: Desk, parcel: Parcel, down: set[str], now: datetime) -> dict[str, Any]:
    """Send one message; the columns that say how it went."""
    if parcel.useful_until is not None and parcel.useful_until < now:
        return {"state": DROPPED, "last_error": "too late"}
    if parcel.channel == Channel.COACH:
        return {"state": TO_TELL}
    try:
        _send(desk, parcel)
    except CannotSend as error:
        # A client must not miss it because of a wrong number: the coach tells it.
        state = TO_TELL if parcel.client_id else FAILED
        return {"state": state, "last_error": str(error), "attempts": parcel.attempts + 1}
    except Exception as error:  # noqa: BLE001 - one bad message must not stop the rest
        if isinstance(error, ChannelDown):
            down.add(parcel.channel)
        log.warning("message %s not sent: %s", parcel.id, type(error).__name__)
        return _again(parcel, f"{type(error).__name__}: {error}", now)
    return {"state": SENT, "sent_at": now, "attempts": parcel.attempts + 1, "last_error": ""}


def _again(parcel: Parcel, why: str, now: datetime) -> dict[str, Any]:
    """Wait 1, 2, 4 … 60 minutes for the next try; give up after some days."""
    values = {"attempts": parcel.attempts + 1, "last_error": why[:200]}
    if now - parcel.created_at > GIVE_UP_AFTER:
        return values | {"state": TO_TELL if parcel.client_id else FAILED}
    minutes = min(2 ** min(parcel.attempts, 10), LONGEST_WAIT_MINUTES)
    return values | {"next_try_at": now + timedelta(minutes=minutes)}


def _send(desk: Desk, parcel: Parcel) -> None:
    facts = with_link(parcel.facts, desk.public_url)
    words = desk.gettext(parcel.language)
    text = render(parcel.template, facts, words, be_discreet=parcel.discreet, own=parcel.own)
    if parcel.channel == Channel.PUSH:
        try:
            desk.push.send(Push(parcel.address, text.sms, facts["link"], str(parcel.id)))
        except CannotSend:
            desk.sms.send(Sms(parcel.address, text.sms, str(parcel.id)))
    elif parcel.channel == Channel.SMS:
        desk.sms.send(Sms(parcel.address, text.sms, str(parcel.id)))
    else:
        desk.mail.send(_mail(desk, parcel, text))


def _mail(desk: Desk, parcel: Parcel, text: Rendered) -> Mail:
    host = urlsplit(desk.public_url).hostname or "localhost"
    return Mail(
        to=parcel.address, subject=text.subject, body=text.body,
        message_id=f"<{parcel.id}@{host}>", written_at=parcel.created_at,
    )  # fmt: skip


def _finish(parcel: Parcel, values: dict[str, Any], *, worker: str, now: datetime) -> None:
    with unit_of_work():
        mine = deliveries.finish(parcel.id, worker, **values)
        if mine and values.get("state") == TO_TELL and parcel.client_id:
            # One letter a day says that there is something to tell, whatever it is.
            key = f"tell_in_person:{parcel.client_id}:{local_day(now)}"
            letters.tell_coach(parcel.client_id, "tell_in_person", key, now=now)


def mark_told(actor: Actor, message_id: UUID, *, now: datetime) -> None:
    """The coach has told the client in person. Raises: Missing for somebody else's client."""
    with unit_of_work():
        item = deliveries.get_to_tell(actor, message_id, on=local_day(now))
        deliveries.mark_told(message_id, now=now)
        entry = audit.Entry(
            "update", "message", message_id, purpose="support", client_ids=[item.client_id]
        )
        audit.record(actor, entry, now=now)
