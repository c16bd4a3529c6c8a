"""Whether offers go round: who has had none and why, offers by waiting, and the twin test."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from itertools import islice
from typing import TYPE_CHECKING

from app.domain.policy import Facts, Verb, require
from app.domain.suppression import group_sizes, rounded
from app.matching import twins
from app.matching.bits import has, rows_of
from app.matching.commonest import commonest
from app.matching.inputs import build
from app.matching.resident import kept_columns
from app.matching.shortlist import Group, judge
from app.store import clients, columns, facts, fairness, interests

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime
    from uuid import UUID

    from app.domain.policy import Actor
    from app.matching.facts import ClientFacts
    from app.matching.inputs import Inputs
    from app.matching.resident import Resident
    from app.matching.twins import TwinTest

LOOKED_BACK = timedelta(days=60)
AHEAD = timedelta(days=14)
MOST_SHIFTS = 60
# Why nobody has been asked, before any reason of the rules.
IN_QUEUE, NO_TIMES, NO_SHIFTS, NOT_ASKED = "in_queue", "no_times", "no_open_shifts", "not_asked"


@dataclass(frozen=True)
class Without:
    """One own client without an offer: why, how many open shifts fit, and how long the wait is."""

    client_id: UUID
    name: str
    why: str
    fits: int
    waiting_days: int


@dataclass(frozen=True)
class Tenth:
    """A group of clients by waiting: how many, how long at least, what came to them."""

    people: int
    least_days: int
    offers: int
    places: int


@dataclass(frozen=True)
class Fairness:
    """What the page tells. `others`: of the unit's other clients without an offer, by reason."""

    own: tuple[Without, ...]
    others: Mapping[str, int]
    tenths: tuple[Tenth, ...]
    shifts: int
    twins: TwinTest


def get_fairness(actor: Actor, *, now: datetime) -> Fairness:
    """The unit as it is now: names of own clients, counts of the others; nothing is written.

    Raises: NotAllowed.
    """
    require(actor, Verb.READ_FIGURES, Facts(unit_id=actor.unit_id))
    ids = clients.list_unit_ids(actor.unit_id) if actor.unit_id else []
    mine = set(clients.list_own_ids(actor, now=now))
    rows = interests.list_coming(now=now, until=now + AHEAD, limit=MOST_SHIFTS)
    inputs = build(**facts.load_facts(ids, [row.id for row in rows], now=now))
    offered = fairness.count_offers(ids, since=now - LOOKED_BACK)
    without = [one for one in ids if one not in offered]
    why = _reasons(inputs, without)
    own = [one for one in without if one in mine]
    return Fairness(
        own=_named(own, why, inputs),
        others=Counter(why[one][0] for one in without if one not in mine),
        tenths=tuple(_tenths(inputs, offered, now=now)),
        shifts=len(rows),
        twins=_twin_test(inputs, actor.user_id),
    )


def _reasons(inputs: Inputs, client_ids: list[UUID]) -> dict[UUID, tuple[str, int]]:
    """For each client the code of why there was no offer, and how many open shifts fit."""
    queued = fairness.list_queued(client_ids)
    timeless = fairness.list_without_times(client_ids)
    found: dict[UUID, tuple[str, int]] = {}
    for one in client_ids:
        code, fits = _standing(inputs.clients[one], inputs)
        if one in queued:
            code = IN_QUEUE
        elif one in timeless and code != NOT_ASKED:
            code = NO_TIMES
        found[one] = code, fits
    return found


def _standing(client: ClientFacts, inputs: Inputs) -> tuple[str, int]:
    """The commonest reason over the open shifts, unless one of them fits."""
    judged = [judge(client, shift, inputs.context) for shift in inputs.shifts]
    fits = sum(one.group is Group.FITS for one in judged)
    if fits:
        return NOT_ASKED, fits
    codes = Counter(one.shuts_out.reason.code for one in judged if one.shuts_out)
    common = min(codes.items(), key=lambda pair: (-pair[1], pair[0]), default=(NO_SHIFTS, 0))
    return common[0], 0


def _named(
    own: list[UUID], why: Mapping[UUID, tuple[str, int]], inputs: Inputs
) -> tuple[Without, ...]:
    names = clients.full_names(own)
    rows = [Without(one, names[one], *why[one], inputs.clients[one].waiting_days) for one in own]
    return tuple(sorted(rows, key=lambda row: (-row.waiting_days, row.name)))


def _tenths(inputs: Inputs, offered: Mapping[UUID, int], *, now: datetime) -> Iterator[Tenth]:
    """The unit's clients by waiting, the longest first, in groups of five people at least."""
    ordered = sorted(inputs.clients.values(), key=lambda one: (-one.waiting_days, str(one.id)))
    places = fairness.count_places(list(inputs.clients), since=now - LOOKED_BACK)
    people = iter(ordered)
    for size in group_sizes(len(ordered)):
        group = list(islice(people, size))
        yield Tenth(
            people=size,
            least_days=group[-1].waiting_days,
            offers=sum(offered.get(one.id, 0) for one in group),
            places=sum(places.get(one.id, 0) for one in group),
        )


