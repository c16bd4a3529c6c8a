"""When a coach goes along on a shift: because the orderer or the client asked for it.

Source: the presence rules of the design pages. Whether a coach can be had is the matcher's
question, not this one.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from app.domain.vocabulary import CoachWanted, SupportNeed

FIRST_SHIFTS = 3


class PresenceLevel(StrEnum):
    """How much a coach is wanted on a shift."""

    NONE = "none"
    WISH = "wish"
    NEED = "need"


@dataclass(frozen=True, slots=True)
class Presence:
    """Whether a coach goes along, and the codes of those who asked."""

    level: PresenceLevel
    codes: tuple[str, ...] = ()

    @property
    def required(self) -> bool:
        """Whether the shift cannot be offered without a coach."""
        return self.level is PresenceLevel.NEED


def _orderers_reason(wanted: CoachWanted, performed: int) -> str | None:
    if wanted is CoachWanted.ALWAYS:
        return "orderer_wants_always"
    if wanted is CoachWanted.FIRST_SHIFT and performed == 0:
        return "orderer_wants_first_shift"
    return None


def _clients_reason(need: SupportNeed, performed: int, *, covered_this_week: bool) -> str | None:
    if need is SupportNeed.ALWAYS:
        return "client_wants_always"
    if need is SupportNeed.FIRST_SHIFTS and performed < FIRST_SHIFTS:
        return "client_wants_first_shifts"
    if need is SupportNeed.WEEKLY and not covered_this_week:
        return "client_wants_weekly"
    return None


def presence(
    wanted: CoachWanted,
    need: SupportNeed,
    *,
    performed_at_task: int,
    covered_this_week: bool = False,
    goes_alone: bool = False,
) -> Presence:
    """Whether a coach goes along, when the client has performed so many shifts of this task.

    `covered_this_week`: a coach goes along on another shift of this task in the same ISO week.
    `goes_alone`: the client has said "menen yksin", so the need becomes a wish.
    """
    asked = (
        _orderers_reason(wanted, performed_at_task),
        _clients_reason(need, performed_at_task, covered_this_week=covered_this_week),
    )
    codes = tuple(code for code in asked if code)
    if not codes:
        return Presence(PresenceLevel.NONE)
    return Presence(PresenceLevel.WISH if goes_alone else PresenceLevel.NEED, codes)
