"""What a client's text message answers: the few words that are understood, in three languages.

Only a whole message counts. What is not clear goes to the coach, never to silence.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import StrEnum

from app.domain.answers import Answer


class Reply(StrEnum):
    """What a text message says."""

    YES = "yes"
    NO = "no"
    ASK = "ask"
    STOP = "stop"
    UNCLEAR = "unclear"


@dataclass(frozen=True)
class SmsReply:
    """A text message that came in. `id` is the gateway's own, the same however often it is sent."""

    id: str
    sender: str
    text: str

    @property
    def key(self) -> str:
        """The message in short, by which it is known again."""
        return hashlib.sha256(f"{self.id}|{self.sender}".encode()).hexdigest()[:32]


ANSWER_OF = {Reply.YES: Answer.ACCEPT, Reply.NO: Answer.DECLINE, Reply.ASK: Answer.ASK_COACH}

_WORDS = {
    Reply.YES: "k|kyllä|kylla|joo|juu|otan|otan työn|j|ja|jag tar jobbet|y|yes|i take the work",
    Reply.NO: "e|ei|en|en ota|en ota työtä|n|nej|jag tar inte jobbet|no|i don t take the work",
    Reply.ASK: "kysy|kysyn|kysyn valmentajalta|fråga|jag frågar min coach|ask|i ask my coach",
    Reply.STOP: "ei viestejä|ei viesteja|seis|stop|stopp|inga meddelanden|no messages",
}
_MEANING = {word: reply for reply, words in _WORDS.items() for word in words.split("|")}
_POLITE = frozenset({"kiitos", "kiitti", "tack", "thanks", "please", "hei", "moi", "hej", "hi"})


def read_reply(text: str) -> Reply:
    """What the message says, however it is written: "K", " k. ", "Kyllä kiitos!", "?"."""
    letters = "".join(sign if sign.isalnum() else " " for sign in text.casefold())
    words = " ".join(word for word in letters.split() if word not in _POLITE)
    asks = "?" in text
    if not words:
        return Reply.ASK if asks else Reply.UNCLEAR
    found = _MEANING.get(words, Reply.UNCLEAR)
    # "Kyllä?" is a doubt, not a yes.
    return Reply.UNCLEAR if asks and found in {Reply.YES, Reply.NO} else found
