"""What a client can say to an offer, and by what way it can be said."""

from __future__ import annotations

from enum import StrEnum

from app.domain.lifecycle import OfferState


class Answer(StrEnum):
    """The three answers."""

    ACCEPT = "accept"
    DECLINE = "decline"
    ASK_COACH = "ask_coach"


class How(StrEnum):
    """By what way an answer came."""

    PAGE = "page"
    PHONE = "phone"
    IN_PERSON = "in_person"
    MESSAGE = "message"
    SHOWN = "shown"
    AGREED = "agreed"
    # Without signing in, so without having seen what the work does to the money.
    LINK = "link"
    SMS = "sms"
    # The same, where a yes became a question to the coach because of the money.
    LINK_YES = "link_yes"
    SMS_YES = "sms_yes"


STATE_OF_ANSWER = {
    Answer.ACCEPT: OfferState.ACCEPTED,
    Answer.DECLINE: OfferState.DECLINED,
    Answer.ASK_COACH: OfferState.ASKED_COACH,
}

# How an answer is kept that was a yes without the money in sight, and waits for a talk about it.
YES_THAT_WAITS = {How.LINK: How.LINK_YES, How.SMS: How.SMS_YES}
