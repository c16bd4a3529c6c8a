"""The inbox: orders to check, and what is at risk in the next two days."""

from __future__ import annotations

from flask import render_template, request

from app.domain.lifecycle import TaskState
from app.store import agreements, bulk, change_requests, orderers, risks, series, stale, tasks
from app.store import waiting as waiting_for
from app.web.dispatch.blueprint import bp
from app.web.shared.access import current_actor
from app.web.shared.calendars import has_own_calendar
from app.web.shared.now import now

# As many as are read at a glance; the others open below them.
MOST_AT_RISK = 10


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
        unexplained=stale.list_unexplained(),
        unagreed=agreements.list_due(current_actor(), now=now()),
        newcomers=orderers.list_unverified(),
        changes=change_requests.list_open(current_actor(), now=now()),
        has_calendar=has_own_calendar(),
        **_near(),
    )


def _near() -> dict[str, object]:
    """What cannot wait: shifts at risk, orderers to be called, and what can still be undone."""
    at_risk = risks.list_at_risk(now=now())
    return {
        "fresh": bulk.find_fresh(current_actor(), now=now()),
        "at_risk": at_risk if "all" in request.args else at_risk[:MOST_AT_RISK],
        "all_at_risk": len(at_risk),
        "risk_hours": risks.hours_ahead(now()),
        "stuck": series.list_stuck(),
        "calls": waiting_for.list_to_call(now=now()),
    }
