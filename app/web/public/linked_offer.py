"""An offer by the link in a message: the task, the three answers, and what came of them.

Without signing in there is no money, no reason and no name on the page. Opening it changes nothing;
each answer is a form of its own. Who is signed in as the client goes straight to the whole offer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import flash, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.exceptions import BadRequest

from app.domain.answers import Answer
from app.domain.errors import Conflict, Gone, Missing, RuleBroken
from app.domain.lifecycle import OfferState
from app.services import answers, waitlist
from app.services import offer_links as acts
from app.store import asking_anew, bookings, offer_links, offers, relations
from app.web.public.blueprint import bp
from app.web.public.client_sign_in import frame
from app.web.shared.access import current_actor, note_denial, read_as
from app.web.shared.now import now, settings, today
from app.web.shared.offered import ShownOffer, changes_of, state_of, times_of, wait_of
from app.web.shared.words_offered import along_sentence

if TYPE_CHECKING:
    from collections.abc import Callable

    from werkzeug.wrappers import Response as BaseResponse

    from app.store.models.work import Offer
    from app.store.offer_links import OfferLink

SAID = {
    "accept": Answer.ACCEPT,
    "accept_first": Answer.ACCEPT,
    "decline": Answer.DECLINE,
    "ask": Answer.ASK_COACH,
}
_BEFORE_UNDO = (Gone, Conflict, RuleBroken)


@bp.get("/message/<string:token>")
def linked_offer(token: str) -> BaseResponse:
    return _with_link(token, lambda link: _show(token, link))


@bp.post("/message/<string:token>/answer")
def answer_linked(token: str) -> BaseResponse:
    return _with_link(token, lambda link: _answer(token, link))


@bp.post("/message/<string:token>/undo")
def undo_linked(token: str) -> BaseResponse:
    return _with_link(token, lambda link: _undo(token, link))


@bp.post("/message/<string:token>/wait")
def wait_linked(token: str) -> BaseResponse:
    return _with_link(token, lambda link: _wait(token, link))


@bp.post("/message/<string:token>/stop-waiting")
def stop_waiting_linked(token: str) -> BaseResponse:
    return _with_link(token, lambda _link: _stop_waiting(token))


@bp.post("/message/<string:token>/new-link")
def renew_offer_link(token: str) -> BaseResponse:
    return _with_link(token, lambda link: _renew(token, link), dead=True)


def _with_link(
    token: str, do: Callable[[OfferLink], BaseResponse], *, dead: bool = False
) -> BaseResponse:
    """What comes of a request that brings a link; only some acts take one that works no more."""
    me = current_actor().client_id
    try:
        link = offer_links.find_link(token, now=now())
    except Missing:
        return _over("unknown", 410) if me is None else _not_yours()
    if me is not None and me != link.client_id:
        return _not_yours()
    read_as(link.actor)
    if link.alive or dead:
        return do(link)
    return _dead(token, link)


def _not_yours() -> BaseResponse:
    """One client has another's link; the page is the same for a link that never was."""
    note_denial(404)
    return _over("not_yours", 404)


def _dead(token: str, link: OfferLink) -> BaseResponse:
    """The link works no more: a new one where there is something to answer, else what happened."""
    offer = offers.get_offer(link.actor, link.offer_id, now=now())
    state = state_of(offer, now=now())
    until = offer_links.lasts_until(offer)
    if state in offer_links.ANSWERABLE and until is not None and until > now():
        return _over("dead", 410, link, token=token)
    return _over(_LOST.get(state, "answered"), 410, link)


_LOST = {
    OfferState.EXPIRED: "offer_over",
    OfferState.FILLED_ELSEWHERE: "shift_filled",
    OfferState.WITHDRAWN: "offer_withdrawn",
}


def _over(code: str, status: int, link: OfferLink | None = None, **facts: object) -> BaseResponse:
    page = render_template(
        "public/linked_offer_over.html", code=code, helper=_helper(link), client_page=frame("/"),
        **facts,
    )  # fmt: skip
    return make_response(page, status)


def _helper(link: OfferLink | None) -> tuple[str, str]:
    """Whom to call: the coach, else the unit, else the service."""
    name, phone = relations.find_help(link.client_id, on=today()) if link else ("", "")
    return (name, phone) if phone else ("", settings().phone)


def _show(token: str, link: OfferLink) -> BaseResponse:
    if current_actor().client_id is not None:
        return redirect(url_for("client.show_offer", offer_id=link.offer_id), code=303)
    page = _load(link)
    template = "linked_offer" if page.is_open else "linked_offer_answered"
    return make_response(
        render_template(
            f"public/{template}.html", page=page, token=token, helper=_helper(link),
            client_page=frame("/"),
        )
    )  # fmt: skip


def _load(link: OfferLink) -> ShownOffer:
    """What the page says of the offer; nothing about the person."""
    offer = offers.get_offer(link.actor, link.offer_id, now=now())
    came = offers.has_checked_in(offers.get_held(offer.id))
    return ShownOffer(
        offer=offer, companion=_companion(offer), checked_in=came, read_at=now(),
        changes=changes_of(offer, open_to_all=True),
        was=asking_anew.find_old_times(offer), wait=wait_of(offer, now=now()),
    )  # fmt: skip


def _companion(offer: Offer) -> str:
    """Who comes along, by no name: whoever holds the link may read it."""
    needed = bookings.get_presence(times_of(offer)[0], offer.client_id).required
    coach = str(_("Valmentaja tulee mukaan.")) if needed else ""
    return along_sentence(offer.task, coach=coach)


def _answer(token: str, link: OfferLink) -> BaseResponse:
    said = request.form.get("answer", "")
    if said not in SAID:
        raise BadRequest
    first_only = said == "accept_first"
    try:
        kept = answers.answer_by_link(token, SAID[said], first_only=first_only, now=now())
    except _BEFORE_UNDO as error:
        return _over(error.code, error.status, link)
    if kept is not SAID[said]:
        flash(_("Juttele ensin valmentajan kanssa. Paikka odottaa sinua."), "success")
    return redirect(url_for("public.linked_offer", token=token), code=303)


def _undo(token: str, link: OfferLink) -> BaseResponse:
    try:
        answers.undo_by_link(token, now=now())
    except _BEFORE_UNDO as error:
        return _over(error.code, error.status, link)
    flash(_("Peruit vastauksesi. Voit nyt vastata uudelleen."), "success")
    return redirect(url_for("public.linked_offer", token=token), code=303)


def _wait(token: str, link: OfferLink) -> BaseResponse:
    try:
        waitlist.wait_by_link(token, now=now())
    except _BEFORE_UNDO as error:
        return _over(error.code, error.status, link)
    flash(_("Selvä. Kysymme sinulta, jos paikka vapautuu."), "success")
    return redirect(url_for("public.linked_offer", token=token), code=303)


def _stop_waiting(token: str) -> BaseResponse:
    waitlist.stop_by_link(token, now=now())
    flash(_("Selvä. Et odota enää tätä työtä."), "success")
    return redirect(url_for("public.linked_offer", token=token), code=303)


def _renew(token: str, link: OfferLink) -> BaseResponse:
    sent = acts.renew_link(token, now=now())
    return _over("renewed" if sent else "offer_over", 200, link)
