"""The coach's week: what needs an act first, then the shifts, then what can wait."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from flask import render_template

from app.domain.calendar import day_bounds, local_day, week_start
from app.domain.lifecycle import HoursState, OfferState
from app.services import shortlists
from app.store import (
    agreements,
    alerts,
    caseload_watch,
    caseloads,
    catalogue,
    deliveries,
    due_contacts,
    employers,
    handovers,
    offers,
    relations,
    routes,
    stand_ins,
    support_contacts,
    visits,
    vocational_profiles,
    wanted_coaches,
)
from app.store.catalogue import Heap
from app.web.coach.blueprint import bp
from app.web.shared.access import current_actor
from app.web.shared.formats import days_after
from app.web.shared.now import now, today

if TYPE_CHECKING:
    from datetime import date, datetime

    from app.domain.policy import Actor
    from app.store.catalogue import OpenTask
    from app.store.models.support import Alert

AHEAD, BEHIND = timedelta(days=7), timedelta(days=14)
LOOKED_AT, SHOWN = 12, 6
_LEVELS = ("now", "today", "soon")


@bp.get("/")
def home() -> str:
    actor, instant = current_actor(), now()
    return render_template(
        "coach/home.html",
        **_alerts(actor, instant),
        **_answers(actor, instant),
        **_shifts(actor, instant),
        **_unfinished(actor, instant),
        **_contacts(actor, instant),
        wishes=wanted_coaches.list_wishes(actor, now=instant),
        room=routes.get_room(actor, today()),
        to_tell=deliveries.list_to_tell(actor, on=today()),
        unagreed=agreements.list_due(actor, now=instant),
        **_ahead(actor, instant),
    )


def _sunday() -> date:
    return days_after(week_start(today()), 6)


def _alerts(actor: Actor, instant: datetime) -> dict[str, Any]:
    """What waits, the most urgent first; `own` are the coach's clients, of whom more is told."""
    # The silent ones and late contacts stand in parts of their own.
    apart = ("silence", "contact_late")
    waiting = [one for one in alerts.list_alerts(actor, now=instant) if one.kind not in apart]
    found = sorted(waiting, key=_urgency)
    kinds = relations.list_kinds(actor, [one.client_id for one in found], on=today())
    return {"alerts": found, "own": {client_id for client_id, tied in kinds.items() if tied}}


def _urgency(alert: Alert) -> tuple[bool, int, datetime]:
    return alert.kind not in alerts.ON_SITE, _LEVELS.index(alert.level), alert.raised_at


def _answers(actor: Actor, instant: datetime) -> dict[str, Any]:
    states = (OfferState.ASKED_COACH, OfferState.ACCEPTED)
    waiting = offers.list_for_coach(actor, states, now=instant)
    return {
        "asked": [offer for offer in waiting if offer.state is OfferState.ASKED_COACH],
        "asked_to_take": handovers.list_asked(actor, now=instant),
        "accepted": [offer for offer in waiting if offer.state is OfferState.ACCEPTED],
    }


def _contacts(actor: Actor, instant: datetime) -> dict[str, Any]:
    """Contacts of this week, and those that a colleague has not come to."""
    return {
        "contacts": due_contacts.list_waiting(actor, until=_sunday(), now=instant),
        "instead": stand_ins.list_stand_ins(actor, now=instant),
    }


def _shifts(actor: Actor, instant: datetime) -> dict[str, Any]:
    begins, ends = day_bounds(today())
    coming = visits.list_visits(actor, begins, ends + AHEAD, now=instant)
    return {
        "on_today": [shift for shift in coming if local_day(shift.starts_at) == today()],
        "later": [shift for shift in coming if local_day(shift.starts_at) > today()],
    }


def _unfinished(actor: Actor, instant: datetime) -> dict[str, Any]:
    """Hours that wait for a word, drafts, and shifts of which nothing is written."""
    past = visits.list_visits(actor, instant - BEHIND, instant, now=instant)
    drafts = support_contacts.list_drafts(actor)
    return {
        "countered": visits.list_hours(actor, (HoursState.COUNTERED,), now=instant),
        "planned": visits.list_hours(actor, (HoursState.PLANNED,), now=instant),
        # The visit that was just made comes first.
        "unwritten": [shift for shift in reversed(past) if shift.waits_for_note],
        "drafts": drafts,
        "to_learn": vocational_profiles.list_asked(actor, now=instant),
        "names": caseloads.names_of(actor, [draft.client_id for draft in drafts], now=instant),
    }


def _ahead(actor: Actor, instant: datetime) -> dict[str, Any]:
    """What can wait: orders that fit, workplaces to visit, people of whom nothing was heard."""
    return {
        "fresh": _fresh(actor, instant),
        "employers": employers.list_due(actor, on=today()),
        "day": today(),
        "watch": caseload_watch.list_ahead(actor, now=instant),
        "silent": caseloads.list_silent(actor, now=instant),
    }


def _fresh(actor: Actor, instant: datetime) -> list[tuple[OpenTask, int]]:
    """The open orders whose nearest shift fits somebody, and how many it fits."""
    rows = catalogue.list_open_tasks(actor, Heap.FREE, now=instant, size=LOOKED_AT)
    counts = shortlists.count_fits(actor, [row.next_shift.id for row in rows], now=instant)
    found = [(row, counts[row.next_shift.id].fits) for row in rows]
    return [(row, fits) for row, fits in found if fits][:SHOWN]
