"""What follows from how a shift went: nothing, a word soon, or a word today.

Source: the support pages of the design. A face is a call for support, never a mark of anybody.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.alerts import AlertLevel, due_at
from app.domain.vocabulary import Face

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime


@dataclass(frozen=True, slots=True)
class TriageSetting:
    """Units: how many earlier faces are looked at."""

    looked_at: int = 3


DEFAULT = TriageSetting()


@dataclass(frozen=True, slots=True)
class Triage:
    """How soon somebody must act, and by when at the latest."""

    level: AlertLevel
    due_at: datetime


def triage(
    face: Face,
    previous_faces: Sequence[Face],
    *,
    now: datetime,
    setting: TriageSetting = DEFAULT,
) -> Triage | None:
    """What "too hard" calls for; nothing follows from the other two faces.

    The first shift of all, or "too hard" again within the last ones (latest first), is for today.
    """
    if face is not Face.TOO_HARD:
        return None
    again = Face.TOO_HARD in previous_faces[: setting.looked_at]
    level = AlertLevel.TODAY if again or not previous_faces else AlertLevel.SOON
    return Triage(level, due_at(level, now))
