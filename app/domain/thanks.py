"""What a workplace can thank for: a closed list, so that a thank-you never wounds."""

from __future__ import annotations

from enum import StrEnum


class Thank(StrEnum):
    """One thing to thank for."""

    HELP = "help"
    CARE = "care"
    ON_TIME = "on_time"
    FRIENDLY = "friendly"
    COME_AGAIN = "come_again"
