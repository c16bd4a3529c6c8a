"""What an offer rested on, so that it can be checked later: a hash of everything that was asked."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Set
from dataclasses import fields, is_dataclass
from datetime import date, time
from hashlib import sha256
from typing import TYPE_CHECKING, Any
from uuid import UUID

from app.matching.rules import RULE_VERSION

if TYPE_CHECKING:
    from app.matching.facts import ClientFacts, Context, ShiftFacts


def _plain(value: Any) -> Any:  # noqa: ANN401 - walks facts of every type
    """The value as JSON knows it, the same whatever order sets and maps are in."""
    if is_dataclass(value) and not isinstance(value, type):
        return {one.name: _plain(getattr(value, one.name)) for one in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): _plain(one) for key, one in value.items()}
    if isinstance(value, Set):
        return sorted((_plain(one) for one in value), key=str)
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value) if isinstance(value, UUID) else value


def inputs_hash(clients: Iterable[ClientFacts], shift: ShiftFacts, context: Context) -> str:
    """The SHA-256 of all facts and the rule version, in hex; the order of clients is no matter."""
    return _hash(clients, context, shift=_plain(shift))


def week_hash(
    clients: Iterable[ClientFacts], shifts: Iterable[ShiftFacts], context: Context
) -> str:
    """The same of all the shifts of a week; the order of clients and shifts is no matter."""
    listed = sorted(shifts, key=lambda shift: str(shift.id))
    return _hash(clients, context, shifts=[_plain(shift) for shift in listed])


def _hash(clients: Iterable[ClientFacts], context: Context, **asked: object) -> str:
    everything = asked | {
        "rule_version": RULE_VERSION,
        "clients": [_plain(c) for c in sorted(clients, key=lambda client: str(client.id))],
        "context": _plain(context),
    }
    text = json.dumps(everything, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return sha256(text.encode()).hexdigest()
