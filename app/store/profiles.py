"""What the matcher is told of clients: a handful of queries, however many clients there are.

Only what `matching/facts.py` has room for is read; age, benefit, answers and marks never are.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, bindparam, or_, select

from app.domain import calendar
from app.domain.calendar import Span, local_day
from app.domain.travel import point
from app.domain.vocabulary import OwnRule, RelationKind
from app.store import crypto, teams, times
from app.store.histories import History
from app.store.models.people import (
    Availability,
    BlockedPair,
    Client,
    Limit,
    OwnLimit,
    Pass,
    Relation,
    Wish,
    WorkActivityDay,
)
from app.store.prepared import among, fetch
from app.store.reach import Reach
from app.store.relations import in_force

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from datetime import date, datetime
    from uuid import UUID

    from app.domain.passes import PassRule
    from app.store.reach import ShiftRow

# One client as the matcher's own record takes it: values by the names of its fields.
Profile = dict[str, Any]
KEPT_APART = (BlockedPair.organisation_id, BlockedPair.starts_on)
SPAN = (Availability.weekday, Availability.starts_minute, Availability.ends_minute)


def load_clients(
    client_ids: Collection[UUID],
    shifts: Sequence[ShiftRow],
    pass_rules: Sequence[PassRule],
    *,
    now: datetime,
    together: Mapping[UUID, teams.TeamFacts] | None = None,
) -> dict[UUID, Profile]:
    """The facts of these clients, as far as these shifts (in time order) ask for them.

    `together`: the teams of the clients, where they are known already.
    """
    reach = Reach.of(shifts, local_day(now))
    return _load(list(client_ids), reach, pass_rules, now, together)


def load_onward(
    client_ids: Collection[UUID], pass_rules: Sequence[PassRule], *, now: datetime
) -> dict[UUID, Profile]:
    """The facts of these clients for any shift from today on; of all see `everybody`."""
    return _load(list(client_ids), Reach.onward(local_day(now)), pass_rules, now)


def _load(
    ids: list[UUID], reach: Reach, pass_rules: Sequence[PassRule], now: datetime,
    together: Mapping[UUID, teams.TeamFacts] | None = None,
) -> dict[UUID, Profile]:  # fmt: skip
    rows = fetch(clients_query(everybody=False), ids=ids).all()
    if not rows:
        return {}
    on = local_day(now)
    known, history = _Known(ids, reach, on), History(ids, reach, pass_rules)
    one_only = [one for one, rules in known.own_rules.items() if OwnRule.ONE_AT_A_TIME in rules]
    history.add_ties(one_only, teams.load_teams(ids) if together is None else together, now)
    words = load_strengths(ids) if reach.shift_ids is not None else {}
    profiles = {row.id: _client(row, known, history, on, words.get(row.id, "")) for row in rows}
    for client_id in known.apart.keys() & profiles.keys():
        profiles[client_id] |= known.apart[client_id]
    return profiles


@cache
def clients_query(*, everybody: bool) -> Any:
    """The rows of clients of which `own_values` tells."""
    return select(
        Client.id, Client.unit_id, Client.language, Client.lat, Client.lon,
        Client.max_travel_minutes, Client.max_minutes_week, Client.max_minutes_month,
        Client.max_cents_month, Client.support_need, Client.goes_alone, Client.non_disclosure,
        Client.started_on, Client.waiting_since,
    ).where(among(Client.id, anything=everybody))  # fmt: skip


def load_strengths(ids: list[UUID]) -> dict[UUID, str]:
    """What clients say of themselves, in their own words; nothing of who has said nothing."""
    return {
        client_id: crypto.unseal(sealed, "client", "strengths", client_id)
        for client_id, sealed in fetch(_strengths_query(), ids=ids)
    }


@cache
def _strengths_query() -> Any:
    said = Client.strengths_sealed.is_not(None)
    return select(Client.id, Client.strengths_sealed).where(among(Client.id), said)


_BEGUN = BlockedPair.starts_on <= bindparam("on")
# Of two coaches at once the one that was noted first stands for both.
# A pass that has ended is as good as none.
HOLDS = or_(Pass.valid_until.is_(None), Pass.valid_until >= bindparam("on"))
COACH = and_(Relation.kind == RelationKind.COACH, in_force(bindparam("on")))


class _Known:
    """What is written of the clients: times, wishes, limits, passes, ties."""

    def __init__(self, ids: list[UUID], reach: Reach, on: date) -> None:
        self.spans = many(Availability, ids, *SPAN)
        self.days = many(WorkActivityDay, ids, WorkActivityDay.weekday)
        self.wishes = many(Wish, ids, Wish.category, Wish.wanted)
        self.limits = many(Limit, ids, Limit.scale, Limit.level)
        self.own_rules = many(OwnLimit, ids, OwnLimit.rule)
        self.passes = many(Pass, ids, Pass.kind, where=HOLDS, on=reach.begins)
        begun = None if reach.ends is None else _BEGUN
        blocked = many(BlockedPair, ids, *KEPT_APART, where=begun, on=reach.ends)
        self.apart = {one: kept_apart(told, reach.begins) for one, told in blocked.items()}
        self.exceptions = times.list_exceptions(ids, reach.begins, reach.over)
        self.sessions = times.list_sessions(ids, reach.begins, reach.over)
        self.coaches = many(Relation, ids, Relation.user_id, where=COACH, on=on)


def many(
    model: Any, ids: list[UUID], *columns: Any, where: Any = None, on: date | None = None
) -> dict[UUID, list[Any]]:
    """The rows of each client: tuples, or plain values where one column is asked for."""
    query = rows_query(model, columns, where)
    grouped: dict[UUID, list[Any]] = defaultdict(list)
    for client_id, *values in fetch(query, ids=ids, on=on):
        grouped[client_id].append(values[0] if len(values) == 1 else tuple(values))
    return grouped


@cache
def rows_query(
    model: Any, columns: tuple[Any, ...], where: Any = None, *,
    everybody: bool = False, ordered: bool = True,
) -> Any:  # fmt: skip
    """Whose each row is and these columns, in the order of the rows' ids where that matters."""
    query = select(model.client_id, *columns).where(among(model.client_id, anything=everybody))
    query = query if where is None else query.where(where)
    return query.order_by(model.id) if ordered else query


