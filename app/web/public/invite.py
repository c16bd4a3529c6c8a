"""The first way in for staff: a password and an authenticator app, set from an invitation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import make_response, redirect, render_template, session, url_for
from flask_babel import lazy_gettext
from wtforms import PasswordField, StringField

from app.domain.errors import Gone, RuleBroken
from app.services import invites as acts
from app.store import links
from app.store.second_factor import app_address, new_secret
from app.web.public.blueprint import bp
from app.web.public.entering import enter
from app.web.shared.cookies import read_login_token
from app.web.shared.forms import SiteForm, at_most, needed
from app.web.shared.now import now
from app.web.shared.qr import qr_picture

if TYPE_CHECKING:
    from werkzeug.wrappers import Response as BaseResponse


class InviteForm(SiteForm):
    """A password of one's own and the first code of the app."""

    password = PasswordField(
        lazy_gettext("Uusi salasana"),
        [needed(), at_most(128)],
        description=lazy_gettext("Vähintään 8 merkkiä. Pitkä lause on hyvä salasana."),
    )
    code = StringField(
        lazy_gettext("Kertakoodi sovelluksesta"),
        [needed(), at_most(20)],
        description=lazy_gettext("Kuusi numeroa, jotka sovellus näyttää nyt."),
    )


@bp.get("/invite/<string:token>")
def invite(token: str) -> BaseResponse:
    if links.find_live("invite", token, now=now()) is None:
        return _over()
    session.setdefault("totp", new_secret())
    return _page(token, InviteForm(), 200)


@bp.post("/invite/<string:token>")
def accept_invite(token: str) -> BaseResponse:
    form, secret = InviteForm(), session.get("totp", "")
    if not secret:
        return redirect(url_for("public.invite", token=token), code=303)
    if form.validate_on_submit():
        chosen = acts.NewWayIn(form.password.data or "", secret, form.code.data or "")
        try:
            return enter(acts.accept_invite(token, chosen, old_token=read_login_token(), now=now()))
        except Gone:
            return _over()
        except RuleBroken as error:
            form.blame(form.code if error.code == "wrong_code" else form.password, error)
    return _page(token, form, 422)


def _page(token: str, form: InviteForm, status: int) -> BaseResponse:
    secret = session["totp"]
    page = render_template(
        "public/invite.html",
        form=form,
        token=token,
        secret=" ".join(secret[n : n + 4] for n in range(0, len(secret), 4)),
        qr=qr_picture(app_address(secret, "Jobcenter")),
    )
    return make_response(page, status)


def _over() -> BaseResponse:
    return make_response(render_template("public/invite_over.html"), 409)
