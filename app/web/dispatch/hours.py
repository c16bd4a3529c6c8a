"""Hours on their way to the payroll office: stuck ones, agreed ones, hand-offs, reversals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Response, abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _

from app.domain.errors import Missing, RuleBroken
from app.services import export_batches as acts
from app.services import hours
from app.store import export_batches, payroll
from app.store.hours import get_hours
from app.web.dispatch.blueprint import bp
from app.web.dispatch.forms import ExportForm, ReversalForm, SettleForm
from app.web.shared.access import current_actor
from app.web.shared.now import now, today
from app.web.shared.paging import Paging, asked_page

PAGE_SIZE = 100

if TYPE_CHECKING:
    from uuid import UUID

    from werkzeug.wrappers import Response as Redirect

    Answer = Redirect | str | tuple[str, int]


@bp.get("/hours")
def list_hours() -> str:
    return _page(ExportForm.until(today()))


def _page(form: ExportForm, settling: dict[UUID, SettleForm] | None = None) -> str:
    stuck = payroll.list_stuck(now=now())
    shown = {row.hours_id: SettleForm.of_row(row.hours_id, row.asked_minutes) for row in stuck}
    total = payroll.count_agreed()
    # The page also answers posts of its forms, so its own address is named.
    address = url_for("dispatch.list_hours", page="")
    pages = Paging(asked_page(), max(-(-total // PAGE_SIZE), 1), address)
    return render_template(
        "dispatch/hours.html",
        form=form,
        settle_forms=shown | (settling or {}),
        agreed=payroll.list_agreed(limit=PAGE_SIZE, skip=(pages.page - 1) * PAGE_SIZE),
        total=total,
        pages=pages,
        held=payroll.count_held(),
        correctable=payroll.count_correctable(now=now()),
        stuck=stuck,
        batches=export_batches.list_batches(current_actor()),
    )


@bp.post("/hours/export")
def export_hours() -> Answer:
    form = ExportForm()
    if not form.validate() or form.until_on is None:
        return _page(form), 422
    try:
        batch_id = acts.export_hours(current_actor(), until_on=form.until_on, now=now())
    except RuleBroken as error:
        form.blame(form.day, error)
        return _page(form), 422
    flash(_("Tunnit on koottu. Lataa tiedosto palkanlaskentaan."), "success")
    return redirect(url_for("dispatch.show_batch", batch_id=batch_id), 303)


@bp.get("/hours/exports/<uuid:batch_id>")
def show_batch(batch_id: UUID) -> str:
    return _batch_page(batch_id)


def _batch_page(batch_id: UUID, form: ReversalForm | None = None) -> str:
    batch, rows = (
        export_batches.get_batch(current_actor(), batch_id),
        payroll.list_of_batch(batch_id),
    )
    forms = {row.hours_id: ReversalForm.of_row(row.hours_id) for row in rows}
    sent = {form.row: form} if form else {}
    parts = export_batches.list_parts(batch_id)
    return render_template(
        "dispatch/batch.html", batch=batch, rows=rows, parts=parts, forms=forms | sent
    )


@bp.get("/hours/exports/<uuid:batch_id>/<any(csv, xlsx):kind>")
def download_batch(batch_id: UUID, kind: str) -> Response:
    file = acts.get_hours_file(current_actor(), batch_id, kind, now=now())
    response = Response(file.data, mimetype=file.media_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{file.name}"'
    return response


@bp.get(
    "/hours/exports/<uuid:batch_id>"
    "/<any(partner, app, city_employer, direct_hire, unnamed, invoice):part>/<any(csv, xlsx):kind>"
)
def download_part(batch_id: UUID, part: str, kind: str) -> Response:
    file = acts.get_part_file(current_actor(), batch_id, part, kind, now=now())
    response = Response(file.data, mimetype=file.media_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{file.name}"'
    return response


@bp.post("/hours/exports/<uuid:batch_id>/reverse")
def reverse_hours(batch_id: UUID) -> Answer:
    batch, sent = export_batches.get_batch(current_actor(), batch_id), ReversalForm().row
    rows = {row.hours_id for row in payroll.list_of_batch(batch.id)}
    if sent is None:
        abort(400)
    if sent not in rows:
        raise Missing
    form = ReversalForm.of_row(sent, sent=True)
    if not form.validate():
        return _batch_page(batch_id, form), 422
    return _reverse(batch_id, sent, form)


def _reverse(batch_id: UUID, hours_id: UUID, form: ReversalForm) -> Answer:
    why, minutes = form.reason.data or "", form.number
    try:
        hours.reverse_hours(current_actor(), hours_id, why, minutes=minutes, now=now())
    except RuleBroken as error:
        form.blame(form.minutes, error)
        return _batch_page(batch_id, form), 422
    if minutes is None:
        flash(_("Tunnit on peruttu. Peruutus lähtee seuraavassa viennissä."), "success")
    else:
        flash(_("Tunnit on peruttu. Ehdotimme tilaajalle oikeaa aikaa."), "success")
    return redirect(url_for("dispatch.show_batch", batch_id=batch_id), 303)


@bp.post("/hours/<uuid:hours_id>/settle")
def settle_hours(hours_id: UUID) -> Answer:
    form = SettleForm.of_row(hours_id)
    get_hours(current_actor(), hours_id, now=now())
    if not form.validate():
        return _page(ExportForm.until(today()), {hours_id: form}), 422
    try:
        hours.settle_hours(current_actor(), hours_id, form.number, now=now())
    except RuleBroken as error:
        form.blame(form.minutes, error)
        return _page(ExportForm.until(today()), {hours_id: form}), 422
    flash(_("Tunnit on sovittu. Molemmat saavat tiedon."), "success")
    return redirect(url_for("dispatch.list_hours"), 303)
