"""A coach is away: what would come of it, said in one press, what came of it, and taken back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from app.domain.away import may_undo
from app.domain.errors import Conflict, Gone, Missing, RuleBroken
from app.services import away as acts
from app.store import away, presence_changes
from app.web.coach.acting import told
from app.web.coach.blueprint import bp
from app.web.shared.access import current_actor
from app.web.shared.identifiers import chosen_ids
from app.web.shared.now import now, today

if TYPE_CHECKING:
    from uuid import UUID

    from werkzeug.wrappers import Response


@dataclass(frozen=True)
class Asked:
    """Who is away, and when."""

    coach_id: UUID
    first_on: date
    last_on: date


@bp.get("/away")
def show_away() -> str:
    asked, problem, found = _asked(), "", None
    try:
        found = acts.foresee_away(
            current_actor(), asked.coach_id, asked.first_on, asked.last_on, now=now()
        )
    except RuleBroken as error:
        problem = told(error)
    return render_template(
        "coach/away.html", asked=asked, found=found, problem=problem,
        unit=away.list_unit(current_actor()), recent=away.list_recent(current_actor(), now=now()),
    )  # fmt: skip


@bp.post("/away")
def say_away() -> Response:
    asked = _asked()
    try:
        away_id = acts.say_away(
            current_actor(), asked.coach_id, asked.first_on, asked.last_on,
            seen=request.form.get("seen", ""), now=now(),
        )  # fmt: skip
    except (RuleBroken, Conflict) as error:
        flash(told(error), "error")
        return redirect(_address(asked), code=303)
    flash(_("Poissaolo on kirjattu ja viestit ovat lähteneet kaikille."), "success")
    return redirect(url_for("coach.show_away_outcome", away_id=away_id), code=303)


@bp.get("/away/<uuid:away_id>")
def show_away_outcome(away_id: UUID) -> str:
    row = away.get_away(current_actor(), away_id)
    return render_template(
        "coach/away_outcome.html", away=row, changes=presence_changes.list_of_away(away_id),
        undoable=row.undone_at is None and may_undo(row.said_at, now()),
    )  # fmt: skip


@bp.post("/away/<uuid:away_id>/undo")
def undo_away(away_id: UUID) -> Response:
    try:
        _back, kept = acts.undo_away(current_actor(), away_id, now=now())
    except Gone:
        flash(_("Poissaoloa ei voi enää perua tästä. Sopikaa vuoroista yksitellen."), "error")
    else:
        flash(_("Poissaolo on peruttu ja kaikille on kerrottu."), "success")
        if kept:
            flash(_("Osa vuoroista pysyy sijaisella, koska niihin ei enää ehdi."), "warning")
    return redirect(url_for("coach.show_away_outcome", away_id=away_id), code=303)


def _asked() -> Asked:
    """Who and when, as the page asks; oneself and today without a word of it."""
    own = current_actor().user_id
    chosen = chosen_ids(request.values, "coach") or ([own] if own else [])
    if not chosen:
        raise Missing
    first_on = _day("first", today())
    return Asked(chosen[0], first_on, _day("last", first_on))


def _day(name: str, otherwise: date) -> date:
    try:
        return date.fromisoformat(request.values.get(name, ""))
    except ValueError:
        return otherwise


def _address(asked: Asked) -> str:
    first, last = asked.first_on.isoformat(), asked.last_on.isoformat()
    return url_for("coach.show_away", coach=asked.coach_id, first=first, last=last)
