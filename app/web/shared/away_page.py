"""A coach is away, on the pages of coaches and managers: foreseen, said in one press, taken back.

`area`: the audience whose pages they are; its endpoints have the same names.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from app.domain.away import may_undo
from app.domain.errors import Conflict, Gone, RuleBroken
from app.services import away as acts
from app.store import away, presence_changes
from app.web.shared.access import current_actor
from app.web.shared.identifiers import chosen_ids
from app.web.shared.now import now, today
from app.web.shared.sentences import sentence

if TYPE_CHECKING:
    from uuid import UUID

    from werkzeug.wrappers import Response

    from app.services.away import Foreseen


@dataclass(frozen=True)
class Asked:
    """Who is away, and when; nobody where it is still to be chosen."""

    coach_id: UUID | None
    first_on: date
    last_on: date


def show_plan(area: str, *, usual: UUID | None = None) -> str:
    """What would come of the absence that the address asks for. `usual`: who it is without a word.

    Raises: Missing for somebody who is no coach of the unit.
    """
    asked, problem, found = _asked(usual), "", None
    try:
        found = _foresee(asked)
    except RuleBroken as error:
        problem = sentence(error)
    return render_template(
        "shared/away.html", area=area, asked=asked, found=found, problem=problem,
        unit=away.list_unit(current_actor()), recent=away.list_recent(current_actor(), now=now()),
    )  # fmt: skip


def _foresee(asked: Asked) -> Foreseen | None:
    if asked.coach_id is None:
        return None
    return acts.foresee_away(
        current_actor(), asked.coach_id, asked.first_on, asked.last_on, now=now()
    )


def say(area: str, *, usual: UUID | None = None) -> Response:
    """Say it, when it is still as it was shown. Raises: Missing."""
    asked = _asked(usual)
    if asked.coach_id is None:
        flash(_("Valitse, kuka soitti."), "error")
        return redirect(_address(area, asked), code=303)
    try:
        away_id = acts.say_away(
            current_actor(), asked.coach_id, asked.first_on, asked.last_on,
            seen=request.form.get("seen", ""), now=now(),
        )  # fmt: skip
    except (RuleBroken, Conflict) as error:
        flash(sentence(error), "error")
        return redirect(_address(area, asked), code=303)
    flash(_("Poissaolo on kirjattu ja viestit ovat lähteneet kaikille."), "success")
    return redirect(url_for(f"{area}.show_away_outcome", away_id=away_id), code=303)


def show_outcome(area: str, away_id: UUID) -> str:
    """What came of an absence. Raises: Missing."""
    row = away.get_away(current_actor(), away_id)
    return render_template(
        "shared/away_outcome.html", area=area, away=row,
        changes=presence_changes.list_of_away(away_id),
        undoable=row.undone_at is None and may_undo(row.said_at, now()),
    )  # fmt: skip


def undo(area: str, away_id: UUID) -> Response:
    """Take it back, while that can be done. Raises: Missing."""
    try:
        _back, kept = acts.undo_away(current_actor(), away_id, now=now())
    except Gone:
        flash(_("Poissaoloa ei voi enää perua tästä. Sopikaa vuoroista yksitellen."), "error")
    else:
        flash(_("Poissaolo on peruttu ja kaikille on kerrottu."), "success")
        if kept:
            flash(_("Osa vuoroista pysyy sijaisella, koska niihin ei enää ehdi."), "warning")
    return redirect(url_for(f"{area}.show_away_outcome", away_id=away_id), code=303)


def _asked(usual: UUID | None) -> Asked:
    chosen = chosen_ids(request.values, "coach")
    first_on = _day("first", today())
    return Asked(chosen[0] if chosen else usual, first_on, _day("last", first_on))


def _day(name: str, otherwise: date) -> date:
    try:
        return date.fromisoformat(request.values.get(name, ""))
    except ValueError:
        return otherwise


def _address(area: str, asked: Asked) -> str:
    first, last = asked.first_on.isoformat(), asked.last_on.isoformat()
    return url_for(f"{area}.show_away", coach=asked.coach_id, first=first, last=last)
