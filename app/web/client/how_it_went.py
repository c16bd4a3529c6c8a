"""After the shift: three faces, and own words for who wants to say more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import flash, make_response, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.exceptions import BadRequest

from app.domain.errors import Conflict, Missing, RuleBroken
from app.domain.lifecycle import HoursState
from app.domain.vocabulary import Face
from app.domain.words import N_
from app.services import check_ins
from app.store import own_shifts
from app.store.check_ins import find_check_in
from app.web.client.blueprint import bp
from app.web.client.page import show
from app.web.shared.access import current_actor
from app.web.shared.now import now
from app.web.shared.sentences import sentence

if TYPE_CHECKING:
    from uuid import UUID

    from werkzeug.wrappers import Response as BaseResponse

# Value, words, picture.
FACES = (
    (Face.GOOD, N_("Hyvin"), "good"),
    (Face.FINE, N_("Ihan hyvin"), "fine"),
    (Face.TOO_HARD, N_("Liian vaikeaa"), "too_hard"),
)


@bp.get("/shifts/<uuid:attendance_id>/how-it-went")
def show_faces(attendance_id: UUID) -> str:
    mine = own_shifts.get_own_shift(current_actor(), attendance_id)
    faces = [(face, _(words), picture) for face, words, picture in FACES]
    return show("how_it_went", mine=mine, faces=faces, back=_shift_url(attendance_id))


def _shift_url(attendance_id: UUID) -> str:
    return url_for("client.show_shift", attendance_id=attendance_id)


@bp.post("/shifts/<uuid:attendance_id>/how-it-went")
def say_how_it_went(attendance_id: UUID) -> BaseResponse:
    own_shifts.get_own_shift(current_actor(), attendance_id)
    face = _face(request.form.get("face", ""))
    try:
        check_ins.say_how_it_went(current_actor(), attendance_id, face, now=now())
    except Conflict as error:
        flash(sentence(error), "warning")
        return redirect(_shift_url(attendance_id), code=303)
    if face is Face.TOO_HARD:
        flash(_("Kiitos, että kerroit. Valmentajasi puhuu kanssasi pian."), "success")
    else:
        flash(_("Kiitos, että kerroit."), "success")
    return redirect(_following(attendance_id), code=303)


def _face(text: str) -> Face:
    if text not in set(Face):
        raise BadRequest
    return Face(text)


def _following(attendance_id: UUID) -> str:
    """The hours, while the client's word on them is still wanted; else the shift."""
    mine = own_shifts.get_own_shift(current_actor(), attendance_id)
    if mine.hours and mine.hours.state is HoursState.PLANNED:
        return url_for("client.show_hours", attendance_id=attendance_id)
    return _shift_url(attendance_id)


@bp.get("/shifts/<uuid:attendance_id>/own-words")
def show_own_words(attendance_id: UUID) -> str:
    return _words_page(attendance_id)


def _words_page(attendance_id: UUID, said: str | None = None, problem: str = "") -> str:
    mine = own_shifts.get_own_shift(current_actor(), attendance_id)
    if mine.face is None:
        raise Missing
    known = find_check_in(attendance_id)
    text = said if said is not None else (known.words if known else "") or ""
    return show(
        "own_words", mine=mine, text=text, problem=problem, most=check_ins.WORDS_LENGTH,
        back=_shift_url(attendance_id),
    )  # fmt: skip


@bp.post("/shifts/<uuid:attendance_id>/own-words")
def say_own_words(attendance_id: UUID) -> BaseResponse:
    said = request.form.get("words", "")
    mine = own_shifts.get_own_shift(current_actor(), attendance_id)
    if mine.face is None:
        raise Missing
    try:
        check_ins.say_how_it_went(current_actor(), attendance_id, mine.face, said, now=now())
    except RuleBroken as error:
        return make_response(_words_page(attendance_id, said, sentence(error)), 422)
    flash(_("Kiitos, että kerroit. Valmentajasi lukee tämän."), "success")
    return redirect(_shift_url(attendance_id), code=303)
