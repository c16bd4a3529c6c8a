"""What a client says to an offer: yes, no, "I ask my coach"; and how it is taken back.

It can be said on the page, by the link in a message or by answering the message. Who is not signed
in has not seen what the work does to the money: where that calls for a talk, a yes becomes a
question to the coach and the place is kept meanwhile.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from app.domain.answers import STATE_OF_ANSWER, YES_THAT_WAITS, Answer, How
from app.domain.benefits import Effect
from app.domain.checkins import AlertKind
from app.domain.errors import Conflict, Gone, RuleBroken
from app.domain.lifecycle import AGREED_OFFERS, OfferState
from app.domain.offers import may_undo
from app.domain.policy import Actor, Facts, Verb, require
from app.domain.purposes import purpose_of
from app.domain.replies import ANSWER_OF, Reply, SmsReply, read_reply
from app.domain.vocabulary import Channel, Role
from app.matching.inputs import build
from app.matching.offering import check_again
from app.store import (
    answers,
    audit,
    benefits,
    facts,
    message_wishes,
    offer_links,
    offers,
    people_by_phone,
    placements,
    rates,
    sms_replies,
    works,
)
from app.store.transaction import step, unit_of_work
from app.store.waves import entry_of

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from app.store.offers import Held


def accept_offer(actor: Actor, offer_id: UUID, *, first_only: bool = False, now: datetime) -> None:
    """The client takes the work; the place is taken at once. Pressing twice changes nothing.

    `first_only`: of several times of work only the first is taken.
    Raises: Missing, Gone("shift_filled") for the one who came second, RuleBroken.
    """
    _answer(actor, offer_id, Answer.ACCEPT, How.PAGE, first_only=first_only, now=now)


def decline_offer(actor: Actor, offer_id: UUID, *, now: datetime) -> None:
    """The client does not take the work; nobody asks why and it never counts. Raises: Missing."""
    _answer(actor, offer_id, Answer.DECLINE, How.PAGE, now=now)


def ask_coach(actor: Actor, offer_id: UUID, *, now: datetime) -> None:
    """The client wants to talk first; the place is kept meanwhile. Raises: Missing, Gone."""
    _answer(actor, offer_id, Answer.ASK_COACH, How.PAGE, now=now)


def answer_for_client(
    actor: Actor, offer_id: UUID, answer: Answer, how: How, *, now: datetime
) -> None:
    """The coach writes down what the client said on the phone or in person.

    Raises: Missing, NotAllowed, Gone, RuleBroken.
    """
    _answer(actor, offer_id, answer, how, now=now)


def answer_by_link(token: str, said: Answer, *, first_only: bool = False, now: datetime) -> Answer:
    """What the client has answered by the link in a message, as it is kept.

    Raises: Missing, Gone("link_expired"), and what answering raises.
    """
    with unit_of_work():
        actor, offer_id = _linked(token, now=now)
        kept = _say(actor, offer_id, said, How.LINK, first_only=first_only, now=now)
        offer_links.prolong(offer_id, offer_links.after_answer(now), now=now)
        return kept


def _linked(token: str, *, now: datetime) -> tuple[Actor, UUID]:
    link = offer_links.find_link(token, now=now)
    if not link.alive:
        raise Gone("link_expired")
    return link.actor, link.offer_id


def answer_by_sms(sms: SmsReply, *, now: datetime) -> Reply:
    """What a text message from a client was taken for; each is answered with one discreet line.

    K, E or ? answers the one offer that is shown. What is not clear, has nothing to answer or may
    come from several people goes to the coaches' lists. The same message twice counts once.
    Raises: TooMany.
    """
    with unit_of_work():
        rates.take("sms_in", "gateway", now=now)
    with unit_of_work():
        if not works.mark_done(f"sms_reply:{sms.key}", now=now):
            return Reply.UNCLEAR
        reply, client_ids = read_reply(sms.text), people_by_phone.list_client_ids(sms.sender)
        if reply is Reply.STOP:
            for client_id in client_ids:
                _stop_messages(client_id, sms.key, now=now)
            return reply
        if len(client_ids) == 1 and _answers(client_ids[0], reply, sms.key, now=now):
            return reply
        for client_id in client_ids:
            actor = sms_replies.client_as_actor(client_id)
            sms_replies.tell_coach(actor, client_id, AlertKind.UNCLEAR_REPLY, now=now)
        for client_id in client_ids[:1]:
            # Once an hour, so that two machines never talk to each other without end.
            hour = f"{client_id}:{now:%Y%m%d%H}"
            sms_replies.answer(client_id, "reply_to_coach", hour, now=now)
        return Reply.UNCLEAR


def _answers(client_id: UUID, reply: Reply, key: str, *, now: datetime) -> bool:
    """Whether the message has answered an offer."""
    offer_id = sms_replies.find_answered(client_id, now=now)
    if offer_id is None or reply not in ANSWER_OF:
        return False
    actor = offer_links.actor_for(offer_id, client_id, How.SMS)
    try:
        with step():
            _say(actor, offer_id, ANSWER_OF[reply], How.SMS, now=now)
    except (Conflict, Gone, RuleBroken):
        return False
    offer_links.prolong(offer_id, offer_links.after_answer(now), now=now)
    sms_replies.answer(client_id, "reply_heard", key, now=now)
    return True


def _stop_messages(client_id: UUID, key: str, *, now: datetime) -> None:
    actor = sms_replies.client_as_actor(client_id)
    require(actor, Verb.CHOOSE_MESSAGES, Facts(client_id=client_id))
    if message_wishes.put_channel(client_id, Channel.COACH):
        entry = audit.Entry(
            "update", "client", client_id, purpose="own_data", client_ids=[client_id],
            fields=["channel"], facts={"how": How.SMS.value},
        )  # fmt: skip
        audit.record(actor, entry, now=now)
        sms_replies.tell_coach(actor, client_id, AlertKind.NO_MESSAGES, now=now)
    sms_replies.answer(client_id, "reply_stopped", key, now=now)


def _answer(
    actor: Actor, offer_id: UUID, said: Answer, how: How, *, first_only: bool = False,
    now: datetime,
) -> None:  # fmt: skip
    with unit_of_work():
        _say(actor, offer_id, said, how, first_only=first_only, now=now)


def _say(
    actor: Actor, offer_id: UUID, said: Answer, how: How, *, first_only: bool = False,
    now: datetime,
) -> Answer:  # fmt: skip
    """The answer as it is kept. Needs a unit of work."""
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
    _record(actor, held, STATE_OF_ANSWER[said], now=now, how=how.value)
    return said


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


def undo_answer(actor: Actor, offer_id: UUID, *, now: datetime) -> None:
    """Take the last answer back; a place that it held is free and is offered on.

    Raises: Missing, Conflict("undo_too_late"), Gone("shift_filled") for a "no" that is undone
    after the last place went.
    """
    with unit_of_work():
        _undo(actor, offer_id, now=now)


def undo_by_link(token: str, *, now: datetime) -> None:
    """The same by the link by which it was answered.

    Raises: as `undo_answer`, and Gone("link_expired").
    """
    with unit_of_work():
        actor, offer_id = _linked(token, now=now)
        until = _undo(actor, offer_id, now=now, how=How.LINK.value)
        offer_links.prolong(offer_id, until, now=now)


def _undo(actor: Actor, offer_id: UUID, *, now: datetime, **more: object) -> datetime:
    """Until when the offer waits for another answer. Needs a unit of work."""
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
    _record(actor, held, OfferState.SEEN, now=now, undone=True, **more)
    return offers.get_held(offer_id).window_ends_at or now


def _has_places(held: Held) -> bool:
    left = offers.count_open_places(held.shift_ids)
    return all(left.get(shift_id, 0) > 0 for shift_id in held.shift_ids)


def _record(actor: Actor, held: Held, new: OfferState, *, now: datetime, **more: object) -> None:
    entry = replace(entry_of(held, new, **more), purpose=purpose_of(actor))
    audit.record(actor, entry, now=now)
