"""What a message is: who reads it, and its texts in the source language."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from app.domain.words import N_

COACH_LINE = N_("Jobcenterissä on sinulle asia. Katso palvelusta: %(link)s")


class Audience(StrEnum):
    """Who reads a message."""

    CLIENT = "client"
    COACH = "coach"
    ORDERER = "orderer"
    DISPATCHER = "dispatcher"
    ANYBODY = "anybody"


@dataclass(frozen=True, slots=True)
class MessageText:
    """The texts of one message, in the source language, with %(name)s where facts go.

    A body may be given as `parts`, paragraphs that are each translated by themselves.
    """

    audience: Audience
    subject: str
    body: str
    sms: str
    parts: tuple[str, ...] = ()

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """The body as the texts that are translated."""
        return self.parts or (self.body,)


def to_orderer(subject: str, body: str, sms: str) -> MessageText:
    """A message to whoever orders."""
    return MessageText(Audience.ORDERER, subject, body, sms)


def to_coach(subject: str, body: str) -> MessageText:
    """A message to a coach: what kind of thing waits, never whose."""
    return MessageText(Audience.COACH, subject, body, COACH_LINE)


def to_dispatcher(subject: str, body: str, sms: str) -> MessageText:
    """A message to whoever dispatches."""
    return MessageText(Audience.DISPATCHER, subject, body, sms)
