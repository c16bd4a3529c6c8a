"""Text messages from clients: an answer to an offer, STOP, and all else for the coaches to read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.alerts import AlertKind
from app.domain.answers import How
from app.domain.errors import Conflict, Gone, RuleBroken
from app.domain.policy import Facts, Verb, require
from app.domain.replies import ANSWER_OF, Reply, SmsReply, read_reply
from app.domain.vocabulary import Channel
from app.services.answers.saying import say
from app.store import (
    audit,
    message_wishes,
    offer_links,
    people_by_phone,
    rates,
    sms_replies,
    works,
)
from app.store.transaction import step, unit_of_work

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from uuid import UUID


def answer_by_sms(sms: SmsReply, *, now: datetime) -> Reply:
    """What a text message from a client was taken for; each is answered with one discreet line.

    K, E or ? answers the one offer that is shown. What is not clear, has nothing to answer or may
    come from several people goes to the coaches' lists. The same message twice counts once.
    Raises: TooMany.
    """
    with unit_of_work():
        rates.take("sms_in", "gateway", now=now)
    with unit_of_work():
        is_new = works.mark_done(f"sms_reply:{sms.key}", now=now)
        return _take_in(sms, now=now) if is_new else Reply.UNCLEAR


def _take_in(sms: SmsReply, *, now: datetime) -> Reply:
    reply, client_ids = read_reply(sms.text), people_by_phone.list_client_ids(sms.sender)
    if reply is Reply.STOP:
        for client_id in client_ids:
            _stop_messages(client_id, sms.key, now=now)
        return reply
    if len(client_ids) == 1 and _answers(client_ids[0], reply, sms.key, now=now):
        return reply
    _leave_to_coaches(client_ids, now=now)
    return Reply.UNCLEAR


def _answers(client_id: UUID, reply: Reply, key: str, *, now: datetime) -> bool:
    """Whether the message has answered an offer."""
    offer_id = sms_replies.find_answered(client_id, now=now)
    if offer_id is None or reply not in ANSWER_OF:
        return False
    actor = offer_links.actor_for(offer_id, client_id, How.SMS)
    try:
        with step():
            say(actor, offer_id, ANSWER_OF[reply], How.SMS, now=now)
    except (Conflict, Gone, RuleBroken):
        return False
    offer_links.prolong(offer_id, offer_links.after_answer(now), now=now)
    sms_replies.answer(client_id, "reply_heard", key, now=now)
    return True


def _leave_to_coaches(client_ids: Sequence[UUID], *, now: datetime) -> None:
    """Tell the coaches of a message that nobody else can make out, and its sender that they do."""
    for client_id in client_ids:
        actor = sms_replies.client_as_actor(client_id)
        sms_replies.tell_coach(actor, client_id, AlertKind.UNCLEAR_REPLY, now=now)
    for client_id in client_ids[:1]:
        # Once an hour, so that two machines never talk to each other without end.
        hour = f"{client_id}:{now:%Y%m%d%H}"
        sms_replies.answer(client_id, "reply_to_coach", hour, now=now)


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
