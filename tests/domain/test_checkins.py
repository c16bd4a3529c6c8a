"""What follows from a face."""

from __future__ import annotations

from datetime import date, time

import pytest

from app.domain import checkins
from app.domain.alerts import AlertLevel
from app.domain.calendar import to_utc
from app.domain.vocabulary import Face

NOON = to_utc(date(2026, 12, 2), time(12))
GOOD, FINE, HARD = Face.GOOD, Face.FINE, Face.TOO_HARD


@pytest.mark.parametrize(
    ("face", "before", "level"),
    [
        (GOOD, [HARD, HARD], None),
        (FINE, [], None),
        (HARD, [], AlertLevel.TODAY),
        (HARD, [GOOD], AlertLevel.SOON),
        (HARD, [GOOD, FINE, HARD], AlertLevel.TODAY),
        (HARD, [GOOD, FINE, GOOD, HARD], AlertLevel.SOON),
    ],
)
def test_too_hard_calls_for_support_and_nothing_else_does(
    face: Face, before: list[Face], level: AlertLevel | None
) -> None:
    found = checkins.triage(face, before, now=NOON)
    assert (found.level if found else None) == level
