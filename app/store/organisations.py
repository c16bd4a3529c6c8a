"""Organisations that order work, and their sites."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import case, false, func, select, true

from app.domain.errors import Missing
from app.domain.lifecycle import TaskState
from app.domain.organisations import Standing
from app.domain.vocabulary import ORDERER_ROLES, Role
from app.store.db import db
from app.store.models.people import Organisation, Site
from app.store.models.work import Task

if TYPE_CHECKING:
    from uuid import UUID

    from app.domain.policy import Actor

_SEE_ALL = frozenset(
    {Role.DISPATCHER, Role.COACH, Role.UNIT_MANAGER, Role.ADMINISTRATOR, Role.AUDITOR}
)


def visible_to(actor: Actor) -> Any:
    """The condition under which this person may see an organisation."""
    if actor.role in ORDERER_ROLES:
        return Organisation.id == actor.organisation_id
    return true() if actor.role in _SEE_ALL else false()


def get_organisation(actor: Actor, organisation_id: UUID) -> Organisation:
    """The organisation. Raises: Missing."""
    found = db.session.scalar(
        select(Organisation).where(Organisation.id == organisation_id, visible_to(actor))
    )
    if found is None:
        raise Missing
    return found


def list_organisations(actor: Actor) -> list[Organisation]:
    """Every organisation this person may see, by name."""
    query = select(Organisation).where(visible_to(actor)).order_by(Organisation.name)
    return list(db.session.scalars(query))


def list_sites(organisation_id: UUID) -> list[Site]:
    """The places of an organisation, by name."""
    query = select(Site).where(Site.organisation_id == organisation_id).order_by(Site.name)
    return list(db.session.scalars(query))


_NOT_REFUSED = Organisation.refused_at.is_(None)
_STANDINGS: dict[Standing | None, tuple[Any, ...]] = {
    None: (_NOT_REFUSED,),
    Standing.WAITING: (_NOT_REFUSED, Organisation.verified_at.is_(None)),
    Standing.VERIFIED: (Organisation.verified_at.is_not(None),),
    Standing.REFUSED: (Organisation.refused_at.is_not(None),),
}


def list_with_counts(
    actor: Actor, standing: Standing | None = None
) -> list[tuple[Organisation, int, int]]:
    """The organisations of a standing with their orders: all, and those open now.

    Without one, every organisation this person may see that was not refused.
    """
    opened = func.sum(case((Task.state == TaskState.OPEN, 1), else_=0))
    rows = db.session.execute(
        select(Organisation, func.count(Task.id), opened)
        .outerjoin(Task, Task.organisation_id == Organisation.id)
        .where(visible_to(actor), *_STANDINGS[standing])
        .group_by(Organisation.id)
        .order_by(Organisation.name)
    )
    return [(organisation, number, int(open_now or 0)) for organisation, number, open_now in rows]
