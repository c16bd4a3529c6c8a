"""The board: need, asked, seen, yes, confirmed, done, week by week; filters with a name."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import TYPE_CHECKING

from flask import Response, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from app.domain.bulk import MOST
from app.domain.calendar import to_utc, week_start
from app.domain.errors import RuleBroken
from app.domain.lifecycle import ShiftState
from app.services import saved_filters as acts
from app.services.boards import get_board_file
from app.store import boards, bulk, saved_filters
from app.web.dispatch.blueprint import bp
from app.web.shared.access import current_actor
from app.web.shared.now import now, today
from app.web.shared.paging import paging
from app.web.shared.sentences import sentence

if TYPE_CHECKING:
    from uuid import UUID

    from werkzeug.wrappers import Response as Redirect

STATES = {
    "open": (ShiftState.OPEN,),
    "filled": (ShiftState.FILLED,),
    "done": (ShiftState.DONE,),
}
SEARCH_LENGTH = 100
# As many as are chosen at once.
PAGE_SIZE = MOST


@bp.get("/board")
def board() -> str:
    monday, state, search = _asked()
    window = _window(monday, state, search)
    total, kept = boards.count_board(window), {"week": monday.isoformat()}
    pages = paging(total, PAGE_SIZE, **kept, state=state, search=search)
    return render_template(
        "dispatch/board.html", total=total, pages=pages, monday=monday, state=state,
        rows=boards.list_board(window, limit=PAGE_SIZE, skip=(pages.page - 1) * PAGE_SIZE),
        search=search, own_filters=saved_filters.list_own(current_actor()),
        chosen=MOST if "all" in request.args else 0,
        fresh=bulk.find_fresh(current_actor(), now=now()),
    )  # fmt: skip


@bp.get("/board/<any(csv, xlsx):kind>")
def download_board(kind: str) -> Response:
    file = get_board_file(current_actor(), _window(*_asked()), kind, now=now())
    response = Response(file.data, mimetype=file.media_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{file.name}"'
    return response


def _window(monday: date, state: str, search: str) -> boards.Window:
    until = monday + timedelta(days=7)
    states = STATES.get(state, ())
    return boards.Window(to_utc(monday, time()), to_utc(until, time()), search, states)


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
def save_filter() -> Redirect:
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
def forget_filter(filter_id: UUID) -> Redirect:
    acts.forget_filter(current_actor(), filter_id, now=now())
    flash(_("Rajaus on poistettu. Tilaukset ovat ennallaan."), "success")
    return redirect(url_for("dispatch.board"), 303)
