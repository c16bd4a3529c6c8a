"""The board: the whole need, asked, yes, confirmed, done, week by week."""

from __future__ import annotations

from datetime import date, time, timedelta

from flask import render_template, request

from app.domain.calendar import to_utc, week_start
from app.domain.lifecycle import ShiftState
from app.store import boards
from app.web.dispatch.blueprint import bp
from app.web.shared.now import today

STATES = {
    "open": (ShiftState.OPEN,),
    "filled": (ShiftState.FILLED,),
    "done": (ShiftState.DONE,),
}


@bp.get("/board")
def board() -> str:
    monday = week_start(_asked_day())
    state = request.args.get("state", "")
    window = boards.Window(
        to_utc(monday, time()),
        to_utc(monday + timedelta(days=7), time()),
        request.args.get("search", "").strip()[:100],
        STATES.get(state, ()),
    )
    rows = boards.list_board(window)
    return render_template(
        "dispatch/board.html", rows=rows, monday=monday, state=state, search=window.search
    )


def _asked_day() -> date:
    try:
        return date.fromisoformat(request.args.get("week", ""))
    except ValueError:
        return today()
