"""How sure a shift is to those who wait for its people."""

from __future__ import annotations

import pytest

from app.domain.feeds import Sureness, Work, sureness_of
from app.domain.lifecycle import ShiftState


@pytest.mark.parametrize(
    ("state", "found", "without_coach", "sureness"),
    [
        (ShiftState.OPEN, 1, 0, Sureness.TENTATIVE),
        (ShiftState.FILLED, 2, 0, Sureness.CONFIRMED),
        (ShiftState.FILLED, 2, 1, Sureness.TENTATIVE),
        (ShiftState.DONE, 1, 1, Sureness.CONFIRMED),
        (ShiftState.CANCELLED, 2, 0, Sureness.CANCELLED),
        (ShiftState.MOVED, 2, 0, Sureness.CANCELLED),
    ],
)
def test_a_shift_is_sure_when_nothing_is_missing(state, found, without_coach, sureness):
    work = Work("Pihatyö", "Palvelutalo", "Piha", state, 2, found, without_coach)
    assert sureness_of(work) is sureness
