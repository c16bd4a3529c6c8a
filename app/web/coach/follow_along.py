"""A client's follow-along plan: its contacts, the client's own rhythm, a pause, a job's days."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from flask import render_template, request, url_for
from flask_babel import gettext as _

from app.domain.cadence import STEPS_OF, Pace, StepKey
from app.domain.lifecycle import PlacementEnd
from app.services import support_plans as acts
from app.store import due_contacts, support_plans
from app.web.coach.acting import act
from app.web.coach.blueprint import bp
from app.web.shared.access import current_actor
from app.web.shared.now import now

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from uuid import UUID

    from werkzeug.wrappers import Response


@bp.get("/follow-along/<uuid:followed_id>")
def show_follow_along(followed_id: UUID) -> str:
    one = due_contacts.get_followed(current_actor(), followed_id, now=now())
    return render_template(
        "coach/follow_along.html",
        one=one,
        client=support_plans.get_client(one.plan.client_id),
        paces=support_plans.list_paces(followed_id),
        is_job=due_contacts.is_job(one.plan),
        steps=STEPS_OF[one.plan.kind],
        choices=list(Pace),
        ends=list(PlacementEnd),
    )


@bp.post("/follow-along/<uuid:followed_id>/pace")
def set_pace(followed_id: UUID) -> Response:
    def do() -> None:
        step, pace = _chosen("step", StepKey), _chosen("pace", Pace)
        own = (StepKey(step), Pace(pace)) if step and pace else None
        reason = request.form.get("reason", "")
        acts.set_pace(current_actor(), followed_id, own, reason, now=now())

    return _act(followed_id, do, _("Rytmi on muutettu."))


@bp.post("/follow-along/<uuid:followed_id>/pause")
def pause_follow_along(followed_id: UUID) -> Response:
    def do() -> None:
        reason = request.form.get("reason", "")
        acts.pause_plan(current_actor(), followed_id, _day("until_on"), reason, now=now())

    return _act(followed_id, do, _("Suunnitelma on tauolla. Siitä ei tule yhteydenottoja."))


@bp.post("/follow-along/<uuid:followed_id>/restart")
def restart_follow_along(followed_id: UUID) -> Response:
    return _act(
        followed_id,
        lambda: acts.restart_plan(current_actor(), followed_id, now=now()),
        _("Suunnitelma jatkuu tänään."),
    )


@bp.post("/follow-along/<uuid:followed_id>/end")
def end_job(followed_id: UUID) -> Response:
    def do() -> None:
        why = PlacementEnd(_chosen("why", PlacementEnd) or PlacementEnd.STOPPED)
        acts.end_job(current_actor(), followed_id, _day("ended_on"), why, now=now())

    done = _("Työ on merkitty päättyneeksi. Ota yhteyttä kolmen päivän sisällä.")
    return _act(followed_id, do, done)


@bp.post("/placements/<uuid:placement_id>/job")
def begin_job(placement_id: UUID) -> Response:
    def do() -> None:
        kind = request.form.get("kind", "")
        acts.begin_job(current_actor(), placement_id, kind, _day("starts_on"), now=now())

    done = _("Alkamispäivä on kirjattu ja yhteydenpidon suunnitelma on tehty.")
    return act(do, done, url_for("coach.list_contacts"))


def _act(followed_id: UUID, do: Callable[[], object], done: str) -> Response:
    return act(do, done, url_for("coach.show_follow_along", followed_id=followed_id))


def _day(name: str) -> date | None:
    """The day of a date field, or None where there is no such day."""
    try:
        return date.fromisoformat(request.form.get(name, ""))
    except ValueError:
        return None


def _chosen(name: str, kinds: Iterable[str]) -> str | None:
    """One of the words of a list, or None."""
    said = request.form.get(name, "")
    return said if said in list(kinds) else None
