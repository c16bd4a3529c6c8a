"""Notes whose data a request has read, so that the read can be written to the trail.

Every load of a row that belongs to a client notes that client by itself; queries that return
client data as plain columns call `note`. What is noted is written by the web layer before the
answer leaves (see `services.trail.record_reading`).
"""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any

from sqlalchemy import event

from app.store.models import (
    asking,
    cadence,
    fading,
    former_notes,
    money,
    opened_cards,
    own_words,
    people,
    person,
    presence,
    support,
    work,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from uuid import UUID

_noted: ContextVar[set[UUID] | None] = ContextVar("clients_read", default=None)
# What a request tells an organisation of a client: by both, the names of the things.
Told = dict[tuple["UUID", "UUID"], set[str]]
_told: ContextVar[Told | None] = ContextVar("clients_told", default=None)


@contextmanager
def noting() -> Iterator[set[UUID]]:
    """The set that fills with client ids while the block runs."""
    noted: set[UUID] = set()
    token = _noted.set(noted)
    try:
        yield noted
    finally:
        _noted.reset(token)


def start_noting() -> None:
    """Begin a fresh set for this request."""
    _noted.set(set())
    _told.set({})


def stop_noting() -> None:
    _noted.set(None)
    _told.set(None)


def note(client_ids: Iterable[UUID]) -> None:
    """Remember that data of these clients was read."""
    noted = _noted.get()
    if noted is not None:
        noted.update(client_ids)


def noted() -> frozenset[UUID]:
    """The clients read so far in this request."""
    return frozenset(_noted.get() or ())


def note_told(client_id: UUID, organisation_id: UUID, items: Iterable[str]) -> None:
    """Remember that an organisation gets to know something of a client."""
    told = _told.get()
    if told is not None:
        told.setdefault((client_id, organisation_id), set()).update(items)


def told() -> Told:
    """What organisations have been told so far in this request."""
    return dict(_told.get() or {})


def _on_client(client: people.Client, _context: Any, *_rest: Any) -> None:
    note([client.id])


def _on_owned(row: Any, _context: Any, *_rest: Any) -> None:
    client_id = row.__dict__.get("client_id")
    if client_id is not None:
        note([client_id])


_OWNED: tuple[type[Any], ...] = (
    work.Offer,
    work.OfferShift,
    work.Placement,
    work.Attendance,
    work.WorkedHours,
    support.SupportContact,
    support.SupportDraft,
    former_notes.FormerNote,
    support.CheckIn,
    fading.SupportStage,
    support.Alert,
    cadence.SupportPlan,
    cadence.DueContact,
    people.BenefitSituation,
    money.ShownMoney,
    money.AllowanceEntry,
    asking.Interest,
    asking.Question,
    opened_cards.OpenedCard,
    own_words.Disclosure,
    own_words.SelfCheck,
    own_words.ThankYou,
    person.Goal,
    person.ReadinessItem,
    person.VocationalProfile,
    person.WhatHelps,
    presence.PresenceChange,
)

event.listen(people.Client, "load", _on_client)
for _kind in _OWNED:
    event.listen(_kind, "load", _on_owned)
