"""The orderers: who they are, whom to call, what they have ordered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import render_template

from app.store import organisations, tasks, users
from app.web.dispatch.blueprint import bp
from app.web.shared.access import current_actor

if TYPE_CHECKING:
    from uuid import UUID


@bp.get("/organisations")
def list_organisations() -> str:
    found = organisations.list_with_counts(current_actor())
    return render_template("dispatch/organisations.html", organisations=found)


@bp.get("/organisations/<uuid:organisation_id>")
def show_organisation(organisation_id: UUID) -> str:
    organisation = organisations.get_organisation(current_actor(), organisation_id)
    return render_template(
        "dispatch/organisation.html",
        organisation=organisation,
        people=users.list_of_organisation(organisation_id),
        tasks=tasks.list_of_organisation(current_actor(), organisation_id),
    )
