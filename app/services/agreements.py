"""Agreements of clients with employers, written by the client's coach or a dispatcher.

The contract itself is made outside the site; here stand its reference and days. The coach knows
the person and the dispatcher the employer, so either may write it, and both see what is missing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.agreements import check_reference, employer_key, may_be_undone
from app.domain.calendar import local_day
from app.domain.errors import Conflict, RuleBroken
from app.domain.policy import Verb, require
from app.domain.purposes import purpose_of
from app.store import agreements, audit, engagement, letters
from app.store.transaction import unit_of_work

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from app.domain.policy import Actor
    from app.store.agreements import Placed


def make_agreement(
    actor: Actor, placement_id: UUID, reference: str, *, name_released: bool, now: datetime
) -> UUID:
    """The id of the agreement, in force from the first shift of the placement or from today.

    Raises: Missing, NotAllowed, Conflict("agreement_made_already"),
    RuleBroken("agreement_not_needed", or as `check_reference`).
    """
    with unit_of_work():
        placed = agreements.get_placed(actor, placement_id, now=now)
        require(actor, Verb.MAKE_AGREEMENT, placed.facts)
        words = check_reference(reference)
        from_on = min(agreements.first_day_at(placement_id) or local_day(now), local_day(now))
        key = _employer_of(placed, from_on)
        if agreements.find_open(placed.placement.client_id, key) is not None:
            raise Conflict("agreement_made_already")
        agreement_id = agreements.add(
            placed.placement.client_id, key, words, by_id=actor.user_id, now=now,
            from_on=from_on, name_released=name_released,
        )  # fmt: skip
        _record(actor, "create", agreement_id, placed.placement.client_id, now=now)
        return agreement_id


def _employer_of(placed: Placed, on: date) -> str:
    found = engagement.find_responsibility(placed.task.engagement_model, on=on)
    if found is None:
        raise RuleBroken("agreement_not_needed")
    return employer_key(found, placed.task.organisation_id)


def tell_missing(*, now: datetime) -> int:
    """How many works begin soon of which dispatchers were written to for want of an agreement.

    Of each once; the letter names the work, never the person.
    """
    with unit_of_work():
        due = agreements.list_beginning(now=now)
        for one in due:
            day = local_day(one.first_at)
            letters.tell_all_dispatchers(
                "agreement_missing_soon", f"agreement_missing_soon:{one.placement_id}", now=now,
                path="/dispatch/agreements", title=f"{one.title} {day.day}.{day.month}.",
            )  # fmt: skip
        return len(due)


def end_agreement(actor: Actor, agreement_id: UUID, *, now: datetime) -> None:
    """End the agreement today; one that was written by mistake just now is taken away.

    Raises: Missing, NotAllowed.
    """
    with unit_of_work():
        row = agreements.get_agreement(actor, agreement_id, now=now)
        client_id, made_at = row.client_id, row.made_at
        if may_be_undone(made_at, now) and not agreements.is_used(row):
            agreements.remove(row)
        elif row.to_on is None:
            row.to_on = max(local_day(now), row.from_on)
        _record(actor, "delete", agreement_id, client_id, now=now)


def _record(
    actor: Actor, action: str, agreement_id: UUID, client_id: UUID, *, now: datetime
) -> None:
    entry = audit.Entry(
        action, "work_agreement", agreement_id, purpose=purpose_of(actor), client_ids=[client_id],
        fields=["external_reference", "name_released"],
    )  # fmt: skip
    audit.record(actor, entry, now=now)