def _client(row: Any, known: _Known, history: History, on: date, strengths: str) -> Profile:
    performed = history.performed[row.id]
    waited = waiting_days(last_work(performed), row.waiting_since, row.started_on, on)
    return dict(
        **own_values(row), coach_id=next(iter(known.coaches[row.id]), None),
        availability=free_times(known.spans[row.id]),
        exceptions=tuple(known.exceptions.get(row.id, ())),
        sessions=tuple(known.sessions.get(row.id, ())),
        work_activity_weekdays=frozenset(known.days[row.id]),
        **wishes(known.wishes[row.id]),
        limits=dict(known.limits[row.id]), own_rules=frozenset(known.own_rules[row.id]),
        passes=frozenset(known.passes[row.id]), pass_work_since=history.pass_since[row.id],
        agreed=history.agreed[row.id],
        asked_shift_ids=frozenset(history.asked[row.id]),
        waiting_days=waited,
        **work_done(performed),
        familiar_shift_ids=frozenset(history.familiar[row.id]),
        committed_task_ids=frozenset(history.committed.get(row.id, ())),
        together=history.team.get(row.id, 1),
        team_shift_ids=frozenset(history.team_shifts.get(row.id, ())),
        covered_weeks=frozenset(history.covered[row.id]), strengths=strengths,
    )  # fmt: skip


def own_values(row: Any) -> Profile:
    """What is told in the client's own row."""
    return dict(  # noqa: C408 - as above
        id=row.id, unit_id=row.unit_id, language=row.language, place=point(row.lat, row.lon),
        max_travel_minutes=row.max_travel_minutes, max_minutes_week=row.max_minutes_week,
        max_minutes_month=row.max_minutes_month, max_cents_month=row.max_cents_month,
        support_need=row.support_need, goes_alone=row.goes_alone,
        non_disclosure=row.non_disclosure,
    )  # fmt: skip


def free_times(spans: Iterable[tuple[int, int, int]]) -> Any:
    """The weekly free times in order, what touches joined."""
    return calendar.merge_spans(Span(*span) for span in spans)


def kept_apart(told: Iterable[tuple[UUID, date]], on: date) -> Profile:
    """The orderers never to be met from a day on, and those from a later one."""
    pairs = sorted(told)
    return {
        "blocked_organisation_ids": frozenset(one for one, first in pairs if first <= on),
        "blocked_from": tuple((one, first) for one, first in pairs if first > on),
    }


def wishes(told: Collection[tuple[Any, bool]]) -> Profile:
    """The kinds of work that the client wants, and those that are avoided."""
    return {
        "wishes": frozenset(category for category, wanted in told if wanted),
        "avoided": frozenset(category for category, wanted in told if not wanted),
    }


def work_done(performed: Sequence[Any]) -> Profile:
    """Where, what and how often the client has worked."""
    return {
        "known_site_ids": frozenset(one.site_id for one in performed),
        "known_categories": frozenset(one.category for one in performed if one.category),
        "performed_at_task": {one.task_id: one.times for one in performed},
    }


def last_work(performed: Iterable[Any]) -> datetime | None:
    """When the client has worked for the last time."""
    return max((one.last_at for one in performed), default=None)


def waiting_days(
    last_at: datetime | None, waiting_since: date | None, started_on: date, on: date
) -> int:
    """Whole days since the last performed shift, else since the client has waited or begun."""
    since = local_day(last_at) if last_at else waiting_since or started_on
    return max((on - since).days, 0)
