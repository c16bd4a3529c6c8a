"""A colleague's client: opened with a reason and the own password, for some hours."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import make_response, redirect, render_template, request, url_for

from app.domain.errors import RuleBroken
from app.services import opened_cards as acts
from app.store import credentials, opened_cards, visits
from app.web.coach.blueprint import bp
from app.web.shared.access import current_actor, read_because
from app.web.shared.now import now
from app.web.shared.sentences import sentence

if TYPE_CHECKING:
    from uuid import UUID

    from werkzeug.wrappers import Response

PLACE = "/colleagues-clients/<uuid:client_id>"


@bp.get(PLACE)
def show_opened(client_id: UUID) -> str:
    read_because("break_glass")
    opened = opened_cards.read_opened(current_actor(), client_id, now=now())
    if opened is None:
        return _ask(client_id)
    return render_template(
        "coach/opened_card.html", opened=opened, card_of=opened.card, client=opened.card.client,
        changes=[],
    )  # fmt: skip


def _ask(client_id: UUID, problem: str = "", reason: str = "") -> str:
    actor = current_actor()
    client, _facts = opened_cards.get_colleagues_client(actor, client_id)
    known = actor.user_id and credentials.find_of_user(actor.user_id, "password")
    return render_template(
        "coach/open_card.html",
        client_id=client_id,
        name=visits.short_name(client),
        problem=problem,
        reason=reason,
        has_password=bool(known),
    )


@bp.post(PLACE)
def open_card(client_id: UUID) -> Response:
    reason, password = request.form.get("reason", ""), request.form.get("password", "")
    try:
        acts.open_card(current_actor(), client_id, reason, password, now=now())
    except RuleBroken as error:
        return make_response(_ask(client_id, sentence(error), reason), 422)
    return redirect(url_for("coach.show_opened", client_id=client_id), code=303)
