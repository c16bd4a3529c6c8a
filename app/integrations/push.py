"""Push notices to a client's own phone. Until phones are registered for them there is no way."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from app.integrations.sending import CannotSend


@dataclass(frozen=True)
class Push:
    """One notice: what it says and what it opens. The reference is the same in every try."""

    to: str
    text: str
    link: str
    reference: str


class PushSender(Protocol):
    """Sends notices; raises a SendingError when one does not go."""

    def send(self, push: Push) -> None:
        """Hand one notice on."""


class NullPush:
    """No phone is registered, so every notice must go another way."""

    def send(self, push: Push) -> None:  # noqa: ARG002 - it never goes
        """Raises: CannotSend, always."""
        raise CannotSend("no phone registered")
