"""What an organisation's own admin changes of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.errors import RuleBroken
from app.domain.policy import Actor, Facts, Verb, require
from app.integrations.business_ids import normal_business_id
from app.store import audit, organisations
from app.store.models.people import NAME_LENGTH
from app.store.transaction import unit_of_work

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID


def edit_organisation(
    actor: Actor,
    organisation_id: UUID,
    *,
    name: str,
    business_id: str,
    cost_centre: str,
    now: datetime,
) -> None:
    """Change what an organisation is called and known by.

    Raises: RuleBroken("organisation_name_missing", "business_id_wrong"),
    Conflict("business_id_taken"), Missing, NotAllowed.
    """
    name = name.strip()[:NAME_LENGTH]
    if not name:
        raise RuleBroken("organisation_name_missing")
    values = {
        "name": name,
        "business_id": normal_business_id(business_id),
        "cost_centre": cost_centre.strip()[:40],
    }
    with unit_of_work():
        organisation = organisations.get_organisation(actor, organisation_id)
        require(actor, Verb.EDIT_ORGANISATION, Facts(organisation_id=organisation_id))
        changed = [key for key, value in values.items() if getattr(organisation, key) != value]
        for key in changed:
            setattr(organisation, key, values[key])
        entry = audit.Entry("update", "organisation", organisation_id, fields=changed)
        audit.record(actor, entry, now=now)
