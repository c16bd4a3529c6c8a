"""Every message in one table, by its key, and what is true of each of them."""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING

from app.domain.messages.anybody import FOR_ANYBODY
from app.domain.messages.clients import DISCREET, FOR_CLIENTS, REPLIES
from app.domain.messages.coaches import FOR_COACHES
from app.domain.messages.dispatchers import FOR_DISPATCHERS
from app.domain.messages.endings import ABOUT_ENDINGS
from app.domain.messages.months import ABOUT_MONTHS
from app.domain.messages.orderers import FOR_ORDERERS
from app.domain.messages.text import Audience, MessageText

if TYPE_CHECKING:
    from collections.abc import Mapping

MESSAGES: Mapping[str, MessageText] = MappingProxyType(
    {
        **FOR_ORDERERS, **ABOUT_ENDINGS, **ABOUT_MONTHS, **FOR_COACHES, **FOR_DISPATCHERS,
        **FOR_ANYBODY, **FOR_CLIENTS, **REPLIES,
    }
)  # fmt: skip

# What can't wait until somebody reads the mail.
URGENT = frozenset(
    {"alert_now", "alert_passed_on_now", "help_on_site", "help_wanted_on_site", "worker_at_door"}
)
# Go by text message too: after the mail, or to clients as well as to staff.
_BY_PHONE_TOO = URGENT | {"answer_reminder", "credential_changed"}

PLACEHOLDER = re.compile(r"%\((\w+)\)s")


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
    return frozenset(PLACEHOLDER.findall(message.subject + body + message.sms))


# What nobody may put in other words: whoever reads a sample is to see that it is one.
EDITABLE = tuple(key for key in MESSAGES if key != "letter_sample")


def by_mail(key: str) -> bool:
    """Whether the message ever goes by mail: clients have no mail address here."""
    return MESSAGES[key].audience is not Audience.CLIENT


def by_phone(key: str) -> bool:
    """Whether the message ever goes to a phone as one line."""
    return MESSAGES[key].audience is Audience.CLIENT or key in _BY_PHONE_TOO


def read_by_clients(key: str) -> bool:
    """Whether a client may get the message, alone or like anybody else."""
    return MESSAGES[key].audience is Audience.CLIENT or key == "credential_changed"
