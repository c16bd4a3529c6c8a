"""What a coach has done for the client, and the word of the client that it is not so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _

from app.services import acting as acts
from app.store import acting
from app.web.client.blueprint import bp, own_id
from app.web.client.page import show
from app.web.client.words_acted import act_for_you, you_said
from app.web.shared.access import current_actor
from app.web.shared.now import now

if TYPE_CHECKING:
    from uuid import UUID

    from werkzeug.wrappers import Response

PAGE_SIZE = 4


@bp.get("/acted")
def list_acted() -> str:
    page = max(request.args.get("page", 1, type=int), 1)
    acted = acting.list_of_client(own_id())
    shown = acted[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]
    lines = [(one, act_for_you(one.act), you_said(one.said_how)) for one in shown]
    return show("acted", lines=lines, page=page, has_more=len(acted) > page * PAGE_SIZE)


@bp.post("/acted/<uuid:acted_id>/not-right")
def say_not_right(acted_id: UUID) -> Response:
    acts.say_not_right(current_actor(), acted_id, now=now())
    flash(_("Kiitos, että kerroit. Valmentaja kysyy sinulta asiasta."), "success")
    return redirect(url_for("client.list_acted"), code=303)


@bp.post("/acted/<uuid:acted_id>/right")
def say_right(acted_id: UUID) -> Response:
    acts.say_right(current_actor(), acted_id, now=now())
    flash(_("Selvä. Asia on oikein."), "success")
    return redirect(url_for("client.list_acted"), code=303)
