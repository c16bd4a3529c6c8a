"""The manager's first page: what nobody took on, who is away, and how the unit's support stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import render_template

from app.domain.employers import WEEKS, count_by_wish
from app.domain.lifecycle import HandoverState
from app.store import away, employer_contacts, handovers, late_contacts, unit_alerts
from app.web.manager.blueprint import bp
from app.web.shared.access import current_actor
from app.web.shared.formats import days_after
from app.web.shared.now import now, today

if TYPE_CHECKING:
    from app.domain.policy import Actor
    from app.store.handovers import HandoverRow

# Fewer coaches than this would be told apart in a sum.
LEAST_COACHES = 2


@bp.get("/")
def home() -> str:
    actor = current_actor()
    return render_template(
        "manager/home.html",
        alerts=unit_alerts.list_passed_on(actor, now=now()),
        away=away.list_recent(actor, now=now()),
        waiting=_waiting(actor),
        late=late_contacts.count_of_unit(actor, today=today()),
        **_employers(actor),
    )


def _waiting(actor: Actor) -> list[HandoverRow]:
    rows = handovers.list_handovers(actor, now=now())
    return [row for row in rows if row.handover.state is HandoverState.PROPOSED]


def _employers(actor: Actor) -> dict[str, Any]:
    """The unit's sum over twelve weeks; None where a single coach would be seen in it."""
    if actor.unit_id is None:
        return {"visits": None}
    since = days_after(today(), -7 * WEEKS)
    coaches, told = employer_contacts.sum_of_unit(actor.unit_id, since=since)
    if coaches < LEAST_COACHES:
        return {"visits": None}
    return {"visits": sum(one.counts for one in told), "by_wish": count_by_wish(told)}
