"""Ready texts of asking for a change: one per reason, chosen by what the checks found."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

import pytest

from app.domain.advice import advise
from app.domain.asks import NEEDS_FACTS, ROOM, TEXTS, Ask, compose, found_asks, other_asks
from app.domain.passes import PassNeed, PassRule
from app.domain.tasks import TaskDraft, screen
from app.domain.vocabulary import Category, PassKind, PlaceKind, Scale
from app.domain.wages import WageFloor

NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)
SINCE = date(2024, 1, 1)
RULES = [
    PassRule(kind, PassNeed.CUMULATIVE_3_MONTHS, SINCE, "laki")
    for kind in (PassKind.HYGIENE, PassKind.CRIMINAL_RECORD)
]
FLOORS = [WageFloor("Matkailu", date(2026, 1, 1), 1200, "TES", None)]
WHOLE = {
    "title": "Tiskaus", "place": "Kahvila", "first_on": date(2026, 11, 25),
    "start_time": time(9), "end_time": time(12), "lat": 60.2, "lon": 24.9,
    "door": "Pääovi", "break_room": "Keittiö", "toilet": "Käytävä", "category": Category.GARDEN,
    "pay_cents_per_hour": 1300, "contact_name": "Kerttu", "contact_phone": "050 1",
    "demands": dict.fromkeys(Scale, 0),
}  # fmt: skip


def found(**changes: object) -> list[Ask]:
    draft = TaskDraft(**WHOLE | changes)  # type: ignore[arg-type]
    advice = advise(draft, FLOORS, RULES)
    return list(found_asks(draft, screen(draft, FLOORS, now=NOW), advice))


def test_there_is_one_text_for_each_reason() -> None:
    assert set(TEXTS) == set(Ask)


@pytest.mark.parametrize("ask", list(Ask))
def test_a_text_is_a_short_kind_question(ask: Ask) -> None:
    text = TEXTS[ask]
    assert "%" not in text or ask in NEEDS_FACTS
    assert len(text) < 170
    assert "?" in text
    for harsh in ("virhe", "väärin", "puuttuu", "täytyy", "pitäisi", "epäonnistu"):
        assert harsh not in text.lower()


def test_a_whole_order_is_asked_nothing() -> None:
    assert found() == []


@pytest.mark.parametrize(
    ("changes", "asked"),
    [
        ({"first_on": date(2026, 11, 20)}, Ask.TIMES_PAST),
        ({"start_time": time(21), "end_time": time(2)}, Ask.TIMES_UNCLEAR),
        ({"start_time": time(21), "end_time": time(2)}, Ask.NIGHT),
        ({"end_time": time(18)}, Ask.DAY_TOO_LONG),
        ({"end_time": time(16), "break_room": ""}, Ask.BREAK),
        ({"category": None}, Ask.CATEGORY),
        ({"pay_cents_per_hour": None}, Ask.PAY),
        ({"pay_cents_per_hour": 1100}, Ask.UNDER_FLOOR),
        ({"bring": "Kengät ym."}, Ask.HARD_TEXT),
        ({"category": Category.KITCHEN}, Ask.HYGIENE_PASSPORT),
        ({"category": Category.ELDERLY_ASSIST}, Ask.CRIMINAL_RECORD),
        ({"door": ""}, Ask.DOOR),
        ({"contact_phone": ""}, Ask.CONTACT),
        ({"toilet": ""}, Ask.REST_PLACES),
        ({"lat": None}, Ask.PLACE),
        ({"demands": {}}, Ask.DEMANDS),
    ],
)
def test_what_the_checks_find_is_asked(changes: dict[str, object], asked: Ask) -> None:
    assert asked in found(**changes)


def test_of_work_at_home_no_door_is_asked() -> None:
    assert found(place_kind=PlaceKind.REMOTE, door="", toilet="", contact_name="") == []


def test_the_rest_can_be_chosen_but_what_needs_facts() -> None:
    others = other_asks([Ask.DOOR])
    assert Ask.ADULTS in others
    assert not {Ask.DOOR, *NEEDS_FACTS}.intersection(others)


def test_a_letter_greets_asks_line_by_line_and_ends() -> None:
    assert compose("Hei!", ["Ovi?", "Aika?"], "Kiitos.") == "Hei!\n\n– Ovi?\n– Aika?\n\nKiitos."
    assert compose("Hei!", [], "Kiitos.") == ""


def test_a_letter_is_never_longer_than_can_be_sent() -> None:
    text = compose("Hei!", ["x" * 150] * 20, "Kiitos.")
    assert ROOM - 160 < len(text) <= ROOM
    assert text.endswith("Kiitos.")
