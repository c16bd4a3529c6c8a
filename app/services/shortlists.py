"""Who could be asked for a shift: the coach's own clients by name, everybody else as counts.

Both come from the columns that this process keeps of all clients. Before each question they take
in what the feed tells of since the last one, in the reader's own transaction, so they are never
older than the page. Whoever is shown by name is judged from the same columns; an offer is judged
from the database, in its own transaction.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.domain.calendar import local_day
from app.domain.offers import left_this_week
from app.domain.policy import Actor, Facts, TaskStage, Verb, require
from app.matching.bits import count
from app.matching.explain import Explanation, explain
from app.matching.inputs import Inputs, build
from app.matching.presence import wanted_presence
from app.matching.resident import kept_columns
from app.matching.shortlist import Group, Judgement, Shortlist, shifts_for, shortlist
from app.store import (
    clients,
    columns,
    facts,
    histories,
    offer_rules,
    profiles,
    reading,
    shifts,
    tasks,
    teams,
    waves,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from datetime import datetime
    from uuid import UUID

    from app.matching.facts import ClientFacts, ShiftFacts
    from app.matching.resident import Resident
    from app.store.models.work import Shift
    from app.store.teams import Mate


@dataclass(frozen=True)
class Company:
    """Whom a client wants to come with: those who fit too, who are asked, and the others.

    `elsewhere` are clients of other coaches: of them no more is told than whose they are.
    """

    fit: tuple[Mate, ...] = ()
    asked: tuple[Mate, ...] = ()
    not_now: tuple[Mate, ...] = ()
    elsewhere: tuple[Mate, ...] = ()

    @property
    def mates(self) -> tuple[Mate, ...]:
        """All of them."""
        return (*self.fit, *self.asked, *self.not_now, *self.elsewhere)

    @property
    def may_ask_all(self) -> bool:
        """Whether the rest of the team can be asked in the same act."""
        return bool(self.fit) and not (self.not_now or self.elsewhere)

    @property
    def complete(self) -> bool:
        """Whether everybody else is asked already."""
        return len(self.asked) == len(self.mates)


@dataclass(frozen=True)
class Person:
    """One own client on the list: the name, what the rules say, what of it is shown."""

    client_id: UUID
    name: str
    judgement: Judgement
    explanation: Explanation
    # How many more new offers this client may be shown this week.
    offers_left: int
    # Whether the shift cannot be offered to this client without a coach who goes along.
    needs_coach: bool = False
    # With whom the client goes, or not at all; None for who goes alone or to one who is there.
    company: Company | None = None


@dataclass(frozen=True)
class ShiftShortlist:
    """The three groups of own clients in their order; of the unit's other clients only numbers."""

    shift: Shift
    fits: tuple[Person, ...]
    must_solve: tuple[Person, ...]
    cant_now: tuple[Person, ...]
    # How many each reason shuts out, the commonest first.
    shut_out: Mapping[str, int]
    unit_fits: int
    unit_others: int
    # How many clients of other units it fits. Only ever a number: who they are is not looked at.
    elsewhere_fits: int = 0

    @property
    def people(self) -> tuple[Person, ...]:
        """Everybody of the coach's own."""
        return (*self.fits, *self.must_solve, *self.cant_now)


def shortlist_for_shift(actor: Actor, shift_id: UUID, *, now: datetime) -> ShiftShortlist:
    """The coach's clients for a shift, judged now; nothing is written.

    Raises: Missing, NotAllowed.
    """
    shift = shifts.get_shift(actor, shift_id)
    require(actor, Verb.MATCH, tasks.facts_of(shift.task, actor))
    own = clients.list_own_ids(actor, now=now)
    reading.note(own)
    asked = build(now=now, clients={}, shifts=facts.load_shift_values([shift_id])).shifts[0]
    with kept_columns(columns, now) as kept:
        people = kept.people(own)
        context = kept.context_of(people.values(), now)
        others = _count_others(kept, actor, asked, own, now)
    _add_words(people, shift_id)
    inputs = Inputs(people, [asked], context)
    return _shown(shift, inputs, shortlist(people.values(), asked, context), others)


def _add_words(people: dict[UUID, ClientFacts], shift_id: UUID) -> None:
    """What the columns do not hold: clients' own words, and who knows somebody on the shift."""
    ids = list(people)
    words, familiar = profiles.load_strengths(ids), histories.load_familiar(ids, [shift_id])
    for one in words.keys() | familiar.keys():
        people[one] = replace(
            people[one], strengths=words.get(one, ""), familiar_shift_ids=frozenset(familiar[one])
        )


@dataclass(frozen=True)
class _Others:
    """Of the clients who are not the coach's own: how many, and how many the shift fits."""

    unit: int
    unit_fits: int
    elsewhere_fits: int


