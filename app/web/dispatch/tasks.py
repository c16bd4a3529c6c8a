"""Screening one order: what the rules say, then open, ask for a change or refuse."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from app.domain.advice import beside_screening
from app.domain.errors import ExpectedError, RuleBroken
from app.domain.tasks import as_planned
from app.services import screening
from app.store import (
    advice,
    change_requests,
    engagement,
    series_edits,
    shifts,
    tasks,
    waitlist,
    wanted_workers,
)
from app.web.dispatch.asks import ready_asks
from app.web.dispatch.blueprint import bp
from app.web.dispatch.forms import ChangesForm, OpenForm, RefusalForm, WhyForm
from app.web.dispatch.on_site import said_rows
from app.web.dispatch.refusals import ready_refusals
from app.web.shared.access import current_actor
from app.web.shared.now import now

if TYPE_CHECKING:
    from uuid import UUID

    from flask_wtf import FlaskForm
    from werkzeug.wrappers import Response as Redirect

    Answer = Redirect | str | tuple[str, int]


@bp.get("/tasks/<uuid:task_id>")
def show_task(task_id: UUID) -> str:
    return _page(task_id)


def _page(task_id: UUID, **forms: FlaskForm) -> str:
    task = tasks.get_task(current_actor(), task_id)
    found, draft = tasks.screening_of(task, now=now()), tasks.draft_of(task)
    advised = advice.list_advice(draft)
    ready, refusals = ready_asks(task, draft, found, advised), ready_refusals(task, found)
    return render_template(
        "dispatch/task.html",
        task=task,
        found=found,
        ready=ready,
        refusals=refusals,
        said=said_rows(task_id),
        now=now(),
        changes=change_requests.list_open(current_actor(), now=now(), task_id=task_id),
        planned=as_planned(draft, series_edits.find_plan(task.id)),
        advice=beside_screening(advised),
        wanted=wanted_workers.find_wanted(task.id, now=now()),
        shifts=(rows := shifts.list_of_task(task.id)),
        waiting=waitlist.count_waiting([row.id for row in rows]),
        responsibility=engagement.find_responsibility(task.engagement_model, on=task.first_on),
        open_form=forms.get("open_form") or OpenForm(formdata=None),
        changes_form=forms.get("changes_form")
        or ChangesForm(formdata=None, prefix="changes", text=ready.letter),
        why_form=forms.get("why_form") or WhyForm(formdata=None, prefix="why"),
        refusal_form=forms.get("refusal_form")
        or RefusalForm(formdata=None, prefix="refusal", reason=refusals.letter),
    )


def blamed(task_id: UUID, name: str, form: FlaskForm, error: ExpectedError | None = None) -> Answer:
    """The order's page with what is to be mended in one of its forms."""
    if error is not None:
        form.blame(next(iter(form)), error)
    return _page(task_id, **{name: form}), 422


@bp.post("/tasks/<uuid:task_id>/open")
def open_task(task_id: UUID) -> Answer:
    form = OpenForm()
    try:
        screening.open_task(
            current_actor(), task_id, floor_confirmed=bool(form.floor_confirmed.data),
            texts_confirmed=bool(form.texts_confirmed.data), now=now(),
        )  # fmt: skip
    except RuleBroken as error:
        return blamed(task_id, "open_form", form, error)
    flash(_("Tilaus on auki. Valmentajat näkevät sen nyt ja voivat tarjota työtä."), "success")
    return redirect(url_for("dispatch.show_task", task_id=task_id), 303)


@bp.post("/tasks/<uuid:task_id>/request-changes")
def request_changes(task_id: UUID) -> Answer:
    form = ChangesForm(prefix="changes")
    if not form.validate():
        return blamed(task_id, "changes_form", form)
    screening.request_changes(current_actor(), task_id, form.text.data or "", now=now())
    flash(_("Pyyntö lähti tilaajalle. Tilaus palaa tänne, kun hän on muuttanut sitä."), "success")
    return redirect(url_for("dispatch.home"), 303)


@bp.post("/tasks/<uuid:task_id>/refuse")
def refuse_task(task_id: UUID) -> Answer:
    form = RefusalForm(prefix="refusal")
    if not form.validate():
        return blamed(task_id, "refusal_form", form)
    screening.refuse_task(current_actor(), task_id, form.reason.data or "", now=now())
    flash(_("Tilaus päättyi. Tilaaja sai perustelun."), "success")
    return redirect(url_for("dispatch.home"), 303)
