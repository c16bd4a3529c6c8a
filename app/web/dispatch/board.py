"""The board: the whole need, asked, yes, confirmed, done, week by week; filters with a name."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import TYPE_CHECKING

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from app.domain.bulk import MOST
from app.domain.calendar import to_utc, week_start
from app.domain.errors import RuleBroken
from app.domain.lifecycle import ShiftState
from app.services import saved_filters as acts
from app.store import boards, bulk, saved_filters
from app.web.dispatch.blueprint import bp
from app.web.shared.access import current_actor
from app.web.shared.now import now, today
from app.web.shared.sentences import sentence

if TYPE_CHECKING:
    from uuid import UUID

    from werkzeug.wrappers import Response

STATES = {
    "open": (ShiftState.OPEN,),
    "filled": (ShiftState.FILLED,),
    "done": (ShiftState.DONE,),
}
SEARCH_LENGTH = 100


@bp.get("/board")
def board() -> str:
    monday, state, search = _asked()
    window = boards.Window(
        to_utc(monday, time()), to_utc(monday + timedelta(days=7), time()), search,
        STATES.get(state, ()),
    )  # fmt: skip
    return render_template(
        "dispatch/board.html", rows=boards.list_board(window), monday=monday, state=state,
        search=search, own_filters=saved_filters.list_own(current_actor()),
        chosen=MOST if "all" in request.args else 0, most=MOST,
        fresh=bulk.find_fresh(current_actor(), now=now()),
    )  # fmt: skip


def _asked() -> tuple[date, str, str]:
    """The week, the state and the words for which the board is asked."""
    try:
        day = date.fromisoformat(request.values.get("week", ""))
    except ValueError:
        day = today()
    state = request.values.get("state", "")
    search = request.values.get("search", "").strip()[:SEARCH_LENGTH]
    return week_start(day), state if state in STATES else "", search


@bp.post("/filters")
def save_filter() -> Response:
    monday, state, search = _asked()
    name = request.form.get("name", "")
    try:
        acts.save_filter(current_actor(), name, state, search, now=now())
    except RuleBroken as error:
        flash(sentence(error), "error")
    else:
        flash(_("Rajaus on tallessa. Löydät sen tältä sivulta."), "success")
    shown = url_for("dispatch.board", week=monday.isoformat(), state=state, search=search)
    return redirect(shown, 303)


@bp.post("/filters/<uuid:filter_id>/forget")
def forget_filter(filter_id: UUID) -> Response:
    acts.forget_filter(current_actor(), filter_id, now=now())
    flash(_("Rajaus on poistettu. Tilaukset ovat ennallaan."), "success")
    return redirect(url_for("dispatch.board"), 303)
