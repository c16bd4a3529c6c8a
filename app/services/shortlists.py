"""Who could be asked for a shift: the coach's own clients by name, the unit's others as counts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.offers import left_this_week
from app.domain.policy import Actor, Facts, TaskStage, Verb, require
from app.matching.columns import ClientColumns, values_of
from app.matching.explain import Explanation, explain
from app.matching.inputs import build
from app.matching.shortlist import Group, Judgement, Shortlist, shifts_for, shortlist
from app.matching.standing import ShiftStanding
from app.store import clients, facts, reading, shifts, tasks, waves

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import datetime
    from uuid import UUID

    from app.store.models.work import Shift


@dataclass(frozen=True)
class Person:
    """One own client on the list: the name, what the rules say, what of it is shown."""

    client_id: UUID
    name: str
    judgement: Judgement
    explanation: Explanation
    # How many more new offers this client may be shown this week.
    offers_left: int


@dataclass(frozen=True)
class ShiftShortlist:
    """The three groups of own clients in their order; of the unit's other clients only numbers."""

    shift_id: UUID
    fits: tuple[Person, ...]
    must_solve: tuple[Person, ...]
    cant_now: tuple[Person, ...]
    # How many each reason shuts out, the commonest first.
    shut_out: Mapping[str, int]
    unit_fits: int
    unit_others: int

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
    unit = clients.list_unit_ids(actor.unit_id) if actor.unit_id else []
    others = sorted(set(unit) - set(own))
    inputs = build(**facts.load_facts([*own, *others], [shift_id], now=now))
    known, shift_facts = inputs.clients, inputs.shifts[0]
    listed = shortlist((known[one] for one in own), shift_facts, inputs.context)
    columns = ClientColumns([values_of(known[one]) for one in others], inputs.context.travel)
    fitting = ShiftStanding(columns, shift_facts, inputs.context).count(Group.FITS)
    reading.note(own)
    return _shown(shift_id, listed, (fitting, len(others)), own, now)


def _shown(
    shift_id: UUID, listed: Shortlist, unit: tuple[int, int], own: list[UUID], now: datetime
) -> ShiftShortlist:
    names = clients.full_names(own)
    asked = waves.count_new_offers(own, now=now)

    def person(judgement: Judgement) -> Person:
        client_id = judgement.client_id
        left = left_this_week(asked.get(client_id, 0))
        return Person(client_id, names[client_id], judgement, explain(judgement), left)

    return ShiftShortlist(
        shift_id=shift_id,
        fits=tuple(person(one) for one in listed.fits),
        must_solve=tuple(person(one) for one in listed.must_solve),
        cant_now=tuple(person(one) for one in listed.cant_now),
        shut_out=listed.shut_out,
        unit_fits=unit[0],
        unit_others=unit[1],
    )


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
    inputs = build(**facts.load_facts(own, visible, now=now))
    known = [values_of(one) for one in inputs.clients.values()]
    columns = ClientColumns(known, inputs.context.travel)
    counts = dict.fromkeys(shift_ids, Counts(0, 0))
    for shift in inputs.shifts:
        standing = ShiftStanding(columns, shift, inputs.context)
        counts[shift.id] = Counts(*map(standing.count, (Group.FITS, Group.MUST_SOLVE)))
    return counts


def list_fitting(
    actor: Actor, client_id: UUID, *, now: datetime, until: datetime, limit: int = 5
) -> list[tuple[Shift, Explanation]]:
    """The open shifts that fit one own client best, each with why; nothing is written.

    Raises: Missing for a stranger, NotAllowed.
    """
    client = clients.get_client(actor, client_id, now=now)
    require(actor, Verb.MATCH, Facts(stage=TaskStage.APPROVED))
    rows = {row.id: row for row in shifts.list_open(actor, now=now, until=until)}
    inputs = build(**facts.load_facts([client.id], list(rows), now=now))
    judged = shifts_for(inputs.clients[client.id], inputs.shifts, inputs.context)
    return [(rows[one.shift_id], explain(one)) for one in judged[:limit]]
