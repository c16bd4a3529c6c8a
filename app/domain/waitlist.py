"""Rules of waiting for a place that went to somebody else."""

from __future__ import annotations

from enum import StrEnum

from app.domain.lifecycle import AGREED_OFFERS, OPEN_OFFERS, OfferState


class WaitEnd(StrEnum):
    """How a wait ended: with a yes, without need, or because the client left."""

    TAKEN = "taken"
    NOT_NEEDED = "not_needed"
    LEFT = "left"


def end_after(state: OfferState) -> WaitEnd | None:
    """How the wait ends with the offer that came of it; None while that is open.

    A no or silence is the client's own leaving, and no blame: the client may wait again.
    """
    if state in AGREED_OFFERS:
        return WaitEnd.TAKEN
    if state in OPEN_OFFERS:
        return None
    left = state in (OfferState.DECLINED, OfferState.EXPIRED)
    return WaitEnd.LEFT if left else WaitEnd.NOT_NEEDED
