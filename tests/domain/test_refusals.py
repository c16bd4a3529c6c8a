"""Ready texts of refusing an order: one per reason, chosen by what the checks found."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

import pytest

from app.domain.refusals import (
    NEEDS_FACTS,
    ROOM,
    TEXTS,
    Refusal,
    compose,
    found_refusals,
    other_refusals,
)
from app.domain.tasks import TaskDraft, screen
from app.domain.vocabulary import Category
from app.domain.wages import WageFloor

NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)
FLOORS = [WageFloor("Matkailu", date(2026, 1, 1), 1200, "TES", None)]
WHOLE = {
    "title": "Tiskaus", "place": "Kahvila", "first_on": date(2026, 11, 25),
    "start_time": time(9), "end_time": time(12), "category": Category.GARDEN,
    "pay_cents_per_hour": 1300,
}  # fmt: skip


def found(**changes: object) -> list[Refusal]:
    draft = TaskDraft(**WHOLE | changes)  # type: ignore[arg-type]
    return list(found_refusals(screen(draft, FLOORS, now=NOW)))


def test_there_is_one_text_for_each_reason() -> None:
    assert list(TEXTS) == list(Refusal)


@pytest.mark.parametrize("one", list(Refusal))
def test_a_text_says_kindly_why_and_fits_with_another(one: Refusal) -> None:
    text = TEXTS[one]
    assert "%" not in text or one in NEEDS_FACTS
    assert len(text) < ROOM // 3
    for harsh in ("virhe", "väärin", "puuttuu", "täytyy", "pitäisi", "epäonnistu", "hylä"):
        assert harsh not in text.lower()


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({}, []),
        ({"first_on": date(2026, 11, 20)}, [Refusal.TIMES_PAST]),
        ({"start_time": time(21), "end_time": time(23, 30)}, [Refusal.NIGHT]),
        ({"end_time": time(18)}, [Refusal.DAY_TOO_LONG]),
        ({"pay_cents_per_hour": 1100}, [Refusal.UNDER_FLOOR]),
        # Can be mended: asked for, not a reason to refuse.
        ({"category": None}, []),
    ],
)
def test_what_the_checks_find_is_the_reason(changes: dict[str, object], why: list[Refusal]) -> None:
    assert found(**changes) == why


def test_what_needs_facts_is_offered_only_when_it_was_found() -> None:
    others = other_refusals([Refusal.NIGHT])
    assert not {Refusal.NIGHT, *NEEDS_FACTS} & set(others)
    assert Refusal.HOME in others


def test_a_letter_has_a_line_for_each_and_never_more_than_there_is_room_for() -> None:
    assert compose([]) == ""
    assert compose(["Yksi.", "Kaksi."]) == "Yksi.\nKaksi."
    long = "a" * (ROOM // 2)
    assert compose([long, long, "b"]) == long
    assert len(compose(["a" * ROOM])) == ROOM
