"""What can go wrong when a message leaves the house, the same for every channel."""

from __future__ import annotations


class SendingError(Exception):
    """The message did not go out; the text says why, without naming the receiver."""


class CannotSend(SendingError):
    """It never will: the receiver does not exist or does not take it."""


class TryLater(SendingError):
    """The message was put off, for example by greylisting."""


class ChannelDown(SendingError):
    """The gateway does not answer; nothing can go out this way at the moment."""
