"""An offer as the client sees it: the question, the three answers, and what came of the answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import flash, make_response, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.exceptions import BadRequest

from app.domain.calendar import shift_minutes
from app.domain.errors import Conflict, Gone, RuleBroken
from app.domain.money import pay_for
from app.domain.offers import is_soon_after_yes
from app.matching.explain import Explanation, from_text
from app.services import answers, money
from app.services import offers as acts
from app.store import asking_anew, bookings, offers, own_shifts
from app.web.client.blueprint import bp
from app.web.client.page import show
from app.web.client.words import companion_sentence
from app.web.shared.access import current_actor
from app.web.shared.now import now
from app.web.shared.offered import ShownOffer, changes_of, times_of, wait_of, with_whom
from app.web.shared.words_offered import along_sentence
from app.web.shared.words_reasons import own_limit_sentence, why_sentence

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from werkzeug.wrappers import Response as BaseResponse

    from app.domain.errors import ExpectedError
    from app.store.models.work import Offer, Shift
    from app.store.own_shifts import OwnShift


@dataclass(frozen=True, kw_only=True)
class OfferPage(ShownOffer):
    """All that the client's own pages of one offer say besides. Units: cents."""

    pay_cents: int
    why: str
    limits: Sequence[str]
    placed: Sequence[OwnShift]

    @property
    def undo_soon_over(self) -> bool:
        soon = is_soon_after_yes(self.offer.state, self.offer.answered_at, self.read_at)
        return self.may_undo and soon

    @property
    def bring(self) -> str:
        """What to take along, when there is room for it on the page."""
        return "" if self.several else self.things_to_bring


def load_page(offer_id: UUID) -> OfferPage:
    """Everything about the offer for its reader. Raises: Missing."""
    offer = offers.get_offer(current_actor(), offer_id, now=now())
    times = times_of(offer)
    explanation = from_text(offer.reasons) if offer.reasons else None
    changes = changes_of(offer)
    placed = own_shifts.list_of_offer(current_actor(), offer_id)
    limits = (
        [own_limit_sentence(one.reason) for one in explanation.own_limits] if explanation else []
    )
    return OfferPage(
        offer=offer,
        read_at=now(),
        checked_in=any(one.attendance.in_at for one in placed),
        pay_cents=sum(_pay(shift, offer) for shift in times),
        companion=_companion(offer, times, placed, explanation),
        why=_why(offer, explanation, changed=bool(changes)),
        changes=changes,
        limits=[limit for limit in limits if limit],
        placed=placed,
        was=asking_anew.find_old_times(offer),
        wait=wait_of(offer, now=now()),
    )


def _why(offer: Offer, explanation: Explanation | None, *, changed: bool) -> str:
    if offer.asks_anew:
        if changed:
            return str(_("Lupasit jo tehdä tämän työn."))
        return str(_("Lupasit jo tehdä tämän työn. Työpaikka muutti aikaa."))
    return why_sentence(explanation)


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
    return along_sentence(
        offer.task, coach=_coach(offer, times, explanation), **with_whom(offer, times[0])
    )


def _coach(offer: Offer, times: Sequence[Shift], explanation: Explanation | None) -> str:
    """Which coach comes along, where one is needed."""
    if not bookings.get_presence(times[0], offer.client_id).required:
        return ""
    if explanation and any(f.reason.code == "substitute_coach" for f in explanation.thinks):
        return str(_("Toinen valmentaja tulee mukaan."))
    return str(_("Valmentajasi tulee mukaan."))


@bp.post("/offers/<uuid:offer_id>/open")
def open_offer(offer_id: UUID) -> BaseResponse:
    acts.mark_seen(current_actor(), offer_id, now=now())
    return redirect(url_for("client.show_offer", offer_id=offer_id), code=303)


@bp.get("/offers/<uuid:offer_id>")
def show_offer(offer_id: UUID) -> str:
    outcome = money.show_outcome(current_actor(), offer_id, now=now())
    page = load_page(offer_id)
    return show("offer" if page.is_open else "offer_answered", page=page, outcome=outcome)


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
