"""Whether a client would go to the same place again; the coach alone hears of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _

from app.domain.errors import Conflict
from app.domain.shift_feedback import Again, Side
from app.domain.words import N_
from app.services import shift_feedback as acts
from app.store import own_shifts, shift_feedback
from app.web.client.blueprint import bp
from app.web.client.page import show
from app.web.shared.access import current_actor
from app.web.shared.now import now
from app.web.shared.sentences import sentence

if TYPE_CHECKING:
    from uuid import UUID

    from werkzeug.wrappers import Response as BaseResponse

# Value, words, picture.
CHOICES = (
    (Again.GLADLY.value, N_("Haluan tänne uudestaan"), "like"),
    (Again.NOT_HERE.value, N_("En halua tänne uudestaan"), "no"),
    ("", N_("En osaa sanoa"), "dont_know"),
)


@bp.get("/shifts/<uuid:attendance_id>/again")
def show_again(attendance_id: UUID) -> str:
    mine = own_shifts.get_own_shift(current_actor(), attendance_id)
    owner, client_id = mine.task.organisation_id, mine.attendance.client_id
    wish = shift_feedback.find_wish(client_id, owner, Side.CLIENT)
    choices = [(value, _(words), picture) for value, words, picture in CHOICES]
    back = url_for("client.show_shift", attendance_id=attendance_id)
    chosen = wish.again.value if wish else None
    return show("again", mine=mine, choices=choices, chosen=chosen, back=back)


@bp.post("/shifts/<uuid:attendance_id>/again")
def say_again(attendance_id: UUID) -> BaseResponse:
    own_shifts.get_own_shift(current_actor(), attendance_id)
    said = request.form.get("again", "")
    again = Again(said) if said in set(Again) else None
    try:
        acts.say_again(current_actor(), attendance_id, again, now=now())
        flash(_("Kiitos, että kerroit. Vain valmentajasi näkee tämän."), "success")
    except Conflict as error:
        flash(sentence(error), "warning")
    return redirect(url_for("client.show_shift", attendance_id=attendance_id), code=303)
