"""What follows from a face."""

from __future__ import annotations

from datetime import date, time

import pytest

from app.domain import checkins
from app.domain.calendar import to_utc
from app.domain.checkins import AlertKind, AlertLevel
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


def test_a_deadline_runs_in_daytime_only() -> None:
    found = checkins.triage(HARD, [], now=NOON)
    assert found is not None
    assert found.due_at == to_utc(date(2026, 12, 2), time(16))
    assert checkins.due_at(AlertLevel.SOON, NOON) == to_utc(date(2026, 12, 3), time(12))
    night = to_utc(date(2026, 12, 2), time(22))
    assert checkins.due_at(AlertLevel.TODAY, night) == to_utc(date(2026, 12, 3), time(12))


def test_somebody_who_does_not_come_or_must_not_go_is_called_today() -> None:
    today = {kind for kind in AlertKind if checkins.level_of(kind) is AlertLevel.TODAY}
    missing = {AlertKind.CANNOT_COME, AlertKind.DID_NOT_COME, AlertKind.NO_COACH}
    on_site = {
        AlertKind.CAME_LATE, AlertKind.NOBODY_CAME, AlertKind.COACH_MISSING, AlertKind.DOOR_CLOSED,
    }  # fmt: skip
    assert today == missing | on_site | {
        AlertKind.KEPT_APART, AlertKind.WANTS_TO_STOP, AlertKind.UNCLEAR_REPLY,
        AlertKind.CANCELLED_LATE,
    }  # fmt: skip


def test_a_setting_checks_itself() -> None:
    with pytest.raises(ValueError, match="order"):
        checkins.TriageSetting(today_hours=13)
