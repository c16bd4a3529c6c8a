"""People given over, on the pages of coaches and managers: proposed with a look at what goes along.

`area`: the audience whose pages they are; its endpoints have the same names.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from app.domain.errors import RuleBroken
from app.services import handovers as acts
from app.services.handovers import Wanted
from app.store import handovers
from app.web.shared.access import current_actor
from app.web.shared.identifiers import as_id, chosen_ids
from app.web.shared.now import now, today
from app.web.shared.sentences import sentence

if TYPE_CHECKING:
    from uuid import UUID

    from werkzeug.wrappers import Response


def show(
    area: str, giver: UUID | None, *, wanted: Wanted | None = None, problem: str = ""
) -> str:  # fmt: skip
    """The handovers and a form for a new one. `giver`: whose people; a manager chooses one first.

    Raises: Missing for a giver who is no coach of the unit.
    """
    actor, along = current_actor(), None
    if giver is not None:
        handovers.get_coach(actor, giver)
    if wanted is not None and not problem:
        along = handovers.count_along(wanted.from_id, wanted.client_ids, now=now())
    return render_template(
        "shared/handovers.html", area=area, rows=handovers.list_handovers(actor, now=now()),
        wanted=wanted, problem=problem, along=along, giver=giver,
        coaches=handovers.list_coaches(actor, without=giver),
        people=handovers.list_own_people(giver, on=today()) if giver else [],
    )  # fmt: skip


def propose(area: str, giver: UUID | None) -> Response | str:
    """Show what would happen, then ask the colleague. Raises: Missing."""
    wanted = _wanted(giver)
    if wanted is None:
        return show(
            area, giver, problem=_("Valitse asiakkaat, kollega ja ensimmäinen päivä.")
        )  # fmt: skip
    if "sure" not in request.form:
        return show(area, giver, wanted=wanted)
    try:
        acts.propose(current_actor(), wanted, now=now())
    except RuleBroken as error:
        return show(area, giver, wanted=wanted, problem=sentence(error))
    flash(_("Pyyntö on lähetetty. Mikään ei muutu, ennen kuin kollega vastaa."), "success")
    return redirect(url_for(f"{area}.list_handovers"), code=303)


def _wanted(giver: UUID | None) -> Wanted | None:
    """What was asked for, or None where something is missing."""
    taker, starts_on = as_id(request.form.get("to", "")), _day("starts_on")
    chosen = chosen_ids(request.form, "client")
    if giver is None or taker is None or starts_on is None or not chosen:
        return None
    return Wanted(giver, taker, starts_on, _day("ends_on"), chosen)


def _day(name: str) -> date | None:
    try:
        return date.fromisoformat(request.form.get(name, ""))
    except ValueError:
        return None
