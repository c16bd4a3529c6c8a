"""An offer as the client sees it: the question, the three answers, and what came of the answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import flash, make_response, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.exceptions import BadRequest

from app.domain.calendar import shift_minutes
from app.domain.errors import Conflict, Gone, RuleBroken
from app.domain.lifecycle import SHOWN_OFFERS, OfferState
from app.domain.money import pay_for
from app.domain.offers import is_open_for_answer, may_undo, undo_until
from app.matching.explain import Explanation, from_text
from app.services import answers, money
from app.services import offers as acts
from app.store import bookings, offers, own_shifts
from app.web.client.blueprint import bp
from app.web.client.page import show
from app.web.client.words import companion_sentence
from app.web.shared.access import current_actor
from app.web.shared.now import now
from app.web.shared.words_offered import alone_sentence
from app.web.shared.words_reasons import own_limit_sentence, why_sentence

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from werkzeug.wrappers import Response as BaseResponse

    from app.domain.errors import ExpectedError
    from app.store.models.work import Offer, Shift
    from app.store.own_shifts import OwnShift

# A list of things to bring that is longer stands on the page with more.
WORDS_SHOWN = 8


@dataclass(frozen=True)
class OfferPage:
    """All that the pages of one offer say. Units: cents."""

    offer: Offer
    times: Sequence[Shift]
    pay_cents: int
    companion: str
    why: str
    limits: Sequence[str]
    placed: Sequence[OwnShift]
    undo: bool
    undo_soon_over: bool

    @property
    def is_open(self) -> bool:
        return self.offer.state in SHOWN_OFFERS

    @property
    def bring(self) -> str:
        """What to take along, when there is room for it on the page."""
        text = self.offer.task.bring
        has_room = len(self.times) == 1 and len(text.split()) <= WORDS_SHOWN
        return text if has_room else ""


def load_page(offer_id: UUID) -> OfferPage:
    """Everything about the offer for its reader. Raises: Missing."""
    offer = offers.get_offer(current_actor(), offer_id, now=now())
    times = times_of(offer)
    explanation = from_text(offer.reasons) if offer.reasons else None
    placed = own_shifts.list_of_offer(current_actor(), offer_id)
    limits = (
        [own_limit_sentence(one.reason) for one in explanation.own_limits] if explanation else []
    )
    return OfferPage(
        offer=offer,
        times=times,
        pay_cents=sum(_pay(shift, offer) for shift in times),
        companion=_companion(offer, times, placed, explanation),
        why=why_sentence(explanation),
        limits=[limit for limit in limits if limit],
        placed=placed,
        undo=_may_undo(offer, placed),
        undo_soon_over=_half_hour(offer),
    )


def times_of(offer: Offer) -> list[Shift]:
    """The times of work that stand as the offer stands, else all of them."""
    standing = [part.shift for part in offer.shifts if part.state is offer.state]
    return standing or [part.shift for part in offer.shifts]


def _pay(shift: Shift, offer: Offer) -> int:
    return pay_for(
        shift_minutes(shift.starts_at, shift.ends_at), offer.task.pay_cents_per_hour or 0
    )


def _companion(
    offer: Offer,
    times: Sequence[Shift],
    placed: Sequence[OwnShift],
    explanation: Explanation | None,
) -> str:
    """Who comes along the first time, in one sentence."""
    if placed and placed[0].companion_id:
        return companion_sentence(placed[0])
    needed = bookings.get_presence(times[0], offer.client_id).required
    if not needed:
        return alone_sentence(offer.task)
    if explanation and any(f.reason.code == "substitute_coach" for f in explanation.thinks):
        return str(_("Toinen valmentaja tulee mukaan."))
    return str(_("Valmentajasi tulee mukaan."))


def _may_undo(offer: Offer, placed: Sequence[OwnShift]) -> bool:
    if times_of(offer)[0].starts_at <= now():
        return False
    return may_undo(
        offer.state,
        answered_at=offer.answered_at,
        window_ends_at=offer.window_ends_at or now(),
        checked_in=any(one.attendance.in_at for one in placed),
        now=now(),
    )


def _half_hour(offer: Offer) -> bool:
    """Whether it is the first half-hour after a yes, in which undoing is promised."""
    if offer.answered_at is None or offer.state is OfferState.DECLINED:
        return False
    until = undo_until(OfferState.CONFIRMED, offer.answered_at, offer.answered_at)
    return until is not None and now() < until


@bp.post("/offers/<uuid:offer_id>/open")
def open_offer(offer_id: UUID) -> BaseResponse:
    acts.mark_seen(current_actor(), offer_id, now=now())
    return redirect(url_for("client.show_offer", offer_id=offer_id), code=303)


@bp.get("/offers/<uuid:offer_id>")
def show_offer(offer_id: UUID) -> str:
    outcome = money.show_outcome(current_actor(), offer_id, now=now())
    page = load_page(offer_id)
    if page.is_open and _is_answerable(page.offer):
        return show("offer", page=page, outcome=outcome)
    return show("offer_answered", page=page, state=_shown_state(page.offer))


def _is_answerable(offer: Offer) -> bool:
    until = offer.window_ends_at
    started = times_of(offer)[0].starts_at <= now()
    return until is not None and not started and is_open_for_answer(offer.state, until, now())


def _shown_state(offer: Offer) -> OfferState:
    """An offer whose time is over is over for its reader, before the worker has noted it."""
    return OfferState.EXPIRED if offer.state in SHOWN_OFFERS else offer.state


@bp.get("/offers/<uuid:offer_id>/more")
def show_more(offer_id: UUID) -> str:
    back = url_for("client.show_offer", offer_id=offer_id)
    return show("offer_more", page=load_page(offer_id), back=back)


@bp.post("/offers/<uuid:offer_id>/answer")
def answer_offer(offer_id: UUID) -> BaseResponse:
    actor, said = current_actor(), request.form.get("answer")
    try:
        if said in {"accept", "accept_first"}:
            answers.accept_offer(actor, offer_id, first_only=said == "accept_first", now=now())
        elif said == "decline":
            answers.decline_offer(actor, offer_id, now=now())
        elif said == "ask":
            answers.ask_coach(actor, offer_id, now=now())
        else:
            offers.get_offer(actor, offer_id, now=now())
            raise BadRequest
    except (Gone, RuleBroken) as error:
        return lost_page(error)
    return redirect(url_for("client.show_offer", offer_id=offer_id), code=303)


@bp.post("/offers/<uuid:offer_id>/undo")
def undo_answer(offer_id: UUID) -> BaseResponse:
    try:
        answers.undo_answer(current_actor(), offer_id, now=now())
    except (Gone, Conflict) as error:
        return lost_page(error)
    flash(_("Peruit vastauksesi. Voit nyt vastata uudelleen."), "success")
    return redirect(url_for("client.show_offer", offer_id=offer_id), code=303)


def lost_page(error: ExpectedError) -> BaseResponse:
    """Why the answer could not be taken, kindly, and where to go from here."""
    code = error.code if error.code in LOST_CODES else "other"
    return make_response(show("offer_lost", code=code), error.status)


LOST_CODES = frozenset(
    {"shift_filled", "offer_withdrawn", "shift_started", "offer_over", "overlapping_shift",
     "undo_too_late"}
)  # fmt: skip
