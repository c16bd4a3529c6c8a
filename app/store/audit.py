"""The audit trail: one row an act or read, signed at insert, chained later by the worker.

Source: act 703/2023 (use log of client data); `trust` 6.5. Rows hold ids and codes only.
"""

from __future__ import annotations

import json
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, cast
from uuid import UUID, uuid4

from sqlalchemy import insert, select, update

from app.store import crypto
from app.store.db import db
from app.store.models.trail import AuditEvent, AuditEventClient

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from sqlalchemy import Table

    from app.domain.policy import Actor

SCHEMA = 1
# The bare tables: the trail is written on every page, and the mapper would cost half of it.
_EVENTS = cast("Table", AuditEvent.__table__)
_CLIENTS = cast("Table", AuditEventClient.__table__)
CHAIN_START = b"\0" * 32


@dataclass(frozen=True)
class Origin:
    """Where a request came from: the shortened address and the request's id."""

    ip_prefix: str = ""
    request_id: str = ""


NOWHERE = Origin()
origin: ContextVar[Origin] = ContextVar("audit_origin", default=NOWHERE)


@dataclass(frozen=True)
class Entry:
    """What an audit row says. `fields` are names, `facts` codes and counts, never values."""

    action: str
    object_type: str
    object_id: UUID | None = None
    purpose: str = "offer"
    client_ids: Sequence[UUID] = ()
    fields: Sequence[str] = ()
    facts: dict[str, Any] = field(default_factory=dict)
    outcome: str = "done"


def record(actor: Actor, entry: Entry, *, now: datetime) -> UUID:
    """Add a row to the running transaction; returns its id."""
    return record_many(actor, [entry], now=now)[0]


def record_many(actor: Actor, entries: Iterable[Entry], *, now: datetime) -> list[UUID]:
    """Add many rows at once; returns their ids in order."""
    entries = list(entries)
    rows = [_row(actor, entry, now) for entry in entries]
    if not rows:
        return []
    db.session.execute(insert(_EVENTS), rows)
    links = [
        {"id": uuid4(), "event_id": row["id"], "client_id": client_id}
        for row, entry in zip(rows, entries, strict=True)
        for client_id in dict.fromkeys(entry.client_ids)
    ]
    if links:
        db.session.execute(insert(_CLIENTS), links)
    return [row["id"] for row in rows]


def _row(actor: Actor, entry: Entry, now: datetime) -> dict[str, Any]:
    place = origin.get()
    row = {
        "id": uuid4(),
        "at": now,
        "actor_id": actor.user_id,
        "actor_role": str(actor.role or ""),
        "actor_unit_id": actor.unit_id,
        "assisted_by_id": actor.assisted_by,
        "purpose": entry.purpose,
        "action": entry.action,
        "object_type": entry.object_type,
        "object_id": entry.object_id,
        "fields": list(entry.fields),
        "facts": dict(entry.facts),
        "outcome": entry.outcome,
        "login_id": actor.login_id,
        "ip_prefix": place.ip_prefix,
        "request_id": place.request_id,
        "schema": SCHEMA,
    }
    return row | {"mac": row_mac(row, entry.client_ids)}


_SIGNED = (
    "id",
    "actor_id",
    "actor_role",
    "actor_unit_id",
    "assisted_by_id",
    "purpose",
    "action",
    "object_type",
    "object_id",
    "fields",
    "facts",
    "outcome",
    "login_id",
    "ip_prefix",
    "request_id",
    "schema",
)


def row_mac(row: dict[str, Any], client_ids: Iterable[UUID]) -> bytes:
    """The signature over every column of the row and the clients it names."""
    values = {name: row[name] for name in _SIGNED}
    values["at"] = row["at"].timestamp()
    values["clients"] = sorted(str(client_id) for client_id in set(client_ids))
    return crypto.audit_mac(json.dumps(values, sort_keys=True, default=str).encode())


def seal_chain(limit: int = 5000) -> int:
    """Give unsealed rows their place in the chain; returns how many. Needs a unit of work.

    Each link signs the row's own signature and the link before, so a row that is taken out,
    changed or moved breaks the chain from there on.
    """
    last = db.session.execute(
        select(AuditEvent.seq, AuditEvent.prev, AuditEvent.mac)
        .where(AuditEvent.seq.is_not(None))
        .order_by(AuditEvent.seq.desc())
        .limit(1)
    ).first()
    seq, link = (last.seq, _link(last.prev, last.seq, last.mac)) if last else (0, CHAIN_START)
    waiting = db.session.execute(
        select(AuditEvent.id, AuditEvent.mac)
        .where(AuditEvent.seq.is_(None))
        .order_by(AuditEvent.at, AuditEvent.id)
        .limit(limit)
    ).all()
    changes = []
    for row in waiting:
        seq += 1
        changes.append({"id": row.id, "seq": seq, "prev": link})
        link = _link(link, seq, row.mac)
    if changes:
        db.session.execute(update(AuditEvent), changes)
    return len(changes)


def _link(prev: bytes | None, seq: int, mac: bytes) -> bytes:
    return crypto.audit_mac((prev or b"") + seq.to_bytes(8, "big") + mac)


@dataclass(frozen=True)
class Verdict:
    """What a check of the trail found: sealed and unsealed rows, and the faults by row."""

    sealed: int
    unsealed: int
    faults: tuple[str, ...]


def verify() -> Verdict:
    """Check every signature and the whole chain."""
    columns = AuditEvent.__table__.c
    clients: dict[UUID, list[UUID]] = {}
    for event_id, client_id in db.session.execute(
        select(AuditEventClient.event_id, AuditEventClient.client_id)
    ):
        clients.setdefault(event_id, []).append(client_id)
    faults: list[str] = []
    sealed = unsealed = 0
    link, expected = CHAIN_START, 1
    query = select(*columns).order_by(columns.seq.is_(None), columns.seq)
    for row in db.session.execute(query.execution_options(yield_per=2000)).mappings():
        if row_mac(dict(row), clients.get(row["id"], ())) != row["mac"]:
            faults.append(f"row {row['id']}: changed")
        if row["seq"] is None:
            unsealed += 1
            continue
        if row["seq"] != expected or row["prev"] != link:
            faults.append(f"row {row['id']}: chain broken at {row['seq']}")
        sealed, expected = sealed + 1, row["seq"] + 1
        link = _link(row["prev"], row["seq"], row["mac"])
    return Verdict(sealed, unsealed, tuple(faults))
