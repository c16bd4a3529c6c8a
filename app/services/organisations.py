"""What an organisation's own admin changes of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.errors import RuleBroken
from app.domain.policy import Actor, Facts, Verb, require
from app.integrations.business_ids import normal_business_id
from app.store import audit, organisations
from app.store.models.people import ADDRESS_LENGTH, NAME_LENGTH
from app.store.transaction import unit_of_work

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from app.domain.organisations import OwnFacts


def edit_organisation(
    actor: Actor, organisation_id: UUID, told: OwnFacts, *, now: datetime
) -> None:  # fmt: skip
    """Change what an organisation is called and known by, and how often it wants to be contacted.

    Raises: RuleBroken("organisation_name_missing", "business_id_wrong"),
    Conflict("business_id_taken"), Missing, NotAllowed.
    """
    name = told.name.strip()[:NAME_LENGTH]
    if not name:
        raise RuleBroken("organisation_name_missing")
    values = {
        "name": name,
        "business_id": normal_business_id(told.business_id),
        "cost_centre": told.cost_centre.strip()[:40],
        "address": told.address.strip()[:ADDRESS_LENGTH],
        "contacts_a_month": told.contacts_a_month,
    }
    with unit_of_work():
        organisation = organisations.get_organisation(actor, organisation_id)
        require(actor, Verb.EDIT_ORGANISATION, Facts(organisation_id=organisation_id))
        changed = [key for key, value in values.items() if getattr(organisation, key) != value]
        for key in changed:
            setattr(organisation, key, values[key])
        entry = audit.Entry("update", "organisation", organisation_id, fields=changed)
        audit.record(actor, entry, now=now)
