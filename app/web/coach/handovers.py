"""People given over to a colleague: proposed with a look at what goes along, taken or not."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from app.domain.errors import RuleBroken
from app.services import handovers as acts
from app.services.handovers import Wanted
from app.store import handovers
from app.web.coach.acting import act
from app.web.coach.blueprint import bp
from app.web.shared.access import current_actor
from app.web.shared.identifiers import as_id, chosen_ids
from app.web.shared.now import now, today
from app.web.shared.sentences import sentence

if TYPE_CHECKING:
    from uuid import UUID

    from werkzeug.wrappers import Response


@bp.get("/handovers")
def list_handovers() -> str:
    return _page()


def _page(wanted: Wanted | None = None, problem: str = "") -> str:
    actor, mine = current_actor(), current_actor().user_id
    along = None
    if wanted is not None and not problem and mine:
        along = handovers.count_along(mine, wanted.client_ids, now=now())
    return render_template(
        "coach/handovers.html", rows=handovers.list_handovers(actor, now=now()),
        wanted=wanted, problem=problem, along=along,
        coaches=handovers.list_coaches(actor, without=mine),
        people=handovers.list_own_people(mine, on=today()) if mine else [],
    )  # fmt: skip


def _day(name: str) -> date | None:
    try:
        return date.fromisoformat(request.form.get(name, ""))
    except ValueError:
        return None


def _wanted() -> Wanted | None:
    """What was asked for, or None where something is missing."""
    giver, taker = current_actor().user_id, as_id(request.form.get("to", ""))
    starts_on, chosen = _day("starts_on"), chosen_ids(request.form, "client")
    if giver is None or taker is None or starts_on is None or not chosen:
        return None
    return Wanted(giver, taker, starts_on, _day("ends_on"), chosen)


@bp.post("/handovers")
def propose_handover() -> Response | str:
    wanted = _wanted()
    if wanted is None:
        return _page(problem=_("Valitse asiakkaat, kollega ja ensimmäinen päivä."))
    if "sure" not in request.form:
        return _page(wanted)
    try:
        acts.propose(current_actor(), wanted, now=now())
    except RuleBroken as error:
        return _page(wanted, sentence(error))
    flash(_("Pyyntö on lähetetty. Mikään ei muutu, ennen kuin kollega vastaa."), "success")
    return redirect(url_for("coach.list_handovers"), code=303)


@bp.post("/handovers/<uuid:handover_id>/accept")
def accept_handover(handover_id: UUID) -> Response:
    back = url_for("coach.list_handovers")
    done = _("Otit asiakkaat vastaan. Heille kerrotaan siitä ennen ensimmäistä päivää.")
    return act(lambda: acts.accept(current_actor(), handover_id, now=now()), done, back)


@bp.post("/handovers/<uuid:handover_id>/refuse")
def refuse_handover(handover_id: UUID) -> Response:
    back = url_for("coach.list_handovers")
    done = _("Vastasit, ettet voi ottaa heitä. Mikään ei muutu.")
    return act(lambda: acts.refuse(current_actor(), handover_id, now=now()), done, back)
