"""The secret address of a calendar, and what a client's may know.

The address of a client's calendar is about the client, that of anybody else about the user.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import or_, select, update

from app.domain.errors import Missing
from app.domain.feeds import Entry, Sureness, change_count
from app.domain.lifecycle import AttendanceState, OfferState
from app.store.crypto import new_token, token_hash
from app.store.db import db
from app.store.logins import actor_of
from app.store.models.people import User
from app.store.models.trail import LinkToken
from app.store.models.work import Attendance, Offer, OfferShift, Shift

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from app.domain.policy import Actor

KIND = "calendar"
# A coach's own choice: with the initials of the people, else there is nothing but time.
WITH_INITIALS = "calendar_initials"
_KINDS = (KIND, WITH_INITIALS)
# A calendar goes on until it is reset; the end is there for the phone in a drawer.
LASTS = timedelta(days=2 * 365)
# What is over stays for a while; so far ahead nothing is agreed yet.
BACK = timedelta(days=60)
_GONE = (AttendanceState.CANNOT_COME, AttendanceState.CANCELLED)


def add_calendar(subject_id: UUID, user_id: UUID, *, kind: str = KIND, now: datetime) -> str:
    """The secret of a new address; the old one works no more. Needs a unit of work."""
    end_calendar(subject_id, now=now)
    token = new_token()
    link = LinkToken(
        token_hash=token_hash(token), kind=kind, user_id=user_id, subject_id=subject_id,
        created_at=now, expires_at=now + LASTS,
    )  # fmt: skip
    db.session.add(link)
    return token


def end_calendar(subject_id: UUID, *, now: datetime) -> None:
    """Let the address of a calendar work no more. Needs a unit of work."""
    db.session.execute(
        update(LinkToken)
        .where(LinkToken.kind.in_(_KINDS), LinkToken.subject_id == subject_id)
        .where(LinkToken.revoked_at.is_(None))
        .values(revoked_at=now)
        .execution_options(synchronize_session=False)
    )


def has_calendar(subject_id: UUID, *, now: datetime) -> bool:
    """Whether a calendar can be read now."""
    found = db.session.scalar(
        select(LinkToken.id)
        .where(LinkToken.kind.in_(_KINDS), LinkToken.subject_id == subject_id)
        .where(LinkToken.revoked_at.is_(None), LinkToken.expires_at > now)
        .limit(1)
    )
    return found is not None


def find_reader(token: str, *, now: datetime) -> Actor:
    """The person whose calendar asks. Raises: Missing, for every kind of wrong address alike."""
    user = db.session.scalar(
        select(User)
        .join(LinkToken, LinkToken.user_id == User.id)
        .where(LinkToken.token_hash == token_hash(token), LinkToken.kind.in_(_KINDS))
        .where(LinkToken.revoked_at.is_(None), LinkToken.expires_at > now)
        .where(or_(LinkToken.subject_id == User.client_id, LinkToken.subject_id == User.id))
        .where(User.active)
    )
    if user is None:
        raise Missing
    return actor_of(user, None)


def shows_initials(subject_id: UUID) -> bool:
    """Whether the calendar that can be read now was made to show initials."""
    found = db.session.scalar(
        select(LinkToken.id)
        .where(LinkToken.kind == WITH_INITIALS, LinkToken.subject_id == subject_id)
        .where(LinkToken.revoked_at.is_(None))
        .limit(1)
    )
    return found is not None


def list_entries(client_id: UUID, *, now: datetime) -> list[Entry]:
    """The client's own times of work; where a place was held and is not, it is cancelled."""
    agreed = OfferShift.state.in_((OfferState.ACCEPTED, OfferState.CONFIRMED))
    held_once = OfferShift.freed_at.is_not(None)
    rows = db.session.execute(
        select(OfferShift, Offer, Shift, Attendance)
        .join(Offer, Offer.id == OfferShift.offer_id)
        .join(Shift, Shift.id == OfferShift.shift_id)
        .outerjoin(Attendance, Attendance.offer_shift_id == OfferShift.id)
        .where(OfferShift.client_id == client_id, Shift.ends_at > now - BACK)
        .where(or_(Attendance.id.is_not(None), agreed, held_once))
        .order_by(Shift.starts_at, OfferShift.id)
    )
    return [_entry(*row) for row in rows]


def _entry(part: OfferShift, offer: Offer, shift: Shift, visit: Attendance | None) -> Entry:
    seen_at = visit.changed_at if visit else None
    told = (part.freed_at, offer.answered_at, offer.confirmed_at, seen_at)
    changed_at = max(instant for instant in (offer.created_at, *told) if instant is not None)
    return Entry(
        key=str(part.id), starts_at=shift.starts_at, ends_at=shift.ends_at,
        sureness=_sureness(part, visit), changed_at=changed_at,
        changes=change_count(offer.created_at, changed_at, shift.version),
        path=f"/client/shifts/{visit.id}" if visit else f"/client/offers/{offer.id}",
    )  # fmt: skip


def _sureness(part: OfferShift, visit: Attendance | None) -> Sureness:
    if visit is not None:
        return Sureness.CANCELLED if visit.state in _GONE else Sureness.CONFIRMED
    if part.state is OfferState.CONFIRMED:
        return Sureness.CONFIRMED
    return Sureness.TENTATIVE if part.state is OfferState.ACCEPTED else Sureness.CANCELLED
