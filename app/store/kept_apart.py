"""A client and an orderer who are not to meet any more: what becomes of offers between them.

Neither of them is ever told of it: the client reads what everybody reads whose offer is taken back,
and the orderer sees a free place.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import select

from app.domain.alerts import AlertKind
from app.domain.calendar import local_day
from app.domain.lifecycle import OPEN_OFFERS, OfferState
from app.store import alerts, audit, offers, withdrawing
from app.store.db import db
from app.store.models.work import Offer, Task

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import date, datetime
    from uuid import UUID

    from app.domain.policy import Actor
    from app.store.offers import Held
    from app.store.withdrawing import Taken

# A client and an organisation.
Pair = tuple["UUID", "UUID"]


class Between(NamedTuple):
    """What of a pair's offers falls in the time apart: not sure yet, and agreed for sure."""

    unsure: Sequence[Taken]
    agreed: Sequence[Taken]


def list_offers(pairs: Collection[Pair]) -> dict[Pair, list[Held]]:
    """The offers of each pair that have not come to an end, by id."""
    if not pairs:
        return {}
    rows = db.session.execute(
        select(Offer.id, Offer.client_id, Task.organisation_id)
        .join(Task, Task.id == Offer.task_id)
        .where(Offer.client_id.in_({client_id for client_id, _orderer in pairs}))
        .where(Task.organisation_id.in_({orderer for _client, orderer in pairs}))
        .where(Offer.state.in_(OPEN_OFFERS))
    ).all()
    owners = {row.id: (row.client_id, row.organisation_id) for row in rows}
    found: dict[Pair, list[Held]] = defaultdict(list)
    for held in offers.load_held([one for one, pair in owners.items() if pair in pairs]):
        found[owners[held.id]].append(held)
    return found


def between(rows: Sequence[Held], first: date, *, now: datetime) -> Between:
    """Those of these offers with shifts to come from a day on, with those shifts."""
    ahead = [(held, _ahead(held, first, now)) for held in rows]
    touched = [(held, shift_ids) for held, shift_ids in ahead if shift_ids]
    agreed = [one for one in touched if one[0].state is OfferState.CONFIRMED]
    return Between([one for one in touched if one not in agreed], agreed)


def _ahead(held: Held, first: date, now: datetime) -> list[UUID]:
    return [
        part.shift_id for part in held.open_parts
        if part.starts_at > now and local_day(part.starts_at) >= first
    ]  # fmt: skip


def separate(actor: Actor, pairs: Mapping[Pair, date], *, now: datetime) -> None:
    """Take back what is not sure yet between these pairs, each from its first day on.

    What is agreed for sure stays as it is, and the client's coach is asked to see to it: somebody
    is waited for there. Needs a unit of work.
    """
    for client_id in sorted({client_id for client_id, _orderer in pairs}):
        offers.lock_client(client_id)
    rows = list_offers(pairs.keys())
    found = [between(rows[pair], first, now=now) for pair, first in pairs.items() if pair in rows]
    unsure = [one for each in found for one in each.unsure]
    withdrawing.withdraw(actor, unsure, purpose="system", now=now)
    for each in found:
        for held, shift_ids in each.agreed:
            _tell_coach(actor, held, shift_ids, now=now)


def _tell_coach(
    actor: Actor, held: Held, shift_ids: Collection[UUID], *, now: datetime
) -> None:  # fmt: skip
    kind = AlertKind.KEPT_APART
    key = f"{kind.value}:{held.id}"
    first = next(part.shift_id for part in held.open_parts if part.shift_id in shift_ids)
    made = alerts.call(kind, held.client_id, key, shift_id=first, now=now).alert_id
    if made is not None:
        facts = {"kind": kind.value}
        entry = audit.Entry(
            "create", "alert", made, purpose="system", client_ids=[held.client_id], facts=facts
        )
        audit.record(actor, entry, now=now)
