"""Whether a coach can go along: working hours, absences, bookings, the way, the ceiling."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

import pytest

from app.domain.bookings import Visit
from app.domain.calendar import parse_week_times
from app.domain.vocabulary import CoachWanted, SupportNeed
from app.matching import presence
from tests.matching.people import (
    CARLA,
    CELIA,
    OTHER_UNIT,
    SATURDAY,
    SHIFT,
    TASK,
    VUOSAARI,
    WEDNESDAY,
    at,
    client,
    coach,
    context,
    shift,
)

if TYPE_CHECKING:
    from app.matching.facts import CoachFacts


def booked(starts: int, ends: int, shift_id: int = 77, **changes: object) -> Visit:
    return Visit(
        UUID(int=shift_id),
        at(WEDNESDAY, starts),
        at(WEDNESDAY, ends),
        **changes,  # type: ignore[arg-type]
    )


@pytest.mark.parametrize(
    ("carla", "able"),
    [
        (coach(), True),
        (coach(working_hours=parse_week_times("ke 10-12")), True),
        (coach(working_hours=parse_week_times("ke 10.30-16")), False),
        (coach(absences=((date(2026, 12, 1), date(2026, 12, 3)),)), False),
        (coach(absences=((date(2026, 12, 3), date(2026, 12, 3)),)), True),
        (coach(visits=(booked(9, 11),)), False),
        (coach(visits=(booked(8, 10),)), True),
        (coach(visits=(booked(8, 10, place=VUOSAARI),)), False),
        (coach(visits=(booked(8, 9, place=VUOSAARI),)), True),
        (coach(most_minutes=120), True),
        (coach(most_minutes=119), False),
        (coach(most_minutes=240, visits=(booked(13, 15),)), True),
        (coach(most_minutes=239, visits=(booked(13, 15),)), False),
        (coach(most_minutes=0), False),
    ],
)
def test_a_coach_can_attend_or_not(carla: CoachFacts, able: bool) -> None:
    assert presence.can_attend(carla, shift(), context(carla)) is able


def test_a_coach_goes_along_with_several_clients_at_once() -> None:
    here = Visit(SHIFT, shift().starts_at, shift().ends_at, shift().place)
    carla = coach(visits=(here,), most_minutes=120)
    assert presence.can_attend(carla, shift(), context(carla))


def test_nobody_goes_along_outside_working_hours() -> None:
    assert not presence.can_attend(coach(), shift(SATURDAY), context(coach()))


def test_the_own_coach_comes_first_then_the_unit() -> None:
    everybody = context(coach(CELIA), coach(CARLA), coach(UUID(int=5), unit_id=OTHER_UNIT))
    found = presence.list_coaches_for(client(), shift(), everybody)
    assert [(choice.coach_id, choice.own) for choice in found] == [(CARLA, True), (CELIA, False)]
    assert presence.find_coach_for(client(), shift(), everybody) == found[0]


def test_a_colleague_who_is_there_already_comes_before_the_others() -> None:
    here = Visit(SHIFT, shift().starts_at, shift().ends_at, shift().place)
    away, there = coach(absences=((WEDNESDAY, WEDNESDAY),)), coach(UUID(int=99), visits=(here,))
    found = presence.list_coaches_for(client(), shift(), context(away, coach(CELIA), there))
    assert [choice.coach_id for choice in found] == [UUID(int=99), CELIA]


def test_a_substitute_comes_when_the_own_coach_cannot() -> None:
    away = coach(absences=((WEDNESDAY, WEDNESDAY),))
    found = presence.find_coach_for(client(), shift(), context(away, coach(CELIA)))
    assert found == presence.CoachChoice(CELIA, own=False)
    assert presence.find_coach_for(client(), shift(), context(away)) is None
    assert presence.find_coach_for(client(coach_id=None), shift(), context()) is None


def test_a_week_in_which_a_coach_already_comes_needs_no_second_visit() -> None:
    weekly = client(support_need=SupportNeed.WEEKLY)
    assert presence.wanted_presence(weekly, shift()).required
    covered = client(support_need=SupportNeed.WEEKLY, covered_weeks=frozenset({(TASK, "2026-W49")}))
    assert not presence.wanted_presence(covered, shift()).required


def test_the_first_shift_at_a_task_is_not_alone_when_the_orderer_says_so() -> None:
    walk = shift(coach_wanted=CoachWanted.FIRST_SHIFT)
    assert presence.wanted_presence(client(), walk).required
    assert not presence.wanted_presence(client(performed_at_task={TASK: 1}), walk).required
