"""The coach's own presence on a shift: booked, or given to somebody else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _

from app.domain.errors import Conflict
from app.services import bookings
from app.store import visits
from app.web.coach.acting import act, back_to, told
from app.web.coach.blueprint import bp
from app.web.shared.access import current_actor
from app.web.shared.identifiers import chosen_ids
from app.web.shared.now import now

if TYPE_CHECKING:
    from uuid import UUID

    from werkzeug.wrappers import Response


@bp.post("/shifts/<uuid:shift_id>/bookings")
def book_coach(shift_id: UUID) -> Response:
    visits.get_visit(current_actor(), shift_id, now=now())
    clients = chosen_ids(request.form, "client")
    return act(
        lambda: bookings.book_coach(current_actor(), shift_id, clients, now=now()),
        _("Olet mukana vuorossa. Aika on varattu viikostasi."),
        url_for("coach.show_day", shift_id=shift_id),
    )


@bp.post("/bookings/<uuid:booking_id>/cancel")
def cancel_booking(booking_id: UUID) -> Response:
    try:
        other = bookings.cancel_booking(current_actor(), booking_id, now=now())
    except Conflict as error:
        flash(told(error), "error")
    else:
        flash(*_ending(found=other is not None))
    return redirect(back_to(url_for("coach.home")), code=303)


def _ending(*, found: bool) -> tuple[str, str]:
    if found:
        return _("Et ole enää mukana. Yksikön toinen valmentaja lähtee ja sai viestin."), "success"
    nobody = _("Et ole enää mukana. Kukaan muu ei pääse: sovi asiakkaan kanssa, miten mennään.")
    return nobody, "warning"
