"""The client's own shift: where and when, coming, leaving, "En pääse", and taking it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import flash, make_response, redirect, request, url_for
from flask_babel import gettext as _

from app.domain.attendance import AbsenceReason, opens_at
from app.domain.errors import Conflict, Gone, RuleBroken
from app.domain.lifecycle import COMING, AttendanceState, HoursState
from app.services import attendance as acts
from app.store import barriers as known_barriers
from app.store import own_shifts, shift_feedback, site_news
from app.web.client.blueprint import bp
from app.web.client.page import show
from app.web.client.words import ABSENCES
from app.web.shared.access import current_actor
from app.web.shared.now import now, today
from app.web.shared.sentences import sentence

if TYPE_CHECKING:
    from uuid import UUID

    from werkzeug.wrappers import Response as BaseResponse

    from app.domain.errors import ExpectedError
    from app.store.own_shifts import OwnShift


@bp.get("/shifts/<uuid:attendance_id>")
def show_shift(attendance_id: UUID) -> str:
    return _page(own_shifts.get_own_shift(current_actor(), attendance_id))


def _page(mine: OwnShift, problem: str = "") -> str:
    coming = mine.state in COMING
    over = now() >= mine.shift.ends_at
    return show(
        "shift",
        mine=mine,
        problem=problem,
        coming=coming and not over,
        may_arrive=coming and not over and now() >= opens_at(mine.shift.starts_at),
        may_promise=mine.state is AttendanceState.BOOKED and _is_near(mine),
        may_undo=_may_undo(mine),
        opens_at=opens_at(mine.shift.starts_at),
        news=site_news.news_of(mine.task, now=now()) if coming and not over else [],
        told=_told(mine),
        barriers=known_barriers.list_of([mine.attendance.id]).get(mine.attendance.id, []),
    )


def _told(mine: OwnShift) -> str:
    """What the workplace said of the shift, once the coach has passed it on."""
    said = shift_feedback.find_of(mine.attendance.id)
    return (said.text or "") if said is not None and said.passed_on_at is not None else ""


def _is_near(mine: OwnShift) -> bool:
    """Whether the shift is today or tomorrow and has not begun."""
    days = (mine.shift.occurrence_on - today()).days
    return 0 <= days <= 1 and now() < opens_at(mine.shift.starts_at)


def _may_undo(mine: OwnShift) -> bool:
    if mine.state is AttendanceState.CANNOT_COME:
        return now() < mine.shift.ends_at
    if mine.state is AttendanceState.PERFORMED:
        return bool(mine.hours and mine.hours.state is HoursState.PLANNED)
    return mine.state is AttendanceState.CHECKED_IN


def _refused(attendance_id: UUID, error: ExpectedError) -> BaseResponse:
    """The shift as it is now, with what was in the way."""
    mine = own_shifts.get_own_shift(current_actor(), attendance_id)
    return make_response(_page(mine, sentence(error)), error.status)


def _to_shift(attendance_id: UUID) -> BaseResponse:
    return redirect(url_for("client.show_shift", attendance_id=attendance_id), code=303)


@bp.post("/shifts/<uuid:attendance_id>/will-come")
def promise_to_come(attendance_id: UUID) -> BaseResponse:
    try:
        acts.say_will_come(current_actor(), attendance_id, now=now())
    except Conflict as error:
        return _refused(attendance_id, error)
    return _to_shift(attendance_id)


@bp.post("/shifts/<uuid:attendance_id>/arrive")
def arrive_on_shift(attendance_id: UUID) -> BaseResponse:
    code = request.form.get("code", "")[:8] or None
    try:
        acts.check_in(current_actor(), attendance_id, code=code, now=now())
    except (RuleBroken, Conflict) as error:
        if error.code == "wrong_site_code":
            return make_response(_code_page(attendance_id, sentence(error)), error.status)
        return _refused(attendance_id, error)
    return _to_shift(attendance_id)


@bp.get("/shifts/<uuid:attendance_id>/code")
def show_code(attendance_id: UUID) -> str:
    return _code_page(attendance_id)


def _code_page(attendance_id: UUID, problem: str = "") -> str:
    mine = own_shifts.get_own_shift(current_actor(), attendance_id)
    back = url_for("client.show_shift", attendance_id=attendance_id)
    return show("code", mine=mine, problem=problem, back=back)


@bp.post("/shifts/<uuid:attendance_id>/leave")
def leave_shift(attendance_id: UUID) -> BaseResponse:
    try:
        acts.check_out(current_actor(), attendance_id, now=now())
    except Conflict as error:
        return _refused(attendance_id, error)
    flash(_("Kiitos työstä! Olet nyt lähtenyt kotiin."), "success")
    return redirect(url_for("client.show_faces", attendance_id=attendance_id), code=303)


@bp.get("/shifts/<uuid:attendance_id>/cannot-come")
def ask_why_not(attendance_id: UUID) -> str:
    mine = own_shifts.get_own_shift(current_actor(), attendance_id)
    back = url_for("client.show_shift", attendance_id=attendance_id)
    reasons = [(code, _(words), picture) for code, words, picture in ABSENCES]
    return show("cannot_come", mine=mine, reasons=reasons, back=back)


@bp.post("/shifts/<uuid:attendance_id>/cannot-come")
def cannot_come(attendance_id: UUID) -> BaseResponse:
    said = request.form.get("reason", "")
    reason = said if said in set(AbsenceReason) else ""
    try:
        acts.cannot_come(current_actor(), attendance_id, reason, now=now())
    except (Conflict, RuleBroken) as error:
        return _refused(attendance_id, error)
    return _to_shift(attendance_id)


@bp.post("/shifts/<uuid:attendance_id>/undo")
def undo_attendance(attendance_id: UUID) -> BaseResponse:
    try:
        acts.undo_attendance(current_actor(), attendance_id, now=now())
    except (Conflict, Gone) as error:
        return _refused(attendance_id, error)
    flash(_("Asia on nyt niin kuin ennen."), "success")
    return _to_shift(attendance_id)
