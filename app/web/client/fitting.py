"""Open work that fits the client and why; the client may say to be interested."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import flash, redirect, url_for
from flask_babel import gettext as _

from app.domain.calendar import shift_minutes
from app.domain.money import pay_for
from app.services import interests
from app.web.client.blueprint import bp
from app.web.client.page import show
from app.web.shared.access import current_actor
from app.web.shared.now import now

if TYPE_CHECKING:
    from uuid import UUID

    from werkzeug.wrappers import Response

    from app.store.models.work import Shift


@bp.get("/fitting")
def list_fitting() -> str:
    return show("fitting_list", found=interests.list_fitting(current_actor(), now=now()))


@bp.get("/fitting/<uuid:shift_id>")
def show_fitting(shift_id: UUID) -> str:
    found = interests.get_fitting(current_actor(), shift_id, now=now())
    back = url_for("client.list_fitting")
    return show("fitting", found=found, shift=found.shift, pay_cents=_pay(found.shift), back=back)


def _pay(shift: Shift) -> int:
    minutes = shift_minutes(shift.starts_at, shift.ends_at)
    return pay_for(minutes, shift.task.pay_cents_per_hour or 0)


@bp.post("/fitting/<uuid:shift_id>/interest")
def say_interest(shift_id: UUID) -> Response:
    interests.say_interest(current_actor(), shift_id, now=now())
    flash(_("Kiitos! Valmentajasi näkee, että olet kiinnostunut."), "success")
    return redirect(url_for("client.show_fitting", shift_id=shift_id), code=303)


@bp.post("/fitting/<uuid:shift_id>/undo-interest")
def undo_interest(shift_id: UUID) -> Response:
    interests.get_fitting(current_actor(), shift_id, now=now())
    interests.undo_interest(current_actor(), shift_id, now=now())
    flash(_("Selvä. Et ole enää kiinnostunut tästä työstä."), "success")
    return redirect(url_for("client.show_fitting", shift_id=shift_id), code=303)
