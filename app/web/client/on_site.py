"""Help at the place of work: the door is closed, or the coach is not there. One button each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import make_response, redirect, request, url_for

from app.domain.errors import Conflict, RuleBroken
from app.domain.on_site import BY_CLIENT, Trouble, is_on
from app.services import on_site as acts
from app.store import on_site, own_shifts
from app.web.client.blueprint import bp
from app.web.client.page import show
from app.web.shared.access import current_actor
from app.web.shared.now import now, settings
from app.web.shared.sentences import sentence

if TYPE_CHECKING:
    from uuid import UUID

    from werkzeug.wrappers import Response as BaseResponse

    from app.store.own_shifts import OwnShift


@bp.get("/shifts/<uuid:attendance_id>/on-site")
def show_on_site(attendance_id: UUID) -> str:
    return _page(own_shifts.get_own_shift(current_actor(), attendance_id))


def _page(mine: OwnShift, problem: str = "") -> str:
    client_id, shift = mine.attendance.client_id, mine.shift
    said = [one for one in on_site.list_said([shift.id], client_id) if one.kind in set(BY_CLIENT)]
    reach = on_site.find_reachable(shift.id, [client_id], office=settings().phone, now=now())
    back = url_for("client.show_shift", attendance_id=mine.attendance.id)
    on = is_on(shift.starts_at, shift.ends_at, now())
    return show(
        "on_site", mine=mine, said=said[0] if said else None, reach=reach, on=on,
        first_name=reach.name.partition(" ")[0], problem=problem, back=back,
    )  # fmt: skip


@bp.post("/shifts/<uuid:attendance_id>/on-site")
def say_on_site(attendance_id: UUID) -> BaseResponse:
    own_shifts.get_own_shift(current_actor(), attendance_id)
    said = request.form.get("trouble", "")
    trouble = Trouble(said) if said in set(BY_CLIENT) else Trouble.NOBODY_CAME
    office = settings().phone
    try:
        acts.say_own(current_actor(), attendance_id, trouble, office=office, now=now())
    except (Conflict, RuleBroken) as error:
        mine = own_shifts.get_own_shift(current_actor(), attendance_id)
        return make_response(_page(mine, sentence(error)), error.status)
    return redirect(url_for("client.show_on_site", attendance_id=attendance_id), code=303)


@bp.post("/shifts/<uuid:attendance_id>/on-site/undo")
def undo_on_site(attendance_id: UUID) -> BaseResponse:
    acts.undo_own(current_actor(), attendance_id, now=now())
    return redirect(url_for("client.show_shift", attendance_id=attendance_id), code=303)
