"""What a client says to an offer: yes, no, "I ask my coach"; and how it is taken back.

It can be said on the page, by the link in a message or by answering the message.
"""

from __future__ import annotations

from app.services.answers.link import answer_by_link, undo_by_link
from app.services.answers.page import (
    accept_offer,
    answer_for_client,
    ask_coach,
    decline_offer,
    undo_answer,
)
from app.services.answers.sms import answer_by_sms

__all__ = [
    "accept_offer",
    "answer_by_link",
    "answer_by_sms",
    "answer_for_client",
    "ask_coach",
    "decline_offer",
    "undo_answer",
    "undo_by_link",
]
