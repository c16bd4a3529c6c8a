"""Places where work is done: the same name at another door or point is another place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import case, select

from app.domain.vocabulary import PlaceKind
from app.store.db import db
from app.store.models.people import Site
from app.store.models.work import Task

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

    from app.domain.tasks import TaskDraft

# Where people have to travel for an order, of the task and its site: nowhere when the work is done
# in their own unit or at home.
WAY_LAT, WAY_LON = (
    case((Task.place_kind == PlaceKind.SITE, degrees)).label(name)
    for name, degrees in (("lat", Site.lat), ("lon", Site.lon))
)


def find_or_add_site(organisation_id: UUID, draft: TaskDraft) -> UUID:
    """The id of the organisation's site that an order means, new if there is none."""
    found = db.session.scalar(
        select(Site.id)
        .where(Site.organisation_id == organisation_id, Site.name == draft.place)
        .where(Site.area == draft.area, Site.door == draft.door)
        .where(Site.lat.is_not_distinct_from(draft.lat))
        .where(Site.lon.is_not_distinct_from(draft.lon))
        .limit(1)
    )
    if found is not None:
        return found
    site = Site(organisation_id=organisation_id, name=draft.place, area=draft.area,
                lat=draft.lat, lon=draft.lon, door=draft.door)  # fmt: skip
    db.session.add(site)
    db.session.flush()
    return site.id


def tell_of_site(site_id: UUID, told: Mapping[str, object]) -> None:
    """Let a place know facts of it, by the names of its columns; what is known stays untouched."""
    site = db.session.get_one(Site, site_id)
    for name, value in told.items():
        if getattr(site, name) != value:
            setattr(site, name, value)
