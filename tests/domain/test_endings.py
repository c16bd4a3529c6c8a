"""After how long an order is asked about and ends."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from app.domain.endings import (
    DEFAULT,
    KIND_WORDS,
    EndingSetting,
    WhyUnfilled,
    days_untouched,
    ends_at,
    tells_itself_at,
)
from app.domain.lifecycle import TaskState

NOW = datetime(2026, 11, 23, 7, tzinfo=UTC)


def test_an_order_that_waits_for_us_is_never_asked_about() -> None:
    asked = {state for state in TaskState if days_untouched(state) is not None}
    assert asked == set(TaskState) - {TaskState.SUBMITTED, TaskState.CLOSED}


def test_the_orderer_has_the_days_of_the_rule_to_answer() -> None:
    assert ends_at(NOW, EndingSetting(answer_days=3)) == datetime(2026, 11, 26, 7, tzinfo=UTC)


def test_the_orderer_hears_in_a_day_that_nobody_was_found() -> None:
    assert tells_itself_at(NOW) == datetime(2026, 11, 24, 7, tzinfo=UTC)


def test_every_reason_but_own_words_has_a_kind_sentence() -> None:
    assert set(KIND_WORDS) == set(WhyUnfilled) - {WhyUnfilled.OTHER}


def test_a_setting_below_one_is_refused() -> None:
    assert DEFAULT.answer_days > 0
    with pytest.raises(ValueError, match="below one"):
        EndingSetting(answer_days=0)
