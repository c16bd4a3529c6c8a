"""A coach corrects an own support note, or takes back one that is not of this client."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from flask import flash, make_response, redirect, render_template, url_for
from flask_babel import gettext as _
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]

from app.domain.calendar import local_day, to_utc
from app.domain.errors import Conflict, RuleBroken
from app.domain.support_contacts import Note
from app.domain.vocabulary import SUPPORT_MINUTES, NaturalSupport, SupportKind, SupportPlace
from app.services import support_contacts as acts
from app.store import clients, support_contacts
from app.web.coach.blueprint import bp
from app.web.coach.forms import NoteForm, TakeBackForm
from app.web.coach.support_contacts import DAYS_BACK, MIDDAY
from app.web.shared.access import current_actor
from app.web.shared.formats import day_short, days_after
from app.web.shared.language import locale
from app.web.shared.now import now, today

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from werkzeug.wrappers import Response

    from app.store.models.support import SupportContact


@bp.get("/notes/<uuid:note_id>")
def correct_note_form(note_id: UUID) -> str:
    row, _slip = acts.open_note(current_actor(), note_id, now=now())
    form = _offered(NoteForm(formdata=None), row)
    usual = row.minutes in SUPPORT_MINUTES
    form.minutes.data = str(row.minutes) if usual else None
    form.other_minutes.data = None if usual else row.minutes
    form.kind.data, form.place.data = row.kind.value, row.place.value
    form.happened_on.data = local_day(row.happened_at).isoformat()
    form.helpers.data, form.text.data = list(row.helpers), row.text or ""
    return _page(note_id, form, TakeBackForm(formdata=None))


def _offered(form: NoteForm, row: SupportContact) -> NoteForm:
    del form.clients, form.draft_key
    days = {days_after(today(), -n) for n in range(DAYS_BACK)} | {local_day(row.happened_at)}
    form.happened_on.choices = [
        SelectChoice(day.isoformat(), day_short(day, today(), locale()))
        for day in sorted(days, reverse=True)
    ]
    return form


def _page(note_id: UUID, form: NoteForm, back_form: TakeBackForm) -> str:
    actor = current_actor()
    row, slip = acts.open_note(actor, note_id, now=now())
    former = support_contacts.list_former([row.id])[row.id]
    return render_template(
        "coach/note_correction.html",
        note=row,
        client=clients.get_client(actor, row.client_id, now=now()),
        slip=slip,
        former=former,
        form=form,
        back_form=back_form,
    )


@bp.post("/notes/<uuid:note_id>")
def correct_note(note_id: UUID) -> Response:
    row, _slip = acts.open_note(current_actor(), note_id, now=now())
    form = _offered(NoteForm(), row)
    happened_at = row.happened_at
    if not form.validate():
        return make_response(_page(note_id, form, TakeBackForm(formdata=None)), 422)
    try:
        acts.correct_note(current_actor(), note_id, _note(form, happened_at), now=now())
    except (RuleBroken, Conflict) as error:
        form.blame(form.minutes, error)
        return make_response(_page(note_id, form, TakeBackForm(formdata=None)), 422)
    flash(_("Kirjaus on korjattu."), "success")
    return redirect(url_for("coach.list_notes"), code=303)


def _note(form: NoteForm, happened_at: datetime) -> Note:
    chosen = date.fromisoformat(form.happened_on.data)
    if chosen != local_day(happened_at):
        happened_at = min(to_utc(chosen, MIDDAY), now())
    return Note(
        minutes=form.whole_minutes,
        kind=SupportKind(form.kind.data),
        place=SupportPlace(form.place.data),
        happened_at=happened_at,
        text=form.text.data or "",
        helpers=frozenset(NaturalSupport(code) for code in form.helpers.data or ()),
    )


@bp.post("/notes/<uuid:note_id>/take-back")
def take_back_note(note_id: UUID) -> Response:
    form = TakeBackForm()
    try:
        acts.take_back_note(current_actor(), note_id, form.reason.data or "", now=now())
    except (RuleBroken, Conflict) as error:
        row, _slip = acts.open_note(current_actor(), note_id, now=now())
        form.blame(form.reason, error)
        shown = NoteForm(formdata=None, obj=row)
        return make_response(_page(note_id, _offered(shown, row), form), 422)
    flash(_("Kirjaus on peruttu. Sitä ei lasketa enää mihinkään."), "success")
    return redirect(url_for("coach.list_notes"), code=303)
