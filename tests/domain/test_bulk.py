"""What keeps an act on several orders from one of them, and how long it can be undone."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from app.domain.bulk import (
    Asking,
    may_undo,
    why_not_asked,
    why_not_opened,
    why_not_reminded,
)
from app.domain.lifecycle import ShiftState, TaskState
from app.domain.reasons import Reason, reason
from app.domain.tasks import Screening

NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)
READY = Asking(
    TaskState.OPEN, ShiftState.OPEN, begun=False, left=2, first=1, somebody=True, soon=False
)


def code(why: Reason | None) -> str:
    return why.code if why else ""


@pytest.mark.parametrize(
    ("minutes", "undone", "may"), [(0, False, True), (15, False, False), (5, True, False)]
)
def test_it_can_be_undone_once_for_a_quarter_of_an_hour(
    minutes: int, undone: bool, may: bool
) -> None:
    later = NOW + timedelta(minutes=minutes)
    assert may_undo(NOW, NOW if undone else None, later) is may


def test_only_what_waits_and_passes_is_opened() -> None:
    assert why_not_opened(TaskState.SUBMITTED, Screening()) is None
    assert code(why_not_opened(TaskState.DRAFT, Screening())) == "bulk_not_waiting"
    for name in ("stops", "to_confirm", "hard_texts"):
        found = Screening(**{name: (reason("pay_missing"),)})
        assert code(why_not_opened(TaskState.SUBMITTED, found)) == "pay_missing"


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({}, ""),
        ({"task": TaskState.PAUSED}, "bulk_task_rests"),
        ({"begun": True}, "bulk_shift_over"),
        ({"shift": ShiftState.CANCELLED}, "bulk_shift_over"),
        ({"shift": ShiftState.FILLED, "left": 0}, "bulk_shift_full"),
        ({"first": 2}, "bulk_kept_for_waiting"),
        ({"somebody": False}, "bulk_nobody_left"),
        ({"soon": True}, "bulk_asked_soon"),
    ],
)
def test_more_people_are_asked_where_a_place_is_free_for_them(
    changed: dict[str, object], why: str
) -> None:
    assert code(why_not_asked(replace(READY, **changed))) == why  # type: ignore[arg-type]


def test_an_orderer_is_reminded_who_was_not_written_to_lately() -> None:
    assert why_not_reminded(people=1, rested=True) is None
    assert code(why_not_reminded(people=0, rested=True)) == "bulk_nobody_to_write_to"
    assert code(why_not_reminded(people=1, rested=False)) == "bulk_written_lately"
