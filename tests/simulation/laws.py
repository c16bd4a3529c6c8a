"""What must hold in a town at every moment and at the end: each law gives what breaks it."""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from app.domain.calendar import in_quiet_hours, iso_week, local_day
from app.domain.lifecycle import (
    AGREED_OFFERS,
    PLACE_HOLDING_OFFERS,
    SHOWN_OFFERS,
    AttendanceState,
    BookingState,
    HoursState,
    OfferState,
    TaskOutcome,
    TaskState,
)
from app.domain.offers import DEFAULT
from app.domain.vocabulary import Channel
from app.store.db import db
from app.store.models.trail import AuditEvent, OutboxMessage
from app.store.models.work import (
    Attendance,
    CoachBooking,
    Offer,
    OfferShift,
    Shift,
    Task,
    WorkedHours,
)

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from app.integrations.mail import Mail
    from app.integrations.sms import Sms

Faults = list[Any]


def at_every_moment() -> dict[str, Faults]:
    """The laws that hold between any two acts, with what breaks them."""
    return {
        "one offer at a time": several_shown(),
        "places are counted right": wrong_places(),
        "nobody is double-booked": double_booked(),
        "no coach is in two places": coaches_in_two_places(),
    }


def at_the_end(now: datetime) -> dict[str, Faults]:
    """The laws that hold once everything has come to its end."""
    return at_every_moment() | {
        "every order has an outcome": without_outcome(),
        "what came to nothing says why": without_reason(),
        "no offer waits for ever": waiting_offers(),
        "whoever was to work is accounted for": open_attendances(now),
        "work that was done has its hours": open_hours(),
        "no more new offers a week than set": too_many_offers(),
        "clients are not written to at night": written_to_at_night(),
    }


def _all(query: Any) -> list[Any]:
    return list(db.session.execute(query).all())


def several_shown() -> Faults:
    """Clients to whom an offer was sent while another one was before them.

    An answer that was taken back comes beside what was sent meanwhile; the page shows one of them.
    """
    undone = select(AuditEvent.id).where(
        AuditEvent.object_id == Offer.id, AuditEvent.facts["undone"].as_boolean()
    )
    shown = select(Offer.client_id).where(Offer.state.in_(SHOWN_OFFERS), ~undone.exists())
    return _all(shown.group_by(Offer.client_id).having(func.count() > 1))


def wrong_places() -> Faults:
    """Shifts whose taken places are not those that offers hold."""
    held = (
        select(func.count())
        .where(OfferShift.shift_id == Shift.id, OfferShift.state.in_(PLACE_HOLDING_OFFERS))
        .correlate(Shift)
        .scalar_subquery()
    )
    return _all(select(Shift.id, Shift.taken, Shift.places, held).where(Shift.taken != held))


def double_booked() -> Faults:
    """Clients whose agreed times of work overlap."""
    rows = select(OfferShift.client_id, OfferShift.starts_at, OfferShift.ends_at)
    return _overlaps(_all(rows.where(OfferShift.state.in_(AGREED_OFFERS))))


def coaches_in_two_places() -> Faults:
    """Coaches whose bookings overlap."""
    rows = select(CoachBooking.coach_id, CoachBooking.starts_at, CoachBooking.ends_at)
    return _overlaps(_all(rows.where(CoachBooking.state == BookingState.BOOKED)))


def _overlaps(rows: Iterable[tuple[Any, datetime, datetime]]) -> Faults:
    spans = defaultdict(list)
    for who, starts_at, ends_at in rows:
        spans[who].append((starts_at, ends_at))
    return [
        (who, one, other)
        for who, times in spans.items()
        for one, other in pairwise(sorted(times))
        if other[0] < one[1]
    ]


def without_outcome() -> Faults:
    """Orders that have not ended, or not as anything."""
    ended = (Task.state == TaskState.CLOSED) & Task.outcome.is_not(None)
    return _all(select(Task.id, Task.state, Task.outcome).where(~ended))


def without_reason() -> Faults:
    """Orders that ended without work and do not say why, or by whom."""
    unfilled = (Task.outcome == TaskOutcome.NOT_FILLED) & Task.unfilled_because.is_(None)
    refused = (Task.outcome == TaskOutcome.REFUSED) & (Task.outcome_reason == "")
    cancelled = (Task.outcome == TaskOutcome.CANCELLED) & Task.closed_by.is_(None)
    return _all(select(Task.id, Task.outcome).where(unfilled | refused | cancelled))


def waiting_offers() -> Faults:
    """Offers that could still be answered although all is over."""
    waiting = (OfferState.QUEUED, OfferState.ASKED_COACH, OfferState.ACCEPTED, *SHOWN_OFFERS)
    return _all(select(Offer.id, Offer.state).where(Offer.state.in_(waiting)))


def open_attendances(now: datetime) -> Faults:
    """Attendances of the past of which nobody knows how they ended."""
    open_ = (AttendanceState.BOOKED, AttendanceState.WILL_COME, AttendanceState.CHECKED_IN)
    rows = select(Attendance.id, Attendance.state).join(Shift, Shift.id == Attendance.shift_id)
    return _all(rows.where(Attendance.state.in_(open_), Shift.ends_at < now))


def open_hours() -> Faults:
    """Work that was done and whose minutes nobody has agreed on."""
    done = {HoursState.AGREED, HoursState.CLOSED}
    rows = (
        select(Attendance.id, WorkedHours.state)
        .outerjoin(WorkedHours, WorkedHours.attendance_id == Attendance.id)
        .where(Attendance.state == AttendanceState.PERFORMED)
    )
    return [row for row in _all(rows) if row[1] not in done]


def too_many_offers() -> Faults:
    """Clients who were shown more new offers in a week than the setting allows."""
    rows = _all(
        select(Offer.client_id, Offer.sent_at).where(Offer.sent_at.is_not(None), ~Offer.asks_anew)
    )
    counted = Counter((client, iso_week(local_day(sent_at))) for client, sent_at in rows)
    return [key for key, count in counted.items() if count > DEFAULT.new_offers_a_week]


# Told at night when they are of work that begins the same morning.
_CANNOT_WAIT = {"shift_cancelled", "shift_moved", "offer_confirmed"}


def written_to_at_night() -> Faults:
    """Text messages and pushes that went to clients between eight in the evening and morning."""
    rows = _all(
        select(OutboxMessage.template, OutboxMessage.channel, OutboxMessage.sent_at).where(
            OutboxMessage.client_id.is_not(None), OutboxMessage.sent_at.is_not(None)
        )
    )
    by_phone = [row for row in rows if row.channel in (Channel.SMS, Channel.PUSH)]
    news = [row for row in by_phone if row.template not in _CANNOT_WAIT]
    return [row for row in news if in_quiet_hours(row.sent_at)]


def sent_twice(mails: Iterable[Mail], texts: Iterable[Sms]) -> Faults:
    """Messages that went out more than once: the same reference, or the same words to one."""
    keys = [mail.message_id for mail in mails] + [sms.reference for sms in texts]
    return [key for key, count in Counter(keys).items() if count > 1]
