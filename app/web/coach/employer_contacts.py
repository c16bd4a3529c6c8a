"""Contacts with workplaces: written in one press or with all that was learned, mended later."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from uuid import uuid4

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from app.domain.employers import Contact, ContactWay
from app.domain.errors import RuleBroken
from app.domain.vocabulary import Category
from app.services import employer_contacts as acts
from app.store import clients, employer_contacts, employers
from app.web.coach.acting import act
from app.web.coach.blueprint import bp
from app.web.coach.employer_forms import ContactForm, CorrectionForm
from app.web.shared.access import current_actor
from app.web.shared.identifiers import as_id, chosen_ids
from app.web.shared.now import now, today

if TYPE_CHECKING:
    from uuid import UUID

    from werkzeug.wrappers import Response

    from app.store.models.employers import Employer


@bp.post("/employers/<uuid:employer_id>/visited")
def visited_today(employer_id: UUID) -> Response:
    key = as_id(request.form.get("draft_key", "")) or uuid4()
    return act(
        lambda: acts.visited_today(current_actor(), employer_id, draft_key=key, now=now()),
        _("Käynti on kirjattu. Voit kertoa siitä lisää alta."),
        url_for("coach.show_employer", employer_id=employer_id),
    )


@bp.get("/employers/<uuid:employer_id>/contacts/new")
def new_contact(employer_id: UUID) -> str:
    employer = employers.get_employer(current_actor(), employer_id)
    form = _filled(ContactForm(formdata=None))
    form.draft_key.data = str(uuid4())
    return _page(employer, form)


def _filled(form: ContactForm) -> ContactForm:
    people = clients.list_clients(current_actor(), now=now())
    form.offer([(one.id, f"{one.first_name} {one.last_name or ''}".strip()) for one in people],
               today())  # fmt: skip
    return form


def _page(employer: Employer, form: ContactForm) -> str:
    return render_template("coach/employer_contact.html", employer=employer, form=form)


@bp.post("/employers/<uuid:employer_id>/contacts/new")
def write_contact(employer_id: UUID) -> Response | tuple[str, int]:
    employer = employers.get_employer(current_actor(), employer_id)
    form = _filled(ContactForm())
    if not form.validate():
        return _page(employer, form), 422
    try:
        _write(employer_id, form)
    except RuleBroken as error:
        form.blame(form.wish if error.code == "wish_without_client" else form.happened_on, error)
        return _page(employer, form), 422
    flash(_("Kontakti on kirjattu."), "success")
    return redirect(url_for("coach.show_employer", employer_id=employer_id), 303)


def _write(employer_id: UUID, form: ContactForm) -> None:
    contact = Contact(
        ContactWay(form.way.data), date.fromisoformat(form.happened_on.data),
        (form.with_whom.data or "").strip(), (form.learned.data or "").strip(),
        Category(form.wish.data) if form.wish.data else None,
    )  # fmt: skip
    acts.write_contact(
        current_actor(), employer_id, contact, client_ids=chosen_ids(request.form, "clients"),
        draft_key=as_id(form.draft_key.data or "") or uuid4(), now=now(),
    )  # fmt: skip


@bp.get("/employer-contacts/<uuid:contact_id>")
def correct_contact_form(contact_id: UUID) -> str:
    row = acts.open_contact(current_actor(), contact_id)
    return _correction_page(contact_id, row.employer_id, CorrectionForm(formdata=None, obj=row))


def _correction_page(contact_id: UUID, employer_id: UUID, form: CorrectionForm) -> str:
    employer = employers.get_employer(current_actor(), employer_id)
    return render_template(
        "coach/employer_correction.html", employer=employer, contact_id=contact_id, form=form
    )


@bp.post("/employer-contacts/<uuid:contact_id>")
def correct_contact(contact_id: UUID) -> Response | tuple[str, int]:
    actor = current_actor()
    employer_id = acts.open_contact(actor, contact_id).employer_id
    form = CorrectionForm()
    if not form.validate():
        return _correction_page(contact_id, employer_id, form), 422
    said, learned = form.with_whom.data or "", form.learned.data or ""
    return act(
        lambda: acts.correct_contact(actor, contact_id, said, learned, now=now()),
        _("Kontakti on korjattu."), url_for("coach.show_employer", employer_id=employer_id),
    )  # fmt: skip


@bp.post("/employer-contacts/<uuid:contact_id>/take-back")
def take_back_contact(contact_id: UUID) -> Response:
    row = employer_contacts.get_contact(current_actor(), contact_id)
    return act(
        lambda: acts.take_back_contact(current_actor(), contact_id, now=now()),
        _("Kontakti on poistettu."), url_for("coach.show_employer", employer_id=row.employer_id),
    )  # fmt: skip
