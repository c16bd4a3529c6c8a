"""How messages come to the client, and which reminders: chosen by tap."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.exceptions import BadRequest

from app.domain.errors import RuleBroken
from app.domain.vocabulary import Channel
from app.services import message_wishes as acts
from app.store import message_wishes
from app.web.client.blueprint import bp, own_id
from app.web.client.page import show
from app.web.shared.access import current_actor
from app.web.shared.now import now
from app.web.shared.sentences import sentence

if TYPE_CHECKING:
    from werkzeug.wrappers import Response

CHANNELS = {"sms": Channel.SMS, "coach": Channel.COACH}


@bp.get("/messages")
def messages() -> str:
    wishes = message_wishes.get_wishes(own_id())
    return show("messages", wishes=wishes, back=url_for("client.settings"))


@bp.post("/messages")
def choose_messages() -> Response:
    try:
        _choose()
    except RuleBroken as error:
        flash(sentence(error), "warning")
    else:
        flash(_("Valinta on nyt käytössä."), "success")
    return redirect(url_for("client.messages"), code=303)


def _choose() -> None:
    """Exactly what the pressed button says."""
    form = request.form
    if form.get("channel") in CHANNELS:
        acts.choose_channel(current_actor(), CHANNELS[form["channel"]], now=now())
        return
    for name in sorted(acts.REMINDERS):
        if form.get(name) in {"on", "off"}:
            acts.choose_reminder(current_actor(), name, wanted=form[name] == "on", now=now())
            return
    raise BadRequest
