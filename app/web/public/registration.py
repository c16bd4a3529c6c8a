"""A new organisation starts to order: who it is, who asks; then a sign-in link in the mail."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import make_response, redirect, render_template, request, session, url_for
from flask_babel import lazy_gettext as _l
from wtforms import RadioField

from app.domain.errors import RuleBroken
from app.domain.vocabulary import OrganisationKind
from app.services import links, orderers
from app.store.crypto import new_token
from app.web.public.blueprint import bp
from app.web.shared.companies import ask_register, register_kind
from app.web.shared.fields import address_field, business_id_field, text_field
from app.web.shared.forms import needed
from app.web.shared.now import now, settings
from app.web.shared.person_form import KINDS, PersonForm

if TYPE_CHECKING:
    from werkzeug.wrappers import Response as BaseResponse

    from app.services.companies import Answer


class RegistrationForm(PersonForm):
    """An organisation and its first person."""

    name = text_field(_l("Organisaation nimi"), 100, needed(_l("Kirjoita organisaation nimi.")))
    kind = RadioField(
        _l("Millainen organisaatio?"), choices=KINDS, default=OrganisationKind.COMPANY.value
    )
    business_id = business_id_field()
    address = address_field()


@bp.get("/register")
def register_form() -> str:
    return _page(RegistrationForm())


@bp.post("/register")
def register() -> BaseResponse:
    form = RegistrationForm()
    if not form.validate_on_submit():
        return _again(form)
    address = request.remote_addr or ""
    try:
        came = orderers.register(_asked(form), address=address, now=now())
    except RuleBroken as error:
        form.blame(form.business_id, error)
        return _again(form)
    if came is orderers.Registered.ORGANISATION_KNOWN:
        return make_response(render_template("public/register_known.html"))
    session.setdefault("browser", new_token())
    asked = links.AskedFrom(address, session["browser"], settings().phone)
    links.request_sign_in_link(form.person.email, asked, now=now())
    return redirect(url_for("public.sign_in_link_sent"), code=303)


@bp.post("/register/company")
def fill_registration() -> str | BaseResponse:
    form = RegistrationForm()
    try:
        return _page(form, ask_register(form, form.business_id))
    except RuleBroken as error:
        form.blame(form.business_id, error)
        return _again(form)


def _again(form: RegistrationForm) -> BaseResponse:
    return make_response(_page(form), 422)


def _page(form: RegistrationForm, answer: Answer | None = None) -> str:
    return render_template(
        "public/register.html", form=form, answer=answer, register=register_kind()
    )


def _asked(form: RegistrationForm) -> orderers.Registration:
    return orderers.Registration(
        name=form.name.data or "", business_id=form.business_id.data or "",
        kind=OrganisationKind(form.kind.data), person=form.person,
        address=form.address.data or "",
    )  # fmt: skip
