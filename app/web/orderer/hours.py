"""Hours worked for the organisation: agree them, propose others, take an agreement back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from app.domain.errors import Conflict, Gone, RuleBroken
from app.services import call_wishes as calling
from app.services import hours as acts
from app.store import timesheets
from app.store.timesheets import Heap
from app.web.orderer.blueprint import bp
from app.web.shared.access import current_actor
from app.web.shared.fields import CounterForm
from app.web.shared.formats import minutes as length
from app.web.shared.now import now
from app.web.shared.paging import asked_page, paging
from app.web.shared.sentences import sentence

if TYPE_CHECKING:
    from uuid import UUID

    from werkzeug.wrappers import Response

    from app.domain.errors import ExpectedError

    Answer = Response | str | tuple[str, int]

PAGE_SIZE = 20


@bp.get("/hours")
def list_hours() -> str:
    actor, shown = current_actor(), request.args.get("show", "")
    counts = timesheets.count_heaps(actor)
    heap = Heap(shown) if shown in set(Heap) else _first_filled(counts)
    rows = timesheets.list_rows(actor, heap, now=now(), page=asked_page(), size=PAGE_SIZE)
    return render_template(
        "orderer/hours.html", rows=rows, heap=heap, counts=counts,
        paging=paging(counts[heap], PAGE_SIZE, show=heap.value),
    )  # fmt: skip


def _first_filled(counts: dict[Heap, int]) -> Heap:
    """What waits for the orderer; when nothing does, the next heap that holds anything."""
    return next((heap for heap in Heap if counts[heap]), Heap.TO_AGREE)


@bp.post("/hours/<uuid:hours_id>/agree")
def agree_hours(hours_id: UUID) -> Response:
    row = timesheets.get_row(current_actor(), hours_id, now=now())
    try:
        acts.agree_hours(current_actor(), hours_id, now=now())
        flash(
            _(
                "Hyväksyit %(time)s. Voit perua %(minutes)s minuutin ajan.",
                time=length(row.minutes),
                minutes=row.reopen_minutes,
            ),
            "success",
        )
    except Conflict as error:
        flash(sentence(error), "warning")
    return _back()


@bp.get("/hours/<uuid:hours_id>/counter")
def counter_form(hours_id: UUID) -> str:
    row = timesheets.get_row(current_actor(), hours_id, now=now())
    hours, minutes = divmod(row.minutes, 60)
    return _counter_page(hours_id, CounterForm(data={"hours": str(hours), "minutes": str(minutes)}))


@bp.post("/hours/<uuid:hours_id>/counter")
def counter_hours(hours_id: UUID) -> Answer:
    form = CounterForm()
    if not form.validate() or form.total is None:
        return _counter_page(hours_id, form), 422
    try:
        acts.counter_hours(current_actor(), hours_id, form.total, form.reason.data or "", now=now())
    except RuleBroken as error:
        form.blame(form.hours, error)
        return _counter_page(hours_id, form), 422
    except (Conflict, Gone) as error:
        return _too_late(error)
    flash(_("Ehdotit toista aikaa. Tekijä ja valmentaja saavat siitä viestin."), "success")
    return _back()


@bp.post("/hours/<uuid:hours_id>/reopen")
def reopen_hours(hours_id: UUID) -> Response:
    try:
        acts.reopen_hours(current_actor(), hours_id, now=now())
        flash(_("Peruit hyväksynnän. Tunnit odottavat taas sinua."), "success")
    except Gone as error:
        flash(sentence(error), "warning")
    return _back()


@bp.post("/hours/<uuid:hours_id>/call")
def ask_for_call(hours_id: UUID) -> Response:
    try:
        calling.ask_about_hours(current_actor(), hours_id, now=now())
        flash(_("Kiitos! Soitamme sinulle."), "success")
    except RuleBroken as error:
        flash(sentence(error), "warning")
    return _back()


@bp.post("/hours/<uuid:hours_id>/no-call")
def drop_call(hours_id: UUID) -> Response:
    calling.drop_about_hours(current_actor(), hours_id, now=now())
    flash(_("Peruit soittopyynnön. Voit aina soittaa itse."), "success")
    return _back()


def _counter_page(hours_id: UUID, form: CounterForm) -> str:
    row = timesheets.get_row(current_actor(), hours_id, now=now())
    return render_template("orderer/counter.html", row=row, form=form)


def _too_late(error: ExpectedError) -> Response:
    flash(sentence(error), "warning")
    return _back()


def _back() -> Response:
    home = request.form.get("back") == "home"
    return redirect(url_for("orderer.home") if home else url_for("orderer.list_hours"), 303)
