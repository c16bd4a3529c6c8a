"""Whether offers go round: who has had none and why, offers by waiting, and the twin test."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import timedelta
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID

from app.domain.fairness import (
    Tenth,
    Turn,
    UnitCounts,
    count_reasons,
    tenths,
    told_reasons,
    unit_counts,
)
from app.domain.policy import Facts, Verb, require
from app.domain.suppression import rounded
from app.matching import twins
from app.matching.bits import rows_of
from app.matching.commonest import commonest
from app.matching.inputs import build
from app.matching.resident import kept_columns
from app.matching.shortlist import Group, judge
from app.store import clients, columns, facts, fairness, interests
from app.store.kept import kept

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence
    from datetime import datetime

    from app.domain.policy import Actor
    from app.matching.bits import Rows
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
class Fairness:
    """What a coach's page tells: of own clients as it is now, in numbers as it was `at`.

    `others`: of the unit's other clients without an offer, by reason.
    """

    own: tuple[Without, ...]
    others: Mapping[str, int]
    tenths: tuple[Tenth, ...]
    twins: TwinTest
    at: datetime


def get_fairness(actor: Actor, *, now: datetime) -> Fairness:
    """The actor's unit: names of own clients, counts of the others; nothing is written.

    Raises: NotAllowed.
    """
    require(actor, Verb.READ_FIGURES, Facts(unit_id=actor.unit_id))
    report = _report(now)
    turns = report.units.get(actor.unit_id, ()) if actor.unit_id else ()
    here = set(clients.list_unit_ids(actor.unit_id)) if actor.unit_id else set()
    mine = here.intersection(clients.list_own_ids(actor, now=now))
    inputs = build(**facts.load_facts(mine, _coming(now), now=now))
    return Fairness(
        own=_without(mine, inputs, now=now),
        others=count_reasons(one for one in turns if one.client_id not in mine),
        tenths=tuple(tenths(turns)),
        twins=_twin_test(inputs, actor.user_id),
        at=report.at,
    )


def _coming(now: datetime) -> list[UUID]:
    """The open shifts that reasons are looked for in."""
    rows = interests.list_coming(now=now, until=now + AHEAD, limit=MOST_SHIFTS)
    return [row.id for row in rows]


def _without(mine: Collection[UUID], inputs: Inputs, *, now: datetime) -> tuple[Without, ...]:
    """Those of these clients who have had no offer, by name."""
    offered = fairness.count_offers(mine, since=now - LOOKED_BACK)
    left = [one for one in mine if one not in offered]
    why, names = _reasons(inputs, left), clients.full_names(left)
    rows = [Without(one, names[one], *why[one], inputs.clients[one].waiting_days) for one in left]
    return tuple(sorted(rows, key=lambda row: (-row.waiting_days, row.name)))


def _reasons(inputs: Inputs, client_ids: list[UUID]) -> dict[UUID, tuple[str, int]]:
    """For each client the code of why there was no offer, and how many open shifts fit."""
    queued = fairness.list_queued(client_ids)
    timeless = fairness.list_without_times(client_ids)
    found: dict[UUID, tuple[str, int]] = {}
    for one in client_ids:
        code, fits = _standing(inputs.clients[one], inputs)
        found[one] = _first(code, queued=one in queued, timeless=one in timeless), fits
    return found


def _first(code: str, *, queued: bool, timeless: bool) -> str:
    """What is told first: an offer on its way, a shift nobody offered, times nobody knows."""
    if queued:
        return IN_QUEUE
    return NO_TIMES if timeless and code != NOT_ASKED else code


def _standing(client: ClientFacts, inputs: Inputs) -> tuple[str, int]:
    """The commonest reason over the open shifts, unless one of them fits."""
    judged = [judge(client, shift, inputs.context) for shift in inputs.shifts]
    fits = sum(one.group is Group.FITS for one in judged)
    if fits:
        return NOT_ASKED, fits
    codes = Counter(one.shuts_out.reason.code for one in judged if one.shuts_out)
    common = min(codes.items(), key=lambda pair: (-pair[1], pair[0]), default=(NO_SHIFTS, 0))
    return common[0], 0


def _twin_test(inputs: Inputs, coach_id: UUID | None) -> TwinTest:
    return twins.compare(twins.made_people(coach_id), inputs.shifts, inputs.context)


# --- of all units, in numbers


@dataclass(frozen=True)
class AllUnits:
    """What is told of everybody, as it was `at`: no name, of people counts to the nearest five.

    `why`: by reason how many are without an offer; `hidden` when a reason is that of fewer than
    five. `tenths` are of all clients together; their numbers are as they are.
    """

    units: tuple[UnitCounts, ...]
    why: tuple[tuple[str, int], ...]
    hidden: bool
    tenths: tuple[Tenth, ...]
    shifts: int
    twins: TwinTest
    at: datetime


@dataclass(frozen=True)
class Report:
    """What is dear to work out, of everybody at once: each unit's turns, and all in numbers."""

    units: Mapping[UUID, Sequence[Turn]]
    all_units: AllUnits
    at: datetime


