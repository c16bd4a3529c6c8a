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


STATE_OF_ANSWER = {
    Answer.ACCEPT: OfferState.ACCEPTED,
    Answer.DECLINE: OfferState.DECLINED,
    Answer.ASK_COACH: OfferState.ASKED_COACH,
}
