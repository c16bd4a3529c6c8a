"""Signing in and out: staff by password and second factor, orderers by a link in the mail."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import make_response, redirect, render_template, request, session, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from wtforms import PasswordField, StringField
from wtforms.validators import Email

from app.domain.errors import Gone, RuleBroken
from app.services import links as link_acts
from app.services import sign_in as acts
from app.store import links
from app.store.crypto import new_token
from app.web.public.blueprint import bp
from app.web.public.entering import browser_here, enter, leave, same_site_page
from app.web.shared.access import current_actor
from app.web.shared.cookies import (
    drop_other_cookie,
    read_login_token,
    read_other_cookie,
    set_login_cookie,
)
from app.web.shared.forms import SiteForm, at_most, needed
from app.web.shared.now import now, settings

if TYPE_CHECKING:
    from werkzeug.wrappers import Response as BaseResponse


class PasswordForm(SiteForm):
    """What staff know."""

    email = StringField(lazy_gettext("Sähköposti"), [needed(), at_most(200)])
    password = PasswordField(lazy_gettext("Salasana"), [needed(), at_most(200)])


class CodeForm(SiteForm):
    """What staff have: a code from their authenticator app."""

    code = StringField(lazy_gettext("Kertakoodi"), [needed(), at_most(20)])


class EmailForm(SiteForm):
    """Where an orderer's link goes."""

    email = StringField(
        lazy_gettext("Sähköposti"),
        [needed(), at_most(200), Email(lazy_gettext("Kirjoita koko sähköpostiosoite."))],
    )


def keep_wanted_page() -> None:
    """Remember where the person was going, if that is a page of ours."""
    wanted = same_site_page(request.args.get("next", ""))
    if wanted:
        session["next"] = wanted


@bp.get("/sign-in")
def sign_in() -> str:
    keep_wanted_page()
    return render_template("public/sign_in.html", form=PasswordForm())


@bp.post("/sign-in")
def check_password() -> BaseResponse:
    form = PasswordForm()
    if form.validate_on_submit():
        try:
            session["step"] = acts.check_password(
                form.email.data or "", form.password.data or "", browser_here(), now=now()
            )
        except RuleBroken as error:
            form.blame(form.password, error)
        else:
            return redirect(url_for("public.sign_in_code"), code=303)
    return make_response(render_template("public/sign_in.html", form=form), 422)


@bp.get("/sign-in/code")
def sign_in_code() -> BaseResponse | str:
    if "step" not in session:
        return redirect(url_for("public.sign_in"), code=303)
    return render_template("public/sign_in_code.html", form=CodeForm())


@bp.post("/sign-in/code")
def check_code() -> BaseResponse:
    form = CodeForm()
    if form.validate_on_submit():
        try:
            opened = acts.check_code(
                session.get("step", ""), form.code.data or "", browser_here(), now=now()
            )
            return enter(opened, session.get("next", ""))
        except RuleBroken as error:
            form.blame(form.code, error)
    return make_response(render_template("public/sign_in_code.html", form=form), 422)


@bp.get("/sign-in/orderer")
def orderer_sign_in() -> str:
    keep_wanted_page()
    return render_template("public/sign_in_orderer.html", form=EmailForm())


@bp.post("/sign-in/orderer")
def send_sign_in_link() -> BaseResponse:
    form = EmailForm()
    if not form.validate_on_submit():
        return make_response(render_template("public/sign_in_orderer.html", form=form), 422)
    session.setdefault("browser", new_token())
    asked = link_acts.AskedFrom(request.remote_addr or "", session["browser"], settings().phone)
    link_acts.request_sign_in_link(form.email.data or "", asked, now=now())
    return redirect(url_for("public.sign_in_link_sent"), code=303)


@bp.get("/sign-in/orderer/sent")
def sign_in_link_sent() -> str:
    return render_template("public/link_sent.html")


@bp.get("/link/<string:token>")
def open_link(token: str) -> BaseResponse | str:
    if links.find_kind(token) == "invite":
        return redirect(url_for("public.invite", token=token), code=303)
    alive = links.find_live("sign_in", token, now=now()) is not None
    return render_template("public/link.html", token=token, alive=alive)


@bp.post("/link/<string:token>")
def use_link(token: str) -> BaseResponse:
    browser = session.get("browser", "")
    try:
        opened = link_acts.use_sign_in_link(
            token, browser=browser, old_token=read_login_token(), now=now()
        )
    except Gone:
        return make_response(render_template("public/link.html", token=token, alive=False), 409)
    return enter(opened, session.get("next", ""))


@bp.post("/sign-out")
def sign_out() -> BaseResponse:
    if current_actor().assisted_by is not None:
        return end_assisted()
    acts.sign_out(current_actor(), now=now())
    return leave(_("Olet kirjautunut ulos."))


@bp.post("/sign-out/everywhere")
def sign_out_everywhere() -> BaseResponse:
    acts.sign_out_everywhere(current_actor(), now=now())
    return leave(_("Olet kirjautunut ulos kaikista laitteista."))


@bp.post("/sign-out/together")
def end_assisted() -> BaseResponse:
    actor = current_actor()
    opened = acts.end_assisted(actor, read_other_cookie("beside"), now=now())
    if opened is None:
        response = leave(_("Yhteinen käyttö on päättynyt."))
    else:
        page = url_for("coach.show_sign_in", client_id=actor.client_id)
        response = make_response(redirect(page, code=303))
        set_login_cookie(response, opened.token)
    drop_other_cookie(response, "beside")
    return response
