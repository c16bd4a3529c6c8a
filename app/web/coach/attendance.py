"""The day of a shift: who comes, who has come, who has left, and how that is set right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.exceptions import BadRequest

from app.domain.attendance import BarrierKind
from app.domain.onward import OnwardOutcome
from app.services import attendance, barriers, shift_feedback
from app.services import onward as onward_acts
from app.store import barriers as known_barriers
from app.store import onward, visits
from app.web.coach.acting import act, said_how
from app.web.coach.blueprint import bp
from app.web.shared.access import current_actor
from app.web.shared.fields import whole_number
from app.web.shared.now import now
from app.web.shared.words_attendance import absence_choices, late_choices

if TYPE_CHECKING:
    from uuid import UUID

    from werkzeug.wrappers import Response

STEPS = "/attendances/<uuid:attendance_id>"


@bp.get("/shifts/<uuid:shift_id>/day")
def show_day(shift_id: UUID) -> str:
    shift = visits.get_visit(current_actor(), shift_id, now=now())
    return render_template(
        "coach/day.html", shift=shift, absences=absence_choices(), lates=late_choices(),
        kinds=list(BarrierKind),
        barriers=known_barriers.list_of([one.attendance_id for one in shift.people]),
    )  # fmt: skip


@bp.post(STEPS + "/check-in")
def check_in(attendance_id: UUID) -> Response:
    return act(
        lambda: attendance.check_in(current_actor(), attendance_id, said=said_how(), now=now()),
        _("Kirjattu: tuli töihin."),
        url_for("coach.home"),
    )


@bp.post(STEPS + "/check-out")
def check_out(attendance_id: UUID) -> Response:
    return act(
        lambda: attendance.check_out(current_actor(), attendance_id, said=said_how(), now=now()),
        _("Kirjattu: lähti töistä. Suunnitellut tunnit ovat valmiina."),
        url_for("coach.home"),
    )


@bp.post(STEPS + "/cannot-come")
def report_absence(attendance_id: UUID) -> Response:
    reason = request.form.get("reason", "")
    return act(
        lambda: attendance.cannot_come(
            current_actor(), attendance_id, reason, said=said_how(), now=now()
        ),
        _("Kirjattu: ei pääse. Paikka vapautui ja tilaaja sai tiedon."),
        url_for("coach.home"),
    )


@bp.post(STEPS + "/did-not-come")
def mark_missed(attendance_id: UUID) -> Response:
    known = request.form.get("known", "yes") == "yes"
    return act(
        lambda: attendance.mark_did_not_come(
            current_actor(), attendance_id, known=known, now=now()
        ),
        _("Kirjattu. Varmista tänään, että kaikki on hyvin."),
        url_for("coach.home"),
    )


@bp.post(STEPS + "/late")
def mark_late(attendance_id: UUID) -> Response:
    minutes = whole_number(request.form.get("minutes")) or 0
    return act(
        lambda: attendance.mark_came_late(
            current_actor(), attendance_id, minutes, said=said_how(), now=now()
        ),
        _("Kirjattu: tuli myöhässä. Kysy tänään, mikä auttaisi ensi kerralla."),
        url_for("coach.home"),
    )


@bp.post(STEPS + "/barriers")
def note_barriers(attendance_id: UUID) -> Response:
    said = request.form.getlist("barrier")
    kinds = [BarrierKind(one) for one in said if one in set(BarrierKind)]
    return act(
        lambda: barriers.note_barriers(
            current_actor(), attendance_id, kinds, said=said_how(), now=now()
        ),
        _("Esteet on kirjattu. Asia on hoidettu tältä päivältä."),
        url_for("coach.home"),
    )


@bp.post(STEPS + "/pass-on")
def pass_on(attendance_id: UUID) -> Response:
    text = request.form.get("text", "")
    return act(
        lambda: shift_feedback.pass_on(current_actor(), attendance_id, text, now=now()),
        _("Välitit työpaikan sanat asiakkaalle. Hän näkee ne vuoron sivulla."),
        url_for("coach.home"),
    )


@bp.post("/onward-wishes/<uuid:wish_id>/outcome")
def note_onward(wish_id: UUID) -> Response:
    wish, said = onward.get_wish(current_actor(), wish_id, now=now()), request.form.get("outcome")
    if said not in set(OnwardOutcome):
        raise BadRequest
    return act(
        lambda: onward_acts.note_outcome(
            current_actor(), wish_id, OnwardOutcome(said), now=now()
        ),
        _("Kirjasit, miten työpaikan toiveelle kävi."),
        url_for("coach.show_client", client_id=wish.client_id),
    )  # fmt: skip


@bp.post(STEPS + "/undo")
def undo_attendance(attendance_id: UUID) -> Response:
    return act(
        lambda: attendance.undo_attendance(
            current_actor(), attendance_id, said=said_how(), now=now()
        ),
        _("Viimeisin kirjaus on peruttu."),
        url_for("coach.home"),
    )
