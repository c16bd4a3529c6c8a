"""How long an answer may take, how it is undone, how waves are sized."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest

from app.domain import offers
from app.domain.calendar import to_utc
from app.domain.errors import RuleBroken
from app.domain.lifecycle import SHOWN_OFFERS, OfferState, may_move

MONDAY = date(2026, 11, 23)
ANSWERED = to_utc(MONDAY, time(10))
WINDOW_END = to_utc(MONDAY, time(18))
TOMORROW = to_utc(date(2026, 11, 24), time(9))


def undo(
    state: OfferState,
    after_minutes: int,
    *,
    window_ends_at: datetime | None = WINDOW_END,
    first_starts_at: datetime = TOMORROW,
    checked_in: bool = False,
) -> bool:
    return offers.may_undo(
        state,
        answered_at=ANSWERED,
        window_ends_at=window_ends_at,
        first_starts_at=first_starts_at,
        checked_in=checked_in,
        now=ANSWERED + timedelta(minutes=after_minutes),
    )


def test_the_window_is_the_orders_own_or_a_day() -> None:
    assert offers.window_hours(None) == 24
    assert offers.window_hours(2) == 2


@pytest.mark.parametrize("hours", [-1, 0, 1, 169])
def test_a_window_out_of_bounds_is_refused(hours: int) -> None:
    with pytest.raises(RuleBroken) as caught:
        offers.window_hours(hours)
    assert caught.value.facts == {"hours": hours, "least": 2, "most": 168}


def test_a_setting_checks_itself() -> None:
    with pytest.raises(ValueError, match="windows"):
        offers.OfferSetting(min_window_hours=48)
    with pytest.raises(ValueError, match="below one"):
        offers.OfferSetting(undo_minutes=0)


def test_an_answer_is_wanted_before_the_work_starts() -> None:
    assert offers.answer_until(ANSWERED, 24, TOMORROW) == TOMORROW
    assert offers.answer_until(ANSWERED, 2, TOMORROW) == to_utc(MONDAY, time(12))


def test_asking_the_coach_holds_the_place_a_day_longer() -> None:
    assert offers.hold_until(WINDOW_END) == WINDOW_END + timedelta(hours=24)


@pytest.mark.parametrize(
    ("state", "minutes", "open_"),
    [
        (OfferState.SENT, 0, True),
        (OfferState.SEEN, -1, True),
        (OfferState.SEEN, 480, False),
        (OfferState.ASKED_COACH, 480, True),
        (OfferState.QUEUED, 0, False),
        (OfferState.ACCEPTED, 0, False),
        (OfferState.EXPIRED, 0, False),
    ],
)
def test_an_offer_is_open_for_an_answer_while_its_window_runs(
    state: OfferState, minutes: int, open_: bool
) -> None:
    now: datetime = ANSWERED + timedelta(minutes=minutes)
    assert offers.is_open_for_answer(state, WINDOW_END, now) is open_


@pytest.mark.parametrize("state", list(OfferState))
def test_what_was_never_sent_is_not_open_for_an_answer(state: OfferState) -> None:
    assert not offers.is_open_for_answer(state, None, ANSWERED)


def read(state: OfferState, **facts: datetime | None) -> OfferState:
    known = {"window_ends_at": WINDOW_END, "first_starts_at": TOMORROW, "now": ANSWERED}
    return offers.state_for_reader(state, **known | facts)


@pytest.mark.parametrize("state", list(OfferState))
def test_in_time_the_reader_sees_the_state_as_it_is(state: OfferState) -> None:
    assert read(state) is state


@pytest.mark.parametrize(
    "facts", [{"now": WINDOW_END}, {"window_ends_at": None}, {"first_starts_at": ANSWERED}]
)
def test_what_has_run_out_of_time_is_over_for_its_reader_before_it_is_noted(
    facts: dict[str, datetime | None],
) -> None:
    assert read(OfferState.SENT, **facts) is OfferState.EXPIRED
    assert read(OfferState.SEEN, **facts) is OfferState.EXPIRED


def test_an_answer_that_was_given_stays_when_the_time_is_over() -> None:
    late = {"now": WINDOW_END, "first_starts_at": ANSWERED}
    for state in set(OfferState) - SHOWN_OFFERS:
        assert read(state, **late) is state


@pytest.mark.parametrize(
    ("state", "minutes", "allowed"),
    [
        (OfferState.ACCEPTED, 29, True),
        (OfferState.ACCEPTED, 300, True),
        (OfferState.CONFIRMED, 29, True),
        (OfferState.CONFIRMED, 30, False),
        (OfferState.DECLINED, 29, True),
        (OfferState.DECLINED, 479, True),
        (OfferState.DECLINED, 480, False),
        (OfferState.ASKED_COACH, 600, True),
        (OfferState.EXPIRED, 1, False),
        (OfferState.SEEN, 1, False),
    ],
)
def test_an_answer_can_be_undone(state: OfferState, minutes: int, allowed: bool) -> None:
    assert undo(state, minutes) is allowed


def test_a_late_no_can_still_be_undone_for_half_an_hour() -> None:
    late = WINDOW_END - timedelta(minutes=5)
    until = offers.undo_until(OfferState.DECLINED, late, WINDOW_END)
    assert until == late + timedelta(minutes=30)


def test_nothing_is_undone_after_the_check_in() -> None:
    assert not undo(OfferState.CONFIRMED, 5, checked_in=True)


def test_nothing_is_undone_once_the_work_has_begun() -> None:
    begins = ANSWERED + timedelta(minutes=5)
    assert undo(OfferState.CONFIRMED, 4, first_starts_at=begins)
    assert not undo(OfferState.CONFIRMED, 5, first_starts_at=begins)


def test_without_a_window_a_no_can_be_undone_for_half_an_hour() -> None:
    assert undo(OfferState.DECLINED, 29, window_ends_at=None)
    assert not undo(OfferState.DECLINED, 30, window_ends_at=None)


def test_what_was_never_answered_cannot_be_undone() -> None:
    assert not offers.may_undo(
        OfferState.ACCEPTED,
        answered_at=None,
        window_ends_at=WINDOW_END,
        first_starts_at=TOMORROW,
        checked_in=False,
        now=ANSWERED,
    )


@pytest.mark.parametrize(
    ("state", "minutes", "soon"),
    [
        (OfferState.ACCEPTED, 0, True),
        (OfferState.CONFIRMED, 29, True),
        (OfferState.ACCEPTED, 30, False),
        (OfferState.DECLINED, 0, False),
        (OfferState.ASKED_COACH, 0, False),
    ],
)
def test_the_first_half_hour_after_a_yes_is_told_apart(
    state: OfferState, minutes: int, soon: bool
) -> None:
    now = ANSWERED + timedelta(minutes=minutes)
    assert offers.is_soon_after_yes(state, ANSWERED, now) is soon


def test_without_an_answer_it_is_not_soon_after_one() -> None:
    assert not offers.is_soon_after_yes(OfferState.ACCEPTED, None, ANSWERED)


def test_each_undo_is_a_legal_move() -> None:
    for state in OfferState:
        if undo(state, 1):
            assert may_move(state, OfferState.SEEN)


def test_a_yes_confirms_itself_after_half_an_hour() -> None:
    assert offers.confirms_itself_at(ANSWERED) == ANSWERED + timedelta(minutes=30)


def test_a_wave_asks_twice_as_many_as_there_are_places() -> None:
    assert [offers.wave_size(n) for n in (-1, 0, 1, 3)] == [0, 0, 2, 6]
    assert offers.wave_size(3, 4) == 12


def test_a_client_gets_two_new_offers_a_week() -> None:
    assert [offers.may_get_new_offer(n) for n in range(4)] == [True, True, False, False]
    assert [offers.left_this_week(n) for n in range(4)] == [2, 1, 0, 0]
