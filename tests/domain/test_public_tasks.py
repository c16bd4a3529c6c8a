"""When an open page is shown, and how coarse a place may be."""

from __future__ import annotations

import pytest

from app.domain.errors import RuleBroken
from app.domain.lifecycle import TaskState
from app.domain.public_tasks import Standing, checked_place, coarse_place, standing_of


@pytest.mark.parametrize(
    ("state", "ended", "ahead", "free", "standing"),
    [
        (TaskState.OPEN, False, 2, 1, Standing.SEEKING),
        (TaskState.OPEN, False, 2, 0, Standing.WAITING),
        (TaskState.PAUSED, False, 2, 2, Standing.WAITING),
        (TaskState.DRAFT, False, 0, 0, Standing.OVER),
        (TaskState.OPEN, False, 0, 0, Standing.OVER),
        (TaskState.OPEN, True, 2, 2, Standing.OVER),
        (TaskState.CLOSED, False, 2, 2, Standing.OVER),
    ],
)
def test_a_page_is_sought_for_only_while_it_is(state, ended, ahead, free, standing):
    assert standing_of(state, ended=ended, ahead=ahead, free=free) is standing


def test_a_street_address_is_not_proposed_as_the_place():
    assert coarse_place(" Kallio ") == "Kallio"
    assert coarse_place("Hämeentie 12") == ""


def test_a_place_must_say_something():
    assert checked_place("  Kallio,   Helsinki ") == "Kallio, Helsinki"
    with pytest.raises(RuleBroken, match="public_place_missing"):
        checked_place("  ")
