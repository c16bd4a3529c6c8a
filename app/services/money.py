"""A client's money: what is shown before an answer, what the client lives on, allowances."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.acting import ActFor
from app.domain.policy import Verb, require
from app.domain.purposes import purpose_of
from app.domain.vocabulary import Role
from app.store import acting, allowances, audit, benefits, clients, offers, shown_money
from app.store.transaction import unit_of_work

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from app.domain.acting import SaidHow
    from app.domain.benefits import Outcome, Situation
    from app.domain.policy import Actor
    from app.store.allowances import Allowance
    from app.store.models.people import Client


def show_outcome(actor: Actor, offer_id: UUID, *, now: datetime) -> Outcome:
    """What the offer does to the money of the client who reads it, kept as it is shown.

    It is kept when it is shown first and whenever it has changed since, until the answer.
    Raises: Missing, NotAllowed.
    """
    outcome = benefits.get_outcome(actor, offer_id, now=now)
    if actor.role is not Role.CLIENT or not shown_money.waits_for_answer(offer_id):
        return outcome
    last = shown_money.find_last(offer_id)
    if last is not None and last.outcome.as_facts() == outcome.as_facts():
        return outcome
    with unit_of_work():
        client_id = offers.find_owner(actor, offer_id, now=now)
        row_id = shown_money.add(offer_id, client_id, outcome, now=now)
        entry = audit.Entry(
            "create", "shown_money", row_id, purpose=purpose_of(actor), client_ids=[client_id],
            facts={"effect": outcome.effect.value},
        )  # fmt: skip
        audit.record(actor, entry, now=now)
    return outcome


def set_situation(
    actor: Actor, client_id: UUID, situation: Situation, *, valid_from: date,
    said: SaidHow | None = None, now: datetime,
) -> None:  # fmt: skip
    """Say what the client lives on from a day on; what was said before stays for the days before.

    Raises: Missing, NotAllowed.
    """
    with unit_of_work():
        client = _load(actor, client_id, now=now)
        benefits.put_situation(client.id, situation, valid_from=valid_from)
        fields = ("benefit", "own_limit", "social_assistance", "housing_allowance", "other_wages")
        acting.note(actor, client.id, ActFor.INCOME, said, now=now)
        _record(actor, "update", "benefit_situation", client, fields=fields, now=now)


def add_allowance(
    actor: Actor, client_id: UUID, paid: Allowance, *, said: SaidHow | None = None, now: datetime
) -> UUID:
    """Enter money of a month that is no wage; returns the entry's id.

    Raises: Missing, NotAllowed, RuleBroken("allowance_amount").
    """
    allowances.check_amount(paid)
    with unit_of_work():
        client = _load(actor, client_id, now=now)
        entry_id = allowances.add(client.id, paid, by_id=actor.user_id, now=now)
        acting.note(actor, client.id, ActFor.ALLOWANCE, said, now=now)
        _record(actor, "create", "allowance_entry", client, fields=("cents", "days"), now=now)
        return entry_id


def remove_allowance(
    actor: Actor, entry_id: UUID, *, said: SaidHow | None = None, now: datetime
) -> UUID:
    """Take an entry that was wrong away; returns whose it was. Raises: Missing, NotAllowed."""
    with unit_of_work():
        client = _load(actor, allowances.find_owner(entry_id), now=now)
        allowances.remove(entry_id)
        acting.note(actor, client.id, ActFor.NO_ALLOWANCE, said, now=now)
        _record(actor, "delete", "allowance_entry", client, fields=(), now=now)
        return client.id


def _load(actor: Actor, client_id: UUID, *, now: datetime) -> Client:
    client = clients.get_client(actor, client_id, now=now)
    require(actor, Verb.EDIT_BENEFITS, clients.facts_of(actor, client, now=now))
    return client


def _record(
    actor: Actor, action: str, kind: str, client: Client, *, fields: tuple[str, ...], now: datetime
) -> None:
    entry = audit.Entry(
        action, kind, purpose=purpose_of(actor), client_ids=[client.id], fields=fields
    )
    audit.record(actor, entry, now=now)
