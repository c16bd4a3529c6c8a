"""Offers to the coach's own clients: what waits, and what the coach can do with each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import render_template, request, url_for
from flask_babel import gettext as _

from app.domain.acting import WAYS
from app.domain.answers import Answer, How
from app.domain.errors import RuleBroken
from app.domain.lifecycle import OPEN_OFFERS, OfferState
from app.domain.offers import confirms_itself_at, is_open_for_answer, may_undo
from app.services import answers, offer_links
from app.services import offers as acts
from app.store import offers, shown_money, users
from app.web.coach.acting import act, said_how
from app.web.coach.blueprint import bp
from app.web.shared.access import current_actor
from app.web.shared.now import now
from app.web.shared.offered import times_of

if TYPE_CHECKING:
    from uuid import UUID

    from werkzeug.wrappers import Response

    from app.store.models.work import Offer

HEAPS = {
    "due": (OfferState.ASKED_COACH, OfferState.ACCEPTED),
    "asking": (OfferState.SENT, OfferState.SEEN, OfferState.QUEUED),
    "confirmed": (OfferState.CONFIRMED,),
    "closed": (
        OfferState.DECLINED,
        OfferState.EXPIRED,
        OfferState.WITHDRAWN,
        OfferState.FILLED_ELSEWHERE,
    ),
}
_WITHDRAWABLE = OPEN_OFFERS - {OfferState.CONFIRMED}


@bp.get("/offers")
def list_offers() -> str:
    found = offers.count_states(current_actor(), now=now())
    counts = {name: sum(found.get(s, 0) for s in states) for name, states in HEAPS.items()}
    heap = _heap(counts)
    rows = offers.list_for_coach(
        current_actor(), HEAPS[heap], now=now(), limit=100, newest_first=heap == "closed"
    )
    return render_template("coach/offers.html", rows=rows, heap=heap, counts=counts)


def _heap(counts: dict[str, int]) -> str:
    """The heap that was asked for, else the first that holds anything."""
    asked = request.args.get("show", "")
    return asked if asked in HEAPS else next((name for name in HEAPS if counts[name]), "due")


@bp.get("/offers/<uuid:offer_id>")
def show_offer(offer_id: UUID) -> str:
    offer = offers.get_offer(current_actor(), offer_id, now=now())
    return render_template(
        "coach/offer.html",
        offer=offer,
        shown=shown_money.find_last(offer_id),
        names=users.first_names([offer.created_by_id, offer.answered_by_id]),
        confirms_at=confirms_itself_at(offer.answered_at) if offer.answered_at else None,
        may_answer=is_open_for_answer(offer.state, offer.window_ends_at, now()),
        may_withdraw=offer.state in _WITHDRAWABLE,
        may_undo=_may_undo(offer),
        answer=Answer,
    )


def _may_undo(offer: Offer) -> bool:
    return may_undo(
        offer.state,
        answered_at=offer.answered_at,
        window_ends_at=offer.window_ends_at,
        first_starts_at=times_of(offer)[0].starts_at,
        checked_in=offers.has_checked_in(offers.get_held(offer.id)),
        now=now(),
    )


def _here(offer_id: UUID) -> str:
    return url_for("coach.show_offer", offer_id=offer_id)


@bp.post("/offers/<uuid:offer_id>/confirm")
def confirm_offer(offer_id: UUID) -> Response:
    return act(
        lambda: acts.confirm_offer(current_actor(), offer_id, now=now()),
        _("Työ on vahvistettu. Asiakas ja tilaaja saivat viestin."),
        _here(offer_id),
    )


@bp.post("/offers/<uuid:offer_id>/withdraw")
def withdraw_offer(offer_id: UUID) -> Response:
    return act(
        lambda: acts.withdraw_offer(current_actor(), offer_id, now=now()),
        _("Tarjous on peruttu. Jos asiakas oli nähnyt sen, hän saa viestin."),
        _here(offer_id),
    )


@bp.post("/clients/<uuid:client_id>/link")
def resend_link(client_id: UUID) -> Response:
    return act(
        lambda: offer_links.resend_link(current_actor(), client_id, now=now()),
        _("Jos asiakkaalla on avoin tarjous, linkki on matkalla hänelle."),
        url_for("coach.list_clients"),
    )


@bp.post("/offers/<uuid:offer_id>/answer")
def answer_offer(offer_id: UUID) -> Response:
    return act(
        lambda: _answer(offer_id),
        _("Vastaus on kirjattu. Siinä näkyy sinun nimesi ja asiakkaan nimi."),
        _here(offer_id),
    )


def _answer(offer_id: UUID) -> None:
    offers.find_owner(current_actor(), offer_id, now=now())
    answer, said = request.form.get("answer", ""), said_how()
    if answer not in set(Answer):
        raise RuleBroken("answer_incomplete")
    if said is None or said not in WAYS:
        raise RuleBroken("said_how_missing")
    answers.answer_for_client(current_actor(), offer_id, Answer(answer), How(said), now=now())


@bp.post("/offers/<uuid:offer_id>/undo")
def undo_answer(offer_id: UUID) -> Response:
    return act(
        lambda: answers.undo_answer(current_actor(), offer_id, said=said_how(), now=now()),
        _("Vastaus on peruttu. Tarjous odottaa taas vastausta."),
        _here(offer_id),
    )
