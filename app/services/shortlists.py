"""Who could be asked for a shift: the coach's own clients by name, the unit's others as counts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.offers import left_this_week
from app.domain.policy import Actor, Verb, require
from app.matching.explain import Explanation, explain
from app.matching.inputs import build
from app.matching.shortlist import Judgement, Shortlist, shortlist
from app.store import clients, facts, reading, shifts, tasks, waves

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from uuid import UUID


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
    known = inputs.clients
    listed = shortlist((known[one] for one in own), inputs.shifts[0], inputs.context)
    unit_list = shortlist((known[one] for one in others), inputs.shifts[0], inputs.context)
    reading.note(own)
    return _shown(shift_id, listed, unit_list, own, now)


def _shown(
    shift_id: UUID, listed: Shortlist, unit_list: Shortlist, own: list[UUID], now: datetime
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
        unit_fits=len(unit_list.fits),
        unit_others=len(unit_list.fits) + len(unit_list.must_solve) + len(unit_list.cant_now),
    )
