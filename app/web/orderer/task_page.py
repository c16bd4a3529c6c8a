"""One order: how far it is, who comes, what happens next, and what can be done with it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from app.domain.attendance import opens_at
from app.domain.calendar import local_day
from app.domain.errors import Conflict, RuleBroken
from app.domain.holidays import list_holidays
from app.domain.lifecycle import ShiftState, TaskState
from app.domain.series_edits import last_made, upcoming_days
from app.services import endings
from app.services import tasks as acts
from app.store import (
    advice,
    change_requests,
    engagement,
    late_pay,
    rosters,
    series_edits,
    task_cards,
    tasks,
    timesheets,
    wanted_workers,
)
from app.web.orderer.blueprint import bp
from app.web.orderer.forms import PauseForm, ReasonForm
from app.web.orderer.on_site import on_site_of
from app.web.orderer.status import status_of, steps_of
from app.web.orderer.tasks import WHOLE
from app.web.orderer.times import values_of_all
from app.web.shared.access import current_actor
from app.web.shared.language import current_language
from app.web.shared.now import now, today
from app.web.shared.sentences import sentence
from app.web.shared.words_attendance import late_choices

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from uuid import UUID

    from werkzeug.wrappers import Response

    from app.domain.engagement import Responsibility
    from app.domain.errors import ExpectedError
    from app.domain.series_edits import Plan
    from app.store.models.work import Task
    from app.store.rosters import ShiftRow
    from app.web.shared.forms import SiteForm


# Before it is sent the orderer reads what the law says of it.
UNSENT = frozenset({TaskState.DRAFT, TaskState.CHANGES_REQUESTED})


@bp.get("/tasks/<uuid:task_id>")
def show_task(task_id: UUID) -> str:
    return page_of(task_id)


def page_of(task_id: UUID, **forms: SiteForm) -> str:
    """The page of an order, with a form that could not go through."""
    actor = current_actor()
    task = tasks.get_task(actor, task_id)
    card = task_cards.with_progress([task], now=now())[0]
    plan = series_edits.find_plan(task_id)
    ahead, past = rosters.list_of_task(actor, task_id, now=now(), limit=12)
    next_shift = _first_changeable(ahead) if task.state is TaskState.OPEN else None
    late_costs = late_pay.foresee(task_id, now=now())
    return render_template(
        "orderer/task.html", task=task, card=card, draft=tasks.draft_of(task),
        steps=steps_of(card), status=status_of(card, now=now()), ahead=ahead, past=past,
        hours=timesheets.list_of_task(actor, task_id, now=now()),
        form=forms.get("form") or ReasonForm(),
        pause_form=forms.get("pause_form") or PauseForm(formdata=None, prefix="pause"),
        changes=change_requests.list_open(actor, now=now(), task_id=task_id),
        whole=task.state in WHOLE, living=task.state is not TaskState.CLOSED, opens_at=opens_at,
        known=wanted_workers.list_known(task.organisation_id, now=now()),
        wanted=wanted_workers.find_wanted(task.id, now=now()),
        advice=advice.list_advice(tasks.draft_of(task)) if task.state in UNSENT else (),
        on_site=on_site_of(ahead), lates=late_choices(),
        plan=plan, last_on=_last_on(task_id, plan), holidays=_holidays(plan),
        responsibility=_responsibility(task, ahead),
        late_costs=late_costs, late_cost=late_pay.total_of(late_costs.values()),
        next=next_shift, kept_times=values_of_all(next_shift) if next_shift else {},
    )  # fmt: skip


def _responsibility(task: Task, ahead: Sequence[ShiftRow]) -> Responsibility | None:
    """Who answers for what, by the day of the next time, else of the first one."""
    day = local_day(ahead[0].starts_at) if ahead else task.first_on
    return engagement.find_responsibility(task.engagement_model, on=day)


def _last_on(task_id: UUID, plan: Plan | None) -> date | None:
    """The last day there is, once all times of the order are there."""
    if plan is None:
        return None
    found = series_edits.load(task_id, since=today(), ahead_of=now())
    return last_made(plan, [time for one in found for time in one.made])


def _first_changeable(ahead: Sequence[ShiftRow]) -> ShiftRow | None:
    """The nearest time that goes as its recurrence goes."""
    states = (ShiftState.OPEN, ShiftState.FILLED)
    found = (row for row in ahead if row.starts_at > now() and row.state in states)
    return next((row for row in found if not row.edited), None)


def _holidays(plan: Plan | None) -> list[tuple[date, str]]:
    """The public holidays of the coming year on which the work would be done."""
    if plan is None or not plan.text:
        return []
    days = upcoming_days(plan, since=today(), until=today() + timedelta(days=365))
    return list_holidays(days, current_language().value)


@bp.post("/tasks/<uuid:task_id>/submit")
def submit_task(task_id: UUID) -> Response:
    try:
        acts.submit_task(current_actor(), task_id, now=now())
    except RuleBroken as error:
        flash(sentence(error), "error")
        return redirect(url_for("orderer.edit_task", task_id=task_id), 303)
    flash(_("Lähetit tilauksen tarkistettavaksi. Näet tältä sivulta, miten se etenee."), "success")
    return to_task(task_id)


@bp.post("/tasks/<uuid:task_id>/cancel")
def cancel_task(task_id: UUID) -> Response | tuple[str, int]:
    form = ReasonForm()
    if not form.validate():
        return page_of(task_id, form=form), 422
    try:
        acts.cancel_task(current_actor(), task_id, form.reason.data or "", now=now())
    except Conflict as error:
        return too_late(task_id, error)
    flash(_("Peruit tilauksen. Kerroimme siitä kaikille, joita se koskee."), "success")
    return to_task(task_id)


@bp.post("/tasks/<uuid:task_id>/copy")
def copy_task(task_id: UUID) -> Response:
    new_id = acts.copy_task(current_actor(), task_id, now=now())
    flash(_("Teimme uuden tilauksen samoilla tiedoilla. Tarkista päivä ja lähetä."), "success")
    return redirect(url_for("orderer.edit_task", task_id=new_id), 303)


@bp.post("/tasks/<uuid:task_id>/refresh")
def refresh_task(task_id: UUID) -> Response:
    try:
        endings.refresh_task(current_actor(), task_id, now=now())
    except Conflict as error:
        return too_late(task_id, error)
    flash(_("Kiitos! Tilaus on voimassa."), "success")
    return to_task(task_id)


@bp.post("/shifts/<uuid:shift_id>/cancel")
def cancel_shift(shift_id: UUID) -> Response:
    shift = rosters.get_shift(current_actor(), shift_id, now=now())
    try:
        acts.cancel_shift(current_actor(), shift_id, request.form.get("reason", ""), now=now())
    except Conflict as error:
        return too_late(shift.task_id, error)
    flash(_("Peruit yhden kerran. Kerroimme siitä kaikille, joita se koskee."), "success")
    return to_task(shift.task_id)


@bp.get("/shifts/<uuid:shift_id>/sheet")
def show_sheet(shift_id: UUID) -> str:
    """The sheet for the wall: the code by which people check in."""
    shift = rosters.get_shift(current_actor(), shift_id, now=now())
    task = tasks.get_task(current_actor(), shift.task_id)
    return render_template("orderer/sheet.html", shift=shift, task=task)


def too_late(task_id: UUID, error: ExpectedError) -> Response:
    """Back to the order, with what was in the way."""
    flash(sentence(error), "warning")
    return to_task(task_id)


def to_task(task_id: UUID) -> Response:
    """Back to the order."""
    return redirect(url_for("orderer.show_task", task_id=task_id), 303)
