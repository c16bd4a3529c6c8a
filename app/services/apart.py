"""A wish not to meet again is talked over when its day comes: kept for as long again, or ended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.alerts import AlertKind
from app.domain.calendar import local_day
from app.domain.policy import Verb, require
from app.domain.shift_feedback import next_review
from app.store import alerts, apart, audit
from app.store.transaction import unit_of_work

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from app.domain.policy import Actor
    from app.store.models.people import BlockedPair

_KIND = AlertKind.REVIEW_APART


def keep(actor: Actor, pair_id: UUID, *, now: datetime) -> UUID:
    """The wish holds on, with a new day to talk it over; the client's id. Raises: Missing."""
    with unit_of_work():
        pair = _load(actor, pair_id, now=now)
        pair.review_on = next_review(local_day(now))
        _settle(actor, pair, "update", now=now)
        return pair.client_id


def end(actor: Actor, pair_id: UUID, *, now: datetime) -> UUID:
    """Work may be offered there again; the client's id. Raises: Missing."""
    with unit_of_work():
        pair = _load(actor, pair_id, now=now)
        client_id = pair.client_id
        _settle(actor, pair, "delete", now=now)
        apart.end(pair)
        return client_id


def _load(actor: Actor, pair_id: UUID, *, now: datetime) -> BlockedPair:
    pair, facts = apart.get_pair(actor, pair_id, now=now)
    require(actor, Verb.REVIEW_APART, facts)
    return pair


def _settle(actor: Actor, pair: BlockedPair, action: str, *, now: datetime) -> None:
    alerts.finish_of(f"{_KIND.value}:{pair.id}:", now=now)
    entry = audit.Entry(
        action, "blocked_pair", pair.id, purpose="support", client_ids=[pair.client_id],
        fields=["review_on"],
    )  # fmt: skip
    audit.record(actor, entry, now=now)


def remind(*, now: datetime) -> int:
    """How many coaches were told that the day to talk a wish over has come; of each day once."""
    with unit_of_work():
        return sum(_remind(pair, now=now) for pair in apart.list_due(local_day(now)))


def _remind(pair: BlockedPair, *, now: datetime) -> int:
    key = f"{_KIND.value}:{pair.id}:{pair.review_on}"
    if alerts.is_raised(key):
        return 0
    alerts.call(_KIND, pair.client_id, key, now=now)
    return 1