def _count_others(
    kept: Resident, actor: Actor, shift: ShiftFacts, own: list[UUID], now: datetime
) -> _Others:
    others = kept.clients.alive & ~kept.these(own)
    unit = others & kept.unit(actor.unit_id)
    standing = kept.standing(shift, now)
    return _Others(
        unit=count(unit),
        unit_fits=standing.count(Group.FITS, unit),
        elsewhere_fits=standing.count(Group.FITS, others & ~unit),
    )


def _shown(shift: Shift, inputs: Inputs, listed: Shortlist, others: _Others) -> ShiftShortlist:
    people, now = inputs.clients, inputs.context.now
    names = clients.full_names(people)
    asked = waves.count_new_offers(people, now=now)
    setting = offer_rules.setting_on(local_day(now))
    in_teams = [one.id for one in people.values() if one.together > 1]
    together = teams.load_teams(in_teams).values() if in_teams else ()
    mates = teams.load_companions([one.client_ids for one in together], shift.id, on=local_day(now))
    fitting = {one.client_id for one in listed.fits}

    def person(judgement: Judgement) -> Person:
        client_id = judgement.client_id
        left = left_this_week(asked.get(client_id, 0), setting)
        guided = wanted_presence(people[client_id], inputs.shifts[0]).required
        free = shift.id in people[client_id].team_shift_ids
        company = None if free else _company(mates.get(client_id, ()), names.keys(), fitting)
        seen = explain(judgement)
        return Person(client_id, names[client_id], judgement, seen, left, guided, company)

    return ShiftShortlist(
        shift=shift,
        fits=tuple(person(one) for one in listed.fits),
        must_solve=tuple(person(one) for one in listed.must_solve),
        cant_now=tuple(person(one) for one in listed.cant_now),
        shut_out=listed.shut_out,
        unit_fits=others.unit_fits,
        unit_others=others.unit,
        elsewhere_fits=others.elsewhere_fits,
    )


def _company(
    mates: Iterable[Mate], own: Collection[UUID], fitting: Collection[UUID]
) -> Company | None:
    """The team around a client, by what can be done; None without one."""
    heaps: dict[str, list[Mate]] = defaultdict(list)
    for mate in mates:
        near = "fit" if mate.client_id in fitting else "not_now"
        heap = near if mate.client_id in own else "elsewhere"
        heaps["asked" if mate.asked else heap].append(mate)
    return Company(**{name: tuple(found) for name, found in heaps.items()}) if heaps else None


@dataclass(frozen=True)
class Counts:
    """How many own clients fit a shift, and how many would if one thing were solved."""

    fits: int
    must_solve: int


def count_fits(actor: Actor, shift_ids: Collection[UUID], *, now: datetime) -> dict[UUID, Counts]:
    """For each of these shifts the numbers of the coach's own clients; nothing is written.

    Numbers tell nothing of anybody, so nobody's log is filled with them. Raises: NotAllowed.
    """
    require(actor, Verb.MATCH, Facts(stage=TaskStage.APPROVED))
    own = clients.list_own_ids(actor, now=now)
    visible = [shift.id for shift in shifts.list_by_ids(actor, shift_ids)]
    asked = build(now=now, clients={}, shifts=facts.load_shift_values(visible)).shifts
    counts = dict.fromkeys(shift_ids, Counts(0, 0))
    with kept_columns(columns, now) as kept:
        mine = kept.these(own)
        for shift in asked:
            standing = kept.standing(shift, now)
            # The groups first: whom the shift fits is known with them.
            must_solve, fits = (
                standing.count(group, mine) for group in (Group.MUST_SOLVE, Group.FITS)
            )
            counts[shift.id] = Counts(fits, must_solve)
    return counts


def list_fitting(
    actor: Actor, client_id: UUID, *, now: datetime, until: datetime, limit: int = 5
) -> list[tuple[Shift, Explanation]]:
    """The open shifts that fit one own client best, each with why; nothing is written.

    Found in the columns among all open shifts, then judged from facts read anew.
    Raises: Missing for a stranger, NotAllowed.
    """
    client = clients.get_client(actor, client_id, now=now)
    require(actor, Verb.MATCH, Facts(stage=TaskStage.APPROVED))
    with kept_columns(columns, now) as kept:
        best = kept.best_shifts(client.id, now, until, limit)
    rows = {row.id: row for row in shifts.list_open(actor, best, now=now)}
    inputs = build(**facts.load_facts([client.id], list(rows), now=now))
    judged = shifts_for(inputs.clients[client.id], inputs.shifts, inputs.context)
    return [(rows[one.shift_id], explain(one)) for one in judged]
