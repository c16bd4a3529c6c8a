"""What a contact with a workplace must be, and how the weekly number is reckoned."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.employers import (
    NEXT_STAGES,
    Contact,
    ContactWay,
    IdeaStage,
    Told,
    check_contact,
    count_by_wish,
    is_mended,
    scale_step,
    usual_number,
    weekly_numbers,
)
from app.domain.errors import RuleBroken
from app.domain.vocabulary import Category

TODAY = date(2026, 11, 24)
STEPS = (2, 4, 5, 6)


def told(day: date, *, face: bool = True, client: bool = True, wish: bool = False) -> Told:
    return Told(day, face, client, wish)


@pytest.mark.parametrize(
    ("day", "wish", "code"),
    [
        (TODAY + timedelta(days=1), None, "contact_in_future"),
        (TODAY - timedelta(days=32), None, "contact_too_old"),
        (TODAY, Category.GARDEN, "wish_without_client"),
    ],
)
def test_what_cannot_be_kept(day, wish, code):
    contact = Contact(ContactWay.PHONE, day, wish=wish)
    with pytest.raises(RuleBroken) as broken:
        check_contact(contact, for_client=False, today=TODAY)
    assert broken.value.code == code


def test_a_wish_of_a_client_is_followed():
    check_contact(
        Contact(ContactWay.PHONE, TODAY, wish=Category.GARDEN), for_client=True, today=TODAY
    )


def test_only_visits_face_to_face_and_for_somebody_count():
    rows = [told(TODAY), told(TODAY, face=False), told(TODAY, client=False)]
    assert weekly_numbers(rows, today=TODAY)[-1] == (date(2026, 11, 23), 1)


def test_twelve_weeks_stand_in_order_over_the_change_of_clocks_and_year():
    weeks = weekly_numbers([told(date(2026, 12, 31))], today=date(2027, 1, 8))
    assert len(weeks) == 12
    assert weeks[0][0] == date(2026, 10, 19)
    assert weeks[-2] == (date(2026, 12, 28), 1)
    assert weeks[-1] == (date(2027, 1, 4), 0)


@given(st.lists(st.dates(date(2026, 1, 1), date(2026, 12, 31)), max_size=40))
def test_no_contact_is_counted_twice_or_lost(days):
    today = date(2026, 12, 31)
    weeks = weekly_numbers([told(day) for day in days], today=today)
    assert sum(number for _monday, number in weeks) == sum(day >= weeks[0][0] for day in days)


@pytest.mark.parametrize(
    ("numbers", "usual"), [((0, 0, 0, 9), 0), ((6, 6, 2, 0), 6), ((1, 4, 5, 3, 9), 3), ((7,), 0)]
)
def test_the_usual_week_is_the_middle_one_without_the_one_under_way(numbers, usual):
    assert usual_number([(TODAY, number) for number in numbers]) == usual


@pytest.mark.parametrize(
    ("number", "step"), [(0, 1), (1, 1), (2, 2), (3, 2), (4, 3), (5, 4), (6, 5), (12, 5)]
)
def test_the_steps_of_the_scale(number, step):
    """IPS-25 item 17."""
    assert scale_step(number, STEPS) == step


def test_the_share_that_follows_a_wish_is_two_counts():
    assert count_by_wish([told(TODAY, wish=True), told(TODAY)]) == (1, 2)


@pytest.mark.parametrize(("minutes", "mended"), [(0, True), (15, True), (16, False)])
def test_a_slip_is_mended_for_a_quarter_of_an_hour(minutes, mended):
    written = datetime(2026, 11, 24, 8, tzinfo=UTC)
    assert is_mended(written, written + timedelta(minutes=minutes)) is mended


def test_every_stage_of_an_idea_can_be_reached_and_left_or_is_the_end():
    reached = {stage for stages in NEXT_STAGES.values() for stage in stages}
    assert reached == set(IdeaStage)
    assert {stage for stage in IdeaStage if not NEXT_STAGES[stage]} == {IdeaStage.ORDERED}
