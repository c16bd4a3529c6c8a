"""Contacts that are due by the follow-along plans: the list, and what is said of one by hand."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from flask import render_template, request, url_for
from flask_babel import gettext as _

from app.domain.calendar import week_start
from app.domain.holidays import is_working_day
from app.domain.lifecycle import AWAITED, DueState
from app.services import due_contacts as acts
from app.store import due_contacts, stand_ins, support_plans
from app.web.coach.acting import act, said_how
from app.web.coach.blueprint import bp
from app.web.shared.access import current_actor
from app.web.shared.formats import day_short, days_after
from app.web.shared.language import locale
from app.web.shared.now import now, today

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from uuid import UUID

    from werkzeug.wrappers import Response

    from app.store.due_contacts import Waiting

AHEAD = timedelta(weeks=4)
# A contact can be moved to the working days of so many days ahead.
MOVE_AHEAD = 30
_KEEPS: Mapping[str, Callable[[Waiting], bool]] = {
    "all": bool,
    "late": lambda one: one.is_late(today()),
    "week": lambda one: not one.is_late(today()) and one.starts_on <= _sunday(),
    "later": lambda one: not one.is_late(today()) and one.starts_on > _sunday(),
}


def _sunday() -> date:
    return week_start(today()) + timedelta(days=6)


@bp.get("/contacts")
def list_contacts() -> str:
    asked = request.args.get("show", "")
    heap = asked if asked in _KEEPS else "all"
    rows = due_contacts.list_waiting(current_actor(), until=today() + AHEAD, now=now())
    heaps = {name: [one for one in rows if keeps(one)] for name, keeps in _KEEPS.items()}
    shown = ("late", "week", "later") if heap == "all" else (heap,)
    instead = stand_ins.list_stand_ins(current_actor(), now=now())
    return render_template(
        "coach/contacts.html", heap=heap, heaps=heaps, shown=shown, instead=instead
    )


@bp.get("/contacts/<uuid:due_id>")
def show_contact(due_id: UUID) -> str:
    due = due_contacts.get_due(current_actor(), due_id, now=now())
    days = [days_after(today(), number) for number in range(MOVE_AHEAD)]
    return render_template(
        "coach/contact.html",
        due=due,
        client=support_plans.get_client(due.client_id),
        waits=due.state in AWAITED,
        settled_by=due_contacts.settled_by_name(due),
        days=[
            (day.isoformat(), day_short(day, today(), locale()))
            for day in days
            if is_working_day(day)
        ],
    )


@bp.post("/contacts/<uuid:due_id>/move")
def move_contact(due_id: UUID) -> Response:
    def do() -> None:
        reason = request.form.get("reason", "")
        acts.move_contact(current_actor(), due_id, _day(), reason, now=now())

    here = url_for("coach.show_contact", due_id=due_id)
    return act(do, _("Yhteydenotto on siirretty."), here)


def _day() -> date | None:
    """The chosen day, or None where there is no such day."""
    try:
        return date.fromisoformat(request.form.get("day", ""))
    except ValueError:
        return None


@bp.post("/contacts/<uuid:due_id>/close")
def close_contact(due_id: UUID) -> Response:
    declined = request.form.get("what", "") == "declined"
    state = DueState.DECLINED if declined else DueState.MISSED
    reason = request.form.get("reason", "")
    return act(
        lambda: acts.close_contact(
            current_actor(), due_id, state, reason, said=said_how(), now=now()
        ),
        _("Merkintä on tallessa. Voit perua sen tällä sivulla."),
        url_for("coach.show_contact", due_id=due_id),
    )


@bp.post("/contacts/<uuid:due_id>/made-instead")
def make_instead(due_id: UUID) -> Response:
    return act(
        lambda: acts.make_instead(current_actor(), due_id, now=now()),
        _("Kiitos! Oma valmentaja näkee, että sinä otit yhteyttä."),
        url_for("coach.list_contacts"),
    )


@bp.post("/contacts/<uuid:due_id>/undo")
def undo_contact(due_id: UUID) -> Response:
    return act(
        lambda: acts.undo_contact(current_actor(), due_id, now=now()),
        _("Yhteydenotto odottaa taas."),
        url_for("coach.show_contact", due_id=due_id),
    )
