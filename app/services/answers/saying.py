"""An answer is said, and taken back: the same on a page, by a link and by text message.

Who is not signed in has not seen what the work does to the money: where that calls for a talk, a
yes becomes a question to the coach and the place is kept meanwhile.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from app.domain.acting import ActFor, SaidHow, read_way
from app.domain.answers import STATE_OF_ANSWER, YES_THAT_WAITS, Answer, How
from app.domain.benefits import Effect
from app.domain.errors import Conflict, Gone
from app.domain.lifecycle import AGREED_OFFERS, OfferState
from app.domain.offers import may_undo
from app.domain.policy import Actor, Verb, require
from app.domain.purposes import purpose_of
from app.domain.vocabulary import Role
from app.matching.inputs import build
from app.matching.offering import check_again
from app.store import acting, answers, audit, benefits, facts, offers, placements
from app.store.waves import entry_of

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from app.store.offers import Held

_ACTS = {
    Answer.ACCEPT: ActFor.TAKE_WORK,
    Answer.DECLINE: ActFor.LEAVE_WORK,
    Answer.ASK_COACH: ActFor.ASK_FIRST,
}


def say(
    actor: Actor, offer_id: UUID, said: Answer, how: How, *, first_only: bool = False,
    now: datetime,
) -> Answer:  # fmt: skip
    """The answer as it is kept. Needs a unit of work.

    Raises: Missing, NotAllowed, Gone, RuleBroken.
    """
    held = _load(actor, offer_id, now=now)
    if _is_said(held, said):
        return said
    if said is Answer.ACCEPT and how in YES_THAT_WAITS and _must_talk_first(held, now=now):
        said, how = Answer.ASK_COACH, YES_THAT_WAITS[how]
        if _is_said(held, said):
            return said
    answers.check_open(held, now=now)
    if first_only and len(held.open_parts) > 1:
        held = answers.keep_first(held, now=now)
    if said is Answer.ACCEPT:
        again = facts.load_agreed_facts(held.client_id, held.shift_ids, now=now)
        check_again(held.client_id, build(**again))
    answers.answer(held, said, by_id=actor.user_id, how=how.value, now=now)
    _note(actor, held, _ACTS[said], read_way(how.value), now=now)
    _record(actor, held, STATE_OF_ANSWER[said], now=now, how=how.value)
    return said


def _note(actor: Actor, held: Held, act: ActFor, said: SaidHow | None, *, now: datetime) -> None:
    acting.note(actor, held.client_id, act, said, shift_id=held.shift_ids[0], now=now)


def _must_talk_first(held: Held, *, now: datetime) -> bool:
    """Whether the work may do to the client's money what should be talked about before a yes."""
    return benefits.outcome_of_offer(held.id, now=now).effect is Effect.STOP_AND_ASK


def _load(actor: Actor, offer_id: UUID, *, now: datetime) -> Held:
    """The offer, with nobody else acting for the client until the end."""
    client_id = offers.find_owner(actor, offer_id, now=now)
    verb = Verb.ANSWER_OFFER if actor.role is Role.CLIENT else Verb.ANSWER_FOR_CLIENT
    require(actor, verb, offers.facts_of(actor, client_id, offer_id=offer_id, now=now))
    offers.lock_client(client_id)
    return offers.get_held(offer_id)


def _is_said(held: Held, said: Answer) -> bool:
    """Whether this very answer stands already."""
    if said is Answer.ACCEPT:
        return held.state in AGREED_OFFERS
    return held.state is STATE_OF_ANSWER[said]


def undo(
    actor: Actor, offer_id: UUID, *, said: SaidHow | None = None, now: datetime, **more: object
) -> datetime:
    """Take the last answer back: until when the offer waits for another. Needs a unit of work.

    Raises: Missing, NotAllowed, Conflict("undo_too_late"), Gone("shift_filled").
    """
    held = _load(actor, offer_id, now=now)
    if not may_undo(
        held.state, answered_at=held.answered_at, window_ends_at=held.window_ends_at,
        first_starts_at=held.first_starts_at, checked_in=offers.has_checked_in(held), now=now,
    ):  # fmt: skip
        raise Conflict("undo_too_late")
    if held.state is OfferState.DECLINED and not _has_places(held):
        raise Gone("shift_filled")
    if held.state is OfferState.CONFIRMED:
        placements.take_back(held, now=now)
    answers.undo(held, by_id=actor.user_id, now=now)
    _note(actor, held, ActFor.UNDO_ANSWER, said, now=now)
    _record(actor, held, OfferState.SEEN, now=now, undone=True, **more)
    return offers.get_held(offer_id).window_ends_at or now


def _has_places(held: Held) -> bool:
    left = offers.count_open_places(held.shift_ids)
    return all(left.get(shift_id, 0) > 0 for shift_id in held.shift_ids)


def _record(actor: Actor, held: Held, new: OfferState, *, now: datetime, **more: object) -> None:
    entry = replace(entry_of(held, new, **more), purpose=purpose_of(actor))
    audit.record(actor, entry, now=now)
