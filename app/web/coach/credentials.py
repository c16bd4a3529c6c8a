"""How a client gets in: the coach gives cards, pairs phones, opens locks and sits beside."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import flash, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from wtforms import StringField

from app.domain.cards import ANIMALS
from app.domain.errors import NotAllowed, RuleBroken
from app.services import credentials as acts
from app.store import credentials as store
from app.web.coach.blueprint import bp
from app.web.shared.access import current_actor
from app.web.shared.cookies import (
    read_login_token,
    read_other_cookie,
    set_login_cookie,
    set_other_cookie,
)
from app.web.shared.faces import animal_words, face_words
from app.web.shared.forms import SiteForm, at_most, needed
from app.web.shared.now import now, settings
from app.web.shared.qr import qr_picture
from app.web.shared.sentences import sentence

if TYPE_CHECKING:
    from uuid import UUID

    from werkzeug.wrappers import Response as BaseResponse

# A tablet stays the unit's own as long as browsers keep a cookie.
TABLET_DAYS = 400
PLACE = "/clients/<uuid:client_id>/sign-in"


class TabletForm(SiteForm):
    """By what name the unit knows its tablet."""

    label = StringField(
        lazy_gettext("Laitteen nimi"),
        [needed(), at_most(100)],
        description=lazy_gettext("Esimerkiksi: aulan tabletti"),
    )


@bp.get(PLACE)
def show_sign_in(client_id: UUID) -> str:
    ways = store.get_ways_in(current_actor(), client_id, now=now())
    face = face_words(ways.animal, ways.tone)
    return render_template("coach/credentials/show.html", ways=ways, face=face)


@bp.get(PLACE + "/card")
def choose_pin(client_id: UUID) -> str:
    if not store.get_ways_in(current_actor(), client_id, now=now()).may_give:
        raise NotAllowed("not_allowed")
    return _pin_page(client_id, "")


@bp.post(PLACE + "/card")
def issue_card(client_id: UUID) -> BaseResponse:
    pin, pictures = request.form.get("pin", ""), request.form.getlist("picture")
    pictures = pictures if request.form.get("kind") == "pictures" else []
    try:
        card = acts.issue_card(
            current_actor(), client_id, pin=pin.strip(), pictures=pictures, now=now()
        )
    except RuleBroken as error:
        return make_response(_pin_page(client_id, sentence(error)), 422)
    return make_response(_slip_page(client_id, card))


def _slip_page(client_id: UUID, card: acts.PrintedCard) -> str:
    address = f"{settings().public_url}{url_for('public.card')}"
    return render_template(
        "coach/credentials/slip.html",
        card=card,
        face=face_words(card.animal, card.tone),
        number=f"{card.number[:5]} {card.number[5:]}",
        address=address,
        qr=qr_picture(f"{address}#{card.token}"),
        back=url_for("coach.show_sign_in", client_id=client_id),
    )


def _pin_page(client_id: UUID, problem: str) -> str:
    ways = store.get_ways_in(current_actor(), client_id, now=now())
    return render_template(
        "coach/credentials/pin.html",
        ways=ways,
        problem=problem,
        animals=ANIMALS,
        animal_words=animal_words(),
    )


@bp.post(PLACE + "/card/revoke")
def revoke_card(client_id: UUID) -> BaseResponse:
    acts.revoke_card(current_actor(), client_id, now=now())
    flash(_("Kortti on poistettu käytöstä. Vanha kortti ei enää toimi."), "success")
    return redirect(url_for("coach.show_sign_in", client_id=client_id), code=303)


@bp.post(PLACE + "/card/unlock")
def unlock_card(client_id: UUID) -> BaseResponse:
    acts.unlock_card(current_actor(), client_id, now=now())
    flash(_("Kortti on avattu. Asiakas voi yrittää uudelleen."), "success")
    return redirect(url_for("coach.show_sign_in", client_id=client_id), code=303)


@bp.post(PLACE + "/phone")
def pair_phone(client_id: UUID) -> BaseResponse:
    pairing = acts.make_pairing(current_actor(), client_id, now=now())
    address = f"{settings().public_url}{url_for('public.pair')}"
    page = render_template(
        "coach/credentials/pairing.html",
        address=address,
        code=f"{pairing.code[:5]} {pairing.code[5:]}",
        expires_at=pairing.expires_at,
        qr=qr_picture(f"{address}#{pairing.code}"),
        back=url_for("coach.show_sign_in", client_id=client_id),
    )
    return make_response(page)


@bp.post(PLACE + "/phone/revoke")
def revoke_phones(client_id: UUID) -> BaseResponse:
    acts.revoke_phones(current_actor(), client_id, now=now())
    flash(_("Asiakas on kirjattu ulos kaikista laitteista."), "success")
    return redirect(url_for("coach.show_sign_in", client_id=client_id), code=303)


@bp.post(PLACE + "/passkey/revoke")
def revoke_passkeys(client_id: UUID) -> BaseResponse:
    acts.revoke_passkeys(current_actor(), client_id, now=now())
    flash(_("Puhelimen lukko ei enää avaa asiakkaan sivuja."), "success")
    return redirect(url_for("coach.show_sign_in", client_id=client_id), code=303)


@bp.post(PLACE + "/together")
def start_assisted(client_id: UUID) -> BaseResponse:
    opened = acts.start_assisted(current_actor(), client_id, now=now())
    response = make_response(redirect(url_for("client.home"), code=303))
    set_other_cookie(response, "beside", read_login_token() or "", days=None)
    set_login_cookie(response, opened.token)
    return response


@bp.get("/tablet")
def list_tablets() -> str:
    return _tablet_page(TabletForm())


@bp.post("/tablet")
def enrol_tablet() -> BaseResponse:
    form = TabletForm()
    if not form.validate_on_submit():
        return make_response(_tablet_page(form), 422)
    token = acts.enrol_device(current_actor(), form.label.data or "", now=now())
    flash(_("Tämä laite on nyt yksikön oma. Kortti riittää tällä laitteella."), "success")
    response = make_response(redirect(url_for("coach.list_tablets"), code=303))
    set_other_cookie(response, "device", token, days=TABLET_DAYS)
    return response


@bp.post("/tablet/<uuid:device_id>/revoke")
def revoke_tablet(device_id: UUID) -> BaseResponse:
    acts.revoke_tablet(current_actor(), device_id, now=now())
    flash(_("Laite on poistettu käytöstä."), "success")
    return redirect(url_for("coach.list_tablets"), code=303)


def _tablet_page(form: TabletForm) -> str:
    unit_id = current_actor().unit_id
    this = store.find_device(read_other_cookie("device") or "")
    return render_template(
        "coach/credentials/tablets.html",
        form=form,
        tablets=store.list_devices(unit_id) if unit_id else [],
        this_id=this.id if this else None,
    )
