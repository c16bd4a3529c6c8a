"""One part of a client's facts read by itself: most changes touch no more than one table."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from app.store import profiles, times
from app.store.changes import Kind
from app.store.histories import load_performed
from app.store.models.people import Availability, BlockedPair, Limit, Pass, Wish, WorkActivityDay
from app.store.prepared import fetch
from app.store.profiles import Profile, many

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date
    from uuid import UUID

    Found = dict[UUID, Any]


def load_parts(
    parts: Mapping[UUID, frozenset[Kind]], *, on: date
) -> dict[UUID, Profile | None]:  # fmt: skip
    """Of each client the values of these parts by name; None for who is there no more."""
    asked: dict[Kind, list[UUID]] = defaultdict(list)
    for client_id, kinds in parts.items():
        for kind in kinds:
            asked[kind].append(client_id)
    found: dict[UUID, Profile | None] = {client_id: {} for client_id in parts}
    # Whoever is gone is known by the own row, which is read last.
    for kind in sorted(asked, key=lambda one: one is Kind.PERSON):
        for client_id, told in READ[kind](asked[kind], on).items():
            found[client_id] = None if told is None else (found[client_id] or {}) | told
    return found


def _persons(ids: list[UUID], on: date) -> Found:
    rows = fetch(profiles.clients_query(everybody=False), ids=ids).all()
    performed = load_performed(ids)
    found: Found = dict.fromkeys(ids)
    for row in rows:
        last_at = max((one.last_at for one in performed[row.id]), default=None)
        waited = profiles.waiting_days(last_at, row.waiting_since, row.started_on, on)
        found[row.id] = profiles.own_values(row) | {"waiting_days": waited}
        del found[row.id]["id"]
    return found


def _wishes(ids: list[UUID], _on: date) -> Found:
    told = many(Wish, ids, Wish.category, Wish.wanted)
    return {one: profiles.wishes(told[one]) for one in ids}


def _kept_apart(ids: list[UUID], on: date) -> Found:
    told = many(BlockedPair, ids, *profiles.KEPT_APART)
    return {one: profiles.kept_apart(told[one], on) for one in ids}


def _free(ids: list[UUID], _on: date) -> Found:
    told = many(Availability, ids, *profiles.SPAN)
    return {one: {"availability": profiles.free_times(told[one])} for one in ids}


def _exceptions(ids: list[UUID], on: date) -> Found:
    return _each("exceptions", times.list_exceptions(ids, on), ids, tuple)


def _sessions(ids: list[UUID], on: date) -> Found:
    return _each("sessions", times.list_sessions(ids, on), ids, tuple)


def _each(name: str, told: Mapping[UUID, Any], ids: list[UUID], made: Any) -> Found:
    return {one: {name: made(told.get(one, ()))} for one in ids}


def _listed(name: str, model: Any, *columns: Any, made: Any = frozenset) -> Any:
    return lambda ids, _on: _each(name, many(model, ids, *columns), ids, made)


# How each part is read, of these clients on a day.
READ: dict[Kind, Callable[[list[UUID], date], Found]] = {
    Kind.PERSON: _persons,
    Kind.WISH: _wishes,
    Kind.FREE: _free,
    Kind.EXCEPTION: _exceptions,
    Kind.SESSION: _sessions,
    Kind.LIMIT: _listed("limits", Limit, Limit.scale, Limit.level, made=dict),
    Kind.PASSES: _listed("passes", Pass, Pass.kind),
    Kind.WORK_DAY: _listed("work_activity_weekdays", WorkActivityDay, WorkActivityDay.weekday),
    Kind.BLOCKED: _kept_apart,
}