def get_all_units(actor: Actor, *, now: datetime) -> AllUnits:
    """All units as they were less than ten minutes ago; nothing is written.

    Numbers tell nothing of anybody, so nobody's log is filled with them. Raises: NotAllowed.
    """
    require(actor, Verb.READ_ALL_FIGURES)
    return _report(now).all_units


def _report(now: datetime) -> Report:
    return kept("fairness", lambda: _make_report(now), now=now)


def _make_report(now: datetime) -> Report:
    inputs = build(**facts.load_facts([], _coming(now), now=now))
    named = fairness.list_units()
    units = _turns(inputs, [unit_id for unit_id, _name in named], now=now)
    counts = count_reasons(chain.from_iterable(units.values()))
    everybody = AllUnits(
        units=tuple(unit_counts(name, units[unit_id]) for unit_id, name in named),
        why=told_reasons(counts),
        hidden=any(rounded(number) is None for number in counts.values()),
        tenths=tuple(tenths(chain.from_iterable(units.values()))),
        shifts=len(inputs.shifts),
        twins=_twin_test(inputs, None),
        at=now,
    )
    return Report(units, everybody, now)


def _turns(
    inputs: Inputs, unit_ids: Sequence[UUID], *, now: datetime
) -> dict[UUID, Sequence[Turn]]:  # fmt: skip
    """What came to every client, by unit."""
    offered = fairness.count_offers(None, since=now - LOOKED_BACK)
    places = fairness.count_places(None, since=now - LOOKED_BACK)
    queued, timeless = fairness.list_queued(None), fairness.list_without_times(None)
    found: dict[UUID, list[Turn]] = defaultdict(list)
    for one in _places_of_all(inputs, unit_ids, now):
        client_id = one.client_id
        code = _first(one.code, queued=client_id in queued, timeless=client_id in timeless)
        found[one.unit_id].append(
            Turn(
                client_id, one.waiting_days, offered.get(client_id, 0), places.get(client_id, 0),
                "" if client_id in offered else code,
            )
        )  # fmt: skip
    return {unit_id: found[unit_id] for unit_id in unit_ids}


class _Place(NamedTuple):
    """Where one client stands on the open shifts."""

    client_id: UUID
    unit_id: UUID
    waiting_days: int
    code: str


def _places_of_all(
    inputs: Inputs, unit_ids: Sequence[UUID], now: datetime
) -> Iterator[_Place]:  # fmt: skip
    """Every client of these units.

    The columns are locked for the rules and for a copy: another thread would take its news into
    them meanwhile. Nothing else waits there: no query of this report, no sorting, no counting.
    """
    with kept_columns(columns, now) as resident:
        judged = (resident.standing(shift, now) for shift in inputs.shifts)
        told = commonest(judged, resident.clients.capacity)
        rows, ids, waiting, units = _copied(resident)
        codes = {resident.clients.names.units.find(one.int): one for one in unit_ids}
    numbers, fits = told.code[rows].tolist(), told.fits[rows].tolist()
    for n, (days, unit) in enumerate(zip(waiting, units, strict=True)):
        if unit in codes:
            code = told.codes[numbers[n]] if numbers[n] >= 0 else NO_SHIFTS
            client_id = UUID(bytes=ids[16 * n : 16 * n + 16])
            yield _Place(client_id, codes[unit], days, NOT_ASKED if fits[n] else code)


def _copied(resident: Resident) -> tuple[Rows, bytes, list[int], list[int]]:
    """Of every client the row, the id's bytes, the days of waiting and the unit's number."""
    told = resident.clients
    rows = rows_of(told.alive)
    return rows, told.ids[rows].tobytes(), told.waiting[rows].tolist(), told.unit[rows].tolist()
