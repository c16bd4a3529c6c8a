"""Money that is no wage, month by month: työosuusraha and kulukorvaus, each by itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import delete, select

from app.domain.calendar import month_start
from app.domain.errors import Missing, RuleBroken
from app.domain.policy import Verb, require
from app.store import clients
from app.store.db import db
from app.store.models.money import AllowanceEntry

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from app.domain.policy import Actor
    from app.domain.vocabulary import AllowanceKind

# More than this in a month is a slip of the finger. Units: cents, days.
MOST_CENTS, MOST_DAYS = 100_000, 31


@dataclass(frozen=True)
class Allowance:
    """What is paid for a month and is no wage. Units: cents; days where they are known."""

    kind: AllowanceKind
    month: date
    cents: int
    days: int | None = None


def check_amount(paid: Allowance) -> None:
    """Nothing, when it can be so. Raises: RuleBroken("allowance_amount")."""
    odd_days = paid.days is not None and not 0 < paid.days <= MOST_DAYS
    if not 0 < paid.cents <= MOST_CENTS or odd_days:
        raise RuleBroken("allowance_amount")


def add(client_id: UUID, paid: Allowance, *, by_id: UUID | None, now: datetime) -> UUID:
    """Write an entry; returns its id."""
    if by_id is None:
        raise Missing
    row = AllowanceEntry(
        client_id=client_id, kind=paid.kind, month_on=month_start(paid.month), cents=paid.cents,
        days=paid.days, entered_by_id=by_id, entered_at=now,
    )  # fmt: skip
    db.session.add(row)
    db.session.flush()
    return row.id


def find_owner(entry_id: UUID) -> UUID:
    """Whose entry it is. Raises: Missing."""
    query = select(AllowanceEntry.client_id).where(AllowanceEntry.id == entry_id)
    client_id = db.session.scalar(query)
    if client_id is None:
        raise Missing
    return client_id


def remove(entry_id: UUID) -> None:
    """Take an entry away."""
    db.session.execute(delete(AllowanceEntry).where(AllowanceEntry.id == entry_id))


def list_of_client(
    actor: Actor, client_id: UUID, *, since: date, until: date, now: datetime
) -> list[AllowanceEntry]:
    """The entries of the months between, newest month first. Raises: Missing, NotAllowed."""
    client = clients.get_client(actor, client_id, now=now)
    require(actor, Verb.READ_BENEFITS, clients.facts_of(actor, client, now=now))
    query = (
        select(AllowanceEntry)
        .where(AllowanceEntry.client_id == client_id)
        .where(AllowanceEntry.month_on >= month_start(since), AllowanceEntry.month_on <= until)
        .order_by(AllowanceEntry.month_on.desc(), AllowanceEntry.entered_at)
    )
    return list(db.session.scalars(query))
