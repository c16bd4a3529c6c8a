"""How a shift went, in two taps; words for the coach, and whether to meet again, if one wants."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.exceptions import BadRequest

from app.domain.errors import Conflict, Missing, RuleBroken
from app.domain.lifecycle import AttendanceState
from app.domain.onward import Onward
from app.domain.shift_feedback import TEXT_LENGTH, Again, Feeling, Side
from app.services import onward as onward_acts
from app.services import shift_feedback as acts
from app.store import attendance, onward, rosters, shift_feedback
from app.web.orderer.blueprint import bp, own_organisation
from app.web.shared.access import current_actor
from app.web.shared.now import now
from app.web.shared.sentences import sentence

if TYPE_CHECKING:
    from uuid import UUID

    from werkzeug.wrappers import Response

    Answer = Response | str | tuple[str, int]


@bp.get("/attendances/<uuid:attendance_id>/feedback")
def show_feedback(attendance_id: UUID) -> str:
    return _page(attendance_id)


def _page(attendance_id: UUID, text: str = "", problem: str = "") -> str:
    shift = rosters.get_shift_of(current_actor(), attendance_id, now=now())
    person = next((one for one in shift.people if one.attendance_id == attendance_id), None)
    if person is None or person.state is not AttendanceState.PERFORMED:
        raise Missing
    known = attendance.get_attendance(current_actor(), attendance_id, now=now())
    client_id = known.attendance.client_id
    wish = shift_feedback.find_wish(client_id, own_organisation(), Side.ORDERER)
    return render_template(
        "orderer/feedback.html", shift=shift, person=person, text=text, problem=problem,
        said=shift_feedback.find_of(attendance_id), again=wish.again if wish else None,
        feelings=list(Feeling), agains=list(Again), most=TEXT_LENGTH, onwards=list(Onward),
        onward=onward.find_last(known.attendance.placement_id),
    )  # fmt: skip


@bp.post("/attendances/<uuid:attendance_id>/feedback")
def say_of_shift(attendance_id: UUID) -> Answer:
    attendance.get_attendance(current_actor(), attendance_id, now=now())
    feeling, text = request.form.get("feeling", ""), request.form.get("text", "")
    if feeling not in set(Feeling):
        raise BadRequest
    try:
        acts.say_how_it_went(current_actor(), attendance_id, Feeling(feeling), text, now=now())
    except RuleBroken as error:
        return _page(attendance_id, text, sentence(error)), 422
    except Conflict as error:
        flash(sentence(error), "warning")
        return redirect(url_for("orderer.home"), 303)
    flash(_("Kiitos! Valmentaja näkee tämän."), "success")
    return _back(attendance_id)


@bp.post("/attendances/<uuid:attendance_id>/again")
def say_again(attendance_id: UUID) -> Response:
    attendance.get_attendance(current_actor(), attendance_id, now=now())
    said = request.form.get("again", "")
    again = Again(said) if said in set(Again) else None
    try:
        acts.say_again(current_actor(), attendance_id, again, now=now())
    except Conflict as error:
        flash(sentence(error), "warning")
        return redirect(url_for("orderer.home"), 303)
    flash(_("Kerroimme toiveesi valmentajalle. Kukaan muu ei näe sitä."), "success")
    return _back(attendance_id)


@bp.post("/attendances/<uuid:attendance_id>/onward")
def tell_onward(attendance_id: UUID) -> Response:
    attendance.get_attendance(current_actor(), attendance_id, now=now())
    said = request.form.get("kind", "")
    kind = Onward(said) if said in set(Onward) else None
    try:
        onward_acts.tell_onward(current_actor(), attendance_id, kind, now=now())
    except Conflict as error:
        flash(sentence(error), "warning")
        return redirect(url_for("orderer.home"), 303)
    told = _("Kerroimme valmentajalle. Hän puhuu tekijän kanssa ja soittaa sinulle.")
    flash(told if kind else _("Peruit toiveen. Valmentaja näkee sen."), "success")
    return _back(attendance_id)


def _back(attendance_id: UUID) -> Response:
    return redirect(url_for("orderer.show_feedback", attendance_id=attendance_id), 303)