def _twin_test(inputs: Inputs, coach_id: UUID | None) -> TwinTest:
    return twins.compare(twins.made_people(coach_id), inputs.shifts, inputs.context)


# --- of all units, in numbers


@dataclass(frozen=True)
class UnitCounts:
    """One unit: how many clients, how many of them without an offer, and why most often.

    Numbers of people to the nearest five, None for one to four; `why` is "" where fewer than five
    have the same reason.
    """

    name: str
    people: int | None
    without: int | None
    why: str


@dataclass(frozen=True)
class AllUnits:
    """What is told of everybody: no name, and of people only counts to the nearest five.

    `why`: by reason how many are without an offer; `hidden` when a reason is that of fewer than
    five. `tenths` are of all clients together; their numbers are as they are.
    """

    units: tuple[UnitCounts, ...]
    why: tuple[tuple[str, int], ...]
    hidden: bool
    tenths: tuple[Tenth, ...]
    shifts: int
    twins: TwinTest


def get_all_units(actor: Actor, *, now: datetime) -> AllUnits:
    """All units as they are now, from the columns of this process; nothing is written.

    Numbers tell nothing of anybody, so nobody's log is filled with them. Raises: NotAllowed.
    """
    require(actor, Verb.READ_ALL_FIGURES)
    rows = interests.list_coming(now=now, until=now + AHEAD, limit=MOST_SHIFTS)
    inputs = build(**facts.load_facts([], [row.id for row in rows], now=now))
    offered = fairness.count_offers(None, since=now - LOOKED_BACK)
    with kept_columns(columns, now) as kept:
        without = _all_reasons(kept, inputs, offered, now)
        units = tuple(_units(kept, without))
        tenths = tuple(_all_tenths(kept, offered, now))
    counts = Counter(without.values())
    return AllUnits(
        units, _told(counts), any(rounded(number) is None for number in counts.values()),
        tenths, len(rows), _twin_test(inputs, None),
    )  # fmt: skip


def _told(counts: Counter[str]) -> tuple[tuple[str, int], ...]:
    """The reasons that enough people have, the commonest first."""
    found = ((code, about) for code, number in counts.items() if (about := rounded(number)))
    return tuple(sorted(found, key=lambda pair: (-pair[1], pair[0])))


def _all_reasons(
    kept: Resident, inputs: Inputs, offered: Mapping[UUID, int], now: datetime
) -> dict[int, str]:
    """By row the code of why there was no offer, of everybody who has had none."""
    columns = kept.clients
    left = columns.alive & ~kept.these(offered)
    queued = kept.these(fairness.list_queued(None))
    timeless = kept.these(fairness.list_without_times(None))
    judged = (kept.standing(shift, now) for shift in inputs.shifts)
    found = commonest(judged, columns.capacity)
    reasons: dict[int, str] = {}
    for row in rows_of(left).tolist():
        number = found.code[row]
        code = found.codes[number] if number >= 0 else NO_SHIFTS
        if has(queued, row):
            code = IN_QUEUE
        elif found.fits[row]:
            code = NOT_ASKED
        elif has(timeless, row):
            code = NO_TIMES
        reasons[row] = code
    return reasons


def _units(kept: Resident, without: Mapping[int, str]) -> Iterator[UnitCounts]:
    for unit_id, name in fairness.list_units():
        rows = rows_of(kept.unit(unit_id)).tolist()
        codes = Counter(without[row] for row in rows if row in without)
        told = _told(codes)
        yield UnitCounts(
            name, rounded(len(rows)), rounded(codes.total()), told[0][0] if told else ""
        )  # fmt: skip


def _all_tenths(kept: Resident, offered: Mapping[UUID, int], now: datetime) -> Iterator[Tenth]:
    """All clients by waiting, the longest first, in ten groups of five people at least."""
    columns = kept.clients
    places = fairness.count_places(None, since=now - LOOKED_BACK)
    rows = rows_of(columns.alive).tolist()
    ordered = sorted(rows, key=lambda row: (-int(columns.waiting[row]), columns.id_of(row)))
    people = iter(ordered)
    for size in group_sizes(len(ordered)):
        group = list(islice(people, size))
        ids = [columns.id_of(row) for row in group]
        yield Tenth(
            people=size,
            least_days=int(columns.waiting[group[-1]]),
            offers=sum(offered.get(one, 0) for one in ids),
            places=sum(places.get(one, 0) for one in ids),
        )
