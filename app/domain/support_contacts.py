"""What a support note must hold, so that it is written in seconds and still counts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID, uuid5

from app.domain.errors import RuleBroken
from app.domain.vocabulary import (
    LONGEST_SUPPORT_MINUTES,
    NaturalSupport,
    SupportKind,
    SupportPlace,
)

if TYPE_CHECKING:
    from collections.abc import Collection

TEXT_LENGTH = 4000
REASON_LENGTH = 300
# Clocks of phones differ a little.
_AHEAD = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Note:
    """A support note as it was written. Units: minutes of the whole visit."""

    minutes: int
    kind: SupportKind
    place: SupportPlace
    happened_at: datetime
    text: str = ""
    helpers: frozenset[NaturalSupport] = frozenset()


def check_note(note: Note, client_ids: Collection[UUID], *, now: datetime) -> None:
    """Nothing, when the note can be kept. Raises: RuleBroken naming what is wrong."""
    if not client_ids:
        raise RuleBroken("note_without_client")
    if not 1 <= note.minutes <= LONGEST_SUPPORT_MINUTES:
        raise RuleBroken("support_minutes", minutes=note.minutes)
    if NaturalSupport.NOBODY_YET in note.helpers and len(note.helpers) > 1:
        raise RuleBroken("nobody_and_somebody")
    if len(note.text) > TEXT_LENGTH:
        raise RuleBroken("text_too_long", most=TEXT_LENGTH)
    if note.happened_at > now + _AHEAD:
        raise RuleBroken("note_in_future")


def row_key(draft_key: UUID, coach_id: UUID, client_id: UUID) -> UUID:
    """The key of one client's row of a note: the same note sent again has the same keys."""
    return uuid5(draft_key, f"{coach_id}|{client_id}")
