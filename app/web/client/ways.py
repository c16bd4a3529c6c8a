"""How the work is done and how one gets there: from an offer, from fitting work, from a shift."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from flask import url_for

from app.domain.travel import point, walk_from
from app.domain.vocabulary import PlaceKind
from app.services import interests
from app.store import offers, own_shifts, steps
from app.web.client.blueprint import bp
from app.web.client.page import show
from app.web.shared.access import current_actor
from app.web.shared.now import now

if TYPE_CHECKING:
    from uuid import UUID

    from app.store.models.people import Site
    from app.store.models.work import Task

MAP = "https://www.openstreetmap.org/"


@bp.get("/offers/<uuid:offer_id>/steps")
def offer_steps(offer_id: UUID) -> str:
    offer = offers.get_offer(current_actor(), offer_id, now=now())
    return _steps(offer.task, url_for("client.show_more", offer_id=offer_id))


@bp.get("/fitting/<uuid:shift_id>/steps")
def fitting_steps(shift_id: UUID) -> str:
    found = interests.get_fitting(current_actor(), shift_id, now=now())
    return _steps(found.shift.task, url_for("client.show_fitting", shift_id=shift_id))


@bp.get("/shifts/<uuid:attendance_id>/steps")
def shift_steps(attendance_id: UUID) -> str:
    mine = own_shifts.get_own_shift(current_actor(), attendance_id)
    return _steps(mine.task, url_for("client.show_shift", attendance_id=attendance_id))


def _steps(task: Task, back: str) -> str:
    return show("steps", task=task, steps=steps.list_steps(task.id), back=back)


@bp.get("/offers/<uuid:offer_id>/place")
def offer_place(offer_id: UUID) -> str:
    task = offers.get_offer(current_actor(), offer_id, now=now()).task
    back = url_for("client.show_more", offer_id=offer_id)
    return _place(task, task.site, task.organisation.name, back)


@bp.get("/shifts/<uuid:attendance_id>/place")
def shift_place(attendance_id: UUID) -> str:
    mine = own_shifts.get_own_shift(current_actor(), attendance_id)
    back = url_for("client.show_shift", attendance_id=attendance_id)
    return _place(mine.task, mine.site, mine.workplace, back)


def _place(task: Task, site: Site, workplace: str, back: str) -> str:
    stop, door = point(site.stop_lat, site.stop_lon), point(site.lat, site.lon)
    return show(
        "place", task=task, site=site, workplace=workplace, back=back, map_url=map_url(site),
        remote=task.place_kind is PlaceKind.REMOTE,
        walk=walk_from(stop, door, site.walk_minutes),
    )  # fmt: skip


def map_url(site: Site) -> str:
    """The place on a map of another service; nothing of the client's goes with it."""
    if site.lat is None or site.lon is None:
        return ""
    where = urlencode({"mlat": f"{site.lat:.5f}", "mlon": f"{site.lon:.5f}"})
    return f"{MAP}?{where}#map=17/{site.lat:.5f}/{site.lon:.5f}"
