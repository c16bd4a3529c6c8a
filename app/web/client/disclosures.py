"""What a workplace may know: for all at once or for one, item by item, changed by a tap."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.exceptions import BadRequest

from app.domain.disclosures import Decision, Item, told_to
from app.services import disclosures as acts
from app.store import clients, disclosures
from app.web.client.blueprint import bp, own_id
from app.web.client.page import show
from app.web.shared.access import current_actor
from app.web.shared.now import now
from app.web.shared.words_own import ITEMS

if TYPE_CHECKING:
    from uuid import UUID

    from werkzeug.wrappers import Response

    from app.store.disclosures import Workplace

PAGE_SIZE = 5


@bp.get("/told")
def list_told() -> str:
    page = max(request.args.get("page", 1, type=int), 1)
    places = disclosures.list_workplaces(own_id())
    all_told = told_to(disclosures.list_decisions(own_id()), None)
    # On the first page the card of all workplaces comes before the others.
    first = max((page - 1) * PAGE_SIZE - 1, 0)
    last = page * PAGE_SIZE - 1
    return show(
        "told_list", page=page, all_told=all_told, places=places[first:last],
        has_more=len(places) > last,
        back=url_for("client.list_told", page=page - 1) if page > 1 else url_for("client.me"),
    )  # fmt: skip


@bp.get("/told/all")
def show_told_all() -> str:
    return _page(told_to(disclosures.list_decisions(own_id()), None), None)


@bp.get("/told/<uuid:organisation_id>")
def show_told(organisation_id: UUID) -> str:
    place = disclosures.get_workplace(own_id(), organisation_id)
    return _page(place.told, place)


def _page(told: frozenset[Item], place: Workplace | None) -> str:
    items = [(item, _(words), picture, item in told) for item, (words, picture) in ITEMS.items()]
    strengths = clients.get_client(current_actor(), own_id(), now=now()).strengths or ""
    return show(
        "told", items=items, place=place, strengths=strengths, back=url_for("client.list_told")
    )


@bp.post("/told/all")
def decide_for_all() -> Response:
    _decide(None)
    return redirect(url_for("client.show_told_all"), code=303)


@bp.post("/told/<uuid:organisation_id>")
def decide_for_one(organisation_id: UUID) -> Response:
    disclosures.get_workplace(own_id(), organisation_id)
    _decide(organisation_id)
    return redirect(url_for("client.show_told", organisation_id=organisation_id), code=303)


def _decide(organisation_id: UUID | None) -> None:
    """`tell` or `hide` names the item. Raises: BadRequest, NotAllowed while somebody is beside."""
    allowed = "tell" in request.form
    item = request.form.get("tell") or request.form.get("hide") or ""
    if item not in set(Item):
        raise BadRequest
    acts.decide(current_actor(), Decision(organisation_id, Item(item), allowed), now=now())
    flash(_("Selvä. Tämän saa kertoa.") if allowed else _("Selvä. Tätä ei saa kertoa."), "success")
