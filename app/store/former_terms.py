"""What an order was until its terms changed: for what had begun, and beside what is asked anew."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, func, literal_column, select
from sqlalchemy.orm import joinedload

from app.store.db import db
from app.store.models.terms import FormerTerms
from app.store.models.work import OfferShift, Shift, Task

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from app.store.models.work import Offer


# Written out, so that a question may both tell and group by the same.
_ONE: ColumnElement[int] = literal_column("1")


def _then(column: Any) -> Any:
    """What held when a shift began, of a question about tasks and shifts; None where it holds."""
    return (
        select(column)
        .where(FormerTerms.task_id == Shift.task_id, FormerTerms.until_at >= Shift.starts_at)
        .order_by(FormerTerms.until_at)
        .limit(_ONE)
        .correlate(Shift)
        .scalar_subquery()
    )


# By which pay a shift goes, in cents an hour, and where it is or was, as parts of a question.
PAY = func.coalesce(_then(FormerTerms.pay_cents_per_hour), Task.pay_cents_per_hour)
SITE_ID = func.coalesce(_then(FormerTerms.site_id), Task.site_id)


def pay_of(shift: Shift) -> int:
    """By which pay a shift goes. Units: cents per hour."""
    query = select(PAY).join_from(Shift, Task, Task.id == Shift.task_id)
    return db.session.scalar(query.where(Shift.id == shift.id)) or 0


def keep(task: Task, *, now: datetime) -> None:
    """Keep what the terms of an order are until now. Needs site and demands, not yet written."""
    row = FormerTerms(
        task_id=task.id, until_at=now, pay_cents_per_hour=task.pay_cents_per_hour or 0,
        site_id=task.site_id, place_kind=task.place_kind, passes=list(task.passes),
        demands={one.scale.value: one.level for one in task.demands},
    )  # fmt: skip
    db.session.add(row)
    db.session.flush()


def find_promised(offer: Offer) -> FormerTerms | None:
    """The terms to which a client had said yes who is asked anew; None where they still hold."""
    if not offer.asks_anew:
        return None
    since = _last_freed(offer.client_id, offer.task_id, offer.id)
    if since is None:
        return None
    return db.session.scalar(
        select(FormerTerms)
        .where(FormerTerms.task_id == offer.task_id, FormerTerms.until_at >= since)
        .where(FormerTerms.until_at <= offer.created_at)
        .options(joinedload(FormerTerms.site))
        .order_by(FormerTerms.until_at)
        .limit(1)
    )


def _last_freed(client_id: UUID, task_id: UUID, offer_id: UUID) -> datetime | None:
    """When the client's last place at the order was given back, before this offer."""
    return db.session.scalar(
        select(func.max(OfferShift.freed_at))
        .join(Shift, Shift.id == OfferShift.shift_id)
        .where(OfferShift.client_id == client_id, Shift.task_id == task_id)
        .where(OfferShift.offer_id != offer_id)
    )
