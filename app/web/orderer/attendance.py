"""Who came and who left, ticked by the people of the place. Each tick can be taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _

from app.domain.errors import Conflict, Gone, RuleBroken
from app.services import attendance as acts
from app.store import rosters
from app.web.orderer.blueprint import bp
from app.web.shared.access import current_actor
from app.web.shared.fields import whole_number
from app.web.shared.now import now
from app.web.shared.sentences import sentence

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from werkzeug.wrappers import Response


@bp.post("/attendances/<uuid:attendance_id>/check-in")
def check_in(attendance_id: UUID) -> Response:
    said = _("Merkitsit tekijän paikalle.")
    return _tick(attendance_id, said, lambda: acts.check_in(_me(), attendance_id, now=now()))


@bp.post("/attendances/<uuid:attendance_id>/check-out")
def check_out(attendance_id: UUID) -> Response:
    said = _("Merkitsit vuoron tehdyksi. Tarkista vielä tunnit.")
    return _tick(attendance_id, said, lambda: acts.check_out(_me(), attendance_id, now=now()))


@bp.post("/attendances/<uuid:attendance_id>/absence")
def mark_absence(attendance_id: UUID) -> Response:
    known = request.form.get("known") != "no"
    said = _("Kiitos, että kerroit. Valmentaja tarkistaa, että kaikki on hyvin.")

    def act() -> None:
        acts.mark_did_not_come(_me(), attendance_id, known=known, now=now())

    return _tick(attendance_id, said, act)


@bp.post("/attendances/<uuid:attendance_id>/late")
def mark_late(attendance_id: UUID) -> Response:
    said = _("Kiitos, että kerroit. Valmentaja kysyy tänään, mikä auttaisi ensi kerralla.")
    minutes = whole_number(request.form.get("minutes")) or 0

    def act() -> None:
        acts.mark_came_late(_me(), attendance_id, minutes, now=now())

    return _tick(attendance_id, said, act)


@bp.post("/attendances/<uuid:attendance_id>/undo")
def undo_attendance(attendance_id: UUID) -> Response:
    said = _("Peruit merkinnän.")
    return _tick(attendance_id, said, lambda: acts.undo_attendance(_me(), attendance_id, now=now()))


_me = current_actor


def _tick(attendance_id: UUID, said: str, act: Callable[[], object]) -> Response:
    """Do it and say so, or say why it does not go; then back to where it was pressed."""
    shift = rosters.get_shift_of(current_actor(), attendance_id, now=now())
    try:
        act()
        flash(said, "success")
    except (Conflict, Gone, RuleBroken) as error:
        flash(sentence(error), "warning")
    if request.form.get("back") == "home":
        return redirect(url_for("orderer.home"), 303)
    return redirect(url_for("orderer.show_task", task_id=shift.task_id, _anchor="vuorot"), 303)
