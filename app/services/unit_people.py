"""Whom of the unit a shift would fit, for a colleague who may know their names and no reasons."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.policy import Facts, Verb, require
from app.matching.inputs import build
from app.matching.shortlist import shortlist
from app.store import facts, shifts, tasks, unit_people

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from app.domain.policy import Actor
    from app.store.unit_people import UnitPerson


def list_unit_fits(actor: Actor, shift_id: UUID, *, now: datetime) -> list[UnitPerson]:
    """The unit's other clients whom the shift fits, in the order of the list; nothing is written.

    Raises: Missing, NotAllowed.
    """
    shift = shifts.get_shift(actor, shift_id)
    require(actor, Verb.MATCH, tasks.facts_of(shift.task, actor))
    require(actor, Verb.TELL_COLLEAGUE, Facts(unit_id=actor.unit_id))
    inputs = build(**facts.load_facts(unit_people.list_ids(actor, now=now), [shift_id], now=now))
    listed = shortlist(inputs.clients.values(), inputs.shifts[0], inputs.context)
    fitting = [one.client_id for one in listed.fits]
    named = {one.client_id: one for one in unit_people.list_people(fitting, now=now)}
    return [named[one] for one in fitting if one in named]


def find_by_name(actor: Actor, text: str, *, now: datetime) -> list[UnitPerson]:
    """The unit's other clients whose first name and initial begin as the text; at most 20.

    Raises: NotAllowed.
    """
    require(actor, Verb.TELL_COLLEAGUE, Facts(unit_id=actor.unit_id))
    wanted = text.strip().casefold()
    people = unit_people.list_people(unit_people.list_ids(actor, now=now), now=now)
    return [one for one in people if one.name.casefold().startswith(wanted)][:20]
