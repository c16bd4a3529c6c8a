"""Support notes: written in seconds, kept as a draft while they are typed, sent once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import TYPE_CHECKING
from uuid import uuid4

from flask import Response as TextResponse
from flask import flash, jsonify, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]

from app.domain.calendar import local_day, to_utc
from app.domain.errors import Missing, RuleBroken
from app.domain.support_contacts import Note
from app.domain.vocabulary import NaturalSupport, SupportKind, SupportPlace
from app.services import support_contacts as acts
from app.store import caseloads, clients, support_contacts, visits
from app.web.coach.acting import act
from app.web.coach.blueprint import bp
from app.web.coach.forms import NoteForm
from app.web.coach.note_outbox import age_minutes, is_late, waited
from app.web.shared.access import current_actor
from app.web.shared.formats import day_short, days_after
from app.web.shared.identifiers import as_id, chosen_ids
from app.web.shared.language import locale
from app.web.shared.now import now, today

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from werkzeug.wrappers import Response

    from app.store.visits import CoachShift

DAYS_BACK = 14
MIDDAY = time(12)


@dataclass(frozen=True)
class About:
    """Whom a note is about, and on which shift, if any."""

    people: tuple[tuple[UUID, str], ...]
    shift: CoachShift | None = None

    @property
    def first(self) -> UUID:
        """Whose draft keeps the text until the note is sent."""
        return self.people[0][0]


@bp.get("/notes")
def list_notes() -> str:
    actor = current_actor()
    drafts = support_contacts.list_drafts(actor)
    notes = support_contacts.list_own_notes(actor, now=now(), limit=50)
    return render_template(
        "coach/notes.html",
        notes=notes,
        former=support_contacts.list_former([note.id for note in notes]),
        withdrawn=support_contacts.list_withdrawn(actor),
        drafts=drafts,
        names=caseloads.names_of(actor, [draft.client_id for draft in drafts], now=now()),
        people=clients.list_clients(actor, now=now()),
    )


@bp.get("/clients/<uuid:client_id>/notes/new")
def new_note(client_id: UUID) -> str:
    return _page(_about_client(client_id))


@bp.post("/clients/<uuid:client_id>/notes/new")
def write_note(client_id: UUID) -> Response:
    return _write(_about_client(client_id))


@bp.get("/shifts/<uuid:shift_id>/notes/new")
def new_shift_note(shift_id: UUID) -> str:
    return _page(_about_shift(shift_id))


@bp.post("/shifts/<uuid:shift_id>/notes/new")
def write_shift_note(shift_id: UUID) -> Response:
    return _write(_about_shift(shift_id))


@bp.post("/clients/<uuid:client_id>/notes/draft")
def save_draft(client_id: UUID) -> Response:
    text, shift_id = request.form.get("text", ""), as_id(request.form.get("shift_id", ""))

    def save() -> None:
        acts.save_draft(current_actor(), client_id, text, shift_id=shift_id, now=now())

    if request.headers.get("X-Autosave"):
        save()
        return TextResponse(status=204, mimetype="text/plain")
    here = url_for("coach.new_note", client_id=client_id)
    if shift_id is not None:
        here = url_for("coach.new_shift_note", shift_id=shift_id)
    kept = _("Luonnos on tallessa.") if text.strip() else _("Luonnos on poistettu.")
    return act(save, kept, here)


def _about_client(client_id: UUID) -> About:
    client = clients.get_client(current_actor(), client_id, now=now())
    return About(((client.id, f"{client.first_name} {client.last_name or ''}".strip()),))


def _about_shift(shift_id: UUID) -> About:
    shift = visits.get_visit(current_actor(), shift_id, now=now())
    people = tuple((person.client_id, person.name) for person in shift.expected)
    if not people:
        raise Missing
    return About(people, shift)


def _form(about: About) -> NoteForm:
    form = NoteForm()
    # Written without a connection, a phone knew neither who was expected nor the days.
    named = "clients" in request.form or not waited()
    if len(about.people) > 1 and named:
        people = [SelectChoice(str(client_id), name) for client_id, name in about.people]
        form.clients.choices = people
    else:
        del form.clients
    days = (days_after(today(), -n) for n in range(DAYS_BACK))
    form.happened_on.choices = [
        SelectChoice(day.isoformat(), day_short(day, today(), locale())) for day in days
    ]
    if waited() and "happened_on" not in request.form:
        form.happened_on.data = _written_on(about).isoformat()
    return form


def _written_on(about: About) -> date:
    began = about.shift.starts_at if about.shift else now()
    return local_day(min(began, now() - timedelta(minutes=age_minutes())))


def _page(about: About, form: NoteForm | None = None) -> str:
    if form is None:
        form = _form(about)
        _prefill(form, about)
    return render_template("coach/note.html", about=about, form=form, today_text=today())


def _prefill(form: NoteForm, about: About) -> None:
    """What is known already, so that two taps are enough."""
    draft = support_contacts.find_draft(current_actor(), about.first, now=now())
    form.draft_key.data = str(uuid4())
    form.text.data = draft.content if draft else ""
    if "clients" in form:
        form.clients.data = [str(client_id) for client_id, _name in _likely(about)]
    form.happened_on.data = today().isoformat()
    form.kind.data = SupportKind.ENCOURAGEMENT.value
    form.place.data = SupportPlace.PHONE.value
    if about.shift is not None:
        form.place.data = SupportPlace.ON_SITE.value
        form.kind.data = SupportKind.INSTRUCTION.value
        form.happened_on.data = local_day(about.shift.starts_at).isoformat()


def _likely(about: About) -> tuple[tuple[UUID, str], ...]:
    """Those of a shift of whom nothing is written yet, else everybody."""
    if about.shift is None:
        return about.people
    waiting = {person.client_id for person in about.shift.waits_for_note}
    return tuple(one for one in about.people if one[0] in waiting) or about.people


def _write(about: About) -> Response:
    form = _form(about)
    if not form.validate():
        return make_response(_page(about, form), 422)
    likely = {client_id for client_id, _name in _likely(about)}
    people = set(chosen_ids(request.form, "clients")) if "clients" in form else likely
    try:
        acts.write_note(
            current_actor(),
            sorted(people),
            _note(form, about.shift),
            draft_key=as_id(form.draft_key.data or "") or uuid4(),
            shift_id=about.shift.id if about.shift else None,
            now=now(),
        )
    except RuleBroken as error:
        form.blame(form.minutes, error)
        return make_response(_page(about, form), 422)
    return _kept(len(people))


def _kept(count: int) -> Response:
    here = url_for("coach.list_notes")
    if not is_late():
        told = ngettext(
            "Tukikäynti on kirjattu.",
            "Yhteinen tukikäynti on kirjattu %(num)s asiakkaalle.",
            count,
        )
        flash(told, "success")
    return jsonify(next=here) if waited() else redirect(here, code=303)


def _note(form: NoteForm, shift: CoachShift | None) -> Note:
    return Note(
        minutes=form.whole_minutes,
        kind=SupportKind(form.kind.data),
        place=SupportPlace(form.place.data),
        happened_at=_happened_at(form.happened_on.data, shift),
        text=form.text.data or "",
        helpers=frozenset(NaturalSupport(code) for code in form.helpers.data or ()),
    )


def _happened_at(day_text: str, shift: CoachShift | None) -> datetime:
    """On the day of the shift when it began, today now, on another day at midday."""
    if shift is not None and local_day(shift.starts_at).isoformat() == day_text:
        return min(shift.starts_at, now())
    if day_text == today().isoformat():
        return now() - timedelta(minutes=age_minutes())
    return to_utc(date.fromisoformat(day_text), MIDDAY)
