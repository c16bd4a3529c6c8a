"""The inbox: orders to check, and what is at risk in the next two days."""

from __future__ import annotations

from datetime import timedelta

from flask import render_template

from app.domain.lifecycle import ShiftState, TaskState
from app.store import agreements, boards, change_requests, orderers, stale, tasks
from app.web.dispatch.blueprint import bp
from app.web.shared.access import current_actor
from app.web.shared.now import now


@bp.get("/")
def home() -> str:
    waiting = tasks.list_tasks(current_actor(), states=(TaskState.SUBMITTED,))
    returned = tasks.list_tasks(current_actor(), states=(TaskState.CHANGES_REQUESTED,))
    found = tasks.screenings_of(waiting, now=now())
    return render_template(
        "dispatch/home.html",
        waiting=waiting,
        returned=returned,
        found=found,
        at_risk=_at_risk(),
        unexplained=stale.list_unexplained(),
        unagreed=agreements.list_due(current_actor(), now=now()),
        newcomers=orderers.list_unverified(),
        changes=change_requests.list_open(current_actor(), now=now()),
    )


def _at_risk() -> list[boards.BoardRow]:
    """The times of work that start soon and still miss somebody."""
    until = now() + timedelta(hours=boards.RISK_HOURS)
    soon = boards.Window(now(), until, states=(ShiftState.OPEN,))
    return [row for row in boards.list_board(soon) if row.missing]
