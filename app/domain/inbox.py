"""How often dispatchers are written to about orders that come in.

The first one of a quiet time is told at once, and so is whatever begins soon; the others are told
together, so that a busy day is a few letters. Source: features, complaints of administration.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime, timedelta

LETTER_HOURS = 4


def is_soon(begins_at: datetime, *, within: timedelta, now: datetime) -> bool:
    """Whether an order begins so soon that it must not wait for a letter about several."""
    return begins_at - now <= within


def is_quiet(last_told_at: datetime | None, *, gap: timedelta, now: datetime) -> bool:
    """Whether so long has passed since the last letter that the next one may go."""
    return last_told_at is None or now - last_told_at >= gap
