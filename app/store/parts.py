"""One part of a client's facts read by itself: most changes touch no more than one table."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any

from app.domain.calendar import local_day
from app.store import histories, profiles, teams, times
from app.store.changes import Kind
from app.store.models.people import (
    Availability,
    BlockedPair,
    Limit,
    OwnLimit,
    Pass,
    Relation,
    Wish,
    WorkActivityDay,
)
from app.store.prepared import fetch
from app.store.profiles import Profile, many
from app.store.reach import Reach

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date, datetime
    from uuid import UUID

    from app.domain.passes import PassRule

    Found = dict[UUID, Any]


@dataclass(frozen=True)
class _Asked:
    """When parts are asked for, and by which rules."""

    now: datetime
    pass_rules: Sequence[PassRule]

    @cached_property
    def on(self) -> date:
        return local_day(self.now)

    @cached_property
    def reach(self) -> Reach:
        return Reach.onward(self.on)


def load_parts(
    parts: Mapping[UUID, frozenset[Kind]], pass_rules: Sequence[PassRule], *, now: datetime
) -> dict[UUID, Profile | None]:
    """Of each client the values of these parts by name; None for who is there no more."""
    asked: dict[Kind, list[UUID]] = defaultdict(list)
    for client_id, kinds in parts.items():
        for kind in kinds:
            asked[kind].append(client_id)
    found: dict[UUID, Profile | None] = {client_id: {} for client_id in parts}
    told = _Asked(now, pass_rules)
    # Whoever is gone is known by the own row, which is read last.
    for kind in sorted(asked, key=lambda one: one is Kind.PERSON):
        for client_id, values in READ[kind](asked[kind], told).items():
            found[client_id] = None if values is None else (found[client_id] or {}) | values
    return found


def _persons(ids: list[UUID], asked: _Asked) -> Found:
    found: Found = dict.fromkeys(ids)
    for row in fetch(_persons_query(), ids=ids):
        own = profiles.own_values(row) | _waited(row, row.last_at, asked.on)
        del own["id"]
        found[row.id] = own
    return found


@cache
def _persons_query() -> Any:
    query = profiles.clients_query(everybody=False)
    return query.add_columns(histories.last_performed().label("last_at"))


def _waited(row: Any, last_at: datetime | None, on: date) -> Profile:
    waited = profiles.waiting_days(last_at, row.waiting_since, row.started_on, on)
    return {"waiting_days": waited}


def _work_done(ids: list[UUID], asked: _Asked) -> Found:
    performed = histories.load_performed(ids)
    since: Found = defaultdict(dict)
    for client_id, kind, day in histories.list_pass_work(ids, asked.reach, asked.pass_rules):
        since[client_id][kind] = day
    return {
        row.id: {
            **profiles.work_done(performed[row.id]),
            **_waited(row, profiles.last_work(performed[row.id]), asked.on),
            "pass_work_since": since[row.id],
        }
        for row in fetch(profiles.clients_query(everybody=False), ids=ids)
    }  # fmt: skip


def _wishes(ids: list[UUID], _asked: _Asked) -> Found:
    told = many(Wish, ids, Wish.category, Wish.wanted)
    return {one: profiles.wishes(told[one]) for one in ids}


def _kept_apart(ids: list[UUID], asked: _Asked) -> Found:
    told = many(BlockedPair, ids, *profiles.KEPT_APART)
    return {one: profiles.kept_apart(told[one], asked.on) for one in ids}


def _free(ids: list[UUID], _asked: _Asked) -> Found:
    told = many(Availability, ids, *profiles.SPAN)
    return {one: {"availability": profiles.free_times(told[one])} for one in ids}


def _exceptions(ids: list[UUID], asked: _Asked) -> Found:
    return _each("exceptions", times.list_exceptions(ids, asked.on), ids, tuple)


def _sessions(ids: list[UUID], asked: _Asked) -> Found:
    return _each("sessions", times.list_sessions(ids, asked.on), ids, tuple)


def _coach(ids: list[UUID], asked: _Asked) -> Found:
    told = many(Relation, ids, Relation.user_id, where=profiles.COACH, on=asked.on)
    return {one: {"coach_id": next(iter(told[one]), None)} for one in ids}


def _committed(ids: list[UUID], asked: _Asked) -> Found:
    told = histories.grouped(histories.list_committed(ids, asked.now))
    return _each("committed_task_ids", told, ids, frozenset)


def _passes(ids: list[UUID], asked: _Asked) -> Found:
    told = many(Pass, ids, Pass.kind, where=profiles.HOLDS, on=asked.on)
    return _each("passes", told, ids, frozenset)


def _own_limits(ids: list[UUID], asked: _Asked) -> Found:
    rules, committed = many(OwnLimit, ids, OwnLimit.rule), _committed(ids, asked)
    return {one: {"own_rules": frozenset(rules[one]), **committed[one]} for one in ids}


def _offers(ids: list[UUID], asked: _Asked) -> Found:
    return histories.load_offers(ids, asked.reach, asked.now)


def _visits(ids: list[UUID], asked: _Asked) -> Found:
    told = histories.grouped(histories.list_covered(ids, asked.reach))
    return _each("covered_weeks", told, ids, frozenset)


def _mates(ids: list[UUID], asked: _Asked) -> Found:
    together = teams.load_teams(ids).values()
    told = teams.list_taken(together, histories.asked_about(asked.reach))
    return _each("team_shift_ids", told, ids, frozenset)


def _each(name: str, told: Mapping[UUID, Any], ids: list[UUID], made: Any) -> Found:
    return {one: {name: made(told.get(one, ()))} for one in ids}


def _listed(name: str, model: Any, *columns: Any, made: Any = frozenset) -> Any:
    return lambda ids, _asked: _each(name, many(model, ids, *columns), ids, made)


# How each part is read, of these clients on a day.
READ: dict[Kind, Callable[[list[UUID], _Asked], Found]] = {
    Kind.PERSON: _persons,
    Kind.WISH: _wishes,
    Kind.FREE: _free,
    Kind.EXCEPTION: _exceptions,
    Kind.SESSION: _sessions,
    Kind.LIMIT: _listed("limits", Limit, Limit.scale, Limit.level, made=dict),
    Kind.PASSES: _passes,
    Kind.WORK_DAY: _listed("work_activity_weekdays", WorkActivityDay, WorkActivityDay.weekday),
    Kind.BLOCKED: _kept_apart,
    Kind.OWN_LIMIT: _own_limits,
    Kind.RELATION: _coach,
    Kind.OFFER: _offers,
    Kind.ATTENDANCE: _work_done,
    Kind.VISIT: _visits,
    Kind.MATE: _mates,
}
