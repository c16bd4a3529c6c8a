"""How an orderer is reminded of what waits for an answer."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from app.domain.waiting import Rung, WaitingSetting, may_write, rung_at

DEADLINE = datetime(2026, 11, 26, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("hours", "rung"),
    [
        (73, None), (72, Rung.MAIL), (49, Rung.MAIL), (48, Rung.SMS), (24.5, Rung.SMS),
        (24, Rung.CALL), (0.1, Rung.CALL), (0, None), (-3, None),
    ],
)  # fmt: skip
def test_the_nearer_the_deadline_the_nearer_the_person(hours: float, rung: Rung | None) -> None:
    assert rung_at(DEADLINE, DEADLINE - timedelta(hours=hours)) is rung


def test_the_hours_are_those_of_the_rule() -> None:
    setting = WaitingSetting(mail_hours=10, sms_hours=6, call_hours=2)
    assert rung_at(DEADLINE, DEADLINE - timedelta(hours=11), setting) is None
    assert rung_at(DEADLINE, DEADLINE - timedelta(hours=6), setting) is Rung.SMS


def test_there_is_at_most_one_letter_a_day() -> None:
    assert may_write(None, DEADLINE)
    assert not may_write(DEADLINE, DEADLINE + timedelta(hours=19))
    assert may_write(DEADLINE, DEADLINE + timedelta(hours=20))


def test_steps_in_another_order_are_refused() -> None:
    with pytest.raises(ValueError, match="out of order"):
        WaitingSetting(mail_hours=24, sms_hours=48)
