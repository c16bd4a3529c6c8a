"""What a client has to see to before paid work, and what helps: for the people close by."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from app.domain.policy import Verb, require
from app.domain.readiness import ReadyState
from app.store import clients
from app.store.db import db
from app.store.models.people import Pass, User
from app.store.models.person import ReadinessItem, WhatHelps

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime
    from uuid import UUID

    from app.domain.policy import Actor
    from app.domain.readiness import ReadyThing
    from app.domain.vocabulary import PassKind


@dataclass(frozen=True)
class ReadyRow:
    """One thing to see to, with who said last how it is."""

    thing: ReadyThing
    state: ReadyState
    note: str
    needed_by: date | None
    changed_at: datetime
    changed_by: str


def list_items(actor: Actor, client_id: UUID, *, now: datetime) -> list[ReadyRow]:
    """What is to be seen to, by its day, then what is in order. Raises: Missing, NotAllowed."""
    _check_may_read(actor, client_id, now)
    rows = db.session.execute(
        select(ReadinessItem, User.first_name)
        .join(User, User.id == ReadinessItem.changed_by_id)
        .where(ReadinessItem.client_id == client_id)
    ).all()
    return sorted((_row(item, name) for item, name in rows), key=_urgency)


def _row(item: ReadinessItem, name: str) -> ReadyRow:
    return ReadyRow(
        item.thing, item.state, item.note or "", item.needed_by, item.changed_at, name
    )  # fmt: skip


def _urgency(row: ReadyRow) -> tuple[bool, bool, str, str]:
    settled = row.state is not ReadyState.TO_DO
    return settled, row.needed_by is None, str(row.needed_by or ""), row.thing.value


def find_helps(actor: Actor, client_id: UUID, *, now: datetime) -> WhatHelps | None:
    """What helps and what must change, if written. Raises: Missing, NotAllowed."""
    _check_may_read(actor, client_id, now)
    return db.session.scalar(select(WhatHelps).where(WhatHelps.client_id == client_id))


def put_item(
    client_id: UUID, thing: ReadyThing, facts: Mapping[str, object], *, by: UUID, now: datetime
) -> UUID:
    """Keep how a thing stands, on its one line; the line's id. Needs a unit of work."""
    query = select(ReadinessItem).where(ReadinessItem.client_id == client_id)
    item = db.session.scalar(query.where(ReadinessItem.thing == thing))
    item = item or ReadinessItem(client_id=client_id, thing=thing)
    return _put(item, {**facts, "changed_at": now, "changed_by_id": by})


def put_helps(client_id: UUID, words: Mapping[str, object], *, by: UUID, now: datetime) -> UUID:
    """Keep what helps a client in the place of what was written. Needs a unit of work."""
    known = db.session.scalar(select(WhatHelps).where(WhatHelps.client_id == client_id))
    known = known or WhatHelps(client_id=client_id)
    return _put(known, {**words, "written_at": now, "written_by_id": by})


def put_pass(client_id: UUID, kind: PassKind, facts: Mapping[str, object]) -> UUID:
    """Keep what was shown in the place of what was known of it. Needs a unit of work."""
    known = db.session.scalar(select(Pass).where(Pass.client_id == client_id, Pass.kind == kind))
    return _put(known or Pass(client_id=client_id, kind=kind), facts)


def _put(row: ReadinessItem | WhatHelps | Pass, values: Mapping[str, object]) -> UUID:
    for name, value in values.items():
        setattr(row, name, value)
    db.session.add(row)
    db.session.flush()
    return row.id


def _check_may_read(actor: Actor, client_id: UUID, now: datetime) -> None:
    client = clients.get_client(actor, client_id, now=now)
    require(actor, Verb.READ_READINESS, clients.facts_of(actor, client, now=now))
