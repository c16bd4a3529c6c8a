"""Every message in one table, and how it is put in words. Only placeholders are ever filled."""

from __future__ import annotations

import re
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from app.domain.messages.anybody import FOR_ANYBODY
from app.domain.messages.clients import DISCREET, FOR_CLIENTS, REPLIES
from app.domain.messages.coaches import FOR_COACHES
from app.domain.messages.dispatchers import FOR_DISPATCHERS
from app.domain.messages.endings import ABOUT_ENDINGS
from app.domain.messages.months import ABOUT_MONTHS
from app.domain.messages.orderers import FOR_ORDERERS
from app.domain.messages.text import Audience, MessageText
from app.domain.words import N_

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


@dataclass(frozen=True, slots=True)
class Rendered:
    """A message in somebody's language, ready to be sent."""

    subject: str
    body: str
    sms: str


MESSAGES: Mapping[str, MessageText] = MappingProxyType(
    {
        **FOR_ORDERERS, **ABOUT_ENDINGS, **ABOUT_MONTHS, **FOR_COACHES, **FOR_DISPATCHERS,
        **FOR_ANYBODY, **FOR_CLIENTS, **REPLIES,
    }
)  # fmt: skip

# What can't wait until somebody reads the mail.
URGENT = frozenset({"help_on_site", "help_wanted_on_site", "worker_at_door"})

_PLACEHOLDER = re.compile(r"%\((\w+)\)s")


def discreet(key: str) -> MessageText:
    """What goes out when a client must not be seen: the one line and nothing else."""
    message = MESSAGES[key]
    if message.audience is not Audience.CLIENT or key in REPLIES:
        return message
    return DISCREET


def placeholders(key: str) -> frozenset[str]:
    """The names of the facts that a message needs."""
    message = MESSAGES[key]
    body = "".join(message.paragraphs)
    return frozenset(_PLACEHOLDER.findall(message.subject + body + message.sms))


def _fill(text: str, facts: Mapping[str, Any], gettext: Callable[[str], str]) -> str:
    # Only placeholders are replaced, so that a per cent sign in a fact or a text does no harm.
    return _PLACEHOLDER.sub(lambda found: str(facts[found[1]]), gettext(text))


def render(
    key: str,
    facts: Mapping[str, Any],
    gettext: Callable[[str], str] = N_,
    *,
    be_discreet: bool = False,
) -> Rendered:
    """The message in words. Raises: KeyError for an unknown key or a missing fact."""
    message = discreet(key) if be_discreet else MESSAGES[key]
    subject = " ".join(_fill(message.subject, facts, gettext).split())
    body = "\n\n".join(_fill(part, facts, gettext) for part in message.paragraphs)
    return Rendered(subject, body, _fill(message.sms, facts, gettext))
