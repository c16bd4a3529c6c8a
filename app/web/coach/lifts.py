"""What would lift a stop, done from the match page: ask the client or the orderer, find a coach."""

from __future__ import annotations

from datetime import time
from typing import TYPE_CHECKING

from flask import render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.exceptions import BadRequest

from app.domain.alerts import AlertKind
from app.domain.calendar import local_day, span_to_utc
from app.domain.errors import Missing, RuleBroken
from app.domain.questions import Change
from app.domain.vocabulary import Scale
from app.services import alerts, bookings, change_requests, questions
from app.store import change_requests as wishes
from app.store import instructors, shifts, wanted_coaches
from app.web.coach.acting import act
from app.web.coach.blueprint import bp
from app.web.shared.access import current_actor
from app.web.shared.identifiers import as_id
from app.web.shared.now import now

if TYPE_CHECKING:
    from uuid import UUID

    from werkzeug.wrappers import Response

    from app.store.models.work import Shift


def _match_page(shift_id: UUID) -> str:
    return url_for("coach.show_shift", shift_id=shift_id)


def _named(shift_id: UUID, field: str) -> UUID:
    """The person whom the pressed button named. Raises: Missing for an unknown shift."""
    shifts.get_shift(current_actor(), shift_id)
    person_id = as_id(request.form.get(field, ""))
    if person_id is None:
        raise BadRequest
    return person_id


@bp.post("/shifts/<uuid:shift_id>/ask-client")
def ask_client(shift_id: UUID) -> Response:
    about = _named(shift_id, "about")
    return act(
        lambda: questions.ask_client(current_actor(), shift_id, about, now=now()),
        _("Kysymys lähti asiakkaalle. Vastaus näkyy tällä sivulla ja saat siitä viestin."),
        _match_page(shift_id),
    )


@bp.post("/shifts/<uuid:shift_id>/arrange/<string:lift>")
def arrange(shift_id: UUID, lift: str) -> Response:
    if lift not in alerts.ARRANGED:
        raise Missing
    about = _named(shift_id, "about")
    return act(
        lambda: alerts.arrange(current_actor(), shift_id, about, AlertKind(lift), now=now()),
        _("Asia on nyt Tällä viikolla -sivullasi kohdassa Hoida ensin."),
        _match_page(shift_id),
    )


@bp.post("/shifts/<uuid:shift_id>/tell-colleague")
def tell_colleague(shift_id: UUID) -> Response:
    about = _named(shift_id, "about")
    return act(
        lambda: alerts.tell_colleague(current_actor(), shift_id, about, now=now()),
        _("Kollegasi sai vinkin. Hän katsoo, sopiiko vuoro, ja tarjoaa sen itse."),
        _match_page(shift_id),
    )


# --- another time, or lighter work


@bp.get("/shifts/<uuid:shift_id>/change")
def change_form(shift_id: UUID) -> str:
    actor = current_actor()
    shift = shifts.get_shift(actor, shift_id)
    asked = wishes.list_of_shift(actor, shift_id)
    return render_template(
        "coach/change.html", shift=shift, task=shift.task, asked=asked,
        offered=wishes.is_offered(shift_id), lighter=_lighter(shift),
        start=request.args.get("start", ""), scale=request.args.get("scale", ""),
    )  # fmt: skip


def _lighter(shift: Shift) -> list[tuple[Scale, int]]:
    """Every lighter level that the order could ask for, by scale."""
    return [(demand.scale, level) for demand in shift.task.demands for level in range(demand.level)]


@bp.post("/shifts/<uuid:shift_id>/change")
def ask_change(shift_id: UUID) -> Response:
    shift = shifts.get_shift(current_actor(), shift_id)
    return act(
        lambda: change_requests.ask_change(current_actor(), shift_id, _change(shift), now=now()),
        _("Kysymys lähti tilaajalle ja koordinaattorille. Saat viestin, kun he vastaavat."),
        _match_page(shift_id),
    )


def _change(shift: Shift) -> Change:
    """What the form asks for. Raises: RuleBroken("times_odd") for what is no time or level."""
    scale, _sign, level = request.form.get("lighter", "").partition(":")
    if scale in set(Scale) and level.isdecimal():
        return Change(scale=Scale(scale), level=int(level))
    starts, ends = (_clock(request.form.get(name, "")) for name in ("starts", "ends"))
    if starts is None or ends is None or starts == ends:
        raise RuleBroken("times_odd")
    return Change(*span_to_utc(local_day(shift.starts_at), starts, ends))


def _clock(text: str) -> time | None:
    """What people write for a time of day: "9", "9.30" or "09:30"; None for anything else."""
    hour, _point, minute = text.strip().replace(".", ":").partition(":")
    try:
        return time(int(hour), int(minute or 0))
    except ValueError:
        return None


@bp.post("/changes/<uuid:change_id>/withdraw")
def withdraw_change(change_id: UUID) -> Response:
    shift_id = wishes.get_change(current_actor(), change_id).shift_id
    return act(
        lambda: change_requests.withdraw_change(current_actor(), change_id, now=now()),
        _("Otit kysymyksen takaisin."),
        _match_page(shift_id),
    )


# --- a coach to go along


@bp.get("/shifts/<uuid:shift_id>/coaches")
def list_coaches(shift_id: UUID) -> str:
    actor = current_actor()
    shift = shifts.get_shift(actor, shift_id)
    coaches = wanted_coaches.list_for_shift(actor.unit_id, shift) if actor.unit_id else []
    unled = bool(instructors.list_missing([shift_id]))
    return render_template(
        "coach/coaches.html", shift=shift, task=shift.task, coaches=coaches, unled=unled
    )


@bp.post("/shifts/<uuid:shift_id>/coaches")
def want_coach(shift_id: UUID) -> Response:
    coach_id = _named(shift_id, "coach")
    return act(
        lambda: bookings.want_coach(current_actor(), shift_id, coach_id, now=now()),
        _("Aika on varattu sinulle.")
        if coach_id == current_actor().user_id
        else _("Kysymys lähti valmentajalle. Vuoro sopii heti, kun hän lupaa tulla."),
        url_for("coach.list_coaches", shift_id=shift_id),
    )


@bp.post("/bookings/<uuid:booking_id>/answer")
def answer_wanted(booking_id: UUID) -> Response:
    comes = request.form.get("answer") == "yes"
    return act(
        lambda: bookings.answer_wanted(current_actor(), booking_id, comes=comes, now=now()),
        _("Lupasit tulla. Aika on varattu viikostasi.")
        if comes
        else _("Selvä, et ole mukana. Kysyjä näkee sen vuoron sivulta."),
        url_for("coach.home"),
    )
