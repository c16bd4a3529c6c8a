"""What matters to the client right now: one thing for the first page, and what waits after it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from app.domain.attendance import opens_at
from app.domain.calendar import local_day
from app.domain.lifecycle import COMING, SHOWN_OFFERS, AttendanceState, HoursState, OfferState

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from app.store.models.asking import Question
    from app.store.models.presence import PresenceChange
    from app.store.models.work import Offer
    from app.store.own_shifts import OwnShift

# So long the page asks how a shift went; the coach asks in person anyway.
ASKED_FOR = timedelta(days=3)
# So long the page tells that a shift to come is off, and again when it would be so near.
CANCELLED_FOR = timedelta(days=7)
NEAR = timedelta(days=2)


class Kind(StrEnum):
    """What there is to do, the most urgent first."""

    AT_WORK = "at_work"
    ARRIVE = "arrive"
    OFFER = "offer"
    QUESTION = "question"
    COMING = "coming"
    COUNTERED = "countered"
    HOW = "how"
    HOURS = "hours"
    CANCELLED = "cancelled"
    TODAY = "today"
    NEXT = "next"
    ASKED = "asked"
    ACCEPTED = "accepted"
    LOST = "lost"


@dataclass(frozen=True)
class Matter:
    """One thing, with the shift or the offer that it is about."""

    kind: Kind
    shift: OwnShift | None = None
    offer: Offer | None = None
    question: Question | None = None
    news: PresenceChange | None = None


def matters(
    offers: Sequence[Offer], shifts: Sequence[OwnShift], now: datetime,
    questions: Sequence[Question] = (), changes: Sequence[PresenceChange] = (),
) -> list[Matter]:  # fmt: skip
    """Everything that waits for the client, the most urgent first; of shifts ahead one."""
    asked = [Matter(Kind.QUESTION, question=one) for one in questions]
    told = [Matter(Kind.COMING, news=one) for one in changes]
    found = [*_of_shifts(shifts, now), *_of_offers(offers), *asked, *told]
    return sorted(found, key=lambda matter: _urgency(matter, now))


def _urgency(matter: Matter, now: datetime) -> int:
    """The place in the order of kinds; who might go in vain learns that before what is past."""
    off = matter.shift if matter.kind is Kind.CANCELLED else None
    kind = Kind.COUNTERED if off is not None and _is_near(off, now) else matter.kind
    return list(Kind).index(kind)


def _of_offers(offers: Sequence[Offer]) -> Iterator[Matter]:
    for offer in offers:
        if offer.state in SHOWN_OFFERS:
            yield Matter(Kind.OFFER, offer=offer)
        elif offer.state is OfferState.ASKED_COACH:
            yield Matter(Kind.ASKED, offer=offer)
        elif offer.state is OfferState.ACCEPTED:
            yield Matter(Kind.ACCEPTED, offer=offer)
        else:
            yield Matter(Kind.LOST, offer=offer)


def _of_shifts(shifts: Sequence[OwnShift], now: datetime) -> Iterator[Matter]:
    ahead = [own for own in shifts if own.state in COMING and own.shift.ends_at > now]
    if ahead:
        yield Matter(_coming(ahead[0], now), ahead[0])
    for own in shifts:
        if own.state is AttendanceState.CHECKED_IN:
            yield Matter(Kind.AT_WORK, own)
        elif own.state is AttendanceState.CANCELLED and _is_news(own, now):
            yield Matter(Kind.CANCELLED, own)
        elif own.state is AttendanceState.PERFORMED:
            yield from _of_done(own, now)


def _is_news(own: OwnShift, now: datetime) -> bool:
    """Whether a shift to come went off lately, or would be soon."""
    lately = now - own.attendance.changed_at < CANCELLED_FOR
    return own.shift.ends_at > now and (lately or _is_near(own, now))


def _is_near(own: OwnShift, now: datetime) -> bool:
    return own.shift.starts_at - now < NEAR


def _coming(own: OwnShift, now: datetime) -> Kind:
    if now >= opens_at(own.shift.starts_at):
        return Kind.ARRIVE
    return Kind.TODAY if local_day(own.shift.starts_at) == local_day(now) else Kind.NEXT


def _of_done(own: OwnShift, now: datetime) -> Iterator[Matter]:
    state = own.hours.state if own.hours else None
    if state is HoursState.COUNTERED:
        yield Matter(Kind.COUNTERED, own)
    elif now - own.shift.ends_at > ASKED_FOR:
        return
    elif own.face is None:
        yield Matter(Kind.HOW, own)
    elif state is HoursState.PLANNED:
        yield Matter(Kind.HOURS, own)
